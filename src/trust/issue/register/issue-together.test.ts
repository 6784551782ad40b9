import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { openDb, systemScope, together, type Tx } from '../../../platform/db/index.ts';
import { uuidv7 } from '../../../platform/ids.ts';
import { isRefusal } from '../../../platform/refusal.ts';
import type { CaKey } from '../ca-key.ts';
import { later, newKey, t0 } from '../test-people.ts';
import { checkRegisters } from './check-registers.ts';
import { readCertificate } from './contents.ts';
import { issueCertificate } from './issue.ts';
import type { IssuedCertificate, IssueOrder } from './order.ts';
import { certificateByNumber, nextRecords } from './store.ts';
import { registerStand, type Stand } from './test-register.ts';

const scope = systemScope('test of certificates issued together');
type Asking = (tx: Tx) => Promise<IssueOrder>;
let at: Stand;
let issue: (order: IssueOrder | Asking) => Promise<string>;
beforeEach(async () => {
  at = await registerStand();
  /** The certificate's number, or why there is none. */
  issue = async (order) => {
    try {
      const outcome = await together(at.database.db, scope, uuidv7(), async (tx) =>
        issueCertificate(tx, at.deps, typeof order === 'function' ? await order(tx) : order, at.keys.ACA),
      );
      return isRefusal(outcome) ? outcome.code : outcome.number;
    } catch (error) {
      return `fault: ${(error as Error).message}`;
    }
  };
});
afterEach(() => at.stop());

const isNumber = (outcome: string): boolean => /^[0-9a-f]{32}$/.test(outcome);
/** What the centre's register has: numbers of records and certificates, the transactions that wrote them. */
const register = async () =>
  at.database.owner.query<{ record: number; number: string; transaction: string; journalled: boolean }>(
    scope,
    `SELECT c.record, encode(c.serial, 'hex') AS number, c.xmin::text AS transaction, j.entry_id IS NOT NULL AND l.entry_id IS NOT NULL AS journalled
     FROM certificate c LEFT JOIN journal j ON j.entry_id = c.journal_entry_id LEFT JOIN log_pending l ON l.entry_id = c.journal_entry_id
     WHERE c.register_id = $1 AND c.kind <> 'TP' ORDER BY c.record`,
    [at.registers.centre],
  );
const agrees = async (): Promise<void> =>
  assert.deepEqual((await at.tx((tx) => checkRegisters(tx, at.deps))).findings, [], 'register and journal agree');

test('what is asked for at once is entered by few transactions, every certificate with its own record, entry of the journal and contents', async () => {
  const outcomes = await Promise.all(Array.from({ length: 100 }, () => issue(at.order('QN'))));
  assert.ok(outcomes.every(isNumber), JSON.stringify(outcomes.filter((one) => !isNumber(one))));
  const rows = await register();
  assert.deepEqual(rows.map((row) => row.number).toSorted(), outcomes.toSorted());
  assert.deepEqual(
    rows.map((row) => row.record),
    rows.map((_, n) => rows[0]!.record + n),
    'without gaps',
  );
  assert.ok(rows.every((row) => row.journalled));
  assert.ok(new Set(rows.map((row) => row.transaction)).size <= 4, 'several by one transaction');
  const one = (await at.tx((tx) => certificateByNumber(tx, at.registers.centre, Buffer.from(outcomes[57]!, 'hex'))))!;
  const contents = await at.tx((tx) => readCertificate(tx, at.deps, one));
  assert.ok(Buffer.isBuffer(contents) && contents.includes(Buffer.from(outcomes[57]!, 'hex')));
  await agrees();
});

test('of two applications with one key that meet, one certificate is made', async () => {
  const { spki } = newKey();
  const twice = () => issue(at.order('QN', 'ACA', {}, { spki } as never));
  const outcomes = await Promise.all([twice(), issue(at.order('QN')), twice(), twice()]);
  assert.deepEqual(outcomes.map((one) => (isNumber(one) ? 'issued' : one)).toSorted(), [
    'ISS_DUPLICATE_KEY',
    'ISS_DUPLICATE_KEY',
    'issued',
    'issued',
  ]);
  assert.equal(await twice(), 'ISS_DUPLICATE_KEY');
  assert.equal((await register()).length, 2);
  await agrees();
});

test('what one is refused for, or fails with, harms nobody it met', async () => {
  const { agreement: _none, ...unagreed } = at.order('QN');
  const unfit = at.order('QN', 'ACA', {}, { personal: {} });
  const endless = at.order('QN', 'ACA', {}, { spki: Buffer.of(1, 2, 3) });
  const outcomes = await Promise.all([
    issue(at.order('QN')),
    issue(unagreed),
    issue(unfit),
    issue(endless),
    issue(at.order('QN')),
    issue(async () => {
      throw new Error('the vault does not answer');
    }),
    issue({ ...at.order('QN'), until: later(-1) }),
    issue(at.order('QN')),
  ]);
  const numbers = [0, 4, 7].map((n) => outcomes[n]!);
  assert.ok(numbers.every(isNumber), JSON.stringify(outcomes));
  assert.equal(outcomes[1], 'ISS_NO_AGREEMENT');
  assert.equal(outcomes[2], 'ISS_PROFILE_VIOLATION');
  assert.match(outcomes[3]!, /^fault: /);
  assert.equal(outcomes[5], 'fault: the vault does not answer');
  assert.equal(outcomes[6], 'ISS_NO_TIME_LEFT');
  assert.deepEqual((await register()).map((row) => row.number).toSorted(), numbers.toSorted());
  await agrees();
});

test('a key that signs otherwise than it should leaves no certificate, and a key whose first order failed is not taken by it', async () => {
  const right = at.keys.ACA;
  let made = 0;
  const wrongAtFirst: CaKey = {
    algorithm: right.algorithm,
    spki: right.spki,
    async sign(tbs) {
      const signature = await right.sign(tbs);
      if (made++ > 0) return signature;
      return right.sign(Buffer.concat([tbs, Buffer.of(0)]));
    },
  };
  const { spki } = newKey();
  const orders = [at.order('QN', 'ACA', {}, { spki }), at.order('QN', 'ACA', {}, { spki }), at.order('QN')] as const;
  const outcomes = await at.tx((tx) =>
    Promise.allSettled(orders.map((order) => issueCertificate(tx, at.deps, order, wrongAtFirst))),
  );
  assert.equal(
    String((outcomes[0] as PromiseRejectedResult).reason),
    'Error: the signature of a new certificate does not verify',
  );
  const numbers = outcomes.slice(1).map((one) => (one as PromiseFulfilledResult<IssuedCertificate>).value.number);
  assert.deepEqual((await register()).map((row) => row.number).toSorted(), numbers.toSorted());
  assert.equal(new Set(numbers).size, 2);
  await agrees();
});

test('what the database refuses of one is undone for all, and the others are entered without it', async () => {
  // No text of the database can hold this.
  const agreement = { id: 'agreement\0', concludedAt: t0 };
  const outcomes = await Promise.all([
    issue(at.order('QN')),
    issue({ ...at.order('QN'), agreement }),
    issue(at.order('QN')),
    issue(async (tx) => {
      await tx.query('SELECT 1 / 0');
      return at.order('QN');
    }),
  ]);
  assert.ok(
    [0, 2].every((n) => isNumber(outcomes[n]!)),
    JSON.stringify(outcomes),
  );
  assert.match(outcomes[1]!, /^fault: invalid byte sequence|^fault: unsupported Unicode/);
  assert.equal(outcomes[3], 'fault: division by zero');
  assert.deepEqual((await register()).map((row) => row.number).toSorted(), [outcomes[0]!, outcomes[2]!].toSorted());
  await agrees();
});

test('nobody is answered before the entry is made, and whoever comes while the register is taken waits for one turn together', async () => {
  const [taken, free] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const holding = at.tx(async (tx) => {
    await nextRecords(tx, at.registers.centre, 0);
    taken.resolve();
    await free.promise;
  });
  let answered = 0;
  try {
    await taken.promise;
    const waiting = Array.from({ length: 10 }, () => issue(at.order('QN')).then((one) => (answered++, one)));
    // Another connection asks and is answered meanwhile: the turns of the program go on, and nobody of the ten has heard anything.
    assert.equal((await register()).length, 0);
    assert.equal(answered, 0);
    free.resolve();
    const numbers = await Promise.all(waiting);
    assert.ok(numbers.every(isNumber));
  } finally {
    free.resolve();
    await holding;
  }
  const rows = await register();
  assert.equal(rows.length, 10);
  assert.equal(new Set(rows.map((row) => row.transaction)).size, 1);
});

test('acts of one transaction that come to their certificate one after the other get numbers that follow', async () => {
  const pause = (turns: number) => async () => {
    for (let n = 0; n < turns; n++) await new Promise((resolve) => setImmediate(resolve));
    return at.order('QN');
  };
  const outcomes = await Promise.all([0, 0, 3, 1, 40, 0, 2].map((turns) => issue(pause(turns))));
  assert.ok(outcomes.every(isNumber), JSON.stringify(outcomes));
  const rows = await register();
  assert.deepEqual(
    rows.map((row) => row.record),
    rows.map((_, n) => rows[0]!.record + n),
  );
  assert.equal(new Set(rows.map((row) => row.transaction)).size, 1);
  await agrees();
});

test('where there is no database everybody is told so at once, and the next are served', async () => {
  const away = openDb('socket:/nowhere?db=none', { max: 2 });
  const asked = () =>
    together(away, scope, uuidv7(), (tx) => issueCertificate(tx, at.deps, at.order('QN'), at.keys.ACA));
  const refused = await Promise.allSettled([1, 2, 3].map(asked));
  assert.deepEqual(
    refused.map(({ status }) => status),
    ['rejected', 'rejected', 'rejected'],
  );
  await assert.rejects(asked());
  await away.stop();
});
