import type { Certificate } from '../../path/index.ts';
import type { DocumentDetails } from '../content/document-details.ts';
import type { UsageLimits } from '../content/usage-limits.ts';
import type { Kind } from '../kinds.ts';

/** The version of the profile this program was built for (ES-8.5.1, ES-17.4). */
export const profileVersion = '2026-1';

export type ConfirmedMeans = {
  readonly name: string;
  readonly version?: string;
  readonly document: DocumentDetails;
  readonly from: Date;
  readonly until?: Date;
};

export type Accreditation = {
  readonly status: 'ACTIVE' | 'SUSPENDED' | 'REVOKED' | 'EXPIRED' | 'CEASED';
  readonly until: Date;
  readonly document: DocumentDetails;
  /** The serial number of the centre's own certificate, hexadecimal (ES-17.2.5c). */
  readonly centreCertificateNumber: string;
  /** The centre's name and address as the authority's directory has them. */
  readonly centreName: string;
  readonly centreLocation: string;
};

/** What the register, the application and the authority's lists say: the linter holds the certificate against it. */
export type LintFacts = {
  readonly issuedAt: Date;
  /** When the entry of the register was or will be made. */
  readonly enteredAt: Date;
  /** Nothing where the certificate signs itself. */
  readonly issuer: Certificate | undefined;
  readonly issuerKind: Kind;
  /** Of the centre that issues, or that is issued to where the root issues. Nothing for a root's own certificates. */
  readonly accreditation?: Accreditation;
  /** The published list of confirmed means (ES-8.5.3b). */
  readonly confirmedMeans: readonly ConfirmedMeans[];
  readonly profileInForce: string;
  /** ES-8.5.1: what the form in force asks beside the profile; nothing where it asks nothing more. */
  readonly form?: { readonly longestDays?: number; readonly keys?: readonly string[] };
  /** ES-13.1.8: whether the register has this key, in any status; and this serial number. */
  readonly keyInRegister: boolean;
  readonly serialInRegister: boolean;
  readonly application: {
    readonly limits?: UsageLimits;
    /** Documents of powers were accepted (ES-17.3a). */
    readonly powers: boolean;
    readonly noPatronymic: boolean;
    /** The applicant demanded further data (ES-17.2.7). */
    readonly furtherData: boolean;
    /** As in the identity document and the state registration. */
    readonly born?: { readonly date: string; readonly place: string };
    readonly registered?: { readonly fullName: string; readonly number: string };
  };
};
