import type { Tx } from '../../platform/db/index.ts';
import type { Refusal } from '../../platform/refusal.ts';
import type { Actor } from '../../record/index.ts';
import type { KeyOperation, Owner } from '../issue/index.ts';
import type { Centre, TrustedPerson } from './centre.ts';

// What the issuing of certificates does for the centres' procedures. Until it is there, `noIssuing` stands in its place: nothing is
// issued, no certificate is known, and every step that needs one says so.

/** A certificate as the register of its centre knows it. */
export type RegisteredCertificate = {
  readonly number: string;
  readonly centreId: string;
  /** Pairwise id, at the centre, of the owner; of an automatic certificate, of who applied for it in the legal entity's name. */
  readonly ownerSubjectId: string | null;
  /** SHA-256 of its SubjectPublicKeyInfo, hexadecimal. */
  readonly keySha256: string;
  readonly state: 'active' | 'terminated' | 'revoked';
};

/** The grounds on which a register ends a certificate, by the norm (x509-profile §8). */
export const endGrounds = ['14(6)(2)', '14(6)(3)', '14(6)(4)', '14(8)', '17(5)'] as const;
export type EndGround = (typeof endGrounds)[number];

/** What the root's certificate for a centre depends on beside the authority's lists. */
export type CentreOrder = {
  readonly centreId: string;
  /** The centre's request (PKCS#10, PEM). */
  readonly request: string;
  /** The numbers of the documents that confirm the centre's means. */
  readonly means: readonly string[];
  /** The last instant of the accreditation's term. */
  readonly until: Date;
  /** Of the certificate of accreditation. */
  readonly certificateNumber: string;
};

/** What the case of an application has established for a certificate. Days are YYYY-MM-DD. */
export type ApplicantOrder = {
  readonly owner: 'natural' | 'legal' | 'automatic';
  /** The applicant's request (PKCS#10, PEM); null: the centre is to make the key. */
  readonly request: string | null;
  /** The number of the document that confirms the means of the key; null: the centre's own. */
  readonly means: string | null;
  readonly from: string | null;
  readonly limits: string | null;
  /** ES-17.2.7: the applicant demanded the personal number in the certificate. */
  readonly withPin: boolean;
  readonly birthPlace: string | null;
  readonly powers: readonly {
    readonly kind: 'natural' | 'legal';
    readonly principal: string;
    readonly scope: string;
    readonly title: string;
    readonly number: string;
    readonly issued: string;
    readonly until?: string;
  }[];
  /** The legal entity as registered, and on what its acting person acts. */
  readonly organisation: {
    readonly name: string;
    readonly registrationNumber: string;
    readonly place: string;
    readonly country: string;
    readonly basis: 'constituent_documents' | 'power_of_attorney';
    readonly position: string | null;
    readonly document: { readonly title: string; readonly number: string; readonly issued: string };
    readonly until: string | null;
  } | null;
  readonly agreedAt: Date;
  /** ES-13.4a: the trusted person who issues it; null: the centre itself. */
  readonly through: string | null;
};

export type Issuing = OwnEnds & {
  /** Whether the root can issue at all. */
  readonly root: boolean;
  /** Whether a key of the centre's is at hand, so that it can issue to applicants. */
  canIssue(tx: Tx, centreId: string): Promise<boolean>;
  /** The bytes that two officers of the authority approve before the root signs them, and what they say; or why it would not. */
  contentForCentre(
    tx: Tx,
    order: CentreOrder,
  ): Promise<{ readonly content: Buffer; readonly says: Readonly<Record<string, string>> } | Refusal>;
  /** ES-16.5d: the root's certificate for an accredited centre, signed and entered, and the centre's register opened; its number. */
  issueToCentre(
    tx: Tx,
    order: CentreOrder & { readonly operation: KeyOperation; readonly actor: Actor },
  ): Promise<{ number: string } | Refusal>;
  /** ES-13.1.1: the certificate of an application whose checks are done; its number. */
  issueToApplicant(
    tx: Tx,
    what: {
      readonly centreId: string;
      /** The case in which the agreement was concluded (ES-14.1). */
      readonly caseId: string;
      readonly subjectId: string;
      readonly order: ApplicantOrder;
      readonly actor: Actor;
    },
  ): Promise<{ number: string } | Refusal>;
  /** The certificate that was issued in a case; its number and the SHA-256 of the whole of it. */
  issuedIn(tx: Tx, what: { centreId: string; caseId: string }): Promise<{ number: string; digest: string } | null>;
  /** ES-18.3a: the applicant has found the issued certificate wrong: it ends before it was handed over. */
  cancel(tx: Tx, what: { centreId: string; caseId: string; at: Date }): Promise<void>;
  find(tx: Tx, centreId: string, number: string): Promise<RegisteredCertificate | null>;
  /** ES-14.7, ES-14.8: the entry that ends one certificate. */
  enterEnd(
    tx: Tx,
    what: {
      centreId: string;
      number: string;
      ground: EndGround;
      compromised: boolean;
      caseId: string;
      at: Date;
      /** ES-14.7a: when it became known to the centre; the moment of the entry unless given. */
      knownAt?: Date;
      /** ES-14.8, ES-14.9c: the decision, and when the owner was told of it. */
      court?: { court: string; number: string; inForceOn: string; falseData: boolean; noticeSentAt: Date };
    },
  ): Promise<void>;
  /** ES-17.5, ES-14.6.3: every certificate of the centre ends, in the transaction of the act; how many did. */
  endAll(tx: Tx, what: { centreId: string; ground: EndGround; at: Date }): Promise<number>;
};

/** The end of what the root has issued to a centre itself. */
export type OwnEnds = {
  /** Whether a certificate of the root for the centre has not ended. */
  certified(tx: Tx, centreId: string): Promise<boolean>;
  /** ES-14.6.2, ES-17.5a: the centre's own certificates end because its key is compromised, and all that is qualified under them. */
  endOwn(tx: Tx, what: { centreId: string; knownAt: Date; eventAt: Date }): Promise<number>;
  /** The owners whose certificates have ended since a moment with the centre that keeps them. */
  ownersEndedSince(tx: Tx, centreId: string, since: Date): Promise<readonly Owner[]>;
};

/** No issuing: the certificates stay outstanding. */
export const noIssuing: Issuing = {
  root: false,
  canIssue: async () => false,
  contentForCentre: () => Promise.reject(new Error('nothing issues for the root')),
  issueToCentre: () => Promise.reject(new Error('nothing issues for the root')),
  issueToApplicant: () => Promise.reject(new Error('nothing issues for a centre')),
  issuedIn: async () => null,
  cancel: () => Promise.reject(new Error('there is no register of certificates')),
  find: async () => null,
  enterEnd: () => Promise.reject(new Error('there is no register of certificates')),
  endAll: async () => 0,
  certified: async () => false,
  endOwn: async () => 0,
  ownersEndedSince: async () => [],
};

/** The signing keys of centres that this installation keeps for them. In the sandbox only: elsewhere a centre brings its own request. */
export type CentreKeys = {
  /** The request (PKCS#10, PEM) for the centre's newest key; null where it has none here. */
  request(centre: Centre): Promise<string | null>;
  /** A key that no certificate names yet, made where there is none; its request. */
  make(tx: Tx, centre: Centre): Promise<string>;
  /** The centre's key over the keys of its trusted persons. */
  readonly trusted: TrustedIssuing;
};

/** What a trusted person's certificate depends on beside the authority's lists and the centre's own certificate. */
export type TrustedOrder = {
  readonly centreId: string;
  readonly person: TrustedPerson;
  /** PKCS#10, PEM. */
  readonly request: string;
  /** Where the trusted person is. */
  readonly place: string;
  readonly until: Date;
};
/** ES-13.4: the certificates that a centre issues to its trusted persons. */
export type TrustedIssuing = {
  /** The request for a key that is kept here for the person; made where there is none that no certificate names. */
  request(tx: Tx, person: TrustedPerson): Promise<string>;
  /** The bytes that two officers of the centre approve, and what they say; or why they would not be signed. */
  content(
    tx: Tx,
    order: TrustedOrder,
  ): Promise<{ readonly content: Buffer; readonly says: Readonly<Record<string, string>> } | Refusal>;
  /** Signed, entered in the centre's register, and an issuer from now on. */
  issue(
    tx: Tx,
    order: TrustedOrder & { readonly operation: KeyOperation; readonly actor: Actor },
  ): Promise<{ readonly number: string; readonly issuerId: string } | Refusal>;
  /** ES-14.6.4: with the powers end the certificates that carry them. `basis`: the contract. */
  end(
    tx: Tx,
    what: { readonly issuerId: string; readonly basis: string; readonly at: Date; readonly actor: Actor },
  ): Promise<void>;
};
