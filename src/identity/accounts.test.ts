import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { rowsOfDatabase } from '../../test/support/dump.ts';
import { accountByLogin, putPassword } from './account-store.ts';
import { loginMac, maskLogin, parseLogin } from './login.ts';
import { acceptable, currentCost, hashPassword } from './password.ts';
import { scope } from './sealing.ts';
import { browser, identityFixture, password, signUp } from './test-identity.ts';

const fixture = await identityFixture();
after(fixture.stop);
const wrong = { password: 'not-the-password-1' };

test('a new account signs in, sees itself and nothing of any person', async () => {
  const { page, recoveryCodes, response } = await signUp(fixture, '+996 000 111 222');
  assert.equal(response.statusCode, 200);
  assert.equal(recoveryCodes.length, 8);
  assert.deepEqual(
    { ...(await page.me()), csrf: '' },
    { kind: 'citizen', csrf: '', name: '+996 *** *** 222', bound: 'none' },
  );
});

test('one login in any spelling is one account', () => {
  for (const text of ['0000111222', '996000111222', '+996 (000) 111-222'])
    assert.deepEqual(parseLogin(text), { kind: 'phone', value: '+996000111222' });
  assert.deepEqual(parseLogin(' A.B@Example.KG '), { kind: 'email', value: 'a.b@example.kg' });
  for (const text of ['', '12345', '@example.kg', 'a@b', '+7 900 000 00 00'])
    assert.equal((parseLogin(text) as { code: string }).code, 'LOGIN_SHAPE');
  assert.equal(maskLogin({ kind: 'email', value: 'aibek@example.kg' }), 'a***@example.kg');
});

test('signing up with a taken login answers like any other sign-up and tells its owner', async () => {
  await signUp(fixture, 'taken@example.kg');
  const stranger = browser(fixture, '192.0.2.77');
  const fresh = await stranger.post('/v1/auth/sign-up', { login: 'free@example.kg' });
  const taken = await stranger.post('/v1/auth/sign-up', { login: 'taken@example.kg' });
  assert.equal(fresh.statusCode, taken.statusCode);
  assert.deepEqual(Object.keys(fresh.json()), Object.keys(taken.json()));
  assert.equal(fixture.sent.at(-1)!.address, 'taken@example.kg');
  assert.doesNotMatch(fixture.sent.at(-1)!.text, /\d{8}/);
  const refused = await stranger.post('/v1/auth/sign-up/complete', {
    ...taken.json(),
    code: '12345678',
    login: 'taken@example.kg',
    password,
  });
  assert.equal(refused.json().code, 'CODE_WRONG');
});

test('a code bears five wrong tries', async () => {
  const page = browser(fixture, '192.0.2.78');
  const begun = (await page.post('/v1/auth/sign-up', { login: 'five@example.kg' })).json();
  const code = /\d{8}/.exec(fixture.sent.at(-1)!.text)![0];
  const attempt = (guess: string) =>
    page.post('/v1/auth/sign-up/complete', { ...begun, code: guess, login: 'five@example.kg', password });
  for (let i = 0; i < 5; i++) assert.equal((await attempt('00000000')).json().code, 'CODE_WRONG');
  assert.equal((await attempt(code)).json().code, 'CODE_WRONG');
});

test('unknown login, wrong password and malformed account answer the same', async () => {
  await signUp(fixture, 'known@example.kg');
  const page = browser(fixture, '192.0.2.79');
  const [known, unknown] = [
    await page.post('/v1/auth/sign-in', { login: 'known@example.kg', ...wrong }),
    await page.post('/v1/auth/sign-in', { login: 'nobody@example.kg', ...wrong }),
  ];
  const shape = (response: typeof known) => ({ ...response.json(), traceId: '' });
  assert.deepEqual(shape(known), shape(unknown));
  assert.equal(known.statusCode, 401);
});

test('a password hashed with old parameters is hashed anew at log-in', async () => {
  await signUp(fixture, 'old-cost@example.kg');
  const { deps } = fixture;
  const login = parseLogin('old-cost@example.kg') as { kind: 'email'; value: string };
  const read = () => deps.db.tx(scope, (tx) => accountByLogin(tx, loginMac(deps.keys, login)));
  const account = (await read())!;
  const old = await hashPassword(password, { memory: 8192, passes: 1, parallelism: 1 });
  await deps.db.tx(scope, (tx) => putPassword(tx, account.id, old, deps.clock.real()));
  assert.equal(
    (await browser(fixture).post('/v1/auth/sign-in', { login: 'old-cost@example.kg', password })).statusCode,
    200,
  );
  assert.deepEqual((await read())!.parameters, currentCost);
});

test('weak passwords are refused', () => {
  for (const weak of ['short', 'password12345', 'aaaaaaaaaaaaaa', 'aibek@example.kg!', 'сырсөз12345'])
    assert.equal(acceptable(weak, 'aibek@example.kg'), false, weak);
  assert.equal(acceptable(password, 'aibek@example.kg'), true);
});

test('a session ends when it is revoked, signed out, idle or old', async () => {
  const { page: first } = await signUp(fixture, 'sessions@example.kg');
  const second = browser(fixture, '192.0.2.2');
  await second.post('/v1/auth/sign-in', { login: 'sessions@example.kg', password });
  await second.me();
  const { items } = (await first.get('/v1/auth/sessions')).json() as {
    items: { id: string; current: boolean; address: string }[];
  };
  assert.deepEqual(items.map((one) => one.address).sort(), ['192.0.2.1', '192.0.2.2']);
  assert.equal((await first.delete(`/v1/auth/sessions/${items.find((one) => !one.current)!.id}`)).statusCode, 200);
  assert.equal((await second.me()).kind, 'anonymous');
  fixture.advance(59 * 60_000);
  assert.equal((await first.me()).kind, 'citizen');
  fixture.advance(61 * 60_000);
  assert.equal((await first.me()).kind, 'anonymous');
  const third = browser(fixture);
  await third.post('/v1/auth/sign-in', { login: 'sessions@example.kg', password });
  for (let hours = 0; hours < 11; hours++) {
    fixture.advance(59 * 60_000);
    assert.equal((await third.me()).kind, 'citizen');
  }
  fixture.advance(59 * 60_000);
  fixture.advance(13 * 60_000);
  assert.equal((await third.me()).kind, 'anonymous');
});

test('nobody ends a session of somebody else', async () => {
  const [{ page: one }, { page: other }] = [
    await signUp(fixture, 'one@example.kg'),
    await signUp(fixture, 'other@example.kg'),
  ];
  const { items } = (await other.get('/v1/auth/sessions')).json() as { items: { id: string }[] };
  assert.equal((await one.delete(`/v1/auth/sessions/${items[0]!.id}`)).statusCode, 404);
  assert.equal((await other.me()).kind, 'citizen');
});

test('changing the password ends the other sessions and needs the old one', async () => {
  const { page } = await signUp(fixture, 'change@example.kg');
  const other = browser(fixture, '192.0.2.3');
  await other.post('/v1/auth/sign-in', { login: 'change@example.kg', password });
  assert.equal(
    (await page.post('/v1/auth/password', { old: 'wrong-wrong-wrong', fresh: 'ак-калпак-боз-үй-7' })).statusCode,
    401,
  );
  assert.equal((await page.post('/v1/auth/password', { old: password, fresh: 'ак-калпак-боз-үй-7' })).statusCode, 200);
  assert.equal((await other.me()).kind, 'anonymous');
  assert.equal((await page.me()).kind, 'citizen');
});

test('a recovery code works once, ends all sessions and gives new codes', async () => {
  const { page, recoveryCodes } = await signUp(fixture, 'recover@example.kg');
  const lost = browser(fixture, '192.0.2.4');
  const body = { login: 'recover@example.kg', code: recoveryCodes[0]!.toLowerCase(), password: 'жаңы-сырсөзүм-77' };
  const recovered = await lost.post('/v1/auth/recovery/complete', body);
  assert.equal(recovered.statusCode, 200);
  assert.equal(recovered.json().recoveryCodes.length, 8);
  assert.equal((await page.me()).kind, 'anonymous');
  assert.equal(
    (await browser(fixture, '192.0.2.5').post('/v1/auth/recovery/complete', body)).json().code,
    'CODE_WRONG',
  );
});

test('a recovery link works once and its request answers the same for an unknown login', async () => {
  await signUp(fixture, 'link@example.kg');
  const page = browser(fixture, '192.0.2.6');
  const [known, unknown] = [
    await page.post('/v1/auth/recovery', { login: 'link@example.kg' }),
    await page.post('/v1/auth/recovery', { login: 'nolink@example.kg' }),
  ];
  assert.deepEqual(known.json(), unknown.json());
  const token = /recover\/([\w-]+)/.exec(fixture.sent.at(-1)!.text)![1]!;
  assert.equal(
    (await page.post('/v1/auth/recovery/complete', { token, password: 'жаңы-сырсөзүм-78' })).statusCode,
    200,
  );
  assert.equal(
    (
      await browser(fixture, '192.0.2.8').post('/v1/auth/recovery/complete', { token, password: 'жаңы-сырсөзүм-79' })
    ).json().code,
    'LINK_SPENT',
  );
});

test('a form of another site cannot sign anybody in or act in a session', async () => {
  const { page } = await signUp(fixture, 'csrf@example.kg');
  const asForm = { 'content-type': 'application/x-www-form-urlencoded' };
  const login = await fixture.app.inject({
    method: 'POST',
    url: '/v1/auth/sign-in',
    headers: asForm,
    payload: `login=csrf%40example.kg&password=${encodeURIComponent(password)}`,
  });
  assert.equal(login.statusCode, 415);
  const cookie = [...page.jar].map(([name, value]) => `${name}=${value}`).join('; ');
  const act = await fixture.app.inject({ method: 'POST', url: '/v1/auth/sign-out', headers: { cookie } });
  assert.equal(act.json().code, 'CSRF');
});

test('no password, login or code stands in a table or in the log', async () => {
  const dump = await rowsOfDatabase(fixture.owner);
  // bytea prints as hex: a clear text in it would show as the hex of its bytes.
  const forms = (secret: string): string[] => [
    secret,
    Buffer.from(secret).toString('hex'),
    Buffer.from(secret).toString('base64url'),
  ];
  const everything = `${dump.join('\n')}\n${fixture.log.join('\n')}`;
  for (const secret of [password, 'sessions@example.kg', '+996000111222', 'recover@example.kg', '192.0.2.2'])
    for (const form of forms(secret)) assert.equal(everything.includes(form), false, secret);
});
