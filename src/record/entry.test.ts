import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hex } from './canonical.ts';
import { type Entry, prepareEntry } from './entry.ts';

const sample: Entry = {
  v: 1,
  id: '019aa000-0000-7000-8000-000000000001',
  type: 'consent.given',
  at: '2026-11-21T06:00:00.000Z',
  realAt: '2026-11-21T06:00:00.123Z',
  profile: 'kr-strict',
  actor: { kind: 'account', id: '019aa000-0000-7000-8000-00000000000a', role: 'citizen' },
  holder: '019aa000-0000-7000-8000-00000000000b',
  subject: '0f0e0d0c-0b0a-0908-0706-050403020100',
  object: { kind: 'consent', id: '019aa000-0000-7000-8000-00000000000c' },
  data: { manifestHash: '00'.repeat(32), choices: 3 },
};

test('an entry of version 1 keeps these bytes and this leaf for ever', () => {
  const prepared = prepareEntry(sample, Buffer.alloc(32, 7));
  assert.equal(
    Buffer.from(prepared.bytes).toString(),
    '{"actor":{"id":"019aa000-0000-7000-8000-00000000000a","kind":"account","role":"citizen"},"at":"2026-11-21T06:00:00.000Z",' +
      '"data":{"choices":3,"manifestHash":"0000000000000000000000000000000000000000000000000000000000000000"},' +
      '"holder":"019aa000-0000-7000-8000-00000000000b","id":"019aa000-0000-7000-8000-000000000001",' +
      '"object":{"id":"019aa000-0000-7000-8000-00000000000c","kind":"consent"},"profile":"kr-strict","realAt":"2026-11-21T06:00:00.123Z",' +
      '"subject":"0f0e0d0c-0b0a-0908-0706-050403020100","type":"consent.given","v":1}',
  );
  assert.equal(hex(prepared.leafData), '1db22936e0df9015911a5378b69feab4cc160d0c3336f70d0b18c93ccf24f23c');
  assert.equal(hex(prepared.leafHash), 'ab4b71b7d44f673bbe87f0abb2ce2910cc43e925d6b241cc4edcf149814c706b');
});

test('a malformed entry or a short salt never reaches the journal', () => {
  assert.throws(() => prepareEntry(sample, Buffer.alloc(16)));
  const bad: Partial<Record<keyof Entry, unknown>>[] = [
    { id: '019aa000-0000-4000-8000-000000000001' },
    { at: '2026-11-21T06:00:00Z' },
    { type: 'consent' },
    { profile: '' },
    { actor: { kind: 'nobody', id: 'x' } },
    { data: [] },
    { subject: '12345678901234' },
  ];
  for (const change of bad) assert.throws(() => prepareEntry({ ...sample, ...change } as Entry, Buffer.alloc(32)));
});
