import type { Tx } from '../platform/db/index.ts';
import type { Lang } from '../platform/text.ts';
import type { AgreementContent } from './agreement.ts';
import type { SignatureType } from './evidence.ts';

type Query = Pick<Tx, 'query'>;

export type AgreementRow = {
  id: string;
  holder_id: string;
  version: number;
  state: 'draft' | 'active' | 'replaced';
  content: AgreementContent;
  document_kinds: string[];
  signature_types: SignatureType[];
  hashes: Readonly<Record<Lang, string>> | null;
  activated_at: Date | null;
};
const columns = 'id, holder_id, version, state, content, document_kinds, signature_types, hashes, activated_at';

export async function insertDraft(
  tx: Tx,
  row: Pick<AgreementRow, 'id' | 'holder_id' | 'content' | 'document_kinds' | 'signature_types'>,
  at: Date,
): Promise<number> {
  const rows = await tx.query<{ version: number }>(
    `INSERT INTO agreement (id, holder_id, version, state, content, document_kinds, signature_types, created_at)
     SELECT $1, $2, coalesce(max(version), 0) + 1, 'draft', $3, $4, $5, $6 FROM agreement WHERE holder_id = $2 RETURNING version`,
    [row.id, row.holder_id, JSON.stringify(row.content), row.document_kinds, row.signature_types, at],
  );
  return rows[0]!.version;
}

export const agreementById = async (db: Query, id: string): Promise<AgreementRow | undefined> =>
  (await db.query<AgreementRow>(`SELECT ${columns} FROM agreement WHERE id = $1`, [id]))[0];

export const activeAgreement = async (db: Query, holderId: string): Promise<AgreementRow | undefined> =>
  (
    await db.query<AgreementRow>(`SELECT ${columns} FROM agreement WHERE holder_id = $1 AND state = 'active'`, [
      holderId,
    ])
  )[0];

export async function activate(tx: Tx, id: string, holderId: string, hashes: unknown, at: Date): Promise<void> {
  await tx.query(`UPDATE agreement SET state = 'replaced' WHERE holder_id = $1 AND state = 'active'`, [holderId]);
  await tx.query(
    `UPDATE agreement SET state = 'active', hashes = $2, activated_at = $3 WHERE id = $1 AND state = 'draft'`,
    [id, JSON.stringify(hashes), at],
  );
}

export type AcceptanceRow = {
  id: string;
  agreement_id: string;
  account_id: string;
  lang: Lang;
  text_hash: string;
  entry_id: string;
  at: Date;
};

export const insertAcceptance = (tx: Tx, row: AcceptanceRow & { session_id: string; law_at: Date }): Promise<unknown> =>
  tx.query(
    `INSERT INTO agreement_acceptance (id, agreement_id, account_id, lang, text_hash, session_id, entry_id, at, law_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      row.id,
      row.agreement_id,
      row.account_id,
      row.lang,
      row.text_hash,
      row.session_id,
      row.entry_id,
      row.at,
      row.law_at,
    ],
  );

export const acceptanceOf = async (
  db: Query,
  agreementId: string,
  accountId: string,
): Promise<AcceptanceRow | undefined> =>
  (
    await db.query<AcceptanceRow>(
      'SELECT id, agreement_id, account_id, lang, text_hash, entry_id, at FROM agreement_acceptance WHERE agreement_id = $1 AND account_id = $2 AND ended_at IS NULL',
      [agreementId, accountId],
    )
  )[0];

/** What this account has accepted of the holder's agreements and not left, newest first, locked. */
export const openAcceptances = (
  tx: Tx,
  holderId: string,
  accountId: string,
): Promise<{ id: string; agreement_id: string }[]> =>
  tx.query(
    `SELECT a.id, a.agreement_id FROM agreement_acceptance a JOIN agreement g ON g.id = a.agreement_id
     WHERE g.holder_id = $1 AND a.account_id = $2 AND a.ended_at IS NULL ORDER BY a.id DESC FOR UPDATE OF a`,
    [holderId, accountId],
  );

export const endAcceptances = (
  tx: Tx,
  ids: readonly string[],
  end: { at: Date; lawAt: Date; entryId: string },
): Promise<unknown> =>
  tx.query(
    'UPDATE agreement_acceptance SET ended_at = $2, law_ended_at = $3, end_entry_id = $4 WHERE id = ANY ($1::uuid[])',
    [ids, end.at, end.lawAt, end.entryId],
  );
