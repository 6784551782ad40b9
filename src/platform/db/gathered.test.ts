import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { testDatabase } from '../../../test/support/db.ts';
import { type Db, gathered, systemScope, type Tx } from './index.ts';

const { db, drop } = await testDatabase();
after(drop);
const system = systemScope('test');

const doubled = gathered<Tx, number, number>(async (tx, keys) => {
  const rows = await tx.query<{ n: number }>(
    'SELECT 2 * n AS n FROM unnest($1::int[]) WITH ORDINALITY AS u (n, o) ORDER BY o',
    [keys],
  );
  return rows.map((row) => row.n);
});

test('what is asked of one transaction in one go is one statement, answered in its order', async () => {
  const before = db.roundTrips();
  const answers = await db.tx(system, (tx) =>
    Promise.all([3, 1, 2].map(async (n) => (await Promise.resolve(), doubled(tx, n)))),
  );
  assert.deepEqual(answers, [6, 2, 4]);
  // Scope, BEGIN, the statement, COMMIT.
  assert.ok(db.roundTrips() - before <= 4);
});

test('transactions are never mixed', async () => {
  const seen = gathered<Tx, string, string>(async (tx, keys) => {
    const [row] = await tx.query<{ id: string }>('SELECT pg_current_xact_id()::text AS id');
    return keys.map(() => row!.id);
  });
  const [a, b] = await Promise.all(
    [1, 2].map(() => db.tx(system, (tx) => Promise.all([seen(tx, 'x'), seen(tx, 'y')]))),
  );
  assert.equal(a![0], a![1]);
  assert.equal(b![0], b![1]);
  assert.notEqual(a![0], b![0]);
});

test('one at fault fails the others of its statement only where they cannot be tried apart', async () => {
  const quotient = (apart: boolean) =>
    gathered<Db, number, number>(
      async (one, keys) => {
        const rows = await one.query<{ n: number }>(system, 'SELECT 6 / n AS n FROM unnest($1::int[]) AS u (n)', [
          keys,
        ]);
        return rows.map((row) => row.n);
      },
      { apart },
    );
  const ask = async (apart: boolean): Promise<string[]> => {
    const act = quotient(apart);
    return (await Promise.allSettled([2, 0, 3].map((n) => act(db, n)))).map((one) => one.status);
  };
  assert.deepEqual(await ask(true), ['fulfilled', 'rejected', 'fulfilled']);
  assert.deepEqual(await ask(false), ['rejected', 'rejected', 'rejected']);
});

test('with lanes, what is asked while one statement is under way goes together in the next, at most so many', async () => {
  const sizes: number[] = [];
  const echo = gathered<Db, number, number>(
    async (one, keys) => {
      sizes.push(keys.length);
      await one.query(system, 'SELECT pg_sleep(0.02)');
      return keys;
    },
    { lanes: 1, most: 3, patience: 10_000 },
  );
  const first = echo(db, 0);
  await new Promise((resolve) => setImmediate(resolve));
  const later = await Promise.all([1, 2, 3, 4].map(async (n) => (await Promise.resolve(), echo(db, n))));
  assert.equal(await first, 0);
  assert.deepEqual(later, [1, 2, 3, 4]);
  assert.deepEqual(sizes, [1, 3, 1]);
});

test('one that waits for a lock holds up the others no longer than its patience', async () => {
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  const wait = gathered<Db, boolean, void>(
    async (_, keys) => {
      if (keys.includes(true)) await held;
      return [];
    },
    { lanes: 1, most: 1, patience: 5 },
  );
  const slow = wait(db, true);
  await new Promise((resolve) => setImmediate(resolve));
  // Would never end if it had to wait for the slow one.
  await wait(db, false);
  release();
  await slow;
});

test('one that has nothing left but to wait frees its lane, and ends no lane twice', async () => {
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  let underWay = 0;
  let most = 0;
  const commit = gathered<Db, string, string>(
    async (_, keys, free) => {
      most = Math.max(most, ++underWay);
      await new Promise((resolve) => setImmediate(resolve));
      underWay--;
      if (keys.includes('slow')) {
        free();
        free();
        await held;
      }
      return keys;
    },
    { lanes: 1, most: 1, patience: Infinity },
  );
  const slow = commit(db, 'slow');
  // Would never end if they had to wait for the slow one.
  assert.deepEqual(await Promise.all(['a', 'b', 'c'].map((key) => commit(db, key))), ['a', 'b', 'c']);
  release();
  assert.equal(await slow, 'slow');
  assert.deepEqual(await Promise.all(['d', 'e'].map((key) => commit(db, key))), ['d', 'e']);
  assert.equal(most, 1);
});

test('those who have announced themselves are waited for, until they come, come not, or take too long', async () => {
  const sizes: number[] = [];
  const echo = gathered<Db, number, number>(
    async (_, keys) => {
      sizes.push(keys.length);
      return keys;
    },
    { lanes: 1 },
  );
  const turns = async (): Promise<void> => {
    for (let i = 0; i < 3; i++) await new Promise((resolve) => setImmediate(resolve));
  };
  const [one, other, third] = [echo.announce(db), echo.announce(db), echo.announce(db)];
  one();
  one();
  const asked = [echo(db, 1)];
  await turns();
  assert.deepEqual(sizes, []);
  other();
  asked.push(echo(db, 2));
  await turns();
  // Two are here and one comes: no more than half as many.
  assert.deepEqual(sizes, [2]);
  const late = echo(db, 3);
  third();
  assert.deepEqual(await Promise.all([...asked, late]), [1, 2, 3]);
  assert.deepEqual(sizes, [2, 1]);
  echo.announce(db);
  assert.equal(await echo(db, 4), 4);
});

test('half of those at hand go together where that is worth it, and the others while these wait', async () => {
  const sizes: number[] = [];
  const echo = gathered<Db, number, number>(
    async (_, keys, free) => {
      sizes.push(keys.length);
      free();
      await new Promise((resolve) => setImmediate(resolve));
      return keys;
    },
    { lanes: 1, worth: 4 },
  );
  const ask = (n: number): Promise<number[]> => Promise.all(Array.from({ length: n }, (_, i) => echo(db, i)));
  for (const [asked, expected] of [
    [5, [5]],
    [6, [4, 2]],
    [20, [10, 10]],
  ] as const) {
    sizes.length = 0;
    assert.equal((await ask(asked)).length, asked);
    assert.deepEqual(sizes, expected);
  }
});
