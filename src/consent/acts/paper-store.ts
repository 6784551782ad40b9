import type { Db, Scope, Tx } from '../../platform/db/index.ts';

export async function insertScan(tx: Tx, scan: { subjectId: string; consentId: string; holderId: string; sealed: Uint8Array; mediaType: string; sha256: Uint8Array }): Promise<void> {
  await tx.query('INSERT INTO paper_scan (subject_id, consent_id, holder_id, sealed, media_type, sha256) VALUES ($1, $2, $3, $4, $5, $6)', [scan.subjectId, scan.consentId, scan.holderId, scan.sealed, scan.mediaType, scan.sha256]);
}

export async function scanOf(db: Db, scope: Scope, subjectId: string, consentId: string): Promise<{ sealed: Buffer; media_type: string } | null> {
  const [row] = await db.query<{ sealed: Buffer; media_type: string }>(scope, 'SELECT sealed, media_type FROM paper_scan WHERE subject_id = $1 AND consent_id = $2', [subjectId, consentId]);
  return row ?? null;
}

/** Who registered the paper: the check is another person's. */
export async function paperOperator(tx: Tx, subjectId: string, consentId: string): Promise<string | null> {
  const [row] = await tx.query<{ by: string }>(`SELECT data->>'by' AS by FROM consent_event WHERE subject_id = $1 AND consent_id = $2 AND kind = 'registered-on-paper'`, [subjectId, consentId]);
  return row?.by ?? null;
}

export async function activatePaper(tx: Tx, subjectId: string, consentId: string, evidenceId: string): Promise<void> {
  await tx.query(`UPDATE consent SET state = 'active', evidence_id = $3 WHERE subject_id = $1 AND id = $2 AND state = 'unproven'`, [subjectId, consentId, evidenceId]);
}
