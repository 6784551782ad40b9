import { hash } from 'node:crypto';
import { isRefusal, type Refusal } from '../../platform/refusal.ts';
import {
  type JadesFault,
  type JadesVerdict,
  type Jws,
  JwsError,
  type JwsSignature,
  parseJws,
  verifyJwsSignature,
} from '../formats/index.ts';
import type { Certificate } from '../path/index.ts';
import { judgeVerifyingMeans, verifyingMeans } from './condition-integrity.ts';
import type { FoundSignature } from './found.ts';
import { mostBrought, type VerificationInput } from './input.ts';
import { judgeSignature } from './judge-signature.ts';
import { judgingOf } from './judging.ts';
import { refuse } from './refusals.ts';
import { finding, several, summary, type Verdict, type VerificationReport, worst } from './report.ts';
import type { FindingCode } from './report.messages.ts';
import { timeByTokens } from './time.ts';

const MAX_SIGNATURES = 16;
const MAX_TOKENS = 4;

/** The same decision about every signature of a JWS (ETSI TS 119 182-1): attached, beside its document, or over the hash of it (sigD). */
export function verifyJws(input: VerificationInput): VerificationReport | Refusal {
  const jws = readOrRefuse(input.signature);
  if (isRefusal(jws)) return jws;
  const { signatures, content } = jws;
  const within = certificatesInJws(jws);
  const lists = signatures.flatMap(({ unsigned }) => [...unsigned.crls, ...unsigned.ocspResponses]).length;
  if (signatures.length > MAX_SIGNATURES || within.length > mostBrought.certificates || lists > mostBrought.lists)
    return refuse('SIGNATURE_TOO_MUCH');
  const document = content ?? input.document;
  if (document === undefined) return refuse('DOCUMENT_NEEDED');
  if (content !== undefined && input.document !== undefined && !content.equals(input.document))
    return refuse('DOCUMENT_TWICE');
  const judging = judgingOf([], input, {
    certificates: within,
    crls: signatures.flatMap(({ unsigned }) => unsigned.crls),
    ocsp: signatures.flatMap(({ unsigned }) => unsigned.ocspResponses),
  });
  const sha256 = hash('sha256', document, 'hex');
  const verifying = judgeVerifyingMeans(input.context, input.at);
  const reports = signatures.map((one, place) => {
    const { certificates, algorithms } = judging;
    const verdict = verifyJwsSignature(jws, one, { document, certificates }, { algorithms, at: input.at });
    return judgeSignature(foundInJws(verdict), {
      judging,
      verifying,
      documents: [sha256],
      use: input.use ?? {},
      // TS 119 182-1 5.3.4: the text of the value is what is stamped.
      time: timeByTokens(one.unsigned.tokens, Buffer.from(one.signatureText), input.proven?.[place] ?? [], judging),
    });
  });
  if (judging.work.isSpent) return refuse('SIGNATURE_TOO_MUCH');
  const all = worst(reports.map((one): Verdict => one.verdict));
  return {
    v: 1,
    kind: 'signature-verification',
    verdict: all,
    summary: reports.length === 1 ? reports[0]!.summary : summary(several[all]),
    checkedAt: input.at.toISOString(),
    document: { sha256, size: document.length, attached: content !== undefined },
    signatures: reports,
    means: { ...verifyingMeans, confirmed: verifying.status },
  };
}

function readOrRefuse(bytes: Uint8Array): Jws | Refusal {
  try {
    return parseJws(bytes);
  } catch (error) {
    if (!(error instanceof JwsError)) throw error;
    const { fault, detail } = error;
    if (fault === 'not-signed' || fault === 'shared-secret') return refuse('JWS_NOBODYS', { details: { fault } });
    if (fault === 'too-large') return refuse('SIGNATURE_TOO_MUCH', { details: { fault } });
    return refuse('JWS_UNREADABLE', { details: { fault, ...(detail === undefined ? {} : { about: detail }) } });
  }
}

const codes: Readonly<Record<JadesFault, FindingCode>> = {
  'algorithm-unknown': 'ALGORITHM_UNKNOWN',
  'algorithm-of-other-key': 'SIGNATURE_CHANGED',
  'algorithm-not-trusted': 'ALGORITHM_WEAK',
  'key-too-weak': 'ALGORITHM_WEAK',
  'key-unreadable': 'ALGORITHM_UNKNOWN',
  signature: 'DOCUMENT_OR_SIGNATURE_CHANGED',
  'document-differs': 'DOCUMENT_CHANGED',
  'digest-not-trusted': 'ALGORITHM_WEAK',
  'signer-certificate-missing': 'SIGNER_CERTIFICATE_MISSING',
  'signing-certificate-missing': 'SIGNER_NOT_BOUND',
  'signing-certificate-differs': 'CERTIFICATE_REPLACED',
};

function foundInJws(verdict: JadesVerdict): FoundSignature {
  const { certificate, problems, values } = verdict;
  return {
    certificate,
    claimedTime: verdict.claimedTime,
    algorithm: verdict.algorithm,
    against: problems.map(({ fault, detail }) => finding(codes[fault], detail)),
    creationMeans: verdict.creationMeans,
    values: () => values,
    notes: [],
  };
}

const certificatesInJws = ({ signatures }: Jws): readonly Certificate[] =>
  signatures.flatMap(({ header, unsigned }) => [...header.certificates, ...unsigned.certificates]);

/** What a JWS brings along: its certificates, and its time-stamps with theirs. Nothing of what cannot be read. */
export function broughtByJws(bytes: Uint8Array): {
  readonly certificates: readonly Certificate[];
  readonly tokens: readonly Uint8Array[];
} {
  const jws = readOrRefuse(bytes);
  if (isRefusal(jws)) return { certificates: [], tokens: [] };
  const tokensOf = ({ unsigned }: JwsSignature): readonly Buffer[] => unsigned.tokens.slice(0, MAX_TOKENS);
  return { certificates: certificatesInJws(jws), tokens: jws.signatures.slice(0, MAX_SIGNATURES).flatMap(tokensOf) };
}

/** The document inside a JWS, where it is there and can be read. */
export function contentOfJws(bytes: Uint8Array): Uint8Array | undefined {
  const jws = readOrRefuse(bytes);
  return isRefusal(jws) ? undefined : jws.content;
}
