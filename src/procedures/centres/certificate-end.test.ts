import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Actor, CaseNow, Data } from '../../cases/index.ts';
import { isRefusal, type Refusal } from '../../platform/refusal.ts';
import { centreStaff, person, scopeOf, stand } from '../test-stand.ts';
import { certificateTermination } from './certificate-termination.ts';
import { courtRevocation } from './court-revocation.ts';

// How certificates end before their time. The register of certificates is not there yet, so its answers are given here as facts,
// and what would be entered is seen as an effect; no requirement is claimed for the entry.

// Thursday, 11:00 in Bishkek.
const s = await stand('2027-03-11T05:00:00Z');
const registrar = centreStaff(s.holderId, 'registrar');
const owner = person(s.subjectId);
let state: 'active' | 'terminated' | 'revoked' = 'active';
let ownerSubjectId: string = s.subjectId;
const certificate = async () => ({
  certificate: { number: '01A2B3', centreId: s.holderId, ownerSubjectId, keySha256: 'a'.repeat(64), state },
});
const engine = s.engine({ 'certificate-termination': certificate, 'court-revocation': certificate });

const open = (procedure: string, by: Actor, data: Data): Promise<CaseNow | Refusal> =>
  s.db.tx(scopeOf(by), (tx) => engine.open(tx, { procedure, holderId: s.holderId, subjectId: s.subjectId, by, data }));
const act = (view: CaseNow, by: Actor, name: string, data: Data = {}): Promise<CaseNow | Refusal> =>
  s.db.tx(scopeOf(by), (tx) => engine.act(tx, { holderId: s.holderId, caseId: view.head.id, act: name, by, data }));
async function ok(result: Promise<CaseNow | Refusal>): Promise<CaseNow> {
  const value = await result;
  assert.ok(!isRefusal(value), JSON.stringify(value));
  return value;
}
async function refused(result: Promise<CaseNow | Refusal>, code: string): Promise<void> {
  const value = await result;
  assert.ok(isRefusal(value), `${code} was expected`);
  assert.equal(value.code, code);
}
const application = certificateTermination.acts['apply']!.example!;
const decision = courtRevocation.acts['register']!.example!;
const due = (view: CaseNow, name: string): string =>
  view.state.duties.find(({ duty }) => duty === name)!.due.toISOString();

test('on the owner’s application, or on paper at the centre, the entry is due by the end of the next working day', async () => {
  for (const by of [owner, registrar]) {
    const view = await ok(open('certificate-termination', by, application));
    // Friday 24:00; Monday would be the end of a term from Friday.
    assert.equal(due(view, 'entry'), '2027-03-12T18:00:00.000Z');
    const entered = await ok(act(view, registrar, 'enter'));
    assert.equal(entered.state.stage, 'TERMINATED');
    const [effect] = await s.effects(view.head.id, 'certificate.end');
    assert.deepEqual(
      [effect!.data['certificateNumber'], effect!.data['ground'], effect!.data['compromised']],
      ['01A2B3', '14(6)(2)', 'yes'],
    );
  }
});

test('only a certificate in force, and only its owner’s', async () => {
  state = 'terminated';
  await refused(open('certificate-termination', owner, application), 'CERTIFICATE_UNKNOWN');
  await refused(open('court-revocation', registrar, decision), 'CERTIFICATE_UNKNOWN');
  state = 'active';
  ownerSubjectId = s.holderId;
  await refused(open('certificate-termination', owner, application), 'NOT_THE_OWNER');
  ownerSubjectId = s.subjectId;
});

test('a court decision that is not in force is refused; one in force is carried out: notice first, then the entry, within one working day', async () => {
  await refused(
    open('court-revocation', registrar, { ...decision, inForceOn: '2027-03-12' }),
    'COURT_DECISION_NOT_IN_FORCE',
  );
  await refused(open('court-revocation', owner, decision), 'NOT_YOUR_ACT');
  const view = await ok(open('court-revocation', registrar, { ...decision, inForceOn: '2027-03-11' }));
  assert.equal(due(view, 'revocation'), '2027-03-12T18:00:00.000Z');
  await refused(act(view, registrar, 'enter'), 'REG_NOTICE_REQUIRED');
  assert.equal((await s.effects(view.head.id, 'certificate.end')).length, 0);
  await ok(act(view, registrar, 'notifyOwner', { way: 'electronic', proof: 'message No. 5' }));
  const entered = await ok(act(view, registrar, 'enter'));
  assert.equal(entered.state.stage, 'REVOKED');
  const acts = entered.history.acts;
  assert.ok(acts.at(-2)!.act === 'notifyOwner' && acts.at(-2)!.at <= acts.at(-1)!.at);
  assert.equal((await s.effects(view.head.id, 'certificate.end'))[0]!.data['ground'], '14(8)');
});

test('an entry not made by the end of the working day is late, and stays owed', async () => {
  const view = await ok(open('court-revocation', registrar, decision));
  s.clock.travelTo(new Date('2027-03-12T18:00:01Z'));
  const now = await s.db.tx(scopeOf(registrar), (tx) => engine.settle(tx, s.holderId, view.head.id));
  const duty = now!.state.duties.find((one) => one.duty === 'revocation')!;
  assert.deepEqual([duty.state, duty.late], ['open', true]);
});
