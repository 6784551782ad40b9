import { type Static, Type } from 'typebox';
import { actCategories } from '../../../law/index.ts';
import type { Received } from '../document-store.ts';
import type { LoadedPolicy } from '../system-store.ts';
import {
  type ExchangeSystem,
  operatorKinds,
  type Participant,
  participantKinds,
  refusalReasons,
  signatureTypes,
  systemScopes,
} from '../system.ts';
import { body, Day, Id, Moment, nullable, oneOf } from '../../../platform/shapes.ts';
export { answers, body, Day, Id, Moment, nullable, oneOf } from '../../../platform/shapes.ts';

export const Line = Type.String({ minLength: 1, maxLength: 300 });
export const Base64 = Type.String({ minLength: 4, pattern: '^[A-Za-z0-9+/]+={0,2}$', description: 'Base64 of bytes' });
const Text3 = body({ ky: Line, ru: Line, en: Line });
export const Types = Type.Array(oneOf(signatureTypes), { minItems: 1, maxItems: 3, uniqueItems: true });
export const Category = oneOf(actCategories);
const Code = Type.String({ pattern: '^[a-z0-9][a-z0-9_-]{0,39}$' });

export const settings = {
  operator: nullable(body({ kind: oneOf(operatorKinds), name: Line, representative: nullable(Line) })),
  simpleRules: nullable(
    Type.String({
      minLength: 1,
      maxLength: 4000,
      description: 'The operator’s rules for keys of simple signatures (ES-9.1.2a)',
    }),
  ),
  automatic: Type.Boolean({ description: 'Registered for signing without a person (ES-12.5)' }),
};
export const NewSystem = body({
  scope: oneOf(systemScopes),
  name: Text3,
  ...settings,
  documentKinds: Type.Array(
    body({
      code: Code,
      stateSecret: Type.Optional(Type.Boolean()),
      needsNotary: Type.Optional(Type.Boolean()),
      needsStateRegistration: Type.Optional(Type.Boolean()),
    }),
    { minItems: 1, maxItems: 50 },
  ),
});
const ParticipantView = Type.Object({ id: Id, kind: oneOf(participantKinds), name: nullable(Type.String()) });
export const participantView = ({ id, kind, name }: Participant): Static<typeof ParticipantView> => ({
  id,
  kind,
  name,
});

export const Rule = Type.Union([
  body({ rule: Type.Literal('accept'), documentKind: Code, types: Types }),
  body({ rule: Type.Literal('handwritten-too'), documentKind: Code }),
  body({ rule: Type.Literal('no-foreign') }),
]);
export const NewPolicy = body({
  basis: oneOf(['owner', 'agreement'] as const),
  on: Day,
  parties: Type.Array(Line, { minItems: 1, maxItems: 50 }),
  rules: Type.Array(Rule, { minItems: 1, maxItems: 100 }),
});
export const ConflictView = Type.Object({
  at: Type.Integer({ description: 'The place of the rule in the policy' }),
  rule: Type.String(),
  law: Type.Array(Type.String(), { description: 'The norms that win over it' }),
});
export const SystemView = Type.Object({
  id: Id,
  scope: oneOf(systemScopes),
  name: Type.Object({ ky: Type.String(), ru: Type.String(), en: Type.String() }),
  operator: nullable(
    Type.Object({ kind: oneOf(operatorKinds), name: Type.String(), representative: nullable(Type.String()) }),
  ),
  simpleRules: nullable(Type.String()),
  automatic: Type.Boolean(),
  documentKinds: Type.Array(Type.String()),
});
export const systemView = (s: ExchangeSystem): Static<typeof SystemView> => ({
  ...s,
  documentKinds: s.documentKinds.map(({ code }) => code),
});
export const OneSystem = Type.Object({
  ...SystemView.properties,
  policy: nullable(
    Type.Object({
      version: Type.Integer(),
      basis: Type.String(),
      on: Type.String(),
      conflicts: Type.Array(ConflictView),
    }),
  ),
  participants: Type.Array(ParticipantView, {
    description: 'Bodies and organisations; of citizens a register tells nobody',
  }),
});
export const policyView = (policy: LoadedPolicy | undefined) =>
  policy === undefined
    ? null
    : {
        version: policy.version,
        basis: policy.body.basis,
        on: policy.body.on,
        conflicts: policy.conflicts.map((one) => ({ ...one, law: [...one.law] })),
      };
export { ParticipantView };
/** No path, nothing that turns the direction of writing round: a name says what it seems to say. */
export const FileName = Type.String({
  minLength: 1,
  maxLength: 120,
  pattern: '^[^\\u0000-\\u001f\\u007f\\u200b-\\u200f\\u2028-\\u202e\\u2066-\\u2069/\\\\:*?"<>|]+$',
  description: 'What the file is called',
});
export const ReceivedView = Type.Object({
  id: Id,
  systemId: Id,
  category: Category,
  documentKind: Type.String(),
  documentHash: Type.String(),
  signatureType: oneOf(signatureTypes),
  certificate: nullable(Type.String()),
  sender: nullable(Type.String()),
  at: Moment,
  answer: nullable(oneOf(['accepted', 'refused'] as const)),
  reason: nullable(oneOf(refusalReasons)),
});
export const receivedView = (d: Received): Static<typeof ReceivedView> => ({
  ...d,
  documentHash: d.documentHash.toString('hex'),
  certificate: d.certificateNumber,
  at: d.at.toISOString(),
});
