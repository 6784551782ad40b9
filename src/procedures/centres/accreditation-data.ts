import { Type } from 'typebox';

// What the acts of an accreditation ask. Amounts are written as they are in documents: "1000000.00" som.

export const line = Type.String({ minLength: 1, maxLength: 300 });
export const longText = Type.String({ minLength: 1, maxLength: 4000 });
export const day = Type.String({ format: 'date' });
const amount = Type.String({ pattern: '^[0-9]{1,12}([.,][0-9]{2})?$' });
/** Title, number and date of a document in one line: the document itself is handed in with the application. */
const documentLine = Type.Optional(line);

const NetAssets = Type.Object({ amount, asOf: day, document: documentLine }, { additionalProperties: false });
const coverKinds = ['policy', 'guarantee', 'deposit'] as const;
export const Cover = Type.Object(
  { amount, kind: Type.Enum([...coverKinds]), until: day, document: documentLine },
  { additionalProperties: false },
);
export const educations = ['higher_it', 'higher_security', 'higher_other', 'secondary', 'none'] as const;
const yesNo = Type.Enum(['yes', 'no']);
/** An employee by the number of the personnel file: the case is public record, names stay at the centre. */
export const Employee = Type.Object(
  {
    personnelNumber: line,
    issues: yesNo,
    education: Type.Enum([...educations]),
    training: yesNo,
    document: documentLine,
  },
  { additionalProperties: false },
);
const KeyRequest = Type.String({ minLength: 1, maxLength: 8000 });
export const Application = Type.Object(
  {
    requestedYears: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
    netAssets: Type.Optional(NetAssets),
    cover: Type.Optional(Cover),
    means: Type.Array(line, { maxItems: 20 }),
    staff: Type.Array(Employee, { maxItems: 50 }),
    request: KeyRequest,
  },
  { additionalProperties: false },
);
/** The centre's key is its own: what comes here is its request (PKCS#10), which proves that the centre holds it. */
export const Rekeying = Type.Object({ request: KeyRequest }, { additionalProperties: false });
/** The bound is the certificate profile's (DocumentDetails.number). */
const certificateNumber = Type.String({ minLength: 1, maxLength: 64 });
export const CertificateOrder = Type.Object({ certificateNumber }, { additionalProperties: false });
/** SHA-256 of the bytes that the officer has seen. */
export const Approval = Type.Object(
  { contentHash: Type.String({ pattern: '^[0-9a-f]{64}$' }) },
  { additionalProperties: false },
);
export const Decision = Type.Object({ number: line }, { additionalProperties: false });
export const refusalGrounds = [
  'ACC_NET_ASSETS',
  'ACC_LIABILITY_COVER',
  'ACC_TOOLS',
  'ACC_STAFF',
  'ACC_FALSE_DATA',
] as const;
export const Refusing = Type.Object(
  {
    number: line,
    reasons: Type.Array(
      Type.Object(
        {
          ground: Type.Enum([...refusalGrounds]),
          explanation: longText,
          document: Type.Optional(line),
          fact: Type.Optional(line),
        },
        { additionalProperties: false },
      ),
      { maxItems: 10 },
    ),
  },
  { additionalProperties: false },
);
/** How a written notice reached the other side, and what shows it. */
export const Sent = Type.Object(
  { way: Type.Enum(['handed', 'electronic', 'post']), proof: line },
  { additionalProperties: false },
);
export const HandOver = Type.Object({ certificateNumber, proof: line }, { additionalProperties: false });
export const Plan = Type.Object({ on: day }, { additionalProperties: false });
export const Inspection = Type.Object(
  {
    number: line,
    kind: Type.Enum(['planned', 'unplanned', 'elimination']),
    findings: longText,
    outcome: Type.Enum(['in_order', 'breach']),
  },
  { additionalProperties: false },
);
export const Warning = Type.Object(
  {
    number: line,
    breaches: Type.Array(Type.Object({ breach: longText }, { additionalProperties: false }), {
      minItems: 1,
      maxItems: 20,
    }),
    fixUntil: day,
  },
  { additionalProperties: false },
);
export const Elimination = Type.Object(
  {
    eliminated: Type.Array(
      Type.Object(
        { breachNumber: Type.Integer({ minimum: 1, maximum: 20 }), evidence: longText },
        { additionalProperties: false },
      ),
      { minItems: 1, maxItems: 20 },
    ),
  },
  { additionalProperties: false },
);
export const Revocation = Type.Object({ number: line, reasons: longText }, { additionalProperties: false });
export const requirements = ['net_assets', 'cover', 'means', 'staff'] as const;
export const Compromise = Type.Object({ since: day, circumstances: longText }, { additionalProperties: false });
export const Circumstances = Type.Object(
  { requirement: Type.Enum([...requirements]), since: day, circumstances: longText },
  { additionalProperties: false },
);
export const Staff = Type.Object(
  { staff: Type.Array(Employee, { maxItems: 50 }), on: day },
  { additionalProperties: false },
);

export type Application = Type.Static<typeof Application>;
export type Rekeying = Type.Static<typeof Rekeying>;
export type CertificateOrder = Type.Static<typeof CertificateOrder>;
export type Compromise = Type.Static<typeof Compromise>;
export type Approval = Type.Static<typeof Approval>;
export type Cover = Type.Static<typeof Cover>;
export type Employee = Type.Static<typeof Employee>;
export type Refusing = Type.Static<typeof Refusing>;
export type Warning = Type.Static<typeof Warning>;
export type Elimination = Type.Static<typeof Elimination>;
export type Inspection = Type.Static<typeof Inspection>;
