import type { Access, App } from '../../../platform/http/index.ts';

// The API as the reference shows it, read from the OpenAPI document: what is not in the document is not in the reference.

type Schema = {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly description?: string;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
  readonly maxItems?: number;
};
type Content = Readonly<Record<string, { readonly schema?: Schema }>>;
type RawOperation = {
  readonly tags?: readonly string[];
  readonly summary?: string;
  readonly 'x-access'?: readonly Access[];
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
    readonly schema?: Schema;
    readonly description?: string;
  }[];
  readonly requestBody?: { readonly content?: Content };
  readonly responses?: Readonly<Record<string, { readonly description?: string; readonly content?: Content }>>;
};
type Document = {
  readonly paths?: Readonly<Record<string, Readonly<Record<string, RawOperation>>>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> };
};

/** One line of a table: a field by its path, "questions[].purposeId". */
export type Row = {
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  readonly description: string;
};
export type Answer = {
  readonly status: string;
  readonly rows: readonly Row[];
  readonly type: string;
  readonly problem: boolean;
};
export type Operation = {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  readonly access: readonly Access[];
  readonly parameters: readonly (Row & { readonly place: string })[];
  readonly body: readonly Row[] | null;
  readonly mediaType: string | null;
  readonly example: unknown;
  readonly answers: readonly Answer[];
};
export type Api = ReadonlyMap<string, readonly Operation[]>;

const deepest = 4;

/** Routes grouped by their tag, tags in the order of their first route. */
export function readApi(app: App): Api {
  const document = (app as unknown as { swagger(): Document }).swagger();
  const { look, rowsOf, typeOf, exampleOf } = reader(document);
  const all = Object.entries(document.paths ?? {}).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, raw]): Operation => {
      const [mediaType, body] = Object.entries(raw.requestBody?.content ?? {})[0] ?? [null, undefined];
      return {
        id: `${method}${path.replace(/[^A-Za-z0-9]+/g, '-')}`.replace(/-$/, ''),
        method: method.toUpperCase(),
        path,
        tag: raw.tags?.[0] ?? 'service',
        summary: raw.summary ?? '',
        access: raw['x-access'] ?? [],
        parameters: (raw.parameters ?? []).map((one) => ({
          name: one.name,
          place: one.in,
          type: typeOf(one.schema ?? {}),
          required: one.required === true,
          description: one.description ?? one.schema?.description ?? '',
        })),
        body: body?.schema === undefined ? null : rowsOf(body.schema),
        mediaType,
        example: body?.schema === undefined ? undefined : exampleOf(body.schema, 0),
        answers: Object.entries(raw.responses ?? {}).map(([status, response]) => {
          const schema = Object.values(response.content ?? {})[0]?.schema ?? {};
          return {
            status,
            type: typeOf(schema),
            rows: look(schema) === schema ? rowsOf(schema) : [],
            problem: schema.$ref?.endsWith('/Problem') === true,
          };
        }),
      };
    }),
  );
  return Map.groupBy(all, ({ tag }) => tag);
}

function reader({ components }: Document) {
  const nameOf = (ref: string): string => ref.split('/').at(-1)!;
  const look = (schema: Schema): Schema =>
    schema.$ref === undefined ? schema : (components?.schemas?.[nameOf(schema.$ref)] ?? {});

  function typeOf(schema: Schema): string {
    if (schema.$ref !== undefined) return nameOf(schema.$ref);
    const either = schema.anyOf ?? schema.oneOf;
    if (either !== undefined) return [...new Set(either.map(typeOf))].join(' | ');
    if (schema.const !== undefined) return JSON.stringify(schema.const);
    if (schema.enum !== undefined) return schema.enum.map((one) => JSON.stringify(one)).join(' | ');
    const type = typeof schema.type === 'string' ? schema.type : (schema.type?.join(' | ') ?? 'any');
    if (type === 'array') return `${typeOf(schema.items ?? {})}[]`;
    return schema.format === undefined ? type : `${type} (${schema.format})`;
  }

  /** An object's fields, those of nested objects under their own path. */
  function rowsOf(schema: Schema, prefix = '', depth = 0): Row[] {
    const shape = look(schema);
    const variants = shape.anyOf ?? shape.oneOf;
    const object =
      shape.properties === undefined ? variants?.map(look).find((one) => one.properties !== undefined) : shape;
    if (object?.properties === undefined)
      return shape.type === 'array' && shape.items !== undefined && depth < deepest
        ? rowsOf(shape.items, `${prefix}[]`, depth + 1)
        : [];
    return Object.entries(object.properties).flatMap(([key, inner]): Row[] => {
      const name = prefix === '' ? key : `${prefix}.${key}`;
      const limits = [
        inner.description,
        inner.pattern === undefined ? undefined : `/${inner.pattern}/`,
        inner.maxLength === undefined ? undefined : `≤ ${inner.maxLength}`,
        inner.maxItems === undefined ? undefined : `≤ ${inner.maxItems}`,
      ];
      const row = {
        name,
        type: typeOf(inner),
        required: object.required?.includes(key) === true,
        description: limits.filter((one) => one !== undefined).join(' · '),
      };
      return [row, ...(depth < deepest && inner.$ref === undefined ? rowsOf(inner, name, depth + 1) : [])];
    });
  }

  /** A value of the right shape for the curl line. */
  function exampleOf(given: Schema, depth: number): unknown {
    const schema = look(given);
    if (schema.const !== undefined) return schema.const;
    if (schema.enum !== undefined) return schema.enum[0];
    const either = schema.anyOf ?? schema.oneOf;
    if (either !== undefined) return exampleOf(either[0] ?? {}, depth);
    switch (schema.type) {
      case 'object':
        if (depth > deepest) return {};
        return Object.fromEntries(
          Object.entries(schema.properties ?? {})
            .filter(([key]) => schema.required?.includes(key))
            .map(([key, inner]) => [key, exampleOf(inner, depth + 1)]),
        );
      case 'array':
        return [exampleOf(schema.items ?? {}, depth + 1)];
      case 'integer':
      case 'number':
        return schema.minimum ?? 1;
      case 'boolean':
        return true;
      default:
        return schema.format === 'date' ? '2026-11-21' : schema.format === 'date-time' ? '2026-11-21T10:00:00Z' : '…';
    }
  }
  return { look, rowsOf, typeOf, exampleOf };
}
