import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export type TemplateFiles = ReadonlyMap<string, string>;

/** The templates' sources by file name. They change with the release only. */
export function readTemplates(formsDir: string): TemplateFiles {
  const names = readdirSync(formsDir)
    .filter((name) => name.endsWith('.typ'))
    .toSorted();
  return new Map(names.map((name) => [name, readFileSync(join(formsDir, name), 'utf8')]));
}

/** The files a template is made of: itself and all it imports, by name. */
export function filesOf(template: string, files: TemplateFiles): readonly string[] {
  const found = new Set<string>();
  const visit = (name: string): void => {
    if (found.has(name)) return;
    const source = files.get(name);
    if (source === undefined) throw new RangeError(`no template file ${name}`);
    found.add(name);
    for (const [, imported] of source.matchAll(/#import "([^"@]+)"/g)) visit(imported!);
  };
  visit(`${template}.typ`);
  return [...found].toSorted();
}

/** SHA-256 over a template's files and its fixed wording: what the subject saw can be made again from the same ones only. */
export function hashTemplate(template: string, files: TemplateFiles, wording: unknown): string {
  const hash = createHash('sha256');
  for (const name of filesOf(template, files)) hash.update(`${name}\0${files.get(name)!}\0`);
  return hash.update(JSON.stringify(wording)).digest('hex');
}
