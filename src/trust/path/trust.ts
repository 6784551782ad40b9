import type { TrustAnchor } from './anchor.ts';
import type { Certificate } from './certificate.ts';
import type { CertificatePool, CrlPool } from './pools.ts';
import type { Problem } from './problems.ts';
import type { PublicKeyInfo } from './public-key.ts';
import type { TerminationGround } from './termination-ground.ts';
import type { PathRules } from './validate-path.ts';
import type { Name } from './names.ts';
import type { Budget, Work } from './work.ts';

/** The fact that a certificate was ended, as a CRL or another source states it. What follows from it the caller judges. */
export type Revocation = {
  /** The moment of the entry: the legal one (DECISIONS 32). */
  readonly revocationDate: Date;
  readonly reason: number | undefined;
  readonly invalidityDate: Date | undefined;
  readonly ground: TerminationGround | undefined;
};

/** Why a list could not tell anything about a certificate. Closed. */
export type Gap =
  | 'no-crl'
  | 'crl-not-current'
  | 'crl-critical-extension'
  | 'crl-out-of-scope'
  | 'crl-signature'
  | 'crl-signer'
  | 'crl-entry-malformed'
  | 'crl-forgets-expired'
  | 'crl-not-conforming'
  | 'reasons-not-covered'
  | 'register-not-asked';

export type Status =
  | { readonly state: 'good'; readonly asOf: Date; readonly sources: readonly string[] }
  | {
      readonly state: 'revoked';
      readonly revocation: Revocation;
      readonly asOf: Date;
      readonly sources: readonly string[];
    }
  | { readonly state: 'unknown'; readonly gaps: readonly Gap[] }
  /** Nobody asked. */
  | { readonly state: 'unchecked' };

/** The key that issued a certificate: of the anchor, or of the certificate above. */
export type Issuer = {
  readonly name: Name;
  readonly publicKey: PublicKeyInfo;
  readonly certificate: Certificate | undefined;
};

/** Everything a verification rests on. No clock and no network: what is not here is not known. */
export type Trust = {
  readonly anchors: readonly TrustAnchor[];
  /** Certificates of centres and of signers of CRLs, trusted or not. */
  readonly certificates: CertificatePool;
  readonly crls: CrlPool;
  /** The reference time: certificates must be valid then. */
  readonly at: Date;
  /** The moment at which the CRLs must be current and their signers valid; the reference time unless given. */
  readonly crlsAt?: Date;
  readonly rules: PathRules;
  /** 'required': a certificate of unknown status does not convince. 'if-known': it does. 'none': nobody looks. */
  readonly status: 'required' | 'if-known' | 'none';
  /** Whether an ended certificate counts as revoked at the reference time. Unless given: always (RFC 5280). See `endedBy`. */
  readonly judge?: (revocation: Revocation, certificate: Certificate, at: Date) => boolean;
  /** Another source beside the CRLs: OCSP, the register itself. undefined: it does not know. Its good word yields to an entry on a list. */
  readonly knownStatus?: (certificate: Certificate, issuer: Issuer) => Status | undefined;
  readonly budget?: Budget;
  /** What was found about the same certificate at another moment: its path is tried first. */
  readonly likely?: Pick<Verdict, 'anchor' | 'path'> | undefined;
  /** What this question and others may cost together. */
  readonly shared?: Work;
};

/** ES-14.7b: the entry ends the certificate from its moment on, and not before. A `judge` for reference times in the past. */
export const endedBy = (revocation: Revocation, _certificate: Certificate, at: Date): boolean =>
  revocation.revocationDate <= at;

export type Verdict = {
  readonly valid: boolean;
  readonly problems: readonly Problem[];
  /** From the certificate the anchor issued to the target; only the target where no path was found. */
  readonly path: readonly Certificate[];
  readonly anchor: TrustAnchor | undefined;
  /** One for each certificate of the path. */
  readonly statuses: readonly Status[];
  readonly policies: { readonly authority: ReadonlySet<string>; readonly user: ReadonlySet<string> };
};

/** One verification: what it rests on and what it has found so far. */
export type Session = {
  readonly trust: Trust;
  readonly work: Work;
  /** Signers of CRLs by fingerprint: found good or bad, or under way. */
  readonly signers: Map<string, boolean | 'pending'>;
  /** Finds a path for the signer of a CRL to the same anchor, its own status included. */
  readonly signerIsGood: (signer: Certificate, anchor: TrustAnchor, session: Session) => boolean;
};
