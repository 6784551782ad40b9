import type { ActCategory, SignatureLaw } from '../law/index.ts';
import type { Tx } from '../platform/db/index.ts';
import type { Refusal } from '../platform/refusal.ts';
import type { Lang } from '../platform/text.ts';
import type { PreparedByCertificate, ToSign } from './certificates.ts';
import type { CloudSigning } from './cloud.ts';
import type { Hex, Protocol, SignatureBasis, SignatureType, SigningEvidence, StepData, StepKind } from './evidence.ts';

/** The signed-in citizen who acts; `request.principal` of a citizen fits. */
export type SessionRef = { readonly accountId: string; readonly sessionId: string };

export type BegunSigning = {
  readonly signingId: string;
  readonly nonce: Hex;
  /** base64url of SHA-256("makulduk/sign/v1" || 0x00 || manifest hash || nonce), for navigator.credentials.get. */
  readonly challenge: string;
  readonly rpId: string;
  /** The account's passkeys (base64url). Empty: the password is left, or the key of a certificate. */
  readonly passkeys: readonly string[];
  /** ES-4.1: the types the person may choose from, with the source of a restriction where there is one. */
  readonly offered: readonly SignatureType[];
  readonly restriction?: { readonly source: string; readonly purpose: string };
  /** ES-6.2, ES-9.3: why password and passkey do not count here; a qualified signature needs no such basis (ES-6.1a). */
  readonly lacking?: Refusal;
  /** ES-1.1: the kind of act, and the law that its signature is under. */
  readonly category: ActCategory;
  readonly law: SignatureLaw;
  readonly expiresAt: string;
};

/** What a signature by certificate is made of: the answer of the key over what `prepareByCertificate` gave. */
export type ByCertificate = ToSign & {
  /** Certificates that lead to a root, where the signer has them. */
  readonly chain: readonly Uint8Array[];
  readonly signature: Uint8Array;
  /** ES-17.6.2: limits in words were shown, and whoever confirmed keeps them. */
  readonly limitsKept?: boolean;
};

/**
 * What is signed, carried out in the transaction that ends the ceremony (its scope is the system's): both stand or neither
 * does. A refusal undoes the confirmation too, so that nothing is spent on what did not happen.
 */
export type OnSigned<T> = ((tx: Tx, evidence: SigningEvidence) => Promise<T | Refusal>) & {
  /** What may be locked and read while the ceremony's end is still being written: a wait less for an act on the hot path. */
  readonly ahead?: (tx: Tx) => Promise<unknown>;
  /** It may share its transaction with others of its kind (`together`): it can be run again, and keeps to the transaction's scope. */
  readonly together?: true;
};

/**
 * The signing ceremony, as the consent module calls it:
 * openProtocol -> recordStep ... -> beginSigning -> confirmByPassword | confirmByPasskey | confirmByCertificate -> what is signed.
 * A password is checked before the transaction (its hash takes too long to hold rows meanwhile); the evidence names
 * `signing.id`, which the receiver keeps UNIQUE so that one confirmation carries one document.
 */
export type SigningApi = {
  /** Opens the action protocol of one journey with one holder; its first step is the log-in. */
  openProtocol(
    session: SessionRef,
    about: { readonly holderId: string; readonly documentKind: string },
  ): Promise<string | Refusal>;
  recordStep(
    session: SessionRef,
    protocolId: string,
    kind: Exclude<StepKind, 'logged-in' | 'confirmed'>,
    data: StepData,
  ): Promise<Refusal | undefined>;
  readProtocol(protocolId: string): Promise<Protocol | null>;
  /** ES-6.2, ES-9.3: the agreement or act that makes a signature of this type count, or SIGN_NO_BASIS and the SIGN_SIMPLE_* refusals. */
  signatureBasis(
    accountId: string,
    holderId: string,
    documentKind: string,
    type: SignatureType,
  ): Promise<SignatureBasis | Refusal>;
  simpleSignatureBasis(accountId: string, holderId: string, documentKind: string): Promise<SignatureBasis | Refusal>;
  beginSigning(
    session: SessionRef,
    what: {
      readonly protocolId: string;
      readonly manifestHash: Hex;
      readonly holderId: string;
      readonly documentKind: string;
    },
  ): Promise<BegunSigning | Refusal>;
  /** `client.address` as the server saw it; `device` is the trusted-device cookie, where there is one. */
  confirmByPassword<T>(
    session: SessionRef,
    signingId: string,
    given: {
      readonly password: string;
      readonly address: string;
      readonly device?: string | undefined;
      readonly lang: Lang;
    },
    onSigned: OnSigned<T>,
  ): Promise<T | Refusal>;
  confirmByPasskey<T>(
    session: SessionRef,
    signingId: string,
    assertion: unknown,
    onSigned: OnSigned<T>,
  ): Promise<T | Refusal>;
  /** The bytes that the certificate's key signs; `content` are the bytes whose hash the ceremony began with. */
  prepareByCertificate(
    session: SessionRef,
    signingId: string,
    what: Pick<ToSign, 'certificate' | 'content'>,
  ): Promise<(PreparedByCertificate & { readonly claimedAt: string }) | Refusal>;
  /** ES-11: judged in full before it counts; refused with the condition that is not met. */
  confirmByCertificate<T>(
    session: SessionRef,
    signingId: string,
    given: ByCertificate,
    onSigned: OnSigned<T>,
  ): Promise<T | Refusal>;
  /** The same with a key in the cloud; null where no service is connected. */
  readonly cloud: CloudSigning | null;
};
