// The door of PAdES: signatures in PDF files (EN 319 142-1, ISO 32000-2 12.8).

export { type Change, changeKinds, type ChangeKind, standing, type Standing, standings } from './changes/change.ts';
export { type PadesFault, padesNorms } from './problems.ts';
export { mostPdfBytes, type PdfBudget, pdfBudget, type PdfFaultCode, pdfNorms, PdfReadError } from './reader/index.ts';
export {
  type PdfSigning,
  preparePdf,
  type PreparedPdf,
  rangeDigests,
  signPdf,
  type Stamp,
  withDocumentTimeStamp,
} from './sign.ts';
export { under } from './permissions.ts';
export type { PdfSignature } from './signatures.ts';
export type { SecurityStore } from './store.ts';
export { changesAfter, isPdf, readSignatures, readSignedPdf, type SignedPdf, signedRevision } from './verify.ts';
export { closedPdf, type OpenPdf, type StoreData, withStore } from './write.ts';
