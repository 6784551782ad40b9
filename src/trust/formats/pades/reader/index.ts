// The door of the reader: a PDF file with its revisions, as strict as a judge of signatures needs it. Bytes in, objects out.

export { mostPdfBytes, type PdfFile, PdfView, readPdf } from './document.ts';
export { contentOf } from './filters.ts';
export {
  isArray,
  isDict,
  isName,
  isRef,
  isStream,
  isString,
  nameOf,
  noEntries,
  type PdfArray,
  type PdfDict,
  type PdfRef,
  type PdfStream,
  type PdfString,
  type PdfValue,
  wholeOf,
} from './objects.ts';
export { type PdfBudget, pdfBudget, type PdfFaultCode, pdfNorms, PdfReadError, PdfWork } from './problems.ts';
export type { Revision } from './revisions.ts';
export { Scan } from './scan.ts';
export { type Entry, same as samePlace } from './entries.ts';
