import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { runs } from '../../test/support/effort.ts';
import { uuidv7 } from '../platform/ids.ts';
import {
  bind,
  DataKey,
  equalBytes,
  openJson,
  openValue,
  SealBroken,
  sealedUnder,
  sealJson,
  sealValue,
} from './seal.ts';

const newKey = (): DataKey => new DataKey(uuidv7(), randomBytes(32));
const text = fc.string({ maxLength: 40 });
const places = fc.record({ table: text, row: text, column: text });

test('what is sealed opens at its place under its key', () => {
  const key = newKey();
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 500 }), places, (plain, place) => {
      const sealed = sealValue(key, place, plain);
      assert.equal(sealedUnder(sealed), key.id);
      assert.ok(equalBytes(openValue(key, place, sealed), plain));
    }),
    runs(200),
  );
});

test('a sealed value moved to another row, column or table does not open', () => {
  const key = newKey();
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 50 }), places, text, (plain, here, other) => {
      const sealed = sealValue(key, here, plain);
      for (const part of ['table', 'row', 'column'] as const)
        if (here[part] !== other) assert.throws(() => openValue(key, { ...here, [part]: other }, sealed), SealBroken);
    }),
    runs(200),
  );
  const here = { table: 'a', row: 'bc', column: 'd' };
  const sealed = sealValue(key, here, Buffer.from('x'));
  assert.throws(() => openValue(key, { table: 'ab', row: 'c', column: 'd' }, sealed), SealBroken);
});

test('a sealed value with any bit altered does not open, nor one cut short', () => {
  const key = newKey();
  const place = { table: 'consent', row: '1', column: 'content' };
  const sealed = sealValue(key, place, Buffer.from('макулдук'));
  for (let bit = 0; bit < sealed.length * 8; bit++) {
    const altered = Buffer.from(sealed);
    altered[bit >> 3]! ^= 1 << (bit & 7);
    assert.throws(() => openValue(key, place, altered), SealBroken);
  }
  for (let length = 0; length < sealed.length; length++)
    assert.throws(() => openValue(key, place, sealed.subarray(0, length)), SealBroken);
});

test('another key with the same name does not open it', () => {
  const key = newKey();
  const place = { table: 't', row: 'r', column: 'c' };
  const sealed = sealValue(key, place, Buffer.from('x'));
  assert.throws(() => openValue(new DataKey(key.id, randomBytes(32)), place, sealed), SealBroken);
});

test('the same value sealed twice shows no likeness', () => {
  const key = newKey();
  const place = { table: 't', row: 'r', column: 'c' };
  assert.notDeepEqual(sealValue(key, place, Buffer.from('x')), sealValue(key, place, Buffer.from('x')));
});

test('JSON keeps its value, and padding hides its length', () => {
  const key = newKey();
  const place = { table: 't', row: 'r', column: 'c' };
  fc.assert(
    fc.property(fc.json(), (json) => {
      const value: unknown = JSON.parse(json);
      assert.deepEqual(
        openJson(key, place, sealJson(key, place, value, { padTo: 64 })),
        JSON.parse(JSON.stringify(value)),
      );
    }),
    runs(100),
  );
  const lengths = ['Асан', 'Өмүрбекова Токтогул кызы'].map(
    (name) => sealJson(key, place, { name }, { padTo: 256 }).length,
  );
  assert.equal(lengths[0], lengths[1]);
});

test('the parts of a binding cannot be shifted into one another', () => {
  fc.assert(
    fc.property(fc.array(text, { maxLength: 5 }), fc.array(text, { maxLength: 5 }), (a, b) => {
      assert.equal(
        bind(...a).equals(bind(...b)),
        JSON.stringify(a.map((s) => Buffer.from(s).toString('hex'))) ===
          JSON.stringify(b.map((s) => Buffer.from(s).toString('hex'))),
      );
    }),
    runs(200),
  );
});

test('a key never prints, and is of no use once disposed of', () => {
  const bytes = randomBytes(32);
  const hex = bytes.toString('hex');
  const key = new DataKey(uuidv7(), bytes);
  for (const shown of [inspect(key, { depth: 9, showHidden: true }), JSON.stringify({ key }), String(key)]) {
    assert.equal(shown.includes(hex), false);
    assert.match(shown, /\[key\]/);
  }
  const place = { table: 't', row: 'r', column: 'c' };
  const sealed = sealValue(key, place, Buffer.from('x'));
  key[Symbol.dispose]();
  assert.deepEqual(bytes, Buffer.alloc(32));
  assert.throws(() => openValue(key, place, sealed), SealBroken);
});
