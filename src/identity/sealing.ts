import { createHash } from 'node:crypto';
import { dataKey, destroyed, openSealed, sealJson } from '../keys/index.ts';
import { systemScope, type Tx } from '../platform/db/index.ts';
import type { Login } from './login.ts';
import type { IdentityDeps } from './types.ts';

// Everything here is the platform's own: no holder or person reads these tables directly.
export const scope = systemScope('identity: accounts and sessions belong to no holder');

/** What the account says of itself. Staff have a name; a citizen's name comes from the person it is bound to. */
export type Profile = { readonly login: Login; readonly name?: string };

type Where = { readonly table: string; readonly row: string; readonly column: string };

/** Seals under the account's own key: destroying that key destroys all of it. */
export async function sealFor(
  deps: Pick<IdentityDeps, 'clock' | 'keys'>,
  tx: Tx,
  accountId: string,
  where: Where,
  value: unknown,
): Promise<Buffer> {
  using key = await dataKey(deps.keys, tx, { class: 'person', subjectId: accountId }, deps.clock.real());
  return sealJson(key, where, value, { padTo: 128 });
}

/** `null` where the key is destroyed. */
export async function openFor<T>(
  deps: IdentityDeps,
  tx: Pick<Tx, 'query'>,
  accountId: string,
  where: Where,
  sealed: Buffer,
): Promise<T | null> {
  const value = await openSealed<T>(deps.keys, tx, accountId, where, sealed);
  return value === destroyed ? null : value;
}

export const profilePlace = (accountId: string): Where => ({
  table: 'account',
  row: accountId,
  column: 'profile_sealed',
});
export const clientPlace = (sessionId: string): Where => ({
  table: 'session',
  row: sessionId,
  column: 'client_sealed',
});
export const evidencePlace = (bindingId: string): Where => ({
  table: 'binding',
  row: bindingId,
  column: 'evidence_sealed',
});

/** Pairwise per holder: what one holder holds as evidence cannot be joined with what another holds (PD-29.2). */
export const pairwise = (
  deps: Pick<IdentityDeps, 'keys'>,
  kind: 'account' | 'session',
  holderId: string,
  id: string,
): string => deps.keys.mac(`identity/pairwise-${kind}`, holderId, id).toString('hex').slice(0, 32);

/** Tokens of 256 random bits need no slow hash. */
export const tokenHash = (token: string): Buffer =>
  createHash('sha256').update('makulduk/token\0').update(token).digest();
