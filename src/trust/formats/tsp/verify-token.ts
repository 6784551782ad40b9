import { DerError, der, oids, readDer } from '../../der/index.ts';
import type { Certificate } from '../../path/index.ts';
import type { CmsRules, ContentDigests } from '../cms/content.ts';
import { parseSignedData, type SignedData } from '../cms/signed-data.ts';
import { verifySignedData } from '../cms/verify.ts';
import { type TspFault, type TspProblem, tspProblem } from './problems.ts';
import { parseTimeStampResponse } from './response.ts';
import { parseTstInfo, type TstInfo } from './tst-info.ts';

export type TokenVerdict = {
  /** The token is one over this data, and its signature is its authority's. Whether the authority convinces says the path. */
  readonly holds: boolean;
  readonly problems: readonly TspProblem[];
  readonly info: TstInfo | undefined;
  readonly authority: Certificate | undefined;
  /** The token as a message; undefined where it is none. */
  readonly message: SignedData | undefined;
};

export type TokenExpectations = {
  /** What was stamped. */
  readonly data: ContentDigests;
  /** As given to `timeStampRequest`. */
  readonly nonce?: Uint8Array;
  readonly policy?: string;
  /** Where the authority's certificate is sought beside the token. */
  readonly certificates?: readonly Certificate[];
};

/** Whether a token holds (RFC 3161 2.2, 2.4.2). Never throws for anything it contains. @throws BudgetSpent where `rules.work` is spent */
export function verifyToken(bytes: Uint8Array, expected: TokenExpectations, rules: CmsRules): TokenVerdict {
  let message: SignedData | undefined;
  try {
    message = parseSignedData(bytes);
    if (message.contentType !== oids.tstInfo || message.content === undefined)
      return refused('not-a-time-stamp', message);
    if (message.signers.length !== 1) return refused('signers-not-one', message);
    return judge(message, parseTstInfo(message.content), expected, rules);
  } catch (error) {
    if (!(error instanceof DerError)) throw error;
    return refused('not-a-time-stamp', message, error.message);
  }
}

/** The same for a whole response: it must be granted. */
export function verifyTimeStampResponse(bytes: Uint8Array, expected: TokenExpectations, rules: CmsRules): TokenVerdict {
  try {
    const { status, token, failures } = parseTimeStampResponse(bytes);
    if (status > 1 || token === undefined) return refused('not-granted', undefined, failures.join(' '));
    return verifyToken(token, expected, rules);
  } catch (error) {
    if (!(error instanceof DerError)) throw error;
    return refused('not-a-time-stamp', undefined, error.message);
  }
}

const refused = (fault: TspFault, message?: SignedData, detail?: string): TokenVerdict => ({
  holds: false,
  problems: [tspProblem(fault, detail)],
  info: undefined,
  authority: undefined,
  message,
});

function judge(message: SignedData, info: TstInfo, expected: TokenExpectations, rules: CmsRules): TokenVerdict {
  const { certificates = [] } = expected;
  const signed = verifySignedData(message, { certificates }, { ...rules, pinned: true, pinnedBySha1: true });
  const problems: TspProblem[] = [...signed.problems, ...signed.signers.flatMap((one) => one.problems)];
  const authority = signed.signers[0]?.certificate;
  if (authority !== undefined) problems.push(...checkAuthority(authority, info));
  problems.push(...checkInfo(info, expected, rules));
  return { holds: problems.length === 0, problems, info, authority, message };
}

function checkInfo(info: TstInfo, { data, nonce, policy }: TokenExpectations, rules: CmsRules): TspProblem[] {
  const problems: TspProblem[] = [];
  const { digest, hash, algorithm } = info.imprint;
  if (digest === undefined) problems.push(tspProblem('imprint-digest-unknown', algorithm));
  else {
    const trusted = rules.algorithms.digests.get(digest);
    if (trusted === undefined || (trusted.until !== undefined && trusted.until <= rules.at))
      problems.push(tspProblem('imprint-digest-not-trusted', digest));
    if (data.digest(digest)?.equals(hash) !== true) problems.push(tspProblem('imprint-differs', digest));
  }
  if (nonce !== undefined && info.nonce?.equals(readDer(der.unsignedInteger(nonce)).content) !== true)
    problems.push(tspProblem('nonce-differs'));
  if (policy !== undefined && info.policy !== policy) problems.push(tspProblem('policy-differs', info.policy));
  for (const { oid, critical } of info.extensions.values())
    if (critical) problems.push(tspProblem('critical-extension', oid));
  return problems;
}

// 2.3: a key for time-stamps alone, and the extension that says so is critical. 2.4.2: a name given is one of the certificate's.
function checkAuthority(certificate: Certificate, { authority }: TstInfo): TspProblem[] {
  const problems: TspProblem[] = [];
  const uses = certificate.extKeyUsage;
  const isCritical = certificate.extensions.get(oids.extKeyUsage)?.critical === true;
  if (!isCritical || uses?.size !== 1 || !uses.has(oids.kpTimeStamping)) problems.push(tspProblem('authority-purpose'));
  if (authority?.form === 'directory' && authority.name.key !== certificate.subject.key)
    problems.push(tspProblem('authority-name-differs'));
  return problems;
}
