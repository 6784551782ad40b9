import type { Refusal } from '../../../platform/refusal.ts';
import type { Actor } from '../../../record/index.ts';
import { der, readDer } from '../../der/index.ts';
import { type Certificate, keyOf, signatureMethod, verifySignature } from '../../path/index.ts';
import type { CaKey } from '../ca-key.ts';
import type { Draft } from '../draft.ts';
import { checkApproved, type KeyOperation } from '../keys/key-operation.ts';
import { isQualified, type Kind } from '../kinds.ts';
import type { LintFacts } from '../lint/facts.ts';
import { refuse } from '../refusals.ts';
import { tbsFor } from '../sign-certificate.ts';
import { capValidity, type Validity } from '../validity.ts';
import type { IssuerEnd, IssuerRow } from './store.ts';

// What is asked of a register, and what is seen to before it signs.

/** What is asked to be issued; number, term and issuer's data are the register's to give. */
export type IssueOrder = {
  readonly issuerId: string;
  readonly draft: Omit<Draft, 'serial' | 'issuer' | 'notBefore' | 'notAfter'>;
  /** ES-14.5b: a later date of taking effect; the moment of issue unless given. */
  readonly from?: Date;
  readonly until: Date;
  /** The owner, pairwise at the centre; null for a legal entity, a centre, a service. */
  readonly subjectId: string | null;
  /** ES-14.1: the agreement on which the certificate is issued, for end users. */
  readonly agreement?: { readonly id: string; readonly concludedAt: Date };
  /** Read after `takeIssuer` where they are read in the same transaction. */
  readonly facts: Pick<LintFacts, 'accreditation' | 'confirmedMeans' | 'profileInForce' | 'form' | 'application'>;
  /** For the root's key and for a centre's over its trusted persons: what two officers have approved. */
  readonly operation?: KeyOperation;
  readonly actor: Actor;
};

export type IssuedCertificate = {
  readonly id: string;
  readonly number: string;
  readonly certificate: Buffer;
  readonly validity: Validity;
  readonly enteredAt: Date;
};

const ofIssuers: readonly Kind[] = ['ACA', 'TP', 'STATUS', 'OCSP', 'TSA'];
/** Certificates of issuers and services lie open in the register; those of end users sealed. */
export const isOpen = (kind: Kind): boolean => ofIssuers.includes(kind);

/** The bytes that officers approve: everything the certificate will say but its number and the moment of issue. */
export const approvalContent = (
  order: Pick<IssueOrder, 'draft' | 'until'>,
  issuer: Certificate,
  key: Pick<CaKey, 'algorithm'>,
): Buffer =>
  tbsFor(
    {
      ...order.draft,
      serial: Buffer.of(1),
      issuer: { name: issuer.subject.raw, keyIdentifier: issuer.subjectKeyId! },
      notBefore: new Date(0),
      notAfter: order.until,
    },
    key,
  );

/** The same bytes, of a certificate that was signed elsewhere: its number and first moment are left out as they are there. @throws DerError */
export function approvedContentOf({ tbs }: Pick<Certificate, 'tbs'>): Buffer {
  const [version, , algorithm, issuer, validity, ...rest] = readDer(tbs).children;
  const term = der.sequence(der.time(new Date(0)), validity!.children[1]!.raw);
  const head = [version!.raw, der.unsignedInteger(Buffer.of(1)), algorithm!.raw, issuer!.raw, term];
  return der.sequence(...head, ...rest.map(({ raw }) => raw));
}

/** Whether an issuer's own certificate has ended. An entry counts whatever the clock of this machine says; a term when it is over. */
export const hasEnded = ({ ended_at, ended_ground }: IssuerEnd, now: Date): boolean =>
  ended_at !== null && (ended_ground !== '14(6)(1)' || ended_at <= now);

/** What is seen to before anything is drafted: the key, the agreement, the officers. */
export function checkBefore(
  order: IssueOrder,
  row: IssuerRow,
  issuer: Certificate,
  key: CaKey,
  now: Date,
): Refusal | undefined {
  const { kind } = order.draft;
  if (!issuer.publicKey.raw.equals(key.spki)) throw new Error(`the key given is not that of ${row.key_name}`);
  const agreement = order.agreement;
  if (!isOpen(kind) && (agreement === undefined || agreement.concludedAt > now)) return refuse('ISS_NO_AGREEMENT');
  if (!needsOfficers(row, kind)) return undefined;
  if (order.operation === undefined) return refuse('KEY_SECOND_OFFICER');
  return checkApproved(order.operation, approvalContent(order, issuer, key), now);
}

// Every use of the root's key; of a centre's key whatever makes another issuer or speaks in the centre's name.
const needsOfficers = (row: IssuerRow, kind: Kind): boolean => row.kind === 'ROOT' || ofIssuers.includes(kind);

/** From when until when; nothing where no time is left (ES-13.1.2). */
export function termOf(order: IssueOrder, issuer: Certificate, now: Date): Validity | undefined {
  const from = order.from !== undefined && order.from > now ? order.from : now;
  const { accreditation } = order.facts;
  return capValidity(from, order.until, {
    issuerUntil: issuer.notAfter,
    ...(isQualified(order.draft.kind) && accreditation !== undefined
      ? { accreditationUntil: accreditation.until }
      : {}),
  });
}

/** Whether the signature on a certificate or a list is that of the issuer's key. */
export function isSignedBy(
  certificate: Pick<Certificate, 'tbs' | 'signature' | 'signatureAlgorithm' | 'algorithmsAgree'>,
  issuer: Certificate,
): boolean {
  const [method, key] = [signatureMethod(certificate.signatureAlgorithm), keyOf(issuer.publicKey)];
  return (
    method !== undefined &&
    key !== undefined &&
    certificate.algorithmsAgree &&
    verifySignature(method, key, certificate.tbs, certificate.signature)
  );
}
