import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { Type } from 'typebox';
import { isRefusal } from '../platform/refusal.ts';
import { registerMachine, removeMachine } from './machine-clients.ts';
import { identityFixture, publicUrl } from './test-identity.ts';

const ok = { 200: Type.Object({ ok: Type.Boolean() }) };
const fixture = await identityFixture({}, (app) => {
  app.get(
    '/v1/holders/:holderId/probe',
    { config: { access: [{ for: 'machine', scope: 'may' }] }, schema: { response: ok } },
    async () => ({ ok: true }),
  );
});
after(fixture.stop);
const { app, deps, holderId } = fixture;
const by = { accountId: holderId, holderId };

const tokenWith = (fields: Record<string, string>, headers: Record<string, string> = {}) =>
  app.inject({
    method: 'POST',
    url: '/oauth/token',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    payload: new URLSearchParams({ grant_type: 'client_credentials', ...fields }).toString(),
  });
const probe = (token: string, holder = holderId) =>
  app.inject({ method: 'GET', url: `/v1/holders/${holder}/probe`, headers: { authorization: `Bearer ${token}` } });

const client = await registerMachine(deps, by, { name: 'Салык.kg', scopes: ['may', 'consents:read'] });
assert.ok(!isRefusal(client));
const basic = { authorization: `Basic ${Buffer.from(`${client.clientId}:${client.secret!}`).toString('base64')}` };

test('a machine gets a token by secret in the header or in the form, and enters its own holder’s routes only', async () => {
  for (const response of [
    await tokenWith({}, basic),
    await tokenWith({ client_id: client.clientId, client_secret: client.secret! }),
  ]) {
    assert.equal(response.statusCode, 200);
    const { access_token: token, expires_in: life } = response.json();
    assert.equal(life, 600);
    assert.equal((await probe(token)).statusCode, 200);
    assert.equal((await probe(token, deps.keys.subjectIdOf(holderId, holderId))).statusCode, 403);
  }
});

test('a token holds the scopes that were asked for and no more than were granted', async () => {
  const { access_token: narrow } = (await tokenWith({ scope: 'consents:read' }, basic)).json();
  assert.equal((await probe(narrow)).statusCode, 403);
  assert.equal((await tokenWith({ scope: 'purposes:write' }, basic)).json().error, 'invalid_scope');
});

test('wrong secret, unknown client, two proofs at once and another grant type get no token', async () => {
  assert.equal((await tokenWith({ client_id: client.clientId, client_secret: 'x' })).json().error, 'invalid_client');
  assert.equal(
    (await tokenWith({ client_id: holderId, client_secret: client.secret! })).json().error,
    'invalid_client',
  );
  assert.equal((await tokenWith({ client_id: client.clientId, client_secret: client.secret! }, basic)).statusCode, 401);
  assert.equal((await tokenWith({ grant_type: 'password' }, basic)).json().error, 'unsupported_grant_type');
});

test('an altered, foreign or expired token makes nobody', async () => {
  const { access_token: token } = (await tokenWith({}, basic)).json() as { access_token: string };
  const [head, body, signature] = token.split('.') as [string, string, string];
  const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as object;
  const wider = Buffer.from(JSON.stringify({ ...claims, scope: 'may purposes:write' })).toString('base64url');
  const none = Buffer.from('{"alg":"none"}').toString('base64url');
  for (const bad of [`${head}.${wider}.${signature}`, `${none}.${body}.`, 'x', `${head}.${body}`])
    assert.equal((await probe(bad)).statusCode, 401);
  assert.equal((await probe(token)).statusCode, 200);
  fixture.advance(601_000);
  assert.equal((await probe(token)).statusCode, 401);
});

test('checking a token asks the database at most once in ten seconds', async () => {
  const { access_token: token } = (await tokenWith({}, basic)).json();
  await probe(token);
  const before = deps.db.roundTrips();
  for (let i = 0; i < 20; i++) assert.equal((await probe(token)).statusCode, 200);
  assert.equal(deps.db.roundTrips(), before);
});

test('a machine with its own key signs an assertion that is taken once', async () => {
  for (const alg of ['ES256', 'EdDSA'] as const) {
    const { privateKey, publicKey } = await generateKeyPair(alg);
    const machine = await registerMachine(deps, by, {
      name: alg,
      scopes: ['may'],
      jwks: { keys: [{ ...(await exportJWK(publicKey)), alg }] },
    });
    assert.ok(!isRefusal(machine));
    assert.equal(machine.secret, undefined);
    const at = Math.floor(deps.clock.real().getTime() / 1000);
    const assertion = (id: string, audience = `${publicUrl}/oauth/token`, life = 120) =>
      new SignJWT({ jti: id })
        .setProtectedHeader({ alg })
        .setIssuer(machine.clientId)
        .setSubject(machine.clientId)
        .setAudience(audience)
        .setExpirationTime(at + life)
        .sign(privateKey);
    const present = async (jwt: string) =>
      (
        await tokenWith({
          client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
          client_assertion: jwt,
        })
      ).statusCode;
    const once = await assertion('a');
    assert.equal(await present(once), 200, alg);
    assert.equal(await present(once), 401, 'taken once');
    assert.equal(await present(await assertion('b', 'https://elsewhere.example')), 401);
    assert.equal(await present(await assertion('c', undefined, -60)), 401);
    assert.equal(await present(await assertion('d', undefined, 86_400)), 401, 'too long a life');
  }
});

test('a private key is never taken into the register, nor an unknown scope', async () => {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const code = (result: unknown) => (result as { code?: string }).code;
  assert.equal(
    code(
      await registerMachine(deps, by, { name: 'x', scopes: ['may'], jwks: { keys: [await exportJWK(privateKey)] } }),
    ),
    'CLIENT_KEYS',
  );
  assert.equal(code(await registerMachine(deps, by, { name: 'x', scopes: ['everything'] })), 'SCOPE_UNKNOWN');
});

test('a revoked machine gets no token, and its tokens die within ten seconds', async () => {
  const machine = await registerMachine(deps, by, { name: 'short', scopes: ['may'] });
  assert.ok(!isRefusal(machine));
  const { access_token: token } = (
    await tokenWith({ client_id: machine.clientId, client_secret: machine.secret! })
  ).json();
  assert.equal((await probe(token)).statusCode, 200);
  assert.equal(
    (await removeMachine(deps, { ...by, holderId: deps.keys.subjectIdOf(holderId, holderId) }, machine.clientId))?.code,
    'NOT_YOURS',
  );
  assert.equal(await removeMachine(deps, by, machine.clientId), undefined);
  fixture.advance(10_001);
  assert.equal((await probe(token)).statusCode, 401);
  assert.equal((await tokenWith({ client_id: machine.clientId, client_secret: machine.secret! })).statusCode, 401);
});
