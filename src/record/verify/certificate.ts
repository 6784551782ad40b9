import type { Text3 } from '../../platform/text.ts';
import { certificateSignature, containerNames, memberNames } from '../package.ts';
import { fields, type Opened } from './opened.ts';
import { type Check, check, type Status, type Verdict } from './report.ts';

// Signatures by certificate inside evidence. What certificates are worth is judged elsewhere: this module knows none.

/** One condition of article 11 with what was found about it. */
export type ConditionView = {
  readonly title: Text3;
  readonly status: Status;
  readonly findings: readonly { readonly status: Status; readonly text: Text3; readonly about?: string }[];
};
export type CertificateVerdict = {
  readonly verdict: Verdict;
  readonly summary: Text3;
  /** ES-5: the highest class that is proven; null where it is no signature over this document. */
  readonly class: 'simple' | 'unqualified' | 'qualified' | null;
  readonly signer: { readonly owner: string; readonly number: string; readonly issuer: string } | null;
  /** The earliest proven moment of the signature, RFC 3339; null where none is proven. */
  readonly at: string | null;
  readonly conditions: readonly ConditionView[];
};
/** How the signature that seals a container stands. `altered`: members that are not as they were sealed. */
export type ContainerVerdict = {
  readonly verdict: Verdict;
  readonly by: string | null;
  readonly altered: readonly string[];
};

/** Whoever can judge certificates: src/trust, with the registers or with what a reader has at hand. */
export type CertificateJudge = {
  /** A detached CMS message over `document`. */
  signature(message: Uint8Array, document: Uint8Array): CertificateVerdict;
  /** The signature of an ASiC-E container over its members. */
  container(file: Uint8Array): ContainerVerdict;
};

/** CP-10c: whether the evidence is that of a signature by certificate. */
export const isByCertificate = (opened: Opened): boolean =>
  fields(opened.object(memberNames.evidence)?.['certificate'])['cades'] !== undefined;

/** A check with what was found of the signature by certificate that it is about. */
export type JudgedCheck = { readonly check: Check; readonly verdict?: CertificateVerdict };

/** ES-11: the signature over the consent manifest, judged in full. */
export const checkCertificate = (opened: Opened, judge: CertificateJudge | undefined): JudgedCheck =>
  checkSigned(opened, judge, 'signature', {
    content: memberNames.consentManifest,
    signature: memberNames.signature,
    evidence: memberNames.evidence,
  });

/** A member under a signature by certificate. The file that other tools read is the one that is on record. */
export function checkSigned(
  opened: Opened,
  judge: CertificateJudge | undefined,
  name: 'signature' | 'withdrawal',
  names: { readonly content: string; readonly signature: string; readonly evidence: string },
): JudgedCheck {
  const evidence = opened.object(names.evidence);
  const message = certificateSignature(evidence);
  const [beside, content] = [opened.bytes(names.signature), opened.bytes(names.content)];
  const of = (status: Status, code: Check['code'], about?: string): Check => check(name, status, code, about);
  if (evidence?.['v'] !== 1 || message === undefined || message.length === 0 || content === undefined)
    return { check: of('not-met', 'EVIDENCE_BAD') };
  if (fields(evidence['signing'])['manifestHash'] !== opened.hash(names.content))
    return { check: of('not-met', 'SIGNED_OTHER') };
  if (beside === undefined || !message.equals(beside))
    return { check: of('not-met', 'SIGNATURE_FILE_OTHER', names.signature) };
  if (judge === undefined) return { check: of('not-determinable', 'CERTIFICATE_NOT_JUDGED') };
  const verdict = judge.signature(message, content);
  const status: Status =
    verdict.verdict === 'valid' ? 'met' : verdict.verdict === 'invalid' ? 'not-met' : 'not-determinable';
  // DECISIONS 7: the certificate on record is the one that signed.
  if (verdict.signer !== null && verdict.signer.number !== fields(evidence['certificate'])['number'])
    return { check: of('not-met', 'EVIDENCE_BAD'), verdict };
  // ES-5: the class on record must be there: what was taken for qualified and is not proves less than was said.
  if (status === 'met' && verdict.class !== evidence['signatureType'])
    return { check: of('not-met', 'CERTIFICATE_CLASS_OTHER', verdict.class ?? undefined), verdict };
  return { check: of(status, codes[status]), verdict };
}

const codes = {
  met: 'CERTIFICATE_OK',
  'not-met': 'CERTIFICATE_BAD',
  'not-determinable': 'CERTIFICATE_UNDETERMINED',
} as const;

/** The platform's seal by certificate over every member (EN 319 162-1). Old packages have none, and need none. */
export function checkContainerSeal(
  file: Uint8Array,
  opened: Opened,
  judge: CertificateJudge | undefined,
): readonly Check[] {
  if (!Object.values(containerNames).some((name) => opened.bytes(name) !== undefined)) return [];
  const of = (status: Status, code: Check['code'], about?: string): Check =>
    check('container-seal', status, code, about);
  if (judge === undefined) return [of('not-determinable', 'CERTIFICATE_NOT_JUDGED')];
  const { verdict, by, altered } = judge.container(file);
  if (altered.length > 0) return altered.map((name) => of('not-met', 'SEALED_MEMBER_ALTERED', name));
  if (verdict === 'valid') return [of('met', 'CONTAINER_SEAL_OK', by ?? undefined)];
  return [
    verdict === 'invalid'
      ? of('not-met', 'CONTAINER_SEAL_BAD', by ?? undefined)
      : of('not-determinable', 'CONTAINER_SEAL_UNKNOWN', by ?? undefined),
  ];
}
