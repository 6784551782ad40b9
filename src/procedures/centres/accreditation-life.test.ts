import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { holderScope, publicScope, systemScope } from '../../platform/db/index.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { accreditationExamples } from './accreditation-examples-data.ts';
import {
  act,
  accredited,
  apply,
  approveOrder,
  casesOf,
  type CaseView,
  centreBody,
  centreStand,
  duty,
  list,
  ok,
  refused,
  rowOf,
  signedAct,
  type TestCentre,
} from './test-centre.ts';

// What becomes of an accreditation, over HTTP, with the public lists read by somebody without an account. Law time goes on from test to test.

const s = await centreStand('2027-03-01T04:00:00Z');
after(() => s.stop());
const procedure = 'accreditation';
const by = (centre: TestCentre, { id }: Pick<CaseView, 'id'>) => ({
  officer: async (name: string, data: object = {}) => signedAct(s, s.officer, centre, id, name, data),
  head: async (name: string, data: object = {}) => act(centre.head, centre, procedure, id, name, data),
  read: async () => ok(await s.officer.get(`${casesOf(centre, procedure)}/${id}`)),
});
const warning = (fixUntil: string, ...breaches: string[]) => ({
  number: 'W-4',
  breaches: (breaches.length === 0 ? ['One employee only is left.'] : breaches).map((breach) => ({ breach })),
  fixUntil,
});
const eliminated = (...numbers: number[]) => ({
  eliminated: numbers.map((breachNumber) => ({ breachNumber, evidence: 'Order No. 4' })),
});
const sent = { way: 'electronic', proof: 'No. 5' };

test('ES-16.5a: the decision is in time until the end of the thirtieth day, and overdue after it', async () => {
  const [first, second] = [await s.newCentre(), await s.newCentre()];
  const [a, b] = [ok(await apply(first)), ok(await apply(second))];
  assert.equal(duty(a, 'decision')!.dueAt, '2027-03-31T18:00:00.000Z');
  await s.travel('2027-03-31T17:59:00Z');
  const inTime = ok(await by(first, a).officer('accredit', { number: '7' }));
  assert.deepEqual([duty(inTime, 'decision')!.state, duty(inTime, 'decision')!.late], ['done', false]);
  await s.travel('2027-04-01T04:00:00Z');
  const overdue = await by(second, b).read();
  assert.equal(duty(overdue, 'decision')!.late, true);
  // Nothing is decided by the passing of time.
  assert.equal(overdue.stage, 'FILED');
  const tasks = (await s.officer.get('/v1/tasks')).json<{
    items: { caseId: string; duty: string; overdue: boolean }[];
  }>();
  assert.equal(tasks.items.find(({ caseId, duty: name }) => caseId === b.id && name === 'decision')!.overdue, true);
  assert.equal(duty(ok(await by(second, b).officer('accredit', { number: '8' })), 'decision')!.late, true);
});

test('ES-16.5b ES-16.5c: notice and certificate of accreditation within ten days of the decision, each with what proves its delivery', async () => {
  const centre = await s.newCentre();
  const c = by(centre, ok(await apply(centre)));
  const decided = ok(await c.officer('accredit', { number: '7' }));
  for (const name of ['notice', 'certificate']) assert.equal(duty(decided, name)!.dueAt, '2027-04-11T18:00:00.000Z');
  await s.travel('2027-04-11T17:00:00Z');
  assert.equal((await c.officer('notify', { way: 'electronic' })).status, 400, 'no notice without its proof');
  const notified = ok(await c.officer('notify', sent));
  assert.equal(duty(notified, 'notice')!.late, false);
  await s.travel('2027-04-12T04:00:00Z');
  assert.equal(duty(await c.read(), 'certificate')!.late, true);
  await approveOrder(s, centre, decided.id, 'KG-17');
  const handed = ok(await c.officer('handOver', { certificateNumber: 'KG-17', proof: 'receipt' }));
  assert.deepEqual([duty(handed, 'certificate')!.state, duty(handed, 'certificate')!.late], ['done', true]);
  const certificate = handed.documents.find(({ kind }) => kind === 'accreditation-certificate')!;
  const read = await centre.head.get(`${casesOf(centre, procedure)}/${handed.id}/documents/${certificate.seq}`);
  const { content } = read.json<{ content: Record<string, string> }>();
  assert.deepEqual(
    [content['number'], content['on'], content['centre'], content['untilAt']],
    ['KG-17', '2027-04-01', centre.id, '2032-04-01T18:00:00.000Z'],
  );
  assert.equal(rowOf(await list(s, 'accredited'), centre)!.accreditation['certificateNumber'], 'KG-17');
  const other = await s.newCentre();
  const d = by(other, ok(await apply(other)));
  const second = ok(await d.officer('accredit', { number: '9' }));
  await approveOrder(s, other, second.id, 'KG-17');
  refused(await d.officer('handOver', { certificateNumber: 'KG-17', proof: 'x' }), 'CERTIFICATE_NUMBER_TAKEN');
  assert.equal(duty(await d.read(), 'certificate')!.state, 'open', 'the act fell as a whole');
});

test('ES-16.5f: the written notice of refusal within ten days', async () => {
  const centre = await s.newCentre();
  const c = by(centre, ok(await apply(centre, { means: ['none'] })));
  const reasons = [{ ground: 'ACC_TOOLS', explanation: 'The means are not on the list.' }];
  const refusal = ok(await c.officer('refuse', { number: '8', reasons }));
  assert.equal(duty(refusal, 'refusalNotice')!.dueAt, '2027-04-22T18:00:00.000Z');
  await s.travel('2027-04-23T04:00:00Z');
  const late = ok(await c.officer('sendRefusal', sent));
  assert.deepEqual([duty(late, 'refusalNotice')!.state, duty(late, 'refusalNotice')!.late], ['done', true]);
});

test('ES-8.3.1a ES-8.3.1b: the directory names each accredited centre with its address, and none comes on record without one', async () => {
  const centre = await s.newCentre();
  const before = '2027-04-23T03:59:00Z';
  assert.equal(rowOf(await list(s, 'accredited'), centre), undefined);
  await accredited(s, centre);
  const row = rowOf(await list(s, 'accredited'), centre)!;
  assert.match(row.centre.name.en, /^Centre /);
  assert.equal(row.centre.address.en, 'Bishkek');
  assert.equal(rowOf(await list(s, 'accredited', before), centre), undefined, 'as of before');
  const bare = { ...centreBody('bare'), address: { ky: ' ', ru: '', en: '' } };
  refused(await s.officer.post('/v1/authority/centres', { json: bare }), 'CENTRE_ADDRESS_MISSING', 'ES-8.3.1b');
  const { code: _code, kind: _kind, registrationNumber: _number, ...particulars } = centreBody('moved');
  await s.travel('2027-04-24T04:00:00Z');
  const path = `/v1/authority/centres/${centre.id}/particulars`;
  const blank = { ...particulars, address: { ky: '', ru: '', en: '' } };
  refused(await s.officer.post(path, { json: blank }), 'CENTRE_ADDRESS_MISSING');
  const moved = { ...particulars, address: { ky: 'Ош ш.', ru: 'г. Ош', en: 'Osh' } };
  assert.equal((await s.officer.post(path, { json: moved })).status, 200);
  assert.equal(rowOf(await list(s, 'accredited'), centre)!.centre.address.en, 'Osh');
  assert.equal(rowOf(await list(s, 'accredited', '2027-04-23T10:00:00Z'), centre)!.centre.address.en, 'Bishkek');
});

test('ES-16.7e ES-16.7g ES-8.3.4: a warning states the term, suspends, and the list shows it while it lasts and afterwards', async () => {
  const centre = await s.newCentre();
  const c = by(centre, await accredited(s, centre));
  const { fixUntil: _none, ...termless } = warning('2027-06-30');
  assert.equal((await c.officer('warn', termless)).status, 400);
  refused(await c.officer('warn', warning('2027-04-24')), 'ACC_DAY_PAST', 'ES-16.7e');
  await s.travel('2027-05-03T04:00:00Z');
  const warned = ok(await c.officer('warn', warning('2027-06-30')));
  assert.equal(warned.stage, 'SUSPENDED');
  assert.ok(warned.documents.some(({ kind }) => kind === 'accreditation-warning'));
  refused(await c.officer('warn', warning('2027-06-30')), 'ACC_SUSPENDED_ALREADY');
  const during = rowOf(await list(s, 'suspended'), centre)!;
  assert.deepEqual(
    [during.standing.since, during.standing.until, during.standing.fixUntil],
    ['2027-05-03T04:00:00.000Z', null, '2027-06-30T18:00:00.000Z'],
  );
  assert.equal(rowOf(await list(s, 'accredited'), centre)!.standing.state, 'suspended');
  await s.travel('2027-05-10T04:00:00Z');
  ok(await c.head('reportEliminated', eliminated(1)));
  ok(await c.officer('resume', { number: '9' }));
  const history = rowOf(await list(s, 'suspended'), centre)!;
  assert.deepEqual(
    [history.standing.since, history.standing.until],
    ['2027-05-03T04:00:00.000Z', '2027-05-10T04:00:00.000Z'],
  );
  assert.equal(rowOf(await list(s, 'accredited'), centre)!.standing.state, 'active');
  // As of the days before, during and after.
  assert.equal(rowOf(await list(s, 'suspended', '2027-05-02T04:00:00Z'), centre), undefined);
  const then = rowOf(await list(s, 'suspended', '2027-05-05T04:00:00Z'), centre)!;
  assert.equal(then.standing.until, null);
  assert.equal(rowOf(await list(s, 'accredited', '2027-05-05T04:00:00Z'), centre)!.standing.state, 'suspended');
  assert.equal(rowOf(await list(s, 'accredited', '2027-05-02T04:00:00Z'), centre)!.standing.state, 'active');
});

test('ES-16.7h ES-16.7i: the centre reports every breach eliminated within the term; the authority may inspect but need not', async () => {
  const centre = await s.newCentre();
  const c = by(centre, await accredited(s, centre));
  ok(await c.officer('warn', warning('2027-06-30', 'Staff', 'Cover')));
  refused(await c.officer('resume', { number: '9' }), 'NOT_ITS_TURN');
  refused(await c.head('reportEliminated', eliminated(1)), 'ACC_BREACH_NOT_COVERED', 'ES-16.7h');
  const reported = ok(await c.head('reportEliminated', eliminated(1, 2)));
  assert.equal(duty(reported, 'verification')!.state, 'open');
  assert.equal(duty(reported, 'verification')!.of, 'authority');
  const may = (view: CaseView) => view.possible.map((one) => one.act);
  const seen = await c.read();
  assert.ok(may(seen).includes('inspect') && may(seen).includes('resume'), 'an inspection is offered, not forced');
  const checked = { number: '3', kind: 'elimination', findings: 'Eliminated.', outcome: 'in_order' };
  assert.ok(may(ok(await c.officer('inspect', checked))).includes('resume'));
  assert.equal(ok(await c.officer('resume', { number: '9' })).stage, 'ACCREDITED');
});

test('ES-16.7j: the end of the warning’s term alone resumes nothing', async () => {
  const centre = await s.newCentre();
  const c = by(centre, await accredited(s, centre));
  ok(await c.officer('warn', warning('2027-05-20')));
  ok(await c.head('reportEliminated', eliminated(1)));
  await s.travel('2027-05-25T04:00:00Z');
  assert.equal((await c.read()).stage, 'SUSPENDED');
  assert.equal(rowOf(await list(s, 'accredited'), centre)!.standing.state, 'suspended');
  ok(await c.officer('resume', { number: '9' }));
  assert.equal(rowOf(await list(s, 'accredited'), centre)!.standing.state, 'active');
});

test('ES-8.3.3: revoked when the term has passed unused, not before; the list and the directory say so in the same moment', async () => {
  const centre = await s.newCentre();
  const c = by(centre, await accredited(s, centre));
  ok(await c.officer('warn', warning('2027-06-10')));
  const decision = { number: '10', reasons: 'Not eliminated.' };
  refused(await c.officer('revoke', decision), 'ACC_FIX_TERM_RUNS', 'ES-16.7k');
  await s.travel('2027-06-11T04:00:00Z');
  const lapsed = await c.read();
  assert.equal(lapsed.acts.at(-1)!.act, 'lapse');
  assert.equal(duty(lapsed, 'revocation')!.of, 'authority');
  refused(await c.head('reportEliminated', eliminated(1)), 'ACC_FIX_TERM_OVER');
  refused(await c.officer('resume', { number: '9' }), 'NOT_ITS_TURN');
  const revoked = ok(await c.officer('revoke', decision));
  assert.equal(revoked.stage, 'REVOKED');
  const row = rowOf(await list(s, 'revoked'), centre)!;
  assert.deepEqual([row.standing.since, row.standing.law], ['2027-06-11T04:00:00.000Z', 'ES-16.7k']);
  assert.equal(rowOf(await list(s, 'accredited'), centre), undefined);
  assert.equal(rowOf(await list(s, 'accredited', '2027-06-11T03:59:59Z'), centre)!.standing.state, 'suspended');
  assert.equal(rowOf(await list(s, 'revoked', '2027-06-11T03:59:59Z'), centre), undefined);
  ok(await apply(centre));
});

test('ES-8.2.1b ES-8.2.1c: an inspection stands in the case; a breach found cannot be passed over without a warning', async () => {
  const centre = await s.newCentre();
  const c = by(centre, await accredited(s, centre));
  const inspection = { number: '3', kind: 'unplanned', findings: 'One employee.', outcome: 'breach' };
  const found = ok(await c.officer('inspect', inspection));
  assert.equal(found.acts.at(-1)!.data['findings'], 'One employee.');
  assert.ok(found.documents.some(({ kind }) => kind === 'inspection-report'));
  assert.equal(duty(found, 'warning')!.state, 'open');
  refused(await c.officer('inspect', { ...inspection, outcome: 'in_order' }), 'ACC_WARNING_OWED', 'ES-8.2.1c');
  const warned = ok(await c.officer('warn', warning('2027-07-30')));
  assert.equal(duty(warned, 'warning')!.state, 'done');
  ok(await c.officer('inspect', { ...inspection, outcome: 'in_order' }));
});

test('ES-16.7a ES-16.7b: one of two employees leaves: the breach shows, and the notice is owed at once and stays owed', async () => {
  const centre = await s.newCentre();
  const c = by(centre, await accredited(s, centre));
  const [one] = accreditationExamples.apply.staff;
  const both = ok(await c.head('recordStaff', { staff: accreditationExamples.apply.staff, on: '2027-06-11' }));
  assert.equal(duty(both, 'circumstances'), undefined);
  const left = ok(await c.head('recordStaff', { staff: [one], on: '2027-06-11' }));
  assert.equal(left.acts.at(-1)!.act, 'staffBreach');
  await s.travel('2027-06-11T04:00:01Z');
  assert.deepEqual(
    [duty(await c.read(), 'circumstances')!.state, duty(await c.read(), 'circumstances')!.late],
    ['open', true],
  );
  await s.travel('2027-06-20T04:00:00Z');
  assert.equal(duty(await c.read(), 'circumstances')!.state, 'open');
  const told = ok(await c.head('reportCircumstances', accreditationExamples.circumstances));
  assert.equal(duty(told, 'circumstances')!.state, 'done');
});

test('ES-2.8 ES-15.1: accredited is who stands in the authority’s record; a centre cannot put itself there', async () => {
  const centre = await s.newCentre();
  const self = { name: 'x', email: null };
  for (const path of ['/v1/authority/centres', `/v1/authority/centres/${centre.id}/particulars`])
    assert.equal((await centre.head.post(path, { json: self })).status, 403);
  const standing = (await s.visitor().get(`/v1/centres/${centre.id}`)).json<{ accreditation: unknown }>();
  assert.equal(standing.accreditation, null);
  // Not even a fault of the program under the centre's own scope could write it.
  const insert = (state: string, scope: Parameters<typeof s.platform.db.tx>[0]) =>
    s.platform.db.query(
      scope,
      `INSERT INTO accreditation_standing (accreditation_id, number, centre_id, state, since, law, document, journal_entry_id)
       SELECT id, 99, $1, $2, now(), 'ES-16.5a', '{}', $3 FROM accreditation LIMIT 1`,
      [centre.id, state, uuidv7()],
    );
  for (const scope of [holderScope(centre.id), publicScope()])
    for (const state of ['active', 'suspended', 'revoked'])
      await assert.rejects(insert(state, scope), /row-level security/);
  await assert.rejects(
    s.platform.db.query(
      holderScope(centre.id),
      `INSERT INTO accreditation (id, centre_id, decision_number, decided_at, until_at) VALUES ($1, $2, '1', now(), now() + interval '5 years')`,
      [uuidv7(), centre.id],
    ),
    /row-level security/,
  );
});

test('the term ends by itself, whoever looks first; the lists know it even before a clock has fired', async () => {
  const centre = await s.newCentre();
  const c = by(centre, await accredited(s, centre, { requestedYears: 1 }));
  const end = '2028-06-20T18:00:00.000Z';
  assert.equal(rowOf(await list(s, 'accredited'), centre)!.accreditation['untilAt'], end);
  s.clock.set(end);
  assert.equal(rowOf(await list(s, 'accredited'), centre)!.standing.state, 'active');
  s.clock.set('2028-06-20T18:00:00.001Z');
  assert.equal(rowOf(await list(s, 'accredited'), centre), undefined);
  // The centre's own attempt writes the end down, under the centre's own rights.
  assert.equal(refused(await c.head('renewCover', accreditationExamples.cover), 'CASE_ENDED')['code'], 'CASE_ENDED');
  assert.equal((await c.read()).stage, 'EXPIRED');
  const row = rowOf(await list(s, 'expired'), centre)!;
  assert.deepEqual([row.standing.since, row.standing.law], ['2028-06-20T18:00:00.001Z', 'ES-16.2b']);
  assert.equal(rowOf(await list(s, 'accredited', end), centre)!.standing.state, 'active');
  const journalled = await s.database.owner.query(
    systemScope('test'),
    `SELECT 1 FROM journal WHERE type = 'centre.standing-changed' AND holder_id = $1`,
    [centre.id],
  );
  assert.equal(journalled.length, 2);
});
