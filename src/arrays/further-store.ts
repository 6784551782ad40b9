import type { Tx } from '../platform/db/index.ts';
import type { Text3 } from '../platform/text.ts';
import type { FurtherKind } from './codes.ts';

export type FurtherPurpose = {
  readonly id: string;
  readonly kind: FurtherKind;
  readonly name: Text3;
  readonly measures: readonly string[];
  readonly started_at: Date | null;
  readonly ended_at: Date | null;
};
const columns = 'id, kind, name, measures, started_at, ended_at';

export async function insertFurther(
  tx: Tx,
  one: {
    id: string;
    holderId: string;
    kind: FurtherKind;
    name: Text3;
    measures: readonly string[];
    at: Date;
    entryId: string;
  },
): Promise<void> {
  await tx.query(
    'INSERT INTO further_purpose (id, holder_id, kind, name, measures, recorded_at, journal_entry_id) VALUES ($1, $2, $3, $4, $5, $6, $7)',
    [one.id, one.holderId, one.kind, JSON.stringify(one.name), one.measures, one.at, one.entryId],
  );
}

export async function furtherById(tx: Tx, holderId: string, id: string): Promise<FurtherPurpose | null> {
  const [row] = await tx.query<FurtherPurpose>(
    `SELECT ${columns} FROM further_purpose WHERE holder_id = $1 AND id = $2`,
    [holderId, id],
  );
  return row ?? null;
}

/** The same for an act that changes it; operations under it only look. */
export async function lockFurther(tx: Tx, holderId: string, id: string): Promise<FurtherPurpose | null> {
  const [row] = await tx.query<FurtherPurpose>(
    `SELECT ${columns} FROM further_purpose WHERE holder_id = $1 AND id = $2 FOR UPDATE`,
    [holderId, id],
  );
  return row ?? null;
}

export const furthersOf = (tx: Tx, holderId: string): Promise<FurtherPurpose[]> =>
  tx.query<FurtherPurpose>(`SELECT ${columns} FROM further_purpose WHERE holder_id = $1 ORDER BY id`, [holderId]);

export async function addMeasures(tx: Tx, id: string, measures: readonly string[]): Promise<void> {
  await tx.query('UPDATE further_purpose SET measures = measures || $2::text[] WHERE id = $1', [id, measures]);
}

export async function startFurther(tx: Tx, id: string, at: Date): Promise<void> {
  await tx.query('UPDATE further_purpose SET started_at = $2 WHERE id = $1', [id, at]);
}
