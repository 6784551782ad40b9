import { findByPin, findPersons, mergePersons } from '../keys/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { uuidv7 } from '../platform/ids.ts';
import { isRefusal, type Refusal } from '../platform/refusal.ts';
import { accountById, bumpVersion } from './account-store.ts';
import {
  type BindingRow,
  bindingEvidence,
  insertBinding,
  lockBindingsOfPerson,
  setBindingState,
} from './binding-store.ts';
import { messages } from './outgoing.messages.ts';
import { refuse } from './refusals.ts';
import { evidencePlace, openFor, type Profile, profilePlace, scope, sealFor } from './sealing.ts';
import { revokeOthers } from './session-store.ts';
import type { IdentityDeps } from './types.ts';

/** How the authority names a record: by its number, or, where there is none (facts §3: problem PINs), by a document. */
export type NamedPerson = { readonly pin: string } | { readonly document: string };
export type MergeDecision = { readonly document: string; readonly reason: string };

/**
 * DECISIONS 1: the authority finds that two records are one human being. The account that stood for the one stands for the
 * other from now on, with its passkeys, sessions and agreements, which are the account's: the old binding ends and stays as
 * evidence, the new one names it and the decision. Where both had an account, the surviving record's stands; the other's
 * binding and sessions end, and its passkeys and agreements stay with it as evidence of what was signed: a key bound to one
 * account is never made to sign as another (ES-9.3a). A contested binding proves nothing and is refused, not moved.
 */
export async function mergePersonRecords(
  deps: IdentityDeps,
  official: { readonly accountId: string },
  named: { readonly from: NamedPerson; readonly into: NamedPerson },
  decision: MergeDecision,
): Promise<{ moved: boolean; ended: boolean } | Refusal> {
  const now = deps.clock.real();
  return deps.db.tx(scope, async (tx): Promise<{ moved: boolean; ended: boolean } | Refusal> => {
    const [fromId, intoId] = [await find(deps, tx, named.from), await find(deps, tx, named.into)];
    if (isRefusal(fromId)) return fromId;
    if (isRefusal(intoId)) return intoId;
    // Locked in one order, as the merge itself locks the persons.
    const bindings = new Map<string, BindingRow[]>();
    for (const id of [fromId, intoId].sort()) bindings.set(id, await lockBindingsOfPerson(tx, id));
    const [own, theirs] = [bindings.get(fromId)!, bindings.get(intoId)!];
    if ([...own, ...theirs].some((one) => one.state === 'contested')) return refuse('PIN_CONTESTED', { field: 'from' });
    const refusal = await mergePersons(tx, fromId, intoId, now);
    if (refusal !== undefined) return refusal;
    const old = own[0];
    const stands = theirs[0];
    const entryId = await deps.journal(tx, {
      type: 'identity.persons-merged',
      actor: { kind: 'account', id: official.accountId, role: 'officer' },
      object: { kind: 'person', id: deps.keys.mac('identity/merged', intoId).toString('hex').slice(0, 32) },
      data: {
        decision: decision.document,
        reason: decision.reason,
        ended: old?.id ?? null,
        stands: stands?.id ?? null,
      },
    });
    if (old === undefined) return { moved: false, ended: false };
    await setBindingState(tx, old.id, 'ended', now);
    if (stands === undefined) await moveBinding(deps, tx, old, intoId, entryId, decision);
    else await revokeOthers(tx, old.account_id, null, now);
    await bumpVersion(tx, old.account_id);
    await tell(deps, tx, old.account_id, stands === undefined ? messages.personMerged : messages.bindingEndedByMerge);
    return { moved: stands === undefined, ended: stands !== undefined };
  });
}

async function find(deps: IdentityDeps, tx: Tx, named: NamedPerson): Promise<string | Refusal> {
  if ('pin' in named) {
    const found = await findByPin(deps.keys, tx, named.pin.replace(/\D/g, ''));
    if (found.state === 'frozen') return refuse('PIN_CONTESTED', { field: 'pin' });
    return found.state === 'active' ? found.personId : refuse('NOT_YOURS');
  }
  const found = await findPersons(deps.keys, tx, 'document', named.document.replace(/\s/g, '').toUpperCase());
  return found.length === 1 ? found[0]! : refuse('NOT_YOURS');
}

async function moveBinding(
  deps: IdentityDeps,
  tx: Tx,
  old: BindingRow,
  personId: string,
  entryId: string,
  decision: MergeDecision,
): Promise<void> {
  const { sealed, by_account, holder_id } = await bindingEvidence(tx, old.id);
  const proof = await openFor<Record<string, unknown>>(deps, tx, old.account_id, evidencePlace(old.id), sealed);
  const id = uuidv7(deps.clock.real());
  const evidence = { ...proof, mergedFrom: old.id, decision: decision.document, reason: decision.reason };
  await insertBinding(tx, {
    ...old,
    id,
    person_id: personId,
    state: 'active',
    sealed: await sealFor(deps, tx, old.account_id, evidencePlace(id), evidence),
    by_account,
    holder_id,
    entry_id: entryId,
    at: deps.clock.real(),
  });
}

async function tell(
  deps: IdentityDeps,
  tx: Tx,
  accountId: string,
  words: (typeof messages)['personMerged' | 'bindingEndedByMerge'],
): Promise<void> {
  const account = await accountById(tx, accountId);
  if (account === undefined) return;
  const profile = await openFor<Profile>(deps, tx, accountId, profilePlace(accountId), account.profile_sealed);
  if (profile === null) return;
  const to = { kind: profile.login.kind, address: profile.login.value };
  await deps.sendMessage(tx, { to, lang: account.lang, ...words });
}
