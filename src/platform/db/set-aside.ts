import type { Clock } from '../clock.ts';
import { type Db, isUnavailable, type Tx } from './db.ts';
import { systemScope } from './scope.ts';

const scope = systemScope('a worker acts on what is due');
/** No row rests longer than this between two tries. */
const longestPauseS = 3_600;

export type Batch<R> = {
  readonly db: Db;
  /** Real time: pauses do not follow a law clock that is moved. */
  readonly clock: Pick<Clock, 'real'>;
  /** The name under which rows are set aside, the same in the query that skips them (`rests`). */
  readonly worker: string;
  readonly idOf: (row: R) => string;
  /** Locks the rows that are still due, acts on them, answers how many those were. */
  readonly act: (tx: Tx, rows: readonly R[]) => Promise<number>;
  readonly onFault?: ((error: Error) => void) | undefined;
};

/**
 * Acts on rows in one transaction. Where that fails, each half is tried by itself, until the row at fault stands alone: it
 * is set aside with a pause that doubles (2 s up to 1 h), and the others are done. Returns how many were acted on.
 * @throws where the database is away: nothing is wrong with the rows then
 */
export async function actOnEach<R>(batch: Batch<R>, rows: readonly R[]): Promise<number> {
  if (rows.length === 0) return 0;
  try {
    return await batch.db.tx(scope, async (tx) => {
      const done = await batch.act(tx, rows);
      await takeUpAgain(tx, batch.worker, rows.map(batch.idOf));
      return done;
    });
  } catch (error) {
    if (isUnavailable(error)) throw error;
    if (rows.length === 1) {
      await setAside(batch, batch.idOf(rows[0]!), error as Error);
      return 0;
    }
    const half = Math.ceil(rows.length / 2);
    return (await actOnEach(batch, rows.slice(0, half))) + (await actOnEach(batch, rows.slice(half)));
  }
}

/**
 * Sets one row aside: for workers that part the good from the bad themselves. Returns since when it fails.
 * The table keeps the kind of fault alone: a database's message may quote values.
 */
export async function setAside(
  { db, worker, clock, onFault }: Pick<Batch<unknown>, 'db' | 'worker' | 'clock' | 'onFault'>,
  id: string,
  error: Error,
): Promise<Date> {
  const { name, code } = error as Error & { code?: string };
  const [noted] = await db.query<{ failures: number; since: Date }>(
    scope,
    `INSERT INTO set_aside AS s (worker, row_id, failures, fault, since, last_at, until) VALUES ($1, $2, 1, $3, $4, $4, $4::timestamptz + interval '2 seconds')
     ON CONFLICT (worker, row_id) DO UPDATE SET failures = s.failures + 1, fault = excluded.fault, last_at = excluded.last_at,
       until = excluded.last_at + least($5::int * interval '1 second', interval '1 second' * (2 ^ least(s.failures + 1, 20)))
     RETURNING failures, since`,
    [worker, id, code === undefined ? name : `${name} ${code}`, clock.real(), longestPauseS],
  );
  const said = `${worker}: ${id} is set aside after ${noted!.failures} failures: ${error.message}`;
  onFault?.(new Error(said, { cause: error }));
  return noted!.since;
}

/** The rows are done, or nobody's any more. */
export async function takeUpAgain(tx: Pick<Tx, 'query'>, worker: string, ids: readonly string[]): Promise<void> {
  await tx.query('DELETE FROM set_aside WHERE worker = $1 AND row_id = ANY ($2::uuid[])', [worker, ids]);
}

/** How many rows are set aside, all workers together: for the metrics. */
export async function countSetAside(db: Db): Promise<number> {
  const [row] = await db.query<{ n: number }>(scope, 'SELECT count(*)::int AS n FROM set_aside');
  return row!.n;
}
