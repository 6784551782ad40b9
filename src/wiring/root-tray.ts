import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { contentHash, type IssueOrder, readPem } from '../trust/issue/index.ts';

// Where the root signs elsewhere, orders and certificates are carried between two machines as files. Each bears the hash that two
// officers approve: what is brought can only be what was asked for.

/** What a certificate of the root is ordered with; `content`: the bytes that officers approve. */
export type RootOrderFile = Pick<IssueOrder, 'draft' | 'until' | 'facts'> & {
  readonly content: Buffer;
  /** The centre's request, PEM. */
  readonly request: string;
  readonly from: Date;
};

export type RootTray = {
  /** Lays an order out for the root's machine, in the form that `makulduk ca show` and `ca sign` read. */
  lay(order: RootOrderFile): void;
  /** Whether the order with that content lies there already. */
  laid(hash: string): boolean;
  /** The certificate that was brought for an approved content; undefined where there is none, or no PEM or DER. */
  brought(hash: string): Buffer | undefined;
};

/** `to-root` and `from-root` in `folder`. */
export function rootTray(folder: string): RootTray {
  const out = join(folder, 'to-root');
  const fileOf = (hash: string): string => join(out, `${hash}.json`);
  return {
    laid: (hash) => existsSync(fileOf(hash)),
    lay(order) {
      mkdirSync(out, { recursive: true, mode: 0o700 });
      const file = fileOf(contentHash(order.content));
      if (existsSync(file)) return;
      writeFileSync(`${file}.new`, `${orderText(order)}\n`, { mode: 0o600, flush: true });
      renameSync(`${file}.new`, file);
    },
    brought(hash) {
      const file = join(folder, 'from-root', `${hash}.pem`);
      return /^[0-9a-f]{64}$/.test(hash) && existsSync(file) ? certificateIn(readFileSync(file)) : undefined;
    },
  };
}

const certificateIn = (bytes: Buffer): Buffer =>
  bytes.includes('-----BEGIN') ? readPem('CERTIFICATE', bytes.toString('utf8')) : bytes;

function orderText({ draft, until, facts, request, from }: RootOrderFile): string {
  const { kind, spki: _key, ...contents } = draft;
  const { accreditation, confirmedMeans } = facts;
  return JSON.stringify(
    octets({ kind, request, notBefore: from, notAfter: until, contents, accreditation, confirmedMeans }),
  );
}

/** JSON has no octets: `{"hex": "..."}`. Moments become texts by themselves. */
function octets(value: unknown): unknown {
  if (Buffer.isBuffer(value)) return { hex: value.toString('hex') };
  if (Array.isArray(value)) return value.map(octets);
  if (value === null || typeof value !== 'object' || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, octets(inner)]));
}
