import {
  context,
  DerError,
  type DerNode,
  der,
  fields,
  inside,
  readBer,
  readBoolean,
  readDer,
  readGeneralizedTime,
  readIntegerBytes,
  readOid,
  readSmallInteger,
  tags,
} from '../../der/index.ts';
import { type Extensions, type GeneralName, readGeneralName } from '../../path/index.ts';
import { type Imprint, readImprint } from './imprint.ts';
import { implicitExtensions } from './request.ts';

/** TSTInfo (RFC 3161 2.4.2): what a time-stamping authority says. */
export type TstInfo = {
  readonly policy: string;
  readonly imprint: Imprint;
  /** The contents octets of the INTEGER, hexadecimal. */
  readonly serial: string;
  readonly genTime: Date;
  /** How far off the time may be, in microseconds; undefined where the authority says nothing. */
  readonly accuracyMicros: number | undefined;
  readonly ordering: boolean;
  readonly nonce: Buffer | undefined;
  readonly authority: GeneralName | undefined;
  readonly extensions: Extensions;
};

/** Some authorities' fractions end in zeros: BER then, as the time is signed octet by octet anyway. @throws DerError */
export function parseTstInfo(bytes: Uint8Array): TstInfo {
  try {
    return read(readDer(bytes, { length: 64 * 1024, nodes: 2000 }));
  } catch (error) {
    if (!(error instanceof DerError)) throw error;
    return read(readBer(bytes, { length: 64 * 1024, nodes: 2000 }));
  }
}

function read(node: DerNode): TstInfo {
  const f = fields(node);
  readSmallInteger(f.next(), 1, 1);
  const policy = readOid(f.next());
  const imprint = readImprint(f.next());
  const serial = readIntegerBytes(f.next());
  const genTime = readGeneralizedTime(f.next(), { fractions: true });
  const accuracy = f.optional(tags.sequence);
  const ordering = f.optional(tags.boolean);
  const nonce = f.optional(tags.integer);
  const authority = f.optional(context(0));
  const extensions = f.optionalImplicit(1);
  f.end();
  if (serial.length > 21) throw new DerError('range', node.start, 'a serial number of more than 160 bits');
  return {
    policy,
    imprint,
    serial: serial.toString('hex'),
    genTime,
    accuracyMicros: accuracy && readAccuracy(accuracy),
    ordering: ordering !== undefined && readBoolean(ordering),
    nonce: nonce && readIntegerBytes(nonce),
    authority: authority && readGeneralName(inside(authority)),
    extensions: implicitExtensions(extensions, 1),
  };
}

function readAccuracy(node: DerNode): number {
  const f = fields(node);
  const seconds = f.optional(tags.integer);
  const [millis, micros] = [f.optionalImplicit(0), f.optionalImplicit(1)];
  f.end();
  return (
    (seconds === undefined ? 0 : readSmallInteger(seconds)) * 1_000_000 +
    (millis === undefined ? 0 : readSmallInteger(millis, 1, 999, context(0))) * 1000 +
    (micros === undefined ? 0 : readSmallInteger(micros, 1, 999, context(1)))
  );
}

/** `imprint`: as it stood in the request. @throws RangeError */
export const tstInfoBytes = (of: {
  readonly policy: string;
  readonly imprint: Uint8Array;
  readonly serial: Uint8Array;
  readonly genTime: Date;
  readonly accuracyMillis?: number;
  readonly nonce?: Uint8Array | undefined;
  /** The authority's subject name, encoded. */
  readonly authority?: Uint8Array;
}): Buffer =>
  der.sequence(
    der.integer(1),
    der.oid(of.policy),
    of.imprint,
    der.unsignedInteger(of.serial),
    der.generalizedTime(of.genTime, { milliseconds: true }),
    of.accuracyMillis === undefined ? undefined : accuracy(of.accuracyMillis),
    of.nonce === undefined ? undefined : Buffer.concat([Buffer.of(tags.integer, of.nonce.length), of.nonce]),
    of.authority === undefined ? undefined : der.explicit(0, der.explicit(4, of.authority)),
  );

function accuracy(millis: number): Buffer {
  const [seconds, rest] = [Math.floor(millis / 1000), millis % 1000];
  return der.sequence(
    seconds === 0 ? undefined : der.integer(seconds),
    rest === 0 ? undefined : der.implicit(0, der.integer(rest)),
  );
}
