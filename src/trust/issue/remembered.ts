const MAX_KEPT = 256;

/**
 * An encoder that knows what it has encoded before: what a centre says of itself stands in all it issues. Found by `name`, which tells
 * two values apart wherever their encodings differ; the last 256 at least. The octets are not to be written into. What the encoder
 * refuses is refused each time.
 */
export function encodedOnce<A extends readonly unknown[]>(
  encode: (...value: A) => Buffer,
  name: (...value: A) => string,
): (...value: A) => Buffer {
  let [young, old] = [new Map<string, Buffer>(), new Map<string, Buffer>()];
  return (...value) => {
    const by = name(...value);
    let octets = young.get(by);
    if (octets !== undefined) return octets;
    octets = old.get(by) ?? encode(...value);
    if (young.size >= MAX_KEPT) [old, young] = [young, new Map()];
    young.set(by, octets);
    return octets;
  };
}
