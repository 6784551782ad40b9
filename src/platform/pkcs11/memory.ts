import { endianness } from 'node:os';
import { native } from './native.ts';

// PKCS#11 speaks in C structures. They are laid out here by hand, as the specification prints them, for 64-bit little-endian
// systems with natural alignment (Linux, macOS); Windows packs them otherwise and is not served.

export const supported =
  endianness() === 'LE' && process.platform !== 'win32' && ['x64', 'arm64'].includes(process.arch);

/** A CK_ULONG in memory of its own. */
export function ulong(value: number | bigint = 0): Buffer {
  const cell = Buffer.alloc(8);
  cell.writeBigUInt64LE(BigInt(value));
  return cell;
}

export const read = (cell: Buffer, at = 0): number => Number(cell.readBigUInt64LE(at));

/**
 * Memory that stays where it is. The engine keeps the bytes of small arrays among its own objects, and moves them, until somebody
 * asks for their buffer: a token would then write to where they were.
 */
export const settled = (memory: Buffer): Buffer => (memory.buffer.byteLength === 0 ? Buffer.alloc(0) : memory);

const pointerTo = (memory: Buffer | null): bigint =>
  memory === null || memory.length === 0 ? 0n : native().address(settled(memory));

/** What a structure points to lives as long as the structure. */
const pointedTo = new WeakMap<Buffer, readonly Buffer[]>();

/** A structure of words: numbers and pointers, eight bytes each. */
export function words(...values: readonly (number | Buffer | null)[]): Buffer {
  const bytes = Buffer.alloc(8 * values.length);
  values.forEach((value, at) =>
    bytes.writeBigUInt64LE(typeof value === 'number' ? BigInt(value) : pointerTo(value), 8 * at),
  );
  pointedTo.set(
    bytes,
    values.filter((value) => Buffer.isBuffer(value)),
  );
  return bytes;
}

/** CK_MECHANISM: type, parameter, length of the parameter. */
export const mechanism = (type: number, parameter: Buffer | null = null): Buffer =>
  words(type, parameter, parameter?.length ?? 0);

export type Attribute = readonly [type: number, value: boolean | number | Buffer];

const valueBytes = (value: boolean | number | Buffer): Buffer =>
  typeof value === 'boolean' ? Buffer.of(value ? 1 : 0) : typeof value === 'number' ? ulong(value) : value;

/** CK_ATTRIBUTE[]: type, value, length of the value, one behind the other. */
export function template(list: readonly Attribute[]): { readonly bytes: Buffer; readonly count: number } {
  const fields = list.flatMap(([type, value]) => {
    const bytes = valueBytes(value);
    return [type, bytes, bytes.length];
  });
  return { bytes: words(...fields), count: list.length };
}
