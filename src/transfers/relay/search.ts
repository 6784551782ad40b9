import { type Acting } from '../../arrays/index.ts';
import { dataKey, fullName, openSealed, sealJson, destroyed } from '../../keys/index.ts';
import { formatDate } from '../../platform/dates.ts';
import { systemScope, type Tx } from '../../platform/db/index.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { isRefusal, type Refusal } from '../../platform/refusal.ts';
import { hashOf } from '../../record/index.ts';
import { moveNotice } from '../acts/move-notice.ts';
import { type ContactKind, keepContact, refuseContact, vaultRecord } from '../contacts/index.ts';
import type { TransferDeps } from '../deps.ts';
import { lockNotice, type NoticeRow } from '../notice-store.ts';
import { onNoticeRecord } from '../on-record.ts';
import { refuse } from './refusals.ts';
import { answerRow, insertStep, type StepRow, stepsOf } from './relay-store.ts';

export type Where = { readonly transferId: string; readonly noticeId: string };
export type Found = { readonly kind: ContactKind; readonly value: string };
export type NewStep =
  | { readonly kind: 'STATE_BODY_REQUEST'; readonly addressee: string }
  | { readonly kind: 'PUBLIC_SOURCE'; readonly source: string; readonly found: Found | null };
type Sealed = { readonly named: string; readonly document: string | null };
export type Step = { readonly row: StepRow; readonly named: string; readonly document: string | null };
type Recorded = { readonly stepId: string; readonly document: string | null; readonly contactId: string | null };

const place = (id: string) => ({ table: 'contact_search_step', row: id, column: 'sealed' });

/** CP-16a: what was sent came to nothing, so the search begins; the clock of the notice runs on. */
export const beginSearch = (deps: TransferDeps, who: Acting, where: Where): Promise<{ state: string } | Refusal> =>
  deps.db.tx(systemScope('a holder begins a search for contacts'), async (tx) => {
    const notice = await ownNotice(tx, who, where);
    if (isRefusal(notice)) return notice;
    if (notice.state === 'CONTACT_SEARCH') return { state: notice.state };
    const moved = await moveNotice(deps, tx, who, notice, 'CONTACT_SEARCH', {}, { why: 'not-reached' });
    return moved ?? { state: 'CONTACT_SEARCH' };
  });

/** CP-13d, CP-13e: one step of a search: a request to a state body with its document, or a look into a public source. */
export const recordStep = (deps: TransferDeps, who: Acting, where: Where, step: NewStep): Promise<Recorded | Refusal> =>
  deps.db.tx(systemScope('a holder searches for contacts of a subject'), async (tx) => {
    const notice = await searching(tx, who, where);
    if (isRefusal(notice)) return notice;
    const named = (step.kind === 'PUBLIC_SOURCE' ? step.source : step.addressee).trim();
    if (named === '')
      return refuseContact('CONTACT_SOURCE_UNNAMED', {
        field: step.kind === 'PUBLIC_SOURCE' ? 'source' : 'addressee',
        law: [step.kind === 'PUBLIC_SOURCE' ? 'CP-13e' : 'CP-13d'],
      });
    const at = { holderId: who.holderId, subjectId: notice.subject_id };
    const found = step.kind === 'PUBLIC_SOURCE' ? step.found : null;
    const kept =
      found === null
        ? null
        : await keepContact(deps, tx, who, at, { ...found, source: 'public_source', reference: named, donor: null });
    if (isRefusal(kept)) return kept;
    const id = uuidv7(deps.clock.real());
    const document = step.kind === 'STATE_BODY_REQUEST' ? await requestText(deps, tx, who, notice, id, named) : null;
    using key = await dataKey(deps.keys, tx, { class: 'proof', ...at }, deps.clock.real());
    const now = deps.clock.now();
    await insertStep(tx, {
      id,
      subject_id: notice.subject_id,
      holder_id: who.holderId,
      notice_id: notice.id,
      kind: step.kind,
      sealed: sealJson(key, place(id), { named, document } satisfies Sealed, { padTo: 256 }) as Buffer,
      document_hash: document === null ? null : Buffer.from(hashOf(document), 'hex'),
      result: step.kind === 'STATE_BODY_REQUEST' ? 'open' : kept === null ? 'failed' : 'found',
      contact_id: kept?.contactId ?? null,
      at: now,
      answered_at: step.kind === 'STATE_BODY_REQUEST' ? null : now,
      journal_entry_id: await onNoticeRecord(deps, tx, who.actor, 'contact-search.step', notice, {
        step: id,
        kind: step.kind,
      }),
    });
    return { stepId: id, document, contactId: kept?.contactId ?? null };
  });

/** CP-13d: what the state body answered; the contact it gave names the request it came from. */
export const answerStep = (
  deps: TransferDeps,
  who: Acting,
  where: Where & { readonly stepId: string },
  found: Found | null,
): Promise<{ readonly contactId: string | null } | Refusal> =>
  deps.db.tx(systemScope('a holder records the answer of a state body'), async (tx) => {
    const notice = await searching(tx, who, where);
    if (isRefusal(notice)) return notice;
    const row = (await stepsOf(tx, notice.subject_id, notice.id)).find((one) => one.id === where.stepId);
    if (row === undefined || row.result !== 'open') return refuse('STEP_NOT_OPEN');
    const at = { holderId: who.holderId, subjectId: notice.subject_id };
    const reference = `${(await opened(deps, tx, row)).named} — № ${row.id}`;
    const kept =
      found === null
        ? null
        : await keepContact(deps, tx, who, at, { ...found, source: 'state_body', reference, donor: null });
    if (isRefusal(kept)) return kept;
    await answerRow(tx, row, kept?.contactId ?? null, deps.clock.now());
    await onNoticeRecord(deps, tx, who.actor, 'contact-search.answered', notice, {
      step: row.id,
      found: kept !== null,
    });
    return { contactId: kept?.contactId ?? null };
  });

/** The steps of a search so far, oldest first. */
export const readSteps = (deps: TransferDeps, who: Acting, where: Where): Promise<readonly Step[] | Refusal> =>
  deps.db.tx(systemScope('a holder reads the search of its notice'), async (tx) => {
    const notice = await ownNotice(tx, who, where);
    return isRefusal(notice) ? notice : stepsWithWords(deps, tx, notice);
  });

export async function stepsWithWords(deps: Pick<TransferDeps, 'keys'>, tx: Tx, notice: NoticeRow): Promise<Step[]> {
  const steps: Step[] = [];
  for (const row of await stepsOf(tx, notice.subject_id, notice.id))
    steps.push({ row, ...(await opened(deps, tx, row)) });
  return steps;
}

async function opened({ keys }: Pick<TransferDeps, 'keys'>, tx: Tx, row: StepRow): Promise<Sealed> {
  const found = await openSealed<Sealed>(keys, tx, row.subject_id, place(row.id), row.sealed);
  return found === destroyed ? { named: '—', document: null } : found;
}

export async function ownNotice(tx: Tx, who: Acting, where: Where): Promise<NoticeRow | Refusal> {
  const notice = await lockNotice(tx, where);
  return notice === null || notice.holder_id !== who.holderId ? refuse('SEARCHED_NOTICE_UNKNOWN') : notice;
}
async function searching(tx: Tx, who: Acting, where: Where): Promise<NoticeRow | Refusal> {
  const notice = await ownNotice(tx, who, where);
  return isRefusal(notice) || notice.state === 'CONTACT_SEARCH' ? notice : refuse('NOT_SEARCHING');
}

/** The request as it goes out, in the State language: who asks, on which norm, about whom, for what and for nothing else. */
async function requestText(
  deps: TransferDeps,
  tx: Tx,
  who: Acting,
  notice: NoticeRow,
  id: string,
  addressee: string,
): Promise<string> {
  const record = await vaultRecord(deps.keys, tx, { holderId: who.holderId, subjectId: notice.subject_id });
  const holder = await deps.registers.within(tx).holder(who.holderId);
  const lines = [
    `Кимге: ${addressee}`,
    `Кимден: ${holder?.body.name.ky ?? ''}, ${holder?.body.address?.ky ?? ''}`,
    `№ ${id}, ${formatDate('ky', deps.clock.now())}`,
    '',
    'СУРОО-ТАЛАП',
    'Кыргыз Республикасынын Өкмөтүнүн 2017-жылдын 21-ноябрындагы № 759 токтому менен бекитилген тартиптин 13-пунктунун негизинде жеке маалыматтар субъектисинин байланыш маалыматын (жашаган (турган) жеринин дареги, телефон номери, электрондук почтасы) берүүңүздөрдү сурайбыз.',
    ...(record === null
      ? []
      : [
          `Субъект: ${fullName(record)}, туулган күнү ${formatDate('ky', record.birthDate)}${record.pin === null ? '' : `, ПИН ${record.pin}`}.`,
        ]),
    'Алынган маалымат субъектке анын жеке маалыматтары берилгени тууралуу билдирүү үчүн гана колдонулат.',
  ];
  return lines.join('\n');
}
