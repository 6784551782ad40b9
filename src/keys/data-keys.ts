// Data keys: one a subject, class and purpose, wrapped in the database, unwrapped only while they are used.

import type { Tx } from '../platform/db/index.ts';
import { uuidv7 } from '../platform/ids.ts';
import { randomBytes } from 'node:crypto';
import { type DataKeyRow, insertKeys, keysById, lockKeysOf, newestKey } from './data-key-store.ts';
import { KekGone, type KeyClass } from './key-store.ts';
import type { Keys } from './keys.ts';
import { DataKey, openJson, type Place, sealedUnder } from './seal.ts';

/** Whose key, and of which class. `content` keys are per purpose; `proof` keys live on for disputes (DECISIONS 10). */
export type KeyOwner =
  | { readonly class: 'content'; readonly subjectId: string; readonly holderId: string; readonly purposeId: string }
  | { readonly class: 'proof'; readonly subjectId: string; readonly holderId: string }
  | { readonly class: 'person'; readonly subjectId: string };

/** A fresh key with the row it is kept in, not yet inserted. */
export type PreparedKey = { readonly key: DataKey; readonly row: DataKeyRow };

/**
 * A fresh key for the hot path: put `row` into the act's own statement (`INSERT INTO data_key ${dataKeyColumns} …`), seal
 * with `key`, and no extra round trip is needed. Several keys of one owner are fine: a sealed value names its key, and
 * destruction takes them all.
 */
export function prepareDataKey(keys: Keys, owner: KeyOwner, now: Date): PreparedKey {
  const id = uuidv7(now);
  const bytes = randomBytes(32);
  const { kekId, wrapped } = keys.store.wrap(bytes, wrappedAt(owner.subjectId, id));
  const row: DataKeyRow = {
    subject_id: owner.subjectId,
    key_id: id,
    holder_id: owner.class === 'person' ? null : owner.holderId,
    class: owner.class,
    purpose_id: owner.class === 'content' ? owner.purposeId : null,
    kek_id: kekId,
    wrapped,
    created_at: now,
  };
  return { key: new DataKey(id, bytes), row };
}

/** The columns of `data_key` in the order of `dataKeyValues`. */
export const dataKeyColumns = '(subject_id, key_id, holder_id, class, purpose_id, kek_id, wrapped, created_at)';
export const dataKeyValues = (row: DataKeyRow): readonly unknown[] => [
  row.subject_id,
  row.key_id,
  row.holder_id,
  row.class,
  row.purpose_id,
  row.kek_id,
  row.wrapped,
  row.created_at,
];

/** The owner's key, made on first use. One round trip where it exists, two where it is made. */
export async function dataKey(keys: Keys, tx: Tx, owner: KeyOwner, now: Date): Promise<DataKey> {
  const found = await findDataKey(tx, owner);
  return found === undefined ? newDataKey(keys, tx, owner, now) : unwrapDataKey(keys, found);
}

/** The owner's key as it lies, safe from destruction until the transaction ends; nothing where there is none yet. */
export const findDataKey = (
  tx: Tx,
  owner: Pick<KeyOwner, 'subjectId'> & ({ class: 'proof' | 'person' } | { class: 'content'; purposeId: string }),
): Promise<DataKeyRow | undefined> =>
  newestKey(tx, {
    subjectId: owner.subjectId,
    class: owner.class,
    purposeId: owner.class === 'content' ? owner.purposeId : null,
  });

/** Makes a key for the owner. */
async function newDataKey(keys: Keys, tx: Tx, owner: KeyOwner, now: Date): Promise<DataKey> {
  const prepared = prepareDataKey(keys, owner, now);
  await keepDataKeys(tx, [prepared.row]);
  return prepared.key;
}

/** Keeps keys that were prepared, however many, in one statement. */
export const keepDataKeys = async (tx: Tx, rows: readonly DataKeyRow[]): Promise<void> => {
  if (rows.length > 0) await insertKeys(tx, rows);
};

/** Locks the owner's keys until the transaction ends, before values are read that are to be sealed anew. */
export const lockDataKeys = (tx: Tx, owner: KeyOwner): Promise<void> =>
  lockKeysOf(tx, owner.subjectId, owner.class, owner.class === 'content' ? owner.purposeId : null);

/**
 * Unwraps a key that was read with its row (`subject_id, key_id, kek_id, wrapped`). Unwrapped keys are never cached:
 * the row is read each time, so that a destroyed key is gone at once on every server.
 * @throws KekGone where the wrapping key is destroyed
 */
export function unwrapDataKey(
  keys: Keys,
  row: Pick<DataKeyRow, 'subject_id' | 'key_id' | 'kek_id' | 'wrapped'>,
): DataKey {
  return new DataKey(row.key_id, keys.store.unwrap(row.kek_id, row.wrapped, wrappedAt(row.subject_id, row.key_id)));
}

/** The place a wrapped key is bound to: it does not open under another subject or name. */
export const wrappedAt = (subjectId: string, keyId: string): string => `data_key/${subjectId}/${keyId}`;

/** What `openSealed` answers where the key is destroyed: the value is gone for good, which is a lawful state and no fault. */
export const destroyed: unique symbol = Symbol('destroyed');

/** The same, or `destroyed`: a row of an old backup under a wrapping key that was destroyed is gone, like a deleted row. */
export function unwrapUnlessDestroyed(
  keys: Keys,
  row: Pick<DataKeyRow, 'subject_id' | 'key_id' | 'kek_id' | 'wrapped'>,
): DataKey | typeof destroyed {
  try {
    return unwrapDataKey(keys, row);
  } catch (error) {
    if (error instanceof KekGone) return destroyed;
    throw error;
  }
}

/** The keys of several sealed values of one subject, in one round trip. A destroyed key is absent from the map. */
export async function keysOf(
  keys: Keys,
  tx: Pick<Tx, 'query'>,
  subjectId: string,
  sealed: readonly Uint8Array[],
): Promise<Map<string, DataKey>> {
  const ids = [...new Set(sealed.map(sealedUnder))];
  const found = new Map<string, DataKey>();
  for (const row of ids.length === 0 ? [] : await keysById(tx, { subjectId, keyIds: ids })) {
    const key = unwrapUnlessDestroyed(keys, row);
    if (key !== destroyed) found.set(row.key_id, key);
  }
  return found;
}

/** Opens one sealed JSON value with its key from the database; `destroyed` where the key is no more. */
export async function openSealed<T>(
  keys: Keys,
  tx: Pick<Tx, 'query'>,
  subjectId: string,
  place: Place,
  sealed: Uint8Array,
): Promise<T | typeof destroyed> {
  const key = (await keysOf(keys, tx, subjectId, [sealed])).get(sealedUnder(sealed));
  if (key === undefined) return destroyed;
  using opened = key;
  return openJson<T>(opened, place, sealed);
}

/**
 * Whether an act failed because the key it had just wrapped came too late for a rotation (the policy of data_key refuses
 * the row). The act is whole undone: repeat it, and it wraps under the new key-encryption key.
 */
export function isKeyRetired(error: unknown): boolean {
  const { code, message } = (error ?? {}) as { code?: string; message?: string };
  return code === '42501' && message?.includes('"data_key"') === true;
}

export type { DataKeyRow, KeyClass };
