import type { Holder } from '../../holders/index.ts';
import type { IdentityDocument as VaultDocument, PersonRecord } from '../../keys/index.ts';
import { addMonths, type DateString } from '../../law/index.ts';
import type { Lang } from '../../platform/text.ts';
import {
  type AuthorityDocument,
  type BesideLang,
  type ConsentDraft,
  type DataItem,
  identityDocumentTypes,
  type IdentityDocument,
  type Person,
  type ValidityEnd,
  wordsIn,
} from '../document/index.ts';
import type { PurposeVersion } from '../purposes/purpose.ts';
import { asksConsent } from '../purposes/purpose.ts';
import { groundLabel, termLabel } from '../words.ts';

/** What a person chose on the pages or by the API. Nothing is ticked before the person ticks it (CP-6b, PD-9.1a). */
export type Choices = {
  /** Codes of the data the person gives; the others are declined (partial consent). */
  readonly categories: readonly string[];
  readonly processing: boolean;
  readonly transfer: boolean;
  readonly crossBorder: boolean;
  readonly place: string;
  readonly acknowledged: boolean;
};

export type ComposeInput = {
  readonly consentId: string;
  readonly holder: Holder;
  readonly version: PurposeVersion;
  readonly notice: { readonly id: string; readonly hash: Uint8Array; readonly lang: Lang; readonly acquaintedAt: Date };
  readonly subject: PersonRecord | null;
  readonly representative: { readonly person: PersonRecord; readonly authority: AuthorityDocument | null } | null;
  readonly choices: Choices;
  readonly beside: BesideLang | null;
  readonly medium: 'paper' | 'electronic_document';
  readonly templateHash: string;
  readonly profile: string;
  readonly salt: string;
  /** The law's day in Bishkek. */
  readonly today: DateString;
  readonly now: Date;
};

/** Puts the consent document together from the version, the person and the choices. Pure; completeness is checked after. */
export function compose(input: ComposeInput): ConsentDraft {
  const { holder, version, choices, beside } = input;
  const { body } = version;
  const words = (text: Parameters<typeof wordsIn>[0]) => wordsIn(text, beside);
  const onForm = body.service.kind !== 'none';
  const party = {
    id: holder.id,
    name: words(holder.body.name),
    address: holder.body.address === null ? null : words(holder.body.address),
  };
  const signatory = input.representative?.person ?? input.subject;
  return {
    format: 'makulduk/consent/1',
    consentId: input.consentId,
    medium: input.medium,
    serviceKind: body.service.kind,
    signerRole: input.representative === null ? 'subject' : 'representative',
    profile: input.profile,
    languages: { authentic: 'ky', beside },
    template: { id: onForm ? 'standard-form' : 'consent-cp8', hash: input.templateHash },
    notice: {
      id: input.notice.id,
      hash: hex(input.notice.hash),
      language: input.notice.lang,
      acquaintedAt: input.notice.acquaintedAt.toISOString(),
    },
    purposeVersion: { id: version.id, hash: hex(version.hash) },
    salt: input.salt,
    subject: personOf(input.subject, beside),
    representative:
      input.representative === null
        ? null
        : { ...personOf(input.representative.person, beside)!, authority: input.representative.authority },
    holder: {
      ...party,
      contacts: {
        phone: holder.body.contacts.phone,
        email: holder.body.contacts.email,
        site: holder.body.contacts.website,
      },
      identity: identityOf(holder, beside),
    },
    obtainedBy: { role: 'holder', ...party },
    processors: processorsOf(input),
    grounds: asksConsent(body)
      ? [{ act: 'PD', provision: body.ground!.code, text: words(groundLabel(body.ground!.code)!) }]
      : [],
    purposes: [{ code: body.code, text: words(body.text) }],
    dataItems: body.categories.map(
      (category): DataItem => ({
        code: category.code,
        decreeCategory: category.decreeCategory,
        text: words(category.text),
        special: category.special !== null,
        purposes: [body.code],
        required: category.required,
        choice: choices.categories.includes(category.code) ? 'given' : 'declined',
      }),
    ),
    actions: body.actions.filter((code) =>
      code === 'transfer'
        ? choices.transfer
        : code === 'cross_border_transfer'
          ? choices.crossBorder
          : choices.processing,
    ),
    thirdPartyTransfer: {
      possible: choices.transfer && body.recipients!.length > 0,
      recipients: choices.transfer
        ? body.recipients!.map((one) => ({ name: words(one.name), country: one.country }))
        : [],
    },
    otherUse: {
      possible: body.otherUse!.possible,
      description: body.otherUse!.text === null ? null : words(body.otherUse!.text),
    },
    publicDistribution: {
      planned: body.publicDistribution!.planned,
      where: body.publicDistribution!.where === null ? null : words(body.publicDistribution!.where),
      items: body.publicDistribution!.items,
    },
    crossBorder: {
      planned: choices.crossBorder && body.crossBorder!.length > 0,
      countries: choices.crossBorder
        ? body.crossBorder!.map((place) => ({ code: place.country, name: words(place.name) }))
        : [],
    },
    methods: { kind: body.methods!.kind, text: words(body.methods!.text) },
    validity: { from: input.today, end: validityEnd(input) },
    storageTerm: storageOf(input),
    signedOn: input.today,
    signatureName: signatory === null ? null : nameOf(signatory),
    standardForm: onForm
      ? {
          place: choices.place,
          formDate: input.today,
          permits: { processing: choices.processing, transfer: choices.transfer, crossBorder: choices.crossBorder },
          service: { code: body.service.code, name: words(body.service.name!) },
          acknowledgements: {
            items: choices.acknowledged ? ['CP-F-29', 'CP-F-30', 'CP-F-31'] : [],
            at: input.now.toISOString(),
          },
          processingStartsOn: input.today,
        }
      : null,
    extra: body.extra.map(({ label, value }) => ({ label: words(label), value: words(value) })),
  };
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const nameOf = (record: PersonRecord) => ({
  surname: record.surname,
  givenName: record.givenName,
  patronymic: record.patronymic,
});

function personOf(record: PersonRecord | null, beside: BesideLang | null): Person | null {
  if (record === null) return null;
  return {
    name: nameOf(record),
    address: record.address as Person['address'],
    identityDocument: documentOf(record.documents[0], beside) as IdentityDocument,
  };
}

function documentOf(document: VaultDocument | undefined, beside: BesideLang | null): IdentityDocument | null {
  if (document === undefined) return null;
  const type = identityDocumentTypes.find((one) => one.code === document.type);
  return {
    type: document.type,
    typeName: wordsIn(type?.name ?? { ky: document.type, ru: document.type, en: document.type }, beside),
    series: document.series === '' ? null : document.series,
    number: document.number,
    issuedOn: document.issuedOn,
    issuedBy: document.issuedBy,
  };
}

function identityOf(holder: Holder, beside: BesideLang | null) {
  if (holder.type === 'natural_person')
    return holder.body.tin === null ? null : { kind: 'natural_person' as const, personalNumber: holder.body.tin };
  const certificate = holder.body.registrationCertificate;
  if (holder.body.tin === null) return null;
  return {
    kind: 'organisation' as const,
    taxNumber: holder.body.tin,
    registration:
      certificate === null
        ? null
        : {
            number: certificate.number,
            date: certificate.issuedOn,
            issuedBy: certificate.issuedBy === null ? null : wordsIn(certificate.issuedBy, beside),
          },
  };
}

// CP-8f, SP-1b: a holder that is a processor too names itself, besides any other; that there is none is said in words.
function processorsOf({ holder, version, beside }: ComposeInput): ConsentDraft['processors'] {
  const self = holder.body.roles.includes('processor')
    ? [{ code: holder.id, name: holder.body.name, address: holder.body.address }]
    : [];
  const all = [...self, ...version.body.processors!];
  if (all.length === 0) return { stated: 'none' };
  return {
    stated: 'named',
    list: all.map((one) => ({
      id: one.code,
      name: wordsIn(one.name, beside),
      address: one.address === null ? null : wordsIn(one.address, beside),
    })),
  };
}

function validityEnd({ version, today, beside }: ComposeInput): ValidityEnd {
  const { term } = version.body;
  if (term !== null && 'months' in term) return { kind: 'date', until: addMonths(today, term.months) };
  if (term !== null && 'byLaw' in term) return { kind: 'by_law', provision: wordsIn(term.byLaw, beside) };
  return { kind: 'event', event: wordsIn(termLabel(version.body), beside) };
}

function storageOf({ version, beside }: ComposeInput): ConsentDraft['storageTerm'] {
  const { service, storageTerm } = version.body;
  if (service.storage !== null)
    return {
      text: wordsIn(service.storage.text, beside),
      provision: service.storage.act === null ? null : wordsIn(service.storage.act, beside),
    };
  return storageTerm === null ? null : { text: wordsIn(storageTerm.text, beside), provision: null };
}
