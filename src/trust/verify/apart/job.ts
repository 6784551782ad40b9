import type { Report } from '../../../record/index.ts';
import type { Refusal } from '../../../platform/refusal.ts';
import type { FurtherAlgorithm } from '../../path/index.ts';
import type { Use } from '../condition-limits.ts';
import type { RegisterFacts } from '../registers.ts';
import type { StatementsToMake, StoreData } from '../../formats/index.ts';
import type { SignatureReport, VerificationReport } from '../report.ts';

// What passes between the server and the process that verifies: plain data.

/** What the registers of this installation say, and the certificates that it believes by itself (DER). */
export type Known = {
  readonly facts: RegisterFacts;
  readonly further: readonly FurtherAlgorithm[];
  readonly roots: readonly Uint8Array[];
  readonly own: readonly Uint8Array[];
};
/** Fingerprints of the certificates in the file: what they stand for is asked of the registers. */
export type Ask = { readonly fingerprints: readonly string[] };

export type SignatureJob = {
  readonly kind: 'signature';
  readonly signature: Uint8Array;
  readonly document?: Uint8Array | undefined;
  readonly at: Date;
  readonly use?: Use;
  /** The document inside the message is wanted back. */
  readonly withContent?: boolean;
};
export type EvidenceJob = {
  readonly kind: 'evidence';
  readonly file: Uint8Array;
  /** Whom the reader believes, as a trust file says it. */
  readonly trust: string;
  readonly at: Date;
};
/** A PDF that its reader is about to sign. `creationMeans`: what makes the signature (ES-11.3c). */
export type PdfPrepareJob = {
  readonly kind: 'pdf-prepare';
  readonly pdf: Uint8Array;
  readonly certificate: Uint8Array;
  readonly creationMeans: StatementsToMake['creationMeans'];
  readonly at: Date;
};
/** The same with the message (CAdES B-T) for it. `certificate`: the signer's, SHA-256 in hexadecimal. */
export type PdfCompleteJob = {
  readonly kind: 'pdf-complete';
  readonly prepared: Uint8Array;
  readonly start: number;
  readonly end: number;
  readonly message: Uint8Array;
  readonly store: StoreData;
  readonly certificate: string;
  readonly at: Date;
  readonly use: Use;
};
export type Job = SignatureJob | EvidenceJob | PdfPrepareJob | PdfCompleteJob;

/** `revision`: what is added to the file; the message's digits go between `start` and `end` of the whole. */
export type PreparedDocument = {
  readonly revision: Uint8Array;
  readonly start: number;
  readonly end: number;
  /** The signed attributes: the key signs these bytes. */
  readonly toSign: Uint8Array;
  /** null: the scheme signs messages only. */
  readonly digest: string | null;
};
export type SignedDocument = { readonly pdf: Uint8Array; readonly report: SignatureReport };

export type Checked = { readonly report: VerificationReport; readonly content: Uint8Array | undefined };
export type Done = Checked | Report | PreparedDocument | SignedDocument | Refusal;
