// Destruction of data by destroying its keys (PD-3.24, PD-34). Two moments: unreadable now, irrecoverable when the
// wrapping key is destroyed too, at the next rotation.

import type { Db, Scope, Tx } from '../platform/db/index.ts';
import { systemScope } from '../platform/db/index.ts';
import { uuidv7 } from '../platform/ids.ts';
import {
  deleteKeys,
  type DestructionRow,
  destructionsOf,
  insertDestruction,
  markNoted,
  unnoted,
} from './data-key-store.ts';
import type { KeyOwner } from './data-keys.ts';
import { bishkekDate, type KeyClass, type KeyStore, type NotedDestruction } from './key-store.ts';
import type { Keys } from './keys.ts';

/** What a destruction act states (PD-34.1d). It holds no personal value: `subjectId` is the pairwise pseudonym. */
export type Destruction = {
  readonly id: string;
  readonly subjectId: string;
  readonly holderId: string | null;
  readonly class: KeyClass;
  readonly purposeId: string | null;
  /** How many keys were destroyed. */
  readonly keys: number;
  /** First moment: from here on nobody opens the data through the platform. */
  readonly unreadableAt: Date;
  /** The day planned for the second moment: the next rotation. */
  readonly irrecoverableOn: string;
  /** Second moment, once it has come: no copy, no backup opens any more. */
  readonly irrecoverableAt: Date | null;
  readonly actor: string;
  readonly ground: readonly string[];
};

/** Who destroys and on which ground: requirement or article ids, the decisive one first. */
export type DestructionReason = { readonly actor: string; readonly ground: readonly string[] };

/**
 * Destroys all keys of an owner within the act's transaction. Returns nothing where there was no key: there is nothing to
 * certify then. After the commit call `noteDestructions` (a worker does, and the start of the program).
 */
export async function destroyKeys(
  keys: Keys,
  tx: Tx,
  owner: KeyOwner,
  reason: DestructionReason,
  now: Date,
): Promise<Destruction | undefined> {
  const purposeId = owner.class === 'content' ? owner.purposeId : null;
  const gone = await deleteKeys(tx, owner.subjectId, owner.class, purposeId);
  if (gone.length === 0) return undefined;
  const kekIds = [...new Set(gone.map((key) => key.kek_id))];
  const row: Omit<DestructionRow, 'irrecoverable_at'> = {
    id: uuidv7(now),
    subject_id: owner.subjectId,
    holder_id: gone[0]!.holder_id,
    class: owner.class,
    purpose_id: purposeId,
    key_ids: gone.map((key) => key.key_id),
    kek_ids: kekIds,
    unreadable_at: now,
    irrecoverable_on: plannedFor(keys.store, kekIds, now),
    actor: reason.actor,
    ground: reason.ground,
    replayed_at: null,
  };
  await insertDestruction(tx, row, false);
  return toDestruction({ ...row, irrecoverable_at: null });
}

/** The destructions of a subject, oldest first, for the act and for the subject's own view. */
export async function destructions(db: Pick<Db, 'query'>, scope: Scope, subjectId: string): Promise<Destruction[]> {
  return (await destructionsOf(db, scope, subjectId)).map(toDestruction);
}

/**
 * Tells the key store of destructions that it does not know yet, so that a restored backup can be made to repeat them.
 * After the commit, not within it: a destruction that was rolled back must never be repeated. Returns how many.
 */
export async function noteDestructions(db: Db, store: KeyStore): Promise<number> {
  let count = 0;
  for (;;) {
    const noted = await db.tx(systemScope('tell the key store of destructions'), async (tx) => {
      const rows = await unnoted(tx, 1_000);
      if (rows.length === 0) return 0;
      await store.noteDestructions(rows.map(toNoted));
      await markNoted(tx, rows);
      return rows.length;
    });
    if (noted === 0) return count;
    count += noted;
  }
}

// The rotation after which none of these wrapping keys is left: the first day of the month after the youngest one's.
function plannedFor(store: KeyStore, kekIds: readonly string[], now: Date): string {
  const days = store
    .keks()
    .filter((kek) => kekIds.includes(kek.id))
    .map((kek) => firstOfNextMonth(bishkekDate(new Date(kek.createdAt))));
  return [bishkekDate(now), ...days].sort().at(-1)!;
}

/** The first day of the month after that of an ISO date. */
export function firstOfNextMonth(date: string): string {
  const [year, month] = date.split('-').map(Number) as [number, number];
  return month === 12 ? `${year + 1}-01-01` : `${year}-${String(month + 1).padStart(2, '0')}-01`;
}

const toDestruction = (row: DestructionRow): Destruction => ({
  id: row.id,
  subjectId: row.subject_id,
  holderId: row.holder_id,
  class: row.class,
  purposeId: row.purpose_id,
  keys: row.key_ids.length,
  unreadableAt: row.unreadable_at,
  irrecoverableOn: row.irrecoverable_on,
  irrecoverableAt: row.irrecoverable_at,
  actor: row.actor,
  ground: row.ground,
});

const toNoted = (row: DestructionRow): NotedDestruction => ({
  id: row.id,
  subjectId: row.subject_id,
  holderId: row.holder_id,
  class: row.class,
  purposeId: row.purpose_id,
  keyIds: row.key_ids,
  kekIds: row.kek_ids,
  unreadableAt: row.unreadable_at.toISOString(),
  irrecoverableOn: row.irrecoverable_on,
  actor: row.actor,
  ground: row.ground,
});
