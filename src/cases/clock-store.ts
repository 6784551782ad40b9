import type { Tx } from '../platform/db/index.ts';

// SQL of the clocks: due by law time, leased by real time.

export type DueClock = { holder_id: string; case_id: string; duty: string; n: number; kind: string };

/**
 * Leases clocks that are due by law time. A lease ends by real time; one that ends further ahead than any lease can
 * was written before the machine's clock jumped back, and is taken over. The rows by an array of their places, which their
 * locks keep: joined, a limit that the planner does not know made it read the whole table, fired clocks included.
 */
export async function leaseDue(
  tx: Tx,
  f: { lawNow: Date; realNow: Date; until: Date; owner: string; limit: number },
): Promise<DueClock[]> {
  return tx.query<DueClock>(
    `WITH taken AS (
       SELECT ctid AS row FROM case_clock
       WHERE state = 'armed' AND due_at < $1 AND (lease_until IS NULL OR lease_until < $2 OR lease_until > $2::timestamptz + interval '2 hours')
       ORDER BY due_at LIMIT $5 FOR UPDATE SKIP LOCKED)
     UPDATE case_clock SET lease_owner = $3, lease_until = $4, attempts = attempts + 1
     WHERE ctid = ANY (ARRAY(SELECT row FROM taken))
     RETURNING holder_id, case_id, duty, n, kind`,
    [f.lawNow, f.realNow, f.owner, f.until, f.limit],
  );
}

/** Marks a reminder as given, if it is still to be given. The caller holds the case's lock, so this happens once. */
export async function fireReminder(tx: Tx, clock: DueClock, lawNow: Date): Promise<boolean> {
  const rows = await tx.query(
    `UPDATE case_clock SET state = 'fired', lease_owner = NULL, lease_until = NULL
     WHERE (holder_id, case_id, duty, n, kind) = ($1, $2, $3, $4, $5) AND state = 'armed' AND due_at < $6 RETURNING duty`,
    [clock.holder_id, clock.case_id, clock.duty, clock.n, clock.kind, lawNow],
  );
  return rows.length === 1;
}

/** A clock whose firing failed rests, longer each time, so that it neither blocks the others nor is forgotten. */
export async function restClock(tx: Tx, clock: DueClock, owner: string, realNow: Date): Promise<void> {
  await tx.query(
    `UPDATE case_clock SET lease_until = $7::timestamptz + least(interval '1 hour', interval '1 second' * (2 ^ least(attempts, 12)))
     WHERE (holder_id, case_id, duty, n, kind) = ($1, $2, $3, $4, $5) AND state = 'armed' AND lease_owner = $6`,
    [clock.holder_id, clock.case_id, clock.duty, clock.n, clock.kind, owner, realNow],
  );
}

/** Due clocks that were taken more than once: their firing failed. */
export async function countResting(tx: Tx, lawNow: Date): Promise<number> {
  const [row] = await tx.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM case_clock WHERE state = 'armed' AND due_at < $1 AND attempts > 1`,
    [lawNow],
  );
  return row!.n;
}

/** Cases with a term running, a page at a time. */
export async function readRunning(
  tx: Tx,
  after: { holderId: string; caseId: string },
  limit: number,
): Promise<{ holder_id: string; case_id: string }[]> {
  return tx.query(
    `SELECT DISTINCT holder_id, case_id FROM case_duty WHERE state IN ('open', 'paused') AND (holder_id, case_id) > ($1::uuid, $2::uuid)
     ORDER BY 1, 2 LIMIT $3`,
    [after.holderId, after.caseId, limit],
  );
}
