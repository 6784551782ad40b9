import assert from 'node:assert/strict';
import { test } from 'node:test';
import { verifyAuthenticationResponse, verifyRegistrationResponse } from '@simplewebauthn/server';
import fc from 'fast-check';
import { runs } from '../../test/support/effort.ts';
import { type Algorithm, softwareAuthenticator } from '../../test/support/authenticator.ts';
import { type PlainAssertion, plainAssertionHolds } from './assertion.ts';

const [origin, rpId, challenge] = ['https://makulduk.example', 'makulduk.example', 'Y2hhbGxlbmdl'];
type Registration = Parameters<typeof verifyRegistrationResponse>[0]['response'];
type Response = Parameters<typeof verifyAuthenticationResponse>[0]['response'];

async function keyOf(algorithm: Algorithm, backedUp = false) {
  const device = softwareAuthenticator({ origin, rpId, algorithm, backedUp });
  const { registrationInfo } = await verifyRegistrationResponse({
    response: device.register(challenge) as unknown as Registration,
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: rpId,
  });
  return { device, publicKey: registrationInfo!.credential.publicKey };
}
type Key = Awaited<ReturnType<typeof keyOf>>;

const quick = (answer: PlainAssertion, { publicKey }: Key, count = 0) =>
  plainAssertionHolds(answer, { origin, rpId, challenge, publicKey, count });
const general = async (answer: PlainAssertion, { publicKey }: Key, count = 0) => {
  const result = await verifyAuthenticationResponse({
    response: answer as unknown as Response,
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: rpId,
    requireUserVerification: true,
    credential: { id: answer.id, publicKey: new Uint8Array(publicKey), counter: count },
  }).catch(() => undefined);
  if (result?.verified !== true) return undefined;
  return { count: result.authenticationInfo.newCounter, backedUp: result.authenticationInfo.credentialBackedUp };
};
const asserted = (key: Key, more = {}): PlainAssertion =>
  key.device.assert(challenge, more) as unknown as PlainAssertion;

const changed = (text: string, place: number, by: number): string => {
  const bytes = Buffer.from(text, 'base64url');
  bytes[place % bytes.length]! ^= by;
  return bytes.toString('base64url');
};

test('an ordinary assertion holds by the short way and by the general one, and both tell the same of it', async () => {
  for (const algorithm of [-7, -8, -257] as const)
    for (const backedUp of [false, true]) {
      const key = await keyOf(algorithm, backedUp);
      const answer = asserted(key);
      assert.deepEqual(await quick(answer, key), { count: 2, backedUp });
      assert.deepEqual(await general(answer, key), { count: 2, backedUp });
    }
});

test('what is altered, old, unverified or made elsewhere does not hold by the short way', async () => {
  const [key, other] = [await keyOf(-7), await keyOf(-7)];
  const answer = asserted(key);
  assert.equal(await quick(answer, key, 2), undefined);
  assert.equal(await quick(answer, other), undefined);
  assert.equal(await quick(asserted(key, { userVerified: false }), key), undefined);
  assert.equal(await quick(asserted(key, { origin: 'https://evil.example' }), key), undefined);
  assert.equal(await quick({ ...answer, rawId: `${answer.rawId}A` }, key), undefined);
  assert.equal(await quick(key.device.assert('YW5vdGhlcg') as unknown as PlainAssertion, key), undefined);
});

test('an answer of any other shape is left to the general verification', async () => {
  const key = await keyOf(-7);
  const answer = asserted(key);
  const shapes: unknown[] = [undefined, null, 'text', [], {}, { ...answer.response, userHandle: 1 }];
  for (const response of shapes)
    assert.equal(await quick({ ...answer, response } as PlainAssertion, key), undefined, JSON.stringify(response));
  const named = { ...answer, response: { ...answer.response, userHandle: 'YWJj' } };
  assert.deepEqual(await quick(named, key), await general(named, key));
});

test('the short way never says yes where the general verification says no', async () => {
  const keys = await Promise.all(([-7, -8, -257] as const).map((algorithm) => keyOf(algorithm)));
  const parts = ['clientDataJSON', 'authenticatorData', 'signature'] as const;
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...keys),
      fc.constantFrom(...parts),
      fc.nat(),
      fc.nat(255),
      fc.nat(3),
      async (key, part, place, by, count) => {
        const whole = asserted(key, { count: 2 });
        const answer = {
          ...whole,
          response: { ...whole.response, [part]: changed(whole.response[part], place, by) },
        };
        const said = await quick(answer, key, count);
        if (said !== undefined) assert.deepEqual(await general(answer, key, count), said);
        if (by !== 0) assert.equal(said, undefined);
      },
    ),
    runs(150),
  );
});
