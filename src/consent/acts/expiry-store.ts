import type { Tx } from '../../platform/db/index.ts';

type Due = { subject_id: string; id: string; holder_id: string; purpose_id: string; purpose_version_id: string; valid_until: Date | null };

export async function dueForExpiry(tx: Tx, now: Date, limit: number): Promise<Due[]> {
  return tx.query<Due>(
    `SELECT subject_id, id, holder_id, purpose_id, purpose_version_id, valid_until FROM consent WHERE state = 'active' AND valid_until IS NOT NULL AND valid_until <= $1
     ORDER BY valid_until LIMIT $2 FOR UPDATE SKIP LOCKED`,
    [now, limit],
  );
}

export async function endedServices(tx: Tx, limit: number): Promise<(Due & { service_ended_at: Date })[]> {
  return tx.query<Due & { service_ended_at: Date }>(
    `SELECT c.subject_id, c.id, c.holder_id, c.purpose_id, c.purpose_version_id, c.valid_until, p.service_ended_at
     FROM purpose p JOIN consent c ON c.holder_id = p.holder_id AND c.purpose_id = p.id AND c.state = 'active'
     WHERE p.service_ended_at IS NOT NULL ORDER BY p.service_ended_at LIMIT $1 FOR UPDATE OF c SKIP LOCKED`,
    [limit],
  );
}

/** Retention terms that ran out and whose content is still there; each is handed out once. */
export async function lapsedRetentions(tx: Tx, now: Date, limit: number): Promise<{ subject_id: string; holder_id: string; purpose_id: string }[]> {
  return tx.query(
    `UPDATE retention SET lapsed_at = $1 WHERE (subject_id, id) IN (
       SELECT subject_id, id FROM retention WHERE lapsed_at IS NULL AND until <= $1 ORDER BY until LIMIT $2 FOR UPDATE SKIP LOCKED)
     RETURNING subject_id, holder_id, purpose_id`,
    [now, limit],
  );
}
