import { der, oids } from '../der/index.ts';
import { type EndState, terminationGround } from '../issue/index.ts';
import { extension } from '../issue/extensions.ts';

/** RFC 5280 5.3.1. certificateHold (6) and removeFromCRL (8) are not among them: the law knows no suspension (DECISIONS 32). */
export const reasons = {
  keyCompromise: 1,
  cACompromise: 2,
  affiliationChanged: 3,
  superseded: 4,
  cessationOfOperation: 5,
  privilegeWithdrawn: 9,
} as const;
export type ReasonName = keyof typeof reasons;

/** One ended certificate as the register has it. */
export type EntryFacts = {
  readonly serial: Buffer;
  /** The moment of the record: the legal one (ES-14.7b). */
  readonly endedAt: Date;
  readonly ground: string;
  readonly status: EndState;
  readonly entryNumber: bigint;
  readonly reason?: ReasonName;
  /** When the event is said to have happened: shown, and moves nothing. */
  readonly eventAt?: Date;
  /** The name of the certificate's issuer, DER: in indirect lists. */
  readonly certificateIssuer?: Buffer;
};

// 100,000 entries and more: parts that repeat are encoded once, and all is written into one buffer that grows.

/** The entries one behind the other, without the SEQUENCE around them. @throws RangeError */
export function entriesBytes(entries: Iterable<EntryFacts>, indirect: boolean): Buffer {
  const out = new Growing();
  let named: Buffer | undefined;
  for (const entry of entries) {
    const parts = [reasonOf(entry.reason), groundOf(entry)];
    if (entry.eventAt !== undefined) parts.push(extension(oids.invalidityDate, der.generalizedTime(entry.eventAt)));
    if (indirect) {
      const { certificateIssuer } = entry;
      if (certificateIssuer === undefined)
        throw new RangeError('an indirect list names the issuer of every certificate');
      // RFC 5280 5.3.3: it stands until another is named.
      if (named === undefined || !named.equals(certificateIssuer))
        parts.push(extension(oids.certificateIssuer, der.sequence(der.explicit(4, certificateIssuer)), true));
      named = certificateIssuer;
    }
    out.add(der.sequence(der.unsignedInteger(entry.serial), timeOf(entry.endedAt), der.sequence(...parts)));
  }
  return out.bytes();
}

const reasonBytes = new Map(
  Object.entries(reasons).map(([name, code]) => [name, extension(oids.cRLReason, der.enumerated(code))]),
);
// RFC 5280 5.3.1: unspecified is left out.
const reasonOf = (reason: ReasonName | undefined): Buffer =>
  reason === undefined ? Buffer.alloc(0) : reasonBytes.get(reason)!;

const groundOf = ({ ground, status, entryNumber }: EntryFacts): Buffer =>
  extension(oids.kgTerminationGround, terminationGround({ ground, status, entryNumber }));

let lastTime: { readonly at: number; readonly bytes: Buffer } = { at: Number.NaN, bytes: Buffer.alloc(0) };
function timeOf(at: Date): Buffer {
  if (lastTime.at !== at.getTime()) lastTime = { at: at.getTime(), bytes: der.time(at) };
  return lastTime.bytes;
}

class Growing {
  #bytes = Buffer.alloc(64 * 1024);
  #length = 0;
  add(part: Buffer): void {
    if (this.#length + part.length > this.#bytes.length) {
      const larger = Buffer.alloc((this.#length + part.length) * 2);
      this.#bytes.copy(larger, 0, 0, this.#length);
      this.#bytes = larger;
    }
    part.copy(this.#bytes, this.#length);
    this.#length += part.length;
  }
  bytes(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }
}
