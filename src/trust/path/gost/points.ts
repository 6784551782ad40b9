import type { CurveData } from './curves-data.ts';

// Points in Jacobian coordinates (x/z², y/z³), over numbers of any size. For verifying only: nothing secret passes here, so nothing has to
// take the same time.

type Point = readonly [x: bigint, y: bigint, z: bigint];
const infinity: Point = [1n, 1n, 0n];

export const mod = (value: bigint, by: bigint): bigint => {
  const rest = value % by;
  return rest < 0n ? rest + by : rest;
};

/** 1/value modulo a prime, by Euclid. */
export function inverse(value: bigint, prime: bigint): bigint {
  let [a, b, x, y] = [mod(value, prime), prime, 1n, 0n];
  while (a !== 0n && b !== 0n && a !== 1n) {
    const quotient = b / a;
    [a, b, x, y] = [b - quotient * a, a, y - quotient * x, x];
  }
  return mod(x, prime);
}

function double([x, y, z]: Point, { p, a }: CurveData): Point {
  if (y === 0n || z === 0n) return infinity;
  const yy = mod(y * y, p);
  const s = mod(4n * x * yy, p);
  const zz = mod(z * z, p);
  const m = mod(3n * x * x + a * zz * zz, p);
  const nx = mod(m * m - 2n * s, p);
  return [nx, mod(m * (s - nx) - 8n * yy * yy, p), mod(2n * y * z, p)];
}

function plus(one: Point, other: Point, curve: CurveData): Point {
  const [[x1, y1, z1], [x2, y2, z2]] = [one, other];
  if (z1 === 0n) return other;
  if (z2 === 0n) return one;
  const { p } = curve;
  const [zz1, zz2] = [mod(z1 * z1, p), mod(z2 * z2, p)];
  const [u1, u2] = [mod(x1 * zz2, p), mod(x2 * zz1, p)];
  const [s1, s2] = [mod(y1 * z2 * zz2, p), mod(y2 * z1 * zz1, p)];
  if (u1 === u2) return s1 === s2 ? double(one, curve) : infinity;
  const [h, r] = [mod(u2 - u1, p), mod(s2 - s1, p)];
  const hh = mod(h * h, p);
  const [hhh, v] = [mod(h * hh, p), mod(u1 * hh, p)];
  const x = mod(r * r - hhh - 2n * v, p);
  return [x, mod(r * (v - x) - s1 * hhh, p), mod(h * z1 * z2, p)];
}

/** x of m·G + n·Q; undefined where that is the point at infinity. Both are gone through together (Straus). */
export function sumOfMultiples(
  curve: CurveData,
  m: bigint,
  [n, x, y]: readonly [n: bigint, x: bigint, y: bigint],
): bigint | undefined {
  const [g, q]: Point[] = [
    [curve.x, curve.y, 1n],
    [x, y, 1n],
  ];
  const both = plus(g!, q!, curve);
  let sum = infinity;
  for (let bit = BigInt(curve.bits); bit-- > 0n; ) {
    sum = double(sum, curve);
    const [ofG, ofQ] = [(m >> bit) & 1n, (n >> bit) & 1n];
    if (ofG === 1n) sum = plus(sum, ofQ === 1n ? both : g!, curve);
    else if (ofQ === 1n) sum = plus(sum, q!, curve);
  }
  const z = sum[2];
  if (z === 0n) return undefined;
  const over = inverse(z, curve.p);
  return mod(sum[0] * over * over, curve.p);
}

/** Whether the point is one of the curve's group: on the curve, in the field, and of the group's order. */
export function isOfGroup(curve: CurveData, x: bigint, y: bigint): boolean {
  const { p, a, b, q, cofactor } = curve;
  if (x < 0n || x >= p || y < 0n || y >= p) return false;
  if (mod(y * y - (x * x * x + a * x + b), p) !== 0n) return false;
  return cofactor === 1 || sumOfMultiples(curve, 0n, [q, x, y]) === undefined;
}
