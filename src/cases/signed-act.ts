import { canonicalBytes, type JsonObject } from '../record/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { isRefusal, type Refusal } from '../platform/refusal.ts';
import type { Decision } from './decide.ts';
import type { DoAct, Engine } from './engine.ts';
import { refuse } from './refusals.ts';
import type { ActSpec, Actor, CaseHistory } from './types.ts';

// An act that is signed: the document that the act makes is shown before, its bytes are signed, and without that signature nothing
// happens. The document names its case and its act, so that a signature serves nowhere else.

/** The signature on the document of an act, already found valid. */
export type ActSignature = {
  /** What was signed. */
  readonly content: Uint8Array;
  /** CMS, detached. */
  readonly message: Uint8Array;
  /** SHA-256 of the signer's certificate, hexadecimal. */
  readonly certificate: string;
  /** SHA-256 of its verification key, hexadecimal. */
  readonly key: string;
};

/** A signature as it comes: a certificate, and the answer of its key. */
export type SentSignature = {
  readonly certificate: Uint8Array;
  readonly chain: readonly Uint8Array[];
  readonly claimedAt: Date;
  readonly signature: Uint8Array;
  readonly limitsKept: boolean;
};

/** What a key is to sign, and whose certificate it is. */
export type PreparedAct = {
  readonly toSign: Uint8Array;
  readonly digest: 'sha256' | 'sha384' | 'sha512';
  readonly certificate: {
    readonly owner: string;
    readonly number: string;
    readonly issuer: string;
    readonly from: string;
    readonly until: string;
    readonly limits: readonly { readonly lang: string; readonly text: string }[];
  };
};

/** Who knows certificates: filled in where the engine is put together. */
export type ActSigning = {
  prepare(given: {
    readonly certificate: Uint8Array;
    readonly content: Uint8Array;
    readonly claimedAt: Date;
  }): PreparedAct | Refusal;
  /** ES-11: judged in full. `history`: the case, in which a certificate may count that counts nowhere else (ES-14.9b). */
  complete(
    history: CaseHistory,
    given: SentSignature & { readonly content: Uint8Array },
  ): Promise<ActSignature | Refusal>;
  /** Whether this certificate signs for that actor in this case; null: yes. */
  signsFor(tx: Tx, history: CaseHistory, by: Actor, signature: ActSignature): Promise<Refusal | null>;
};

/** The bytes of a document of a case: what is hashed, and what is signed. */
export const documentBytes = (content: object): Buffer => Buffer.from(canonicalBytes(content as JsonObject));

/** The document that the act itself makes, not what follows from it. */
export const contentOf = ({ acts, documents }: Decision): Buffer =>
  documentBytes(documents.find(({ seq }) => seq === acts[0]!.seq)!.content);

/** What an act that is to be signed lacks: null where the signature is there, is of this document, and of whoever acts. */
export async function signatureFault(
  { signing }: Engine['deps'],
  tx: Tx,
  spec: ActSpec,
  what: {
    readonly history: CaseHistory;
    readonly by: Actor;
    readonly decision: Decision;
    readonly signature: ActSignature | Refusal | undefined;
  },
): Promise<Refusal | null> {
  const { history, by, decision, signature } = what;
  if (signing === undefined || signature === undefined) return refuse('ACT_UNSIGNED', { law: spec.signed!.law });
  if (isRefusal(signature)) return signature;
  if (!contentOf(decision).equals(signature.content)) return refuse('SIGNED_OTHER_DOCUMENT', { law: spec.signed!.law });
  return signing.signsFor(tx, history, by, signature);
}

/** The act with the signature that was sent for it. Completed and judged before the transaction that does the act: it may take time. */
export async function withSignature(
  engine: Engine,
  run: <T>(act: (tx: Tx) => Promise<T>) => Promise<T>,
  act: DoAct,
  sent: SentSignature | undefined,
): Promise<DoAct> {
  const { signing } = engine.deps;
  if (signing === undefined || sent === undefined) return act;
  // What refuses the act itself is said, and kept, when it is tried.
  const drafted = await run((tx) => engine.draft(tx, act));
  if (isRefusal(drafted)) return act;
  return { ...act, signature: await signing.complete(drafted.history, { ...sent, content: drafted.content }) };
}
