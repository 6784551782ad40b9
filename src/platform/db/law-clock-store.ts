import type { Db } from './db.ts';
import { systemScope } from './scope.ts';

const scope = systemScope('law time of the sandbox');

export async function readLawClock(db: Db): Promise<number> {
  const [row] = await db.query<{ offset_ms: number }>(scope, 'SELECT offset_ms FROM law_clock');
  return row?.offset_ms ?? 0;
}

/** Law time only moves forward, on every server of the sandbox. */
export async function moveLawClock(db: Db, offsetMs: number): Promise<void> {
  await db.query(scope, 'UPDATE law_clock SET offset_ms = greatest(offset_ms, $1), moved_at = now()', [offsetMs]);
}
