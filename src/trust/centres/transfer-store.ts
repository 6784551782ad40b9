import type { Db, Tx } from '../../platform/db/index.ts';
import { ask } from './centre-store.ts';

/** ES-8.3.6, ES-15.4.2: a register that the authority has received from a centre. */
export type Transfer = {
  readonly caseId: string;
  readonly centreId: string;
  readonly acceptedAt: Date;
  readonly act: string;
  readonly entries: number;
  /** SHA-256 of the register as it was received, in hex. */
  readonly digest: string;
  readonly place: string;
};

export async function insertTransfer(tx: Tx, t: Transfer): Promise<void> {
  await tx.query(
    `INSERT INTO register_transfer (case_id, centre_id, accepted_at, act, entries, digest, place) VALUES ($1, $2, $3, $4, $5, decode($6, 'hex'), $7)`,
    [t.caseId, t.centreId, t.acceptedAt, t.act, t.entries, t.digest, t.place],
  );
}

/** Every register received by the moment, the newest first. */
export const transfers = (db: Db | Tx, at: Date): Promise<Transfer[]> =>
  ask<Transfer>(
    db,
    `SELECT case_id AS "caseId", centre_id AS "centreId", accepted_at AS "acceptedAt", act, entries, encode(digest, 'hex') AS digest, place
     FROM register_transfer WHERE accepted_at <= $1 ORDER BY accepted_at DESC`,
    [at],
  );
