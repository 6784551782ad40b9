import type { Db, Scope, Tx } from '../../platform/db/index.ts';
import type { ConsentState } from '../may/decide.ts';

export async function insertScan(
  tx: Tx,
  scan: {
    subjectId: string;
    consentId: string;
    holderId: string;
    sealed: Uint8Array;
    mediaType: string;
    sha256: Uint8Array;
  },
): Promise<void> {
  await tx.query(
    'INSERT INTO paper_scan (subject_id, consent_id, holder_id, sealed, media_type, sha256) VALUES ($1, $2, $3, $4, $5, $6)',
    [scan.subjectId, scan.consentId, scan.holderId, scan.sealed, scan.mediaType, scan.sha256],
  );
}

export async function scanOf(
  db: Db,
  scope: Scope,
  subjectId: string,
  consentId: string,
): Promise<{ sealed: Buffer; media_type: string } | null> {
  const [row] = await db.query<{ sealed: Buffer; media_type: string }>(
    scope,
    'SELECT sealed, media_type FROM paper_scan WHERE subject_id = $1 AND consent_id = $2',
    [subjectId, consentId],
  );
  return row ?? null;
}

/** Who registered the paper: the check is another person's. */
export async function paperOperator(tx: Tx, subjectId: string, consentId: string): Promise<string | null> {
  const [row] = await tx.query<{ by: string }>(
    `SELECT data->>'by' AS by FROM consent_event WHERE subject_id = $1 AND consent_id = $2 AND kind = 'registered-on-paper'`,
    [subjectId, consentId],
  );
  return row?.by ?? null;
}

export type LatestWord = {
  readonly id: string;
  readonly state: ConsentState;
  readonly given_at: Date;
  readonly ended_at: Date | null;
};

/** The subject's latest word on a purpose, locked until the transaction ends. */
export async function latestWord(tx: Tx, subjectId: string, purposeId: string): Promise<LatestWord | null> {
  const [row] = await tx.query<LatestWord>(
    'SELECT id, state, given_at, ended_at FROM consent WHERE subject_id = $1 AND purpose_id = $2 AND current FOR UPDATE',
    [subjectId, purposeId],
  );
  return row ?? null;
}

/** The checked paper counts from now on; what stood until now is replaced by it. */
export async function activatePaper(
  tx: Tx,
  paper: { subject_id: string; id: string; purpose_id: string },
  evidenceId: string,
  at: Date,
): Promise<void> {
  await tx.query(
    `UPDATE consent SET current = false, state = CASE WHEN state IN ('active', 'pending', 'frozen') THEN 'replaced' ELSE state END, ended_at = coalesce(ended_at, $4)
     WHERE subject_id = $1 AND purpose_id = $2 AND current AND id <> $3`,
    [paper.subject_id, paper.purpose_id, paper.id, at],
  );
  await tx.query(
    `UPDATE consent SET state = 'active', current = true, evidence_id = $3 WHERE subject_id = $1 AND id = $2 AND state = 'unproven'`,
    [paper.subject_id, paper.id, evidenceId],
  );
}
