import { DerError } from './errors.ts';
import type { DerNode } from './node.ts';
import { oids } from './oids-data.ts';
import { tags } from './tags.ts';
import { primitive } from './values.ts';

// X.690 8.19. Identifiers are dotted strings everywhere: '2.5.4.3'.

const MAX_OCTETS = 128;

/** The contents octets of an OBJECT IDENTIFIER. @throws RangeError where the text is none */
export const oidBytes = (dotted: string): Buffer => encodedOf(dotted).contents;

/** An OBJECT IDENTIFIER as it stands, tag and length included. @throws RangeError where the text is none */
export const oidOctets = (dotted: string): Buffer => encodedOf(dotted).whole;

type Encoded = { readonly whole: Buffer; readonly contents: Buffer };

function encodedOf(dotted: string): Encoded {
  let one = encoded.get(dotted);
  if (one === undefined) {
    const contents = encode(dotted);
    const length = contents.length < 0x80 ? [contents.length] : [0x81, contents.length];
    if (contents.length > 0xff) throw new RangeError(`no object identifier: ${dotted.slice(0, 80)}`);
    const whole = Buffer.concat([Buffer.of(tags.oid, ...length), contents]);
    one = { whole, contents: whole.subarray(1 + length.length) };
    // Identifiers in use are few; a stranger's many do not pile up.
    if (encoded.size >= MAX_ENCODED) encoded.clear();
    encoded.set(dotted, one);
  }
  return one;
}

const MAX_ENCODED = 1024;
const encoded = new Map<string, Encoded>();

function encode(dotted: string): Buffer {
  if (!/^[012](\.(0|[1-9]\d{0,38}))+$/.test(dotted))
    throw new RangeError(`no object identifier: ${dotted.slice(0, 80)}`);
  const [top, second, ...rest] = dotted.split('.').map(BigInt) as [bigint, bigint, ...bigint[]];
  if (top < 2n && second > 39n) throw new RangeError(`no object identifier: ${dotted}`);
  return Buffer.from([top * 40n + second, ...rest].flatMap(base128));
}

function base128(value: bigint): number[] {
  const octets = [Number(value & 0x7fn)];
  for (let left = value >> 7n; left > 0n; left >>= 7n) octets.unshift(Number(left & 0x7fn) | 0x80);
  return octets;
}

/** The dotted text of contents octets. @throws DerError */
export function oidText(content: Uint8Array, offset = 0): string {
  if (content.length === 0 || content.length > MAX_OCTETS || content.at(-1)! >= 0x80)
    throw new DerError('oid', offset, 'no whole object identifier');
  const arcs: (number | bigint)[] = [];
  let value: number | bigint = 0;
  let first = true;
  for (const octet of content) {
    if (first && octet === 0x80) throw new DerError('oid', offset, 'object identifier with leading zeros');
    first = octet < 0x80;
    // Numbers while they are exact, bigint for the UUID arcs beneath 2.25.
    value =
      typeof value === 'number' && value < 2 ** 45
        ? value * 128 + (octet & 0x7f)
        : (BigInt(value) << 7n) + BigInt(octet & 0x7f);
    if (!first) continue;
    arcs.push(value);
    value = 0;
  }
  const [head, ...rest] = arcs as [number | bigint, ...(number | bigint)[]];
  const top = head < 40 ? 0 : head < 80 ? 1 : 2;
  return [top, BigInt(head) - BigInt(top * 40), ...rest].join('.');
}

// Identifiers are read all the time: those of our table are found by their octets, without a text made of them first.
type Known = { readonly octets: Buffer; readonly dotted: string };
const byOctets = new Map<number, Known[]>();
function sumOf(bytes: Uint8Array, from: number, to: number): number {
  let sum = 0;
  for (let at = from; at < to; at++) sum = (sum * 31 + bytes[at]!) & 0xfffffff;
  return sum;
}
for (const dotted of Object.values(oids)) {
  const octets = oidBytes(dotted);
  const sum = sumOf(octets, 0, octets.length);
  byOctets.set(sum, [...(byOctets.get(sum) ?? []), { octets, dotted }]);
}
function knownOid(bytes: Uint8Array, from: number, to: number): string | undefined {
  if (to - from > MAX_OCTETS) return undefined;
  for (const { octets, dotted } of byOctets.get(sumOf(bytes, from, to)) ?? []) {
    let at = octets.length === to - from ? 0 : -1;
    while (at >= 0 && at < octets.length && octets[at] === bytes[from + at]) at++;
    if (at === octets.length) return dotted;
  }
  return undefined;
}
const names = new Map<string, string>(Object.entries(oids).map(([name, dotted]) => [dotted, name]));

/** @throws DerError */
export function readOid(node: DerNode, tag: number = tags.oid): string {
  const { reading, contentStart, contentEnd } = primitive(node, tag);
  return knownOid(reading.bytes, contentStart, contentEnd) ?? oidText(node.content, node.start);
}

/** The name in our table, else the dotted text: for people and logs. */
export const oidName = (dotted: string): string => names.get(dotted) ?? dotted;
