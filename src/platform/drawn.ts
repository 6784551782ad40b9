import { randomFillSync } from 'node:crypto';

const pool = Buffer.alloc(4096);
let at = pool.length;

/**
 * `n` random octets (256 at most) for what is stored or told in clear once it is used: ids, nonces, serial numbers, salts of entries.
 * Drawn for many at once: a question to the system costs more than its answer. Not for keys, which should lie nowhere before they are made.
 */
export function drawn(n: number): Buffer {
  if (at + n > pool.length) {
    randomFillSync(pool);
    at = 0;
  }
  const octets = Buffer.from(pool.subarray(at, at + n));
  pool.fill(0, at, (at += n));
  return octets;
}
