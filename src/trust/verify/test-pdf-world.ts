// People of the world of verification signing PDF files.

import { isRefusal } from '../../platform/refusal.ts';
import { type PdfSigning, signPdf, withDocumentTimeStamp, withStore } from '../formats/index.ts';
import { contract, pdfOf } from '../formats/pades/test-pdf.ts';
import type { VerificationReport } from './report.ts';
import { centre, creationMeans, later, lists, type Member, person, stamp, trustAt, tsa } from './test-world.ts';
import { verifySignature } from './verify.ts';

export const now = later(60);
export const context = trustAt(now);

export type PdfHow = Partial<Omit<PdfSigning, 'certificate'>> & { readonly stamped?: Date };

export const signedPdf = (
  who: Member = person,
  pdf: Uint8Array = pdfOf(contract()),
  how: PdfHow = {},
): Promise<Buffer> =>
  signPdf(
    pdf,
    { creationMeans, at: later(30), ...how, certificate: who.certificate },
    {
      key: who.ca,
      chain: [who.certificate, centre.certificate],
      ...(how.stamped === undefined ? {} : { stamp: async (data: Uint8Array) => stamp(data, how.stamped!) }),
    },
  );

/** The certificates and lists with which everything can be judged years later. */
export const withEvidence = (pdf: Uint8Array, at: Date): Promise<Buffer> =>
  withStore(pdf, {
    certificates: [centre.certificate.raw, tsa.certificate.raw],
    crls: lists(at).map(({ raw }) => raw),
    ocspResponses: [],
  });

export const sealedPdf = (pdf: Uint8Array, at: Date): Promise<Buffer> =>
  withDocumentTimeStamp(pdf, async (data) => stamp(data, at));

export const checked = (pdf: Uint8Array, trust = context, at = now) =>
  verifySignature({ signature: pdf, context: trust, at, use: { limitsKept: true } });

export function reported(pdf: Uint8Array, trust = context, at = now): VerificationReport {
  const report = checked(pdf, trust, at);
  if (isRefusal(report)) throw new Error(`${report.code} ${JSON.stringify(report.details)}`);
  return report;
}

/** The verdict in one word; a refusal's code where there is none. */
export const verdictOf = (pdf: Uint8Array): string => {
  const report = checked(pdf);
  return isRefusal(report) ? report.code : report.verdict;
};

/** What was done after signing, revision by revision. */
export const changesIn = (pdf: Uint8Array): readonly string[] =>
  (reported(pdf).pdf?.revisions ?? []).flatMap(({ number, changes }) =>
    changes.map(({ kind, where, standing }) => `${number} ${kind} ${where} ${standing}`.replace('  ', ' ')),
  );
