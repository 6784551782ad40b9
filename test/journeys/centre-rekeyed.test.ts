import assert from 'node:assert/strict';
import { createPrivateKey } from 'node:crypto';
import { after, test } from 'node:test';
import { approveOrder, centreStand, ok } from '../../src/procedures/centres/test-centre.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { newHolder } from '../../src/wiring/test-applicants.ts';
import { consentByCertificate } from '../support/consenting.ts';
import { centreLife } from '../support/centre-life.ts';

// A centre that has changed its key in good order: what it issued before is as good as what it issues now.

const s = await centreStand(systemClock.real().toISOString());
after(() => s.stop());
const life = await centreLife(s);

test('a consent is signed with a certificate of the key that its centre had before as with one of the new key, each with its status', async () => {
  const { centre, at, case_ } = await life.newAccredited();
  const certified = async () => {
    const { request, keyPem } = await newHolder();
    return { certificate: (await at.issued({ request })).certificate, key: createPrivateKey(keyPem) };
  };
  const before = await certified();
  const act = life.in(centre, case_.id);
  const asked = await centre.head.post(`/v1/centres/${centre.id}/key-requests`);
  ok(await act(centre.head, 'fileRequest', { request: asked.json<{ request: string }>().request }));
  await approveOrder(s, centre, case_.id);
  ok(await act(s.officer, 'issueRoot', {}));
  const since = await certified();
  const [old, anew] = [before, since].map(({ certificate }) => certificate);
  assert.equal(old!.issuer.key, anew!.issuer.key);
  assert.notDeepEqual(old!.authorityKey!.keyId, anew!.authorityKey!.keyId);
  await s.travel(life.later(0, 1).toISOString());
  for (const who of [before, since]) {
    const given = await consentByCertificate(s, life.applicant, who);
    assert.equal(given.status, 201, given.body);
  }
});
