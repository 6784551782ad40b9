import { destroyed, openJson, sealedUnder, unwrapUnlessDestroyed } from '../keys/index.ts';
import { allOrNothing, announce, together, type Tx } from '../platform/db/index.ts';
import { isRefusal, type Refusal } from '../platform/refusal.ts';
import { hex, sha256, signingChallenge } from '../record/index.ts';
import { type Ceremony, type CeremonyEnd, endCeremony, readCeremony } from './ceremony-store.ts';
import type { SigningEvidence, WebAuthnEvidence } from './evidence.ts';
import { insertKeyUse, unknownTool, useOf } from './key-use-store.ts';
import { assertionAnswer, assertionHolds, type HeldAssertion } from './passkeys.ts';
import { nextStep } from './protocol.ts';
import type { SigningRow } from './protocol-store.ts';
import { refuse } from './refusals.ts';
import { clientPlace, type Profile, profilePlace, scope } from './sealing.ts';
import { judgeBasis } from './signature-basis.ts';
import { bindingFact, sessionFactOf, signingFact } from './signing-evidence.ts';
import type { OnSigned, SessionRef } from './signing-api.ts';
import type { IdentityDeps } from './types.ts';

const ended = ['confirmed', 'refused', 'abandoned'];

type Judged = { readonly signing: SigningRow; readonly ending: CeremonyEnd; readonly evidence: SigningEvidence };

/**
 * CP-10c: signs by passkey. Read, judge, write: two statements, because this is the act that many people do at once when
 * a service opens. What is judged may change between them only where the second one checks it again.
 */
export async function signByPasskey<T>(
  deps: IdentityDeps,
  who: SessionRef,
  signingId: string,
  assertion: unknown,
  onSigned: OnSigned<T>,
): Promise<T | Refusal> {
  const arrived = onSigned.together === true ? announce(deps.db) : undefined;
  const judged = await judge(deps, who, signingId, assertion).finally(arrived);
  if (isRefusal(judged)) return judged;
  const { signing, ending, evidence } = judged;
  const act = async (tx: Tx): Promise<T | Refusal> => {
    // ES-12.1: a passkey's assertion comes ready from wherever the passkey lies.
    const use = { key_kind: 'passkey', signature_type: 'unqualified', tool: unknownTool } as const;
    // Asked for together: where the ceremony is over already, the use is undone with the rest.
    const [done] = await Promise.all([
      endCeremony(tx, ending),
      insertKeyUse(
        tx,
        signing.account_id,
        { now: deps.clock.now(), real: ending.at },
        { ...useOf(signing), ...use, certificate_number: null, key_sha256: null },
      ),
      onSigned.ahead?.(tx),
    ]);
    if (!done.used) return refuse('PASSKEY_FAILED');
    if (!done.confirmed) return refuse('SIGNING_OVER');
    return onSigned(tx, evidence);
  };
  return onSigned.together === true ? together(deps.db, scope, who.accountId, act) : allOrNothing(deps.db, scope, act);
}

/** Whether this assertion signs, by one reading of all that it is judged by: what is to be written then, or why not. */
async function judge(
  deps: IdentityDeps,
  who: SessionRef,
  signingId: string,
  assertion: unknown,
): Promise<Judged | Refusal> {
  const answer = assertionAnswer(assertion);
  const now = deps.clock.real();
  const all = await readCeremony(deps.db, {
    signingId,
    credentialId: Buffer.from(answer?.id ?? '', 'base64url'),
    now,
  });
  const last = all?.steps.at(-1);
  if (
    all === undefined ||
    last === undefined ||
    all.signing.session_id !== who.sessionId ||
    all.signing.account_id !== who.accountId ||
    ended.includes(last.kind)
  )
    return refuse('SIGNING_OVER');
  const { signing, binding, passkey, session } = all;
  const basis = judgeBasis(deps, all, signing.holder_id, signing.document_kind, 'unqualified');
  if (isRefusal(basis)) return basis;
  if (answer === undefined || passkey?.account_id !== who.accountId) return refuse('PASSKEY_FAILED');
  const challenge = signingChallenge(hex(signing.manifest_hash), signing.nonce).toString('base64url');
  const held = await assertionHolds(deps, answer, passkey, challenge);
  if (held === undefined) return refuse('PASSKEY_FAILED');
  const profile = openWith<Profile>(deps, all, profilePlace(signing.account_id), all.profileSealed);
  const client = openWith<{ address: string }>(deps, all, clientPlace(signing.session_id), session?.client_sealed);
  if (binding === undefined || session === undefined || profile === destroyed || client === destroyed)
    return refuse('SIGNING_OVER');

  const manifestHash = hex(signing.manifest_hash);
  const step = nextStep(signing.protocol_id, last, {
    kind: 'confirmed',
    data: { signing: signing.id, manifestHash, signatureType: 'unqualified' },
    at: now,
    lawAt: deps.clock.now(),
  });
  const evidence: SigningEvidence = {
    v: 1,
    signing: signingFact(signing, step),
    session: sessionFactOf(deps, { account: signing.account_id, session, profile, client }, signing.holder_id),
    binding: bindingFact(binding),
    basis,
    protocol: { id: signing.protocol_id, steps: [...all.steps, step] },
    ...webAuthnPart(passkey, held, challenge),
  };
  const ending = { passkeyId: passkey.id, count: held.count, backedUp: held.backedUp, signingId, at: now, step };
  return { signing, ending, evidence };
}

function openWith<T>(
  deps: IdentityDeps,
  { keys }: Ceremony,
  place: { table: string; row: string; column: string },
  sealed: Buffer | undefined,
): T | typeof destroyed {
  const row = sealed === undefined ? undefined : keys.find((one) => one.key_id === sealedUnder(sealed));
  if (row === undefined) return destroyed;
  const key = unwrapUnlessDestroyed(deps.keys, row);
  if (key === destroyed) return destroyed;
  using opened = key;
  return openJson<T>(opened, place, sealed!);
}

function webAuthnPart(
  key: NonNullable<Ceremony['passkey']>,
  { answer, origin, rpId, count }: HeldAssertion,
  challenge: string,
): Pick<WebAuthnEvidence, 'kind' | 'signatureType' | 'webauthn' | 'keyBinding'> {
  const flags = Buffer.from(answer.response.authenticatorData, 'base64url')[32]!;
  return {
    kind: 'SIGNED_EDOC',
    signatureType: 'unqualified',
    webauthn: {
      credentialId: answer.id,
      publicKey: key.public_key.toString('base64url'),
      algorithm: key.algorithm,
      challenge,
      clientDataJSON: answer.response.clientDataJSON,
      authenticatorData: answer.response.authenticatorData,
      signature: answer.response.signature,
      origin,
      rpId,
      rpIdHash: hex(sha256(rpId)),
      flags: {
        userPresent: (flags & 1) !== 0,
        userVerified: (flags & 4) !== 0,
        backupEligible: (flags & 8) !== 0,
        backedUp: (flags & 16) !== 0,
      },
      signCount: count,
    },
    keyBinding: { entryId: key.entry_id, at: key.created_at.toISOString() },
  };
}
