import { compareSetElements } from './fields.ts';
import { oidOctets } from './oid.ts';
import { CONTEXT, tags } from './tags.ts';
import { isIa5, isPrintable } from './text.ts';

// DER values as Buffers, put together from the inside out. A value that has no encoding is a RangeError: our own mistake, not a refusal.

function tlv(identifier: number, parts: readonly (Uint8Array | undefined)[]): Buffer {
  let length = 0;
  for (const part of parts) if (part !== undefined) length += part.length;
  const size = sizeOfLength(length);
  const whole = Buffer.allocUnsafe(1 + size + length);
  whole[0] = identifier;
  writeLength(whole, 1, size, length);
  let at = 1 + size;
  for (const part of parts) {
    if (part === undefined) continue;
    // Most parts are a few octets, which are moved faster than the runtime is asked to move them.
    if (part.length > FEW) whole.set(part, at);
    else for (let from = 0; from < part.length; from++) whole[at + from] = part[from]!;
    at += part.length;
  }
  return whole;
}

const FEW = 24;

/** A character string, written where it will stand. */
function text(tag: number, characters: string, length: number, encoding: 'utf8' | 'latin1'): Buffer {
  const size = sizeOfLength(length);
  const whole = Buffer.allocUnsafe(1 + size + length);
  whole[0] = tag;
  writeLength(whole, 1, size, length);
  whole.write(characters, 1 + size, encoding);
  return whole;
}

// X.690 10.1: definite, in as few octets as possible.
const sizeOfLength = (length: number): number =>
  length < 0x80 ? 1 : length < 0x100 ? 2 : length < 0x10000 ? 3 : length < 0x1000000 ? 4 : length < 2 ** 32 ? 5 : 6;

function writeLength(into: Buffer, start: number, size: number, length: number): void {
  into[start] = size === 1 ? length : 0x80 | (size - 1);
  for (let at = start + size - 1, left = length; at > start; at--, left = Math.floor(left / 256)) into[at] = left % 256;
}

/** A value of one octet of contents. Of the runtime's pool: memory of its own takes far longer than the octets. */
function short(tag: number, octet: number): Buffer {
  const whole = Buffer.allocUnsafe(3);
  whole[0] = tag;
  whole[1] = 1;
  whole[2] = octet;
  return whole;
}
const zero = Buffer.of(0);

/** The length octets of contents (X.690 10.1). */
export function lengthOctets(length: number): Buffer {
  const octets = Buffer.allocUnsafe(sizeOfLength(length));
  writeLength(octets, 0, octets.length, length);
  return octets;
}

/** `undefined` parts are left out: OPTIONAL and DEFAULT components. */
export const sequence = (...parts: readonly (Uint8Array | undefined)[]): Buffer => tlv(0x30, parts);

/** A SEQUENCE OF as many elements as one likes. */
export const sequenceOf = (elements: readonly Uint8Array[]): Buffer => tlv(0x30, elements);

/** A SET OF, its elements put in order (X.690 11.6). */
export const setOf = (...parts: readonly Uint8Array[]): Buffer =>
  tlv(0x31, parts.length < 2 ? parts : [...parts].sort(compareSetElements));

/** [number] EXPLICIT around a value. `number` is 0 to 30. */
export const explicit = (number: number, inner: Uint8Array): Buffer => tlv(contextOctet(number, true), [inner]);

/** [number] IMPLICIT in place of the value's own tag. */
export function implicit(number: number, value: Uint8Array): Buffer {
  const retagged = Buffer.from(value);
  retagged[0] = contextOctet(number, (value[0]! & 0x20) !== 0);
  return retagged;
}

function contextOctet(number: number, constructed: boolean): number {
  if (!(number >= 0 && number <= 30)) throw new RangeError(`no short tag: ${number}`);
  return (CONTEXT << 6) | (constructed ? 0x20 : 0) | number;
}

export const boolean = (value: boolean): Buffer => short(tags.boolean, value ? 0xff : 0);

/** For `BOOLEAN DEFAULT FALSE`: nothing where it is false (X.690 11.5). */
export const booleanDefaultFalse = (value: boolean): Buffer | undefined => (value ? boolean(true) : undefined);

export const integer = (value: number | bigint): Buffer => number(tags.integer, value);
export const enumerated = (value: number): Buffer => number(tags.enumerated, value);

const number = (tag: number, value: number | bigint): Buffer =>
  value >= 0 && value < 0x80 ? short(tag, Number(BigInt(value))) : tlv(tag, [twosComplement(BigInt(value))]);

/** A non-negative INTEGER from big-endian octets: serial numbers, nonces. */
export function unsignedInteger(bytes: Uint8Array): Buffer {
  let skip = 0;
  while (skip < bytes.length - 1 && bytes[skip] === 0) skip++;
  const rest = bytes.subarray(skip);
  if (rest.length === 0) return integer(0);
  return rest[0]! < 0x80 ? tlv(tags.integer, [rest]) : tlv(tags.integer, [zero, rest]);
}

function twosComplement(value: bigint): Buffer {
  let bits = 8n;
  while (BigInt.asIntN(Number(bits), value) !== value) bits += 8n;
  return Buffer.from(
    BigInt.asUintN(Number(bits), value)
      .toString(16)
      .padStart(Number(bits / 4n), '0'),
    'hex',
  );
}

export const nul = (): Buffer => Buffer.of(tags.null, 0);
/** Always the same octets for the same identifier: not to be written into. */
export const oid = (dotted: string): Buffer => oidOctets(dotted);
export const octetString = (bytes: Uint8Array): Buffer => tlv(tags.octetString, [bytes]);

/** `unused` bits of the last octet must be zero. */
export function bitString(bytes: Uint8Array, unused = 0): Buffer {
  if (unused < 0 || unused > 7 || (unused > 0 && ((bytes.at(-1) ?? 1) & ((1 << unused) - 1)) !== 0))
    throw new RangeError('unused bits are zero');
  return tlv(tags.bitString, [unused === 0 ? zero : Buffer.of(unused), bytes]);
}

/** A BIT STRING with named bits: bit 0 is the first, trailing zero bits are left out (X.690 11.2.2). */
export function namedBits(bits: Iterable<number>): Buffer {
  const all = [...bits];
  if (all.length === 0) return bitString(Buffer.alloc(0));
  const last = Math.max(...all);
  const whole = Buffer.allocUnsafe((last >> 3) + 4).fill(0);
  whole[0] = tags.bitString;
  whole[1] = whole.length - 2;
  whole[2] = 7 - (last & 7);
  for (const bit of all) whole[3 + (bit >> 3)]! |= 0x80 >> (bit & 7);
  return whole;
}

export const utf8String = (characters: string): Buffer => {
  if (!characters.isWellFormed()) throw new RangeError('half a surrogate pair');
  return text(tags.utf8String, characters, Buffer.byteLength(characters), 'utf8');
};
/** UTF-16, big end first: PKCS#12 names keys so (RFC 7292 4.2). */
export const bmpString = (characters: string): Buffer =>
  tlv(tags.bmpString, [Buffer.from(characters, 'utf16le').swap16()]);
export const printableString = (characters: string): Buffer =>
  ascii(tags.printableString, characters, isPrintable(characters));
export const ia5String = (characters: string): Buffer => ascii(tags.ia5String, characters, isIa5(characters));

function ascii(tag: number, characters: string, fits: boolean): Buffer {
  if (!fits) throw new RangeError(`characters the string type does not have: ${JSON.stringify(characters)}`);
  return text(tag, characters, characters.length, 'latin1');
}

/** RFC 5280 4.1.2.5: UTCTime through 2049 (from 1950), GeneralizedTime otherwise. Parts of a second are cut off. */
export function time(at: Date): Buffer {
  const year = at.getUTCFullYear();
  return year >= 1950 && year < 2050 ? utcTime(at) : generalizedTime(at);
}

export const utcTime = (at: Date): Buffer => ascii(tags.utcTime, `${digits(at).slice(2)}Z`, true);

/** `milliseconds`: keeps them as a fraction without trailing zeros (RFC 3161 2.4.2). */
export function generalizedTime(at: Date, options: { milliseconds?: boolean } = {}): Buffer {
  const parts =
    options.milliseconds === true ? String(at.getUTCMilliseconds()).padStart(3, '0').replace(/0+$/, '') : '';
  return ascii(tags.generalizedTime, `${digits(at)}${parts === '' ? '' : `.${parts}`}Z`, true);
}

function digits(at: Date): string {
  const year = at.getUTCFullYear();
  if (!(year >= 0 && year <= 9999)) throw new RangeError('a year of four digits');
  const parts = [at.getUTCMonth() + 1, at.getUTCDate(), at.getUTCHours(), at.getUTCMinutes(), at.getUTCSeconds()];
  return parts.reduce(
    (text, part) => (part < 10 ? `${text}0${part}` : `${text}${part}`),
    String(year).padStart(4, '0'),
  );
}

/** The certificate's way of naming an algorithm. `parameters`: none, NULL or any value. */
export const algorithmIdentifier = (dotted: string, parameters?: Uint8Array): Buffer =>
  sequence(oid(dotted), parameters);
