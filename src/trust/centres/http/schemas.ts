import { type Static, Type } from 'typebox';
import type { Centre, ConfirmedMeans, TrustedPerson } from '../centre.ts';
import { centreKinds, isConfirmed, isTrusted, meansFunctions } from '../centre.ts';
import type { LoggedUse } from '../means-use-store.ts';
import type { Listed } from '../lists.ts';
import { standingStates } from '../standing.ts';
import { Day, Id, Moment, nullable, oneOf } from '../../../platform/shapes.ts';
export { answers, body, Day, Id, Moment, nullable, oneOf } from '../../../platform/shapes.ts';

export const Line = Type.String({ minLength: 1, maxLength: 300 });
export const Text3 = Type.Object(
  {
    ky: Type.String({ minLength: 1, maxLength: 300 }),
    ru: Type.String({ minLength: 1, maxLength: 300 }),
    en: Type.String({ minLength: 1, maxLength: 300 }),
  },
  { additionalProperties: false },
);
export const LongText3 = Type.Object(
  {
    ky: Type.String({ maxLength: 20_000 }),
    ru: Type.String({ maxLength: 20_000 }),
    en: Type.String({ maxLength: 20_000 }),
  },
  { additionalProperties: false },
);
const Address = Type.Object(
  { ky: Type.String({ maxLength: 500 }), ru: Type.String({ maxLength: 500 }), en: Type.String({ maxLength: 500 }) },
  { additionalProperties: false },
);
export const particulars = {
  name: Text3,
  address: Address,
  email: nullable(Type.String({ maxLength: 200 })),
  phone: nullable(Type.String({ maxLength: 40 })),
  website: nullable(Type.String({ maxLength: 200 })),
};
const centreFields = {
  id: Id,
  code: Type.String(),
  kind: oneOf(centreKinds),
  registrationNumber: Type.String(),
  sandbox: Type.Boolean(),
  ...particulars,
};
export const CentreView = Type.Object(centreFields);

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;
const maybe = nullable(Moment);

export const ListedView = Type.Object({
  centre: CentreView,
  accreditation: Type.Object({
    id: Id,
    certificateNumber: nullable(Type.String()),
    decisionNumber: Type.String(),
    decidedAt: Moment,
    untilAt: Moment,
    handedOverAt: maybe,
    rootCertificate: nullable(Type.String({ description: 'Number of the certificate of the root; null: outstanding' })),
  }),
  standing: Type.Object({
    state: oneOf(standingStates),
    since: Moment,
    until: maybe,
    law: Type.String(),
    document: Type.Object({
      number: Type.String(),
      on: Type.String(),
      successor: Type.Optional(Type.String()),
      successorName: Type.Optional(Text3),
    }),
    fixUntil: maybe,
  }),
});
export const listedView = ({ centre, accreditation: a, standing: s }: Listed): Static<typeof ListedView> => ({
  centre,
  accreditation: {
    id: a.id,
    certificateNumber: a.certificateNumber,
    decisionNumber: a.decisionNumber,
    decidedAt: a.decidedAt.toISOString(),
    untilAt: a.untilAt.toISOString(),
    handedOverAt: iso(a.handedOverAt),
    rootCertificate: a.rootCertificate,
  },
  standing: { ...s, since: s.since.toISOString(), until: iso(s.until), fixUntil: iso(s.fixUntil) },
});

export const MeansView = Type.Object({
  id: Id,
  kind: oneOf(['signature', 'centre'] as const),
  functions: Type.Array(oneOf(meansFunctions)),
  name: Type.String(),
  version: Type.String(),
  documentNumber: Type.String(),
  document: Type.Object({ title: Type.String(), issuedOn: Type.String(), issuedBy: Type.String() }),
  since: Moment,
  untilAt: maybe,
  endedAt: maybe,
  endGround: nullable(Type.String()),
  confirmed: Type.Boolean({ description: 'Whether it is confirmed at the moment asked about' }),
});
export const meansView = (m: ConfirmedMeans, at: Date): Static<typeof MeansView> => ({
  ...m,
  functions: [...m.functions],
  since: m.since.toISOString(),
  untilAt: iso(m.untilAt),
  endedAt: iso(m.endedAt),
  confirmed: isConfirmed(m, at),
});

export const TrustedView = Type.Object({
  id: Id,
  name: Type.String(),
  registrationNumber: Type.String(),
  contractNumber: Type.String(),
  contractOn: Day,
  scope: Type.String(),
  since: Moment,
  untilAt: maybe,
  withdrawnAt: maybe,
  withdrawalGround: nullable(Type.String()),
  trusted: Type.Boolean({ description: 'Whether the powers stand at the moment asked about' }),
});
export const trustedView = (one: TrustedPerson, at: Date): Static<typeof TrustedView> => ({
  ...one,
  since: one.since.toISOString(),
  untilAt: iso(one.untilAt),
  withdrawnAt: iso(one.withdrawnAt),
  trusted: isTrusted(one, at),
});

export const TransferView = Type.Object({
  centreId: Id,
  caseId: Id,
  acceptedAt: Moment,
  act: Type.String({ description: 'Number of the act of receipt' }),
  entries: Type.Integer(),
  digest: Type.String({ description: 'SHA-256 of the register as it was received' }),
  place: Type.String(),
});

export const centreView = (centre: Centre): Static<typeof CentreView> => centre;

export const MeansUseView = Type.Object({
  at: Moment,
  operation: oneOf(meansFunctions),
  name: Type.String(),
  version: Type.String(),
  meansId: nullable(Id),
  documentNumber: nullable(Type.String({ description: 'Of the confirmation; null: not on the list then' })),
  object: Type.String({ description: 'SHA-256 of what was made or checked' }),
});
export const meansUseView = (use: LoggedUse): Static<typeof MeansUseView> => ({
  ...use,
  at: use.at.toISOString(),
  object: use.object.toString('hex'),
});
