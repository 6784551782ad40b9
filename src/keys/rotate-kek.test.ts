import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { testDatabase } from '../../test/support/db.ts';
import { testKeys } from '../../test/support/people.ts';
import { type Db, holderScope, systemScope } from '../platform/db/index.ts';
import { uuidv7 } from '../platform/ids.ts';
import {
  dataKey,
  dataKeyColumns,
  dataKeyValues,
  destroyed,
  destroyKeys,
  destructions,
  exportKeys,
  isKeyRetired,
  type KeyOwner,
  type Keys,
  type KeyStore,
  openFileKeyStore,
  openKeys,
  openSealed,
  prepareDataKey,
  replayDestructions,
  rotateKek,
  rotationDue,
  sealJson,
  WrongKeyStore,
} from './index.ts';

const november = new Date('2026-11-21T06:00:00Z');
const december = new Date('2026-12-01T00:00:00Z');
const place = { table: 'consent', row: '1', column: 'content' };
const reason = { actor: 'test', ground: ['PD-34.1c'] };
const holder = uuidv7();
const scope = holderScope(holder);
const dropping: (() => Promise<void> | void)[] = [];
after(async () => {
  for (const drop of dropping.reverse()) await drop();
});

type World = Awaited<ReturnType<typeof world>>;
async function world(subjects = 3) {
  const database = await testDatabase();
  const at = testKeys(november);
  dropping.push(
    () => at.drop(),
    () => database.drop(),
  );
  const sealed = new Map<string, Buffer>();
  const owners: KeyOwner[] = [];
  for (let n = 0; n < subjects; n++) {
    const owner: KeyOwner = { class: 'content', subjectId: uuidv7(), holderId: holder, purposeId: uuidv7() };
    owners.push(owner);
    sealed.set(
      owner.subjectId,
      await database.db.tx(scope, async (tx) =>
        sealJson(await dataKey(at.keys, tx, owner, november), place, `value ${n}`),
      ),
    );
  }
  return { ...database, ...at, owners, sealed };
}
async function opened(w: World, keys: Keys = w.keys): Promise<unknown[]> {
  const results: unknown[] = [];
  for (const [subject, sealed] of w.sealed)
    results.push(await w.db.tx(scope, (tx) => openSealed(keys, tx, subject, place, sealed)));
  return results.map((value) => (value === destroyed ? 'destroyed' : value));
}
const destroyFirst = (w: World): Promise<unknown> =>
  w.db.tx(scope, (tx) => destroyKeys(w.keys, tx, w.owners[0]!, reason, november));

/** Old rows as a backup holds them, put back as a restore does: by copying. */
async function backup(w: World): Promise<() => Promise<void>> {
  const system = systemScope('test: backup');
  const rows = await w.owner.query<{ row: unknown }>(system, 'SELECT to_jsonb(k) AS row FROM data_key k');
  return async () => {
    await w.owner.query(system, 'TRUNCATE data_key, destruction, kek_retired');
    await w.owner.query(
      system,
      'INSERT INTO data_key SELECT * FROM jsonb_populate_recordset(NULL::data_key, $1::jsonb)',
      [JSON.stringify(rows.map((row) => row.row))],
    );
  };
}

test('rotation is due when the month in Bishkek has changed, and not before', async () => {
  const w = await world(1);
  assert.equal(await rotationDue(w.db, w.store, new Date('2026-11-30T17:59:59Z')), false);
  assert.equal(await rotationDue(w.db, w.store, new Date('2026-11-30T18:00:00Z')), true);
  const rotation = (await rotateKek(w.db, w.store, december))!;
  assert.deepEqual([rotation.kekId, rotation.destroyedKeks], ['2026-12.1', ['2026-11.1']]);
  assert.equal(await rotationDue(w.db, w.store, december), false);
  assert.equal((await rotateKek(w.db, w.store, december))?.kekId, '2026-12.2', 'out of turn is allowed');
});

test('after rotation the survivors open, and the destroyed are recorded irrecoverable', async () => {
  const w = await world(1_203);
  await destroyFirst(w);
  const rotation = (await rotateKek(w.db, w.store, december))!;
  assert.deepEqual([rotation.rewrapped, rotation.irrecoverable], [1_202, 1]);
  const values = await opened(w);
  assert.deepEqual(
    [values[0], values[1], values.filter((value) => value === 'destroyed').length],
    ['destroyed', 'value 1', 1],
  );
  const [act] = await destructions(w.db, scope, w.owners[0]!.subjectId);
  assert.deepEqual(act?.irrecoverableAt, december);
});

const corrupt = (w: World, n: number): Promise<unknown> =>
  w.owner.query(
    systemScope('test'),
    `UPDATE data_key SET wrapped = set_byte(wrapped, 20, get_byte(wrapped, 20) # 1) WHERE subject_id = $1`,
    [w.owners[n]!.subjectId],
  );

test('a wrapped key that does not open is mended from the newest export', async () => {
  const w = await world();
  await exportKeys(w.db, w.store);
  await corrupt(w, 1);
  const rotation = (await rotateKek(w.db, w.store, december))!;
  assert.deepEqual([rotation.rewrapped, rotation.unopened, rotation.destroyedKeks.length], [3, 0, 1]);
  assert.deepEqual(await opened(w), ['value 0', 'value 1', 'value 2']);
});

test('a wrapped key that nothing opens is set aside and told; it holds up the end of others’ destroyed data for a week, not for ever', async () => {
  const w = await world(1_203);
  await destroyFirst(w);
  await corrupt(w, 1);
  const told: string[] = [];
  const rotate = (now: Date) => rotateKek(w.db, w.store, now, (error) => told.push(error.message));
  const first = (await rotate(december))!;
  assert.deepEqual([first.rewrapped, first.unopened, first.destroyedKeks], [1_201, 1, []]);
  assert.equal(told.length, 1);
  assert.match(told[0]!, /^key-rotation: [0-9a-f-]{36} is set aside after 1 failures/);
  assert.equal(await rotationDue(w.db, w.store, december), true);
  assert.deepEqual((await rotate(new Date('2026-12-07T00:00:00Z')))!.destroyedKeks, []);
  const last = (await rotate(new Date('2026-12-08T00:00:00Z')))!;
  assert.deepEqual([last.destroyedKeks, last.irrecoverable], [['2026-11.1'], 1]);
  const left = await w.owner.query(systemScope('test'), 'SELECT row_id FROM set_aside');
  assert.deepEqual(left, []);
  const values = await opened(w);
  assert.deepEqual(values.slice(0, 3), ['destroyed', 'destroyed', 'value 2']);
});

test('what is destroyed after the re-wrapping waits for the next rotation', async () => {
  const w = await world(2);
  await rotateKek(w.db, w.store, december);
  const act = await w.db.tx(scope, (tx) => destroyKeys(w.keys, tx, w.owners[0]!, reason, december));
  assert.equal(act?.irrecoverableOn, '2027-01-01');
  assert.equal((await destructions(w.db, scope, w.owners[0]!.subjectId))[0]?.irrecoverableAt, null);
  assert.equal((await rotateKek(w.db, w.store, new Date('2027-01-02T00:00:00Z')))?.irrecoverable, 1);
});

test('after destruction and rotation a restored old backup yields nothing of the destroyed, and all of the rest', async () => {
  const w = await world();
  const restore = await backup(w);
  await destroyFirst(w);
  await rotateKek(w.db, w.store, december);
  await restore();
  assert.deepEqual(await opened(w), ['destroyed', 'destroyed', 'destroyed'], 'the bare backup opens nothing at all');
  assert.deepEqual(await replayDestructions(w.db, w.store, december), { rewrapped: 2, dropped: 1, replayed: 0 });
  assert.deepEqual(await opened(w), ['destroyed', 'value 1', 'value 2']);
});

test('a backup of this month is made to repeat the destructions since, each with its record', async () => {
  const w = await world();
  await exportKeys(w.db, w.store);
  const restore = await backup(w);
  await destroyFirst(w);
  assert.deepEqual(
    await replayDestructions(w.db, w.store, november),
    { rewrapped: 0, dropped: 0, replayed: 0 },
    'a start on the living database changes nothing and tells the key store',
  );
  await restore();
  assert.deepEqual((await opened(w))[0], 'value 0', 'the danger is real: the wrapping key still lives');
  assert.equal((await replayDestructions(w.db, w.store, december)).replayed, 1);
  assert.deepEqual(await opened(w), ['destroyed', 'value 1', 'value 2']);
  const [act] = await destructions(w.db, scope, w.owners[0]!.subjectId);
  assert.deepEqual([act?.unreadableAt, act?.ground], [november, ['PD-34.1c']]);
  assert.equal((await rotateKek(w.db, w.store, december))?.irrecoverable, 1);
  assert.deepEqual(w.store.notedDestructions(), [], 'the new export shows it: the list starts anew');
});

test('a backup older than two rotations opens with the newest export', async () => {
  const w = await world();
  const restore = await backup(w);
  await rotateKek(w.db, w.store, december);
  await destroyFirst(w);
  await rotateKek(w.db, w.store, new Date('2027-01-01T00:00:00Z'));
  await w.db.tx(scope, (tx) => destroyKeys(w.keys, tx, w.owners[1]!, reason, new Date('2027-01-05T00:00:00Z')));
  await replayDestructions(w.db, w.store, november);
  await restore();
  await replayDestructions(w.db, w.store, november);
  assert.deepEqual(await opened(w), ['destroyed', 'destroyed', 'value 2']);
});

test('a rotation cut off at any step is taken up where it stopped, and nothing is lost', async () => {
  for (let step = 1; ; step++) {
    const w = await world();
    await destroyFirst(w);
    const cut = cutOff(step);
    const crashed = await rotateKek(cut.db(w.db), cut.store(w.store), december).then(
      () => false,
      () => true,
    );
    assert.deepEqual(await opened(w), ['destroyed', 'value 1', 'value 2'], `readable after a cut at step ${step}`);
    if (!crashed) {
      assert.ok(step > 8, `only ${step} steps were cut`);
      break;
    }
    if (w.store.keks().length > 1)
      assert.equal(await rotationDue(w.db, w.store, december), true, `due after a cut at step ${step}`);
    await rotateKek(w.db, w.store, december);
    assert.deepEqual(await opened(w), ['destroyed', 'value 1', 'value 2'], `readable after the repair of step ${step}`);
    assert.deepEqual(
      w.store.keks().map((kek) => [kek.id, kek.destroyedAt !== null]),
      [
        ['2026-11.1', true],
        ['2026-12.1', false],
      ],
      `step ${step}`,
    );
    assert.notEqual(
      (await destructions(w.db, scope, w.owners[0]!.subjectId))[0]?.irrecoverableAt,
      null,
      `step ${step}`,
    );
    assert.equal(await rotationDue(w.db, w.store, december), false);
  }
});

/** The program dies before its n-th step outside itself: a transaction or a change of the key store. */
function cutOff(n: number) {
  let left = n;
  const step = (): void => {
    if (--left <= 0) throw new Error('killed');
  };
  return {
    db: (db: Db): Db => ({ ...db, tx: async (at, act) => (step(), db.tx(at, act)) }),
    store: (store: KeyStore): KeyStore =>
      new Proxy(store, {
        get(target, name) {
          const member: unknown = Reflect.get(target, name, target);
          if (typeof member !== 'function') return member;
          return (...values: unknown[]): unknown => {
            if (['createKek', 'destroyKek', 'noteDestructions', 'keepExport'].includes(String(name))) step();
            return Reflect.apply(member, target, values) as unknown;
          };
        },
      }),
  };
}

test('a key wrapped just before the rotation cannot be committed after it: it would be lost with the old one', async () => {
  const w = await world(1);
  const late = prepareDataKey(w.keys, { class: 'proof', subjectId: uuidv7(), holderId: holder }, november);
  await rotateKek(w.db, w.store, december);
  await assert.rejects(
    w.db.query(
      scope,
      `INSERT INTO data_key ${dataKeyColumns} VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      dataKeyValues(late.row),
    ),
    isKeyRetired,
  );
});

test('an act that is under way when the rotation comes is waited for, and its key is wrapped anew', {
  timeout: 20_000,
}, async () => {
  const w = await world(1);
  const owner: KeyOwner = { class: 'proof', subjectId: uuidv7(), holderId: holder };
  let rotation: Promise<unknown> | undefined;
  const sealed = await w.db.tx(scope, async (tx) => {
    const key = await dataKey(w.keys, tx, owner, november);
    rotation = rotateKek(w.db, w.store, december);
    const last = performance.now() + 15_000;
    for (let waiting = 0; waiting === 0 && performance.now() < last; )
      waiting = (
        await w.owner.query(
          systemScope('test'),
          `SELECT 1 FROM pg_locks WHERE NOT granted AND relation = 'data_key'::regclass AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
        )
      ).length;
    return sealJson(key, place, 'kept');
  });
  await rotation;
  assert.equal(await w.db.tx(scope, (tx) => openSealed(w.keys, tx, owner.subjectId, place, sealed)), 'kept');
});

test('acts go on during rotations: nothing committed is ever lost', async () => {
  const w = await world(20);
  let stop = false;
  let refused = 0;
  const writers = Array.from({ length: 3 }, async () => {
    while (!stop) {
      const owner: KeyOwner = { class: 'content', subjectId: uuidv7(), holderId: holder, purposeId: uuidv7() };
      try {
        const sealed = await w.db.tx(scope, async (tx) =>
          sealJson(await dataKey(w.keys, tx, owner, december), place, 'kept'),
        );
        w.sealed.set(owner.subjectId, sealed);
      } catch (error) {
        // Wrapped under the key that was retired at that very moment: the act fails whole and is repeated.
        assert.ok(isKeyRetired(error));
        refused++;
      }
    }
  });
  try {
    for (let n = 0; n < 4; n++) await rotateKek(w.db, w.store, december);
  } finally {
    stop = true;
    await Promise.all(writers);
  }
  const values = await opened(w);
  assert.ok(values.length > 20 + refused);
  assert.equal(values.filter((value) => value === 'destroyed').length, 0);
});

test('two workers that rotate at once rotate once', async () => {
  const w = await world(700);
  const done = await Promise.all([rotateKek(w.db, w.store, december), rotateKek(w.db, w.store, december)]);
  assert.deepEqual(
    done.map((rotation) => rotation?.kekId).sort((a, b) => String(a).localeCompare(String(b))),
    ['2026-12.1', undefined],
  );
  assert.equal((await opened(w)).filter((value) => value === 'destroyed').length, 0);
});

test('another process that opened the key store before the rotation works on after it', async () => {
  const w = await world(1);
  const theirs = openKeys(openFileKeyStore(w.folder, november));
  await rotateKek(w.db, w.store, december);
  assert.deepEqual(await opened(w, theirs), ['value 0']);
  assert.equal(prepareDataKey(theirs, w.owners[0]!, december).row.kek_id, '2026-12.1');
  theirs.stop();
});

test('with another key store nothing is dropped as destroyed: the start is refused', async () => {
  const w = await world(2);
  await replayDestructions(w.db, w.store, november);
  const stranger = testKeys(new Date('2026-10-01T00:00:00Z'));
  dropping.push(() => stranger.drop());
  await assert.rejects(replayDestructions(w.db, stranger.store, december), WrongKeyStore);
  await assert.rejects(opened(w, stranger.keys), WrongKeyStore);
  assert.deepEqual(await opened(w), ['value 0', 'value 1']);
});
