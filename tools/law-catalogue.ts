import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { ActCode } from '../src/law/acts.ts';
import type { Requirement } from '../src/law/catalogue.ts';

// Reads the catalogue as people write it (YAML) into the rows the program reads (JSON).

const files: readonly (readonly [name: string, act: ActCode])[] = [
  ['decree-759', 'CP'],
  ['salyk-policy', 'SP'],
  ['pd-law', 'PD'],
  ['esign-law', 'ES'],
];

type YamlRow = {
  id: string;
  ref: string;
  source: string;
  text: string;
  actor: string;
  kind: string;
  system: string;
  check: string;
  deadline?: string | { duration: string | null; days: string; starts: string; ends?: string } | null;
  note?: string;
  correction?: string;
  executable?: boolean;
  reason?: string;
};

const deadlineText = (deadline: YamlRow['deadline']): string | null => {
  if (deadline === undefined || deadline === null) return null;
  if (typeof deadline === 'string') return deadline;
  const ends = deadline.ends === undefined ? '' : `; ends: ${deadline.ends}`;
  return `${deadline.duration ?? 'no figure'} ${deadline.days}; starts: ${deadline.starts}${ends}`;
};

/** The key of the title above a row: article number, section, chapter of the procedure, "enacting", "form", "final". */
function heading(act: ActCode, ref: string): string {
  const number = (pattern: RegExp): string => pattern.exec(ref)?.[1] ?? '';
  if (act === 'PD' || act === 'ES') return number(/art\. (\d+)/);
  if (act === 'SP') return ref.includes('final provisions') ? 'final' : number(/sec\. (\d+)/);
  if (ref.includes('enacting part')) return 'enacting';
  if (ref.includes('standard form')) return 'form';
  const chapter = number(/chapter (\d+)/);
  if (chapter !== '') return `procedure/${chapter}`;
  const paragraph = Number(number(/par\. (\d+)/));
  return paragraph <= 3 ? 'procedure/1' : paragraph <= 10 ? 'procedure/2' : 'procedure/3';
}

const requirementOf = (act: ActCode, row: YamlRow): Requirement => ({
  id: row.id,
  act,
  ref: row.ref,
  heading: heading(act, row.ref),
  source: row.source,
  text: row.text,
  actor: row.actor,
  kind: row.kind,
  deadline: deadlineText(row.deadline),
  system: row.system,
  check: row.correction ?? row.check,
  note: row.note ?? null,
  executable: row.executable ?? true,
  reason: row.reason ?? null,
});

/** All rows of law/requirements, in the order of the files. `root` is the folder of the repository. */
export const readCatalogue = (root: URL): Requirement[] =>
  files.flatMap(([name, act]) => {
    const rows = parse(readFileSync(new URL(`law/requirements/${name}.yaml`, root), 'utf8')) as YamlRow[];
    return rows.map((row) => requirementOf(act, row));
  });

/** One row a line, so that a change of the catalogue shows as a change of its rows. */
export const renderCatalogue = (rows: readonly Requirement[]): string =>
  `[\n${rows.map((row) => JSON.stringify(row)).join(',\n')}\n]\n`;
