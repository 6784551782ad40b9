import { isDay } from '../../platform/dates.ts';
import type { ConsentDraft, Draft, IdentityDocument, Party, Person, PersonName, Words } from './document.ts';
import { hasSeries } from './identity-documents-data.ts';

// CP-8, CP-9, PD-9.6: one row for every element a consent must contain, each with the norm that asks for it. An element that
// two norms ask for has two rows, so that a refusal names all the norms it offends.

export type Act = 'CP' | 'PD';
export type Element = {
  readonly id: string;
  readonly act: Act;
  readonly when: (draft: ConsentDraft) => boolean;
  readonly present: (draft: ConsentDraft, needs: ElementNeeds) => boolean;
};
export type ElementNeeds = {
  /** Ids of the processors that act for the holder in this purpose (CP-8f-1). */
  readonly processorIds: readonly string[];
};

type Maybe<T> = Draft<T> | null | undefined;

const filled = (text: string | null | undefined): boolean => typeof text === 'string' && text.trim() !== '';
const worded = (words: Maybe<Words>): boolean => filled(words?.ky);
const some = <T>(list: readonly T[] | null | undefined, test: (item: T) => boolean): boolean =>
  list !== null && list !== undefined && list.length > 0 && list.every(test);
// CP-8a-1: the patronymic is written or stated to be absent (null), never just forgotten.
const named = (name: Maybe<PersonName>): boolean =>
  filled(name?.surname) && filled(name?.givenName) && (name?.patronymic === null || filled(name?.patronymic));
const housed = (person: Maybe<Person>): boolean => filled(person?.address?.text) && filled(person?.address?.kind);
const typed = (document: Maybe<IdentityDocument>): boolean => filled(document?.type) && worded(document?.typeName);
const seriesStands = (document: Maybe<IdentityDocument>): boolean =>
  filled(document?.series) || (document?.series === null && !hasSeries(document.type ?? ''));
const identified = (document: Maybe<IdentityDocument>): boolean =>
  typed(document) &&
  seriesStands(document) &&
  filled(document?.number) &&
  isDay(document?.issuedOn) &&
  filled(document?.issuedBy);
const partyNamed = (party: Maybe<Party>): boolean => worded(party?.name);
const partyHoused = (party: Maybe<Party>): boolean => worded(party?.address);

const signatory = (draft: ConsentDraft): Maybe<Person> =>
  draft.signerRole === 'representative' ? draft.representative : draft.subject;
const always = (): boolean => true;
const byRepresentative = (draft: ConsentDraft): boolean => draft.signerRole === 'representative';
const onForm = (draft: ConsentDraft): boolean => draft.serviceKind !== 'none';
const offForm = (draft: ConsentDraft): boolean => !onForm(draft);
const onFormByRepresentative = (draft: ConsentDraft): boolean => onForm(draft) && byRepresentative(draft);

const given = (draft: ConsentDraft) => (draft.dataItems ?? []).filter((item) => item?.choice === 'given');
const itemsListed = (draft: ConsentDraft): boolean =>
  some(given(draft), (item) => filled(item?.code) && worded(item?.text));

// CP-8f-1, CP-8f-2: every acting processor is named with its address; none only by an explicit statement.
function processorsStand(draft: ConsentDraft, needs: ElementNeeds, withAddress: boolean): boolean {
  const processors = draft.processors;
  if (processors?.stated === 'none') return needs.processorIds.length === 0;
  if (processors?.stated !== 'named') return false;
  const list = processors.list ?? [];
  return (
    some(list, (party) => partyNamed(party) && (!withAddress || partyHoused(party))) &&
    needs.processorIds.every((id) => list.some((party) => party?.id === id))
  );
}

function validityStands(draft: ConsentDraft): boolean {
  const end = draft.validity?.end;
  if (!isDay(draft.validity?.from)) return false;
  if (end?.kind === 'date') return isDay(end.until);
  if (end?.kind === 'event') return worded(end.event);
  return end?.kind === 'by_law' && worded(end.provision);
}

function transferStated(draft: ConsentDraft): boolean {
  const transfer = draft.thirdPartyTransfer;
  return (
    transfer?.possible === false ||
    (transfer?.possible === true && some(transfer.recipients, (one) => worded(one?.name)))
  );
}

function crossBorderStated(draft: ConsentDraft): boolean {
  const border = draft.crossBorder;
  return border?.planned === false || (border?.planned === true && some(border.countries, (one) => worded(one?.name)));
}

function holderIdentified(draft: ConsentDraft): boolean {
  const identity = draft.holder?.identity;
  if (identity?.kind === 'natural_person') return filled(identity.personalNumber);
  const registration = identity?.kind === 'organisation' ? identity.registration : null;
  return (
    identity?.kind === 'organisation' &&
    filled(identity.taxNumber) &&
    filled(registration?.number) &&
    isDay(registration?.date) &&
    worded(registration?.issuedBy)
  );
}

// PD-9.6-7b: purposes stand, and every item given serves at least one of them.
function purposesLinked(draft: ConsentDraft): boolean {
  const codes = (draft.purposes ?? []).map((purpose) => purpose?.code);
  return (
    some(draft.purposes, (purpose) => worded(purpose?.text)) &&
    given(draft).every((item) => some(item?.purposes, (code) => codes.includes(code)))
  );
}

const row = (id: string, when: Element['when'], present: Element['present']): Element => ({
  id,
  act: id.startsWith('PD-') ? 'PD' : 'CP',
  when,
  present,
});

export const elements: readonly Element[] = [
  row('CP-8a-1', always, (d) => named(d.subject?.name)),
  row('CP-8a-2', always, (d) => housed(d.subject)),
  row('CP-8a-3', always, (d) => identified(d.subject?.identityDocument)),
  row('CP-8b-1', byRepresentative, (d) => named(d.representative?.name)),
  row('CP-8b-2', byRepresentative, (d) => housed(d.representative)),
  row('CP-8b-3', byRepresentative, (d) => identified(d.representative?.identityDocument)),
  row('CP-8c-1', always, (d) => filled(d.obtainedBy?.role) && partyNamed(d.obtainedBy) && partyNamed(d.holder)),
  row('CP-8c-2', always, (d) => partyHoused(d.obtainedBy) && partyHoused(d.holder)),
  row('CP-8d-1', always, (d) => some(d.grounds, (ground) => filled(ground?.provision) && worded(ground?.text))),
  row('CP-8d-2', always, (d) => some(d.purposes, (purpose) => worded(purpose?.text))),
  row('CP-8e', always, itemsListed),
  row('CP-8f-1', always, (d, needs) => processorsStand(d, needs, true)),
  row('CP-8g-1', always, (d) => some(d.actions, (action) => filled(action))),
  row('CP-8g-2', always, transferStated),
  row(
    'CP-8g-3',
    always,
    (d) => d.otherUse?.possible === false || (d.otherUse?.possible === true && worded(d.otherUse.description)),
  ),
  row('CP-8g-4', always, (d) => filled(d.methods?.kind) && worded(d.methods?.text)),
  row('CP-8h-1', always, validityStands),
  // CP-7a: a written consent is dated and names its signer, also where no form asks for it.
  row('CP-7a', offForm, (d) => isDay(d.signedOn) && named(d.signatureName)),

  row('CP-F-02', onForm, (d) => filled(d.standardForm?.place)),
  row('CP-F-03', onForm, (d) => isDay(d.standardForm?.formDate)),
  row('CP-F-04', onForm, (d) => named(signatory(d)?.name)),
  row('CP-F-05', onForm, (d) => housed(signatory(d))),
  row('CP-F-06', onForm, (d) => typed(signatory(d)?.identityDocument)),
  row('CP-F-07', onForm, (d) => seriesStands(signatory(d)?.identityDocument)),
  row('CP-F-08', onForm, (d) => filled(signatory(d)?.identityDocument?.number)),
  row('CP-F-09', onForm, (d) => isDay(signatory(d)?.identityDocument?.issuedOn)),
  row('CP-F-10', onForm, (d) => filled(signatory(d)?.identityDocument?.issuedBy)),
  row('CP-F-12', onFormByRepresentative, (d) => named(d.subject?.name)),
  row('CP-F-13', onFormByRepresentative, (d) => housed(d.subject)),
  row('CP-F-14', onFormByRepresentative, (d) => typed(d.subject?.identityDocument)),
  row('CP-F-15', onFormByRepresentative, (d) => seriesStands(d.subject?.identityDocument)),
  row('CP-F-16', onFormByRepresentative, (d) => filled(d.subject?.identityDocument?.number)),
  row('CP-F-17', onFormByRepresentative, (d) => isDay(d.subject?.identityDocument?.issuedOn)),
  row('CP-F-18', onFormByRepresentative, (d) => filled(d.subject?.identityDocument?.issuedBy)),
  row('CP-F-21a', onForm, (d) => partyNamed(d.holder)),
  row('CP-F-21b', onForm, (d) => partyHoused(d.holder)),
  row('CP-F-21c', onForm, (d, needs) => processorsStand(d, needs, false)),
  row('CP-F-22', onForm, (d) => typeof d.standardForm?.permits?.processing === 'boolean'),
  row('CP-F-23', onForm, (d) => typeof d.standardForm?.permits?.transfer === 'boolean'),
  row('CP-F-24', onForm, (d) => typeof d.standardForm?.permits?.crossBorder === 'boolean'),
  row('CP-F-25', onForm, itemsListed),
  row('CP-F-27', onForm, (d) => worded(d.standardForm?.service?.name)),
  row('CP-F-29b', onForm, (d) => worded(d.storageTerm?.text)),
  row('CP-F-32', onForm, (d) => isDay(d.standardForm?.processingStartsOn)),
  row('CP-F-33', onForm, (d) => isDay(d.signedOn)),
  row('CP-F-35', onForm, (d) => named(d.signatureName)),

  row('PD-9.6-1a', always, (d) => partyNamed(d.holder)),
  row('PD-9.6-1b', always, holderIdentified),
  row('PD-9.6-2', always, (d) => named(d.subject?.name)),
  row('PD-9.6-3', always, validityStands),
  row('PD-9.6-4', always, transferStated),
  row('PD-9.6-5', always, crossBorderStated),
  row(
    'PD-9.6-6',
    always,
    (d) =>
      d.publicDistribution?.planned === false ||
      (d.publicDistribution?.planned === true && worded(d.publicDistribution.where)),
  ),
  row('PD-9.6-7a', always, itemsListed),
  row('PD-9.6-7b', always, purposesLinked),
  // PD-9.6-8: other information is free, but a stated field has a label and a value.
  row(
    'PD-9.6-8',
    (d) => (d.extra ?? []).length > 0,
    (d) => some(d.extra, (field) => worded(field?.label) && worded(field?.value)),
  ),
];
