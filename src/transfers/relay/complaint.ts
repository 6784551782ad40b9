import { journalAll } from '../../arrays/index.ts';
import { dataKey, destroyed, livingPerson, openSealed, sealJson } from '../../keys/index.ts';
import { systemScope, type Tx } from '../../platform/db/index.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { isRefusal, type Refusal } from '../../platform/refusal.ts';
import type { TransferDeps } from '../deps.ts';
import { answerPlace } from './answer-complaint.ts';
import { contactsGiven, type TypedContacts } from './contacts-given.ts';
import { authorityParty, decideMatch, identityMacs } from './identity.ts';
import { complaintOpen } from './messages.ts';
import { refuse } from './refusals.ts';
import { personIdsAtAuthority } from './registration.ts';
import {
  type ComplaintRow,
  complaintsOf,
  insertComplaint,
  lastMatch,
  reportsByMac,
  reportsOfComplaint,
} from './relay-store.ts';
import { lookedAt } from './report.ts';
import { openReport } from './report-read.ts';
import { bringTogether, type ComplaintBody, complaintPlace, type Matched } from './bring-together.ts';

type Me = { readonly accountId: string; readonly personId: string };
export type Complaint = {
  readonly row: ComplaintRow;
  readonly body: ComplaintBody | null;
  readonly matched: readonly Matched[];
  /** PD-15.1: what an officer has answered; null: nothing yet, or its key is destroyed. */
  readonly answer: string | null;
};

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
    const [entryId] = await journalAll(deps, tx, [
      {
        type: 'transfer.complained',
        actor: { kind: 'account', id: me.accountId },
        object: { kind: 'transfer-complaint', id },
        data: { outcome, reports: reports.map((one) => one.id) },
      },
    ]);
    const sealed = sealJson(key, complaintPlace(id), body, { padTo: 512 }) as Buffer;
    const row = await insertComplaint(
      tx,
      { id, subject_id: subjectId, sealed, filed_at: at, outcome, matched_at: at },
      entryId!,
      macs,
    );
    // PD-15.1: nothing was found, so an officer owes an answer.
    if (reports.length === 0)
      await deps.notices.enqueue(tx, { holderId: authorityParty, kind: complaintOpen, ref: id });
    const matched: Matched[] = [];
    for (const report of reports)
      matched.push(await bringTogether(deps, tx, { complaintId: id, personId: person.personId, contacts, at }, report));
    return { row, body, matched, answer: null };
  });

/** A person's own complaints, newest first. */
export const myComplaints = (deps: TransferDeps, personId: string): Promise<Complaint[]> =>
  deps.db.tx(systemScope('a person reads the own complaints'), async (tx) =>
    opened(deps, tx, await complaintsOf(tx, await personIdsAtAuthority(deps, tx, personId), 50)),
  );
/** All of them, or one, for an officer of the authority. */
export const allComplaints = (deps: TransferDeps, officer: string, id: string | null = null): Promise<Complaint[]> =>
  deps.db.tx(systemScope('the authority reads its complaints'), async (tx) => {
    const all = await opened(deps, tx, await complaintsOf(tx, null, 50, id));
    await lookedAt(deps, tx, officer, 'transfer-complaint', all.length);
    return all;
  });

async function opened(deps: TransferDeps, tx: Tx, rows: readonly ComplaintRow[]): Promise<Complaint[]> {
  const all: Complaint[] = [];
  for (const row of rows) {
    const body = await openSealed<ComplaintBody>(deps.keys, tx, row.subject_id, complaintPlace(row.id), row.sealed);
    const matched: Matched[] = [];
    for (const report of await reportsOfComplaint(tx, row.id))
      matched.push({ holderId: report.holder_id, actions: (await openReport(deps, tx, report))?.actions ?? [] });
    // A report that came later is found too; when it came stands beside.
    const now = { outcome: matched.length > 0 ? ('MATCHED' as const) : row.outcome };
    const matched_at = (await lastMatch(tx, row.id)) ?? row.matched_at;
    const answer =
      row.answer_sealed === null
        ? null
        : await openSealed<string>(deps.keys, tx, row.subject_id, answerPlace(row.id), row.answer_sealed);
    all.push({
      row: { ...row, ...now, matched_at },
      body: body === destroyed ? null : body,
      matched,
      answer: answer === destroyed ? null : answer,
    });
  }
  return all;
}
