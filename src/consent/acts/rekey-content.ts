import {
  dataKey,
  type Destruction,
  type DestructionReason,
  destroyKeys,
  keysOf,
  lockDataKeys,
  openJson,
  sealedUnder,
  sealJson,
} from '../../keys/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { ConsentDeps } from '../deps.ts';
import { putValue, resealChange, sealedChanges, sealedRecords } from './rekey-store.ts';

export type ContentOwner = { readonly subject_id: string; readonly holder_id: string; readonly purpose_id: string };
type Place = { table: string; row: string; column: string };
export const recordPlace = (id: string): Place => ({ table: 'data_record', row: id, column: 'sealed' });
export const changePlace = (id: string, column: 'old_sealed' | 'new_sealed'): Place => ({
  table: 'data_change',
  row: id,
  column,
});
const ownerOf = (owner: ContentOwner) =>
  ({
    class: 'content',
    subjectId: owner.subject_id,
    holderId: owner.holder_id,
    purposeId: owner.purpose_id,
  }) as const;

/**
 * Destroys a part of what lies under a purpose's content key for good (PD-3.24): `empty` takes the values out of their rows,
 * the key goes with every copy of them, and what remains is sealed anew under a fresh key. Unreadable now, irrecoverable at
 * the next rotation. Undefined where there was no key.
 */
export async function rekeyContent(
  deps: Pick<ConsentDeps, 'keys' | 'clock'>,
  tx: Tx,
  owner: ContentOwner,
  reason: DestructionReason,
  empty: () => Promise<void>,
): Promise<Destruction | undefined> {
  // Whoever is sealing under the key is waited for: a value that came meanwhile is seen below and sealed anew.
  await lockDataKeys(tx, ownerOf(owner));
  await empty();
  const [records, changes] = [
    await sealedRecords(tx, owner.subject_id, owner.purpose_id),
    await sealedChanges(tx, owner.subject_id, owner.purpose_id),
  ];
  const sealed = [
    ...records.map((one) => one.sealed),
    ...changes.flatMap((one) => [one.old_sealed, one.new_sealed].filter((value) => value !== null)),
  ];
  const keys = await keysOf(deps.keys, tx, owner.subject_id, sealed);
  const open = (place: Place, value: Buffer | null): string | null => {
    const key = value === null ? undefined : keys.get(sealedUnder(value));
    return key === undefined ? null : openJson<string>(key, place, value!);
  };
  const kept = records.map((one) => ({ id: one.id, value: open(recordPlace(one.id), one.sealed) }));
  const history = changes.map((one) => ({
    id: one.id,
    old: open(changePlace(one.id, 'old_sealed'), one.old_sealed),
    next: open(changePlace(one.id, 'new_sealed'), one.new_sealed),
  }));
  for (const key of keys.values()) key[Symbol.dispose]();
  const act = await destroyKeys(deps.keys, tx, ownerOf(owner), reason, deps.clock.real());
  if (kept.length + history.length === 0) return act;
  using key = await dataKey(deps.keys, tx, ownerOf(owner), deps.clock.real());
  const seal = (place: Place, value: string | null): Buffer | null =>
    value === null ? null : sealJson(key, place, value);
  for (const one of kept)
    if (one.value !== null) await putValue(tx, owner.subject_id, one.id, seal(recordPlace(one.id), one.value)!);
  for (const one of history)
    await resealChange(
      tx,
      owner.subject_id,
      one.id,
      seal(changePlace(one.id, 'old_sealed'), one.old),
      seal(changePlace(one.id, 'new_sealed'), one.next),
    );
  return act;
}
