// What identity hands to the consent module: facts that prove who signed what, how and under which basis (CP-10).
// Every value is JSON in RFC 8785 form: strings, integers, booleans, null. Moments are RFC 3339 UTC with milliseconds,
// hashes lower-case hex, bytes base64url without padding. The whole object holds personal data (client address, masked
// login): the receiver seals it under the subject's proof key.

export type Moment = string;
export type Hex = string;
export type Base64url = string;

export type SignatureType = 'simple' | 'unqualified' | 'qualified';

/** What a step of the action protocol may hold: ids, hashes, codes, languages, counts. Never a personal value. */
export type StepData = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

/** CP-10d-2: the acts of a signing session that are recorded, in the order in which they can happen. */
export const stepKinds = [
  'logged-in',
  'notice-shown',
  'choice-made',
  'agreement-accepted',
  'document-shown',
  'confirmation-asked',
  'confirmed',
  'refused',
  'abandoned',
] as const;
export type StepKind = (typeof stepKinds)[number];

export type ProtocolStep = {
  readonly seq: number;
  /** The machine's time. */
  readonly at: Moment;
  /** Law time; differs only in the sandbox. */
  readonly lawAt: Moment;
  readonly kind: StepKind;
  readonly data: StepData;
  /** Hash of the step before; 64 zeros for the first. */
  readonly prev: Hex;
  /** SHA-256("makulduk/protocol/v1" || 0x00 || canonical JSON of {protocol, seq, at, lawAt, kind, data, prev}). */
  readonly hash: Hex;
};

export type Protocol = { readonly id: string; readonly steps: readonly ProtocolStep[] };

/** CP-10d-1: the fact of using the system with that login. Never the password nor anything made of it. */
export type SessionFact = {
  /** Pairwise per holder: two holders cannot join accounts or sessions by evidence (PD-29.2). */
  readonly account: Hex;
  readonly session: Hex;
  readonly loginKind: 'phone' | 'email';
  readonly loginMasked: string;
  /** HMAC of the login under a key of the platform, pairwise per holder: the platform can confirm a disclosed login. */
  readonly loginMac: Hex;
  readonly method: AuthenticationMethod;
  readonly authenticatedAt: Moment;
  readonly clientAddress: string;
  readonly success: true;
};
export type AuthenticationMethod = 'password' | 'passkey' | 'esi' | 'recovery-code' | 'recovery-link';

/** How the account came to stand for the person; `entryId` is the journal entry of that act. */
export type BindingFact = {
  readonly bindingId: string;
  readonly method: BindingMethod;
  readonly at: Moment;
  readonly entryId: string;
};
export type BindingMethod = 'esi' | 'clerk' | 'certificate';

/** ES-6.1, ES-6.2, ES-9.3: why the signature equals one by hand: the law itself for a qualified one, else an agreement or an act. */
export type SignatureBasis =
  | { readonly kind: 'law'; readonly citation: 'ES-6.1a' }
  | {
      readonly kind: 'agreement';
      readonly agreementId: string;
      readonly holderId: string;
      readonly version: number;
      readonly textHash: Hex;
      readonly lang: 'ky' | 'ru' | 'en';
      readonly acceptanceId: string;
      readonly acceptedAt: Moment;
      readonly entryId: string;
      readonly documentKinds: readonly string[];
      readonly signatureTypes: readonly SignatureType[];
    }
  | {
      readonly kind: 'act';
      readonly citation: string;
      readonly documentKinds: readonly string[];
      readonly signatureTypes: readonly SignatureType[];
    };

export type SigningFact = {
  readonly id: string;
  readonly holderId: string;
  readonly documentKind: string;
  readonly manifestHash: Hex;
  readonly nonce: Hex;
  readonly begunAt: Moment;
  readonly confirmedAt: Moment;
  readonly lawAt: Moment;
};

type Common = {
  readonly v: 1;
  readonly signing: SigningFact;
  readonly session: SessionFact;
  readonly binding: BindingFact;
  readonly basis: SignatureBasis;
  readonly protocol: Protocol;
};

/** CP-10d, ES-5.2: the password entered anew for this document is the simple signature. */
export type LoginSessionEvidence = Common & {
  readonly kind: 'LOGIN_SESSION';
  readonly signatureType: 'simple';
  /** When the key was presented for this document; the key itself is never here. */
  readonly key: { readonly kind: 'password'; readonly presentedAt: Moment };
};

/**
 * CP-10c, ES-5.3, ES-5.5: a WebAuthn assertion over the manifest. The challenge is
 * SHA-256("makulduk/sign/v1" || 0x00 || manifest hash (32 bytes) || nonce (32 bytes)); user verification was required.
 */
export type WebAuthnEvidence = Common & {
  readonly kind: 'SIGNED_EDOC';
  readonly signatureType: 'unqualified';
  readonly webauthn: {
    readonly credentialId: Base64url;
    /** COSE_Key, as registered. */
    readonly publicKey: Base64url;
    /** COSE algorithm: -7 ES256, -8 EdDSA, -257 RS256. */
    readonly algorithm: number;
    readonly challenge: Base64url;
    readonly clientDataJSON: Base64url;
    readonly authenticatorData: Base64url;
    readonly signature: Base64url;
    readonly origin: string;
    readonly rpId: string;
    readonly rpIdHash: Hex;
    readonly flags: {
      readonly userPresent: boolean;
      readonly userVerified: boolean;
      readonly backupEligible: boolean;
      readonly backedUp: boolean;
    };
    readonly signCount: number;
  };
  /** The journalled act that bound the key to the account, and so to the person. */
  readonly keyBinding: { readonly entryId: string; readonly at: Moment };
};

/**
 * CP-10c, ES-5.3, ES-5.4: a CAdES signature over the bytes of the consent manifest, detached, with the time-stamp on it. The class is
 * the one that was technically there; `report` is what the verifier found before anything was recorded.
 */
export type CertificateEvidence = Common & {
  readonly kind: 'SIGNED_EDOC';
  readonly signatureType: 'unqualified' | 'qualified';
  readonly certificate: {
    readonly cades: Base64url;
    /** ES-17.2.1: the certificate's number, the issuer's name, SHA-256 of the certificate. */
    readonly number: string;
    readonly issuer: string;
    readonly sha256: Hex;
    readonly report: SignatureFindings;
  };
};

/** The verifier's answer in codes: the four conditions of ES-11, and the moment they were judged at. */
export type SignatureFindings = {
  readonly class: 'unqualified' | 'qualified';
  readonly checkedAt: Moment;
  readonly judgedAt: Moment;
  readonly conditions: readonly {
    readonly name: string;
    readonly status: 'met' | 'not-met' | 'not-determinable';
    readonly findings: readonly string[];
  }[];
};

export type SigningEvidence = LoginSessionEvidence | WebAuthnEvidence | CertificateEvidence;

/** Mode of CP-10 for an evidence record. Paper (CP-10e) is made by the consent module itself. */
export type EvidenceMode = SigningEvidence['kind'] | 'PAPER';
