import { type Static, type TSchema, Type } from 'typebox';
import type { problemSchema } from './http/problem.ts';

// What schemas of routes and of kept data are made of, whatever they are about.

export const Id = Type.String({ format: 'uuid' });
export const Moment = Type.String({ format: 'date-time' });
export const Day = Type.String({ format: 'date' });

/**
 * The schema's values, or null. A text says so by its `type`: to choose between alternatives, whoever writes an answer would check it
 * against each of them first.
 */
export const nullable = <T extends TSchema>(schema: T) =>
  Type.Unsafe<Static<T> | null>(
    (schema as { type?: unknown }).type === 'string' && !('const' in schema) && !('enum' in schema)
      ? { ...schema, type: ['string', 'null'] }
      : Type.Union([schema, Type.Null()]),
  );
export const oneOf = <T extends string>(values: readonly T[]) =>
  Type.Unsafe<T>(Type.Union(values.map((value) => Type.Literal(value))));

/** An object with these members and no others: what somebody sends is read whole or refused. */
export const body = <T extends Record<string, TSchema>>(properties: T) =>
  Type.Object(properties, { additionalProperties: false });

/** A refusal, as every route answers one (RFC 9457). */
export const problem = Type.Ref('Problem') as unknown as typeof problemSchema;

/** Every answer a route may give: success as declared, any refusal as a problem. */
export const answers = <T extends Record<number, TSchema>>(success: T) => ({
  ...success,
  '4xx': problem,
  '5xx': problem,
});
