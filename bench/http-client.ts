import { connect, type Socket } from 'node:net';

export type Reply = { readonly status: number; readonly body: string };
export type HttpClient = {
  post(path: string, headers: Readonly<Record<string, string>>, body: string): Promise<Reply>;
  get(path: string): Promise<Reply>;
  stop(): void;
};

/**
 * One keep-alive connection with one request at a time, as little work as HTTP/1.1 allows: the machine's cores belong to
 * what is measured. `localAddress`: who it seems to be, for servers that bound what each address may ask.
 * Understands answers with Content-Length, which is what our server sends.
 */
export async function httpClient(port: number, localAddress = '127.0.0.1'): Promise<HttpClient> {
  const socket: Socket = connect({ port, host: '127.0.0.1', localAddress, noDelay: true });
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  let held = Buffer.alloc(0);
  let waiting: { resolve: (reply: Reply) => void; reject: (error: Error) => void } | undefined;
  socket.on('data', (bytes) => {
    held = held.length === 0 ? bytes : Buffer.concat([held, bytes]);
    const end = held.indexOf('\r\n\r\n');
    if (end < 0) return;
    const head = held.toString('latin1', 0, end);
    const length = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1]);
    if (Number.isNaN(length)) return fail(new Error(`no content-length: ${head}`));
    if (held.length < end + 4 + length) return;
    const reply = { status: Number(head.slice(9, 12)), body: held.toString('utf8', end + 4, end + 4 + length) };
    held = Buffer.alloc(0);
    const { resolve } = waiting!;
    waiting = undefined;
    resolve(reply);
  });
  const fail = (error: Error): void => {
    waiting?.reject(error);
    waiting = undefined;
  };
  socket.on('error', fail);
  socket.on('close', () => fail(new Error('the server closed the connection')));
  return {
    post(path, headers, body) {
      const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
      return new Promise((resolve, reject) => {
        waiting = { resolve, reject };
        socket.write(
          `POST ${path} HTTP/1.1\r\nhost: localhost:${port}\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n${lines.join('')}\r\n${body}`,
        );
      });
    },
    get(path) {
      return new Promise((resolve, reject) => {
        waiting = { resolve, reject };
        socket.write(`GET ${path} HTTP/1.1\r\nhost: localhost:${port}\r\n\r\n`);
      });
    },
    stop: () => void socket.destroy(),
  };
}
