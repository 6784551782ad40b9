import { type Acting, proofKeys } from '../../arrays/index.ts';
import { entryOf } from '../../consent/index.ts';
import { sealJson } from '../../keys/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import { hashOf, insertEntries } from '../../record/index.ts';
import type { TransferDeps } from '../deps.ts';
import { searchOpen } from '../relay/messages.ts';
import { type Exemption, noticeDueAt } from '../notice-state.ts';
import { insertNotices } from '../notice-store.ts';
import { insertTransfer, type TransferRow } from '../transfer-store.ts';

export type Exempt = { readonly code: Exemption; readonly justification: string; readonly officer: string };
export type NewTransfer = Omit<
  TransferRow,
  'due_at' | 'journal_entry_id' | 'subjects' | 'profile' | 'by_kind' | 'by_id'
>;

/** The task of who knows where data was obtained; it ends when everything is stated. */
export const sourcesOpen = 'transfer.sources-open';

/**
 * CP-1b, CP-12a: a transfer comes on record together with one notice per subject, due a week later. In the transaction that
 * records the disclosures: nothing is transferred without what is owed for it. Answers when the notices fall due.
 */
export async function openNotices(
  deps: TransferDeps,
  tx: Tx,
  who: Acting,
  transfer: NewTransfer,
  disclosures: readonly { readonly id: string; readonly subject_id: string }[],
  exempt: Exempt | null,
): Promise<Date> {
  const dueAt = noticeDueAt(transfer.executed_at);
  const entry = entryOf(deps.clock, deps.profile, {
    type: 'transfer.executed',
    actor: who.actor,
    holder: who.holderId,
    object: { kind: 'transfer', id: transfer.id },
    data: {
      purpose: transfer.purpose_id,
      recipientType: transfer.recipient_type,
      country: transfer.country,
      crossBorder: transfer.cross_border,
      ground: transfer.ground,
      categories: transfer.items.map((item) => item.category),
      notices: disclosures.length,
      // Each of them, fixed in this one entry.
      noticesHash: hashOf(disclosures.map(({ id }) => id)),
      dueAt: dueAt.toISOString(),
      exemption: exempt?.code ?? null,
    },
  });
  await insertEntries(tx, [entry]);
  await insertTransfer(tx, {
    ...transfer,
    subjects: disclosures.length,
    due_at: dueAt,
    by_kind: who.actor.kind,
    by_id: who.actor.id,
    profile: deps.profile,
    journal_entry_id: entry.id,
  });
  const searched =
    exempt === null
      ? await deps.withoutContacts?.(
          tx,
          who.holderId,
          disclosures.map((one) => one.subject_id),
        )
      : undefined;
  const sealed = exempt === null ? null : await sealedExemptions(deps, tx, who, disclosures, exempt);
  await insertNotices(tx, {
    holderId: who.holderId,
    transferId: transfer.id,
    dueAt,
    exemption: exempt?.code ?? null,
    exemptedBy: exempt?.officer ?? null,
    each: disclosures.map(({ id, subject_id }) => ({
      subjectId: subject_id,
      id,
      state: exempt !== null ? 'EXEMPT' : searched?.has(subject_id) ? 'CONTACT_SEARCH' : 'DUE',
      exemptionSealed: sealed?.get(id) ?? null,
    })),
  });
  // CP-13c: somebody has to find a contact, while the clock runs.
  if (searched !== undefined && searched.size > 0)
    await deps.notices.enqueue(tx, { holderId: who.holderId, kind: searchOpen, ref: transfer.id });
  // CP-15e: without the source of every item nobody can be told, so somebody is asked for it at once.
  if (exempt === null && transfer.items.some((item) => item.source === null))
    await deps.notices.enqueue(tx, { holderId: who.holderId, kind: sourcesOpen, ref: transfer.id });
  tx.onCommit(deps.poke);
  return dueAt;
}

// CP-12c: why somebody is not told is about that person: it lies under the subject's own proof key.
async function sealedExemptions(
  deps: TransferDeps,
  tx: Tx,
  who: Acting,
  disclosures: readonly { readonly id: string; readonly subject_id: string }[],
  exempt: Exempt,
): Promise<Map<string, Buffer>> {
  const keys = await proofKeys(
    deps,
    tx,
    who,
    disclosures.map((one) => ({ subjectId: one.subject_id })),
  );
  return new Map(
    disclosures.map(({ id, subject_id }) => {
      using key = keys.get(subject_id)!;
      return [id, sealJson(key, exemptionPlace(id), exempt.justification, { padTo: 64 }) as Buffer];
    }),
  );
}

export const exemptionPlace = (id: string) => ({ table: 'transfer_notice', row: id, column: 'exemption_sealed' });
