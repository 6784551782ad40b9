import assert from 'node:assert/strict';
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { testDatabase } from '../../test/support/db.ts';
import { TokenRefused } from '../platform/pkcs11/index.ts';
import { loadModule } from '../platform/pkcs11/module.ts';
import { noTokens, testTokens } from '../platform/pkcs11/test-token.ts';
import { holderScope } from '../platform/db/index.ts';
import { uuidv7 } from '../platform/ids.ts';
import {
  dataKey,
  destroyed,
  destroyKeys,
  KekGone,
  type KeyOwner,
  openFileKeyStore,
  openKeys,
  openSealed,
  openTokenKeyStore,
  rotateKek,
  SealBroken,
  sealJson,
  WrongKeyStore,
} from './index.ts';

const skip = noTokens();
const labels = ['fails', 'store', 'destroys', 'crashes', 'other', 'rotates'];
const tokens = skip === false ? testTokens(...labels) : undefined;
after(() => tokens?.[Symbol.dispose]());

const november = new Date('2026-11-21T06:00:00Z');
const december = new Date('2026-12-01T00:00:00Z');
const key = Buffer.alloc(32, 7);
const at = (name: string): string => join(tokens!.folder, name);
const content = (folder: string): string => readFileSync(join(folder, 'keys.json'), 'utf8');

test('wrapping happens in the token, bound to its place; opened again it holds the same secrets', { skip }, () => {
  const file = tokens!.make('store');
  const folder = at('keys-store');
  const secrets: Buffer[] = [];
  let kept: { kekId: string; wrapped: Buffer };
  {
    using token = tokens!.open(file);
    const store = openTokenKeyStore(folder, token, november);
    assert.deepEqual([store.kind, store.sandboxOnly], ['token', false]);
    kept = store.wrap(key, 'place');
    assert.deepEqual(store.unwrap(kept.kekId, kept.wrapped, 'place'), key);
    assert.notDeepEqual(store.wrap(key, 'place').wrapped, kept.wrapped);
    assert.throws(() => store.unwrap(kept.kekId, kept.wrapped, 'other place'), SealBroken);
    kept.wrapped[20]! ^= 1;
    assert.throws(() => store.unwrap(kept.kekId, kept.wrapped, 'place'), SealBroken);
    kept.wrapped[20]! ^= 1;
    assert.throws(() => store.unwrap('1999-01.1', kept.wrapped, 'place'), WrongKeyStore);
    for (const root of ['naming', 'lookup', 'general'] as const) secrets.push(store.secret(root, 'x'));
    assert.equal(new Set(secrets.map(String)).size, 3);
    store.stop();
    assert.throws(() => store.wrap(key, 'x'), /closed/);
  }
  using token = tokens!.open(file);
  const again = openTokenKeyStore(folder, token, new Date('2027-05-01T00:00:00Z'));
  assert.deepEqual([again.secret('naming', 'x'), again.secret('lookup', 'x'), again.secret('general', 'x')], secrets);
  assert.deepEqual(again.unwrap(kept.kekId, kept.wrapped, 'place'), key);
  for (const name of token.labels('secretKey')) assert.match(name, /^makulduk-[0-9a-f]{8}-(roots|kek-2026-11\.1)$/);
  assert.equal(token.labels('secretKey').length, 2);
});

test('a destroyed wrapping key is no object of the token any more, and no copy of the folder brings it back', {
  skip,
}, async () => {
  using token = tokens!.open(tokens!.make('destroys'));
  const folder = at('keys-destroys');
  const store = openTokenKeyStore(folder, token, november);
  const { kekId, wrapped } = store.wrap(key, 'place');
  cpSync(folder, at('keys-copied'), { recursive: true });
  await store.createKek(november);
  await store.destroyKek(kekId, november);
  await store.destroyKek(kekId, december);
  assert.throws(() => store.unwrap(kekId, wrapped, 'place'), KekGone);
  assert.deepEqual(store.keks()[0], {
    id: kekId,
    createdAt: november.toISOString(),
    destroyedAt: november.toISOString(),
  });
  assert.deepEqual(
    token
      .labels('secretKey')
      .filter((name) => name.includes('kek'))
      .map((name) => name.slice(-9)),
    ['2026-11.2'],
  );
  assert.throws(() => openTokenKeyStore(at('keys-copied'), token, december), TokenRefused);
});

test('a crash in a creation or a destruction is finished by repeating it', { skip }, async () => {
  using token = tokens!.open(tokens!.make('crashes'));
  const folder = at('keys-crashes');
  const store = openTokenKeyStore(folder, token, november);
  const file = join(folder, 'keys.json');
  const before = content(folder);
  const second = await store.createKek(november);
  // Cut off before it was written down: the object is there, its name is not.
  writeFileSync(file, before);
  const repeated = openTokenKeyStore(folder, token, november);
  assert.deepEqual(await repeated.createKek(november), second);
  const { wrapped } = repeated.wrap(key, 'place');
  assert.deepEqual(repeated.unwrap(second.id, wrapped, 'place'), key);
  // Cut off after the object was destroyed, before that was written down.
  const old = repeated.keks()[0]!.id;
  await repeated.destroyKek(old, november);
  writeFileSync(
    file,
    content(folder).replace(
      `"destroyedAt":"${november.toISOString()}","going":true`,
      '"destroyedAt":null,"going":true',
    ),
  );
  const begun = openTokenKeyStore(folder, token, november);
  assert.equal(begun.keks()[0]!.destroyedAt, null);
  await begun.destroyKek(old, december);
  assert.equal(begun.keks()[0]!.destroyedAt, december.toISOString());
});

test('another token, a missing key and a file key store are refused', { skip }, () => {
  using token = tokens!.open(tokens!.make('other'));
  assert.throws(() => openTokenKeyStore(at('keys-store'), token, november), /bring that one/);
  openFileKeyStore(at('keys-file'), november).stop();
  assert.throws(() => openTokenKeyStore(at('keys-file'), token, november), /production takes no key from a file/);
  assert.throws(() => openFileKeyStore(at('keys-store'), november), /not a key store of this version/);
  const folder = at('keys-other');
  openTokenKeyStore(folder, token, november).stop();
  token.destroy('secretKey', token.labels('secretKey').find((name) => name.includes('kek'))!);
  assert.throws(() => openTokenKeyStore(folder, token, november), /does not hold makulduk-/);
});

test('after destruction and rotation an old backup of the database opens nothing with the token', {
  skip,
}, async () => {
  using token = tokens!.open(tokens!.make('rotates'));
  const database = await testDatabase();
  try {
    const store = openTokenKeyStore(at('keys-rotates'), token, november);
    const keys = openKeys(store);
    const holder = uuidv7();
    const scope = holderScope(holder);
    const place = { table: 'consent', row: '1', column: 'content' };
    const sealedFor = async (): Promise<{ owner: KeyOwner; sealed: Buffer }> => {
      const owner: KeyOwner = { class: 'content', subjectId: uuidv7(), holderId: holder, purposeId: uuidv7() };
      const sealed = await database.db.tx(scope, async (tx) =>
        sealJson(await dataKey(keys, tx, owner, november), place, 'маани'),
      );
      return { owner, sealed };
    };
    const [gone, kept] = [await sealedFor(), await sealedFor()];
    const open = ({ owner, sealed }: typeof gone) =>
      database.db.tx(scope, (tx) => openSealed(keys, tx, owner.subjectId, place, sealed));
    const [old] = await database.db.query<{ kek_id: string; key_id: string; wrapped: Buffer }>(
      scope,
      'SELECT kek_id, key_id, wrapped FROM data_key WHERE subject_id = $1',
      [gone.owner.subjectId],
    );
    await database.db.tx(scope, (tx) =>
      destroyKeys(keys, tx, gone.owner, { actor: 'test', ground: ['PD-34.1c'] }, november),
    );
    const rotation = (await rotateKek(database.db, store, december))!;
    assert.deepEqual([rotation.rewrapped, rotation.destroyedKeks, rotation.irrecoverable], [1, ['2026-11.1'], 1]);
    assert.deepEqual([await open(gone), await open(kept)], [destroyed, 'маани']);
    const where = `data_key/${gone.owner.subjectId}/${old!.key_id}`;
    assert.throws(() => store.unwrap(old!.kek_id, old!.wrapped, where), KekGone);
    assert.equal(token.labels('secretKey').filter((name) => name.endsWith('2026-11.1')).length, 0);
    for (const name of readdirSync(at('keys-rotates')))
      assert.ok(!readFileSync(join(at('keys-rotates'), name), 'utf8').includes('маани'));
  } finally {
    await database.drop();
  }
});

test('a token that fails while it opens a key is away; that is never taken for a broken seal', { skip }, (t) => {
  using token = tokens!.open(tokens!.make('fails'));
  const store = openTokenKeyStore(at('keys-fails'), token, november);
  const { kekId, wrapped } = store.wrap(key, 'place');
  const broken = Buffer.from(wrapped);
  broken[20]! ^= 1;
  const opens = (what: Buffer) => () => store.unwrap(kekId, what, 'place');
  const module = loadModule(token.place.module);
  const call = module.call.bind(module);
  /** The module answers this to so many next decryptions, as on a loose cable. */
  const fails = (value: number, times: number): void => {
    let left = times;
    module.call = (name, ...args) => {
      const answer = call(name, ...args);
      return name === 'C_Decrypt' && left-- > 0 ? value : answer;
    };
  };
  t.after(() => {
    module.call = call;
  });
  const away = (error: unknown): boolean => error instanceof TokenRefused && error.reason === 'away';
  for (const value of [0x5, 0x30, 0x32, 0xe0, 0x101]) {
    fails(value, 100);
    assert.throws(opens(wrapped), away, `0x${value.toString(16)}`);
    assert.throws(opens(broken), away, `0x${value.toString(16)}`);
  }
  // Back after one failure: opened anew, and the seal judged by what is there.
  fails(0x30, 1);
  assert.deepEqual(opens(wrapped)(), key);
  fails(0x30, 1);
  assert.throws(opens(broken), SealBroken);
  // Said of the data, whatever the maker's number.
  for (const value of [0x40, 0x41, 0x42]) {
    fails(value, 1);
    assert.throws(opens(wrapped), SealBroken);
  }
  fails(0x70, 1);
  assert.throws(opens(wrapped), (error) => error instanceof TokenRefused && error.reason === 'refused');
});
