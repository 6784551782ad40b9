import type { Refusal } from '../platform/refusal.ts';
import type { SignatureFindings } from './evidence.ts';

// What identity needs of the module that knows certificates (ES-5.3, ES-5.4). It is filled in src/wiring: identity knows none.

/** What is to be signed, and with which certificate. */
export type ToSign = {
  /** DER of the signer's certificate; the key stays with its owner. */
  readonly certificate: Uint8Array;
  /** The bytes that the signature is over: those that were shown (ES-12.2.1). */
  readonly content: Uint8Array;
  /** What the signature claims the time to be; nothing rests on it (DECISIONS 34). */
  readonly claimedAt: Date;
};

/** Whose certificate it is, as the signing tool shows it before the key is used. */
export type CertificateView = {
  readonly owner: string;
  readonly number: string;
  /** The whole name (RFC 4514), and the one people call the issuer by. */
  readonly issuer: string;
  readonly issuerName: string;
  readonly from: string;
  readonly until: string;
  /** SHA-256 of the verification key (SubjectPublicKeyInfo), hexadecimal. */
  readonly keySha256: string;
  /** ES-17.2.6: limits on use that are words only: shown, and kept by whoever confirms. */
  readonly limits: readonly { readonly lang: string; readonly text: string }[];
};

/** The signed attributes: the key signs these bytes, which hold the digest of the content. */
export type PreparedByCertificate = {
  readonly toSign: Uint8Array;
  readonly digest: 'sha256' | 'sha384' | 'sha512';
  readonly certificate: CertificateView;
};

export type CertificateOwner = {
  /** Only a natural person's own certificate signs in that person's own name. */
  readonly natural: boolean;
  /** The PIN, where its owner asked for it in the certificate (ES-17.2.7). */
  readonly pin: string | null;
  /** The owner as the register of the issuing centre names them: pairwise at that centre. */
  readonly registered: { readonly centreId: string; readonly subjectId: string } | null;
  readonly surname: string | null;
  readonly givenName: string | null;
  readonly patronymic: string | null;
  /** YYYY-MM-DD. */
  readonly birthDate: string | null;
};

export type CompletedSignature = {
  /** CAdES, detached, with the time-stamp upon it. */
  readonly cades: Uint8Array;
  readonly report: SignatureFindings;
  readonly certificate: CertificateView & { readonly sha256: string };
  readonly owner: CertificateOwner;
  /** ES-12.1: the signature means, by name and version. */
  readonly tool: string;
};

/** A PDF with room for a signature: `revision` follows what was given, the signature goes between `start` and `end` of the whole. */
export type PreparedPdf = PreparedByCertificate & {
  readonly revision: Uint8Array;
  readonly start: number;
  readonly end: number;
};
export type CompletedPdf = Omit<CompletedSignature, 'cades'> & { readonly pdf: Uint8Array };

/** What puts signatures into PDF files (PAdES). */
export type PdfSignatures = {
  prepare(given: {
    readonly pdf: Uint8Array;
    readonly certificate: Uint8Array;
    readonly claimedAt: Date;
  }): Promise<PreparedPdf | Refusal>;
  /** As `Certificates.complete`. `prepared`: the whole file that `prepare` made. */
  complete(given: {
    readonly prepared: Uint8Array;
    readonly start: number;
    readonly end: number;
    readonly certificate: Uint8Array;
    readonly chain: readonly Uint8Array[];
    readonly signature: Uint8Array;
    readonly limitsKept: boolean;
  }): Promise<CompletedPdf | Refusal>;
};

export type Certificates = {
  /** A person's own PDF files; where it is absent, none are signed here. */
  readonly pdf?: PdfSignatures;
  /** Refused: what is no certificate, or one whose key nobody should sign with, or not a document of this kind (ES-17.6.2). */
  prepare(given: ToSign & { readonly documentKind: string }): PreparedByCertificate | Refusal;
  /**
   * Puts the key's answer in its place, stamps it, and judges all of it: answered only where the verifier calls the signature valid,
   * else refused with the condition of ES-11 that is not met. `chain`: certificates that lead to a root, where the signer has them.
   */
  complete(
    given: ToSign & {
      readonly chain: readonly Uint8Array[];
      readonly signature: Uint8Array;
      readonly documentKind: string;
      /** The signer was shown the limits in words and confirmed that they are kept. */
      readonly limitsKept?: boolean;
      /** ES-14.9b: in the case about its own revocation a certificate counts although it has ended. */
      readonly despiteEnd?: boolean;
    },
  ): Promise<CompletedSignature | Refusal>;
  /** The same for a CMS message that a signing service made over the hash of `content`, asked for at `askedAt`. */
  completeMessage(given: {
    readonly message: Uint8Array;
    readonly content: Uint8Array;
    readonly askedAt: Date;
    readonly documentKind: string;
  }): Promise<CompletedSignature | Refusal>;
};
