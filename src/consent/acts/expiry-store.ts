import type { Tx } from '../../platform/db/index.ts';

type Due = {
  subject_id: string;
  id: string;
  holder_id: string;
  purpose_id: string;
  purpose_version_id: string;
  valid_until: Date | null;
};

export async function dueForExpiry(tx: Tx, now: Date, limit: number): Promise<Due[]> {
  return tx.query<Due>(
    `SELECT subject_id, id, holder_id, purpose_id, purpose_version_id, valid_until FROM consent WHERE state = 'active' AND valid_until IS NOT NULL AND valid_until <= $1
     ORDER BY valid_until LIMIT $2 FOR UPDATE SKIP LOCKED`,
    [now, limit],
  );
}

/** Versions of purposes whose service has ended. */
export async function endedServices(tx: Tx): Promise<{ version_id: string; service_ended_at: Date }[]> {
  return tx.query(
    'SELECT v.id AS version_id, p.service_ended_at FROM purpose p JOIN purpose_version v ON v.purpose_id = p.id WHERE p.service_ended_at IS NOT NULL',
  );
}

/** Consents in force given under any of these versions. */
export async function activeUnder(tx: Tx, versionIds: readonly string[], limit: number): Promise<Due[]> {
  return tx.query<Due>(
    `SELECT c.subject_id, c.id, c.holder_id, c.purpose_id, c.purpose_version_id, c.valid_until
     FROM purpose_version v JOIN consent c ON c.holder_id = v.holder_id AND c.purpose_id = v.purpose_id AND c.state = 'active' AND c.purpose_version_id = v.id
     WHERE v.id = ANY ($1::uuid[]) LIMIT $2 FOR UPDATE OF c SKIP LOCKED`,
    [versionIds, limit],
  );
}

/** Retention terms that ran out and whose content is still there; each is handed out once. */
export async function lapsedRetentions(
  tx: Tx,
  now: Date,
  limit: number,
): Promise<{ subject_id: string; holder_id: string; purpose_id: string }[]> {
  return tx.query(
    `UPDATE retention SET lapsed_at = $1 WHERE (subject_id, id) IN (
       SELECT subject_id, id FROM retention WHERE lapsed_at IS NULL AND until <= $1 ORDER BY until LIMIT $2 FOR UPDATE SKIP LOCKED)
     RETURNING subject_id, holder_id, purpose_id`,
    [now, limit],
  );
}
