import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { testDatabase } from '../../../test/support/db.ts';
import { isRefusal, refusals } from '../refusal.ts';
import { gathered, holderScope, personScope, systemScope, together, type Tx } from './index.ts';

const { db, owner, drop } = await testDatabase();
after(drop);
const system = systemScope('test');
await owner.query(system, 'CREATE TABLE shared (n int PRIMARY KEY CHECK (n >= 0), xid text NOT NULL)');
await owner.query(system, 'GRANT SELECT, INSERT ON shared TO makulduk_app');

const refuse = refusals({ TEST_NO: { law: ['CP-9'], text: { ky: 'жок', ru: 'нет', en: 'no' } } });

const put = gathered<Tx, number, void>(async (tx, ns) => {
  await tx.query('INSERT INTO shared SELECT n, pg_current_xact_id()::text FROM unnest($1::int[]) AS u (n)', [ns]);
  return [];
});
const rows = (from: number, to: number): Promise<{ n: number; xid: string }[]> =>
  db.query(system, 'SELECT n, xid FROM shared WHERE n BETWEEN $1 AND $2 ORDER BY n', [from, to]);
const one = (n: number, about = String(n), more: (tx: Tx) => Promise<unknown> = async () => n): Promise<unknown> =>
  together(db, system, about, async (tx) => {
    await put(tx, n);
    return (await more(tx)) as number;
  });
/** As they come on a busy server: the first is under way when the others arrive. */
const busy = async (...acts: (() => Promise<unknown>)[]): Promise<PromiseSettledResult<unknown>[]> => {
  const first = acts[0]!();
  await new Promise((resolve) => setImmediate(resolve));
  return Promise.allSettled([first, ...acts.slice(1).map((act) => act())]);
};
const values = (settled: readonly PromiseSettledResult<unknown>[]): unknown[] =>
  settled.map((each) => (each.status === 'fulfilled' ? each.value : 'failed'));

test('acts that arrive meanwhile share one transaction and one statement, and each has its own answer', async () => {
  const before = db.roundTrips();
  const settled = await busy(...[1, 2, 3, 4, 5].map((n) => () => one(n)));
  assert.deepEqual(values(settled), [1, 2, 3, 4, 5]);
  const written = await rows(1, 5);
  assert.equal(new Set(written.map((row) => row.xid)).size, 2);
  // Scope once, twice BEGIN, INSERT and COMMIT; and the look at them.
  assert.ok(db.roundTrips() - before <= 9, `${db.roundTrips() - before} statements`);
});

test('one that is refused undoes only itself', async () => {
  const settled = await busy(
    () => one(10),
    () => one(11),
    () => one(12, '12', async () => refuse('TEST_NO')),
    () => one(13),
  );
  assert.deepEqual(
    values(settled).map((value) => (isRefusal(value) ? 'refused' : value)),
    [10, 11, 'refused', 13],
  );
  assert.deepEqual(
    (await rows(10, 13)).map((row) => row.n),
    [10, 11, 13],
  );
});

test('one whose statement fails harms no other', async () => {
  const settled = await busy(
    () => one(20),
    () => one(21),
    () => one(-1),
    () => one(20, 'again'),
    () => one(22),
  );
  assert.deepEqual(values(settled), [20, 21, 'failed', 'failed', 22]);
  assert.deepEqual(
    (await rows(20, 22)).map((row) => row.n),
    [20, 21, 22],
  );
});

test('two about the same never share a transaction', async () => {
  await busy(
    () => one(30),
    () => one(31, 'same'),
    () => one(32, 'same'),
  );
  const [, a, b] = await rows(30, 32);
  assert.notEqual(a!.xid, b!.xid);
});

test('an act that widens its scope does so alone: what the others ask meanwhile is answered in their own', async () => {
  const scopes: string[] = [];
  const said = async (tx: Tx): Promise<string> =>
    (await tx.query<{ kind: string }>(`SELECT current_setting('mk.kind') AS kind`))[0]!.kind;
  const wide =
    (n: number) =>
    async (tx: Tx): Promise<number> => {
      const [inside, outside] = await Promise.all([
        tx.as(system, async (own) => {
          const before = await said(own);
          await new Promise((resolve) => setImmediate(resolve));
          return [before, await said(own)];
        }),
        said(tx),
      ]);
      scopes.push(...inside, outside, await said(tx));
      return n;
    };
  const [first, second] = [personScope([]), holderScope('00000000-0000-7000-8000-000000000001')];
  const narrow = (n: number, more: (tx: Tx) => Promise<number>, scope = second): Promise<unknown> =>
    together(db, scope, String(n), async (tx) => {
      await put(tx, n);
      return more(tx);
    });
  const asking = (n: number) => async (tx: Tx) => {
    for (let times = 0; times < 10; times++) scopes.push(`own ${await said(tx)}`);
    return n;
  };
  const settled = await busy(
    () => narrow(40, async () => 40),
    () => narrow(41, wide(41)),
    () => narrow(42, asking(42)),
    () => narrow(43, wide(43)),
    () => narrow(44, asking(44)),
  );
  assert.deepEqual(values(settled), [40, 41, 42, 43, 44]);
  assert.deepEqual(
    scopes.filter((one) => one.startsWith('own')),
    Array.from({ length: 20 }, () => 'own holder'),
  );
  // Of the two: widened twice each; and what was asked beside and after it.
  assert.deepEqual(
    scopes.filter((one) => !one.startsWith('own')),
    [1, 2].flatMap(() => ['system', 'system', 'holder', 'holder']),
  );
  const written = await rows(40, 44);
  assert.equal(new Set(written.slice(1).map((row) => row.xid)).size, 1, 'one transaction for all that met');
  // Acts in another scope that came along share one of their own.
  const mixed = await busy(
    () => narrow(45, async () => 45),
    () => narrow(46, asking(46)),
    () => narrow(47, async () => 47, first),
    () => narrow(48, asking(48)),
    () => narrow(49, async () => 49, first),
  );
  assert.deepEqual(values(mixed), [45, 46, 47, 48, 49]);
  const [, a, b, c, d] = await rows(45, 49);
  assert.deepEqual([a!.xid === c!.xid, b!.xid === d!.xid, a!.xid === b!.xid], [true, true, false]);
});

test('what waits for the commit is told once it stands, by whoever widened the scope as well', async () => {
  let committed = 0;
  const settled = await busy(
    () => one(70),
    () => one(71, '71', (tx) => tx.as(system, async (inner) => (inner.onCommit(() => committed++), 71))),
    () => one(72),
  );
  assert.deepEqual(values(settled), [70, 71, 72]);
  assert.equal(committed, 1);
});

test('what waits for the commit is done once, also where the acts fell apart first', async () => {
  const done: number[] = [];
  const noting = (n: number) => async (tx: Tx) => (tx.onCommit(() => done.push(n)), n);
  await busy(
    () => one(50),
    () => one(51, '51', noting(51)),
    () => one(50, '52', noting(52)),
    () => one(53, '53', noting(53)),
  );
  assert.deepEqual(
    done.toSorted((a, b) => a - b),
    [51, 53],
  );
});

test('a commit without an answer is not done again', async () => {
  // The connection ends in the middle of COMMIT: nobody knows what stands.
  await owner.query(
    system,
    `CREATE FUNCTION hang_up() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS
     'BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END'`,
  );
  await owner.query(
    system,
    `CREATE CONSTRAINT TRIGGER hang_up AFTER INSERT ON shared DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.n = 62) EXECUTE FUNCTION hang_up()`,
  );
  let runs = 0;
  const counting = (n: number) => () =>
    together(db, system, String(n), async (tx) => {
      runs++;
      await put(tx, n);
      return n;
    });
  const settled = await busy(...[60, 61, 62, 63].map(counting));
  assert.deepEqual(values(settled), [60, 'failed', 'failed', 'failed']);
  assert.equal(runs, 4);
});
