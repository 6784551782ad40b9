import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { endOfDay } from '../../../law/index.ts';
import { holderScope, publicScope } from '../../../platform/db/index.ts';
import { uuidv7 } from '../../../platform/ids.ts';
import { isRefusal, type Refusal } from '../../../platform/refusal.ts';
import { parseCrl, terminationGround } from '../../path/index.ts';
import { makeList } from '../../status/make-list.ts';
import { judge, pem } from '../test-openssl.ts';
import { later, t0 } from '../test-people.ts';
import { endCertificate, type EndOrder, isLate } from './end.ts';
import { endCentre, endTerms } from './end-many.ts';
import { type CertificateRecord, stateAt } from './record.ts';
import { certificateByNumber } from './store.ts';
import { actor, registerStand, type Stand } from './test-register.ts';

let at: Stand;
before(async () => {
  at = await registerStand();
});
beforeEach(() => at.clock.set(t0));
after(() => at.stop());

const order = (number: string, change: Partial<EndOrder> = {}): EndOrder => ({
  registerId: at.registers.centre,
  number,
  ground: '14(6)(2)',
  knownAt: at.clock.now(),
  actor,
  ...change,
});
const end = (what: EndOrder) => at.tx((tx) => endCertificate(tx, at.deps, what));
const codeOf = (outcome: object | Refusal): string => (isRefusal(outcome) ? outcome.code : 'ended');
const found = async (number: string): Promise<CertificateRecord> =>
  (await at.tx((tx) => certificateByNumber(tx, at.registers.centre, Buffer.from(number, 'hex'))))!;
const court = { court: 'Сыноо соту', number: '7', inForceOn: '2026-03-02', falseData: false, noticeSentAt: t0 };

test('ES-13.1.5c: a certificate ends at the whole second that completes its entry, which is the moment of the list, whenever the event was', async () => {
  const { number } = await at.issued();
  const [event, entry] = [new Date('2026-03-03T03:00:00Z'), new Date('2026-03-03T06:00:01Z')];
  at.clock.set(new Date('2026-03-03T06:00:00.400Z'));
  assert.equal(codeOf(await end(order(number, { eventAt: event, knownAt: event, reason: 'keyCompromise' }))), 'ended');
  const record = await found(number);
  assert.deepEqual(stateAt(record, new Date('2026-03-03T05:00:00Z')), { state: 'ACTIVE' });
  // Stamped between the list's second and the entry: before the end.
  assert.deepEqual(stateAt(record, new Date('2026-03-03T06:00:00.200Z')), { state: 'ACTIVE' });
  assert.deepEqual(record.end!.at, entry);
  assert.deepEqual(stateAt(record, entry), { state: 'TERMINATED', ground: '14(6)(2)', since: entry });
  const { der } = await at.tx((tx) => makeList(tx, at.issuers.ACA, at.keys.ACA, at.clock));
  const listed = parseCrl(der).entries.find(number, parseCrl(der).issuer.key)!;
  assert.deepEqual([listed.revocationDate, listed.invalidityDate, listed.reason], [entry, event, 1]);
  assert.deepEqual(terminationGround(listed), {
    ground: '14(6)(2)',
    status: 'terminated',
    registerEntry: BigInt(record.end!.record),
  });
});

test('ES-13.1.5d ES-14.6.4: without a ground, or without the article or clause where it is needed, nothing is saved', async () => {
  const { number } = await at.issued();
  assert.equal(codeOf(await end(order(number, { ground: '' as '14(8)' }))), 'REG_GROUND_REQUIRED');
  assert.equal(codeOf(await end(order(number, { ground: '14(6)(4)' }))), 'REG_GROUND_REQUIRED');
  assert.equal((await found(number)).end, null);
  assert.equal(codeOf(await end(order(number, { ground: '14(6)(4)', basis: 'келишимдин 5.2-пункту' }))), 'ended');
  assert.equal(codeOf(await end(order(number))), 'REG_ENDED_ALREADY');
  assert.equal(codeOf(await end(order('00ff'))), 'REG_CERTIFICATE_UNKNOWN');
});

test('ES-14.8a ES-14.8b ES-14.8d ES-14.9c: a court’s decision revokes once it is in force and the owner was notified in writing before', async () => {
  const { number } = await at.issued();
  const by = (decision: Partial<typeof court> | undefined) =>
    end(order(number, { ground: '14(8)', ...(decision === undefined ? {} : { court: { ...court, ...decision } }) }));
  assert.equal(codeOf(await by(undefined)), 'REG_GROUND_REQUIRED');
  assert.equal(codeOf(await by({ inForceOn: '2026-03-03' })), 'REG_DECISION_NOT_IN_FORCE');
  const { noticeSentAt: _none, ...unnotified } = court;
  assert.equal(codeOf(await end(order(number, { ground: '14(8)', court: unnotified }))), 'REG_NOTICE_REQUIRED');
  assert.equal(codeOf(await by({ noticeSentAt: later(1) })), 'REG_NOTICE_REQUIRED');
  assert.equal(codeOf(await by({ falseData: true })), 'ended');
  const record = await found(number);
  assert.deepEqual(stateAt(record, t0), { state: 'REVOKED', ground: '14(8)', since: t0 });
  const rows = await at.tx((tx) =>
    tx.query<{ false_data: boolean; before: boolean }>(
      'SELECT false_data, notice_at <= at AS before FROM certificate_end WHERE certificate_id = $1',
      [record.id],
    ),
  );
  assert.deepEqual(rows, [{ false_data: true, before: true }]);
  // The list is printed from the record, and says the same.
  const { der } = await at.tx((tx) => makeList(tx, at.issuers.ACA, at.keys.ACA, at.clock));
  const listed = parseCrl(der).entries.find(number, parseCrl(der).issuer.key)!;
  assert.deepEqual([listed.revocationDate, terminationGround(listed)!.status], [record.end!.at, 'revoked']);
});

test('ES-14.7a ES-14.8c: an entry is late only after 24:00 of the next working day, and the lateness stays on record', async () => {
  const thursday = new Date('2026-03-05T05:00:00Z');
  assert.equal(isLate(thursday, new Date('2026-03-06T17:59:00Z')), false);
  assert.equal(isLate(thursday, new Date(endOfDay('2026-03-06').getTime() + 1)), true);
  const { number } = await at.issued();
  at.clock.set(later(30));
  assert.equal(codeOf(await end(order(number, { knownAt: t0 }))), 'ended');
  assert.equal((await found(number)).end!.late, true);
  const decided = await at.issued();
  at.clock.set(later(31));
  // What came later, force or receipt, begins the term.
  const received = order(decided.number, {
    ground: '14(8)',
    knownAt: t0,
    court: { ...court, inForceOn: '2026-04-02' },
  });
  assert.equal(codeOf(await end(received)), 'ended');
  assert.equal((await found(decided.number)).end!.late, false);
});

test('ES-14.6.1: when a term passes, the register shows the termination with its ground at that moment', async () => {
  const { number } = await at.issued();
  const { notAfter } = await found(number);
  at.clock.set(later(366));
  assert.ok((await at.tx((tx) => endTerms(tx, at.deps, actor))) >= 1);
  const record = await found(number);
  assert.deepEqual([record.end!.ground, record.end!.at], ['14(6)(1)', notAfter]);
  assert.equal(await at.tx((tx) => endTerms(tx, at.deps, actor)), 0);
  // An expired certificate is not listed, and cannot be ended a second time.
  const { der } = await at.tx((tx) => makeList(tx, at.issuers.ACA, at.keys.ACA, at.clock));
  assert.equal(parseCrl(der).entries.find(number, parseCrl(der).issuer.key), undefined);
  assert.equal(codeOf(await end(order(number))), 'REG_ENDED_ALREADY');
});

test('ES-13.6a: a certificate that expired ten years ago is still found with its state, and its termination still listed', async () => {
  const [expired, ended] = [await at.issued(), await at.issued()];
  await end(order(ended.number));
  at.clock.set(later(365 * 11));
  await at.tx((tx) => endTerms(tx, at.deps, actor));
  assert.equal(stateAt(await found(expired.number), at.clock.now()).state, 'TERMINATED');
  const { der } = await at.tx((tx) => makeList(tx, at.issuers.ACA, at.keys.ACA, at.clock));
  const list = parseCrl(der);
  assert.ok(list.entries.find(ended.number, list.issuer.key) !== undefined);
  assert.deepEqual(list.keepsExpiredSince, t0);
});

test('ES-13.1.5a: issue and end are both on record, in order, as the certificate has them, and cannot be altered', async () => {
  const { number, certificate } = await at.issued();
  at.clock.set(later(1));
  await end(order(number));
  const record = await found(number);
  assert.ok(record.record < record.end!.record);
  const openssl = judge();
  try {
    openssl.put('one.pem', pem('CERTIFICATE', certificate));
    const { text } = openssl.run('x509', '-in', 'one.pem', '-noout', '-serial', '-enddate', '-fingerprint', '-sha256');
    assert.ok(text.includes(`serial=${record.serial.toUpperCase()}`));
    assert.ok(text.replaceAll(':', '').toLowerCase().includes(record.fingerprint));
  } finally {
    openssl[Symbol.dispose]();
  }
  for (const alter of [
    'UPDATE certificate SET not_after = now()',
    'UPDATE certificate_end SET at = now()',
    'DELETE FROM certificate',
    'DELETE FROM certificate_end',
  ])
    await assert.rejects(
      at.tx((tx) => tx.query(alter)),
      /permission denied/,
    );
  assert.deepEqual(await found(number), record);
});

test('a centre sees its own register, another centre and the public see nothing but what the root has issued', async () => {
  const { number } = await at.issued();
  const count = async (scope: Parameters<typeof at.database.db.query>[0], which = 'holder_id IS NOT NULL') =>
    (await at.database.db.query<{ n: number }>(scope, `SELECT count(*) AS n FROM certificate WHERE ${which}`))[0]!.n;
  assert.ok((await count(holderScope(at.centreId))) > 0 && number.length > 0);
  assert.equal(await count(holderScope(uuidv7(t0))), 0);
  assert.equal(await count(publicScope()), 0);
  // ES-8.3.2: centres and their ends are on a public list.
  assert.equal(await count(publicScope(), 'holder_id IS NULL'), 1);
});

const running = (): Promise<number> => runningIn(at);
async function runningIn(at: Stand): Promise<number> {
  const rows = await at.tx((tx) =>
    tx.query<{ n: number }>(
      `SELECT count(*) AS n FROM certificate c WHERE register_id = $1 AND kind IN ('QN', 'QL', 'QA', 'TP') AND not_after >= $2
       AND NOT EXISTS (SELECT FROM certificate_end e WHERE e.certificate_id = c.id)`,
      [at.registers.centre, at.clock.now()],
    ),
  );
  return rows[0]!.n;
}

test('when an accreditation is revoked or runs out, every qualified certificate of the centre ends at once; another centre’s does not', async () => {
  for (const cause of ['accreditation-revoked', 'accreditation-expired'] as const) {
    const other = await registerStand();
    try {
      const mine = [await other.issued('QN'), await other.issued('QA'), await other.issued('QL', 'TP')];
      const ordinary = await other.issued('NQ');
      const read = async (number: string) =>
        (await other.tx((tx) => certificateByNumber(tx, other.registers.centre, Buffer.from(number, 'hex'))))!;
      const n = await other.tx((tx) =>
        endCentre(tx, other.deps, { registerId: other.registers.centre, cause, knownAt: t0, actor }),
      );
      // The trusted person's own certificate is the fourth.
      assert.equal(n, 4);
      const ends = await Promise.all(mine.map(async ({ number }) => (await read(number)).end!));
      assert.deepEqual(new Set(ends.map(({ ground }) => ground)), new Set(['17(5)']));
      assert.deepEqual(new Set(ends.map(({ at: moment }) => moment.getTime())), new Set([t0.getTime()]));
      assert.equal(new Set(ends.map(({ record }) => record)).size, 3);
      assert.equal((await read(ordinary.number)).end, null);
    } finally {
      await other.stop();
    }
  }
  assert.ok((await running()) > 0);
});

test('ends of many are entered at a whole second too, as lists have it', async () => {
  const other = await registerStand();
  try {
    const { number } = await other.issued('QN');
    other.clock.set(new Date(t0.getTime() + 900));
    const what = { registerId: other.registers.centre, cause: 'ceased', knownAt: t0, actor } as const;
    await other.tx((tx) => endCentre(tx, other.deps, what));
    const list = parseCrl((await other.tx((tx) => makeList(tx, other.issuers.ACA, other.keys.ACA, other.clock))).der);
    const { revocationDate } = list.entries.find(number, list.issuer.key)!;
    const record = await other.tx((tx) => certificateByNumber(tx, other.registers.centre, Buffer.from(number, 'hex')));
    assert.deepEqual([record!.end!.at, revocationDate], [new Date(t0.getTime() + 1000), new Date(t0.getTime() + 1000)]);
  } finally {
    await other.stop();
  }
});

test('a mass termination stands or falls with the act that causes it', async () => {
  const before = await running();
  await assert.rejects(
    at.tx(async (tx) => {
      await endCentre(tx, at.deps, {
        registerId: at.registers.centre,
        cause: 'accreditation-revoked',
        knownAt: t0,
        actor,
      });
      throw new Error('the decision failed');
    }),
    /the decision failed/,
  );
  assert.equal(await running(), before);
});

test('a centre that ceases without a successor ends all that has not expired', async () => {
  const other = await registerStand();
  try {
    for (const kind of ['QN', 'QA', 'NQ'] as const) await other.issued(kind);
    const n = await other.tx((tx) =>
      endCentre(tx, other.deps, { registerId: other.registers.centre, cause: 'ceased', knownAt: t0, actor }),
    );
    assert.equal(n, 4);
  } finally {
    await other.stop();
  }
});

test('ES-17.5a: when the root revokes a centre’s certificate, every qualified certificate under it ends in the same transaction, and nothing is issued any more', async () => {
  const other = await registerStand();
  try {
    await centreRevoked(other);
  } finally {
    await other.stop();
  }
});

async function centreRevoked(at: Stand): Promise<void> {
  await at.issued('QN');
  await at.issued('QL', 'TP');
  const before = await runningIn(at);
  const outcome = await at.tx((tx) =>
    endCertificate(tx, at.deps, {
      ...order(at.centreNumber, { ground: '16(7)', reason: 'cACompromise', basis: 'ES-16.7k' }),
      registerId: at.registers.root,
    }),
  );
  assert.ok(!isRefusal(outcome));
  assert.equal(outcome.under, before);
  assert.equal(await runningIn(at), 0);
  const rows = await at.tx((tx) =>
    tx.query<{ n: number }>(
      `SELECT count(DISTINCT xmin::text) AS n FROM certificate_end WHERE register_id = $1 AND record = $2 OR ground = '17(5)'`,
      [at.registers.root, outcome.record],
    ),
  );
  assert.deepEqual(rows, [{ n: 1 }]);
  assert.equal(codeOf(await at.issue(at.order('QN'))), 'ISS_ISSUER_ENDED');
  // OpenSSL hears it from both lists.
  const openssl = judge();
  try {
    const lists = [
      await at.tx((tx) => makeList(tx, at.issuers.ROOT, at.keys.ROOT, at.clock)),
      await at.tx((tx) => makeList(tx, at.issuers.ACA, at.keys.ACA, at.clock)),
    ];
    openssl.put('lists.pem', lists.map(({ der }) => pem('X509 CRL', der)).join(''));
    openssl.put('ROOT.pem', pem('CERTIFICATE', at.chain.certificates.ROOT.raw));
    openssl.put('ACA.pem', pem('CERTIFICATE', at.chain.certificates.ACA.raw));
    const { code, text } = openssl.run(
      'verify',
      '-attime',
      String(t0.getTime() / 1000 + 60),
      '-crl_check',
      '-CAfile',
      'ROOT.pem',
      '-CRLfile',
      'lists.pem',
      'ACA.pem',
    );
    assert.notEqual(code, 0);
    assert.match(text, /certificate revoked/);
  } finally {
    openssl[Symbol.dispose]();
  }
}
