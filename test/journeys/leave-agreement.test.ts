import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { systemScope } from '../../src/platform/db/index.ts';
import { parseTrust, verifyEvidence } from '../../src/record/index.ts';
import { acceptAgreement, ask, consentByPassword, prepare, recorded, subjectOf } from '../support/consenting.ts';
import { password, startPlatform, type TestPlatform, type Visitor } from '../support/platform.ts';
import { accepted, aibekPin, refused } from '../requirements-pd/stand.ts';

// What makes a password a signature is an agreement, and an agreement may be left.

let t: TestPlatform;
let person: Visitor;
let path: string;
const code = 'inform_by_email';

before(async () => {
  t = await startPlatform();
  person = await t.signedIn('aibek@example.kg');
  path = `/v1/holders/${t.sandbox.holderId}/agreement/acceptance`;
});
after(() => t.stop());

const begin = async (): Promise<{ draftId: string; signingId: string; offered: string[] }> => {
  const { draft, protocolId } = await prepare(t, person, code);
  const { draftId, manifestHash } = accepted<{ draftId: string; manifestHash: string }>(draft);
  const { signingId, offered } = accepted<{ signingId: string; offered: string[] }>(
    await person.post('/v1/me/signings', { json: { protocolId, manifestHash, holderId: t.sandbox.holderId } }),
  );
  return { draftId, signingId, offered };
};
const sign = ({ draftId, signingId }: { draftId: string; signingId: string }) =>
  person.post('/v1/me/consents', { json: { draftId, signingId, password } });

test('who leaves the agreement signs nothing more, not even what was begun; earlier signatures keep their force and proof', async () => {
  refused(await person.delete(path), 'AGREEMENT_NOT_ACCEPTED', 'ES-9.3a');
  const { consentId } = await consentByPassword(t, person, code);
  assert.notEqual(consentId, '');
  const begun = await begin();
  assert.equal(accepted(await person.delete(path))['at'], t.clock.now().toISOString());

  refused(await sign(begun), 'SIGN_NO_BASIS', 'ES-9.3a');
  // ES-6.1a: what is left is a qualified signature, which needs no agreement.
  const anew = await begin();
  assert.deepEqual(anew.offered, ['qualified']);
  refused(await sign(anew), 'SIGN_NO_BASIS', 'ES-6.2a');
  refused(await person.delete(path), 'AGREEMENT_NOT_ACCEPTED');
  const shown = accepted<{ accepted: unknown }>(await person.get(path.replace('/acceptance', '')));
  assert.equal(shown.accepted, null);

  const dpo = await t.signedIn('dpo@salyk.example.kg');
  const subjectId = await subjectOf(t, dpo, aibekPin);
  assert.equal((await ask(t, dpo, { code, subjectId, categories: ['email'] })).reason, 'CONSENT');
  await recorded(t);
  const file = await person.get(`/v1/me/consents/${consentId}/evidence.asice`);
  const report = verifyEvidence(file.raw, {
    trust: parseTrust(readFileSync(join(t.dataFolder, 'trust.txt'), 'utf8')),
  });
  assert.equal(report.verdict, 'valid', JSON.stringify(report.checks.filter((check) => check.status !== 'met')));

  // The leaving is on record, the acceptance it ended stays as evidence, and withdrawing needs no signature.
  const rows = await t.database.owner.query<{ ended: boolean; type: string }>(
    systemScope('a test looks behind the curtain'),
    'SELECT a.ended_at IS NOT NULL AS ended, j.type FROM agreement_acceptance a JOIN journal j ON j.entry_id = a.end_entry_id',
  );
  assert.deepEqual(rows, [{ ended: true, type: 'identity.agreement-left' }]);
  accepted(await person.post(`/v1/me/consents/${consentId}/withdrawal`, { json: {} }));
});

test('the page of the agreement lets it be left, and accepted again', async () => {
  const page = `/agreement/${t.sandbox.holderId}?lang=en`;
  await acceptAgreement(t, person);
  assert.match((await person.get(page)).body, /Leave the agreement/);
  const left = await person.post(`/agreement/${t.sandbox.holderId}/leaving`, { form: {} });
  assert.equal(left.status, 303);
  const open = (await person.get(page)).body;
  assert.doesNotMatch(open, /Leave the agreement/);
  assert.match(open, /name="accepted"/);
  await acceptAgreement(t, person);
  assert.equal((await sign(await begin())).status, 201);
});
