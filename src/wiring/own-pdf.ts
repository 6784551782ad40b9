import type { PdfSignatures } from '../identity/index.ts';
import type { Clock } from '../platform/clock.ts';
import { isRefusal } from '../platform/refusal.ts';
import { beyondLimits, completeOwnPdf, type Completion, prepareOwnPdf, signingMeans } from '../trust/sign/index.ts';
import type { Verifier } from '../trust/verify/index.ts';
import { judgedSignature, viewOf } from './judged-signature.ts';

/** A person's own PDF files: identity asks, src/trust reads, signs and judges, away from the process that answers everybody. */
export function pdfSignatures(deps: Completion & { readonly clock: Clock }, verifier: Verifier): PdfSignatures {
  const { clock, trust } = deps;
  return {
    async prepare(given) {
      const prepared = await prepareOwnPdf(verifier, given);
      if (isRefusal(prepared)) return prepared;
      const { certificate, digest, ...parts } = prepared;
      const beyond = beyondLimits(certificate, {}, given.claimedAt);
      if (beyond !== undefined) return beyond;
      return { ...parts, digest: (digest ?? 'sha512') as 'sha256', certificate: viewOf(certificate) };
    },
    async complete({ limitsKept, ...given }) {
      const completed = await completeOwnPdf(deps, verifier, { ...given, use: { limitsKept } }, () => clock.now());
      if (isRefusal(completed)) return completed;
      const { pdf } = completed;
      return { pdf, ...(await judgedSignature(trust, completed, pdf, signingMeans, clock.now())) };
    },
  };
}
