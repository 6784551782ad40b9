import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { cite, findRequirement, requirementsUnder } from '../../src/law/index.ts';
import { langs } from '../../src/platform/text.ts';

// Whatever norm the product names to a person must be readable in the person's language: a citation is half of a refusal.

const root = resolve(import.meta.dirname, '../..');
const sources = ['src', 'cli']
  .flatMap((folder) => globSync(`${folder}/**/*.ts`, { cwd: root }))
  .filter((file) => !/\.test\.ts$|test-[a-z-]+\.ts$|plain(-[a-z-]+\.messages)?\.ts$/.test(file))
  .sort();
const shape = /(?<![\w.-])(?:CP|SP|PD|ES)-[A-Z0-9][A-Za-z0-9.-]*[A-Za-z0-9]/g;
const uncommented = (text: string): string =>
  text.replaceAll(/\/\*[^]*?\*\//g, '').replaceAll(/(^|\s)\/\/ .*$/gm, '$1');
const code = new Map(sources.map((file) => [file, uncommented(readFileSync(join(root, file), 'utf8'))]));

/** What is wrong with the plain text of an id that the product can cite; null when a reader of each language has it. */
function fault(id: string): string | null {
  if (findRequirement(id) === null) return 'no such row';
  try {
    const { plain } = cite(id);
    const empty = langs.filter((lang) => plain[lang].trim() === '');
    if (empty.length > 0) return `nothing in ${empty.join(', ')}`;
    return new Set(langs.map((lang) => plain[lang])).size === langs.length ? null : 'one text in two languages';
  } catch (error) {
    return String(error);
  }
}
const faults = (ids: Iterable<string>): string[] =>
  [...new Set(ids)]
    .sort()
    .map((id) => [id, fault(id)] as const)
    .filter(([, wrong]) => wrong !== null)
    .map(([id, wrong]) => `${id}: ${wrong}`);

test('a row named anywhere in the sources has its plain text in three languages', () => {
  const named = [...code.values()].flatMap((text) => [...text.matchAll(shape)].map(([id]) => id));
  const rows = named.filter((id) => findRequirement(id) !== null);
  assert.ok(new Set(rows).size > 500, 'the scan finds the ids of the product');
  assert.deepEqual(faults(rows), []);
});

test('an id cited to a person is a row of the catalogue: an unknown one would be shown to nobody', () => {
  const wrong: string[] = [];
  let lists = 0;
  for (const [file, text] of code)
    for (const [, list] of text.matchAll(/(?:\blaw:\s*|\bnorms\([\w.]+,\s*)\[([^\]]*)\]/g)) {
      lists += 1;
      for (const item of list!.split(','))
        for (const [, id] of item.trim().matchAll(/^'(\w+-[\w.-]+)'$/g))
          if (findRequirement(id!) === null) wrong.push(`${file}: ${id}`);
    }
  assert.ok(lists > 300, 'the scan finds the citations of the product');
  assert.deepEqual(wrong, []);
});

test('every table of refusals, every term, procedure, ground and category cites rows a reader can read', async () => {
  const tables = [...code].filter(([file, text]) => /\brefusals\(\{/.test(text) || file.endsWith('-data.ts'));
  const holders = [...tables.map(([file]) => file), 'src/procedures/index.ts', 'src/law/index.ts'];
  const cited = new Set<string>();
  const seen = new Set<unknown>();
  const walk = (value: unknown): void => {
    if (typeof value === 'string' && /^(?:CP|SP|PD|ES)-[\w.-]*\w$/.test(value)) cited.add(value);
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null || seen.has(value)) return;
    seen.add(value);
    for (const inner of value instanceof Map || value instanceof Set ? [...value] : Object.values(value)) walk(inner);
  };
  const modules = await Promise.all(
    holders.map((file) => import(pathToFileURL(join(root, file)).href) as Promise<Record<string, unknown>>),
  );
  // The catalogue itself names every row; what it holds is proven row by row in src/law/citations.test.ts.
  for (const one of modules) for (const [name, value] of Object.entries(one)) if (name !== 'requirements') walk(value);
  assert.ok(tables.length > 20 && cited.size > 200, `${tables.length} tables, ${cited.size} ids`);
  // CP-F-29, the first line of the form's acknowledgement, is a heading of rows and cites none by itself.
  const heading = (id: string): boolean => findRequirement(id) === null && requirementsUnder(id).length > 0;
  assert.deepEqual(faults([...cited].filter((id) => !heading(id))), []);
});
