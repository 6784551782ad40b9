import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { requirements } from '../src/law/catalogue.ts';
import { renderGlossary } from '../src/law/glossary.ts';
import { readCatalogue, renderCatalogue } from './law-catalogue.ts';
import { claimsOf, problemsOf, provenIds, readResults, readSourceNames, renderLaw, reportOf } from './law-report.ts';

// npm run law                 what is proven, per act; writes LAW.md
// npm run law -- --json       the same as JSON, nothing else on the output
// npm run law -- --check      exit code 1 on unknown ids and on claims of tests that did not run and pass
// npm run law -- --open PD-9  the open rows under a prefix
// npm run law -- --generate   writes src/law/catalogue-data.json and docs/glossary.md from their sources

const rootUrl = new URL('../', import.meta.url);
const root = fileURLToPath(rootUrl);
const args = process.argv.slice(2);
const has = (flag: string): boolean => args.includes(flag);
const valueOf = (flag: string): string | null => (has(flag) ? (args[args.indexOf(flag) + 1] ?? '') : null);
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const warn = (line: string): void => void process.stderr.write(`${line}\n`);

// `npm run law | head` closes the pipe early: not a fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

function generate(): void {
  writeFileSync(new URL('src/law/catalogue-data.json', rootUrl), renderCatalogue(readCatalogue(rootUrl)));
  mkdirSync(new URL('docs/', rootUrl), { recursive: true });
  writeFileSync(new URL('docs/glossary.md', rootUrl), renderGlossary());
  say('wrote src/law/catalogue-data.json and docs/glossary.md');
}

function report(): number {
  const results = readResults(root);
  const claims = claimsOf(readSourceNames(root), results ?? []);
  const proven = provenIds(claims, requirements);
  const acts = reportOf(requirements, proven);
  const prefix = valueOf('--open');
  if (has('--json')) {
    say(JSON.stringify({ acts }));
  } else if (prefix !== null) {
    for (const id of acts.flatMap(({ openIds }) => openIds).filter((one) => one.startsWith(prefix))) {
      say(`${id}\t${requirements.find((row) => row.id === id)?.check ?? ''}`);
    }
  } else {
    if (results === null) warn('No test results: run `npm test` first. Without them nothing counts as proven.');
    say('act   rows  proven  not executable  open');
    for (const { act, rows, proven: shown, notExecutable, open } of acts) {
      say(
        `${act}  ${[rows, shown, notExecutable, open].map((n, i) => String(n).padStart([6, 8, 16, 6][i] ?? 6)).join('')}`,
      );
    }
    for (const row of requirements.filter(({ executable }) => !executable))
      say(`not executable  ${row.id}  ${row.reason}`);
  }
  if (!has('--json') && !has('--check') && prefix === null)
    writeFileSync(new URL('LAW.md', rootUrl), renderLaw(requirements, claims));
  if (!has('--check')) return 0;
  const problems = problemsOf(claims, requirements);
  const words = {
    'unknown-id': 'no such requirement',
    'not-executable': 'the row is not executable, no test can prove it',
    'not-passed': 'the test did not run and pass',
  };
  for (const { kind, id, claim } of problems) warn(`${id}: ${words[kind]} (${claim.file}: ${claim.name})`);
  return problems.length > 0 ? 1 : 0;
}

if (has('--generate')) generate();
else process.exitCode = report();
