import { type Acting, journalAll } from '../../arrays/index.ts';
import { dataKey, fullName, livingPerson, type PersonRecord, sealJson } from '../../keys/index.ts';
import type { AttemptView } from '../../notices/index.ts';
import { systemScope, type Tx } from '../../platform/db/index.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { isRefusal, type Refusal } from '../../platform/refusal.ts';
import { moveNotice } from '../acts/move-notice.ts';
import { checksOf, contactsAt, unusable, vaultRecord } from '../contacts/index.ts';
import type { TransferDeps } from '../deps.ts';
import { transferById } from '../transfer-store.ts';
import { authorityParty, decideMatch, type IdentityKind, identityMacs } from './identity.ts';
import { matchComplaints } from './match-complaints.ts';
import { relayAcknowledged, transferTold } from './messages.ts';
import { type Action, type Identifying, openReport, type ReportBody, reportPlace, tell } from './report-read.ts';
import { onNoticeRecord } from '../on-record.ts';
import { refuse } from './refusals.ts';
import { contactsOfRegistration } from './registration.ts';
import { registrationsByMac } from './registration-store.ts';
import { allReports, failedAttempts, insertReport, type ReportRow, reportsOfTransfer } from './relay-store.ts';
import { ownNotice, stepsWithWords, type Where } from './search.ts';

export type Reported = { readonly reportId: string; readonly outcome: 'MATCHED' | 'NOT_MATCHED' };

/**
 * CP-16, CP-18c, CP-18d: a holder that cannot tell a subject reports it to the authority, and only so is the notice closed as impossible.
 * `identifying` null: closing without a report, which is refused. Its values come from the holder's record, never from what is typed:
 * nobody can be asked about under a notice that is somebody else's. The registrations are looked through in the same transaction.
 */
export const reportImpossible = (
  deps: TransferDeps,
  who: Acting,
  where: Where,
  identifying: readonly IdentityKind[] | null,
): Promise<Reported | Refusal> =>
  deps.db.tx(systemScope('a holder reports to the authority that a subject cannot be told'), async (tx) => {
    const notice = await ownNotice(tx, who, where);
    if (isRefusal(notice)) return notice;
    if (notice.state !== 'CONTACT_SEARCH') return refuse('NOT_SEARCHING');
    if (identifying === null) return refuse('REPORT_MISSING');
    const at = { holderId: who.holderId, subjectId: notice.subject_id };
    const record = await vaultRecord(deps.keys, tx, at);
    if (record === null || !enough(record, identifying))
      return refuse('REPORT_INCOMPLETE', { field: 'report/identifying', law: ['CP-16b'] });
    const steps = await stepsWithWords(deps, tx, notice);
    const actions = [
      ...steps.map(
        ({ row, named }): Action => ({ kind: row.kind, at: row.at.toISOString(), named, result: row.result }),
      ),
      ...(await failedAttempts(tx, notice.subject_id, notice.id)).map(
        ({ channel, at: when }): Action => ({
          kind: 'SEND_ATTEMPT',
          at: when.toISOString(),
          named: channel,
          result: 'failed',
        }),
      ),
    ];
    if (actions.length === 0) return refuse('REPORT_INCOMPLETE', { field: 'report', law: ['CP-16c'] });
    const tried = actions.some(({ kind }) => kind === 'SEND_ATTEMPT');
    const usable = (await contactsAt(deps, tx, at)).some((one) => unusable(checksOf(one)) === null);
    // A contact by which nothing was sent yet is no impossibility.
    if (steps.some(({ row }) => row.result === 'open') || (usable && !tried)) return refuse('SEARCH_NOT_ENDED');
    const id = uuidv7(deps.clock.real());
    const macs = identityMacs(deps.keys, record, identifying);
    const matched = await matchRegistration(deps, tx, where, who, macs);
    const outcome = matched === null ? 'NOT_MATCHED' : 'MATCHED';
    using key = await dataKey(deps.keys, tx, { class: 'proof', ...at }, deps.clock.real());
    const body: ReportBody = { identifying: asHeld(record, identifying), actions };
    const journal_entry_id = await onNoticeRecord(deps, tx, who.actor, 'transfer.impossible-reported', notice, {
      report: id,
      actions: actions.length,
      outcome,
    });
    const row: ReportRow = {
      id,
      holder_id: who.holderId,
      subject_id: notice.subject_id,
      notice_id: notice.id,
      transfer_id: notice.transfer_id,
      sealed: sealJson(key, reportPlace(id), body, { padTo: 512 }) as Buffer,
      reported_at: deps.clock.now(),
      outcome,
      registration_id: matched?.registrationId ?? null,
      outbox_id: matched?.outboxId ?? null,
    };
    await insertReport(tx, { ...row, journal_entry_id }, macs);
    if (matched !== null)
      await deps.notices.enqueue(tx, { holderId: who.holderId, kind: relayAcknowledged, ref: where.transferId });
    const moved = await moveNotice(deps, tx, who, notice, 'IMPOSSIBLE', { report_id: id }, { report: id });
    if (moved !== null) return moved;
    await matchComplaints(deps, tx, row, macs);
    return { reportId: id, outcome };
  });

/** CP-16b: at least one identifying set, and no known number kept back: a namesake could be taken for the subject. */
function enough(record: PersonRecord, kinds: readonly IdentityKind[]): boolean {
  const numbers = [...(record.pin === null ? [] : ['pin']), ...(record.documents.length === 0 ? [] : ['document'])];
  return numbers.length > 0 ? numbers.some((kind) => kinds.includes(kind as IdentityKind)) : kinds.includes('name');
}

const asHeld = (record: PersonRecord, kinds: readonly IdentityKind[]): Identifying => ({
  name: kinds.includes('name') ? fullName(record) : null,
  birthDate: kinds.includes('name') ? record.birthDate : null,
  pin: kinds.includes('pin') ? record.pin : null,
  documents: kinds.includes('document') ? record.documents.map((one) => `${one.series}${one.number}`) : [],
});

/** CP-18c, CP-18d: the registered person the report is about, told once by the contact given at registration; null = nobody. */
async function matchRegistration(
  deps: TransferDeps,
  tx: Tx,
  where: Where,
  who: Acting,
  macs: ReturnType<typeof identityMacs>,
): Promise<{ registrationId: string; outboxId: string } | null> {
  const found = decideMatch(
    macs,
    await registrationsByMac(
      tx,
      macs.map((one) => one.mac),
    ),
  );
  if (found === null) return null;
  const person = await livingPerson(deps.keys, tx, deps.keys.personIdOf(found.subject_id, authorityParty));
  const contacts = person?.state === 'active' ? await contactsOfRegistration(deps, tx, found) : null;
  if (contacts === null) return null;
  const holder = await deps.registers.within(tx).holder(who.holderId);
  const transfer = await transferById(tx, where.transferId);
  const outboxId = await tell(deps, tx, person!.personId, contacts, transferTold(holder!, transfer!));
  return { registrationId: found.id, outboxId };
}

export type Report = {
  readonly row: ReportRow;
  readonly body: ReportBody | null;
  /** CP-18d: the proof that the registered person was told. */
  readonly told: readonly AttemptView[];
};
/** Reports to the authority, newest first, for its officer; the look is on record. */
export const allReportsFor = (deps: TransferDeps, officer: string): Promise<Report[]> =>
  deps.db
    .tx(systemScope('the authority reads reports of holders'), async (tx) => {
      const rows = await allReports(tx, 50);
      await lookedAt(deps, tx, officer, 'impossibility-report', rows.length);
      return Promise.all(rows.map(async (row) => ({ row, body: await openReport(deps, tx, row) })));
    })
    .then((all) =>
      Promise.all(
        all.map(async (one) => ({
          ...one,
          told:
            one.row.outbox_id === null
              ? []
              : await deps.notices.attemptsOf(systemScope('the proof of a message'), one.row.outbox_id),
        })),
      ),
    );

/** DECISIONS 2: what the authority looks at is on record. */
export async function lookedAt(
  deps: TransferDeps,
  tx: Tx,
  officer: string,
  kind: string,
  shown: number,
): Promise<void> {
  await journalAll(deps, tx, [
    {
      type: 'relay.read',
      actor: { kind: 'account', id: officer },
      object: { kind, id: authorityParty },
      data: { shown },
    },
  ]);
}

export type ImpossibilityRecord = {
  readonly id: string;
  readonly reportedAt: string;
  readonly outcome: string;
  /** null: its key is destroyed. */
  readonly actions: readonly Action[] | null;
};

/** CP-14d: what was reported of those whom a transfer's holder could not tell, by the report's id. */
export async function impossibilitiesOf(
  deps: Pick<TransferDeps, 'keys'>,
  tx: Tx,
  transferId: string,
): Promise<ReadonlyMap<string, ImpossibilityRecord>> {
  const found = new Map<string, ImpossibilityRecord>();
  for (const row of await reportsOfTransfer(tx, transferId))
    found.set(row.id, {
      id: row.id,
      reportedAt: row.reported_at.toISOString(),
      outcome: row.outcome,
      actions: (await openReport(deps, tx, row))?.actions ?? null,
    });
  return found;
}
