import fc from 'fast-check';

// What may be sent to the API: values that fit a schema, nearly fit it, and do not fit at all.

export type Schema = { readonly [key: string]: unknown };
/** Text that takes the place of one value in the JSON that is sent: what JSON.stringify would not write. */
export type Raw = { readonly raw: string };

const zero = String.fromCharCode(0);
const hostile: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  1,
  1.5,
  2 ** 31,
  2 ** 53,
  -(2 ** 63),
  1e308,
  -0,
  '',
  ' ',
  zero,
  `a${zero}b`,
  '\ud800',
  'x\udfffy',
  '\u202e\u200d\ufeff',
  '👩‍👩‍👧‍👦',
  'Ң'.repeat(500),
  'x'.repeat(70_000),
  'é'.normalize('NFD'),
  '0000-00-00',
  '2026-02-30',
  '9999-12-31',
  '0001-01-01',
  '+275760-09-13T00:00:00Z',
  '2026-11-23T25:61:61Z',
  '9999-12-31T23:59:59.999Z',
  '-000001-01-01T00:00:00Z',
  '1899-13-45',
  "'; DROP TABLE consent; --",
  '%00',
  '../../etc/passwd',
  '<script>alert(1)</script>',
  '${7*7}',
  '{{7*7}}',
  'NaN',
  'Infinity',
  '__proto__',
  'constructor',
  'toString',
  '00000000-0000-0000-0000-000000000000',
  'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF',
  '019aa000-0000-7000-8000-00000000000G',
  [],
  {},
  [[]],
  [null],
  Array.from({ length: 3000 }, () => 0),
  { length: 1e9 },
  { toString: 1 },
  { $ref: '#' },
  { then: 1 },
  { raw: `${'['.repeat(20_000)}${']'.repeat(20_000)}` },
  { raw: `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}` },
  { raw: '{"__proto__":{"polluted":true}}' },
  { raw: '{"constructor":{"prototype":{"polluted":true}}}' },
  { raw: '1e400' },
  { raw: '"\\ud800"' },
  { raw: '"\\u0000"' },
] satisfies unknown[];
export const anyHostile: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...hostile) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
);
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...hostile.filter((one): one is string => typeof one === 'string' && one.length < 2000)),
  fc.string({ unit: 'binary', maxLength: 60 }),
);

/** Values that a schema lets in; `known` are ids that exist. */
export function fitting(schema: Schema | undefined, known: readonly string[], depth = 0): fc.Arbitrary<unknown> {
  if (schema === undefined || depth > 8) return fc.constant({});
  const next = (one: unknown): fc.Arbitrary<unknown> => fitting(one as Schema, known, depth + 1);
  if ('const' in schema) return fc.constant(schema['const']);
  if (Array.isArray(schema['enum'])) return fc.constantFrom(...(schema['enum'] as unknown[]));
  const either = (schema['anyOf'] ?? schema['oneOf']) as unknown[] | undefined;
  if (either !== undefined) return fc.oneof(...either.map(next));
  const { type } = schema;
  if (Array.isArray(type)) return fc.oneof(...type.map((one) => next({ ...schema, type: one as string })));
  if (type === 'object') return objects(schema, next);
  if (type === 'array')
    return fc.array(next(schema['items'] ?? {}), {
      minLength: (schema['minItems'] as number) ?? 0,
      maxLength: Math.min(4, (schema['maxItems'] as number) ?? 4),
    });
  if (type === 'string') return strings(schema, known);
  if (type === 'integer' || type === 'number') {
    const [min, max] = [(schema['minimum'] as number) ?? -1000, (schema['maximum'] as number) ?? 1_000_000];
    return fc.oneof(fc.constantFrom(min, max), fc.integer({ min: Math.ceil(min), max: Math.floor(max) }));
  }
  if (type === 'boolean') return fc.boolean();
  if (type === 'null') return fc.constant(null);
  return fc.jsonValue({ maxDepth: 2 });
}

function objects(schema: Schema, next: (one: unknown) => fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const properties = (schema['properties'] ?? {}) as Record<string, unknown>;
  const required = new Set((schema['required'] as string[]) ?? []);
  const values = fc.record(
    Object.fromEntries(
      Object.entries(properties).map(([name, one]) => [
        name,
        required.has(name) ? next(one) : fc.option(next(one), { nil: undefined, freq: 2 }),
      ]),
    ),
    { noNullPrototype: true },
  );
  const more =
    Object.values((schema['patternProperties'] as object) ?? {})[0] ??
    (typeof schema['additionalProperties'] === 'object' ? schema['additionalProperties'] : undefined);
  return more === undefined
    ? values
    : fc
        .tuple(
          values,
          fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), next(more), { maxKeys: 3, noNullPrototype: true }),
        )
        .map(([one, two]) => ({ ...two, ...one }));
}

function strings(schema: Schema, known: readonly string[]): fc.Arbitrary<unknown> {
  const [min, max] = [(schema['minLength'] as number) ?? 0, (schema['maxLength'] as number) ?? 60];
  if (schema['format'] === 'uuid' || /0-9a-f.*-/.test((schema['pattern'] as string | undefined) ?? ''))
    return fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...known) }, { weight: 1, arbitrary: fc.uuid() });
  if (schema['format'] === 'date')
    return fc.constantFrom('2026-11-23', '1990-02-28', '2030-01-01', '9999-12-31', '0001-01-01', '0000-01-01');
  if (schema['format'] === 'date-time')
    return fc.constantFrom(
      '2026-11-23T00:00:00Z',
      '2026-11-23T00:00:00+06:00',
      '9999-12-31T23:59:59Z',
      '0001-01-01T00:00:00Z',
      '2020-01-01T00:00:00.123456789Z',
      '0000-01-01T00:00:00Z',
      '2016-12-31T23:59:60Z',
    );
  if (schema['format'] === 'email') return fc.emailAddress();
  if (schema['format'] === 'uri') return fc.webUrl();
  const text = fc.oneof(
    fc.string({ minLength: min, maxLength: Math.min(max, min + 40) }),
    fc.string({ unit: 'grapheme', minLength: min, maxLength: Math.min(max, min + 20) }),
    fc.constantFrom(
      'ky',
      'ru',
      'en',
      `a${zero}b`.padEnd(min, 'y').slice(0, Math.max(max, 1)),
      '\ud800'.padEnd(min, 'x'),
      'x'.repeat(Math.min(max, 5000)),
      ...known,
    ),
  );
  if (typeof schema['pattern'] !== 'string') return text;
  try {
    return fc.oneof(
      { weight: 4, arbitrary: fc.stringMatching(new RegExp(schema['pattern'])) },
      { weight: 1, arbitrary: text },
    );
  } catch {
    return text;
  }
}

/** The same value with one place replaced by something hostile, or with a hostile name added. */
export const spoilt = (value: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.tuple(value, anyHostile, fc.nat(), fc.boolean()).map(([whole, bad, at, add]) => {
    const places: { of: Record<string, unknown>; key: string }[] = [];
    const copy = structuredClone(whole);
    const walk = (node: unknown): void => {
      if (typeof node !== 'object' || node === null) return;
      for (const key of Object.keys(node)) {
        places.push({ of: node as Record<string, unknown>, key });
        walk((node as Record<string, unknown>)[key]);
      }
    };
    walk(copy);
    if (places.length === 0) return bad;
    const place = places[at % places.length]!;
    if (add)
      place.of[['__proto__x', 'constructor', 'toString', zero, 'x'.repeat(300), 'hasOwnProperty'][at % 6]!] = bad;
    else place.of[place.key] = bad;
    return copy;
  });

/** JSON with raw parts put in as they are. */
export function write(value: unknown): string {
  const raws: string[] = [];
  const text = JSON.stringify(value, (_key, one: unknown) => {
    const raw =
      typeof one === 'object' && one !== null && Object.keys(one).length === 1 ? (one as Partial<Raw>).raw : undefined;
    return typeof raw === 'string' ? `~raw${raws.push(raw) - 1}~` : one;
  });
  return (text ?? 'null').replaceAll(/"~raw(\d+)~"/g, (_all, n: string) => raws[Number(n)]!);
}
