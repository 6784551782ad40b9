import type { Db, Tx } from '../../platform/db/index.ts';
import { systemScope } from '../../platform/db/index.ts';

// What is due is looked up without a lock, a page at a time and without the rows that rest; the act locks what is still due.

const scope = systemScope('the clock ends consents');
export const expiryWorkers = {
  consent: 'consent-expiry',
  service: 'service-end',
  afterService: 'consent-after-service',
  retention: 'retention-lapse',
} as const;

export type Due = {
  subject_id: string;
  id: string;
  holder_id: string;
  purpose_id: string;
  purpose_version_id: string;
  valid_until: Date | null;
};
export type Key = { subject_id: string; id: string };
const columns = 'subject_id, id, holder_id, purpose_id, purpose_version_id, valid_until';
const keysOf = (rows: readonly Key[]): [string[], string[]] => [
  rows.map((row) => row.subject_id),
  rows.map((row) => row.id),
];

export async function dueForExpiry(db: Db, now: Date, realNow: Date, limit: number): Promise<Key[]> {
  return db.query<Key>(
    scope,
    `SELECT subject_id, id FROM consent WHERE state = 'active' AND valid_until IS NOT NULL AND valid_until <= $1 AND NOT rests($2, id, $3)
     ORDER BY valid_until LIMIT $4`,
    [now, expiryWorkers.consent, realNow, limit],
  );
}

export async function lockForExpiry(tx: Tx, rows: readonly Key[], now: Date): Promise<Due[]> {
  return tx.query<Due>(
    `SELECT ${columns} FROM consent WHERE (subject_id, id) IN (SELECT * FROM unnest($1::uuid[], $2::uuid[])) AND state = 'active' AND valid_until <= $3
     ORDER BY valid_until FOR UPDATE SKIP LOCKED`,
    [...keysOf(rows), now],
  );
}

export type EndedService = { version_id: string; service_ended_at: Date };

/** Versions of purposes whose service has ended. */
export async function endedServices(db: Db, realNow: Date): Promise<EndedService[]> {
  return db.query<EndedService>(
    scope,
    `SELECT v.id AS version_id, p.service_ended_at FROM purpose p JOIN purpose_version v ON v.purpose_id = p.id
     WHERE p.service_ended_at IS NOT NULL AND NOT rests($1, v.id, $2)`,
    [expiryWorkers.service, realNow],
  );
}

/** Consents in force given under any of these versions. */
export async function activeUnder(db: Db, versionIds: readonly string[], realNow: Date, limit: number): Promise<Key[]> {
  return db.query<Key>(
    scope,
    `SELECT c.subject_id, c.id
     FROM purpose_version v JOIN consent c ON c.holder_id = v.holder_id AND c.purpose_id = v.purpose_id AND c.state = 'active' AND c.purpose_version_id = v.id
     WHERE v.id = ANY ($1::uuid[]) AND NOT rests($2, c.id, $3) LIMIT $4`,
    [versionIds, expiryWorkers.afterService, realNow, limit],
  );
}

export async function lockActive(tx: Tx, rows: readonly Key[]): Promise<Due[]> {
  return tx.query<Due>(
    `SELECT ${columns} FROM consent WHERE (subject_id, id) IN (SELECT * FROM unnest($1::uuid[], $2::uuid[])) AND state = 'active' FOR UPDATE SKIP LOCKED`,
    keysOf(rows),
  );
}

/** Retention terms that ran out and whose content is still there. */
export async function lapsedRetentions(db: Db, now: Date, realNow: Date, limit: number): Promise<Key[]> {
  return db.query<Key>(
    scope,
    `SELECT subject_id, id FROM retention WHERE lapsed_at IS NULL AND until <= $1 AND NOT rests($2, id, $3) ORDER BY until LIMIT $4`,
    [now, expiryWorkers.retention, realNow, limit],
  );
}

/** Marks them as lapsed; each is handed out once. */
export async function takeLapsed(
  tx: Tx,
  rows: readonly Key[],
  now: Date,
): Promise<{ subject_id: string; holder_id: string; purpose_id: string; categories: string[] | null }[]> {
  return tx.query(
    `UPDATE retention SET lapsed_at = $3 WHERE (subject_id, id) IN (
       SELECT subject_id, id FROM retention WHERE (subject_id, id) IN (SELECT * FROM unnest($1::uuid[], $2::uuid[])) AND lapsed_at IS NULL AND until <= $3
       FOR UPDATE SKIP LOCKED)
     RETURNING subject_id, holder_id, purpose_id, categories`,
    [...keysOf(rows), now],
  );
}

/** What the consent that stands between a holder and a subject covers; null where none stands. */
export async function standingCategories(tx: Tx, subjectId: string, purposeId: string): Promise<string[] | null> {
  const [row] = await tx.query<{ categories: string[] }>(
    `SELECT categories FROM consent WHERE subject_id = $1 AND purpose_id = $2 AND current AND state IN ('active', 'pending', 'frozen')`,
    [subjectId, purposeId],
  );
  return row?.categories ?? null;
}
