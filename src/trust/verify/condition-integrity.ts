import { oidName, oids } from '../der/index.ts';
import type { Certificate } from '../path/index.ts';
import type { TrustContext } from './context.ts';
import type { FoundSignature } from './found.ts';
import { type Finding, finding } from './report.ts';
import type { FindingCode } from './report.messages.ts';

/** The means this check is made with, as the list of confirmed means may know it (ES-11.3c). */
export const verifyingMeans = { name: 'Makulduk verify', version: '1' } as const;

export type Integrity = {
  /** ES-11.3a: whose the signature is. */
  readonly owner: readonly Finding[];
  /** ES-11.3b: what was changed. */
  readonly changes: readonly Finding[];
  /** What keeps the mathematics from convincing, or from being done. */
  readonly cryptography: readonly Finding[];
};

const ownerCodes: ReadonlySet<FindingCode> = new Set([
  'CERTIFICATE_REPLACED',
  'SIGNER_NOT_BOUND',
  'SIGNER_CERTIFICATE_MISSING',
  'PURPOSE_OTHER',
]);
const changeCodes: ReadonlySet<FindingCode> = new Set([
  'DOCUMENT_CHANGED',
  'DOCUMENT_OR_SIGNATURE_CHANGED',
  'SIGNATURE_CHANGED',
  'STRUCTURE_CHANGED',
  'CERTIFICATE_REPLACED',
  'PDF_NOT_COVERED',
  'PDF_CHANGED',
  'PDF_TO_BE_SEEN',
  'PDF_OUTSIDE',
  'PDF_FORMAT_UNKNOWN',
  'PDF_CHANGES_ALLOWED',
]);

const ofServices: ReadonlySet<string> = new Set([oids.kpTimeStamping, oids.kpOCSPSigning]);
/** Purposes that a key for documents may have (RFC 5280 4.2.1.12, RFC 9336, and what came before it). */
const ofDocuments: ReadonlySet<string> = new Set([
  oids.anyExtendedKeyUsage,
  oids.kpEmailProtection,
  oids.kpClientAuth,
  oids.kpDocumentSigning,
  oids.msDocumentSigning,
  oids.adobeDocumentSigning,
]);

// RFC 5280 4.2.1.12: purposes that are critical are all there are; and what a service of the infrastructure signs is no document.
function signsDocuments({ extKeyUsage: purposes, extensions }: Certificate): boolean {
  if (purposes === undefined || [...purposes].some((one) => ofDocuments.has(one))) return true;
  return extensions.get(oids.extKeyUsage)?.critical !== true && ![...purposes].every((one) => ofServices.has(one));
}

const intact: Integrity = { owner: [], changes: [], cryptography: [] };

/** ES-11.3a, ES-11.3b: what the verification of the format found, sorted as the law asks. */
export function judgeIntegrity({ against, certificate }: FoundSignature): Integrity {
  const all = [...against];
  const usage = certificate?.keyUsage;
  if (certificate !== undefined && !signsDocuments(certificate))
    all.push(finding('PURPOSE_OTHER', [...certificate.extKeyUsage!].map(oidName).join(' ')));
  // RFC 5280 4.2.1.3: a key that says what it is for is for that.
  if (usage !== undefined && !usage.has('digitalSignature') && !usage.has('contentCommitment'))
    all.push(finding('PURPOSE_OTHER', [...usage].join(' ')));
  if (all.length === 0) return intact;
  const found = [...new Map(all.map((one) => [one.code, one])).values()];
  return {
    owner: found.filter(({ code }) => ownerCodes.has(code)),
    changes: found.filter(({ code }) => changeCodes.has(code)),
    cryptography: found.filter(({ code }) => !ownerCodes.has(code) && !changeCodes.has(code)),
  };
}

/** ES-11.3: all of it together. `now`: the day of the check. */
export function integrityFindings({ owner, changes, cryptography }: Integrity, verifying: Finding): Finding[] {
  return [
    ...(owner.length > 0 ? owner : cryptography.length > 0 ? [] : [finding('SIGNER_BOUND')]),
    ...(changes.length > 0 ? changes : cryptography.length > 0 ? [] : [finding('UNCHANGED')]),
    ...cryptography,
    verifying,
  ].filter((one, at, all) => all.findIndex(({ code }) => code === one.code) === at);
}

/** ES-11.3c: whether the means of this check is on the list of confirmed means. */
export function judgeVerifyingMeans(context: TrustContext, now: Date): Finding {
  const answer = context.meansAt(verifyingMeans, now);
  const about = `${verifyingMeans.name} ${verifyingMeans.version}`;
  if (answer === 'confirmed') return finding('VERIFIER_CONFIRMED', about);
  return finding(answer === 'unknown' ? 'VERIFIER_UNKNOWN' : 'VERIFIER_NOT_CONFIRMED', about);
}
