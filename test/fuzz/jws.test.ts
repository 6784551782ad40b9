import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isRefusal } from '../../src/platform/refusal.ts';
import { jsonJws } from '../../src/trust/formats/index.ts';
import { anyJws, named, signJws, tokenOver } from '../../src/trust/verify/test-jws.ts';
import { document, later, lists, person, trustAt, tsa } from '../../src/trust/verify/test-world.ts';
import { verifySignature } from '../../src/trust/verify/verify.ts';
import { runs } from '../support/effort.ts';

// Signatures as JSON with anything anywhere: read, judged or refused, in bounded time, and never a fault of ours.

const now = later(60);
const context = trustAt(now);
const judge = (text: string): string => {
  const began = performance.now();
  const found = verifySignature({ signature: Buffer.from(text), document, context, at: now });
  assert.ok(performance.now() - began < 2_000, 'in time');
  return isRefusal(found) ? found.code : found.verdict;
};

const odd: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1e300,
  0.5,
  '',
  ' ',
  'A',
  '=',
  '\u0000',
  '𝄞',
  [],
  [[]],
  [null],
  ['A', 1],
  {},
  { '': null },
  { a: { a: {} } },
  { val: 'AA==' },
  { mId: 1 },
  'e30',
  '__proto__',
  { constructor: 1, __proto__: null },
  '9'.repeat(400),
  Array.from({ length: 300 }, () => 'A'),
];
const sigD = { mId: 'http://uri.etsi.org/19182/ObjectIdByURIHash', pars: ['a'], hashM: 'S256', hashV: ['A'] };
const header: Readonly<Record<string, unknown>> = {
  ...named(),
  cty: 'text/plain',
  iat: 1,
  crit: ['sigD', 'b64'],
  b64: true,
  sigD,
  'x5t#S256': 'A',
  'x5t#o': { digAlg: 'S512', digVal: 'A' },
  sigX5ts: [{ digAlg: 'S512', digVal: 'A' }],
  sigT: '2026-01-01T00:00:00Z',
  kid: 'A',
  jwk: {},
  'urn:oid:1.2.3': 'A',
};

test('anything at any place of a protected header is judged or refused', () => {
  for (const [name, value] of Object.entries(header)) {
    const { [name]: _, ...without } = header;
    judge(anyJws(without));
    for (const other of odd) judge(anyJws({ ...header, [name]: other }));
    // A header that was right but for this one.
    for (const other of [value, ...odd]) judge(anyJws({ ...named(), [name]: other }));
  }
  for (const [name] of Object.entries(sigD))
    for (const other of odd) judge(anyJws({ ...named(), crit: ['sigD'], sigD: { ...sigD, [name]: other } }, ''));
});

const signature = signJws(person);
const whole = JSON.parse(
  jsonJws({
    ...signature,
    unsigned: {
      token: tokenOver(signature, later(31)),
      certificates: [tsa.certificate],
      crls: lists(now).map(({ raw }) => raw),
    },
  }),
) as { header: { etsiU: string[] } };

test('anything at any place of the frame and of what hangs on the signature is judged or refused, and proves no other time', () => {
  const parts = whole.header.etsiU.map((one) => JSON.parse(Buffer.from(one, 'base64url').toString()) as object);
  const frames: object[] = [whole, { ...whole, header: { etsiU: parts } }];
  for (const frame of frames)
    for (const changed of everyPlace(frame)) {
      const text = JSON.stringify(changed);
      const found = verifySignature({ signature: Buffer.from(text), document, context, at: now });
      if (isRefusal(found)) continue;
      for (const { time } of found.signatures)
        assert.ok(time.reliable === null || time.reliable.at === later(31).toISOString());
    }
});

/** The value with each place of it replaced by each odd one, and with each member left out. */
function* everyPlace(value: unknown): Generator<unknown> {
  yield* odd;
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    if (Array.isArray(value)) {
      yield value.filter((_, at) => String(at) !== key);
      for (const other of everyPlace(inner)) yield value.map((one: unknown, at) => (String(at) === key ? other : one));
    } else {
      const { [key]: _, ...without } = value as Record<string, unknown>;
      yield without;
      for (const other of everyPlace(inner)) yield { ...value, [key]: other };
    }
  }
}

test('octets changed anywhere, and text cut anywhere, are judged or refused', () => {
  const text = JSON.stringify(whole);
  const random = numbers(20261122);
  for (let round = 0; round < runs(300).numRuns; round++) {
    const bytes = Buffer.from(text);
    for (let times = 1 + (random() % 3); times > 0; times--) bytes[random() % bytes.length] = random() % 256;
    const cut = random() % 4 === 0 ? bytes.subarray(0, random() % bytes.length) : bytes;
    judge(cut.toString('latin1'));
  }
});

/** The same numbers for the same seed (a linear congruence; nothing rests on them). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) >>> 8;
}
