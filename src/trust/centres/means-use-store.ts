import type { Tx } from '../../platform/db/index.ts';
import type { MeansFunction } from './centre.ts';

// SQL of the log of means (ES-12.1).

export type MeansUse = {
  readonly id: string;
  readonly at: Date;
  readonly operation: MeansFunction;
  readonly name: string;
  readonly version: string;
  /** SHA-256 of what was made or checked. */
  readonly object: Buffer;
};

/** The means is looked up among those confirmed for this operation at this moment; one that is not there is logged by its name alone. */
export const insertMeansUse = (tx: Tx, use: MeansUse): Promise<unknown> =>
  tx.query(
    `INSERT INTO means_use (id, at, operation, name, version, object, means_id)
     SELECT $1, $2, $3, $4, $5, $6, (SELECT id FROM confirmed_means WHERE kind = 'signature' AND name = $4 AND version = $5 AND $3 = ANY (functions)
       AND since <= $2 AND (until_at IS NULL OR $2 <= until_at) AND (ended_at IS NULL OR $2 < ended_at) ORDER BY since DESC LIMIT 1)`,
    [use.id, use.at, use.operation, use.name, use.version, use.object],
  );

export type LoggedUse = MeansUse & { readonly meansId: string | null; readonly documentNumber: string | null };

/** The newest first. */
export const meansUses = (tx: Tx, limit: number): Promise<LoggedUse[]> =>
  tx.query<LoggedUse>(
    `SELECT u.id, u.at, u.operation, u.name, u.version, u.object, u.means_id AS "meansId", m.document_number AS "documentNumber"
     FROM means_use u LEFT JOIN confirmed_means m ON m.id = u.means_id ORDER BY u.id DESC LIMIT $1`,
    [limit],
  );

/** What is older than anything could still be disputed about. */
export const dropMeansUses = (tx: Tx, before: Date): Promise<unknown> =>
  tx.query('DELETE FROM means_use WHERE at < $1', [before]);
