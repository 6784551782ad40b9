import {
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { randomBytes } from 'node:crypto';
import { randomToken, uuidv7 } from '../platform/ids.ts';
import { type Citizen, nameOf, type Staff } from '../platform/http/index.ts';
import { isRefusal, type Refusal } from '../platform/refusal.ts';
import { hex, sha256 } from '../record/index.ts';
import { plainAssertionHolds } from './assertion.ts';
import { putOneTime, takeOneTime } from './one-time-store.ts';
import {
  insertPasskey,
  passkeyByCredential,
  passkeysOf,
  type PasskeyRow,
  revokePasskey,
  usePasskey,
} from './passkey-store.ts';
import { refuse } from './refusals.ts';
import { scope, tokenHash } from './sealing.ts';
import { startSession } from './sessions.ts';
import { deviceMac, presentOwnPassword, type SignedIn } from './sign-in.ts';
import { trust } from './throttle-store.ts';
import type { Client, IdentityDeps } from './types.ts';

// Passkeys. A challenge is made for one use, of one kind: what was made for a log-in never fits a signature and the
// other way round, because a signature's challenge is the hash of what is signed.

const minutes = 60_000;
export const algorithms = [-8, -7, -257];

export const relyingParty = (deps: Pick<IdentityDeps, 'publicUrl'>): { origin: string; rpId: string } => {
  const url = new URL(deps.publicUrl);
  return { origin: url.origin, rpId: url.hostname };
};

type RegistrationAnswer = Parameters<typeof verifyRegistrationResponse>[0]['response'];
type AssertionAnswer = Parameters<typeof verifyAuthenticationResponse>[0]['response'];

/** Options for navigator.credentials.create. The password is presented: a left-open session must not gain a key. */
export async function beginPasskey(
  deps: IdentityDeps,
  who: Pick<Citizen | Staff, 'accountId' | 'name'>,
  password: string,
  client: Client,
): Promise<Awaited<ReturnType<typeof generateRegistrationOptions>> | Refusal> {
  const shown = await presentOwnPassword(deps, who.accountId, password, client);
  if (isRefusal(shown)) return shown;
  const { rpId } = relyingParty(deps);
  const known = await deps.db.tx(scope, (tx) => passkeysOf(tx, who.accountId));
  const options = await generateRegistrationOptions({
    rpName: 'Makulduk',
    rpID: rpId,
    userName: nameOf(who),
    userDisplayName: nameOf(who),
    // A random handle: the key keeps no id of ours that another site could join.
    userID: deps.keys.mac('identity/passkey-user', who.accountId) as unknown as Uint8Array<ArrayBuffer>,
    attestationType: 'none',
    supportedAlgorithmIDs: algorithms,
    authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
    excludeCredentials: known.map((row) => ({ id: row.credential_id.toString('base64url') })),
  });
  const until = new Date(deps.clock.real().getTime() + 5 * minutes);
  await deps.db.tx(scope, (tx) =>
    putOneTime(tx, 'passkey-register', tokenHash(options.challenge), who.accountId, {}, until),
  );
  return options;
}

/** Keeps the key. The journal entry is the act that binds it to the account; signatures refer to it. */
export async function finishPasskey(
  deps: IdentityDeps,
  who: { accountId: string },
  given: { answer: unknown; label: string },
): Promise<{ id: string } | Refusal> {
  const answer = given.answer as RegistrationAnswer;
  const now = deps.clock.real();
  const { origin, rpId } = relyingParty(deps);
  const challenge = challengeOf(answer?.response?.clientDataJSON);
  const taken =
    challenge === undefined
      ? undefined
      : await deps.db.tx(scope, (tx) => takeOneTime(tx, 'passkey-register', tokenHash(challenge), now));
  if (challenge === undefined || taken?.account_id !== who.accountId) return refuse('PASSKEY_FAILED');
  const result = await verifyRegistrationResponse({
    response: answer,
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: rpId,
    requireUserVerification: true,
    supportedAlgorithmIDs: algorithms,
  }).catch(() => undefined);
  if (result?.verified !== true || isFramed(answer.response.clientDataJSON)) return refuse('PASSKEY_FAILED');
  const { credential, aaguid, credentialBackedUp, credentialDeviceType } = result.registrationInfo;
  const publicKey = Buffer.from(credential.publicKey);
  const credentialId = Buffer.from(credential.id, 'base64url');
  const id = uuidv7(now);
  return deps.db.tx(scope, async (tx) => {
    if ((await passkeyByCredential(tx, credentialId)) !== undefined) return refuse('PASSKEY_FAILED');
    const entryId = await deps.journal(tx, {
      type: 'identity.passkey-bound',
      actor: { kind: 'account', id: who.accountId },
      object: { kind: 'passkey', id },
      data: {
        publicKeyHash: hex(sha256(publicKey)),
        credentialHash: hex(sha256(credentialId)),
        backupEligible: credentialDeviceType === 'multiDevice',
      },
    });
    await insertPasskey(tx, {
      id,
      account_id: who.accountId,
      credential_id: credentialId,
      public_key: publicKey,
      algorithm: algorithmOf(publicKey),
      sign_count: credential.counter,
      transports: [...(credential.transports ?? [])],
      aaguid,
      backup_eligible: credentialDeviceType === 'multiDevice',
      backed_up: credentialBackedUp,
      label: given.label.normalize('NFC').trim().slice(0, 60) || 'passkey',
      entry_id: entryId,
      created_at: now,
    });
    return { id };
  });
}

/** Options for a log-in: no account is named, the browser offers the keys it has. */
export async function beginPasskeySignIn(
  deps: IdentityDeps,
): Promise<{ challenge: string; rpId: string; userVerification: 'required'; timeout: number }> {
  const challenge = randomToken(32);
  const until = new Date(deps.clock.real().getTime() + 5 * minutes);
  await deps.db.tx(scope, (tx) => putOneTime(tx, 'passkey-sign-in', tokenHash(challenge), null, {}, until));
  return { challenge, rpId: relyingParty(deps).rpId, userVerification: 'required', timeout: 5 * minutes };
}

export async function finishPasskeySignIn(
  deps: IdentityDeps,
  answer: unknown,
  client: Client,
): Promise<SignedIn | Refusal> {
  const challenge = challengeOf((answer as AssertionAnswer)?.response?.clientDataJSON);
  const now = deps.clock.real();
  const taken =
    challenge === undefined
      ? undefined
      : await deps.db.tx(scope, (tx) => takeOneTime(tx, 'passkey-sign-in', tokenHash(challenge), now));
  if (challenge === undefined || taken === undefined) return refuse('PASSKEY_FAILED');
  const key = await verifyAssertion(deps, answer, challenge);
  if (isRefusal(key)) return key;
  return deps.db.tx(scope, async (tx) => {
    const session = await startSession(deps, tx, key.account_id, 'passkey', client);
    const device = client.device ?? randomBytes(18).toString('base64url');
    await trust(tx, key.account_id, deviceMac(deps, key.account_id, device), now);
    await deps.journal(tx, {
      type: 'identity.signed-in',
      actor: { kind: 'account', id: key.account_id },
      object: { kind: 'session', id: session.sessionId },
      data: { method: 'passkey' },
    });
    return { ...session, device };
  });
}

/** What a browser sent as the answer of a passkey, as far as it has the shape of one. */
export function assertionAnswer(given: unknown): AssertionAnswer | undefined {
  const answer = given as AssertionAnswer | undefined | null;
  return typeof answer?.id === 'string' && answer.id.length <= 1400 ? answer : undefined;
}

export type HeldAssertion = {
  readonly answer: AssertionAnswer;
  readonly origin: string;
  readonly rpId: string;
  readonly count: number;
  readonly backedUp: boolean;
};

/** Whether an answer was made by this key for this challenge, here, by a verified user. Writes nothing. */
export async function assertionHolds(
  deps: Pick<IdentityDeps, 'publicUrl'>,
  answer: AssertionAnswer,
  key: Pick<PasskeyRow, 'public_key' | 'sign_count'>,
  challenge: string,
): Promise<HeldAssertion | undefined> {
  const { origin, rpId } = relyingParty(deps);
  const plain = await plainAssertionHolds(answer, {
    origin,
    rpId,
    challenge,
    publicKey: key.public_key,
    count: key.sign_count,
  });
  if (plain !== undefined) return { answer, origin, rpId, ...plain };
  const result = await verifyAuthenticationResponse({
    response: answer,
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: rpId,
    requireUserVerification: true,
    credential: { id: answer.id, publicKey: new Uint8Array(key.public_key), counter: key.sign_count },
  }).catch(() => undefined);
  if (result?.verified !== true || isFramed(answer.response.clientDataJSON)) return undefined;
  const { newCounter, credentialBackedUp } = result.authenticationInfo;
  return { answer, origin, rpId, count: newCounter, backedUp: credentialBackedUp };
}

/** Verifies the assertion of a log-in against the key it names and advances its counter. */
async function verifyAssertion(deps: IdentityDeps, given: unknown, challenge: string): Promise<PasskeyRow | Refusal> {
  const answer = assertionAnswer(given);
  if (answer === undefined) return refuse('PASSKEY_FAILED');
  const row = await deps.db.tx(scope, (tx) => passkeyByCredential(tx, Buffer.from(answer.id, 'base64url')));
  const held = row === undefined ? undefined : await assertionHolds(deps, answer, row, challenge);
  if (row === undefined || held === undefined) return refuse('PASSKEY_FAILED');
  const used = await deps.db.tx(scope, (tx) => usePasskey(tx, row.id, held.count, held.backedUp, deps.clock.real()));
  return used ? row : refuse('PASSKEY_FAILED');
}

export async function removePasskey(deps: IdentityDeps, accountId: string, id: string): Promise<Refusal | undefined> {
  const done = await deps.db.tx(scope, async (tx) => {
    const revoked = await revokePasskey(tx, id, accountId, deps.clock.real());
    if (revoked)
      await deps.journal(tx, {
        type: 'identity.passkey-removed',
        actor: { kind: 'account', id: accountId },
        object: { kind: 'passkey', id },
        data: {},
      });
    return revoked;
  });
  return done ? undefined : refuse('NOT_YOURS');
}

export const listPasskeys = (deps: IdentityDeps, accountId: string): Promise<PasskeyRow[]> =>
  deps.db.tx(scope, (tx) => passkeysOf(tx, accountId));

function challengeOf(clientData: unknown): string | undefined {
  const challenge = clientFields(clientData)?.challenge;
  return typeof challenge === 'string' && challenge.length <= 200 ? challenge : undefined;
}

// WebAuthn level 3, 7.1 and 7.2: our pages are shown in nobody's frame, so what a frame of another site's page asked for is refused.
function isFramed(clientData: unknown): boolean {
  const client = clientFields(clientData);
  return client === undefined || client.crossOrigin === true || client.topOrigin !== undefined;
}

function clientFields(
  clientData: unknown,
): { challenge?: unknown; crossOrigin?: unknown; topOrigin?: unknown } | undefined {
  if (typeof clientData !== 'string' || clientData.length > 4_000) return undefined;
  try {
    const value: unknown = JSON.parse(Buffer.from(clientData, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

// COSE_Key is a CBOR map; label 3 (alg) stands in its first bytes for the three algorithms taken here.
function algorithmOf(cose: Buffer): number {
  const at = cose.indexOf(Buffer.of(0x03), 1);
  const head = cose[at + 1];
  if (head === 0x26) return -7;
  if (head === 0x27) return -8;
  return -257;
}
