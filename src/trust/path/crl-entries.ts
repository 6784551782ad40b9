import {
  DerError,
  type DerNode,
  fields,
  oids,
  readDer,
  readEnumerated,
  readGeneralizedTime,
  readTime,
  tags,
} from '../der/index.ts';
import { extensionValue, type Extensions, noExtensions, readExtensions } from './extensions.ts';
import { directoryNames, readGeneralNames } from './general-names.ts';
import { type Span, scanEntries } from './crl-scan.ts';

/** One entry of a CRL (RFC 5280 5.3): the facts as they stand, no judgement. */
export type RevokedEntry = {
  readonly serial: string;
  readonly revocationDate: Date;
  /** CRLReason; undefined where no reason is given. 8 stands in delta CRLs only. */
  readonly reason: number | undefined;
  /** When the key is said to have been lost. It is shown and moves nothing (ES-14.7b: the register's entry counts). */
  readonly invalidityDate: Date | undefined;
  readonly extensions: Extensions;
};

/** 5.3.1: an entry that takes a certificate off the list again. */
export const removeFromCrl = 8;

// A list says of a certificate what it says against it: an end counts before a removal, the earlier end before the later.
const speaksBefore = (a: RevokedEntry, b: RevokedEntry): boolean =>
  a.reason === removeFromCrl || b.reason === removeFromCrl
    ? a.reason !== removeFromCrl
    : a.revocationDate < b.revocationDate;

/**
 * The entries of a CRL, found by serial number. They are scanned once, without making an object of each: a list of
 * 100,000 takes tens of milliseconds. Entries are read when looked up.
 */
export class CrlEntries {
  readonly #bytes: Buffer;
  readonly #spans: Span;
  readonly #heads: Int32Array;
  readonly #next: Int32Array;
  /** Key of the certificate issuer of each entry where the CRL names others than its own issuer. */
  readonly #issuers: readonly ReadonlySet<string>[];
  readonly count: number;
  /** Critical entry extensions that nobody here understands: the CRL must not be used (5.3). */
  readonly notUnderstood: boolean;

  /** `node`: the revokedCertificates, if there are any; `issuer`: key of the CRL issuer's name. @throws DerError */
  constructor(node: DerNode | undefined, issuer: string) {
    this.#bytes = node?.reading.bytes ?? Buffer.alloc(0);
    this.#spans = scanEntries(this.#bytes, node?.contentStart ?? 0, node?.contentEnd ?? 0);
    this.count = this.#spans.count;
    this.notUnderstood = this.#spans.notUnderstood;
    this.#issuers = this.#readIssuers(issuer);
    const size = 2 ** Math.max(4, Math.ceil(Math.log2(this.count * 2 + 1)));
    this.#heads = new Int32Array(size).fill(-1);
    this.#next = new Int32Array(this.count);
    for (let at = 0; at < this.count; at++) {
      const slot = this.#slot(this.#bytes, this.#spans.serialStart[at]!, this.#spans.serialEnd[at]!);
      this.#next[at] = this.#heads[slot]!;
      this.#heads[slot] = at;
    }
  }

  /** The entry of a certificate by serial number and key of its issuer's name; of several the earliest end. @throws DerError */
  find(serial: string, issuer: string): RevokedEntry | undefined {
    const wanted = Buffer.from(serial, 'hex');
    let found: RevokedEntry | undefined;
    for (let at = this.#heads[this.#slot(wanted, 0, wanted.length)]!; at >= 0; at = this.#next[at]!) {
      const [start, end] = [this.#spans.serialStart[at]!, this.#spans.serialEnd[at]!];
      if (end - start !== wanted.length || this.#bytes.compare(wanted, 0, wanted.length, start, end) !== 0) continue;
      if (!this.#issuers[this.#spans.issuerOf[at]!]!.has(issuer)) continue;
      const entry = this.#read(at);
      if (found === undefined || speaksBefore(entry, found)) found = entry;
    }
    return found;
  }

  /** All entries, read one after the other. @throws DerError */
  *all(): Generator<RevokedEntry> {
    for (let at = 0; at < this.count; at++) yield this.#read(at);
  }

  // FNV-1a over the serial's octets.
  #slot(bytes: Buffer, start: number, end: number): number {
    let hash = 0x811c9dc5;
    for (let at = start; at < end; at++) hash = Math.imul(hash ^ bytes[at]!, 0x01000193);
    return (hash ^ (hash >>> 15)) & (this.#heads.length - 1);
  }

  #read(at: number): RevokedEntry {
    const node = readDer(this.#bytes.subarray(this.#spans.start[at]!, this.#spans.end[at]!));
    const f = fields(node);
    const serial = f.next(tags.integer).content.toString('hex');
    const revocationDate = readTime(f.next());
    const listed = f.optional(tags.sequence);
    f.end();
    const extensions = listed === undefined ? noExtensions : readExtensions(listed);
    return {
      serial,
      revocationDate,
      reason: extensionValue(extensions, oids.cRLReason, (value) => readEnumerated(value)),
      invalidityDate: extensionValue(extensions, oids.invalidityDate, (value) => readGeneralizedTime(value)),
      extensions,
    };
  }

  // 5.3.3: the issuer of an entry is the last one named, at first the CRL's own. A list names few issuers many times.
  #readIssuers(issuer: string): ReadonlySet<string>[] {
    const known = new Map<string, ReadonlySet<string>>();
    const named = this.#spans.issuers.map(([start, end]) => {
      const bytes = this.#bytes.subarray(start, end);
      const key = bytes.toString('latin1');
      const keys = known.get(key) ?? issuerKeys(bytes, start);
      if (known.size >= MAX_ISSUERS) throw new DerError('budget', start, 'too many certificate issuers');
      known.set(key, keys);
      return keys;
    });
    return [new Set([issuer]), ...named];
  }
}

const MAX_ISSUERS = 10_000;

function issuerKeys(bytes: Buffer, offset: number): ReadonlySet<string> {
  const names = directoryNames(readGeneralNames(readDer(bytes)));
  if (names.length === 0) throw new DerError('unexpected', offset, 'a certificate issuer without a directory name');
  return new Set(names.map(({ key }) => key));
}
