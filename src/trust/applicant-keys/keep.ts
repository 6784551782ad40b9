import { createHash } from 'node:crypto';
import {
  dataKey,
  destroyKeys,
  type Keys,
  keysOf,
  type KeyOwner,
  openValue,
  sealedUnder,
  sealValue,
} from '../../keys/index.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Tx } from '../../platform/db/index.ts';
import { formatUuid } from '../../platform/ids.ts';
import { type Actor, entryOf, insertEntries } from '../../record/index.ts';
import { logMeans } from '../centres/index.ts';
import { keyDigest } from '../issue/index.ts';
import { keyMakingMeans } from '../sign/index.ts';
import type { NewKey } from './make.ts';
import { type ErasureCause, eraseKey, insertKey, type KeyOf, newestKey } from './store.ts';

// ES-13.1.7b: between the making and the hand-over a key lies under the applicant's password, and that under a data key of its own, whose
// destruction takes it out of every backup. The centre has neither the password nor, afterwards, anything.

export type ApplicantKeyDeps = {
  readonly clock: Clock;
  readonly keys: Keys;
  readonly profile: string;
  readonly poke: () => void;
};
export type MadeKey = {
  /** SHA-256 of the SubjectPublicKeyInfo, hexadecimal. */
  readonly keySha256: string;
  readonly madeAt: Date;
  readonly erasedAt: Date | null;
};

/**
 * What the data key of an application's key stands for. Not the application itself: the centre keeps copies of documents under that
 * one (ES-15.2), and they must outlive the key.
 */
export const purposeOfKey = (caseId: string): string =>
  formatUuid(createHash('sha256').update(`applicant-key ${caseId}`).digest().subarray(0, 16));
const ownerOf = ({ subjectId, holderId, caseId }: KeyOf): KeyOwner => ({
  class: 'content',
  subjectId,
  holderId,
  purposeId: purposeOfKey(caseId),
});
const place = ({ caseId }: KeyOf) => ({ table: 'applicant_key', row: caseId, column: 'sealed' });

/** Keeps a key until it is taken; one that was made in the case before is erased. */
export async function keepKey(
  tx: Tx,
  deps: ApplicantKeyDeps,
  of: KeyOf,
  { spki, encrypted }: NewKey,
  actor: Actor,
): Promise<void> {
  await eraseKeyOf(tx, deps, of, 'made-anew', actor);
  const now = deps.clock.now();
  using key = await dataKey(deps.keys, tx, ownerOf(of), deps.clock.real());
  const digest = keyDigest(spki);
  const entryId = await journal(tx, deps, of, actor, 'applicant-key.made', { key: digest.toString('hex') });
  // ES-12.1: this key was made here, so the log of means has it.
  await logMeans(deps.clock, tx, { operation: 'keygen', means: keyMakingMeans, object: spki });
  await insertKey(tx, of, { spki_digest: digest, made_at: now, sealed: sealValue(key, place(of), encrypted) }, entryId);
}

/** The newest key of the case; null: none was made. */
export async function madeKeyOf(tx: Tx, of: Pick<KeyOf, 'subjectId' | 'caseId'>): Promise<MadeKey | null> {
  const row = await newestKey(tx, of);
  return row === undefined
    ? null
    : { keySha256: row.spki_digest.toString('hex'), madeAt: row.made_at, erasedAt: row.erased_at };
}

/** The key as its owner's password left it (EncryptedPrivateKeyInfo); null where it is not here any more. */
export async function keptKey(tx: Tx, { keys }: Pick<ApplicantKeyDeps, 'keys'>, of: KeyOf): Promise<Buffer | null> {
  const sealed = (await newestKey(tx, of))?.sealed ?? null;
  if (sealed === null) return null;
  const key = (await keysOf(keys, tx, of.subjectId, [sealed])).get(sealedUnder(sealed));
  if (key === undefined) return null;
  using opened = key;
  return openValue(opened, place(of), sealed);
}

/** Erases what is here of the key, with its record: the destruction of its data key and the entry in the journal. Whether there was one. */
export async function eraseKeyOf(
  tx: Tx,
  deps: ApplicantKeyDeps,
  of: KeyOf,
  because: ErasureCause,
  actor: Actor,
): Promise<boolean> {
  const row = await newestKey(tx, of);
  if (row === undefined || row.erased_at !== null) return false;
  const at = deps.clock.now();
  const entryId = await journal(tx, deps, of, actor, 'applicant-key.erased', {
    key: row.spki_digest.toString('hex'),
    because,
  });
  if ((await eraseKey(tx, of, { at, because, entryId })) === undefined) return false;
  await destroyKeys(
    deps.keys,
    tx,
    ownerOf(of),
    { actor: `${actor.kind}:${actor.id}`, ground: ['ES-13.1.7b'] },
    deps.clock.real(),
  );
  return true;
}

async function journal(
  tx: Tx,
  deps: ApplicantKeyDeps,
  of: KeyOf,
  actor: Actor,
  type: 'applicant-key.made' | 'applicant-key.erased',
  data: { readonly key: string; readonly because?: ErasureCause },
): Promise<string> {
  const entry = entryOf(deps.clock, deps.profile, {
    type,
    actor,
    holder: of.holderId,
    subject: of.subjectId,
    object: { kind: 'case', id: of.caseId },
    data,
  });
  await insertEntries(tx, [entry]);
  tx.onCommit(deps.poke);
  return entry.id;
}
