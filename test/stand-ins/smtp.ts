// A mail server for tests: speaks SMTP over a real socket, keeps what it takes, and refuses as told.

import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import type * as Smtp from 'smtp-server';

// The package belongs to the test tools, which have their own node_modules.
const { SMTPServer } = createRequire(new URL('../package.json', import.meta.url))('smtp-server') as typeof Smtp;

export type TakenMail = {
  readonly from: string;
  readonly to: readonly string[];
  readonly raw: string;
  /** Unfolded, by lower-case name. */
  readonly headers: ReadonlyMap<string, string>;
};

export type SmtpStandIn = {
  readonly url: string;
  readonly mails: TakenMail[];
  /** Answers the next deliveries with these codes at RCPT or after DATA; then takes mail again. */
  refuse(stage: 'rcpt' | 'data' | 'from', ...codes: number[]): void;
  /** Waits before it answers the letter. */
  slow(ms: number): void;
  stop(): Promise<void>;
};

export async function startSmtp(port = 0): Promise<SmtpStandIn> {
  const mails: TakenMail[] = [];
  const waiting: Record<'rcpt' | 'data' | 'from', number[]> = { rcpt: [], data: [], from: [] };
  let delay = 0;
  const answer = (stage: 'rcpt' | 'data' | 'from', address: string): Error | null => {
    const code = waiting[stage].shift();
    // Real servers repeat the address in what they answer.
    return code === undefined
      ? null
      : Object.assign(new Error(`<${address}>: not now, says the stand-in`), { responseCode: code });
  };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    closeTimeout: 50,
    onMailFrom: (address, _session, done) => done(answer('from', address.address)),
    onRcptTo: (address, _session, done) => done(answer('rcpt', address.address)),
    onData(stream, session, done) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        const to = session.envelope.rcptTo.map((one) => one.address);
        const refused = answer('data', to[0] ?? '');
        const raw = Buffer.concat(parts).toString('utf8');
        if (refused === null)
          mails.push({
            from: session.envelope.mailFrom === false ? '' : session.envelope.mailFrom.address,
            to,
            raw,
            headers: headersOf(raw),
          });
        setTimeout(() => done(refused), delay).unref();
      });
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const { port: taken } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${taken}`,
    mails,
    refuse: (stage, ...codes) => void waiting[stage].push(...codes),
    slow: (ms) => {
      delay = ms;
    },
    stop: () => new Promise<void>((resolve) => server.close(resolve)),
  };
}

const headersOf = (raw: string): Map<string, string> =>
  new Map(
    raw
      .split('\r\n\r\n')[0]!
      .replace(/\r\n[ \t]+/g, ' ')
      .split('\r\n')
      .map((line) => [
        line.slice(0, line.indexOf(':')).toLowerCase(),
        decodeWords(line.slice(line.indexOf(':') + 1).trim()),
      ]),
  );

/** RFC 2047 encoded words. */
export const decodeWords = (text: string): string =>
  text
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/(?:=\?utf-8\?[BQ]\?[^?]*\?=)+/gi, (words) =>
      Buffer.concat(
        [...words.matchAll(/=\?utf-8\?([BQ])\?([^?]*)\?=/gi)].map(([, kind, body]) =>
          kind!.toUpperCase() === 'B' ? Buffer.from(body!, 'base64') : quoted(body!.replaceAll('_', ' ')),
        ),
      ).toString('utf8'),
    );

/** The text of one part of a letter, decoded. */
export function partOf(raw: string, type: 'text/plain' | 'text/html'): string {
  const found = new RegExp(`Content-Type: ${type}[^]*?\\r\\n\\r\\n([^]*?)\\r\\n--`).exec(raw);
  if (found === null) throw new Error(`the letter has no ${type}`);
  const head = found[0].slice(0, found[0].indexOf('\r\n\r\n'));
  if (/base64/i.test(head)) return Buffer.from(found[1]!, 'base64').toString('utf8');
  return /quoted-printable/i.test(head) ? quoted(found[1]!.replace(/=\r\n/g, '')).toString('utf8') : found[1]!;
}

const quoted = (text: string): Buffer =>
  Buffer.from(
    text.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  );
