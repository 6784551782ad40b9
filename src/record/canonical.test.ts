import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { runs } from '../../test/support/effort.ts';
import { CanonicalError, canonical, canonicalBytes, hashOf, type JsonValue, parseCanonical } from './canonical.ts';

const leaf = fc.oneof(fc.constant(null), fc.boolean(), fc.maxSafeInteger(), fc.string({ unit: 'grapheme' }));
const json = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc.array(tie('value'), { maxLength: 5 }),
    fc
      .dictionary(fc.string(), tie('value'), { maxKeys: 5 })
      .map((entries) => Object.fromEntries(Object.entries(entries))),
  ),
})).value;

test('a document has one form: keys in code-unit order, no blanks, the escapes of RFC 8785', () => {
  // RFC 8785, 3.2.3: the smiley's first code unit is below that of the presentation form.
  assert.equal(
    canonical({ b: 1, '\ufb13': 3, a: [true, null, -0], '\ud83d\ude00': 2 }),
    '{"a":[true,null,0],"b":1,"\ud83d\ude00":2,"\ufb13":3}',
  );
  assert.equal(canonical('\u20ac$\u000f\nA\'B"\\\\"/'), '"\u20ac$\\u000f\\nA\'B\\"\\\\\\\\\\"/"');
});

test('composed and decomposed letters are one text: \u0439 typed on any keyboard', () => {
  assert.equal(hashOf({ 'и\u0306': 'и\u0306' }), hashOf({ й: 'й' }));
  assert.throws(() => canonical({ 'и\u0306': 1, й: 2 }), CanonicalError);
});

test('keys stand in code-unit order of their composed form, few or many, plain or not', () => {
  const key = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 3 }),
    fc.constantFrom('й', 'и\u0306', '"', 'я', 'ё', 'a'),
  );
  fc.assert(
    fc.property(fc.uniqueArray(key, { selector: (one) => one.normalize('NFC'), maxLength: 60 }), (keys) => {
      const value = Object.fromEntries(keys.map((one, at) => [one, at % 7 === 0 ? undefined : at]));
      const kept = keys.flatMap((one, at) => (at % 7 === 0 ? [] : [[one.normalize('NFC'), at] as const]));
      const order = kept.toSorted(([a], [b]) => (a < b ? -1 : 1));
      assert.equal(canonical(value), `{${order.map(([one, at]) => `${JSON.stringify(one)}:${at}`).join(',')}}`);
    }),
    runs(300),
  );
});

test('each value is written once, however deep it lies beside a key that is not plain', () => {
  let reads = 0;
  let value: JsonValue = {
    get leaf() {
      reads++;
      return 1;
    },
  };
  for (let depth = 0; depth < 16; depth++) value = { a: value, 'и\u0306': 1 };
  canonical(value);
  assert.equal(reads, 1);
});

test('the short way for plain texts writes what the long way would, letter by letter and pair by pair', () => {
  const ranges = [
    [0x00, 0xbf],
    [0x300, 0x314],
    [0x400, 0x4ff],
    [0x2010, 0x201f],
    [0x2116, 0x2126],
  ] as const;
  const letters = ranges.flatMap(([from, to]) =>
    Array.from({ length: to - from + 1 }, (_, i) => String.fromCharCode(from + i)),
  );
  for (const first of letters)
    for (const second of letters) {
      const pair = first + second;
      if (canonical(pair) !== JSON.stringify(pair.normalize('NFC'))) assert.fail(JSON.stringify(pair));
    }
});

test('what has no exact form is refused, not rounded', () => {
  const cyclic: Record<string, JsonValue> = {};
  cyclic['self'] = cyclic;
  const bad: unknown[] = [0.1, Number.NaN, 2 ** 53, '\ud800', new Date(0), undefined, () => 1, 1n, cyclic];
  for (const value of bad) assert.throws(() => canonical(value as JsonValue), CanonicalError);
  assert.equal(canonical({ absent: undefined }), '{}');
});

test('canonical form is a fixed point, and reading it back accepts these bytes only', () => {
  fc.assert(
    fc.property(json, fc.nat(), fc.nat(254), (value, place, change) => {
      const keysClash = (() => {
        try {
          canonical(value);
          return false;
        } catch {
          return true;
        }
      })();
      fc.pre(!keysClash);
      const bytes = canonicalBytes(value);
      assert.equal(canonical(parseCanonical(bytes)), Buffer.from(bytes).toString());
      const other = Buffer.from(bytes);
      other[place % other.length]! ^= change + 1;
      try {
        assert.notEqual(canonical(parseCanonical(other)), Buffer.from(bytes).toString());
      } catch (error) {
        assert.ok(error instanceof CanonicalError);
      }
    }),
    runs(200),
  );
  for (const text of ['{"a":1,"a":1}', '{ "a":1}', '\ufeff{}', '1.0', '{"b":1,"a":1}', '"\\u0041"'])
    assert.throws(() => parseCanonical(Buffer.from(text)), CanonicalError, text);
});
