import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { evidenceJudge, noTrustContext, type TrustContext } from '../../src/trust/verify/decision.ts';
import type { CertificateJudge } from '../../src/record/verify/certificate.ts';
import { noTrust, parseTrust, type Trust } from '../../src/record/verify/trust.ts';
import { readTrustFolder } from './trust-folder.ts';

/** Whom the caller believes: keys of logs and witnesses for evidence files, roots and lists for certificates. */
export type Believed = {
  readonly trust: Trust;
  readonly context: TrustContext;
  /** Absent where no folder of roots is given: a signature by certificate is then not determinable. */
  readonly certificates: CertificateJudge | undefined;
};

/** Where the trusted keys are: what the caller names, else what the environment does, else the platform's own data folder. */
export function placeOfTrust(
  given: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
): string | undefined {
  const own = join(env['MAKULDUK_DATA'] ?? './data', 'trust.txt');
  return given ?? env['MAKULDUK_TRUST'] ?? (existsSync(own) ? own : undefined);
}

/** A file of keys; or a folder, for certificates too: roots, lists, and the keys in its `trust.txt`. @throws Error */
export function believe(place: string | undefined, at: Date): Believed {
  if (place === undefined) return { trust: noTrust, context: noTrustContext, certificates: undefined };
  if (!statSync(place).isDirectory())
    return { trust: parseTrust(readFileSync(place, 'utf8')), context: noTrustContext, certificates: undefined };
  const keys = join(place, 'trust.txt');
  const context = readTrustFolder(place);
  return {
    trust: existsSync(keys) ? parseTrust(readFileSync(keys, 'utf8')) : noTrust,
    context,
    certificates: evidenceJudge(context, at),
  };
}
