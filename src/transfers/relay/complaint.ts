import { entryOf } from '../../consent/index.ts';
import { dataKey, destroyed, livingPerson, openSealed, sealJson } from '../../keys/index.ts';
import { systemScope, type Tx } from '../../platform/db/index.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { isRefusal, type Refusal } from '../../platform/refusal.ts';
import { insertEntries } from '../../record/index.ts';
import { moveNotice } from '../acts/move-notice.ts';
import { keepContact } from '../contacts/index.ts';
import type { TransferDeps } from '../deps.ts';
import { lockNotice } from '../notice-store.ts';
import { contactsGiven, type ReachedAt, type TypedContacts } from './contacts-given.ts';
import { authorityParty, decideMatch, identityMacs } from './identity.ts';
import { complaintTold, relayContact } from './messages.ts';
import { refuse } from './refusals.ts';
import { personIdsAtAuthority } from './registration.ts';
import {
  type ComplaintRow,
  complaintsOf,
  insertComplaint,
  insertMatch,
  type ReportRow,
  reportsByMac,
  reportsOfComplaint,
} from './relay-store.ts';
import { type Action, authorityActor, lookedAt, openReport, tell } from './report.ts';

type Me = { readonly accountId: string; readonly personId: string };
export type ComplaintBody = { readonly description: string; readonly contacts: ReachedAt };
/** A holder whose report is about who complained. */
export type Matched = { readonly holderId: string; readonly actions: readonly Action[] };
export type Complaint = {
  readonly row: ComplaintRow;
  readonly body: ComplaintBody | null;
  readonly matched: readonly Matched[];
};

const place = (id: string) => ({ table: 'transfer_complaint', row: id, column: 'sealed' });

/**
 * CP-17: a person complains to the authority of an unlawful transfer. The authority looks through the reports of holders at once, in the
 * same transaction. Found: the person is told of the holder, and the holder of the person's contacts, so that it can do what it owes.
 * Not found: nobody is told anything.
 */
export const complain = (
  deps: TransferDeps,
  me: Me,
  given: TypedContacts & { readonly description: string },
): Promise<Complaint | Refusal> =>
  deps.db.tx(systemScope('a person complains to the authority'), async (tx) => {
    const contacts = contactsGiven(given);
    if (isRefusal(contacts)) return contacts;
    const description = given.description.normalize('NFC').trim();
    if (description === '') return refuse('COMPLAINT_EMPTY', { field: 'description' });
    const person = await livingPerson(deps.keys, tx, me.personId);
    if (person?.state !== 'active' || person.record === null) return refuse('PERSON_NOT_THERE');
    const macs = identityMacs(deps.keys, person.record);
    const reports = (
      await reportsByMac(
        tx,
        macs.map((one) => one.mac),
      )
    ).filter((report) => decideMatch(macs, [report]) !== null);
    const outcome = reports.length === 0 ? 'NOT_MATCHED' : 'MATCHED';
    const id = uuidv7(deps.clock.real());
    const at = deps.clock.now();
    const subjectId = deps.keys.subjectIdOf(person.personId, authorityParty);
    const owner = { class: 'proof' as const, subjectId, holderId: authorityParty };
    using key = await dataKey(deps.keys, tx, owner, deps.clock.real());
    const body: ComplaintBody = { description, contacts };
    const entry = entryOf(deps.clock, deps.profile, {
      type: 'transfer.complained',
      actor: { kind: 'account', id: me.accountId },
      object: { kind: 'transfer-complaint', id },
      data: { outcome, reports: reports.map((one) => one.id) },
    });
    await insertEntries(tx, [entry]);
    tx.onCommit(deps.poke);
    const sealed = sealJson(key, place(id), body, { padTo: 512 }) as Buffer;
    const row = await insertComplaint(
      tx,
      { id, subject_id: subjectId, sealed, filed_at: at, outcome, matched_at: at },
      entry.id,
    );
    const matched: Matched[] = [];
    for (const report of reports)
      matched.push(await bringTogether(deps, tx, { complaintId: id, personId: person.personId, contacts }, report));
    return { row, body, matched };
  });

/** CP-17c, CP-17d: each is told of the other, and the notice is owed again. */
async function bringTogether(
  deps: TransferDeps,
  tx: Tx,
  { complaintId, personId, contacts }: { complaintId: string; personId: string; contacts: ReachedAt },
  report: ReportRow,
): Promise<Matched> {
  const actions = (await openReport(deps, tx, report))?.actions ?? [];
  const holder = await deps.registers.within(tx).holder(report.holder_id);
  const outboxId = await tell(deps, tx, personId, contacts, complaintTold(holder!, actions));
  const who = { holderId: report.holder_id, actor: authorityActor };
  const at = { holderId: report.holder_id, subjectId: report.subject_id };
  for (const kind of ['email', 'phone', 'address'] as const) {
    const value = contacts[kind];
    if (value === null) continue;
    const kept = await keepContact(deps, tx, who, at, {
      kind,
      value,
      source: 'authority',
      reference: complaintId,
      donor: null,
    });
    if (isRefusal(kept)) throw new Error(`a contact that was checked is kept: ${kept.code}`);
  }
  const notice = await lockNotice(tx, { transferId: report.transfer_id, noticeId: report.notice_id });
  if (notice?.state === 'IMPOSSIBLE') {
    const moved = await moveNotice(deps, tx, who, notice, 'DUE', {}, { complaint: complaintId });
    if (moved !== null) throw new Error(`a notice found again is due: ${moved.code}`);
  }
  await deps.notices.enqueue(tx, { holderId: report.holder_id, kind: relayContact, ref: report.transfer_id });
  await insertMatch(tx, complaintId, report.id, outboxId);
  return { holderId: report.holder_id, actions };
}

/** A person's own complaints, newest first. */
export const myComplaints = (deps: TransferDeps, personId: string): Promise<Complaint[]> =>
  deps.db.tx(systemScope('a person reads the own complaints'), async (tx) =>
    opened(deps, tx, await complaintsOf(tx, await personIdsAtAuthority(deps, tx, personId), 50)),
  );
/** All of them, for an officer of the authority. */
export const allComplaints = (deps: TransferDeps, officer: string): Promise<Complaint[]> =>
  deps.db.tx(systemScope('the authority reads its complaints'), async (tx) => {
    const all = await opened(deps, tx, await complaintsOf(tx, null, 50));
    await lookedAt(deps, tx, officer, 'transfer-complaint', all.length);
    return all;
  });

async function opened(deps: TransferDeps, tx: Tx, rows: readonly ComplaintRow[]): Promise<Complaint[]> {
  const all: Complaint[] = [];
  for (const row of rows) {
    const body = await openSealed<ComplaintBody>(deps.keys, tx, row.subject_id, place(row.id), row.sealed);
    const matched: Matched[] = [];
    for (const report of await reportsOfComplaint(tx, row.id))
      matched.push({ holderId: report.holder_id, actions: (await openReport(deps, tx, report))?.actions ?? [] });
    all.push({ row, body: body === destroyed ? null : body, matched });
  }
  return all;
}
