import { destroyKeys } from '../../../keys/index.ts';
import type { Tx } from '../../../platform/db/index.ts';
import type { Actor } from '../../../record/index.ts';
import { journal, type RegisterDeps } from './deps.ts';
import { countEntries, destroyEntries, insertKeeper, type KeptRegister, keyOwnersOf } from './keeper-store.ts';
import { nextRecords } from './store.ts';

// ES-13.6: what becomes of a register when whoever keeps it ceases.

type Of = { readonly caseId: string; readonly at: Date; readonly actor: Actor };

/** ES-13.6f: from a moment on another centre keeps the register. Nothing in it changes, and nothing in it ends (ES-14.6.3). */
export async function passOn(
  tx: Tx,
  deps: Omit<RegisterDeps, 'keys'>,
  { id: registerId, holderId }: KeptRegister,
  { keeperId, caseId, at, actor }: Of & { readonly keeperId: string },
): Promise<void> {
  const journalEntryId = await journal(deps, tx, {
    type: 'register.taken-over',
    actor,
    holderId,
    object: { kind: 'certificate-register', id: registerId },
    data: { keeper: keeperId, case: caseId, since: at.toISOString() },
  });
  await insertKeeper(tx, { registerId, keeperId, since: at, caseId, journalEntryId });
}

/**
 * ES-13.6d: the information entered in the register is destroyed, by its rows and by the keys of what was sealed, so that no backup has
 * it either (PD-34). Answers how many entries are gone. @throws for a register that belongs to the authority now (ES-15.4)
 */
export async function destroyRegister(
  tx: Tx,
  deps: RegisterDeps,
  { id: registerId, holderId }: KeptRegister,
  { act, caseId, at, actor }: Of & { readonly act: string },
): Promise<number> {
  await nextRecords(tx, registerId, 0);
  const entries = await countEntries(tx, registerId);
  for (const { id } of await keyOwnersOf(tx, registerId))
    await destroyKeys(
      deps.keys,
      tx,
      { class: 'proof', subjectId: id, holderId },
      { actor: actor.id, ground: ['ES-13.6d'] },
      at,
    );
  const journalEntryId = await journal(deps, tx, {
    type: 'register.destroyed',
    actor,
    holderId,
    object: { kind: 'certificate-register', id: registerId },
    data: { act, case: caseId, entries },
  });
  await destroyEntries(tx, { registerId, caseId, act, at, entries, journalEntryId });
  return entries;
}
