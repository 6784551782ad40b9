import { may, type MayAnswer, mayReasons, recordPlace } from '../../consent/index.ts';
import { destroyed, openSealed } from '../../keys/index.ts';
import { holderScope, type Tx } from '../../platform/db/index.ts';
import type { Refusal } from '../../platform/refusal.ts';
import { type Acting, type ArrayDeps, journal, journalRefused, within } from '../deps.ts';
import { furtherById } from '../further-store.ts';
import { decideOperation, type Operation } from '../operation.ts';
import { liveBlocks, lockRecord, type StoredRecord } from '../record-store.ts';
import { refuse } from '../refusals.ts';

export type RecordRef = { readonly subjectId: string; readonly recordId: string };

export type OperationInput = {
  readonly action: string;
  readonly purposeId: string | null;
  readonly furtherPurposeId: string | null;
};

/**
 * PD-4.2b: an operation names its purpose, and starts only if it is the one the data was collected for, or one of the three
 * further ones under protection (PD-4.2c). `use` opens the value; a processor was let in by its contract before (PD-3.12).
 */
export async function startOperation(
  deps: ArrayDeps,
  who: Acting,
  ref: RecordRef,
  input: OperationInput,
): Promise<{ operationId: string; ground: string; value: string | null } | Refusal> {
  return withRecord(
    deps,
    who,
    ref,
    input.action,
    async (tx, record) => {
      const further =
        input.furtherPurposeId === null ? null : await furtherById(tx, who.holderId, input.furtherPurposeId);
      return {
        action: input.action,
        unblocking: null,
        purpose:
          input.furtherPurposeId === null
            ? { id: input.purposeId ?? record.purpose_id }
            : {
                further:
                  further === null
                    ? null
                    : {
                        started: further.started_at !== null && further.ended_at === null,
                        measures: further.measures.length,
                      },
              },
      };
    },
    async (tx, record, answer) => {
      const ground = answer?.ground ?? 'PD-4.2c';
      const operationId = await journal(deps, tx, who, {
        type: 'data.operation-started',
        subject: ref.subjectId,
        object: { kind: 'data-record', id: record.id },
        data: { action: input.action, purpose: input.purposeId, further: input.furtherPurposeId, ground },
      });
      return { operationId, ground, value: input.action === 'use' ? await valueOf(deps, tx, record) : null };
    },
    input.furtherPurposeId === null,
  );
}

export async function valueOf(
  deps: ArrayDeps,
  tx: Pick<Tx, 'query'>,
  record: Pick<StoredRecord, 'subject_id' | 'id' | 'sealed'>,
): Promise<string | null> {
  if (record.sealed === null) return null;
  const value = await openSealed<string>(deps.keys, tx, record.subject_id, recordPlace(record.id), record.sealed);
  return value === destroyed ? null : value;
}

/** Loads and locks a record, decides, asks `may` where the act needs a ground of its own, journals a refusal, else acts. */
export async function withRecord<T>(
  deps: ArrayDeps,
  who: Acting,
  ref: RecordRef,
  action: string,
  operation: (tx: Tx, record: StoredRecord) => Operation | Promise<Operation>,
  act: (tx: Tx, record: StoredRecord, answer: MayAnswer | null) => Promise<T | Refusal>,
  needsGround: boolean,
): Promise<T | Refusal> {
  return deps.db.tx(holderScope(who.holderId), async (tx) => {
    const record = await lockRecord(tx, who.holderId, ref.subjectId, ref.recordId);
    if (record === null) return refuse('RECORD_UNKNOWN');
    const asked = await operation(tx, record);
    const fault = decideOperation(
      {
        id: record.id,
        purposeId: record.purpose_id,
        category: record.category,
        destroyed: record.destroyed_at !== null,
        superseded: record.superseded_at !== null,
        blocks: await liveBlocks(tx, who.holderId, ref.subjectId),
      },
      asked,
    );
    const on = { subject: ref.subjectId, object: { kind: 'data-record', id: record.id } };
    if (fault !== null) return journalRefused(deps, tx, who, action, refuse(fault), on);
    const answer = needsGround
      ? await may(within(deps, tx), who.holderId, {
          purposeId: record.purpose_id,
          subjectId: ref.subjectId,
          categories: [record.category],
          action,
        })
      : null;
    if (answer !== null && !answer.allowed) return journalRefused(deps, tx, who, action, mayRefusal(answer), on);
    return act(tx, record, answer);
  });
}

/** A "no" of `may` as a refusal, with the norm behind it. */
export const mayRefusal = (answer: MayAnswer): Refusal => ({
  kind: 'refusal',
  code: answer.reason,
  law: mayReasons[answer.reason].law,
  text: mayReasons[answer.reason].text,
  status: 409,
});
