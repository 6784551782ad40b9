import {
  type Acting,
  borderBasisOf,
  receiverOf,
  recordDisclosures,
  refuseArray,
  unnamedSource,
  within,
} from '../../arrays/index.ts';
import { entryOf, type MayAnswer, mayBatch, mayReasons } from '../../consent/index.ts';
import { currentPersonId } from '../../keys/index.ts';
import { type Db, holderScope, systemScope, type Tx } from '../../platform/db/index.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { isRefusal, type Refusal } from '../../platform/refusal.ts';
import type { Text3 } from '../../platform/text.ts';
import { insertEntries } from '../../record/index.ts';
import type { TransferDeps } from '../deps.ts';
import { isExemption } from '../notice-state.ts';
import { refuse } from '../refusals.ts';
import type { Item } from '../transfer-store.ts';
import { type Exempt, openNotices } from './open-notices.ts';

export type TransferInput = {
  readonly purposeId: string;
  readonly recipient: {
    readonly type: string;
    readonly code: string;
    readonly name: string;
    readonly country: string;
  };
  /** null: none stated, which is no transfer. */
  readonly ground: { readonly kind: 'consent' } | { readonly kind: 'article'; code: string; document: string } | null;
  readonly items: readonly Item[];
  readonly methods: Text3 | null;
  readonly channel: string;
  /** `consentId`: the consent referred to, where the ground is one. */
  readonly subjects: readonly { readonly subjectId: string; readonly consentId: string | null }[];
  readonly exemption: { readonly code: string; readonly justification: string } | null;
};
export type Executed = { readonly transferId: string; readonly notices: number; readonly dueAt: string };

/**
 * CP-11, CP-12: a transfer to a third party, for one subject or some hundreds. The ground of each is asked at this moment, in this
 * transaction; where one has none nothing is executed, and the attempt is on record. Each subject is owed a notice within a week.
 * `db`: where the act's one transaction runs (that of a repeatable request); everything it reads before is read elsewhere.
 */
export async function executeTransfer(
  deps: TransferDeps,
  who: Acting,
  input: TransferInput,
  db: Db = deps.db,
): Promise<Executed | Refusal> {
  const fault = wrongInput(input) ?? (await unknownSubject(deps, who, input));
  if (fault !== null) return fault;
  const exempt = exemptionOf(who, input);
  if (isRefusal(exempt)) return exempt;
  return db.tx(holderScope(who.holderId), async (tx) => {
    const id = uuidv7(deps.clock.real());
    const refused = (refusal: Refusal): Promise<Refusal> => attemptOnRecord(deps, tx, who, input, refusal);
    const { recipient } = input;
    const party = await receiverOf(deps, tx, who, { ...recipient, authorisedPersonId: null });
    if (isRefusal(party)) return refused(party);
    if (party.role !== 'third_party') return refused(refuse('NOT_A_THIRD_PARTY', { field: 'recipient' }));
    if (input.ground === null) return refused(noGround([], { field: 'ground' }));
    const bases = party.crossBorder
      ? await Promise.all(input.subjects.map((one) => borderBasisOf(deps, tx, who, one.subjectId, party.country)))
      : input.subjects.map(() => null);
    // DECISIONS 18: the ground alone carries nothing into a state that is not on the list.
    if (party.crossBorder && bases.includes(null))
      return refused(
        refuseArray('NO_ADEQUATE_PROTECTION', { field: 'recipient/country', details: { country: party.country } }),
      );
    const categories = input.items.map((item) => item.category);
    const answers = await mayBatch(
      within(deps, tx),
      who.holderId,
      input.subjects.map(({ subjectId }) => ({
        purposeId: input.purposeId,
        subjectId,
        categories,
        action: party.crossBorder ? 'cross_border_transfer' : 'transfer',
        recipient: { code: recipient.code, country: party.country },
      })),
    );
    const without = groundless(input, answers);
    if (without.length > 0) return refused(noGround(without, {}));
    const at = deps.clock.now();
    const ground = answers[0]!.ground!;
    const disclosures = await recordDisclosures(
      deps,
      tx,
      who,
      {
        purposeId: input.purposeId,
        dataListId: null,
        categories,
        recipient: { ...recipient, authorisedPersonId: null },
        channel: input.channel,
        party,
        ground,
        withheld: exempt !== null,
      },
      input.subjects.map(({ subjectId }, i) => ({ subjectId, basis: bases[i]!, consentId: answers[i]!.consentId })),
    );
    const dueAt = await openNotices(
      deps,
      tx,
      who,
      {
        id,
        holder_id: who.holderId,
        purpose_id: input.purposeId,
        purpose_version_id: (await deps.registers.within(tx).currentVersionId(input.purposeId))!,
        recipient_type: party.type,
        recipient_code: recipient.code,
        recipient_name: party.type === 'natural_person' ? null : recipient.name,
        country: party.country,
        cross_border: party.crossBorder,
        ground_kind: input.ground.kind,
        ground,
        ground_document: input.ground.kind === 'article' ? input.ground.document : null,
        items: input.items,
        methods: input.methods,
        channel: input.channel,
        executed_at: at,
      },
      disclosures,
      exempt,
    );
    return { transferId: id, notices: disclosures.length, dueAt: dueAt.toISOString() };
  });
}

function wrongInput(input: TransferInput): Refusal | null {
  if (new Set(input.subjects.map((one) => one.subjectId)).size < input.subjects.length)
    return refuse('SUBJECT_TWICE', { field: 'subjects' });
  const unnamed = unnamedSource(input.items.map((item) => item.source));
  return unnamed === -1 ? null : refuseArray('SOURCE_UNNAMED', { field: `items/${unnamed}/source/name` });
}

// A notice about nobody could never be sent: whoever is named must be a person of the vault under this holder's own id. Asked together,
// read together; nobody's record is opened for it.
async function unknownSubject(deps: TransferDeps, who: Acting, input: TransferInput): Promise<Refusal | null> {
  const found = await deps.db.tx(systemScope('whether the subjects of a transfer are persons'), (tx) =>
    Promise.all(
      input.subjects.map(({ subjectId }) =>
        currentPersonId(tx, deps.keys.personIdOf(subjectId, who.holderId)).then((one) => one !== undefined),
      ),
    ),
  );
  const unknown = found.indexOf(false);
  return unknown === -1 ? null : refuse('SUBJECT_UNKNOWN', { field: `subjects/${unknown}/subjectId` });
}

function exemptionOf(who: Acting, { exemption }: TransferInput): Exempt | null | Refusal {
  if (exemption === null) return null;
  if (!isExemption(exemption.code)) return refuse('EXEMPTION_NOT_ALLOWED', { field: 'exemption/code' });
  if (exemption.justification.trim() === '')
    return refuse('EXEMPTION_UNJUSTIFIED', { field: 'exemption/justification' });
  if (who.actor.kind !== 'account') return refuse('EXEMPTION_NEEDS_OFFICER', { field: 'exemption' });
  return { code: exemption.code, justification: exemption.justification.trim(), officer: who.actor.id };
}

export type Groundless = { readonly subjectId: string; readonly reason: string };

/** CP-11: who has no ground at this moment, or another one than the transfer rests on. */
export function groundless(input: TransferInput, answers: readonly MayAnswer[]): Groundless[] {
  const { ground } = input;
  return input.subjects.flatMap(({ subjectId, consentId }, i) => {
    const answer = answers[i]!;
    if (!answer.allowed) return [{ subjectId, reason: answer.reason }];
    if (ground!.kind === 'article')
      return answer.ground === ground!.code ? [] : [{ subjectId, reason: `GROUND_IS_${answer.ground}` }];
    if (answer.consentId === null) return [{ subjectId, reason: 'CONSENT_REQUIRED' }];
    // The consent referred to has been replaced, or is somebody else's.
    return consentId === answer.consentId ? [] : [{ subjectId, reason: 'CONSENT_NOT_THIS_ONE' }];
  });
}

function noGround(without: readonly Groundless[], more: { field?: string }): Refusal {
  const why = without.flatMap(({ reason }) =>
    Object.hasOwn(mayReasons, reason) ? mayReasons[reason as keyof typeof mayReasons].law : [],
  );
  return refuse('NO_LEGAL_GROUND_ART5', {
    ...more,
    law: ['CP-11', 'PD-31.1', ...new Set(why)],
    details: { subjects: without },
  });
}

/** CP-11: the attempt is logged; about each subject it names where the law says no, else once. */
async function attemptOnRecord(
  deps: TransferDeps,
  tx: Tx,
  who: Acting,
  input: TransferInput,
  refusal: Refusal,
): Promise<Refusal> {
  const named = (refusal.details?.['subjects'] as Groundless[] | undefined) ?? [];
  const entry = (subject: Groundless | null) =>
    entryOf(deps.clock, deps.profile, {
      type: 'transfer.refused',
      actor: who.actor,
      holder: who.holderId,
      ...(subject === null ? {} : { subject: subject.subjectId }),
      object: { kind: 'purpose', id: input.purposeId },
      data: {
        code: refusal.code,
        law: [...refusal.law],
        reason: subject?.reason ?? null,
        subjects: input.subjects.length,
        country: input.recipient.country,
      },
    });
  await insertEntries(tx, named.length === 0 ? [entry(null)] : named.map(entry));
  tx.onCommit(deps.poke);
  return refusal;
}
