import assert from 'node:assert/strict';
import { createPublicKey } from 'node:crypto';
import { after, before, test } from 'node:test';
import { inventedCitizens } from '../../src/identity/index.ts';
import { type CloudPerson, cloudPerson, type CloudStandIn, startCloudStandIn } from '../../src/trust/cloud/index.ts';
import { testCentre } from '../support/centre.ts';
import { certificateSteps } from '../support/consenting.ts';
import { type Answer, startPlatform, type TestPlatform, type Visitor } from '../support/platform.ts';
import { count, journalled, refused } from './support.ts';

// A key that a service keeps, and somebody who guesses its code, over HTTP.

let t: TestPlatform;
let cloud: CloudStandIn;
let hers: CloudPerson;
before(async () => {
  let now = (): Date => new Date('2026-11-23T04:00:00Z');
  const { claims } = inventedCitizens[0]!;
  hers = cloudPerson(String(claims['pin']), String(claims['name']));
  cloud = await startCloudStandIn({ people: [hers], now: () => now() });
  t = await startPlatform({ cloud });
  now = () => t.clock.now();
  const spki = createPublicKey(hers.key).export({ format: 'der', type: 'spki' });
  hers.certificate = (await (await testCentre(t)).issue(0, {}, { spki })).certificate;
});
after(async () => {
  await t.stop();
  await cloud.stop();
});

const begin = (who: Visitor) => certificateSteps(t, who).begin();
const send = (who: Visitor, { draftId, signingId }: Awaited<ReturnType<typeof begin>>, code: string): Promise<Answer> =>
  who.post('/v1/me/consents', { json: { draftId, signingId, byCloud: { code } } });
async function codeFor(who: Visitor): Promise<string> {
  const asked = await who.post('/v1/me/cloud-key/code', { json: { method: 'sms' } });
  assert.equal(asked.status, 202, asked.body);
  return cloud.codeOf(hers.pin)!;
}

test('ES-10.1a: wrong codes up to the limit lock the key: the right code signs nothing, many at once neither, until a new log-in; no code and no key is in a log', async () => {
  const guesser = await t.signedIn('aibek@example.kg', '10.6.0.1');
  const begun = await begin(guesser);
  const tried = [1, 2, 3, 4, 5, 6, 7].map((at) => `Qz7Wrng${at}`);
  await codeFor(guesser);
  const answers = await Promise.all(
    tried.map(async (wrong) => (await send(guesser, begun, wrong)).json<{ code: string }>()),
  );
  const codes = answers.map(({ code }) => code);
  assert.equal(codes.filter((one) => one === 'SIGN_KEY_LOCKED').length, 2, codes.join(' '));
  const right = await codeFor(guesser);
  refused(await send(guesser, begun, right), 'SIGN_KEY_LOCKED', 'ES-10.1a');
  assert.equal(await count(t, 'consent'), 0);
  assert.ok(!cloud.heard.some((one) => one.includes('get-sign/for-hash')), 'the key was not used');
  assert.equal((await journalled(t, 'identity.key-locked')).length, 1);
  // The owner proves anew who they are, and is told what is theirs to keep.
  const owner = await t.signedIn('aibek@example.kg', '10.6.0.2');
  const given = await send(owner, await begin(owner), right);
  assert.equal(given.status, 201, given.body);
  const page = await owner.get('/me/certificates/uses?lang=ru');
  assert.ok(page.body.includes('Конфиденциальность ключа обеспечиваете вы сами'));
  const log = t.log.join('\n');
  const { d } = hers.key.export({ format: 'jwk' });
  for (const secret of [...tried, d!, hers.pin]) assert.ok(!log.includes(secret), secret);
  assert.doesNotMatch(log, new RegExp(`(?<![0-9])${right}(?![0-9])`));
});
