import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { consentByPassword } from '../support/consenting.ts';
import { startPlatform, type TestPlatform } from '../support/platform.ts';

let t: TestPlatform;
before(async () => {
  t = await startPlatform();
});
after(() => t.stop());

test('every decision has a machine-readable receipt whose terms all stand in the pinned context', async () => {
  const citizen = await t.signedIn('aibek@example.kg');
  const given = await consentByPassword(t, citizen, 'inform_by_email');
  const declined = await citizen.post(`/v1/me/purposes/${t.sandbox.purposes['access_to_services']}/refusal`);
  const context = (await t.visitor().get('/contexts/consent-receipt-v1.jsonld')).json<{
    '@context': Record<string, unknown>;
  }>()['@context'];
  for (const [id, status] of [
    [given.consentId, 'ConsentGiven'],
    [declined.json<{ consentId: string }>().consentId, 'ConsentRefused'],
  ]) {
    const answer = await citizen.get(`/v1/me/consents/${id}/receipt.jsonld`);
    assert.match(String(answer.headers['content-type']), /application\/ld\+json/);
    const receipt = answer.json<Record<string, unknown>>();
    assert.equal(receipt['status'], status);
    assert.deepEqual(
      Object.keys(receipt).filter((key) => !key.startsWith('@') && !(key in context)),
      [],
    );
    assert.ok(!answer.body.includes('Сыдыков'), 'a receipt names nobody');
  }
});
