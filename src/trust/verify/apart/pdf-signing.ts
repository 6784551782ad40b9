import { isRefusal, type Refusal } from '../../../platform/refusal.ts';
import {
  closedPdf,
  isPdf,
  mostPdfBytes,
  PdfReadError,
  type PdfSigning,
  preparePdf,
  readSignedPdf,
  withStore,
} from '../../formats/index.ts';
import { parseCertificate } from '../../path/index.ts';
import type { TrustContext } from '../context.ts';
import { refuse } from '../refusals.ts';
import { verifySignature } from '../verify.ts';
import type { PdfCompleteJob, PdfPrepareJob, PreparedDocument, SignedDocument } from './job.ts';

// A stranger's PDF is read and written where a hostile one holds up nobody; the key's answer and the time-stamp come from outside.

/** ES-12.2.1: a further revision with room for the signature, and what the key is to sign. Its octets follow those that were given. */
export async function prepareDocument({
  pdf,
  certificate,
  creationMeans,
  at,
}: PdfPrepareJob): Promise<PreparedDocument | Refusal> {
  if (!isPdf(pdf) || pdf.length > mostPdfBytes) return refuse('PDF_UNREADABLE');
  return read(async () => {
    // ISO 32000-2 12.8.2.2: where a signer certified that nothing may be changed, a further signature would break that one.
    const signed = readSignedPdf(pdf).signatures.filter(({ kind }) => kind === 'signature');
    if (
      signed.some(
        ({ permissions }) => permissions.level === 1 || permissions.locks.some(({ action }) => action === 'All'),
      )
    )
      return refuse('PDF_CLOSED');
    const signing: PdfSigning = { certificate: parseCertificate(certificate), at, creationMeans };
    const { open, signer } = await preparePdf(pdf, signing);
    return {
      revision: open.bytes.subarray(pdf.length),
      start: open.start,
      end: open.end,
      toSign: signer.message,
      digest: signer.scheme.signature.digest,
    };
  });
}

/** The message in its place, what proves its certificates beside it (PAdES B-LT), and the whole judged as anybody would. */
export async function completeDocument(
  { prepared, start, end, message, store, certificate, at, use }: PdfCompleteJob,
  known: (signed: Uint8Array) => Promise<TrustContext>,
): Promise<SignedDocument | Refusal> {
  if (message.length * 2 > end - start) return refuse('SIGNATURE_TOO_LARGE');
  return read(async () => {
    const closed = closedPdf({ bytes: Buffer.from(prepared), start, end }, message);
    const signed = await withStore(closed, store);
    const report = verifySignature({ signature: signed, context: await known(signed), at, use });
    if (isRefusal(report)) return report;
    const own = report.signatures.findLast((one) => one.signer?.certificate.sha256 === certificate);
    return own === undefined ? refuse('PDF_UNREADABLE') : { pdf: signed, report: own };
  });
}

async function read<T>(act: () => Promise<T | Refusal>): Promise<T | Refusal> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof PdfReadError)
      return refuse(error.fault === 'encrypted' ? 'PDF_ENCRYPTED' : 'PDF_UNREADABLE', {
        details: { fault: error.fault, offset: error.offset },
      });
    // Whatever the writer stumbles over in a stranger's file is the file's fault: it adds to what it can read.
    if (error instanceof Error) return refuse('PDF_UNREADABLE', { details: { fault: 'writer' } });
    throw error;
  }
}
