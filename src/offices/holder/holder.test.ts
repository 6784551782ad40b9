import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { after, before, test } from 'node:test';
import { inventedCitizens } from '../../identity/index.ts';
import { systemScope } from '../../platform/db/index.ts';
import { langs } from '../../platform/text.ts';
import { ask, consentByPassword, recorded, subjectOf } from '../../../test/support/consenting.ts';
import { startPlatform, type TestPlatform, type Visitor } from '../../../test/support/platform.ts';
import { formOf } from './test-forms.ts';

// The holder's office as its staff uses it: plain forms, no script.

let t: TestPlatform;
let clerk: Visitor;
let officer: Visitor;
let administrator: Visitor;
let subject: string;
const pin = inventedCitizens[0]!.claims['pin'] as string;
const mail = 'inform_by_email';

before(async () => {
  t = await startPlatform();
  clerk = await t.signedIn('clerk@salyk.example.kg');
  officer = await t.signedIn('dpo@salyk.example.kg');
  administrator = await t.signedIn('admin@salyk.example.kg');
  subject = await subjectOf(t, clerk, pin);
});
after(() => t.stop());

const entries = (type: string) =>
  t.database.owner.query<{ body: { actor: { id: string }; subject?: string; data: Record<string, unknown> } }>(
    systemScope('test'),
    `SELECT convert_from(body, 'UTF8')::json AS body FROM journal WHERE type = $1`,
    [type],
  );
const withCsrf = (visitor: Visitor, form: Record<string, string | string[]>) => ({
  form: { ...form, _csrf: visitor.csrf },
});
const given = async (code = mail) => {
  const citizen = await t.signedIn('aibek@example.kg');
  const made = await consentByPassword(t, citizen, code);
  assert.equal(made.answer.status, 201, made.answer.body);
  return made.consentId;
};

test('every page of the office answers in three languages to those who may see it', async () => {
  const purposeId = t.sandbox.purposes[mail]!;
  const consentId = await given();
  const pages: [Visitor, string][] = [
    ...[
      '',
      '/purposes',
      `/purposes/${purposeId}`,
      '/policy',
      '/consents',
      `/consents/${subject}/${consentId}`,
      `/consents/${subject}/${consentId}/withdrawal`,
      '/paper',
      '/paper/person/new',
      `/paper/new?subject=${subject}`,
      `/paper/new?subject=${subject}&purpose=${purposeId}`,
      '/representations',
      '/data',
      '/data/new',
    ].map((path): [Visitor, string] => [clerk, path]),
    ...[
      '/purposes/new',
      `/purposes/${purposeId}/new-version`,
      `/grounds/new?purpose=${purposeId}`,
      `/grounds/new?purpose=${purposeId}&code=PD-5.1-2a`,
      `/consents/${subject}/${consentId}/obligation`,
    ].map((path): [Visitor, string] => [officer, path]),
    ...['/clients', '/staff'].map((path): [Visitor, string] => [administrator, path]),
  ];
  for (const [visitor, path] of pages)
    for (const lang of langs) {
      const page = await visitor.get(`/holder${path}${path.includes('?') ? '&' : '?'}lang=${lang}`);
      assert.equal(page.status, 200, `${path} ${lang}: ${page.status}`);
      assert.match(page.body, new RegExp(`<html[^>]*lang="${lang}"`));
      assert.equal(page.body.match(/<h1/g)?.length, 1, `${path}: one h1`);
      assert.doesNotMatch(page.body, /undefined|\[object|\bNaN\b/, path);
      assert.ok(!page.body.includes(pin), `${path} shows no PIN`);
    }
});

test('staff without the role, citizens and strangers are kept out of every page', async () => {
  const citizen = await t.signedIn('aibek@example.kg');
  for (const path of [
    '/holder/staff',
    '/holder/clients',
    '/holder/purposes/new',
    `/holder/grounds/new?purpose=${t.sandbox.purposes[mail]}`,
  ])
    assert.equal((await clerk.get(path)).status, 403, path);
  for (const path of ['/holder/staff', '/holder/clients']) assert.equal((await officer.get(path)).status, 403, path);
  for (const path of ['/holder/paper', '/holder/purposes/new', '/holder/representations', '/holder/data/new'])
    assert.equal((await administrator.get(path)).status, 403, path);
  for (const path of ['/holder', '/holder/consents', '/holder/paper', '/holder/staff']) {
    assert.equal((await citizen.get(path)).status, 403, path);
    assert.equal((await t.visitor().get(path)).status, 303, `${path}: a stranger signs in first`);
  }
  const officerOfAuthority = await t.signedIn('officer@authority.example.kg');
  assert.equal((await officerOfAuthority.get('/holder/consents')).status, 403);
});

test('a form without its token is refused', async () => {
  assert.equal(
    (
      await officer.post('/holder/consents/person', {
        form: { pin, _csrf: 'forged' },
        headers: { 'x-csrf-token': 'forged' },
      })
    ).status,
    403,
  );
});

test('a person is found by a posted PIN, which stands in no address; the look is journalled, the vain one too', async () => {
  const start = (await entries('subject.looked-up')).length;
  const page = await clerk.get('/holder/consents');
  const found = await clerk.post(
    '/holder/consents/person',
    withCsrf(clerk, { ...formOf(page.body, '/holder/consents/person'), pin }),
  );
  assert.equal(found.status, 303);
  assert.equal(found.headers.location, `/holder/consents?subject=${subject}`);
  assert.ok(!String(found.headers.location).includes(pin));
  const vain = await clerk.post('/holder/consents/person', withCsrf(clerk, { pin: '21401189900019' }));
  assert.equal(vain.status, 404);
  assert.match(vain.body, /value="21401189900019"/, 'what was typed is still there');
  const wrong = await clerk.post('/holder/consents/person', withCsrf(clerk, { pin: '12' }));
  assert.equal(wrong.status, 422);
  assert.match(wrong.body, /href="#pin"/);
  const looks = await entries('subject.looked-up');
  assert.equal(looks.length - start, 2, 'a number that is none is no look');
  const clerkId = t.sandbox.logins.find((one) => one.who === 'clerk')!.accountId;
  assert.ok(looks.every((one) => one.body.actor.id === clerkId));
  assert.ok(looks.some((one) => one.body.subject === subject && one.body.data['found'] === true));
  assert.ok(looks.some((one) => one.body.subject === undefined && one.body.data['found'] === false));
});

test('CP-F-30: a free-form application at the counter withdraws the consent; no template and no reason is asked', async () => {
  const consentId = await given();
  const address = `/holder/consents/${subject}/${consentId}`;
  const form = await clerk.get(`${address}/withdrawal`);
  assert.deepEqual(
    Object.keys(formOf(form.body, `${address}/withdrawal`)).toSorted(),
    ['application', 'channel'],
    'what is asked',
  );
  const empty = await clerk.post(`${address}/withdrawal`, withCsrf(clerk, { application: ' ', channel: 'counter' }));
  assert.equal(empty.status, 422);
  assert.match(empty.body, /href="#application"/);
  const done = await clerk.post(
    `${address}/withdrawal`,
    withCsrf(clerk, { application: 'Макулдугумду кайта сурап алам.', channel: 'counter' }),
  );
  assert.equal(done.headers.location, `${address}?done=withdrawn`);
  const after = await clerk.get(`${address}?done=withdrawn&lang=en`);
  assert.match(after.body, /The withdrawal is registered/);
  assert.match(after.body, /at the counter/);
  assert.equal(
    (await ask(t, officer, { code: mail, subjectId: subject, categories: ['email'] })).reason,
    'CONSENT_WITHDRAWN',
  );
  const kept = await t.database.owner.query<{ sealed: Buffer | null }>(
    systemScope('test'),
    `SELECT sealed FROM consent_event WHERE consent_id = $1 AND kind = 'withdrawn'`,
    [consentId],
  );
  assert.ok(kept[0]?.sealed !== null && kept.length === 1, 'the application is kept, sealed');
  const again = await clerk.post(
    `${address}/withdrawal`,
    withCsrf(clerk, { application: 'Дагы бир жолу', channel: 'letter' }),
  );
  assert.equal(again.status, 409);
  assert.match(again.body, /Дагы бир жолу/, 'nothing typed is lost');
});

test('an obligation bars only when it is civil and named; fulfilled, the withdrawal takes effect by itself', async () => {
  const consentId = await given();
  const address = `/holder/consents/${subject}/${consentId}`;
  const civil = {
    kind: 'civil',
    contract: 'Келишим № 7',
    amount: '1500,50',
    owed: '',
    'due-day': '31',
    'due-month': '12',
    'due-year': '2026',
  };
  const tax = await officer.post(`${address}/obligation`, withCsrf(officer, { ...civil, kind: 'tax' }));
  assert.equal(tax.status, 422);
  assert.match(tax.body, /href="#kind"/);
  const unnamed = await officer.post(`${address}/obligation`, withCsrf(officer, { ...civil, amount: '' }));
  assert.equal(unnamed.status, 422);
  assert.equal(
    (await officer.post(`${address}/obligation`, withCsrf(officer, civil))).headers.location,
    `${address}?done=obligation`,
  );
  t.clock.advance(60_000);
  const withdrawn = await clerk.post(
    `${address}/withdrawal`,
    withCsrf(clerk, { application: 'Кайта сурап алам', channel: 'letter' }),
  );
  assert.equal(withdrawn.headers.location, `${address}?done=pending`);
  const page = await officer.get(`${address}?lang=ru`);
  assert.match(page.body, /1.500,50/);
  const fulfil = /action="([^"]*\/fulfilled)"/.exec(page.body)![1]!;
  assert.equal((await officer.post(fulfil, withCsrf(officer, {}))).headers.location, `${address}?done=withdrawn`);
  assert.equal((await ask(t, officer, { code: mail, subjectId: subject, categories: ['email'] })).allowed, false);
});

test('a dispute at the counter stops processing at once; the data officer records what the check found', async () => {
  const consentId = await given();
  const address = `/holder/consents/${subject}/${consentId}`;
  assert.equal(
    (await clerk.post(`${address}/dispute`, withCsrf(clerk, {}))).headers.location,
    `${address}?done=disputed`,
  );
  assert.equal((await ask(t, officer, { code: mail, subjectId: subject, categories: ['email'] })).allowed, false);
  assert.equal((await clerk.get(`${address}/finding`)).status, 403, 'the clerk does not decide it');
  assert.equal((await officer.post(`${address}/finding`, withCsrf(officer, {}))).status, 422);
  assert.equal(
    (await officer.post(`${address}/finding`, withCsrf(officer, { finding: 'genuine' }))).headers.location,
    `${address}?done=genuine`,
  );
  assert.equal((await ask(t, officer, { code: mail, subjectId: subject, categories: ['email'] })).allowed, true);
});

test('a name is shown only when asked for, and that look is journalled', async () => {
  const consentId = await given();
  const address = `/holder/consents/${subject}/${consentId}`;
  const closed = await clerk.get(address);
  const surname = inventedCitizens[0]!.claims['family_name'] as string;
  assert.ok(!closed.body.includes(surname));
  const before = (await entries('subject.looked-up')).length;
  const open = await clerk.post(`${address}/who`, withCsrf(clerk, {}));
  assert.equal(open.status, 200);
  assert.ok(open.body.includes(surname));
  assert.equal((await entries('subject.looked-up')).length, before + 1);
});

test('another holder’s consent is not there', async () => {
  const consentId = await given();
  assert.equal((await clerk.get(`/holder/consents/01890000-0000-7000-8000-000000000001/${consentId}`)).status, 404);
});

test('the data officer takes the proof of a consent along as one file; the clerk does not', async () => {
  const consentId = await given();
  await recorded(t);
  const address = `/holder/consents/${subject}/${consentId}/evidence.asice`;
  assert.equal((await clerk.get(address)).status, 403);
  const zip = await officer.get(address);
  assert.equal(zip.status, 200, zip.body.slice(0, 300));
  assert.equal(zip.headers['content-type'], 'application/vnd.etsi.asic-e+zip');
  assert.equal(zip.raw.subarray(0, 2).toString(), 'PK');
  assert.equal((await entries('evidence.exported')).length, 1);
});

test('the administrator adds staff, grants and ends roles, and cannot leave the office without an administrator', async () => {
  const at = '/holder/staff';
  const member = {
    name: 'Сыдыкова Жылдыз',
    login: 'zhyldyz@salyk.example.kg',
    roles: ['clerk'],
    password: 'Alatoo-2026-tunduk',
  };
  const refused = await administrator.post(at, withCsrf(administrator, { ...member, roles: [] }));
  assert.equal(refused.status, 422);
  assert.match(refused.body, /href="#roles"/);
  assert.match(refused.body, /value="zhyldyz@salyk\.example\.kg"/);
  assert.doesNotMatch(refused.body, /Alatoo-2026-tunduk/, 'a password is never shown again');
  assert.match(
    (await administrator.post(at, withCsrf(administrator, { ...member, password: 'short' }))).body,
    /href="#password"/,
  );
  assert.equal(
    (await administrator.post(at, withCsrf(administrator, member))).headers.location,
    `${at}?done=staffAdded`,
  );
  const page = await administrator.get(at);
  assert.match(page.body, /Сыдыкова Жылдыз/);
  const self = t.sandbox.logins.find((one) => one.who === 'administrator')!.accountId;
  const last = await administrator.post(`${at}/${self}/roles/end`, withCsrf(administrator, { role: 'administrator' }));
  assert.equal(last.status, 422);
  const clerkId = t.sandbox.logins.find((one) => one.who === 'clerk')!.accountId;
  assert.equal(
    (await administrator.post(`${at}/${clerkId}/roles`, withCsrf(administrator, { role: 'data-officer' }))).headers
      .location,
    `${at}?done=roleGiven`,
  );
  assert.equal(
    (await administrator.post(`${at}/${clerkId}/roles/end`, withCsrf(administrator, { role: 'data-officer' }))).headers
      .location,
    `${at}?done=roleEnded`,
  );
});

test('a client’s secret is shown once; a private key is refused; a revoked client is out', async () => {
  const at = '/holder/clients';
  const bare = await administrator.post(at, withCsrf(administrator, { name: '', by: 'key', jwks: 'not json' }));
  for (const field of ['name', 'scopes', 'jwks']) assert.match(bare.body, new RegExp(`href="#${field}"`), field);
  const made = await administrator.post(
    at,
    withCsrf(administrator, { name: 'Салык кабинети', scopes: ['may', 'consents:read'], by: 'secret' }),
  );
  assert.equal(made.status, 200);
  assert.match(made.body, /client_secret/);
  const secret = [...made.body.matchAll(/<code[^>]*>([A-Za-z0-9_-]{43})<\/code>/g)].at(-1)![1]!;
  const list = await administrator.get(at);
  assert.match(list.body, /Салык кабинети/);
  assert.ok(!list.body.includes(secret));
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const stolen = await administrator.post(
    at,
    withCsrf(administrator, {
      name: 'Ачкыч',
      scopes: ['may'],
      by: 'key',
      jwks: JSON.stringify(privateKey.export({ format: 'jwk' })),
    }),
  );
  assert.equal(stolen.status, 422);
  assert.match(stolen.body, /href="#jwks"/);
  const keyed = await administrator.post(
    at,
    withCsrf(administrator, {
      name: 'Ачкыч',
      scopes: ['may'],
      by: 'key',
      jwks: JSON.stringify(publicKey.export({ format: 'jwk' })),
    }),
  );
  assert.equal(keyed.status, 200);
  assert.doesNotMatch(keyed.body, /client_secret/);
  const remove = /action="(\/holder\/clients\/[^"]*\/remove)"/.exec((await administrator.get(at)).body)![1]!;
  assert.equal((await administrator.post(remove, withCsrf(administrator, {}))).headers.location, `${at}?done=removed`);
  assert.equal((await administrator.post(remove, withCsrf(administrator, {}))).status >= 400, true);
});
