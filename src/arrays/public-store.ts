import type { Tx } from '../platform/db/index.ts';

// SQL of what article 7 gives a subject towards a public array.

export type SourceCount = {
  readonly category: string;
  readonly source: string;
  readonly sourceName: string | null;
  readonly records: number;
};

/** Where the data of an array's current lists came from. */
export const sourcesOf = (tx: Tx, arrayId: string, subjectId: string | null): Promise<SourceCount[]> =>
  tx.query<SourceCount>(
    `SELECT r.category, r.source, r.source_name AS "sourceName", count(*)::int AS records FROM data_list l
     JOIN data_record r ON r.holder_id = l.holder_id AND r.purpose_id = l.purpose_id AND r.category = ANY (l.categories) AND r.superseded_at IS NULL AND r.destroyed_at IS NULL
     WHERE l.array_id = $1 AND l.current AND ($2::uuid IS NULL OR r.subject_id = $2) GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
    [arrayId, subjectId],
  );

export async function insertPublicRequest(
  tx: Tx,
  one: {
    id: string;
    subjectId: string;
    holderId: string;
    arrayId: string;
    kind: 'information' | 'exclusion';
    basis: string | null;
    document: string;
    at: Date;
    dueAt: Date | null;
    entryId: string;
  },
): Promise<void> {
  await tx.query(
    'INSERT INTO public_array_request (subject_id, id, holder_id, array_id, kind, basis, document, at, due_at, journal_entry_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)',
    [
      one.subjectId,
      one.id,
      one.holderId,
      one.arrayId,
      one.kind,
      one.basis,
      one.document,
      one.at,
      one.dueAt,
      one.entryId,
    ],
  );
}

/** Ends every publicity of the subject's own in this array. */
export async function endSubjectRegimes(tx: Tx, arrayId: string, subjectId: string, at: Date): Promise<number> {
  return (
    await tx.query(
      'UPDATE regime_change SET ended_at = $3 WHERE array_id = $1 AND subject_id = $2 AND ended_at IS NULL RETURNING id',
      [arrayId, subjectId, at],
    )
  ).length;
}
