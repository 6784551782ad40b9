import { changesOf } from './changes/changes.ts';
import type { Change } from './changes/change.ts';
import { type Contents, contentsOf } from './contents.ts';
import { securityStore, type SecurityStore } from './store.ts';
import { type PdfBudget, type PdfFile, PdfWork, readPdf } from './reader/index.ts';
import { type PdfSignature, signaturesOf } from './signatures.ts';

/** A PDF as a judge needs it: who signed which revision, and what each revision did. */
export type SignedPdf = {
  readonly file: PdfFile;
  readonly signatures: readonly PdfSignature[];
  /** By revision; empty for the first, and for those before any signature. */
  readonly changes: readonly (readonly Change[])[];
  /** What lies in the file to judge signers and authorities by. Nothing is trusted for being there. */
  readonly store: SecurityStore;
  readonly contents: Contents;
};

/** Reads a file that a stranger sent. Bounded by `budget`. @throws PdfReadError */
export function readSignedPdf(bytes: Uint8Array, budget?: PdfBudget): SignedPdf {
  const { file, signatures, store } = readSignatures(bytes, budget);
  const first = Math.min(...signatures.map(({ revision }) => revision ?? 0));
  const changes = file.revisions.map((_, revision) =>
    signatures.length === 0 || revision <= first ? [] : changesOf(file, revision, revision === first + 1),
  );
  return { file, signatures, changes, store, contents: contentsOf(file) };
}

/** Who signed, and what lies beside, with nothing compared: for whoever wants no more than the messages. @throws PdfReadError */
export function readSignatures(bytes: Uint8Array, budget?: PdfBudget): Omit<SignedPdf, 'changes' | 'contents'> {
  const file = readPdf(bytes, new PdfWork(budget));
  return { file, signatures: signaturesOf(file), store: securityStore(file) };
}

/** The changes of every revision after the one that a signature is over. */
export const changesAfter = ({ changes }: SignedPdf, { revision }: PdfSignature): readonly Change[] =>
  revision === undefined ? [] : changes.slice(revision + 1).flat();

/** What was signed, as the file it was then. */
export const signedRevision = ({ file }: Pick<SignedPdf, 'file'>, { revision }: PdfSignature): Buffer | undefined =>
  revision === undefined ? undefined : file.bytes.subarray(0, file.revisions[revision]!.end);

/** Whether bytes are a PDF file. */
export const isPdf = (bytes: Uint8Array): boolean => Buffer.from(bytes.subarray(0, 5)).toString('latin1') === '%PDF-';
