import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { rowsOfDatabase } from '../../test/support/dump.ts';
import { logInAtEsi, startEsiStandIn } from '../../test/stand-ins/esi.ts';
import { findByPin, readPerson } from '../keys/index.ts';
import { isRefusal } from '../platform/refusal.ts';
import { inventedCitizens } from './esi-stand-in/citizens-data.ts';
import { recordOfClaims } from './esi.ts';
import { scope } from './sealing.ts';
import { addStaff } from './staff.ts';
import { browser, identityFixture, password, publicUrl, recordOf, signUp } from './test-identity.ts';

const esi = await startEsiStandIn({ port: 0, redirectUris: [`${publicUrl}/esi/callback`] });
const fixture = await identityFixture({
  esi: { issuer: esi.issuer, clientId: esi.clientId, clientSecret: esi.clientSecret, insecure: true },
});
after(async () => {
  await fixture.stop();
  await esi.stop();
});
const { deps, identity, holderId } = fixture;

const clerkLogin = 'clerk-1@example.kg';
const added = await addStaff(
  deps,
  { login: clerkLogin, password, name: 'Асанова Бермет', office: 'holder', holderId, roles: ['clerk'], lang: 'ky' },
  null,
);
assert.ok(!isRefusal(added));
const clerk = browser(fixture, '192.0.2.99');
await clerk.post('/v1/auth/sign-in', { login: clerkLogin, password });
await clerk.me();

const bindAtCounter = async (code: string, record: object, more: object = {}) =>
  clerk.post(`/v1/holders/${holderId}/bindings`, { code, record, originalChecked: true, declared: true, ...more });
const codeOf = async (page: ReturnType<typeof browser>): Promise<string> =>
  (await page.post('/v1/auth/binding/code')).json().code;

async function bindByEsi(page: ReturnType<typeof browser>, sub: string) {
  const me = await sessionOf(page);
  const { url } = (await page.post('/v1/auth/binding/esi')).json() as { url: string };
  const callback = await logInAtEsi(url, sub);
  return identity.esi!.finishBind(me, callback, page.jar.get('mk_esi'));
}
async function sessionOf(page: ReturnType<typeof browser>) {
  const { items } = (await page.get('/v1/auth/sessions')).json() as { items: { id: string; current: boolean }[] };
  const sessionId = items.find((one) => one.current)!.id;
  const [row] = await deps.db.query<{ account_id: string }>(scope, 'SELECT account_id FROM session WHERE id = $1', [
    sessionId,
  ]);
  return { accountId: row!.account_id, sessionId };
}

test('ESI binds an account to the person it names, over real OpenID Connect', async () => {
  const { page } = await signUp(fixture, 'esi-1@example.kg');
  const bound = await bindByEsi(page, 'esi-1');
  assert.ok(!isRefusal(bound), JSON.stringify(bound));
  assert.deepEqual(
    bound.warnings.map((one) => one.code),
    ['PIN_CHECK_DIGIT'],
  );
  const me = await page.me();
  assert.equal(me.bound, 'active');
  assert.equal(me.name, 'Сыдыков Айбек Нурланович');
});

test('an ESI answer is taken once, only in the browser and session it was begun in', async () => {
  const [{ page }, { page: other }] = [
    await signUp(fixture, 'esi-once@example.kg'),
    await signUp(fixture, 'esi-other@example.kg'),
  ];
  const me = await sessionOf(page);
  const { url } = (await page.post('/v1/auth/binding/esi')).json() as { url: string };
  const callback = await logInAtEsi(url, 'esi-2');
  const state = page.jar.get('mk_esi');
  const code = (result: unknown) => (result as { code?: string }).code;
  assert.equal(code(await identity.esi!.finishBind(me, callback, undefined)), 'ESI_REJECTED');
  assert.equal(code(await identity.esi!.finishBind(await sessionOf(other), callback, state)), 'ESI_REJECTED');
  // The wrong session spent the state: an intercepted answer is worth nothing afterwards.
  assert.equal(code(await identity.esi!.finishBind(me, callback, state)), 'ESI_REJECTED');
});

test('an account that stands for one person takes in no other, and leaves no trace of the other', async () => {
  const page = browser(fixture, '192.0.2.40');
  await page.post('/v1/auth/sign-in', { login: 'esi-1@example.kg', password });
  await page.me();
  const before = await fixture.owner.query(scope, 'SELECT person_id FROM person');
  assert.equal(((await bindByEsi(page, 'esi-4')) as { code: string }).code, 'ALREADY_BOUND');
  assert.equal((await fixture.owner.query(scope, 'SELECT person_id FROM person')).length, before.length);
  assert.ok(!isRefusal(await bindByEsi(page, 'esi-1')), 'the same person again is no contest');
});

test('ESI signs in the account that stands for the person, and nobody else', async () => {
  const begun = await identity.esi!.begin('sign-in', null);
  assert.ok(!isRefusal(begun));
  const session = await identity.esi!.finishSignIn(await logInAtEsi(begun.url, 'esi-1'), begun.state, {
    address: '192.0.2.9',
    browser: '',
  });
  assert.ok(!isRefusal(session));
  const unknown = await identity.esi!.begin('sign-in', null);
  assert.ok(!isRefusal(unknown));
  const refused = await identity.esi!.finishSignIn(await logInAtEsi(unknown.url, 'esi-4'), unknown.state, {
    address: '192.0.2.9',
    browser: '',
  });
  assert.equal((refused as { code: string }).code, 'ESI_NO_ACCOUNT');
});

test('an ESI that is away is a refusal, not a fault', async () => {
  const away = await identityFixture({
    esi: { issuer: 'http://localhost:9', clientId: 'x', clientSecret: 'y', insecure: true },
  });
  after(away.stop);
  assert.equal(((await away.identity.esi!.begin('bind', null)) as { code: string }).code, 'ESI_UNAVAILABLE');
});

test('claims without PIN, name or birth date prove nobody', () => {
  const { claims } = inventedCitizens[0]!;
  for (const missing of ['pin', 'family_name', 'given_name', 'birthdate']) {
    const { [missing]: _, ...rest } = claims;
    assert.equal((recordOfClaims(rest) as { code: string }).code, 'PERSON_FACTS');
  }
  assert.deepEqual((recordOfClaims(claims) as { birthDate: string }).birthDate, '1899-04-07');
});

test('a clerk binds by the code of the account and the checked document', async () => {
  const { page } = await signUp(fixture, 'counter@example.kg');
  const old = await codeOf(page);
  const code = await codeOf(page);
  assert.equal((await bindAtCounter(old, recordOf(2))).json().code, 'CODE_WRONG');
  assert.equal(
    (await bindAtCounter(code, recordOf(2), { originalChecked: false })).json().code,
    'DOCUMENT_CHECK_MISSING',
  );
  assert.equal((await bindAtCounter(code, recordOf(2, { pin: '123' }))).json().code, 'PIN_SHAPE');
  assert.equal((await bindAtCounter(code, recordOf(2))).statusCode, 200);
  assert.equal((await page.me()).name, 'Өмүрзаков Чыңгыз');
  assert.equal((await bindAtCounter(code, recordOf(2))).json().code, 'CODE_WRONG');
});

test('SP-3b-1: without the declaration of reliability the data is not taken', async () => {
  const { page } = await signUp(fixture, 'undeclared@example.kg');
  const refused = await bindAtCounter(await codeOf(page), recordOf(3), { declared: false });
  assert.equal(refused.json().code, 'DECLARATION_MISSING');
  assert.equal((await page.me()).bound, 'none');
});

test('a clerk of another holder, a citizen and a stranger cannot bind', async () => {
  const { page } = await signUp(fixture, 'not-a-clerk@example.kg');
  const body = { code: 'AAAA-AAAA', record: recordOf(3), originalChecked: true, declared: true };
  assert.equal((await page.post(`/v1/holders/${holderId}/bindings`, body)).statusCode, 403);
  assert.equal(
    (await clerk.post(`/v1/holders/${deps.keys.subjectIdOf(holderId, holderId)}/bindings`, body)).statusCode,
    403,
  );
  assert.equal((await browser(fixture).post(`/v1/holders/${holderId}/bindings`, body)).statusCode, 401);
});

test('two accounts that claim one PIN are both frozen until the authority decides', async () => {
  const [{ page: first }, { page: second }] = [
    await signUp(fixture, 'first@example.kg'),
    await signUp(fixture, 'second@example.kg'),
  ];
  assert.equal((await bindAtCounter(await codeOf(first), recordOf(1))).statusCode, 200);
  const claim = await bindByEsi(second, 'esi-2');
  assert.equal((claim as { code: string }).code, 'PIN_CONTESTED');
  assert.deepEqual([(await first.me()).bound, (await second.me()).bound], ['contested', 'contested']);
  const { pin } = recordOf(1);
  assert.equal((await deps.db.tx(scope, (tx) => findByPin(deps.keys, tx, pin))).state, 'frozen');
  const { page: third } = await signUp(fixture, 'third@example.kg');
  assert.equal((await bindAtCounter(await codeOf(third), recordOf(1))).json().code, 'PIN_CONTESTED');

  await addStaff(
    deps,
    {
      login: 'officer-1@example.kg',
      password,
      name: 'Исаков Данияр',
      office: 'authority',
      holderId: null,
      roles: ['officer'],
      lang: 'ky',
    },
    null,
  );
  const officer = browser(fixture, '192.0.2.98');
  await officer.post('/v1/auth/sign-in', { login: 'officer-1@example.kg', password });
  await officer.me();
  const { items } = (await officer.get('/v1/authority/contests')).json() as {
    items: { bindingId: string; method: string }[];
  };
  assert.deepEqual(items.map((one) => one.method).sort(), ['clerk', 'esi']);
  assert.equal(
    (
      await officer.post(`/v1/authority/contests/${items.find((one) => one.method === 'esi')!.bindingId}/settle`, {
        reason: 'document-checked',
      })
    ).statusCode,
    200,
  );
  assert.deepEqual([(await first.me()).bound, (await second.me()).bound], ['none', 'active']);
  assert.equal((await deps.db.tx(scope, (tx) => findByPin(deps.keys, tx, pin))).state, 'active');
});

test('a recovery link ends the binding: it proves a mailbox, not a person', async () => {
  const { page } = await signUp(fixture, 'mailbox@example.kg');
  assert.equal((await bindAtCounter(await codeOf(page), recordOf(3))).statusCode, 200);
  const finder = browser(fixture, '192.0.2.60');
  await finder.post('/v1/auth/recovery', { login: 'mailbox@example.kg' });
  const token = /recover\/([\w-]+)/.exec(fixture.sent.at(-1)!.text)![1]!;
  const recovered = await finder.post('/v1/auth/recovery/complete', { token, password: 'жаңы-сырсөзүм-80' });
  assert.equal(recovered.json().bindingEnded, true);
  assert.equal((await finder.me()).bound, 'none');
});

test('no PIN, name or document number stands in a table or in the log', async () => {
  const dump = await rowsOfDatabase(fixture.owner);
  const everything = `${dump.join('\n')}\n${fixture.log.join('\n')}`;
  const clear = [0, 1, 2, 3].flatMap((i) => [recordOf(i).pin, recordOf(i).surname, recordOf(i).documents[0]!.number]);
  for (const value of [...clear, 'Бермет'])
    for (const form of [value, Buffer.from(value).toString('hex')])
      assert.equal(everything.includes(form), false, value);
});

test('a contested claim changes nothing of the record of the person it claims', async () => {
  const theirs = async () =>
    deps.db.tx(scope, async (tx) => {
      const [row] = await tx.query<{ person_id: string }>(
        `SELECT person_id FROM binding WHERE method = 'clerk' AND state <> 'ended' ORDER BY at LIMIT 1`,
      );
      return (await readPerson(deps.keys, tx, row!.person_id))!.record;
    });
  const before = await theirs();
  assert.equal(before?.pin, recordOf(2).pin);
  const { page } = await signUp(fixture, 'impostor@example.kg');
  const document = { ...recordOf(2).documents[0]!, number: '7777777' };
  const claim = await bindAtCounter(await codeOf(page), recordOf(2, { surname: 'Бөтөнов', documents: [document] }));
  assert.equal(claim.json().code, 'PIN_CONTESTED');
  assert.deepEqual(await theirs(), before);
});
