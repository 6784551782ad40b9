import { type TSchema, Type } from 'typebox';
import type { problemSchema } from '../../platform/http/index.ts';

export const Id = Type.String({ format: 'uuid' });
export const Moment = Type.String({ format: 'date-time' });
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
export const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
export const oneOf = <T extends string>(values: readonly T[]) =>
  Type.Unsafe<T>(Type.Union(values.map((value) => Type.Literal(value))));
export const body = <T extends Record<string, TSchema>>(properties: T) =>
  Type.Object(properties, { additionalProperties: false });

/** Every answer a route may give: success as declared, any refusal as a problem. */
export const answers = <T extends Record<number, TSchema>>(success: T) => ({
  ...success,
  '4xx': Type.Ref('Problem') as unknown as typeof problemSchema,
  '5xx': Type.Ref('Problem') as unknown as typeof problemSchema,
});

export const staff = (...roles: string[]) => ({ for: 'staff' as const, office: 'holder' as const, roles });
export const machine = (scope: string) => ({ for: 'machine' as const, scope });
export const authority = { for: 'staff' as const, office: 'authority' as const };
export const ofHolder = Type.Object({ holderId: Id });
