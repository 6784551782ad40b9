import { type CertificateJudge, type CertificateVerdict, ZipError } from '../../record/index.ts';
import { isRefusal } from '../../platform/refusal.ts';
import { type AsicVerdict, verifyAsic } from '../formats/index.ts';
import { strictAlgorithms } from '../path/index.ts';
import { automaticMember } from './automatic-member.ts';
import type { Use } from './condition-limits.ts';
import type { TrustContext } from './context.ts';
import type { SignatureReport } from './report.ts';
import { verifySignature } from './verify.ts';

/** How evidence files have their certificates judged: by a context, at a moment (CP-10c, ES-11). Never throws for what is in them. */
export const evidenceJudge = (
  context: TrustContext,
  at: Date,
  use: Use = { documentKind: 'consent' },
): CertificateJudge => ({
  signature(message, document) {
    const found = verifySignature({ signature: message, document, context, at, use });
    const [report, ...others] = isRefusal(found) ? [] : found.signatures;
    // Evidence holds one signature; what else hangs on the message was put there by somebody.
    if (isRefusal(found)) return unread(found.text);
    return report === undefined || others.length > 0 ? unread(found.summary.text) : viewOf(report);
  },
  container(file) {
    let asic: AsicVerdict;
    try {
      asic = verifyAsic(file, { algorithms: strictAlgorithms, at, pinned: true });
    } catch (error) {
      if (!(error instanceof ZipError)) throw error;
      return { verdict: 'invalid', by: null, altered: [] };
    }
    const altered = asic.problems.filter(({ fault }) => fault.startsWith('file-')).flatMap(({ name }) => name ?? []);
    const [signature, ...others] = asic.signatures;
    // ES-12.5: what somebody's information system had signed is not the platform's word, whoever holds the key.
    const ofSystem = signature?.files.includes(automaticMember) === true;
    const manifest = signature?.bytes;
    if (
      altered.length > 0 ||
      asic.problems.length > 0 ||
      ofSystem ||
      others.length > 0 ||
      signature?.message === undefined ||
      manifest === undefined
    )
      return { verdict: 'invalid', by: null, altered };
    const found = verifySignature({ signature: signature.message, document: manifest, context, at });
    const [report] = isRefusal(found) ? [] : found.signatures;
    // ES-12.5, ES-14.3c: the seal is an organisation's automatic signature: nobody acts for it, and no person's key can make it.
    const { signer } = report ?? { signer: null };
    if (report === undefined || (signer !== null && (signer.organisation === null || signer.actingPerson !== null)))
      return { verdict: 'invalid', by: null, altered: [] };
    const by = signer?.owner ?? null;
    // The root certifies centres and the installation itself. What an accredited centre's customer sealed is not the platform's.
    const foreign = report.verdict === 'valid' && !isOfRoot(report);
    return { verdict: foreign ? 'invalid' : report.verdict, by, altered: [] };
  },
});

const isOfRoot = ({ conditions }: SignatureReport): boolean =>
  conditions.some(({ findings }) => findings.some(({ code }) => code === 'ISSUER_IS_ROOT'));

const unread = (summary: CertificateVerdict['summary']): CertificateVerdict => ({
  verdict: 'invalid',
  summary,
  class: null,
  signer: null,
  at: null,
  conditions: [],
});

const viewOf = ({
  verdict,
  summary,
  class: reached,
  signer,
  time,
  conditions,
}: SignatureReport): CertificateVerdict => ({
  verdict,
  summary: summary.text,
  class: reached,
  signer:
    signer === null
      ? null
      : { owner: signer.owner, number: signer.certificate.number, issuer: signer.certificate.issuerName },
  at: time.reliable?.at ?? null,
  conditions: conditions.map(({ title, status, findings }) => ({
    title,
    status,
    findings: findings.map((one) => ({
      status: one.status,
      text: one.text,
      ...(one.about === undefined ? {} : { about: one.about }),
    })),
  })),
});
