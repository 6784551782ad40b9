import { DerError, oidBytes, oids, tags } from '../der/index.ts';

// revokedCertificates ::= SEQUENCE OF SEQUENCE { INTEGER, Time, Extensions OPTIONAL }: octet by octet, for long lists.

/** Where the entries lie. Offsets into the bytes scanned. */
export type Span = {
  readonly count: number;
  readonly start: Uint32Array;
  readonly end: Uint32Array;
  readonly serialStart: Uint32Array;
  readonly serialEnd: Uint32Array;
  /** 0: the CRL's issuer, n: the n-th of `issuers`. */
  readonly issuerOf: Uint32Array;
  /** Start and end of each certificateIssuer value. */
  readonly issuers: readonly (readonly [number, number])[];
  readonly notUnderstood: boolean;
};

const understood = [oids.cRLReason, oids.invalidityDate, oids.certificateIssuer, oids.holdInstructionCode].map(
  oidBytes,
);
const certificateIssuer = oidBytes(oids.certificateIssuer);
// Serial of one octet, UTCTime and three headers.
const shortest = 2 + 3 + 15;

/** @throws DerError where an entry has not the shape of one */
export function scanEntries(bytes: Buffer, from: number, to: number): Span {
  const most = Math.ceil((to - from) / shortest);
  const [start, end, serialStart, serialEnd, issuerOf] = Array.from({ length: 5 }, () => new Uint32Array(most)) as [
    Uint32Array,
    Uint32Array,
    Uint32Array,
    Uint32Array,
    Uint32Array,
  ];
  const cursor = new Cursor(bytes);
  const issuers: [number, number][] = [];
  let notUnderstood = false;
  let count = 0;
  for (let at = from; at < to; at = cursor.end) {
    cursor.open(at, to, tags.sequence);
    const entryEnd = cursor.end;
    start[count] = at;
    end[count] = entryEnd;
    cursor.open(cursor.content, entryEnd, tags.integer);
    checkInteger(bytes, cursor.content, cursor.end);
    serialStart[count] = cursor.content;
    serialEnd[count] = cursor.end;
    const timeAt = cursor.end;
    const short = bytes[timeAt] === tags.utcTime;
    cursor.open(timeAt, entryEnd, short ? tags.utcTime : tags.generalizedTime);
    if (cursor.end - cursor.content !== (short ? 13 : 15))
      throw new DerError('time', timeAt, 'no moment of revocation');
    if (cursor.end < entryEnd) {
      const found = scanExtensions(cursor, cursor.end, entryEnd);
      notUnderstood ||= found.notUnderstood;
      if (found.issuer !== undefined) issuers.push(found.issuer);
    }
    cursor.end = entryEnd;
    issuerOf[count] = issuers.length;
    count++;
  }
  return { count, start, end, serialStart, serialEnd, issuerOf, issuers, notUnderstood };
}

function scanExtensions(
  cursor: Cursor,
  from: number,
  to: number,
): { issuer: [number, number] | undefined; notUnderstood: boolean } {
  const { bytes } = cursor;
  cursor.open(from, to, tags.sequence);
  if (cursor.end !== to) throw new DerError('unexpected', cursor.end, 'more after the extensions of an entry');
  let issuer: [number, number] | undefined;
  let notUnderstood = false;
  for (let at = cursor.content; at < to; at = cursor.end) {
    cursor.open(at, to, tags.sequence);
    const extensionEnd = cursor.end;
    cursor.open(cursor.content, extensionEnd, tags.oid);
    const [oidStart, oidEnd] = [cursor.content, cursor.end];
    // X.690 8.19.2: the last octet of an identifier ends it.
    if (oidStart === oidEnd || bytes[oidEnd - 1]! >= 0x80)
      throw new DerError('oid', oidStart, 'no whole object identifier');
    const is = (oid: Buffer): boolean =>
      oidEnd - oidStart === oid.length && bytes.compare(oid, 0, oid.length, oidStart, oidEnd) === 0;
    if (bytes[oidEnd] === tags.boolean) {
      cursor.open(oidEnd, extensionEnd, tags.boolean);
      if (bytes[cursor.content] !== 0 && !understood.some(is)) notUnderstood = true;
    }
    cursor.open(cursor.end, extensionEnd, tags.octetString);
    if (cursor.end !== extensionEnd)
      throw new DerError('unexpected', cursor.end, 'more after the value of an extension');
    if (is(certificateIssuer)) issuer = [cursor.content, cursor.end];
  }
  return { issuer, notUnderstood };
}

function checkInteger(bytes: Buffer, start: number, end: number): void {
  const [first, second] = [bytes[start]!, bytes[start + 1]!];
  const padded = end - start > 1 && ((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80));
  if (start === end || padded) throw new DerError('integer', start, 'no canonical serial number');
}

/** Reads one header at a time into its own fields: nothing is allocated. */
class Cursor {
  readonly bytes: Buffer;
  content = 0;
  end = 0;
  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  /** The node at `at` that ends at `limit` or before and has the tag given (SEQUENCE is constructed, the rest are not). */
  open(at: number, limit: number, tag: number): void {
    const { bytes } = this;
    const identifier = tag === tags.sequence ? 0x30 : tag;
    if (at + 2 > limit) throw new DerError('truncated', at, 'an entry ends early');
    if (bytes[at] !== identifier) throw new DerError('unexpected', at, 'another node in an entry');
    let length = bytes[at + 1]!;
    let content = at + 2;
    if (length >= 0x80) {
      const octets = length & 0x7f;
      if (octets === 0 || octets > 4 || content + octets > limit)
        throw new DerError('length', at, 'length of an entry');
      length = bytes.readUIntBE(content, octets);
      if (length < 0x80 || bytes[content] === 0) throw new DerError('length', at, 'length longer than needed');
      content += octets;
    }
    if (content + length > limit) throw new DerError('truncated', at, 'a node ends outside the entry');
    this.content = content;
    this.end = content + length;
  }
}
