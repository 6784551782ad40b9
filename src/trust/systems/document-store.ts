import type { SignatureType } from '../../identity/index.ts';
import type { ActCategory } from '../../law/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { Text3 } from '../../platform/text.ts';
import type { GovernmentRule } from './public-bodies.ts';
import type { RefusalReason } from './system.ts';

export type ExchangedDocument = {
  readonly id: string;
  readonly systemId: string;
  readonly category: ActCategory;
  readonly documentKind: string;
  readonly documentHash: Buffer;
  readonly signatureType: SignatureType;
  readonly certificateNumber: string | null;
  readonly keySha256: Buffer | null;
  readonly senderId: string;
  readonly accountId: string | null;
  readonly at: Date;
};

export async function insertDocument(
  tx: Tx,
  d: ExchangedDocument,
  recipients: readonly string[],
  entryId: string,
): Promise<void> {
  await tx.query(
    `INSERT INTO exchange_document (id, system_id, category, document_kind, document_hash, signature_type, certificate_number, key_sha256,
       sender_id, account_id, at, journal_entry_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      d.id,
      d.systemId,
      d.category,
      d.documentKind,
      d.documentHash,
      d.signatureType,
      d.certificateNumber,
      d.keySha256,
      d.senderId,
      d.accountId,
      d.at,
      entryId,
    ],
  );
  await tx.query('INSERT INTO exchange_delivery (document_id, participant_id) SELECT $1, unnest($2::uuid[])', [
    d.id,
    recipients,
  ]);
}

export type Received = Pick<
  ExchangedDocument,
  'id' | 'category' | 'documentKind' | 'documentHash' | 'signatureType' | 'certificateNumber' | 'at' | 'systemId'
> & {
  readonly sender: string | null;
  readonly answer: 'accepted' | 'refused' | null;
  readonly reason: RefusalReason | null;
};
const received = `d.id, d.category, d.document_kind AS "documentKind", d.document_hash AS "documentHash", d.signature_type AS "signatureType",
  d.certificate_number AS "certificateNumber", d.at, d.system_id AS "systemId", s.name AS sender, v.answer, v.reason`;

/** What was sent to any of these participants, the newest first. */
export const receivedBy = (tx: Tx, participants: readonly string[]): Promise<Received[]> =>
  tx.query(
    `SELECT ${received} FROM exchange_delivery v JOIN exchange_document d ON d.id = v.document_id JOIN exchange_participant s ON s.id = d.sender_id
     WHERE v.participant_id = ANY ($1::uuid[]) ORDER BY d.at DESC, d.id LIMIT 100`,
    [participants],
  );

export type DocumentForParty = Received & { readonly senderId: string; readonly systemName: Text3 };
const forParty = `${received}, d.sender_id AS "senderId", y.name AS "systemName"`;
const unanswered = forParty.replace('v.answer, v.reason', 'NULL AS answer, NULL AS reason');
type Party = { readonly holderId: string | null; readonly subjectIds: readonly string[] };

/** The same in every system: what was sent to an organisation, or to a person as any owner of a system knows them. */
export const receivedByParty = (tx: Tx, party: Party): Promise<DocumentForParty[]> =>
  tx.query(
    `SELECT ${forParty} FROM exchange_delivery v JOIN exchange_document d ON d.id = v.document_id
       JOIN exchange_participant s ON s.id = d.sender_id JOIN exchange_participant p ON p.id = v.participant_id JOIN exchange_system y ON y.id = d.system_id
     WHERE p.holder_id = $1 OR p.subject_id = ANY ($2::uuid[]) ORDER BY d.at DESC, d.id LIMIT 100`,
    [party.holderId, party.subjectIds],
  );

/** What they have sent themselves, the newest first; nobody's answer stands in it. */
export const sentByParty = (tx: Tx, party: Party): Promise<DocumentForParty[]> =>
  tx.query(
    `SELECT ${unanswered} FROM exchange_document d JOIN exchange_participant s ON s.id = d.sender_id JOIN exchange_system y ON y.id = d.system_id
     WHERE s.holder_id = $1 OR s.subject_id = ANY ($2::uuid[]) ORDER BY d.at DESC, d.id LIMIT 100`,
    [party.holderId, party.subjectIds],
  );

/** A document of a system for one of these participants: its sender, or with the answer given, a recipient. */
export async function documentFor(
  tx: Tx,
  systemId: string,
  id: string,
  participants: readonly string[],
): Promise<DocumentForParty | undefined> {
  const rows = await tx.query<DocumentForParty>(
    `SELECT ${forParty} FROM exchange_document d JOIN exchange_participant s ON s.id = d.sender_id JOIN exchange_system y ON y.id = d.system_id
       LEFT JOIN exchange_delivery v ON v.document_id = d.id AND v.participant_id = ANY ($3::uuid[])
     WHERE d.id = $2 AND d.system_id = $1 AND (v.document_id IS NOT NULL OR d.sender_id = ANY ($3::uuid[])) ORDER BY v.answered_at NULLS FIRST LIMIT 1`,
    [systemId, id, participants],
  );
  return rows[0];
}

export type Answered = Pick<Received, 'answer' | 'reason'> & {
  readonly participantId: string;
  /** null: a citizen. */
  readonly name: string | null;
  readonly answeredAt: Date | null;
};
/** What each recipient of a document has answered. */
export const answersTo = (tx: Tx, documentId: string): Promise<Answered[]> =>
  tx.query(
    `SELECT v.participant_id AS "participantId", p.name, v.answer, v.reason, v.answered_at AS "answeredAt"
     FROM exchange_delivery v JOIN exchange_participant p ON p.id = v.participant_id WHERE v.document_id = $1 ORDER BY p.since, p.id`,
    [documentId],
  );

/** Undefined where nothing was sent there; false where it was answered before. */
export async function answerDelivery(
  tx: Tx,
  documentId: string,
  participants: readonly string[],
  what: { readonly answer: 'accepted' | 'refused'; readonly reason: RefusalReason | null; readonly at: Date },
): Promise<boolean | undefined> {
  const rows = await tx.query<{ answered_at: Date | null }>(
    'SELECT answered_at FROM exchange_delivery WHERE document_id = $1 AND participant_id = ANY ($2::uuid[]) FOR UPDATE',
    [documentId, participants],
  );
  if (rows.length === 0) return undefined;
  if (rows.every(({ answered_at }) => answered_at !== null)) return false;
  await tx.query(
    `UPDATE exchange_delivery SET answer = $3, reason = $4, answered_at = $5
     WHERE document_id = $1 AND participant_id = ANY ($2::uuid[]) AND answered_at IS NULL`,
    [documentId, participants, what.answer, what.reason, what.at],
  );
  return true;
}

/** One use of a key in an organisation's name. */
export type UseInName = Pick<
  ExchangedDocument,
  'at' | 'documentKind' | 'documentHash' | 'signatureType' | 'accountId'
> & {
  readonly certificateNumber: string;
  readonly systemName: Text3;
  /** null: a citizen. */
  readonly recipients: readonly (string | null)[];
};

/** ES-10.1b: what went out in an organisation's name under a certificate, the newest first. */
export const usesInName = (tx: Tx, holderId: string, limit: number): Promise<UseInName[]> =>
  tx.query(
    `SELECT d.at, d.document_kind AS "documentKind", d.document_hash AS "documentHash", d.signature_type AS "signatureType",
       d.account_id AS "accountId", d.certificate_number AS "certificateNumber", y.name AS "systemName",
       ARRAY(SELECT p.name FROM exchange_delivery v JOIN exchange_participant p ON p.id = v.participant_id
         WHERE v.document_id = d.id ORDER BY p.since, p.id) AS recipients
     FROM exchange_document d JOIN exchange_participant s ON s.id = d.sender_id JOIN exchange_system y ON y.id = d.system_id
     WHERE s.holder_id = $1 AND d.certificate_number IS NOT NULL ORDER BY d.at DESC, d.id LIMIT $2`,
    [holderId, limit],
  );

/**
 * ES-10.2b: to whom documents signed with this key were sent, by whomever, and under which numbers of certificates. Only where the account
 * has used the key as its own (uses are recorded of the account alone that the key was certified for): else anybody could raise an alarm about anybody's key.
 */
export const sentWithKey = (
  tx: Tx,
  accountId: string,
  key: Buffer,
): Promise<{ holderId: string; subjectId: string | null; certificate: string }[]> =>
  tx.query(
    `SELECT DISTINCT coalesce(p.holder_id, y.owner_id) AS "holderId", p.subject_id AS "subjectId", d.certificate_number AS certificate
     FROM exchange_document d JOIN exchange_system y ON y.id = d.system_id JOIN exchange_delivery v ON v.document_id = d.id
       JOIN exchange_participant p ON p.id = v.participant_id
     WHERE d.key_sha256 = $2 AND EXISTS (SELECT FROM key_use u WHERE u.account_id = $1 AND u.key_sha256 = $2)`,
    [accountId, key],
  );

export const insertGovernmentRule = (tx: Tx, rule: GovernmentRule, at: Date, entryId: string): Promise<unknown> =>
  tx.query(
    `INSERT INTO public_body_signature_type (id, bodies, types, act, since, entered_at, journal_entry_id) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [rule.id, rule.bodies, rule.types, JSON.stringify(rule.act), rule.since, at, entryId],
  );

/** By their beginning; of two that begin together the later entry stands. */
export const governmentRules = (tx: Pick<Tx, 'query'>): Promise<GovernmentRule[]> =>
  tx.query('SELECT id, bodies, types, act, since FROM public_body_signature_type ORDER BY since, entered_at, id');
