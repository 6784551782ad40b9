import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { isLang, langs } from '../../src/platform/text.ts';
import { evidenceLimits } from '../../src/record/zip.ts';
import { printReport } from './print.ts';
import { checkSignatureFile, isMessage, momentOf } from './signature.ts';
import { readTrustFolder } from './trust-folder.ts';
import { evidenceJudge } from '../../src/trust/verify/decision.ts';
import type { CertificateJudge } from '../../src/record/verify/certificate.ts';
import { noTrust, parseTrust, type Trust } from '../../src/record/verify/trust.ts';
import { verifyEvidence } from '../../src/record/verify/verify.ts';

export const verifyUsage = [
  'makulduk verify FILE... [--trust FILE|FOLDER] [--at TIME] [--json] [--lang ky|ru|en]',
  'makulduk verify FILE [--signature SIG [--manifest MANIFEST]] [--trust FOLDER] [--at TIME] [--document-kind KIND] [--system SYSTEM]',
  '                [--counterparty WHO] [--amount SUM+CURRENCY] [--limits-kept] [--json] [--lang ky|ru|en]',
].join('\n');

type Surroundings = {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly print: (text: string) => void;
  readonly complain: (text: string) => void;
};

/** Checks evidence files and CMS signatures offline. Answers 0 where every one is valid, else 1. */
export function verifyCommand(args: readonly string[], { env, print, complain }: Surroundings): number {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      trust: { type: 'string' },
      json: { type: 'boolean' },
      lang: { type: 'string' },
      signature: { type: 'string' },
      manifest: { type: 'string' },
      at: { type: 'string' },
      'document-kind': { type: 'string' },
      system: { type: 'string' },
      counterparty: { type: 'string' },
      amount: { type: 'string' },
      'limits-kept': { type: 'boolean' },
    },
  });
  if (positionals.length === 0) throw new Error(verifyUsage);
  if (values.lang !== undefined && !isLang(values.lang)) throw new Error('--lang is ky, ru or en');
  const [file] = positionals;
  if (values.signature !== undefined || isMessage(file!)) {
    if (positionals.length > 1) throw new Error(verifyUsage);
    const lang = isLang(values.lang) ? values.lang : undefined;
    return checkSignatureFile(file!, { ...values, lang }, print) ? 0 : 1;
  }
  const { trust, certificates } = readTrust(values.trust, values.at, { env, complain });
  let good = true;
  for (const name of positionals) {
    // A file beyond any package's size is not read at all; the empty one is refused in its place.
    const bytes = statSync(name).size > evidenceLimits.archive ? Buffer.alloc(0) : readFileSync(name);
    const report = verifyEvidence(bytes, { trust, certificates });
    good &&= report.verdict === 'valid';
    print(
      values.json
        ? JSON.stringify({ file: name, ...report })
        : printReport(name, report, isLang(values.lang) ? [values.lang] : langs),
    );
  }
  return good ? 0 : 1;
}

type Believed = { readonly trust: Trust; readonly certificates: CertificateJudge | undefined };

/** A file of keys; or a folder, for certificates too: roots, lists, and the keys in its `trust.txt`. */
function readTrust(
  given: string | undefined,
  at: string | undefined,
  { env, complain }: Pick<Surroundings, 'env' | 'complain'>,
): Believed {
  const own = join(env['MAKULDUK_DATA'] ?? './data', 'trust.txt');
  const place = given ?? env['MAKULDUK_TRUST'] ?? (existsSync(own) ? own : undefined);
  if (place === undefined) return { trust: noTrust, certificates: undefined };
  if (given === undefined) complain(`trusted keys: ${place}`);
  if (!statSync(place).isDirectory())
    return { trust: parseTrust(readFileSync(place, 'utf8')), certificates: undefined };
  const keys = join(place, 'trust.txt');
  return {
    trust: existsSync(keys) ? parseTrust(readFileSync(keys, 'utf8')) : noTrust,
    certificates: evidenceJudge(readTrustFolder(place), momentOf(at)),
  };
}
