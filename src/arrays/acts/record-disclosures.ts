import { entryOf } from '../../consent/index.ts';
import {
  findDataKey,
  keepDataKeys,
  type PreparedKey,
  prepareDataKey,
  sealJson,
  unwrapDataKey,
} from '../../keys/index.ts';
import { uuidv7 } from '../../platform/ids.ts';
import type { Tx } from '../../platform/db/index.ts';
import { insertEntries } from '../../record/index.ts';
import type { Acting, ArrayDeps } from '../deps.ts';
import { type DisclosureRow, insertDisclosures } from '../disclosure-store.ts';
import type { DisclosureInput, Receiver } from './disclose.ts';

/** What the disclosures of one provision have in common. */
export type Provision = Pick<DisclosureInput, 'purposeId' | 'dataListId' | 'categories' | 'recipient' | 'channel'> & {
  readonly party: Receiver;
  readonly ground: string;
  /** CP-12c: the subject sees nothing of it, neither here nor in the journal. */
  readonly withheld: boolean;
};
export type ProvidedSubject = {
  readonly subjectId: string;
  readonly basis: string | null;
  readonly consentId: string | null;
};

/**
 * PD-3.19: the record of what leaves the holder, for one subject or hundreds, with as many statements. Decides nothing: who calls has
 * asked who receives, into which state, and on which ground. The rows come back in the order of the subjects.
 */
export async function recordDisclosures(
  deps: ArrayDeps,
  tx: Tx,
  who: Acting,
  what: Provision,
  subjects: readonly ProvidedSubject[],
): Promise<DisclosureRow[]> {
  const keys = await proofKeys(deps, tx, who, subjects);
  const entries: ReturnType<typeof entryOf>[] = [];
  const rows = subjects.map((one): DisclosureRow => {
    const id = uuidv7(deps.clock.real());
    const entry = entryOf(deps.clock, deps.profile, {
      type: 'disclosure.recorded',
      actor: who.actor,
      holder: who.holderId,
      ...(what.withheld ? {} : { subject: one.subjectId }),
      object: { kind: 'disclosure', id },
      data: {
        purpose: what.purposeId,
        list: what.dataListId,
        categories: [...what.categories],
        recipientType: what.party.type,
        role: what.party.role,
        country: what.party.country,
        crossBorder: what.party.crossBorder,
        basis: one.basis,
        ground: what.ground,
        channel: what.channel,
      },
    });
    entries.push(entry);
    // DECISIONS 10: who got the data is proof; it outlives the data itself.
    using key = keys.get(one.subjectId)!;
    return {
      id,
      subject_id: one.subjectId,
      holder_id: who.holderId,
      purpose_id: what.purposeId,
      data_list_id: what.dataListId,
      categories: what.categories,
      recipient_type: what.party.type,
      recipient_code: what.recipient.code,
      recipient_sealed: sealJson(key, recipientPlace(id), what.recipient.name, { padTo: 64 }) as Buffer,
      party_role: what.party.role,
      country: what.party.country,
      cross_border: what.party.crossBorder,
      cross_border_basis: one.basis,
      ground: what.ground,
      consent_id: one.consentId,
      channel: what.channel,
      at: deps.clock.now(),
      journal_entry_id: entry.id,
      withheld: what.withheld,
    };
  });
  await insertEntries(tx, entries);
  tx.onCommit(deps.poke);
  await insertDisclosures(tx, rows);
  return rows;
}

/** The proof keys of several subjects at this holder: read together, and those that are missing made together. */
export async function proofKeys(
  deps: ArrayDeps,
  tx: Tx,
  who: Pick<Acting, 'holderId'>,
  subjects: readonly { readonly subjectId: string }[],
): Promise<Map<string, PreparedKey['key']>> {
  const owners = subjects.map(({ subjectId }) => ({ class: 'proof' as const, subjectId, holderId: who.holderId }));
  const found = await Promise.all(owners.map((owner) => findDataKey(tx, owner)));
  const made: PreparedKey[] = [];
  const keys = owners.map((owner, at) => {
    const row = found[at];
    if (row !== undefined) return unwrapDataKey(deps.keys, row);
    const prepared = prepareDataKey(deps.keys, owner, deps.clock.real());
    made.push(prepared);
    return prepared.key;
  });
  await keepDataKeys(
    tx,
    made.map(({ row }) => row),
  );
  return new Map(owners.map(({ subjectId }, at) => [subjectId, keys[at]!]));
}

export const recipientPlace = (id: string) => ({ table: 'disclosure', row: id, column: 'recipient_sealed' });
