import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const page = join(import.meta.dirname, '../../../docs/conformance.md');
const marks = (name: string) => [`<!-- ${name} -->\n`, `\n<!-- end of ${name} -->`] as const;

/** Puts a table into its place in docs/conformance.md. @throws Error where the page has no such place */
export function writeSection(name: string, text: string): void {
  const [from, to] = marks(name);
  const [before, rest] = readFileSync(page, 'utf8').split(from);
  const after = rest?.split(to)[1];
  if (before === undefined || after === undefined) throw new Error(`docs/conformance.md has no place for ${name}`);
  writeFileSync(page, [before, from, text, to, after].join(''));
}

/** Whether docs/conformance.md holds exactly this table in its place. */
export function holdsSection(name: string, text: string): boolean {
  const [from, to] = marks(name);
  return readFileSync(page, 'utf8').includes([from, text, to].join(''));
}
