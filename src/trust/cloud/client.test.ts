import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { isRefusal, type Refusal } from '../../platform/refusal.ts';
import { pemOf, provenKey } from '../issue/index.ts';
import { centre, issue, later } from '../verify/test-world.ts';
import { cloudClient, cloudPerson, type CloudStandIn, startCloudStandIn } from './index.ts';

// The client against the stand-in, over HTTP: what a service may answer, and what is made of it.

const now = later(30);
const person = cloudPerson('20704189900017', 'Сыдыков Айбек');
let cloud: CloudStandIn;
before(async () => {
  const made = await issue('QN', centre);
  cloud = await startCloudStandIn({
    people: [{ ...person, key: made.key, certificate: made.certificate }],
    now: () => now,
  });
});
after(() => cloud.stop());

const client = (timeoutMs = 10_000) => cloudClient({ ...cloud.settings, timeoutMs });
const mayUse = async (): Promise<Refusal | undefined> => undefined;
const signed = (code: string, timeoutMs?: number) =>
  client(timeoutMs).sign({ pin: person.pin, code, hash: Buffer.alloc(32, 7), now, mayUse });

test('the way of a signature: methods, code, authorisation, certificate, signature', async () => {
  assert.deepEqual(await client().methods(person.pin), ['sms', 'email']);
  assert.equal(await client().sendCode(person.pin, 'email'), undefined);
  assert.ok(Buffer.isBuffer(await signed(cloud.codeOf(person.pin)!)));
  assert.deepEqual(
    cloud.heard.map((one) => one.split(' ')[1]),
    ['get-auth-method', 'get-pin-code', 'account/auth', 'get-cert-info', 'get-sign/for-hash'].map(
      (route) => `/api/${route}`,
    ),
  );
  assert.ok(cloud.heard.every((one) => one.includes('"user-agent":"Makulduk"') && one.startsWith('POST')));
});

test('silence, a broken line, nonsense and refusals of the service are told apart', async () => {
  const cases = [
    ['silence', 'CLOUD_UNAVAILABLE'],
    ['cut', 'CLOUD_UNAVAILABLE'],
    [{ status: 500, body: { errorCode: 'X' } }, 'CLOUD_UNAVAILABLE'],
    [{ status: 401, body: { errorCode: 'KEY' } }, 'CLOUD_UNAVAILABLE'],
    [{ status: 302, body: {} }, 'CLOUD_UNAVAILABLE'],
    [{ status: 200, body: '<html>' }, 'CLOUD_ANSWER_WRONG'],
    [{ status: 200, body: `"${'x'.repeat(600_000)}"` }, 'CLOUD_ANSWER_WRONG'],
    [{ status: 200, body: {} }, 'CLOUD_ANSWER_WRONG'],
    [{ status: 200, body: { token: 't', isActive: false } }, 'CLOUD_KEY_INACTIVE'],
    [{ status: 400, body: { errorCode: 'A', inactiveReason: 'expired' } }, 'CLOUD_KEY_INACTIVE'],
    [{ status: 400, body: { errorCode: 'PIN_WRONG', errorMessage: 'PIN 20704189900017' } }, 'CLOUD_CODE_WRONG'],
    [{ status: 429, body: {} }, 'CLOUD_TOO_OFTEN'],
  ] as const;
  for (const [answer, refusal] of cases) {
    cloud.faults = [{ at: 'account/auth', answer }];
    const found = await signed('123456', answer === 'silence' ? 250 : undefined);
    assert.ok(isRefusal(found), JSON.stringify(answer).slice(0, 80));
    assert.equal(found.code, refusal, JSON.stringify(answer).slice(0, 80));
    assert.ok(found.law.length > 0 && !JSON.stringify(found).includes(person.pin), 'cited, and no PIN in it');
  }
  cloud.faults = [];
});

test('a certificate out of its term, or of somebody else, is not used', async () => {
  const info = {
    personIdnp: person.pin,
    validNotBefore: later(0).toISOString(),
    validNotAfter: later(90).toISOString(),
  };
  const cases = [
    [{ ...info, validNotAfter: later(29).toISOString() }, 'CLOUD_KEY_INACTIVE'],
    [{ ...info, validNotBefore: 'soon' }, 'CLOUD_KEY_INACTIVE'],
    [{ ...info, personIdnp: '10704189900016' }, 'CLOUD_OTHER_PERSON'],
    [{ ...info, personIdnp: undefined }, 'CLOUD_ANSWER_WRONG'],
  ] as const;
  for (const [body, refusal] of cases) {
    cloud.faults = [];
    await client().sendCode(person.pin, 'sms');
    cloud.faults = [{ at: 'get-cert-info', answer: { status: 200, body } }];
    const found = await signed(cloud.codeOf(person.pin)!);
    assert.ok(isRefusal(found));
    assert.equal(found.code, refusal);
    assert.ok(!cloud.heard.at(-1)!.includes('get-sign'), 'the key was not used');
  }
  cloud.faults = [];
});

test('without https nobody is called but the stand-in', async () => {
  const { insecure: _, ...settings } = cloud.settings;
  await assert.rejects(() => cloudClient(settings).methods(person.pin), RangeError);
});

test('the stand-in’s page: a request that a centre takes, a certificate only of that key, codes and no PINs', async () => {
  const page = await (await fetch(cloud.page)).text();
  assert.ok(page.includes('Сыдыков') && !page.includes(person.pin));
  const request = await (await fetch(`${cloud.page}request/0.csr`)).text();
  assert.match(request, /BEGIN CERTIFICATE REQUEST/);
  const proven = provenKey(Buffer.from(request), now);
  assert.ok(!isRefusal(proven), JSON.stringify(proven));
  const [mine] = cloud.people;
  const put = async (pem: string): Promise<number> =>
    (
      await fetch(`${cloud.page}certificate/0`, {
        method: 'POST',
        redirect: 'manual',
        body: new URLSearchParams({ certificate: pem }),
      })
    ).status;
  const stranger = await issue('QN', centre);
  assert.equal(await put(pemOf('CERTIFICATE', stranger.certificate.raw)), 422, 'of another key');
  assert.equal(await put('nonsense'), 422);
  assert.equal(await put(pemOf('CERTIFICATE', Buffer.from('nonsense'))), 422);
  assert.equal(await put(pemOf('CERTIFICATE', mine!.certificate!.raw)), 303);
  assert.equal((await fetch(`${cloud.page}nothing`)).status, 404);
});
