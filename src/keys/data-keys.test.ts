import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { testDatabase } from '../../test/support/db.ts';
import { testKeys } from '../../test/support/people.ts';
import { holderScope, personScope, publicScope, systemScope } from '../platform/db/index.ts';
import { uuidv7 } from '../platform/ids.ts';
import {
  dataKey,
  dataKeyColumns,
  dataKeyValues,
  destroyed,
  destroyKeys,
  destructions,
  type KeyOwner,
  noteDestructions,
  openJson,
  openSealed,
  prepareDataKey,
  sealJson,
} from './index.ts';

const now = new Date('2026-11-21T06:00:00Z');
const { db, owner: admin, drop } = await testDatabase();
const { keys, store, drop: dropKeys } = testKeys(now);
after(async () => {
  await drop();
  dropKeys();
});

const place = { table: 'consent', row: '1', column: 'content' };
const reason = { actor: 'test', ground: ['PD-23.6-2'] };
const [holder, other] = [uuidv7(), uuidv7()];
const newOwner = (holderId = holder): Extract<KeyOwner, { class: 'content' }> => ({
  class: 'content',
  subjectId: uuidv7(),
  holderId,
  purposeId: uuidv7(),
});

test('a key is made on first use in two round trips, and found again in one', async () => {
  const owner = newOwner();
  const trips: number[] = [];
  const ids: string[] = [];
  await db.tx(holderScope(holder), async (tx) => {
    for (let use = 0; use < 3; use++) {
      const before = db.roundTrips();
      ids.push((await dataKey(keys, tx, owner, now)).id);
      trips.push(db.roundTrips() - before);
    }
  });
  assert.deepEqual(trips, [2, 1, 1]);
  assert.equal(new Set(ids).size, 1);
});

test('a prepared key costs no round trip: it goes into the act’s own statement', async () => {
  const owner = newOwner();
  const { key, row } = prepareDataKey(keys, owner, now);
  const sealed = sealJson(key, place, { categories: ['income'] });
  await db.query(
    holderScope(holder),
    `WITH act AS (SELECT 1) INSERT INTO data_key ${dataKeyColumns} VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    dataKeyValues(row),
  );
  const opened = await db.tx(holderScope(holder), (tx) => openSealed(keys, tx, owner.subjectId, place, sealed));
  assert.deepEqual(opened, { categories: ['income'] });
});

test('destruction takes every key of the owner at once, and no other', async () => {
  const owner = newOwner();
  const proof: KeyOwner = { class: 'proof', subjectId: owner.subjectId, holderId: holder };
  const neighbour = { ...owner, purposeId: uuidv7() };
  const prepared = [
    prepareDataKey(keys, owner, now),
    prepareDataKey(keys, owner, now),
    prepareDataKey(keys, proof, now),
    prepareDataKey(keys, neighbour, now),
  ];
  const sealed = prepared.map(({ key }, n) => sealJson(key, place, n));
  const open = (): Promise<unknown[]> =>
    db.tx(holderScope(holder), async (tx) => {
      const results: unknown[] = [];
      for (const value of sealed) results.push(await openSealed(keys, tx, owner.subjectId, place, value));
      return results;
    });
  for (const { row } of prepared)
    await db.query(
      holderScope(holder),
      `INSERT INTO data_key ${dataKeyColumns} VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      dataKeyValues(row),
    );
  assert.deepEqual(await open(), [0, 1, 2, 3]);
  const act = await db.tx(holderScope(holder), (tx) => destroyKeys(keys, tx, owner, reason, now));
  assert.equal(act?.keys, 2);
  assert.deepEqual(await open(), [destroyed, destroyed, 2, 3]);
  assert.equal(
    await db.tx(holderScope(holder), (tx) => destroyKeys(keys, tx, owner, reason, now)),
    undefined,
    'nothing left to destroy, nothing to certify',
  );
});

test('a destruction that is rolled back destroyed nothing, and the key store never hears of it', async () => {
  const owner = newOwner();
  const sealed = await db.tx(holderScope(holder), async (tx) =>
    sealJson(await dataKey(keys, tx, owner, now), place, 'stays'),
  );
  await assert.rejects(
    db.tx(holderScope(holder), async (tx) => {
      await destroyKeys(keys, tx, owner, reason, now);
      throw new Error('the act failed');
    }),
  );
  await noteDestructions(db, store);
  assert.equal(
    store.notedDestructions().some((noted) => noted.subjectId === owner.subjectId),
    false,
  );
  assert.equal(await db.tx(holderScope(holder), (tx) => openSealed(keys, tx, owner.subjectId, place, sealed)), 'stays');
});

test('whoever seals under a key holds off its destruction until the value is committed', {
  timeout: 20_000,
}, async () => {
  const owner = newOwner();
  await db.tx(holderScope(holder), (tx) => dataKey(keys, tx, owner, now));
  const order: string[] = [];
  let destruction: Promise<unknown> | undefined;
  await db.tx(holderScope(holder), async (tx) => {
    await dataKey(keys, tx, owner, now);
    destruction = db
      .tx(holderScope(holder), (inner) => destroyKeys(keys, inner, owner, reason, now))
      .then(() => order.push('destroyed'));
    for (let waited = 0; waited === 0; )
      waited = (
        await admin.query(
          systemScope('test'),
          `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
        )
      ).length;
    order.push('sealed');
  });
  await destruction;
  assert.deepEqual(order, ['sealed', 'destroyed']);
});

test('a wrapped key copied to another subject’s row does not open', async () => {
  const [mine, theirs] = [newOwner(), newOwner()];
  const { key, row } = prepareDataKey(keys, mine, now);
  const sealed = sealJson(key, place, 'mine');
  await db.query(
    holderScope(holder),
    `INSERT INTO data_key ${dataKeyColumns} VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    dataKeyValues({ ...row, subject_id: theirs.subjectId }),
  );
  await assert.rejects(db.tx(holderScope(holder), (tx) => openSealed(keys, tx, theirs.subjectId, place, sealed)));
});

test('a holder sees and destroys the keys of its own subjects only; a person, that person’s', async () => {
  const owner = newOwner(other);
  await db.tx(holderScope(other), (tx) => dataKey(keys, tx, owner, now));
  const count = async (scope: ReturnType<typeof publicScope>): Promise<number> =>
    (await db.query(scope, 'SELECT 1 FROM data_key WHERE subject_id = $1', [owner.subjectId])).length;
  assert.deepEqual(
    [
      await count(holderScope(other)),
      await count(holderScope(holder)),
      await count(personScope([owner.subjectId])),
      await count(personScope([uuidv7()])),
      await count(publicScope()),
    ],
    [1, 0, 1, 0, 0],
  );
  assert.equal(await db.tx(holderScope(holder), (tx) => destroyKeys(keys, tx, owner, reason, now)), undefined);
  await assert.rejects(
    db.tx(holderScope(holder), (tx) => dataKey(keys, tx, owner, now)),
    /row-level security/,
  );
  assert.equal(await count(holderScope(other)), 1);
});

test('the data of the destruction act: who, why, what, both moments, and no value', async () => {
  const owner = newOwner();
  await db.tx(holderScope(holder), async (tx) => {
    await dataKey(keys, tx, owner, now);
    await destroyKeys(keys, tx, owner, { actor: 'holder:clerk-7', ground: ['PD-9.5', 'PD-23.6-2'] }, now);
  });
  const [act] = await destructions(db, holderScope(holder), owner.subjectId);
  assert.deepEqual(
    { ...act, id: '' },
    {
      id: '',
      subjectId: owner.subjectId,
      holderId: holder,
      class: 'content',
      purposeId: owner.purposeId,
      keys: 1,
      unreadableAt: now,
      irrecoverableOn: '2026-12-01',
      irrecoverableAt: null,
      actor: 'holder:clerk-7',
      ground: ['PD-9.5', 'PD-23.6-2'],
    },
  );
  await assert.rejects(db.query(holderScope(holder), 'DELETE FROM destruction'), /permission denied/);
  await assert.rejects(db.query(holderScope(holder), `UPDATE destruction SET actor = 'x'`), /permission denied/);
});

test('the same act opens what it just sealed', async () => {
  const owner = newOwner();
  await db.tx(holderScope(holder), async (tx) => {
    const key = await dataKey(keys, tx, owner, now);
    assert.equal(openJson(key, place, sealJson(key, place, 5)), 5);
  });
});
