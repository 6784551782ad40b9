import type { Tx } from '../platform/db/index.ts';
import type { Refusal } from '../platform/refusal.ts';
import { hex } from '../record/index.ts';
import { accountById } from './account-store.ts';
import { type BindingRow, openBindingOf } from './binding-store.ts';
import type {
  BindingFact,
  LoginSessionEvidence,
  ProtocolStep,
  SessionFact,
  SignatureBasis,
  SigningFact,
} from './evidence.ts';
import { maskLogin } from './login.ts';
import { stepsOf, type SigningRow } from './protocol-store.ts';
import { refuse } from './refusals.ts';
import { clientPlace, openFor, pairwise, type Profile, profilePlace } from './sealing.ts';
import { openSession, type SessionRow } from './session-store.ts';
import type { SessionRef } from './signing-api.ts';
import type { IdentityDeps } from './types.ts';

type Common = Omit<LoginSessionEvidence, 'kind' | 'signatureType' | 'key'>;

/** What both kinds of evidence say: the signing, the session, the person, the basis, the protocol. */
export async function commonEvidence(
  deps: IdentityDeps,
  tx: Tx,
  session: SessionRef,
  row: SigningRow,
  basis: SignatureBasis,
  last: ProtocolStep,
): Promise<Common | Refusal> {
  const binding = await openBindingOf(tx, session.accountId);
  const fact = await sessionFact(deps, tx, session, row.holder_id);
  if (binding?.state !== 'active' || fact === null) return refuse('NOT_BOUND');
  return {
    v: 1,
    signing: signingFact(row, last),
    session: fact,
    binding: bindingFact(binding),
    basis,
    protocol: { id: row.protocol_id, steps: await stepsOf(tx, row.protocol_id) },
  };
}

/** CP-10d-1: the fact of use of the system with that login; nothing of the password is in it. */
async function sessionFact(
  deps: IdentityDeps,
  tx: Tx,
  session: SessionRef,
  holderId: string,
): Promise<SessionFact | null> {
  const live = await openSession(tx, session.sessionId, session.accountId, deps.clock.real());
  const account = await accountById(tx, session.accountId);
  if (live === undefined || account === undefined) return null;
  const profile = await openFor<Profile>(deps, tx, account.id, profilePlace(account.id), account.profile_sealed);
  const client = await openFor<{ address: string }>(deps, tx, account.id, clientPlace(live.id), live.client_sealed);
  if (profile === null || client === null) return null;
  return sessionFactOf(deps, { account: account.id, session: live, profile, client }, holderId);
}

export const signingFact = (row: SigningRow, last: ProtocolStep): SigningFact => ({
  id: row.id,
  holderId: row.holder_id,
  documentKind: row.document_kind,
  manifestHash: hex(row.manifest_hash),
  nonce: hex(row.nonce),
  begunAt: row.begun_at.toISOString(),
  confirmedAt: last.at,
  lawAt: last.lawAt,
});

export const bindingFact = (row: Pick<BindingRow, 'id' | 'method' | 'at' | 'entry_id'>): BindingFact => ({
  bindingId: row.id,
  method: row.method,
  at: row.at.toISOString(),
  entryId: row.entry_id,
});

type SessionParts = {
  readonly account: string;
  readonly session: Pick<SessionRow, 'id' | 'method' | 'authenticated_at'>;
  readonly profile: Profile;
  readonly client: { readonly address: string };
};

export function sessionFactOf(
  deps: Pick<IdentityDeps, 'keys'>,
  { account, session, profile, client }: SessionParts,
  holderId: string,
): SessionFact {
  return {
    account: pairwise(deps, 'account', holderId, account),
    session: pairwise(deps, 'session', holderId, session.id),
    loginKind: profile.login.kind,
    loginMasked: maskLogin(profile.login),
    loginMac: deps.keys.mac('identity/login-evidence', holderId, profile.login.value).toString('hex'),
    method: session.method,
    authenticatedAt: session.authenticated_at.toISOString(),
    clientAddress: client.address,
    success: true,
  };
}
