import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { runs } from '../../test/support/effort.ts';
import { testKeys, testPin } from '../../test/support/people.ts';
import { formatUuid, isUuid } from '../platform/ids.ts';

const now = new Date('2026-11-21T06:00:00Z');
const { keys, drop } = testKeys(now);
after(drop);

const ids = fc.uint8Array({ minLength: 16, maxLength: 16 }).map(formatUuid);

test('a pairwise id leads back to its person, at its holder only', () => {
  fc.assert(
    fc.property(ids, ids, ids, (person, holder, other) => {
      const subject = keys.subjectIdOf(person, holder);
      assert.ok(isUuid(subject));
      assert.equal(keys.personIdOf(subject, holder), person);
      assert.equal(keys.subjectIdOf(keys.personIdOf(person, holder), holder), person);
      if (other !== holder) {
        assert.notEqual(keys.subjectIdOf(person, other), subject);
        assert.notEqual(keys.personIdOf(subject, other), person);
      }
    }),
    runs(300),
  );
});

test('two persons never share an id at a holder, and ids of two holders never meet', () => {
  const holders = ['01', '02', '03'].map((n) => formatUuid(Buffer.alloc(16, Number(n))));
  const seen = new Set<string>();
  for (let person = 0; person < 2_000; person++) {
    const id = Buffer.alloc(16);
    id.writeUInt32BE(person, 12);
    for (const holder of holders) seen.add(keys.subjectIdOf(formatUuid(id), holder));
  }
  assert.equal(seen.size, 6_000);
});

test('neighbouring persons have ids with no likeness', () => {
  const holder = formatUuid(Buffer.alloc(16, 9));
  let differing = 0;
  for (let n = 0; n < 200; n++) {
    const person = Buffer.alloc(16, n);
    const neighbour = Buffer.from(person);
    neighbour[15]! ^= 1;
    const [a, b] = [person, neighbour].map((id) =>
      BigInt(`0x${keys.subjectIdOf(formatUuid(id), holder).replaceAll('-', '')}`),
    ) as [bigint, bigint];
    differing += (a ^ b).toString(2).replaceAll('0', '').length;
  }
  // Half of 128 bits on the average; the bounds are ten standard deviations wide.
  assert.ok(differing / 200 > 60 && differing / 200 < 68, String(differing / 200));
});

test('another platform with other roots gives the same person other ids and other look-ups', () => {
  const other = testKeys(now);
  const [person, holder] = [formatUuid(Buffer.alloc(16, 1)), formatUuid(Buffer.alloc(16, 2))];
  assert.notEqual(other.keys.subjectIdOf(person, holder), keys.subjectIdOf(person, holder));
  assert.notDeepEqual(other.keys.lookupMac('pin', testPin(1)), keys.lookupMac('pin', testPin(1)));
  other.drop();
});

test('a look-up is bound to its kind and blind to the form of its letters', () => {
  assert.notDeepEqual(keys.lookupMac('phone', '1'), keys.lookupMac('pin', '1'));
  assert.deepEqual(
    keys.lookupMac('email', 'й@example.kg'.normalize('NFC')),
    keys.lookupMac('email', 'й@example.kg'.normalize('NFD')),
  );
});

test('secrets by label: the same label the same bytes, another label others', () => {
  assert.deepEqual(keys.secret('session'), keys.secret('session'));
  assert.notDeepEqual(keys.secret('session'), keys.secret('csrf'));
  const mac = keys.mac('csrf', 'form', 'id');
  assert.ok(keys.checkMac(mac, 'csrf', 'form', 'id'));
  assert.equal(keys.checkMac(mac, 'csrf', 'formi', 'd'), false);
  assert.equal(keys.checkMac(mac.subarray(1), 'csrf', 'form', 'id'), false);
});

test('the keys never print', () => {
  for (const shown of [
    inspect({ keys }, { depth: 9, showHidden: true }),
    JSON.stringify({ keys }),
    String(keys),
    inspect(keys.store, { depth: 9, showHidden: true }),
    JSON.stringify(keys.store),
  ]) {
    assert.match(shown, /\[keys\]/);
    assert.doesNotMatch(shown, /Buffer|"keks"|roots/);
  }
});

test('what is not an id is a fault, never an id', () => {
  for (const bad of [
    '',
    'x',
    '123',
    `${formatUuid(Buffer.alloc(16))}0`,
    formatUuid(Buffer.alloc(16, 0xab)).toUpperCase(),
  ])
    assert.throws(() => keys.subjectIdOf(bad, formatUuid(Buffer.alloc(16))), TypeError);
});
