import { Type } from 'typebox';
import { body, Id, nullable, oneOf } from '../../platform/shapes.ts';
import { sourceKinds } from '../item-source.ts';
export { answers, body, Id, Moment, nullable, oneOf } from '../../platform/shapes.ts';

export const Text3 = Type.Object(
  {
    ky: Type.String({ minLength: 1, maxLength: 500 }),
    ru: Type.String({ maxLength: 500 }),
    en: Type.String({ maxLength: 500 }),
  },
  { additionalProperties: false },
);
export const Country = Type.String({ pattern: '^[A-Z]{2}$' });
export const Code = Type.String({ pattern: '^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,79}$' });
export const Codes = Type.Array(Type.String({ minLength: 1, maxLength: 80 }), { minItems: 1, maxItems: 100 });
export const Note = Type.String({ minLength: 1, maxLength: 500 });

export const staff = (...roles: string[]) => ({ for: 'staff' as const, office: 'holder' as const, roles });
export const machine = (scope: string) => ({ for: 'machine' as const, scope });
export const authority = { for: 'staff' as const, office: 'authority' as const };
export const ofHolder = Type.Object({ holderId: Id });

/** CP-15e: from whom an item was obtained. */
export const SourceSchema = body({
  kind: oneOf(sourceKinds),
  name: nullable(Type.String({ maxLength: 300, description: 'Who or what it is, wherever it was not the subject' })),
});
