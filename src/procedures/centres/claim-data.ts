import { Type } from 'typebox';
import { day, line, longText } from './accreditation-data.ts';

// What the acts of a claim against a centre ask.

const amount = Type.String({ pattern: '^[0-9]{1,12}([.,][0-9]{2})?$' });
const Uuid = Type.String({ format: 'uuid' });

export const Claim = Type.Object(
  {
    certificateNumber: line,
    /** ES-13.3.1: an obligation of the service contract; ES-13.3.2: verification, the register, its information. */
    ground: Type.Enum(['contract', 'duties']),
    on: day,
    amount,
    what: longText,
    /** The claimant's own case at the centre in which an obligation was missed. */
    caseId: Type.Optional(Uuid),
    /** The claimant's own check by the centre whose answer is held to be wrong. */
    checkId: Type.Optional(Uuid),
  },
  { additionalProperties: false },
);
export const Answer = Type.Object(
  {
    outcome: Type.Enum(['accepted', 'accepted_in_part', 'rejected']),
    accepted: Type.Optional(amount),
    reasons: longText,
  },
  { additionalProperties: false },
);
export const Examination = Type.Object(
  { outcome: Type.Enum(['cover_suffices', 'cover_does_not_suffice', 'no_cover']), note: Type.Optional(longText) },
  { additionalProperties: false },
);
export const Settlement = Type.Object(
  { way: Type.Enum(['paid', 'agreement', 'court']), paid: Type.Optional(amount), document: line },
  { additionalProperties: false },
);
export type Claim = Type.Static<typeof Claim>;
export type Answer = Type.Static<typeof Answer>;
