// RSA keys that are known to be found by others. Each test costs less than a millisecond or two.

const primesBelow = (limit: number): bigint[] => {
  const composite = new Uint8Array(limit);
  const primes: bigint[] = [];
  for (let n = 2; n < limit; n++) {
    if (composite[n] === 1) continue;
    primes.push(BigInt(n));
    for (let m = n * n; m < limit; m += n) composite[m] = 1;
  }
  return primes;
};

const primes = primesBelow(752);
const primorial = primes.reduce((product, prime) => product * prime, 1n);

/** Whether the modulus has a prime factor below 752 (CA/Browser Forum Baseline Requirements 6.1.6). */
export function smallFactor(modulus: bigint): boolean {
  let [a, b] = [primorial, modulus % primorial];
  while (b !== 0n) [a, b] = [b, a % b];
  return a !== 1n;
}

// The primes of the fingerprint, with the residues that powers of 65537 take.
const subgroups = primes
  .filter((prime) => prime > 2n && prime <= 167n)
  .map((prime): [bigint, ReadonlySet<bigint>] => {
    const residues = new Set<bigint>();
    for (let power = 1n; !residues.has(power); power = (power * 65_537n) % prime) residues.add(power);
    return [prime, residues];
  });

/** ROCA, CVE-2017-15361: a modulus that is a power of 65537 modulo every small prime was made by one vendor's chips. */
export const isRocaModulus = (modulus: bigint): boolean =>
  subgroups.every(([prime, residues]) => residues.has(modulus % prime));

/** Fermat: whether the two primes are so close that 100 steps from the root find them (CVE-2022-26320). */
export function isCloseToSquare(modulus: bigint): boolean {
  let a = squareRoot(modulus);
  if (a * a < modulus) a++;
  for (let step = 0; step < 100; step++, a++) {
    const rest = a * a - modulus;
    const root = squareRoot(rest);
    if (root * root === rest) return true;
  }
  return false;
}

// Newton's method from above: the largest number whose square is not greater.
function squareRoot(value: bigint): bigint {
  if (value < 2n) return value;
  let guess = 1n << BigInt(Math.ceil(value.toString(16).length * 2) + 1);
  for (;;) {
    const next = (guess + value / guess) >> 1n;
    if (next >= guess) return guess;
    guess = next;
  }
}
