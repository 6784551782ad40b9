import type { CertificateOwner, CompletedSignature, SignatureFindings } from '../identity/index.ts';
import { systemScope } from '../platform/db/index.ts';
import { certificateByFingerprint, keyDigest } from '../trust/issue/index.ts';
import type { Certificate } from '../trust/path/index.ts';
import { limitsInWords, ownerFacts } from '../trust/sign/index.ts';
import {
  ownerOf,
  type RegisterTrust,
  type SignatureReport,
  signerView,
  verifyingMeans,
} from '../trust/verify/index.ts';

// What identity is told of a signature that was made and found valid.

export type MeansName = { readonly name: string; readonly version: string };

/** ES-12.1: logged with which means made the signature, and which checked it. `object`: what holds the signature. */
export async function judgedSignature(
  trust: RegisterTrust,
  { certificate, report }: { readonly certificate: Certificate; readonly report: SignatureReport },
  object: Uint8Array,
  by: MeansName,
  at: Date,
): Promise<Omit<CompletedSignature, 'cades'>> {
  await trust.log?.({ operation: 'create', means: by, object });
  await trust.log?.({ operation: 'verify', means: verifyingMeans, object });
  return {
    report: findingsOf(report, at),
    certificate: { ...viewOf(certificate), sha256: certificate.fingerprint },
    tool: `${by.name} ${by.version}`.trim(),
    owner: await ownerOfCertificate(trust.db, certificate),
  };
}

/** Whose certificate it is, as it is shown before its key is used. */
export function viewOf(certificate: Certificate) {
  const { owner, certificate: own } = signerView(certificate, ownerOf(certificate), certificate.notBefore);
  const { number, issuer, issuerName, from, until } = own;
  const keySha256 = keyDigest(certificate.publicKey.raw).toString('hex');
  return { owner, number, issuer, issuerName, from, until, keySha256, limits: limitsInWords(certificate) };
}

const findingsOf = (report: SignatureReport, checkedAt: Date): SignatureFindings => ({
  class: report.class === 'qualified' ? 'qualified' : 'unqualified',
  checkedAt: checkedAt.toISOString(),
  judgedAt: report.time.judgedAt,
  conditions: report.conditions.map(({ name, status, findings }) => ({
    name,
    status,
    findings: findings.map(({ code }) => code),
  })),
});

/** Whom a certificate names as its owner, and whom the register of its centre does. */
export const ownerOfCertificate = async (
  db: RegisterTrust['db'],
  certificate: Certificate,
): Promise<CertificateOwner> => ({ ...ownerFacts(certificate), registered: await registered(db, certificate) });

async function registered(db: RegisterTrust['db'], certificate: Certificate): Promise<CertificateOwner['registered']> {
  const found = await db.tx(systemScope('whose certificate a signature was made with'), (tx) =>
    certificateByFingerprint(tx, Buffer.from(certificate.fingerprint, 'hex')),
  );
  return found === undefined || found.holderId === null || found.subjectId === null
    ? null
    : { centreId: found.holderId, subjectId: found.subjectId };
}
