import { hash } from 'node:crypto';
import type { DataKeyRow } from '../../../keys/index.ts';
import type { Tx } from '../../../platform/db/index.ts';
import { uuidv7 } from '../../../platform/ids.ts';
import type { Refusal } from '../../../platform/refusal.ts';
import type { Actor } from '../../../record/index.ts';
import { der, readDer } from '../../der/index.ts';
import { type Certificate, keyOf, parseCertificate, signatureMethod, verifySignature } from '../../path/index.ts';
import type { CaKey } from '../ca-key.ts';
import { keyDigest } from '../check-key.ts';
import type { Draft } from '../draft.ts';
import { checkApproved, type KeyOperation } from '../keys/key-operation.ts';
import { isQualified, type Kind } from '../kinds.ts';
import type { LintFacts } from '../lint/facts.ts';
import { lint, lintRefusal } from '../lint/lint.ts';
import { newSerial } from '../serial.ts';
import { signStructure, tbsFor } from '../sign-certificate.ts';
import { capValidity, type Validity } from '../validity.ts';
import { refuse } from '../refusals.ts';
import { sealCertificate, sealingKeyOf } from './contents.ts';
import { journalling, type RegisterDeps } from './deps.ts';
import { certificateDigest } from './row-digest.ts';
import {
  insertCertificate,
  type IssuerEnd,
  type IssuerRow,
  nextRecords,
  taken,
  takeIssuer,
  type TakenIssuer,
} from './store.ts';

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
const isOpen = (kind: Kind): boolean => ofIssuers.includes(kind);

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

/**
 * ES-13.1.1, ES-14.5c: lints, signs and enters a certificate in the caller's transaction, entry first. The certificate may be
 * handed out when that transaction has committed, and not before: where the entry fails, there is no certificate.
 */
export async function issueCertificate(
  tx: Tx,
  deps: RegisterDeps,
  order: IssueOrder,
  key: CaKey,
): Promise<IssuedCertificate | Refusal> {
  const [id, serial, spkiDigest] = [uuidv7(deps.clock.real()), newSerial(), keyDigest(order.draft.spki)];
  // From here on nobody else enters anything into this register: issuer, moment and uniqueness are seen to once and hold.
  const [row, inRegister, sealing] = await Promise.all([
    takeIssuer(tx, order.issuerId),
    taken(tx, { issuerId: order.issuerId, spkiDigest, serial }),
    isOpen(order.draft.kind) ? undefined : sealingKeyOf(tx, { id, subjectId: order.subjectId }),
  ]);
  const now = deps.clock.now();
  if (row === undefined || hasEnded(row, now)) return refuse('ISS_ISSUER_ENDED');
  const issuer = parseCertificate(row.der);
  const early = checkBefore(order, row, issuer, key, now);
  if (early !== undefined) return early;

  const validity = termOf(order, issuer, now);
  if (validity === undefined) return refuse('ISS_NO_TIME_LEFT');
  const draft: Draft = {
    ...order.draft,
    serial,
    issuer: { name: issuer.subject.raw, keyIdentifier: issuer.subjectKeyId! },
    notBefore: validity.notBefore,
    notAfter: validity.notAfter,
  };
  const tbs = tbsFor(draft, key);
  const refused = lintRefusal(
    lint(tbs, draft.kind, {
      ...order.facts,
      issuedAt: now,
      enteredAt: now,
      issuer,
      issuerKind: row.kind,
      keyInRegister: inRegister.key,
      serialInRegister: inRegister.serial,
    }),
  );
  if (refused !== undefined) return refused;
  const certificate = await signStructure(tbs, key);
  mustVerify(certificate, issuer);
  await enter(tx, deps, { id, order, row, draft, certificate, spkiDigest, sealing, validity, now });
  return { id, number: draft.serial.toString('hex'), certificate, validity, enteredAt: now };
}

/** Whether an issuer's own certificate has ended. An entry counts whatever the clock of this machine says; a term when it is over. */
export const hasEnded = ({ ended_at, ended_ground }: IssuerEnd, now: Date): boolean =>
  ended_at !== null && (ended_ground !== '14(6)(1)' || ended_at <= now);

function checkBefore(
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

function termOf(order: IssueOrder, issuer: Certificate, now: Date): Validity | undefined {
  const from = order.from !== undefined && order.from > now ? order.from : now;
  const { accreditation } = order.facts;
  return capValidity(from, order.until, {
    issuerUntil: issuer.notAfter,
    ...(isQualified(order.draft.kind) && accreditation !== undefined
      ? { accreditationUntil: accreditation.until }
      : {}),
  });
}

// A token that signs wrongly, or with another key, must not leave a certificate behind.
function mustVerify(bytes: Buffer, issuer: Certificate): void {
  if (!isSignedBy(parseCertificate(bytes), issuer))
    throw new Error('the signature of a new certificate does not verify');
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

export type Entering = {
  readonly id: string;
  readonly order: Pick<IssueOrder, 'subjectId' | 'agreement' | 'operation' | 'actor'>;
  readonly row: TakenIssuer;
  readonly draft: Pick<Draft, 'kind' | 'serial'>;
  readonly certificate: Buffer;
  readonly spkiDigest: Buffer;
  /** The owner's key as it was found, where the certificate is to be sealed. */
  readonly sealing?: DataKeyRow | undefined;
  readonly validity: Validity;
  readonly now: Date;
};

/** Writes a certificate that was linted and verified into its register. */
export async function enter(tx: Tx, deps: RegisterDeps, what: Entering): Promise<void> {
  const { id, order, row, draft, certificate, spkiDigest, sealing, validity, now } = what;
  const fingerprint = hash('sha256', certificate, 'buffer');
  const open = isOpen(draft.kind);
  const { subjectId } = order;
  const sealed = open ? null : await sealCertificate(tx, deps, { id, row, subjectId, certificate, now }, sealing);
  const record = row.last_record + 1;
  const said = {
    id,
    registerId: row.register_id,
    holderId: row.holder_id,
    subjectId,
    issuerId: row.id,
    record,
    kind: draft.kind,
    serial: draft.serial,
    spkiDigest,
    fingerprint,
    enteredAt: now,
    notBefore: validity.notBefore,
    notAfter: validity.notAfter,
    der: open ? certificate : null,
    agreementId: order.agreement?.id ?? null,
  };
  // Entry of the journal, number and entry of the register leave together: none of them decides about another.
  const entry = journalling(deps, tx, {
    type: 'certificate.issued',
    actor: order.actor,
    holderId: row.holder_id,
    object: { kind: 'certificate', id },
    data: {
      record,
      kind: draft.kind,
      number: draft.serial.toString('hex'),
      fingerprint: fingerprint.toString('hex'),
      notAfter: validity.notAfter.toISOString(),
      cappedBy: validity.cappedBy,
      row: certificateDigest(said),
      ...(order.agreement === undefined ? {} : { agreement: order.agreement.id }),
      ...(order.operation === undefined ? {} : { operation: order.operation.id }),
    },
  });
  const [last] = await Promise.all([
    nextRecords(tx, row.register_id, 1),
    entry.written,
    insertCertificate(tx, { ...said, sealed, journalEntryId: entry.id }),
  ]);
  if (last !== record) throw new Error('the register was not taken by whoever entered a certificate');
}
