import { type CmsFault, statedMeans, type SignedData, type SignerVerdict } from '../formats/index.ts';
import { ecdsaTwin } from '../path/index.ts';
import type { FoundSignature } from './found.ts';
import { type Finding, finding } from './report.ts';
import type { FindingCode } from './report.messages.ts';
import { frameFindings } from './structure.ts';

const codes: Readonly<Partial<Record<CmsFault, FindingCode>>> = {
  'message-digest-differs': 'DOCUMENT_CHANGED',
  signature: 'SIGNATURE_CHANGED',
  'signing-certificate-differs': 'CERTIFICATE_REPLACED',
  'signing-certificate-missing': 'SIGNER_NOT_BOUND',
  'signer-certificate-missing': 'SIGNER_CERTIFICATE_MISSING',
  'content-missing': 'DOCUMENT_MISSING',
  'digest-unknown': 'ALGORITHM_UNKNOWN',
  'algorithm-unknown': 'ALGORITHM_UNKNOWN',
  'key-unreadable': 'ALGORITHM_UNKNOWN',
  'signing-certificate-algorithm': 'ALGORITHM_UNKNOWN',
  'algorithm-not-trusted': 'ALGORITHM_WEAK',
  'key-too-weak': 'ALGORITHM_WEAK',
  'algorithms-differ': 'SIGNATURE_CHANGED',
  'algorithm-protection-differs': 'SIGNATURE_CHANGED',
};

/** A signature of a CMS message. `frame`: what the file around the message says against it. */
export function foundInCms(
  verdict: SignerVerdict,
  message: SignedData,
  frame: readonly Finding[] = [],
): FoundSignature {
  const { signer, certificate } = verdict;
  // Countersignatures are hung on without the signer: what is wrong with them is noted, and is nothing of this signature's.
  const ofItself = verdict.problems.filter(({ fault }) => !fault.startsWith('countersignature'));
  const own = ofItself.map(({ fault, detail }) => {
    const code = codes[fault] ?? 'STRUCTURE_CHANGED';
    return finding(code, code === 'STRUCTURE_CHANGED' ? fault : detail);
  });
  return {
    certificate,
    claimedTime: verdict.claimedTime,
    algorithm: verdict.method?.signature.oid,
    against: [...frameFindings(message, signer), ...frame, ...own],
    creationMeans: statedMeans(signer.signed?.attributes),
    values: () => {
      const twin = certificate && ecdsaTwin(signer.signature, certificate.publicKey);
      return [signer.signature, ...(twin === undefined ? [] : [twin])];
    },
    notes: countersigned(verdict),
  };
}

function countersigned({ countersignatures, problems }: SignerVerdict): Finding[] {
  const good = countersignatures.filter(({ holds }) => holds).length;
  const unread = problems.some(({ fault }) => fault.startsWith('countersignature')) ? 1 : 0;
  const bad = countersignatures.length - good + unread;
  return [
    ...(good > 0 ? [finding('COUNTERSIGNED', String(good))] : []),
    ...(bad > 0 ? [finding('COUNTERSIGNATURE_WRONG', String(bad))] : []),
  ];
}
