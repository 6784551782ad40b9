import { type Db, publicScope, type Tx } from '../../platform/db/index.ts';

// SQL: who signs here, under which name, and how far each one's lists are.

export type IssuerOfStatus = {
  readonly id: string;
  readonly registerId: string;
  readonly centreId: string | null;
  readonly kind: 'ROOT' | 'ACA' | 'TP' | 'STATUS';
  readonly der: Buffer;
  /** Its place among the issuers of its register, the oldest 1; among the root's, those of one kind. */
  readonly place: number;
  /** The code of its centre; null for the root's own. */
  readonly code: string | null;
  readonly openedAt: Date;
};

const issuers = `SELECT i.id, i.register_id AS "registerId", i.holder_id AS "centreId", i.kind, i.der, c.code, r.opened_at AS "openedAt",
            row_number() OVER (PARTITION BY i.register_id, CASE WHEN i.holder_id IS NULL THEN i.kind END ORDER BY i.since, i.id) AS place
     FROM certificate_issuer i JOIN certificate_register r ON r.id = i.register_id LEFT JOIN centre c ON c.id = i.holder_id
     ORDER BY i.since, i.id`;

/** All issuers: few, and public. The oldest first. */
export const issuersOfStatus = (db: Db): Promise<IssuerOfStatus[]> => db.query<IssuerOfStatus>(publicScope(), issuers);

export const issuerOfStatus = async (tx: Tx, id: string): Promise<IssuerOfStatus | undefined> =>
  (await tx.query<IssuerOfStatus>(`SELECT * FROM (${issuers}) all_of_them WHERE id = $1`, [id]))[0];

export type ListHead = {
  readonly number: number;
  readonly base: number | null;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date;
  readonly entries: number;
};

/** Which of an issuer's lists: its own, complete or delta; or the one at another distribution point. */
export type WhichList = { readonly url?: string; readonly delta?: boolean };

/** The newest list of that kind in force at a moment, without its bytes. */
export async function listHead(
  db: Db,
  issuerId: string,
  at: Date,
  which: WhichList = {},
): Promise<ListHead | undefined> {
  const rows = await db.query<ListHead>(
    publicScope(),
    `SELECT number, base, this_update AS "thisUpdate", next_update AS "nextUpdate", entries FROM certificate_list
     WHERE issuer_id = $1 AND this_update <= $2 AND url IS NOT DISTINCT FROM $3 AND (base IS NOT NULL) = $4
     ORDER BY number DESC LIMIT 1`,
    [issuerId, at, which.url ?? null, which.delta === true],
  );
  return rows[0];
}

export async function listBytes(db: Db, issuerId: string, number: number): Promise<Buffer> {
  const rows = await db.query<{ der: Buffer }>(
    publicScope(),
    'SELECT der FROM certificate_list WHERE issuer_id = $1 AND number = $2',
    [issuerId, number],
  );
  return rows[0]!.der;
}
