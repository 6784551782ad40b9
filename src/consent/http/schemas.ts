import { Type } from 'typebox';
import { Id, Moment, nullable } from '../../platform/shapes.ts';
export { answers, Day, Id, Moment, nullable } from '../../platform/shapes.ts';

export const Text3Schema = Type.Object({ ky: Type.String(), ru: Type.String(), en: Type.String() });
export const LangSchema = Type.Union([Type.Literal('ky'), Type.Literal('ru'), Type.Literal('en')]);

export const ChoicesSchema = Type.Object(
  {
    categories: Type.Array(Type.String({ maxLength: 80 }), {
      maxItems: 100,
      description: 'Codes of the data given; the others are declined',
    }),
    processing: Type.Boolean({ description: 'Box 1 of the form (CP-F-22)' }),
    transfer: Type.Boolean({ description: 'Box 2 (CP-F-23)' }),
    crossBorder: Type.Boolean({ description: 'Box 3 (CP-F-24)' }),
    place: Type.String({ maxLength: 200, description: 'Settlement (CP-F-02)' }),
    acknowledged: Type.Boolean({ description: 'Items 1-3 of the form were read (CP-F-28)' }),
  },
  { additionalProperties: false },
);

export const ConsentSchema = Type.Object({
  id: Id,
  holderId: Id,
  purposeId: Id,
  purposeVersionId: Id,
  state: Type.String(),
  medium: Type.String(),
  evidenceMode: nullable(Type.String()),
  signerRole: Type.String(),
  givenAt: Moment,
  validFrom: Moment,
  validUntil: nullable(Moment),
  endedAt: nullable(Moment),
  categories: Type.Array(Type.String()),
  actions: Type.Array(Type.String()),
  transfer: Type.Boolean(),
  crossBorder: Type.Boolean(),
  documentHash: Type.String(),
  manifestHash: Type.String(),
  journalEntryId: Id,
});

export const PurposeBodySchema = Type.Object(
  {
    code: Type.String({ pattern: '^[a-z][a-z0-9_]{1,60}$' }),
    text: Text3Schema,
    categories: Type.Array(
      Type.Object({
        code: Type.String(),
        text: Text3Schema,
        decreeCategory: nullable(Type.String()),
        special: nullable(Type.String()),
        required: Type.Boolean(),
        necessity: Text3Schema,
      }),
      { maxItems: 100 },
    ),
    ground: nullable(
      Type.Object({ code: Type.String(), norm: nullable(Text3Schema), legalBasis: nullable(Type.String()) }),
    ),
    service: Type.Object({
      kind: Type.Union([Type.Literal('none'), Type.Literal('state'), Type.Literal('municipal')]),
      code: Type.String(),
      name: nullable(Text3Schema),
      storage: nullable(
        Type.Object({
          text: Text3Schema,
          act: nullable(Text3Schema),
          months: nullable(Type.Integer({ minimum: 0, maximum: 1200 })),
        }),
      ),
    }),
    actions: Type.Array(Type.String(), { maxItems: 20 }),
    recipients: nullable(
      Type.Array(
        Type.Object({ code: Type.String(), name: Text3Schema, country: Type.String({ pattern: '^[A-Z]{2}$' }) }),
        { maxItems: 200 },
      ),
    ),
    processors: nullable(
      Type.Array(Type.Object({ code: Type.String(), name: Text3Schema, address: nullable(Text3Schema) }), {
        maxItems: 200,
      }),
    ),
    otherUse: nullable(Type.Object({ possible: Type.Boolean(), text: nullable(Text3Schema) })),
    publicDistribution: nullable(
      Type.Object({ planned: Type.Boolean(), where: nullable(Text3Schema), items: Type.Array(Type.String()) }),
    ),
    crossBorder: nullable(
      Type.Array(Type.Object({ country: Type.String({ pattern: '^[A-Z]{2}$' }), name: Text3Schema })),
    ),
    methods: nullable(
      Type.Object({
        kind: Type.Union([Type.Literal('automated'), Type.Literal('manual'), Type.Literal('mixed')]),
        text: Text3Schema,
      }),
    ),
    profiling: Type.Boolean(),
    term: nullable(
      Type.Union([
        Type.Object({ months: Type.Integer({ minimum: 1, maximum: 1200 }) }),
        Type.Object({ event: Text3Schema }),
        Type.Object({ byLaw: Text3Schema }),
      ]),
    ),
    storageTerm: nullable(Type.Object({ months: Type.Integer({ minimum: 0, maximum: 1200 }), text: Text3Schema })),
    ageAppropriate: Type.Boolean(),
    childText: nullable(Text3Schema),
    requiredDocuments: Type.Array(
      Type.Object({ code: Type.String(), text: Text3Schema, categories: Type.Array(Type.String()) }),
    ),
    media: Type.Array(Type.Union([Type.Literal('paper_blank'), Type.Literal('electronic_document')])),
    strictForm: nullable(Text3Schema),
    signature: Type.Object({
      least: Type.Union([Type.Literal('simple'), Type.Literal('unqualified'), Type.Literal('qualified')]),
      basis: nullable(Text3Schema),
    }),
    documentFlags: Type.Object({
      stateSecret: Type.Boolean(),
      needsNotary: Type.Boolean(),
      needsStateRegistration: Type.Boolean(),
    }),
    extra: Type.Array(Type.Object({ label: Text3Schema, value: Text3Schema })),
    sandboxPaths: Type.Array(Type.String()),
  },
  { additionalProperties: false },
);
