import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { channel } from 'node:diagnostics_channel';

/** A network capture: everything that went over a connection, both ways, octet by octet. */
export type Wire = {
  /** The address of the service, with this wire in between. */
  readonly url: string;
  /** What went there, and what came back, since the last `clear`. */
  readonly sent: () => Buffer;
  readonly received: () => Buffer;
  readonly clear: () => void;
  readonly stop: () => Promise<void>;
};

/** Puts a wire that keeps what passes in front of a service on a port of the loopback address. */
export async function wireTo(service: string): Promise<Wire> {
  const { hostname, port } = new URL(service);
  const [there, back]: [Buffer[], Buffer[]] = [[], []];
  const open = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(Number(port), hostname);
    for (const [one, other, kept] of [
      [near, far, there],
      [far, near, back],
    ] as const) {
      open.add(one);
      one.on('data', (chunk) => void kept.push(chunk));
      one.pipe(other);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        open.delete(one);
        other.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const near = new URL(service);
  near.port = String((server.address() as AddressInfo).port);
  return {
    url: near.href,
    sent: () => Buffer.concat(there),
    received: () => Buffer.concat(back),
    clear() {
      there.length = 0;
      back.length = 0;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const one of open) one.destroy();
      }),
  };
}

/** Notes to which ports this process connects over TCP from now on, until it is told to stop. */
export function notesConnections(): { readonly stop: () => Promise<readonly string[]> } {
  const seen: Promise<string | null>[] = [];
  const onSocket = (message: unknown): void => {
    const { socket } = message as { socket: Socket };
    seen.push(
      new Promise((resolve) => {
        socket.once('connect', () => resolve(socket.remotePort === undefined ? null : String(socket.remotePort)));
        socket.once('close', () => resolve(null));
      }),
    );
  };
  const sockets = channel('net.client.socket');
  sockets.subscribe(onSocket);
  return {
    async stop() {
      sockets.unsubscribe(onSocket);
      return [...new Set((await Promise.all(seen)).flatMap((one) => one ?? []))];
    },
  };
}
