import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inventedCitizens } from '../../src/identity/index.ts';
import { parseTrust, verifyEvidence } from '../../src/record/index.ts';
import { ask, consentByPassword, recorded, subjectOf } from '../support/consenting.ts';
import { startPlatform, type TestPlatform, type Visitor } from '../support/platform.ts';

let t: TestPlatform;
let citizen: Visitor;
let officer: Visitor;
let subjectId: string;
const pin = inventedCitizens[0]!.claims['pin'] as string;

before(async () => {
  t = await startPlatform();
  [citizen, officer] = await Promise.all([t.signedIn('aibek@example.kg'), t.signedIn('dpo@salyk.example.kg')]);
  subjectId = await subjectOf(t, officer, pin);
});
after(() => t.stop());

test('CP-6c CP-10d-1 CP-10d-2 PD-9.1d: a consent by log-in session yields an evidence file that verifies offline', async () => {
  assert.deepEqual(
    (await ask(t, officer, { code: 'inform_by_email', subjectId, categories: ['email'] })).reason,
    'CONSENT_REQUIRED',
  );
  const given = await consentByPassword(t, citizen, 'inform_by_email', { beside: 'ru' });
  assert.equal(given.answer.status, 201, given.answer.body);
  const yes = await ask(t, officer, { code: 'inform_by_email', subjectId, categories: ['email'] });
  assert.equal(yes.allowed, true, JSON.stringify(yes));
  assert.equal(yes.consentId, given.consentId);

  await recorded(t);
  const file = await citizen.get(`/v1/me/consents/${given.consentId}/evidence.asice`);
  assert.equal(file.status, 200, file.body.slice(0, 500));
  const trust = parseTrust(readFileSync(join(t.dataFolder, 'trust.txt'), 'utf8'));
  const report = verifyEvidence(file.raw, { trust });
  assert.equal(
    report.verdict,
    'valid',
    JSON.stringify(
      report.checks.filter((check) => check.status !== 'met'),
      null,
      1,
    ),
  );
  const altered = Buffer.from(file.raw);
  altered[Math.floor(altered.length / 2)]! ^= 1;
  assert.notEqual(verifyEvidence(altered, { trust }).verdict, 'valid');

  const pdf = await citizen.get(`/v1/me/consents/${given.consentId}/document.pdf`);
  assert.equal(pdf.raw.subarray(0, 5).toString(), '%PDF-');
});

test('PD-9.4a CP-F-30: after a withdrawal by free words may is no at once, and what was done before stays lawful', async () => {
  const given = await consentByPassword(t, citizen, 'inform_by_email');
  const before = t.clock.now().toISOString();
  t.clock.advance(3_600_000);
  const done = await citizen.post(`/v1/me/consents/${given.consentId}/withdrawal`, {
    json: { application: 'Макулдугумду кайта сурап алам.' },
  });
  assert.equal(done.status, 200, done.body);
  const after = await ask(t, officer, { code: 'inform_by_email', subjectId, categories: ['email'] });
  assert.deepEqual([after.allowed, after.reason], [false, 'CONSENT_WITHDRAWN']);
  const then = await ask(t, officer, { code: 'inform_by_email', subjectId, categories: ['email'], at: before });
  assert.equal(then.allowed, true, JSON.stringify(then));
});
