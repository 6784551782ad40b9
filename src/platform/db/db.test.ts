import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { testDatabase } from '../../../test/support/db.ts';
import { uuidv7 } from '../ids.ts';
import { holderScope, isUnavailable, openDb, personScope, publicScope, systemScope, type Tx } from './index.ts';

const { db, owner, target, drop } = await testDatabase();
after(drop);
const system = systemScope('test');
const [h1, h2, s1, s2] = [uuidv7(), uuidv7(), uuidv7(), uuidv7()] as const;
await owner.query(system, 'CREATE TABLE thing (holder_id uuid, subject_id uuid)');
await owner.query(system, 'ALTER TABLE thing ENABLE ROW LEVEL SECURITY');
await owner.query(system, 'CREATE POLICY p ON thing USING (scope_allows(holder_id, subject_id))');
await owner.query(system, 'GRANT ALL ON thing TO makulduk_app');
for (const [holder, subject] of [
  [h1, s1],
  [h1, s2],
  [h2, s1],
])
  await db.query(system, 'INSERT INTO thing VALUES ($1, $2)', [holder, subject]);

test('a scope sees its own rows only, whatever the statement says', async () => {
  const count = async (scope: Parameters<typeof db.query>[0]) => (await db.query(scope, 'SELECT * FROM thing')).length;
  assert.equal(await count(system), 3);
  assert.equal(await count(holderScope(h1)), 2);
  assert.equal(await count(personScope([s2])), 1);
  assert.equal(await count(personScope([])), 0);
  assert.equal(await count(publicScope()), 0);
});

test('a connection that served one scope serves the next one anew, also after a rollback', async () => {
  await assert.rejects(db.tx(holderScope(h1), async (tx) => tx.query('SELECT 1/0')));
  const rows = await db.tx(holderScope(h2), (tx) => tx.query('SELECT * FROM thing'));
  assert.equal(rows.length, 1);
});

test('a row for another holder cannot be written', async () => {
  await assert.rejects(db.query(holderScope(h1), 'INSERT INTO thing VALUES ($1, $2)', [h2, s1]), /row-level security/);
});

test('what runs under another scope within a transaction sees that scope’s rows; after it, also where it failed, the old scope rules', async () => {
  const count = async (tx: Tx): Promise<number> => (await tx.query('SELECT * FROM thing')).length;
  await db.tx(personScope([s2]), async (tx) => {
    assert.equal(await tx.as(system, count), 3);
    assert.equal(await count(tx), 1);
    await tx.as(system, (wide) => wide.as(holderScope(h2), async (narrow) => assert.equal(await count(narrow), 1)));
    await assert.rejects(
      tx.as(system, () => Promise.reject(new Error('no'))),
      /no/,
    );
    assert.equal(await count(tx), 1);
  });
  assert.equal((await db.query(personScope([s2]), 'SELECT * FROM thing')).length, 1);
});

test('a worker poked on commit is not poked by a rollback', async () => {
  const poked: string[] = [];
  await db.tx(system, async (tx) => tx.onCommit(() => poked.push('commit')));
  await db
    .tx(system, async (tx) => {
      tx.onCommit(() => poked.push('rollback'));
      throw new Error('no');
    })
    .catch(() => undefined);
  assert.deepEqual(poked, ['commit']);
});

test('the last statement and COMMIT leave together: what stands stands whole, what fails leaves nothing', async () => {
  const id = uuidv7();
  let poked = 0;
  const before = db.roundTrips();
  await db.tx(system, async (tx) => {
    tx.onCommit(() => poked++);
    await tx.last('INSERT INTO idempotency (client, key, request_mac) VALUES ($1, $2, $3)', [
      'last',
      id,
      Buffer.alloc(1),
    ]);
  });
  assert.ok(db.roundTrips() - before <= 4);
  await assert.rejects(
    db.tx(system, async (tx) => {
      tx.onCommit(() => poked++);
      await tx.query('INSERT INTO idempotency (client, key, request_mac) VALUES ($1, $2, $3)', [
        'undone',
        id,
        Buffer.alloc(1),
      ]);
      await tx.last('INSERT INTO idempotency (client, key, request_mac) VALUES ($1, $2, $3)', [
        'last',
        id,
        Buffer.alloc(1),
      ]);
    }),
    { code: '23505' },
  );
  // An act that swallows the failure of its last statement does not get a success for it.
  await assert.rejects(
    db.tx(system, (tx) =>
      tx
        .last('INSERT INTO idempotency (client, key, request_mac) VALUES ($1, $2, $3)', ['last', id, Buffer.alloc(1)])
        .catch(() => []),
    ),
    /ended with ROLLBACK/,
  );
  const rows = await db.query<{ client: string }>(system, 'SELECT client FROM idempotency WHERE key = $1', [id]);
  assert.deepEqual(rows, [{ client: 'last' }]);
  assert.equal(poked, 1);
});

test('statements asked for at once are answered in their order, and one that fails says which', async () => {
  const done = await db.tx(system, (tx) =>
    Promise.all([1, 2, 3].map((n) => tx.query<{ n: number }>('SELECT $1::int AS n', [n]))),
  );
  assert.deepEqual(done.flat(), [{ n: 1 }, { n: 2 }, { n: 3 }]);
  const mixed = await db
    .tx(system, (tx) => Promise.allSettled([tx.query('SELECT 1 / $1::int AS n', [0]), tx.query('SELECT 1 AS n')]))
    .catch((error: Error) => error);
  assert.ok(mixed instanceof Error, 'a transaction with a failed statement does not end well');
});

test('a database that is connected but silent makes a request unavailable, and the connection is not used again', async () => {
  const impatient = openDb(target, { role: 'makulduk_app', max: 1, queryTimeoutMs: 300 });
  await assert.rejects(
    impatient.tx(system, (tx) => tx.query('SELECT pg_sleep(3)')),
    (error) => isUnavailable(error),
  );
  assert.deepEqual(await impatient.query(system, 'SELECT 1 AS one'), [{ one: 1 }]);
  await impatient.stop();
});
