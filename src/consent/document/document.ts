import type { DateText } from '../../platform/dates.ts';
import type { Lang, Text3 } from '../../platform/text.ts';

// The consent document: what the subject declares and signs. Its canonical JSON is the original, every PDF a rendering.
// Everything the subject was shown stands in it in the languages shown, so that it can be read without any register.

/** RFC 3339, UTC. */
export type Moment = string;
/** SHA-256 in lower-case hex. */
export type Sha256 = string;

/** A sentence in the languages the document was shown in: Kyrgyz always, one more at choice. */
export type Words = { readonly ky: string; readonly ru?: string; readonly en?: string };
export type BesideLang = Exclude<Lang, 'ky'>;

export type Medium = 'paper' | 'electronic_document';
export type ServiceKind = 'none' | 'state' | 'municipal';
export type SignerRole = 'subject' | 'representative';

export type PersonName = {
  readonly surname: string;
  readonly givenName: string;
  /** null: the identity document shows none (CP-8a-1, PD-9.6-2). */
  readonly patronymic: string | null;
};
export type Address = { readonly kind: 'residence' | 'stay'; readonly text: string };
export type IdentityDocument = {
  readonly type: string;
  /** As printed on the form. */
  readonly typeName: Words;
  /** null: this type of document has no series. */
  readonly series: string | null;
  readonly number: string;
  readonly issuedOn: DateText;
  readonly issuedBy: string;
};
export type Person = {
  readonly name: PersonName;
  readonly address: Address;
  readonly identityDocument: IdentityDocument;
};

// CP-8b-4, CP-F-19: what the representative's power rests on.
export type AuthorityDocument = {
  readonly kind: 'notarial_power_of_attorney' | 'law' | 'other_legal_act' | 'other_document';
  readonly title: Words;
  /** A law as the basis is named by its provision, any other document by number, date and issuer. */
  readonly provision: string | null;
  readonly number: string | null;
  readonly date: DateText | null;
  readonly issuedBy: string | null;
  readonly validUntil: DateText | null;
  /** Hash of the kept copy. */
  readonly copy: Sha256 | null;
};
export type Representative = Person & { readonly authority: AuthorityDocument };

export type Party = { readonly id: string; readonly name: Words; readonly address: Words };
// PD-9.6-1b: numbers and certificate for an organisation, the personal number for a natural person; null where the profile
// does not ask for it.
export type HolderIdentity =
  | {
      readonly kind: 'organisation';
      readonly taxNumber: string;
      readonly registration: { readonly number: string; readonly date: DateText; readonly issuedBy: Words };
    }
  | { readonly kind: 'natural_person'; readonly personalNumber: string };
export type Contacts = { readonly phone: string | null; readonly email: string | null; readonly site: string | null };
export type Holder = Party & { readonly contacts: Contacts; readonly identity: HolderIdentity | null };

export type ObtainedBy = { readonly role: 'holder' | 'processor' } & Party;
/** CP-8f-2: no processor is a statement, not an empty list. */
export type Processors = { readonly stated: 'none' } | { readonly stated: 'named'; readonly list: readonly Party[] };

export type Ground = { readonly act: string; readonly provision: string; readonly text: Words };
export type Purpose = { readonly code: string; readonly text: Words };
export type DataItem = {
  readonly code: string;
  /** The example of the decree it belongs to (CP-F-26a..t), if any. */
  readonly decreeCategory: string | null;
  readonly text: Words;
  readonly special: boolean;
  /** Codes of the purposes it serves (PD-9.6-7b). */
  readonly purposes: readonly string[];
  /** The purpose cannot be reached without it. */
  readonly required: boolean;
  /** The subject's own choice; what is declined is kept in the record and is not consented to. */
  readonly choice: 'given' | 'declined';
};

export const actionCodes = [
  'collect',
  'record',
  'store',
  'update',
  'group',
  'use',
  'block',
  'erase',
  'destroy',
  'transfer',
  'cross_border_transfer',
] as const;
export type ActionCode = (typeof actionCodes)[number];

/** The three tick-boxes of the form (CP-F-22..24). */
export type Permits = { readonly processing: boolean; readonly transfer: boolean; readonly crossBorder: boolean };
export type Recipient = { readonly name: Words; readonly country: string };
export type ThirdPartyTransfer = { readonly possible: boolean; readonly recipients: readonly Recipient[] };
export type OtherUse = { readonly possible: boolean; readonly description: Words | null };
export type PublicDistribution = {
  readonly planned: boolean;
  readonly where: Words | null;
  /** Codes of the data items that would be public. */
  readonly items: readonly string[];
};
export type CrossBorder = {
  readonly planned: boolean;
  readonly countries: readonly { readonly code: string; readonly name: Words }[];
};
export type Methods = { readonly kind: 'automated' | 'manual' | 'mixed'; readonly text: Words };

export type ValidityEnd =
  | { readonly kind: 'date'; readonly until: DateText }
  | { readonly kind: 'event'; readonly event: Words }
  // CP-8h-2: the term set by the law, with its provision.
  | { readonly kind: 'by_law'; readonly provision: Words };
export type Validity = { readonly from: DateText; readonly end: ValidityEnd };
export type StorageTerm = { readonly text: Words; readonly provision: Words | null };

export const acknowledgementCodes = ['CP-F-29', 'CP-F-30', 'CP-F-31'] as const;
export type Acknowledgements = { readonly items: readonly string[]; readonly at: Moment };
/** What only the standard form has (CP-9); null for other consents. */
export type StandardFormPart = {
  readonly place: string;
  /** The head line's date (CP-F-03). */
  readonly formDate: DateText;
  readonly permits: Permits;
  readonly service: { readonly code: string; readonly name: Words };
  readonly acknowledgements: Acknowledgements;
  readonly processingStartsOn: DateText;
};
export type ExtraField = { readonly label: Words; readonly value: Words };

/** Set by the platform itself, never by a person's input; always complete. */
export type DocumentFrame = {
  readonly format: 'makulduk/consent/1';
  readonly consentId: string;
  readonly medium: Medium;
  readonly serviceKind: ServiceKind;
  readonly signerRole: SignerRole;
  /** The legal profile the document was made under. */
  readonly profile: string;
  readonly languages: { readonly authentic: 'ky'; readonly beside: BesideLang | null };
  readonly template: { readonly id: TemplateId; readonly hash: Sha256 };
  readonly notice: {
    readonly id: string;
    readonly hash: Sha256;
    readonly language: Lang;
    readonly acquaintedAt: Moment;
  };
  readonly purposeVersion: { readonly id: string; readonly hash: Sha256 };
  /** 256 random bits in hex: the document's hash says nothing about the person. */
  readonly salt: string;
};
export type TemplateId = 'standard-form' | 'consent-cp8';

export type DocumentContent = {
  readonly subject: Person;
  readonly representative: Representative | null;
  readonly holder: Holder;
  readonly obtainedBy: ObtainedBy;
  readonly processors: Processors;
  readonly grounds: readonly Ground[];
  readonly purposes: readonly Purpose[];
  readonly dataItems: readonly DataItem[];
  readonly actions: readonly ActionCode[];
  readonly thirdPartyTransfer: ThirdPartyTransfer;
  readonly otherUse: OtherUse;
  /** null only under a profile that does not know the statement (PD-9.6-5, PD-9.6-6). */
  readonly publicDistribution: PublicDistribution | null;
  readonly crossBorder: CrossBorder | null;
  readonly methods: Methods;
  readonly validity: Validity;
  /** Always there for a service (CP-F-29b). */
  readonly storageTerm: StorageTerm | null;
  readonly signedOn: DateText;
  readonly signatureName: PersonName;
  readonly standardForm: StandardFormPart | null;
  readonly extra: readonly ExtraField[];
};
export type ConsentDocument = DocumentFrame & DocumentContent;

/** Anything may still be missing: what the completeness check reads. */
export type Draft<T> = T extends string | number | boolean | null
  ? T | null
  : T extends readonly (infer U)[]
    ? readonly Draft<U>[]
    : { readonly [K in keyof T]?: Draft<T[K]> | null | undefined };
export type ConsentDraft = DocumentFrame & Draft<DocumentContent>;

/** Who signs: the subject, or the representative named by "Мен" (CP-F-04, CP-F-12). */
export const signatoryOf = (doc: ConsentDocument): Person =>
  doc.signerRole === 'representative' && doc.representative !== null ? doc.representative : doc.subject;

export const fullName = (name: PersonName): string =>
  [name.surname, name.givenName, name.patronymic].filter((part) => part !== null && part !== '').join(' ');

/** What is consented to: the items the subject gave, not those declined (CP-8e, CP-F-25). */
export const givenItems = (doc: ConsentDocument): readonly DataItem[] =>
  doc.dataItems.filter((item) => item.choice === 'given');

/** Keeps of a trilingual text the languages that the document shows. */
export const wordsIn = (text: Text3, beside: BesideLang | null): Words =>
  beside === null ? { ky: text.ky } : beside === 'ru' ? { ky: text.ky, ru: text.ru } : { ky: text.ky, en: text.en };

/** RFC 8785 with NFC, done in the record; handed in so that this file stays pure. */
export type Canonical = (value: ConsentDocument) => Uint8Array;
/** The bytes that are the original, and that a manifest hashes. */
export const originalBytes = (doc: ConsentDocument, canonical: Canonical): Uint8Array => canonical(doc);
