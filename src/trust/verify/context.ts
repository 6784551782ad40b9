import type { AlgorithmPolicy, Certificate, Crl, Issuer, PathRules, Status } from '../path/index.ts';
import type { LegacyAuthority } from './legacy.ts';

// What a verification rests on. Every question is "as of": the answer is that of the moment named, whenever it is asked (DECISIONS 33).

/** How the accreditation of a centre stood. 'never': the authority's record does not know it as accredited. */
export type AccreditationState = 'active' | 'suspended' | 'revoked' | 'expired' | 'ceased' | 'never';
export type AccreditationAnswer = {
  readonly state: AccreditationState;
  /** Number of the decision or of the certificate of accreditation, where there is one. */
  readonly number?: string;
  readonly since?: Date;
};

/** ES-11 lead-in: a decision of a court in force about a signature, a document or a certificate. */
export type CourtDecision = { readonly number: string; readonly since: Date };

export type Means = { readonly name: string; readonly version: string | undefined };

/** 'unknown' is never 'no': nobody who was asked knows. */
export type TrustContext = {
  /** Which algorithms convince; the usual ones unless given. */
  readonly algorithms?: AlgorithmPolicy;
  /** RFC 5280 6.1.1 (c), (e) to (g): what the reader asks of the policies of paths. It narrows only; unless given, any will do. */
  readonly pathPolicies?: Pick<PathRules, 'policies' | 'explicitPolicy' | 'inhibitMapping' | 'inhibitAnyPolicy'>;
  /** The authority's root certificates. */
  readonly roots: readonly Certificate[];
  /** Roots of other states that the reader chose to believe for the identity of signers (ES-7). */
  readonly foreignRoots: readonly Certificate[];
  /** Roots, beside the authority's, under which time-stamping authorities are believed. */
  readonly timeStampRoots: readonly Certificate[];
  /** ES-19: the authorities of the former law that the authorised body has taken over. */
  readonly legacy: readonly LegacyAuthority[];
  /** Whatever paths may be built of. Nothing is trusted for being here. */
  readonly certificates: readonly Certificate[];
  readonly crls: readonly Crl[];
  /** OCSP responses. */
  readonly ocsp: readonly Uint8Array[];
  /** ES-11.1b. `centre`: its certificate from the root. */
  accreditationAt(centre: Certificate, at: Date): AccreditationAnswer | 'unknown';
  /** ES-13.4, DECISIONS 38: whether the centre had entrusted this person with issuing. */
  trustedPersonAt(person: Certificate, centre: Certificate, at: Date): 'trusted' | 'not-trusted' | 'unknown';
  /** ES-14.5: the moment of the register's entry of issue; 'absent': the centre's register is known and has no such entry;
   *  'purged': it had one, which was removed on a normative act (ES-13.6b). */
  issuedAt(certificate: Certificate): Date | 'absent' | 'purged' | 'unknown';
  /** The register's own word on a certificate, asked before OCSP and CRLs. */
  statusOf?(certificate: Certificate, issuer: Issuer): Status | undefined;
  /** ES-8.5.3: the list of confirmed means. */
  meansAt(means: Means, at: Date): 'confirmed' | 'not-confirmed' | 'unknown';
  /** `fingerprint`s: SHA-256, hexadecimal, of the document and of the signature's value; the certificate's is its own. */
  courtDecision?(of: {
    readonly document: string | undefined;
    readonly signature: string;
    readonly certificate: string | undefined;
  }): CourtDecision | undefined;
};

/** Nobody is believed and nothing is known. */
export const noTrustContext: TrustContext = {
  roots: [],
  foreignRoots: [],
  timeStampRoots: [],
  legacy: [],
  certificates: [],
  crls: [],
  ocsp: [],
  accreditationAt: () => 'unknown',
  trustedPersonAt: () => 'unknown',
  issuedAt: () => 'unknown',
  meansAt: () => 'unknown',
};
