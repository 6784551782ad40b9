import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { actCodes, acts, headingOf, type ActCode } from '../src/law/acts.ts';
import type { Requirement } from '../src/law/catalogue.ts';

// Which requirement is proven by which test: claims are read from test names, outcomes from the last run.

export type Outcome = 'pass' | 'fail' | 'skip';
export type Result = { readonly file: string; readonly name: string; readonly status: Outcome };
/** A test whose name begins with requirement ids. `status` is null where the last run holds no such test. */
export type Claim = {
  readonly file: string;
  readonly name: string;
  readonly ids: readonly string[];
  readonly status: Outcome | null;
};

export type ActReport = {
  readonly act: ActCode;
  readonly rows: number;
  readonly proven: number;
  readonly notExecutable: number;
  readonly open: number;
  readonly openIds: readonly string[];
};

/** The ids a test name claims: its leading words before the first colon that look like ids. Ids are written out, no ranges. */
export function idsOf(name: string): readonly string[] {
  const words = (name.split(':', 1)[0] ?? '').trim().split(/\s+/);
  const end = words.findIndex((word) => !/^(CP|PD|SP|ES)-./.test(word));
  return end === -1 ? words : words.slice(0, end);
}

/** Literal test names of a source text (not `pattern.test('...')`); names built at run time are seen in the results only. */
export function namesIn(source: string): readonly string[] {
  const pattern = /(?<![.\w])(?:test|it)(?:\.\w+)?\(\s*(['"`])((?:\\.|(?!\1)[\s\S])*)\1/g;
  return [...source.matchAll(pattern)]
    .map(([, quote, body]) => ({ quote, body: body ?? '' }))
    .filter(({ quote, body }) => quote !== '`' || !body.includes('${'))
    .map(({ body }) => body.replaceAll(/\\(.)/g, '$1'));
}

const searched = ['src', 'cli', 'sdk', 'bench', 'tools', 'test'];

const testFiles = (root: string, folder: string): string[] => {
  try {
    return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
      .filter(
        (entry) => entry.isFile() && /\.test\.(ts|mjs)$/.test(entry.name) && !entry.parentPath.includes('node_modules'),
      )
      .map((entry) => relative(root, join(entry.parentPath, entry.name)));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
};

/** Claims standing in the sources under `root`: file (with forward slashes) and name. */
export const readSourceNames = (root: string): readonly { file: string; name: string }[] =>
  searched
    .flatMap((folder) => testFiles(root, folder))
    .flatMap((file) =>
      namesIn(readFileSync(join(root, file), 'utf8')).map((name) => ({ file: file.split(sep).join('/'), name })),
    );

/** The lines of the results file; null where there was no run. */
export function readResults(root: string): readonly Result[] | null {
  let text: string;
  try {
    text = readFileSync(join(root, '.cache', 'test-results.jsonl'), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as Result | { readonly file: string; readonly seconds: number })
    .filter((line) => 'name' in line)
    .map((result) => ({
      ...result,
      file: (result.file.startsWith('/') ? relative(root, result.file) : result.file).split(sep).join('/'),
    }));
}

/** A name that ran more than once in a file counts as its worst outcome. */
export function claimsOf(
  names: readonly { file: string; name: string }[],
  results: readonly Result[],
): readonly Claim[] {
  const worst = new Map<string, Result>();
  const rank: Readonly<Record<Outcome, number>> = { pass: 0, skip: 1, fail: 2 };
  for (const result of results) {
    const key = `${result.file}\n${result.name}`;
    const known = worst.get(key);
    if (!known || rank[result.status] > rank[known.status]) worst.set(key, result);
  }
  const all = new Map<string, { file: string; name: string }>();
  for (const { file, name } of [...names, ...results]) all.set(`${file}\n${name}`, { file, name });
  return [...all]
    .map(([key, { file, name }]): Claim => ({ file, name, ids: idsOf(name), status: worst.get(key)?.status ?? null }))
    .filter(({ ids }) => ids.length > 0)
    .sort((a, b) => a.file.localeCompare(b.file) || a.name.localeCompare(b.name));
}

export type Problem = {
  readonly kind: 'unknown-id' | 'not-executable' | 'not-passed';
  readonly claim: Claim;
  readonly id: string;
};

/** What must not be: ids no row has, ids of rows nobody can prove, ids of tests that did not run and pass. */
export function problemsOf(claims: readonly Claim[], rows: readonly Requirement[]): readonly Problem[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  return claims.flatMap((claim) =>
    claim.ids.flatMap((id): Problem[] => {
      const row = byId.get(id);
      if (!row) return [{ kind: 'unknown-id', claim, id }];
      if (!row.executable) return [{ kind: 'not-executable', claim, id }];
      return claim.status === 'pass' ? [] : [{ kind: 'not-passed', claim, id }];
    }),
  );
}

/** A row is proven when some test claims it and none that claims it failed to run and pass. */
export function provenIds(claims: readonly Claim[], rows: readonly Requirement[]): ReadonlySet<string> {
  const executable = new Set(rows.filter((row) => row.executable).map((row) => row.id));
  const spoilt = new Set(claims.filter(({ status }) => status !== 'pass').flatMap(({ ids }) => ids));
  return new Set(claims.flatMap(({ ids }) => ids).filter((id) => executable.has(id) && !spoilt.has(id)));
}

export const reportOf = (rows: readonly Requirement[], proven: ReadonlySet<string>): readonly ActReport[] =>
  actCodes.map((act) => {
    const own = rows.filter((row) => row.act === act);
    const executable = own.filter((row) => row.executable);
    const openIds = executable.filter(({ id }) => !proven.has(id)).map(({ id }) => id);
    return {
      act,
      rows: own.length,
      proven: executable.length - openIds.length,
      notExecutable: own.length - executable.length,
      open: openIds.length,
      openIds,
    };
  });

/** `src/consent/give.test.ts` proves for the module `src/consent`. */
const moduleOf = (file: string): string =>
  file
    .split('/')
    .slice(0, file.startsWith('src/') ? 2 : 1)
    .join('/');
const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

/** LAW.md: article -> module -> test, in the order of the acts. */
export function renderLaw(rows: readonly Requirement[], claims: readonly Claim[]): string {
  const proven = provenIds(claims, rows);
  const report = reportOf(rows, proven);
  const claimsFor = (id: string): readonly Claim[] => claims.filter((claim) => claim.ids.includes(id));
  const lines = [
    '<!-- Generated by `npm run law` from the results of the last test run. Do not edit. -->',
    '# The law and its proof',
    '',
    'Each requirement of the four acts, the module that keeps it and the test that shows it.',
    '',
    '| Act | Rows | Proven | Not executable | Open |',
    '|---|---:|---:|---:|---:|',
    ...report.map(
      (one) =>
        `| ${acts[one.act].label} (${one.act}) | ${one.rows} | ${one.proven} | ${one.notExecutable} | ${one.open} |`,
    ),
  ];
  for (const act of actCodes) {
    lines.push('', `## ${acts[act].label}`, '', acts[act].statusLabel.en);
    const own = rows.filter((row) => row.act === act);
    for (const heading of new Set(own.map((row) => row.heading))) {
      const under = own.filter((row) => row.heading === heading);
      const shown = under.filter(({ id }) => proven.has(id));
      const open = under.filter(({ id, executable }) => executable && !proven.has(id));
      const silent = under.filter(({ executable }) => !executable);
      const title = headingOf(act, heading)?.en ?? '';
      lines.push(
        '',
        `### ${/^\d+$/.test(heading) ? `${act === 'SP' ? 'Section' : 'Article'} ${heading}. ` : ''}${title}`,
        '',
      );
      if (shown.length > 0) {
        lines.push('| Requirement | Module | Test |', '|---|---|---|');
        for (const { id } of shown) {
          for (const claim of claimsFor(id))
            lines.push(`| ${id} | ${moduleOf(claim.file)} | ${claim.file}: ${cell(claim.name)} |`);
        }
        lines.push('');
      }
      if (open.length > 0) lines.push(`Open: ${open.map(({ id }) => id).join(', ')}`, '');
      for (const row of silent) lines.push(`- ${row.id} is not executable: ${row.reason}`);
    }
  }
  return `${lines
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trimEnd()}\n`;
}
