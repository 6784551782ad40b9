const BYTEA = 17;
const UUID = 2950;

/**
 * A `bytea[]` as PostgreSQL keeps it, to be given as one value (`$1::bytea[]`): half the octets of the text that the driver would write
 * and the server take apart. Contents of many rows go in one statement this way. At most 1 GiB in all.
 */
export function byteaArray(values: readonly (Uint8Array | null)[]): Buffer {
  let length = 0;
  for (const value of values) length += 4 + (value?.length ?? 0);
  const whole = begun(BYTEA, values.length, values.includes(null), length);
  let at = headLength;
  for (const value of values) {
    at = whole.writeInt32BE(value === null ? -1 : value.length, at);
    if (value === null) continue;
    whole.set(value, at);
    at += value.length;
  }
  return whole;
}

/**
 * A `uuid[]` likewise (`$1::uuid[]`), of UUIDs as they are written: 8-4-4-4-12 hexadecimal digits, small or capital (RFC 9562, 4).
 * Throws a TypeError on anything else.
 */
export function uuidArray(values: readonly string[]): Buffer {
  const whole = begun(UUID, values.length, false, 20 * values.length);
  let at = headLength;
  for (const value of values) {
    at = whole.writeInt32BE(16, at);
    let digits = value.length === 36 ? 0 : 255;
    for (const place of pairs) {
      const high = digit[value.charCodeAt(place)] ?? 255;
      const low = digit[value.charCodeAt(place + 1)] ?? 255;
      digits |= high | low;
      whole[at++] = (high << 4) | low;
    }
    if (digits > 15) throw new TypeError('not a UUID');
  }
  return whole;
}
// Where in it each octet stands; what each character counts for, by its code.
const pairs = [0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34];
const digit = Uint8Array.from({ length: 128 }, (_, code) => {
  const at = '0123456789abcdef'.indexOf(String.fromCharCode(code).toLowerCase());
  return at < 0 ? 255 : at;
});

const headLength = 20;
// Dimensions, whether there are NULLs, the type; of the dimension its size and its first index.
function begun(type: number, size: number, nulls: boolean, length: number): Buffer {
  const whole = Buffer.allocUnsafe(headLength + length);
  let at = 0;
  for (const number of [1, nulls ? 1 : 0, type, size, 1]) at = whole.writeInt32BE(number, at);
  return whole;
}
