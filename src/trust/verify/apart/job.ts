import type { Report } from '../../../record/index.ts';
import type { Refusal } from '../../../platform/refusal.ts';
import type { Use } from '../condition-limits.ts';
import type { RegisterFacts } from '../registers.ts';
import type { VerificationReport } from '../report.ts';

// What passes between the server and the process that verifies: plain data.

/** What the registers of this installation say, and the certificates that it believes by itself (DER). */
export type Known = {
  readonly facts: RegisterFacts;
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
export type Job = SignatureJob | EvidenceJob;

export type Checked = { readonly report: VerificationReport; readonly content: Uint8Array | undefined };
export type Done = Checked | Report | Refusal;
