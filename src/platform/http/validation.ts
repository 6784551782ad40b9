import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import type { FastifySchemaCompiler } from 'fastify';

// Bodies are taken as they are (a number sent as text is refused); query, path and headers are text by nature and are converted.
const common = { allErrors: false, removeAdditional: false, useDefaults: true, strict: false, allowUnionTypes: true } as const;

function make(coerce: boolean | 'array'): Ajv {
  const ajv = new Ajv({ ...common, coerceTypes: coerce });
  (addFormats as unknown as (ajv: Ajv, formats: string[]) => void)(ajv, ['uuid', 'date', 'date-time', 'email', 'uri']);
  return ajv;
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
