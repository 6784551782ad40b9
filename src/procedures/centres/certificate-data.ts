import { Type } from 'typebox';
import { day, line, longText } from './accreditation-data.ts';

// What the acts of an application for a certificate ask.

export const Organisation = Type.Object(
  { name: line, registrationNumber: line, foreign: Type.Enum(['yes', 'no']) },
  { additionalProperties: false },
);
const Power = Type.Object(
  {
    kind: Type.Enum(['natural', 'legal']),
    principal: line,
    scope: line,
    title: line,
    number: line,
    issued: day,
    until: Type.Optional(day),
  },
  { additionalProperties: false },
);
/** ES-18.2a: limits are answered, one way or the other. */
export const CertificateApplication = Type.Object(
  {
    // ES-14.3c: an organisation's certificate for signing by a system names no acting person.
    owner: Type.Enum(['natural', 'legal', 'automatic']),
    organisation: Type.Optional(Organisation),
    limits: Type.Enum(['none', 'stated']),
    limitsText: Type.Optional(longText),
    onBehalf: Type.Enum(['yes', 'no']),
    powers: Type.Array(Power, { maxItems: 16 }),
    /** ES-13.1.4: the applicant makes the keys, the centre does, or the centre gives a token with keys in it. */
    keys: Type.Enum(['own', 'centre', 'token']),
    /** PKCS#10 of the applicant's own key (RFC 2986), as PEM: its signature proves that the applicant holds the key. */
    request: Type.Optional(Type.String({ minLength: 1, maxLength: 20_000 })),
    /** ES-17.2.4a: the number of the document that confirms the means the key was made with; without it the centre's own. */
    means: Type.Optional(line),
    /** ES-17.2.7: the personal number stands in the certificate on demand only. */
    pin: Type.Optional(Type.Enum(['yes', 'no'])),
    /** ES-14.5b: a later day of taking effect. */
    from: Type.Optional(day),
    form: Type.Enum(['electronic', 'both']),
    /** ES-13.4a: the trusted person of the centre through whom it is applied for. */
    through: Type.Optional(Type.String({ format: 'uuid' })),
  },
  { additionalProperties: false },
);
/** ES-13.2.1: the three parts of the written information, each named by the edition that was given. */
export const Information = Type.Object(
  {
    conditions: line,
    risks: line,
    security: line,
    language: Type.Enum(['ky', 'ru', 'en']),
    way: Type.Enum(['handed', 'electronic', 'post']),
    proof: line,
  },
  { additionalProperties: false },
);
export const Identity = Type.Object(
  {
    method: Type.Enum(['in_person', 'certificate', 'esi']),
    document: Type.Object({ title: line, number: line, issued: day, issuedBy: line }, { additionalProperties: false }),
    /** ES-17.2.2b: the place of birth as the document has it. */
    birthPlace: Type.Optional(line),
    outcome: Type.Enum(['established', 'not_established']),
  },
  { additionalProperties: false },
);
/** ES-14.3b: on what the acting person acts, and the legal entity as its state registration has it. */
export const Authority = Type.Object(
  {
    basis: Type.Enum(['constituent_documents', 'power_of_attorney']),
    title: line,
    number: line,
    issued: day,
    until: Type.Optional(day),
    position: Type.Optional(line),
    registered: Type.Object(
      {
        name: line,
        registrationNumber: line,
        place: line,
        /** ISO 3166-1 alpha-2, of a foreign entity. */
        country: Type.Optional(Type.String({ pattern: '^[A-Z]{2}$' })),
      },
      { additionalProperties: false },
    ),
    coversApplying: Type.Enum(['yes', 'no']),
  },
  { additionalProperties: false },
);
export const slots = ['identity', 'constituent', 'registration', 'translation', 'power'] as const;
/** One document at a time: which one it is stands in clear, its particulars are sealed. */
export const KeptDocument = Type.Object(
  {
    slot: Type.Enum([...slots]),
    form: Type.Enum(['original', 'notarised_copy', 'plain_copy']),
    title: line,
    number: line,
    issued: day,
    notary: Type.Optional(line),
  },
  { additionalProperties: false },
);
export const Issue = Type.Object(
  { guideEdition: line, guideLanguage: Type.Enum(['ky', 'ru', 'en']) },
  { additionalProperties: false },
);
/** ES-13.8: a public contract is refused on a legal reason only. */
export const Declining = Type.Object(
  {
    reason: Type.Enum(['identity', 'authority', 'documents', 'key', 'untrue', 'not_accredited']),
    explanation: longText,
  },
  { additionalProperties: false },
);
export const Handing = Type.Object(
  { way: Type.Enum(['handed', 'electronic']), proof: line },
  { additionalProperties: false },
);

/** ES-13.1.7a: by which means of the list the keys are made: the number of the document that confirms it. */
export const KeyOrder = Type.Object({ means: line }, { additionalProperties: false });
/** PKCS#10 of the key that was made for the applicant. */
export const MadeKey = Type.Object(
  { request: Type.String({ minLength: 1, maxLength: 20_000 }) },
  { additionalProperties: false },
);
/** ES-13.1.4a: the keys were made inside a token, which does not let the signature key out. */
export const TokenKey = Type.Object(
  {
    request: Type.String({ minLength: 1, maxLength: 20_000 }),
    means: line,
    serial: line,
    leavesToken: Type.Enum(['no']),
  },
  { additionalProperties: false },
);
/** ES-13.1.4a: which token went into the applicant's hands; its PIN goes another way. */
export const TokenHandOver = Type.Object(
  { serial: line, pinCode: Type.Enum(['apart']), proof: line },
  { additionalProperties: false },
);

export type KeyOrder = Type.Static<typeof KeyOrder>;
export type MadeKey = Type.Static<typeof MadeKey>;
export type TokenKey = Type.Static<typeof TokenKey>;
export type TokenHandOver = Type.Static<typeof TokenHandOver>;
export type Information = Type.Static<typeof Information>;
export type Issue = Type.Static<typeof Issue>;
export type CertificateApplication = Type.Static<typeof CertificateApplication>;
export type KeptDocument = Type.Static<typeof KeptDocument>;
export type Identity = Type.Static<typeof Identity>;
export type Authority = Type.Static<typeof Authority>;
