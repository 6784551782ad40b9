const BYTEA = 17;

/**
 * A `bytea[]` as PostgreSQL keeps it, to be given as one value (`$1::bytea[]`): half the octets of the text that the driver would write
 * and the server take apart. Contents of many rows go in one statement this way. At most 1 GiB in all.
 */
export function byteaArray(values: readonly (Uint8Array | null)[]): Buffer {
  let length = 20;
  for (const value of values) length += 4 + (value?.length ?? 0);
  const whole = Buffer.allocUnsafe(length);
  // Dimensions, whether there are NULLs, the type; of the dimension its size and its first index.
  const head = [1, values.includes(null) ? 1 : 0, BYTEA, values.length, 1];
  let at = 0;
  for (const number of head) at = whole.writeInt32BE(number, at);
  for (const value of values) {
    at = whole.writeInt32BE(value === null ? -1 : value.length, at);
    if (value === null) continue;
    whole.set(value, at);
    at += value.length;
  }
  return whole;
}
