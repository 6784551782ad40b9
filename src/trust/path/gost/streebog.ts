import { constants, matrix, substitution } from './streebog-data.ts';

// GOST R 34.11-2012 (RFC 6986), for verifying only. Octet 0 of a block is its lowest: what the RFC writes from the right stands here from
// the left, and so do messages and digests as everybody exchanges them.

export type StreebogName = 'streebog256' | 'streebog512';
const BLOCK = 64;

// Substitution and matrix together: for each place of an octet in a word and each of its values, the word as two halves.
const tables = makeTables();
const rounds = constants.map((one) => words(Buffer.from(one, 'hex').reverse()));

function makeTables(): { readonly low: readonly Int32Array[]; readonly high: readonly Int32Array[] } {
  const pi = Buffer.from(substitution, 'hex');
  const [low, high] = [0, 1].map(() => Array.from({ length: 8 }, () => new Int32Array(256))) as [
    Int32Array[],
    Int32Array[],
  ];
  for (let place = 0; place < 8; place++)
    for (let value = 0; value < 256; value++) {
      let word = 0n;
      for (let bit = 0; bit < 8; bit++) if ((pi[value]! >> bit) & 1) word ^= matrix[63 - 8 * place - bit]!;
      low[place]![value] = Number(BigInt.asIntN(32, word));
      high[place]![value] = Number(BigInt.asIntN(32, word >> 32n));
    }
  return { low, high };
}

function words(octets: Uint8Array): Int32Array {
  const view = new DataView(octets.buffer, octets.byteOffset, BLOCK);
  return Int32Array.from({ length: 16 }, (_, at) => view.getInt32(4 * at, true));
}

/** LPS of 6.2 to 6.4 over a ⊕ b, into `out`. */
function transform(a: Int32Array, b: Int32Array, out: Int32Array, mixed: Uint8Array, view: Int32Array): void {
  for (let at = 0; at < 16; at++) view[at] = a[at]! ^ b[at]!;
  const { low, high } = tables;
  for (let word = 0; word < 8; word++) {
    let [lower, upper] = [0, 0];
    for (let place = 0; place < 8; place++) {
      // 6.3: the permutation turns rows into columns.
      const value = mixed[8 * place + word]!;
      lower ^= low[place]![value]!;
      upper ^= high[place]![value]!;
    }
    out[2 * word] = lower;
    out[2 * word + 1] = upper;
  }
}

// 8: the state of one hash: h, N and Σ.
class State {
  readonly h: Int32Array;
  readonly #length = new Int32Array(16);
  readonly #sum = new Int32Array(16);
  readonly #zero = new Int32Array(16);
  readonly #bits = new Int32Array(16);
  readonly #key = new Int32Array(16);
  readonly #inner = new Int32Array(16);
  readonly #mixed = new Uint8Array(BLOCK);
  readonly #view = new Int32Array(this.#mixed.buffer);

  constructor(name: StreebogName) {
    this.h = new Int32Array(16).fill(name === 'streebog256' ? 0x01010101 : 0);
  }

  take(block: Int32Array, bits: number): void {
    this.#compress(this.#length, block);
    this.#bits[0] = bits;
    add(this.#length, this.#bits);
    add(this.#sum, block);
  }

  end(): void {
    this.#compress(this.#zero, this.#length);
    this.#compress(this.#zero, this.#sum);
  }

  // 7: h := E(LPS(h ⊕ N), m) ⊕ h ⊕ m, with twelve keys and a last one.
  #compress(n: Int32Array, m: Int32Array): void {
    const [key, inner] = [this.#key, this.#inner];
    transform(this.h, n, key, this.#mixed, this.#view);
    inner.set(m);
    for (const constant of rounds) {
      transform(key, inner, inner, this.#mixed, this.#view);
      transform(key, constant, key, this.#mixed, this.#view);
    }
    for (let at = 0; at < 16; at++) this.h[at]! ^= key[at]! ^ inner[at]! ^ m[at]!;
  }
}

/** Addition modulo 2^512. */
function add(to: Int32Array, what: Int32Array): void {
  let carry = 0;
  for (let at = 0; at < 16; at++) {
    const sum = (to[at]! >>> 0) + (what[at]! >>> 0) + carry;
    to[at] = sum | 0;
    carry = sum > 0xffffffff ? 1 : 0;
  }
}

/** The digest of the octets. */
export function streebog(name: StreebogName, message: Uint8Array): Buffer {
  const state = new State(name);
  const whole = message.length - (message.length % BLOCK);
  for (let at = 0; at < whole; at += BLOCK) state.take(words(message.subarray(at, at + BLOCK)), 8 * BLOCK);
  const last = Buffer.alloc(BLOCK);
  last.set(message.subarray(whole));
  last[message.length - whole] = 1;
  state.take(words(last), 8 * (message.length - whole));
  state.end();
  const digest = Buffer.alloc(BLOCK);
  for (const [at, word] of state.h.entries()) digest.writeInt32LE(word, 4 * at);
  return name === 'streebog256' ? digest.subarray(BLOCK / 2) : digest;
}
