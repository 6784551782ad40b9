import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { KekGone, type KeyStore, openFileKeyStore, openKeys, WrongKeyStore } from './index.ts';

const now = new Date('2026-11-21T06:00:00Z');
const folders: string[] = [];
after(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});
function fresh(): { folder: string; store: KeyStore } {
  const parent = mkdtempSync(join(tmpdir(), 'makulduk-keystore-'));
  folders.push(parent);
  const folder = join(parent, 'keys');
  return { folder, store: openFileKeyStore(folder, now) };
}
const key = Buffer.alloc(32, 7);

test('the store is for the sandbox, and says so', () => {
  assert.equal(fresh().store.sandboxOnly, true);
});

test('only its owner can read the folder and the file; a file that others may read is refused', () => {
  const { folder } = fresh();
  assert.equal(statSync(folder).mode & 0o777, 0o700);
  assert.equal(statSync(join(folder, 'keys.json')).mode & 0o777, 0o600);
  chmodSync(join(folder, 'keys.json'), 0o644);
  assert.throws(() => openFileKeyStore(folder, now), /other users may read/);
});

test('opened again it holds the same secrets, and two stores never share one', () => {
  const { folder, store } = fresh();
  const again = openFileKeyStore(folder, new Date('2027-05-01T00:00:00Z'));
  for (const root of ['naming', 'lookup', 'general'] as const) {
    assert.deepEqual(again.secret(root, 'x'), store.secret(root, 'x'));
    assert.notDeepEqual(fresh().store.secret(root, 'x'), store.secret(root, 'x'));
  }
  assert.notDeepEqual(store.secret('naming', 'x'), store.secret('lookup', 'x'), 'roots are independent');
  const { kekId, wrapped } = store.wrap(key, 'place');
  assert.deepEqual(again.unwrap(kekId, wrapped, 'place'), key);
});

test('a wrapped key opens at its place and under its wrapping key only', async () => {
  const { store } = fresh();
  const { kekId, wrapped } = store.wrap(key, 'place');
  assert.throws(() => store.unwrap(kekId, wrapped, 'other place'));
  await store.createKek(now);
  assert.throws(() => store.unwrap('2026-11.2', wrapped, 'place'));
  assert.throws(() => store.unwrap('1999-01.1', wrapped, 'place'), WrongKeyStore, 'unknown is not destroyed');
  assert.deepEqual(store.unwrap(kekId, wrapped, 'place'), key);
});

test('a destroyed wrapping key is in no file of the store any more', async () => {
  const { folder, store } = fresh();
  const secret = (JSON.parse(readFileSync(join(folder, 'keys.json'), 'utf8')) as { keks: { key: string }[] }).keks[0]!
    .key;
  const { kekId, wrapped } = store.wrap(key, 'place');
  await store.createKek(now);
  await store.destroyKek(kekId, now);
  await store.destroyKek(kekId, new Date('2030-01-01T00:00:00Z'));
  assert.throws(() => store.unwrap(kekId, wrapped, 'place'), KekGone);
  for (const file of readdirSync(folder))
    assert.equal(readFileSync(join(folder, file), 'utf8').includes(secret), false, file);
  assert.deepEqual(store.keks()[0], { id: '2026-11.1', createdAt: now.toISOString(), destroyedAt: now.toISOString() });
  assert.equal(store.wrap(key, 'place').kekId, '2026-11.2');
});

test('a crash in the middle of writing leaves the old content whole', () => {
  const { folder, store } = fresh();
  writeFileSync(join(folder, 'keys.json.new'), '{"format":"makuld');
  assert.deepEqual(openFileKeyStore(folder, now).secret('general', 'x'), store.secret('general', 'x'));
});

test('a file of another format is refused', () => {
  const { folder } = fresh();
  writeFileSync(join(folder, 'keys.json'), '{"format":"makulduk key store","version":2}');
  assert.throws(() => openFileKeyStore(folder, now), /not a key store of this version/);
});

test('closed, it derives nothing: zeroised roots would give everybody the same', () => {
  const { store } = fresh();
  const keys = openKeys(store);
  keys.stop();
  assert.throws(() => store.secret('general', 'x'), /closed/);
  assert.throws(() => store.wrap(key, 'x'), /closed/);
  assert.throws(() => store.unwrap('2026-11.1', Buffer.alloc(60), 'x'), /closed/);
  assert.throws(() => keys.lookupMac('pin', 'x'), /closed/);
  assert.throws(
    () => keys.subjectIdOf('00000000-0000-0000-0000-000000000000', '00000000-0000-0000-0000-000000000000'),
    /closed/,
  );
});
