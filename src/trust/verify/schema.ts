import { type Static, Type } from 'typebox';
import { conditionNames, featureNames, type VerificationReport } from './report.ts';
import { changeKinds, standings } from '../formats/index.ts';
import { findings, type FindingCode, summaries, type SummaryCode } from './report.messages.ts';
import { Moment, nullable, oneOf } from '../../platform/shapes.ts';

// The report as JSON: what programs may rely on.

const Text3 = Type.Object({ ky: Type.String(), ru: Type.String(), en: Type.String() });
const StatusSchema = oneOf(['met', 'not-met', 'not-determinable'] as const);
const VerdictSchema = oneOf(['valid', 'invalid', 'undetermined'] as const);
const Summary = Type.Object({ code: oneOf(Object.keys(summaries) as SummaryCode[]), text: Text3 });
const Finding = Type.Object({
  code: oneOf(Object.keys(findings) as FindingCode[]),
  status: StatusSchema,
  text: Text3,
  law: Type.String({ description: 'The requirement it comes from' }),
  about: Type.Optional(Type.String({ description: 'A moment, a number, an algorithm, a name' })),
});
const judged = <T extends string>(names: readonly T[]) =>
  Type.Object({ name: oneOf(names), title: Text3, status: StatusSchema, findings: Type.Array(Finding) });
const line = nullable(Type.String());

const Signer = Type.Object({
  owner: Type.String(),
  ownerKind: oneOf(['natural', 'legal', 'automatic', 'other'] as const),
  organisation: nullable(Type.Object({ name: Type.String(), registrationNumber: line })),
  actingPerson: nullable(
    Type.Object({
      name: Type.String(),
      position: line,
      basis: nullable(oneOf(['constituentDocuments', 'powerOfAttorney'] as const)),
      document: line,
      until: line,
    }),
  ),
  powers: Type.Array(
    Type.Object({
      principal: Type.String(),
      scope: Type.String(),
      from: Moment,
      until: nullable(Moment),
      inForce: Type.Boolean(),
    }),
  ),
  limits: Type.Array(Type.Object({ lang: Type.String(), text: Type.String() })),
  certificate: Type.Object({
    number: Type.String(),
    issuer: Type.String({ description: 'RFC 4514' }),
    issuerName: Type.String(),
    from: Moment,
    until: Moment,
    sha256: Type.String(),
  }),
});

const Signature = Type.Object({
  verdict: VerdictSchema,
  summary: Summary,
  class: nullable(oneOf(['simple', 'unqualified', 'qualified'] as const)),
  enhanced: Type.Boolean(),
  features: Type.Array(judged(featureNames)),
  conditions: Type.Array(judged(conditionNames)),
  legacy: nullable(
    Type.Object(
      {
        certificate: Type.Literal('legacy_recognised'),
        basis: oneOf(['19(1)', '19(2)'] as const),
      },
      { description: 'Recognised as of the law of 17 July 2004 No. 92, and by which part of article 19' },
    ),
  ),
  signer: nullable(Signer),
  time: Type.Object({
    claimed: nullable(Moment),
    reliable: nullable(
      Type.Object({ at: Moment, source: oneOf(['time-stamp', 'checkpoint'] as const), by: Type.String() }),
    ),
    judgedAt: Moment,
    basis: oneOf(['reliable-time', 'moment-of-checking'] as const),
    findings: Type.Array(Finding),
  }),
  changes: Type.Array(Finding),
  notes: Type.Array(Finding),
  pdf: Type.Optional(
    Type.Object({
      field: Type.String(),
      revision: nullable(Type.Integer({ description: 'The revision that is signed; the first is 1' })),
      size: Type.Integer({ description: 'Octets from the beginning of the file' }),
      isNewest: Type.Boolean(),
      certifies: nullable(Type.Union([Type.Literal(1), Type.Literal(2), Type.Literal(3)])),
      says: Type.Object({
        time: Type.Optional(Type.String()),
        reason: Type.Optional(Type.String()),
        location: Type.Optional(Type.String()),
        name: Type.Optional(Type.String()),
      }),
    }),
  ),
});

const Pdf = Type.Object({
  revisions: Type.Array(
    Type.Object({
      number: Type.Integer(),
      size: Type.Integer(),
      signedBy: Type.Array(Type.String({ description: 'Fields whose signatures are over it' })),
      changes: Type.Array(
        Type.Object({
          kind: oneOf(changeKinds),
          where: Type.String({ description: 'A field, a page, a key of the catalogue' }),
          text: Text3,
          standing: oneOf(standings),
          standingText: Text3,
        }),
      ),
    }),
  ),
  timeStamps: Type.Array(Type.Object({ field: Type.String(), revision: nullable(Type.Integer()), finding: Finding })),
});

export const VerificationReportSchema = Type.Object({
  v: Type.Literal(1),
  kind: Type.Literal('signature-verification'),
  verdict: VerdictSchema,
  summary: Summary,
  checkedAt: Moment,
  document: Type.Object({
    sha256: nullable(Type.String()),
    size: nullable(Type.Integer()),
    attached: Type.Boolean(),
  }),
  signatures: Type.Array(Signature),
  pdf: Type.Optional(Pdf),
  means: Type.Object({ name: Type.String(), version: Type.String(), confirmed: StatusSchema }),
});

/** The report as it leaves: the compiler sees that the schema and the type say the same. */
export const reportView = (report: VerificationReport): Static<typeof VerificationReportSchema> =>
  report as VerificationReport & { signatures: Static<typeof Signature>[]; pdf?: Static<typeof Pdf> };
