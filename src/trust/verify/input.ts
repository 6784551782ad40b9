import type { SignedData } from '../formats/index.ts';
import type { AlgorithmPolicy } from '../path/index.ts';
import type { Use } from './condition-limits.ts';
import type { TrustContext } from './context.ts';
import type { ProvenTime } from './time.ts';

/** As much as one message, or one time-stamp, may bring along. */
export const mostBrought = { certificates: 200, lists: 50 } as const;

export const bringsTooMuch = ({ certificateChoices, revocationChoices }: SignedData): boolean =>
  certificateChoices.length > mostBrought.certificates || revocationChoices.length > mostBrought.lists;

/** As much as a message with its content may weigh; a document that lies beside it is bounded by who reads it. */
export const mostSignatureBytes = 48 * 2 ** 20;
export type VerificationInput = {
  /** CMS SignedData: DER, BER, or PEM. Or a PDF file with signatures in it, or a JWS (JAdES). */
  readonly signature: Uint8Array;
  /** The document, where the signature is detached. */
  readonly document?: Uint8Array | undefined;
  readonly context: TrustContext;
  /** The moment of checking. Never read from a clock here. */
  readonly at: Date;
  readonly use?: Use;
  /** By the signature's place in the message: moments proven elsewhere (checkpoints of the log). */
  readonly proven?: readonly (readonly ProvenTime[])[];
  readonly algorithms?: AlgorithmPolicy;
};
