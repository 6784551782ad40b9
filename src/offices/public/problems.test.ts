import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { startPlatform } from '../../../test/support/platform.ts';
import { mayReasons } from '../../consent/index.ts';
import { escape } from '../../platform/html/html.ts';
import type { RefusalEntry } from '../../platform/refusal.ts';
import { langs } from '../../platform/text.ts';
import { knownCodes } from './problems.ts';
import { problemWords } from './problems.messages.ts';

const root = resolve(import.meta.dirname, '../..');
const sources = globSync('**/*.ts', { cwd: root }).filter((file) => !/\.test\.ts$|test-[a-z-]+\.ts$/.test(file));
const textOf = (file: string): string => readFileSync(join(root, file), 'utf8');

/** Every table of refusals in the sources, found by how one is made. */
async function allTables(): Promise<Readonly<Record<string, RefusalEntry>>[]> {
  const found: Readonly<Record<string, RefusalEntry>>[] = [mayReasons];
  for (const file of sources.filter((one) => one !== 'platform/refusal.ts')) {
    const made = textOf(file).match(/= refusals\(/g)?.length ?? 0;
    if (made === 0) continue;
    const exported = Object.values((await import(pathToFileURL(join(root, file)).href)) as Record<string, unknown>);
    const tables = exported.flatMap((one) => (typeof one === 'function' && 'table' in one ? [one.table] : []));
    assert.ok(tables.length >= made, `${file}: a table of refusals that nobody can read`);
    found.push(...(tables as Readonly<Record<string, RefusalEntry>>[]));
  }
  return found;
}

const t = await startPlatform();
after(() => t.stop());

test('every code that the product can refuse with has its page: what it says, in three languages', async () => {
  const entries = (await allTables()).flatMap((table) => Object.entries(table));
  assert.ok(new Set(entries.map(([code]) => code)).size > 400, `${entries.length} refusals`);
  const wrong: string[] = [];
  for (const [place, [code, { text, law }]] of entries.entries())
    for (const lang of langs) {
      // An address of its own each: nobody reads so many at once.
      const page = await t.visitor(`10.${place >> 8}.${place & 255}.7`).get(`/problems/${code}?lang=${lang}`);
      const said = escape(text[lang].replace(/\{\w+\}/g, '…'));
      if (page.status !== 200 || page.body.includes(problemWords[lang].unknown) || !page.body.includes(said))
        wrong.push(`${code} ${lang}`);
      if (law.length > 0 && page.body.includes(problemWords[lang].noBasis)) wrong.push(`${code} ${lang}: its norm`);
    }
  assert.deepEqual(wrong, []);
});

test('a refusal is made of a table’s code, or of an answer of may', () => {
  const loose = sources.filter((file) => file !== 'platform/refusal.ts' && /kind: 'refusal'/.test(textOf(file)));
  for (const file of loose) assert.match(textOf(file), /text: mayReasons\[/, file);
  for (const code of Object.keys(mayReasons)) assert.ok(knownCodes.has(code), code);
});
