import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  checkPolicy,
  type Finding,
  hasErrors,
  mergePolicy,
  parsePolicy,
  type SpokenPolicy,
  spoken,
  spotOf,
  type Unreadable,
} from '../src/consent/policy/index.ts';
import { cite } from '../src/law/index.ts';
import { isLang, type Lang } from '../src/platform/text.ts';
import { policyTexts } from './policy.messages.ts';

// makulduk policy check FILE     what a privacy policy lacks, with the law; needs no database
// makulduk policy import FOLDER  the same, then the loading that the caller hands in

export type PolicyImport = {
  readonly policy: SpokenPolicy;
  readonly sandboxPaths: readonly string[];
  readonly findings: readonly Finding[];
};
/** Loads a validated policy; returns a line for the person who imports it. */
export type LoadPolicy = (imported: PolicyImport, lang: Lang) => Promise<string>;

type Output = { readonly out: (text: string) => void; readonly err: (text: string) => void };
const terminal: Output = {
  out: (text) => void process.stdout.write(`${text}\n`),
  err: (text) => void process.stderr.write(`${text}\n`),
};

type Options = { readonly target: string; readonly lang: Lang; readonly json: boolean };

/** Exit code: 0 no errors, 1 errors found or unreadable, 2 wrong use. */
export async function policyCheck(args: readonly string[], output: Output = terminal): Promise<number> {
  const options = optionsOf(args);
  if (typeof options === 'string') return wrongUse(options, output);
  const file = fileIn(options.target);
  const source = readSource(file);
  if (source === null) return missing(file, options, output);
  const parsed = parsePolicy(source, file);
  if (parsed.kind === 'unreadable') return unreadable(parsed, options, output);
  const found = checkPolicy(parsed.policy);
  report(found, (path) => spotOf(parsed.tree, path).line, file, options, output);
  return hasErrors(found) ? 1 : 0;
}

/**
 * Reports what the stated policy lacks, then loads it together with its marked sandbox values.
 * It is the completed policy that must be free of errors; without `load` nothing is stored.
 */
export async function policyImport(
  args: readonly string[],
  load: LoadPolicy | null = null,
  output: Output = terminal,
): Promise<number> {
  const options = optionsOf(args);
  if (typeof options === 'string') return wrongUse(options, output);
  const [file, overlayFile] = [fileIn(options.target), overlayIn(options.target)];
  const source = readSource(file);
  if (source === null) return missing(file, options, output);
  const stated = parsePolicy(source, file);
  if (stated.kind === 'unreadable') return unreadable(stated, options, output);
  const overlay = overlayFile === null ? null : readSource(overlayFile);
  const merged =
    overlay === null || overlayFile === null
      ? { ...stated, sandboxPaths: [] }
      : mergePolicy({ source, file }, { source: overlay, file: overlayFile });
  if (merged.kind === 'unreadable') return unreadable(merged, options, output);

  const found = checkPolicy(stated.policy);
  report(found, (path) => spotOf(stated.tree, path).line, file, options, output);
  const left = checkPolicy(merged.policy).filter(({ severity }) => severity === 'error');
  const say = policyTexts[options.lang];
  const tell = options.json ? output.err : output.out;
  if (merged.sandboxPaths.length > 0) tell(say.sandbox(merged.sandboxPaths.length));
  if (left.length > 0) {
    output.err(say.notLoaded);
    for (const finding of left) output.err(`  ${finding.path}: ${finding.text[options.lang]}`);
    return 1;
  }
  if (load === null) return 0;
  const imported = { policy: spoken(merged.policy), sandboxPaths: merged.sandboxPaths, findings: found };
  tell(await load(imported, options.lang));
  return 0;
}

function optionsOf(args: readonly string[]): Options | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { lang: { type: 'string', default: 'ky' }, json: { type: 'boolean', default: false } },
    });
    const [target, ...rest] = positionals;
    if (target === undefined || rest.length > 0) return policyTexts.ky.usage;
    if (!isLang(values.lang)) return policyTexts.ky.usage;
    return { target, lang: values.lang, json: values.json };
  } catch {
    return policyTexts.ky.usage;
  }
}

const isFolder = (target: string): boolean => statSync(target, { throwIfNoEntry: false })?.isDirectory() ?? false;
const fileIn = (target: string): string => (isFolder(target) ? join(target, 'policy.yaml') : target);

function overlayIn(target: string): string | null {
  if (!isFolder(target)) return null;
  const file = join(target, 'sandbox-values.yaml');
  return statSync(file, { throwIfNoEntry: false }) ? file : null;
}

/** A file larger than any policy is not read into memory; the parser's own limit says so to the person. */
function readSource(file: string): Uint8Array | null {
  const entry = statSync(file, { throwIfNoEntry: false });
  if (!entry?.isFile()) return null;
  return entry.size > 16 * 1024 * 1024 ? new Uint8Array(512 * 1024) : readFileSync(file);
}

function wrongUse(text: string, { err }: Output): number {
  err(text);
  return 2;
}

function missing(file: string, { lang }: Options, { err }: Output): number {
  err(policyTexts[lang].noFile(file));
  return 2;
}

function unreadable({ refusals }: Unreadable, { lang, json }: Options, output: Output): number {
  if (json) output.out(JSON.stringify({ readable: false, refusals }, null, 2));
  else for (const refusal of refusals) output.err(refusal.text[lang]);
  return 1;
}

type LineOf = (path: string) => number;

function report(
  found: readonly Finding[],
  lineOf: LineOf,
  file: string,
  { lang, json }: Options,
  { out }: Output,
): void {
  if (json) {
    const findings = found.map((finding) => ({ ...finding, line: lineOf(finding.path) }));
    out(JSON.stringify({ readable: true, file, findings }, null, 2));
    return;
  }
  const say = policyTexts[lang];
  const blocks = found.map((finding) =>
    [
      `${say.severity[finding.severity]} ${finding.code}  ${file}:${lineOf(finding.path)}  ${finding.path}`,
      `  ${finding.text[lang]}`,
      `  ${say.fix}: ${finding.fix[lang]}`,
      `  ${say.law}: ${finding.law.join(', ')}. ${cite(finding.law[0]!).label[lang]}`,
      '',
    ].join('\n'),
  );
  const count = (severity: Finding['severity']): number => found.filter((one) => one.severity === severity).length;
  out([...blocks, say.total(count('error'), count('warning'), count('note'))].join('\n'));
}
