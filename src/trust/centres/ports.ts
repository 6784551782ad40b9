import type { Tx } from '../../platform/db/index.ts';
import type { Refusal } from '../../platform/refusal.ts';
import type { Actor } from '../../record/index.ts';
import type { KeyOperation } from '../issue/index.ts';

// What the issuing of certificates does for the centres' procedures. Until it is there, `noIssuing` stands in its place: nothing is
// issued, no certificate is known, and every step that needs one says so.

/** A certificate as the register of its centre knows it. */
export type RegisteredCertificate = {
  readonly number: string;
  readonly centreId: string;
  /** Pairwise id of the owner at the centre; null for a legal entity's automatic certificate. */
  readonly ownerSubjectId: string | null;
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

export type Issuing = {
  /** Whether the root can issue at all. */
  readonly root: boolean;
  /** Whether centres can issue to applicants. */
  readonly centres: boolean;
  /** The bytes that two officers of the authority approve before the root signs them; or why it would not. */
  contentForCentre(tx: Tx, order: CentreOrder): Promise<Buffer | Refusal>;
  /** ES-16.5d: the root's certificate for an accredited centre, signed and entered, and the centre's register opened; its number. */
  issueToCentre(
    tx: Tx,
    order: CentreOrder & { readonly operation: KeyOperation; readonly actor: Actor },
  ): Promise<{ number: string } | Refusal>;
  /** ES-13.1.1: the certificate of an application whose checks are done; its number. */
  issueToApplicant(
    tx: Tx,
    what: { centreId: string; caseId: string; subjectId: string; at: Date },
  ): Promise<{ number: string } | Refusal>;
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

/** No issuing: the certificates stay outstanding. */
export const noIssuing: Issuing = {
  root: false,
  centres: false,
  contentForCentre: () => Promise.reject(new Error('nothing issues for the root')),
  issueToCentre: () => Promise.reject(new Error('nothing issues for the root')),
  issueToApplicant: () => Promise.reject(new Error('nothing issues for a centre')),
  cancel: () => Promise.reject(new Error('there is no register of certificates')),
  find: async () => null,
  enterEnd: () => Promise.reject(new Error('there is no register of certificates')),
  endAll: async () => 0,
};
