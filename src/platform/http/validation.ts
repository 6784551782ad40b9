import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import type { FastifySchemaCompiler } from 'fastify';
import { isUuid } from '../ids.ts';

// Bodies are taken as they are (a number sent as text is refused); query, path and headers are text by nature and are converted.
const common = {
  allErrors: false,
  removeAdditional: false,
  useDefaults: true,
  strict: false,
  allowUnionTypes: true,
} as const;

function make(coerce: boolean | 'array'): Ajv {
  const ajv = new Ajv({ ...common, coerceTypes: coerce });
  (addFormats as unknown as (ajv: Ajv, formats: string[]) => void)(ajv, ['uuid', 'date', 'date-time', 'email', 'uri']);
  // One way to write an id: in small letters, as we give it out; signed and journalled text holds it that way.
  ajv.addFormat('uuid', isUuid);
  ajv.addFormat('date', isDay);
  ajv.addFormat('date-time', isMoment);
  return ajv;
}

// Days and moments that both JavaScript and PostgreSQL know: no year 0, no 30 February, no leap second.
const isDay = (text: string): boolean => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text < '0001') return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
};
const isMoment = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}[Tt]([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?([Zz]|[+-]([01]\d|2[0-3]):[0-5]\d)$/.test(text) &&
  text > '0002' &&
  isDay(text.slice(0, 10)) &&
  !Number.isNaN(Date.parse(text.toUpperCase()));

const deepest = 64;

/** Whether a value can be kept and told again: PostgreSQL takes no NUL, and half a surrogate pair is no character. */
export function isStorable(value: unknown, depth = 0): boolean {
  if (typeof value === 'string') return value.isWellFormed() && !value.includes('\0');
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return true;
  if (depth > deepest) return false;
  if (Array.isArray(value)) {
    for (const one of value) if (!isStorable(one, depth + 1)) return false;
    return true;
  }
  // Bodies are trees of plain objects; what they inherit is looked at as well, which costs less than a list of their own names.
  for (const name in value)
    if (!isStorable(name) || !isStorable((value as Record<string, unknown>)[name], depth + 1)) return false;
  return true;
}

export function schemaCompiler(shared: readonly { $id?: string }[]): FastifySchemaCompiler<object> {
  const body = make(false);
  const text = make('array');
  for (const schema of shared) for (const ajv of [body, text]) ajv.addSchema(schema);
  return ({ schema, httpPart }) => {
    const check = (httpPart === 'body' ? body : text).compile(schema);
    return (data) => (check(data) ? { value: data } : { error: check.errors as never });
  };
}
