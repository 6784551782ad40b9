import { dataKey, destroyed, keysOf, openJson, openSealed, sealedUnder, sealJson } from '../../keys/index.ts';
import { changePlace, putValue, recordPlace, rekeyContent } from '../../consent/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import { uuidv7 } from '../../platform/ids.ts';
import type { Refusal } from '../../platform/refusal.ts';
import { type ChangeGround, isDuty } from '../codes.ts';
import { type Acting, type ArrayDeps, journal } from '../deps.ts';
import {
  type ChangeRow,
  changesOf,
  endBlock,
  insertChange,
  liveBlocks,
  lockRecord,
  markDestroyed,
  markVerified,
  type StoredRecord,
} from '../record-store.ts';
import { refuse } from '../refusals.ts';
import { holderScope } from '../../platform/db/index.ts';
import { type RecordRef, withRecord } from './operate.ts';

export type ChangeInput = {
  readonly ground: ChangeGround;
  readonly document: string /** The block this ends (PD-23), else null. */;
  readonly unblocking: string | null;
};
const ownerOf = (record: StoredRecord) =>
  ({
    class: 'content',
    subjectId: record.subject_id,
    holderId: record.holder_id,
    purposeId: record.purpose_id,
  }) as const;

/** PD-3.22: puts a new value in place of the old one; the history keeps both, with ground, document, who and when. */
export async function updateRecord(
  deps: ArrayDeps,
  who: Acting,
  ref: RecordRef,
  input: ChangeInput & { readonly value: string },
): Promise<{ changeId: string } | Refusal> {
  return withRecord(
    deps,
    who,
    ref,
    'update',
    (_tx, record) => ({ action: 'update', purpose: { id: record.purpose_id }, unblocking: input.unblocking }),
    async (tx, record) => {
      const at = deps.clock.now();
      const changeId = uuidv7(deps.clock.real());
      const old =
        record.sealed === null
          ? null
          : await openSealed<string>(deps.keys, tx, record.subject_id, recordPlace(record.id), record.sealed);
      if (old === destroyed) return refuse('RECORD_DESTROYED');
      using key = await dataKey(deps.keys, tx, ownerOf(record), deps.clock.real());
      const entryId = await journal(deps, tx, who, {
        type: 'data.updated',
        subject: ref.subjectId,
        object: { kind: 'data-record', id: record.id },
        data: { change: changeId, ground: input.ground, unblocking: input.unblocking },
      });
      await insertChange(tx, {
        ...changeOf(record, changeId, 'update', input, who, at),
        entryId,
        old: old === null ? null : sealJson(key, changePlace(changeId, 'old_sealed'), old),
        next: sealJson(key, changePlace(changeId, 'new_sealed'), input.value),
      });
      await putValue(tx, record.subject_id, record.id, sealJson(key, recordPlace(record.id), input.value));
      await markVerified(tx, record.subject_id, record.id, input.document, at);
      await endRecordBlock(tx, who, ref, input, 'corrected', at);
      return { changeId };
    },
    needsGround(input),
  );
}

/** PD-4.3: somebody compared the record with a document and found it right. */
export async function verifyRecord(
  deps: ArrayDeps,
  who: Acting,
  ref: RecordRef,
  document: string,
): Promise<{ verifiedAt: Date } | Refusal> {
  return withRecord(
    deps,
    who,
    ref,
    'store',
    (_tx, record) => ({ action: 'store', purpose: { id: record.purpose_id }, unblocking: null }),
    async (tx, record) => {
      const at = deps.clock.now();
      const changeId = uuidv7(deps.clock.real());
      const entryId = await journal(deps, tx, who, {
        type: 'data.verified',
        subject: ref.subjectId,
        object: { kind: 'data-record', id: record.id },
        data: { change: changeId },
      });
      await insertChange(tx, {
        ...changeOf(record, changeId, 'verified', { ground: 'review', document }, who, at),
        entryId,
        old: null,
        next: null,
      });
      await markVerified(tx, record.subject_id, record.id, document, at);
      return { verifiedAt: at };
    },
    false,
  );
}

/**
 * Destroys one record for good: the purpose's key goes with everything sealed under it, and what remains of the purpose is
 * sealed anew under a fresh key. Unreadable now, irrecoverable at the next rotation.
 */
export async function destroyRecord(
  deps: ArrayDeps,
  who: Acting,
  ref: RecordRef,
  input: ChangeInput,
): Promise<{ irrecoverableOn: string | null } | Refusal> {
  return withRecord(
    deps,
    who,
    ref,
    'destroy',
    (_tx, record) => ({ action: 'destroy', purpose: { id: record.purpose_id }, unblocking: input.unblocking }),
    async (tx, record) => {
      const at = deps.clock.now();
      const changeId = uuidv7(deps.clock.real());
      const act = await rekeyContent(deps, tx, record, { actor: who.actor.id, ground: ['PD-3.24', 'PD-23.6'] }, () =>
        markDestroyed(tx, record.subject_id, record.id, at),
      );
      const irrecoverableOn = act?.irrecoverableOn ?? null;
      const entryId = await journal(deps, tx, who, {
        type: 'data.destroyed',
        subject: ref.subjectId,
        object: { kind: 'data-record', id: record.id },
        data: { change: changeId, ground: input.ground, unblocking: input.unblocking, irrecoverableOn },
      });
      await insertChange(tx, {
        ...changeOf(record, changeId, 'destroyed', input, who, at),
        entryId,
        old: null,
        next: null,
      });
      await endRecordBlock(tx, who, ref, input, 'destroyed', at);
      return { irrecoverableOn };
    },
    needsGround(input),
  );
}

export type HistoryItem = Omit<ChangeRow, 'old_sealed' | 'new_sealed'> & {
  readonly old: string | null;
  readonly next: string | null;
};

/** The history of a record with its values, as far as they are still readable. */
export async function historyOf(
  deps: ArrayDeps,
  who: Acting,
  ref: RecordRef,
): Promise<{ record: StoredRecord; history: HistoryItem[] } | Refusal> {
  return deps.db.tx(holderScope(who.holderId), async (tx) => {
    const record = await lockRecord(tx, who.holderId, ref.subjectId, ref.recordId);
    if (record === null) return refuse('RECORD_UNKNOWN');
    const rows = await changesOf(tx, ref.subjectId, ref.recordId);
    const keys = await keysOf(
      deps.keys,
      tx,
      ref.subjectId,
      rows.flatMap((row) => [row.old_sealed, row.new_sealed].filter((value) => value !== null)),
    );
    const open = (row: ChangeRow, column: 'old_sealed' | 'new_sealed'): string | null => {
      const value = row[column];
      const key = value === null ? undefined : keys.get(sealedUnder(value));
      return key === undefined ? null : openJson<string>(key, changePlace(row.id, column), value!);
    };
    const history = rows.map(({ old_sealed: _old, new_sealed: _new, ...row }, index) => ({
      ...row,
      old: open(rows[index]!, 'old_sealed'),
      next: open(rows[index]!, 'new_sealed'),
    }));
    for (const key of keys.values()) key[Symbol.dispose]();
    // The history shows values: a look at it is an act of its own.
    await journal(deps, tx, who, {
      type: 'data.history-read',
      subject: ref.subjectId,
      object: { kind: 'data-record', id: ref.recordId },
      data: { changes: rows.length },
    });
    return { record, history };
  });
}

// A duty towards the subject or the State needs no ground of processing; the holder's own will does.
const needsGround = (input: ChangeInput): boolean => input.unblocking === null && !isDuty(input.ground);

const changeOf = (
  record: StoredRecord,
  id: string,
  kind: 'update' | 'verified' | 'destroyed',
  input: { ground: string; document: string },
  who: Acting,
  at: Date,
) =>
  ({
    id,
    subjectId: record.subject_id,
    holderId: record.holder_id,
    purposeId: record.purpose_id,
    recordId: record.id,
    kind,
    ground: input.ground,
    document: input.document,
    actor: who.actor,
    at,
  }) as const;

// A block of the record ends with its correction or destruction; one of a field set is ended by itself.
async function endRecordBlock(
  tx: Tx,
  who: Acting,
  ref: RecordRef,
  input: ChangeInput,
  outcome: 'corrected' | 'destroyed',
  at: Date,
): Promise<void> {
  const block = (await liveBlocks(tx, who.holderId, ref.subjectId)).find((one) => one.id === input.unblocking);
  if (block?.recordId === ref.recordId) await endBlock(tx, ref.subjectId, block.id, outcome, input.document, at);
}
