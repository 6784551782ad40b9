import { systemScope, type Tx } from '../../platform/db/index.ts';
import type { Refusal } from '../../platform/refusal.ts';
import { type CentreDeps, journalOfCentres } from '../centres/index.ts';
import {
  enteredAuthorities,
  type EnteredAuthority,
  insertLegacyApproval,
  insertLegacyEnding,
  lockFormerLaw,
} from './approval-store.ts';
import { contentOf } from './content.ts';
import { entriesOf } from './legacy-store.ts';
import { refuse } from './refusals.ts';

// ES-19.1a: what is taken over makes signatures qualified, so, as with every key of a centre, two officers answer for it.

/** What waits for its second officer, with what it would stand in place of: the same authority, approved without its register. */
export type WaitingAuthority = EnteredAuthority & { readonly replaces: EnteredAuthority | null };
export async function waitingAuthorities(tx: Tx): Promise<WaitingAuthority[]> {
  const all = await enteredAuthorities(tx);
  return all
    .filter(({ approvedAt }) => approvedAt === null)
    .map((one) => ({ ...one, replaces: standingOf(all, one.fingerprint) ?? null }));
}

const standingOf = (all: readonly EnteredAuthority[], of: string): EnteredAuthority | undefined =>
  all.find(({ fingerprint, approvedAt }) => fingerprint === of && approvedAt !== null);

/** Everything that was entered and waits, as the octets whose SHA-256 is approved: nobody answers for what they could not read. */
export async function waitingContent(tx: Tx, authorityId: string): Promise<Uint8Array | Refusal> {
  const one = (await waitingAuthorities(tx)).find(({ id }) => id === authorityId);
  if (one === undefined) return refuse('LEGACY_UNKNOWN');
  const { registerAsOf: asOf } = one;
  const register = asOf === null ? null : { asOf, certificates: await entriesOf(tx, authorityId) };
  return contentOf({ ...one, register });
}

/**
 * The second officer approves exactly what was entered (`contentHash`: SHA-256 of it, hexadecimal); from then on it counts. What stood
 * of the same authority without a register ends in the same moment.
 */
export async function approveAuthority(
  deps: CentreDeps,
  officer: string,
  what: { readonly authorityId: string; readonly contentHash: string },
): Promise<{ readonly approvedAt: Date } | Refusal> {
  const at = deps.clock.now();
  return deps.db.tx(systemScope('a second officer approves what is taken over of the former law'), async (tx) => {
    await lockFormerLaw(tx);
    const all = await enteredAuthorities(tx);
    const one = all.find(({ id, approvedAt }) => id === what.authorityId && approvedAt === null);
    if (one === undefined) return refuse('LEGACY_UNKNOWN');
    if (one.enteredBy === null || one.contentHash !== what.contentHash)
      return refuse('LEGACY_CHANGED', { field: 'contentHash' });
    if (one.enteredBy === officer) return refuse('LEGACY_SECOND_OFFICER');
    const before = standingOf(all, one.fingerprint);
    if (before !== undefined) await end(tx, deps, { one: before, officer, at, ground: one.id });
    const entryId = await journalOfCentres(deps, tx, {
      type: 'legacy.authority-approved',
      actor: { kind: 'account', id: officer, role: 'officer' },
      object: { kind: 'legacy-authority', id: one.id },
      data: { fingerprint: one.fingerprint, contentHash: one.contentHash },
    });
    await insertLegacyApproval(tx, { authorityId: one.id, officer, at, entryId });
    return { approvedAt: at };
  });
}

/** What was taken over by mistake, or waits and is not wanted, ends: nothing is judged by it from now on. One officer suffices. */
export async function endAuthority(
  deps: CentreDeps,
  officer: string,
  what: { readonly authorityId: string; readonly ground: string },
): Promise<{ readonly endedAt: Date } | Refusal> {
  const at = deps.clock.now();
  return deps.db.tx(systemScope('what was taken over of the former law ends'), async (tx) => {
    await lockFormerLaw(tx);
    const one = (await enteredAuthorities(tx)).find(({ id }) => id === what.authorityId);
    if (one === undefined) return refuse('LEGACY_UNKNOWN');
    await end(tx, deps, { one, officer, at, ground: what.ground });
    return { endedAt: at };
  });
}

type Ending = {
  readonly one: EnteredAuthority;
  readonly officer: string;
  readonly at: Date;
  readonly ground: string;
};
async function end(tx: Tx, deps: CentreDeps, { one, officer, at, ground }: Ending): Promise<void> {
  const entryId = await journalOfCentres(deps, tx, {
    type: 'legacy.authority-ended',
    actor: { kind: 'account', id: officer, role: 'officer' },
    object: { kind: 'legacy-authority', id: one.id },
    data: { fingerprint: one.fingerprint, ground },
  });
  await insertLegacyEnding(tx, { authorityId: one.id, officer, at, ground, entryId });
}
