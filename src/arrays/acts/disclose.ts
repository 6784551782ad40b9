import { may, type MayAnswer } from '../../consent/index.ts';
import type { Holder } from '../../holders/index.ts';
import { destroyed, openSealed } from '../../keys/index.ts';
import type { RecipientType } from '../../law/index.ts';
import { holderScope, type Tx } from '../../platform/db/index.ts';
import { isRefusal, type Refusal } from '../../platform/refusal.ts';
import { listById } from '../array-store.ts';
import { type Acting, type ArrayDeps, type DisclosedSources, journalRefused, within } from '../deps.ts';
import type { DisclosureRow } from '../disclosure-store.ts';
import { crossBorderBasis, isCrossBorder, partyRole, type PartyRole, recipientTypeOf } from '../party.ts';
import { authorisedById, crossBorderGrounds, processorsOf } from '../processor-store.ts';
import { refuse } from '../refusals.ts';
import { unnamedSource } from '../item-source.ts';
import { holdsBlocked } from '../operation.ts';
import { liveBlocks } from '../record-store.ts';
import { mayRefusal } from './operate.ts';
import { recipientPlace, recordDisclosures } from './record-disclosures.ts';

export type DisclosureInput = {
  readonly subjectId: string;
  readonly purposeId: string;
  readonly dataListId: string | null;
  readonly categories: readonly string[];
  readonly recipient: {
    readonly type: string | null;
    readonly code: string | null;
    readonly name: string;
    readonly country: string;
    readonly authorisedPersonId: string | null;
  };
  readonly channel: string;
  /** CP-15e: for the notice that a third party's transfer opens. */
  readonly sources?: DisclosedSources;
};

export type Disclosed = {
  readonly disclosureId: string;
  readonly partyRole: PartyRole;
  readonly crossBorder: boolean;
  readonly crossBorderBasis: string | null;
  readonly ground: string;
  /** CP-15e: categories whose source has to be stated before the subject can be told. */
  readonly sourcesOpen: string[];
};
/** Who receives, in which role, under which state. */
export type Receiver = {
  readonly type: RecipientType;
  readonly role: PartyRole;
  readonly country: string;
  readonly crossBorder: boolean;
};

/**
 * PD-3.19: data leaves the holder only together with a record of it. In this order: who receives (PD-3.13, PD-3.21), under
 * which contract (PD-3.12), into which state (PD-3.20, PD-32), whether `may` allows it at this moment.
 */
export async function disclose(deps: ArrayDeps, who: Acting, input: DisclosureInput): Promise<Disclosed | Refusal> {
  const { sources = [] } = input;
  const unnamed = unnamedSource(sources.map((one) => one.source));
  if (unnamed !== -1) return refuse('SOURCE_UNNAMED', { field: `sources/${unnamed}/source/name` });
  const beside = sources.findIndex(
    ({ category }, at) =>
      !input.categories.includes(category) || sources.findIndex((one) => one.category === category) !== at,
  );
  if (beside !== -1) return refuse('SOURCE_OF_OTHER_DATA', { field: `sources/${beside}/category` });
  return deps.db.tx(holderScope(who.holderId), async (tx) => {
    const object = { kind: 'purpose', id: input.purposeId };
    const refused = (refusal: Refusal): Promise<Refusal> =>
      journalRefused(deps, tx, who, 'disclose', refusal, { subject: input.subjectId, object });
    const party = await receiverOf(deps, tx, who, input.recipient);
    if (isRefusal(party)) return refused(party);
    const list = input.dataListId === null ? null : await listById(tx, who.holderId, input.dataListId);
    if (input.dataListId !== null && (list === null || list.purpose_id !== input.purposeId))
      return refused(refuse('DATA_LIST_UNKNOWN', { field: 'dataListId' }));
    if (list !== null && input.categories.some((code) => !list.categories.includes(code)))
      return refused(refuse('DISCLOSURE_BEYOND_LIST', { field: 'categories' }));
    const basis = party.crossBorder ? await borderBasisOf(deps, tx, who, input.subjectId, party.country) : null;
    if (party.crossBorder && basis === null)
      return refused(
        refuse('NO_ADEQUATE_PROTECTION', { field: 'recipient/country', details: { country: party.country } }),
      );
    if (
      party.role !== 'subject' &&
      holdsBlocked(await liveBlocks(tx, who.holderId, input.subjectId), input.purposeId, input.categories)
    )
      return refused(refuse('DATA_BLOCKED'));
    const answer = await groundOf(deps, tx, who, input, party);
    if (answer !== null && !answer.allowed) return refused(mayRefusal(answer));
    return write(deps, tx, who, input, party, basis, answer);
  });
}

/** PD-3.9, PD-3.13, PD-3.21: the recipient as the registers know it, or why it is none. */
export async function receiverOf(
  deps: ArrayDeps,
  tx: Tx,
  who: Acting,
  recipient: DisclosureInput['recipient'],
): Promise<Receiver | Refusal> {
  const type = recipientTypeOf(recipient.type);
  // The subject has no code: whoever has one cannot pass for the subject.
  if (type === null || (type === 'subject' && recipient.code !== null))
    return refuse('RECIPIENT_TYPE_REQUIRED', { field: 'recipient/type' });
  const holder: Holder = (await deps.registers.within(tx).holder(who.holderId))!;
  const processors = await processorsOf(tx, who.holderId, deps.clock.now());
  const person =
    recipient.authorisedPersonId === null ? null : await authorisedById(tx, who.holderId, recipient.authorisedPersonId);
  if (recipient.authorisedPersonId !== null && person === null)
    return refuse('PERSON_UNKNOWN', { field: 'recipient/authorisedPersonId' });
  const processor = processors.find((one) =>
    person === null || person.processorId === null ? one.code === recipient.code : one.id === person.processorId,
  );
  const role = partyRole({
    type,
    isHolder:
      recipient.code === holder.code || (recipient.code !== null && holder.body.jointWith.includes(recipient.code)),
    isProcessor: processor !== undefined,
    isAuthorised: person !== null,
  });
  // PD-3.12: neither a processor nor its people see anything without a contract.
  const throughProcessor = role === 'processor' || (role === 'authorised_person' && person!.processorId !== null);
  if (throughProcessor && (processor === undefined || processor.contract === null))
    return refuse('PROCESSOR_WITHOUT_CONTRACT');
  // PD-3.20: a processor is where its record says, whatever the request says.
  const country = throughProcessor ? processor!.country : recipient.country;
  return { type, role, country, crossBorder: isCrossBorder(role, country) };
}

/** PD-32.1a, PD-32.4: on which basis data of a subject may go into a state now; null = it may not. Asked together, read together. */
export async function borderBasisOf(
  deps: ArrayDeps,
  tx: Tx,
  who: Acting,
  subjectId: string,
  country: string,
): Promise<string | null> {
  const at = deps.clock.now();
  const adequate = (await deps.adequacy?.(country, at)) ?? false;
  return crossBorderBasis(
    country,
    adequate,
    await crossBorderGrounds(tx, { holderId: who.holderId, country, subjectId }),
    at,
  );
}

// A third party needs the right to transfer, naming it; a processor and authorised persons work on the holder's own ground; the
// subject's own data needs none towards the subject.
async function groundOf(
  deps: ArrayDeps,
  tx: Tx,
  who: Acting,
  input: DisclosureInput,
  party: Receiver,
): Promise<MayAnswer | null> {
  if (party.role === 'subject') return null;
  const question = { purposeId: input.purposeId, subjectId: input.subjectId, categories: input.categories };
  const ask = (action: string, recipient?: { code: string; country: string }): Promise<MayAnswer> =>
    may(within(deps, tx), who.holderId, { ...question, action, ...(recipient === undefined ? {} : { recipient }) });
  const action = party.crossBorder ? 'cross_border_transfer' : 'transfer';
  if (party.role === 'third_party') return ask(action, { code: input.recipient.code ?? '', country: party.country });
  return party.crossBorder ? ask(action) : ask('store');
}

async function write(
  deps: ArrayDeps,
  tx: Tx,
  who: Acting,
  input: DisclosureInput,
  party: Receiver,
  basis: string | null,
  answer: MayAnswer | null,
): Promise<Disclosed> {
  const ground = answer?.ground ?? 'PD-10.1a';
  const [row] = await recordDisclosures(
    deps,
    tx,
    who,
    { ...input, recipient: input.recipient, party, ground, withheld: false },
    [{ subjectId: input.subjectId, basis, consentId: answer?.consentId ?? null }],
  );
  // CP-1b: what goes to a third party is a transfer, whichever door it leaves by; its notice opens with it.
  const sourcesOpen =
    party.role === 'third_party'
      ? await deps.transferred?.(tx, who, row!, input.recipient.name, input.sources ?? [])
      : undefined;
  return {
    disclosureId: row!.id,
    partyRole: party.role,
    crossBorder: party.crossBorder,
    crossBorderBasis: basis,
    ground,
    sourcesOpen: sourcesOpen ?? [],
  };
}

/** The recipient's name; null where its key is destroyed. */
export async function recipientName(
  deps: ArrayDeps,
  tx: Pick<Tx, 'query'>,
  row: DisclosureRow,
): Promise<string | null> {
  const name = await openSealed<string>(deps.keys, tx, row.subject_id, recipientPlace(row.id), row.recipient_sealed);
  return name === destroyed ? null : name;
}
