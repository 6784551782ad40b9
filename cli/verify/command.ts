import { readFileSync, statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { isLang, langs, visible, visibleText } from '../../src/platform/text.ts';
import { evidenceLimits } from '../../src/record/zip.ts';
import { believe, placeOfTrust } from './believed.ts';
import { verifyMany } from './many/command.ts';
import { printReport } from './print.ts';
import { checkSignatureFile, isMessage, momentOf } from './signature.ts';
import { foreignContainer } from '../../src/trust/verify/decision.ts';
import { verifyEvidence } from '../../src/record/verify/verify.ts';

export const verifyUsage = [
  'makulduk verify FILE... [--trust FILE|FOLDER] [--at TIME] [--json] [--lang ky|ru|en]',
  'makulduk verify FOLDER... [--jobs N] [--trust FILE|FOLDER] [--at TIME] [--json] [--lang ky|ru|en]',
  'makulduk verify FILE [--signature SIG [--manifest MANIFEST]] [--trust FOLDER] [--at TIME] [--document-kind KIND] [--system SYSTEM]',
  '                [--counterparty WHO] [--amount SUM+CURRENCY] [--limits-kept] [--algorithms gost,ml-dsa-65] [--json] [--lang ky|ru|en]',
].join('\n');

type Surroundings = {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly print: (text: string) => void;
  readonly complain: (text: string) => void;
  /** Rewrites one line of the terminal that a person watches; absent where there is none. */
  readonly rewrite?: (line: string) => void;
};

/** Checks evidence files and CMS signatures offline. Answers 0 where every one is valid, else 1. */
export async function verifyCommand(args: readonly string[], surroundings: Surroundings): Promise<number> {
  const { env, complain } = surroundings;
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      trust: { type: 'string' },
      json: { type: 'boolean' },
      lang: { type: 'string' },
      jobs: { type: 'string' },
      signature: { type: 'string' },
      manifest: { type: 'string' },
      at: { type: 'string' },
      'document-kind': { type: 'string' },
      system: { type: 'string' },
      counterparty: { type: 'string' },
      amount: { type: 'string' },
      'limits-kept': { type: 'boolean' },
      algorithms: { type: 'string' },
    },
  });
  // What a stranger wrote moves no cursor and turns no line; JSON has its own signs for that.
  const print = (text: string): void => surroundings.print(values.json === true ? text : visibleText(text));
  if (positionals.length === 0) throw new Error(verifyUsage);
  if (values.lang !== undefined && !isLang(values.lang)) throw new Error('--lang is ky, ru or en');
  const [file] = positionals;
  const place = placeOfTrust(values.trust, env);
  if (values.jobs !== undefined && !/^[1-9]\d?$/.test(values.jobs)) throw new Error('--jobs is a number from 1 to 99');
  const oneSignature = positionals.length === 1 && (values.signature !== undefined || isOneMessage(positionals[0]!));
  if (values.algorithms !== undefined && !oneSignature) throw new Error('--algorithms is for one signature');
  if (values.jobs !== undefined || positionals.some((name) => statSync(name).isDirectory())) {
    if (place !== undefined && values.trust === undefined) complain(`trusted keys: ${place}`);
    const options = {
      places: positionals,
      trust: place,
      at: momentOf(values.at),
      json: values.json === true,
      lang: isLang(values.lang) ? values.lang : 'ky',
      jobs: values.jobs === undefined ? undefined : Number(values.jobs),
    } as const;
    const screen = { print, rewrite: surroundings.rewrite, elapsed: () => performance.now() };
    return (await verifyMany(options, screen)) ? 0 : 1;
  }
  if (values.signature !== undefined || isMessage(file!)) {
    if (positionals.length > 1) throw new Error(verifyUsage);
    const lang = isLang(values.lang) ? values.lang : undefined;
    return checkSignatureFile(file!, { ...values, lang }, print) ? 0 : 1;
  }
  if (place !== undefined && values.trust === undefined) complain(`trusted keys: ${place}`);
  const { trust, certificates } = believe(place, momentOf(values.at));
  let good = true;
  for (const name of positionals) {
    // A file beyond any package's size is not read at all; the empty one is refused in its place.
    const bytes = statSync(name).size > evidenceLimits.archive ? Buffer.alloc(0) : readFileSync(name);
    const foreign = foreignContainer(bytes);
    if (foreign !== undefined) {
      good = false;
      const wanted = isLang(values.lang) ? [values.lang] : langs;
      print(
        values.json
          ? JSON.stringify({ file: name, ...foreign })
          : wanted.map((lang) => `${visible(name)}: ${foreign.text[lang]}`).join('\n'),
      );
      continue;
    }
    const report = verifyEvidence(bytes, { trust, certificates });
    good &&= report.verdict === 'valid';
    print(
      values.json
        ? JSON.stringify({ file: name, ...report })
        : printReport(visible(name), report, isLang(values.lang) ? [values.lang] : langs),
    );
  }
  return good ? 0 : 1;
}

const isOneMessage = (name: string): boolean => !statSync(name).isDirectory() && isMessage(name);
