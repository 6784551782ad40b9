import type { Db, Tx } from '../../platform/db/index.ts';
import { ask } from './centre-store.ts';

// SQL: how a trusted person came by its certificate, and who works for it.

export type TrustedOrderRow = {
  readonly id: string;
  readonly centreId: string;
  readonly trustedPersonId: string;
  readonly request: string;
  readonly place: string;
  readonly untilAt: Date;
  readonly contentHash: string;
  readonly askedBy: string;
  readonly askedAt: Date;
  readonly issuerId: string | null;
  readonly certificateNumber: string | null;
  readonly issuedAt: Date | null;
};
const columns = `o.id, o.centre_id AS "centreId", o.trusted_person_id AS "trustedPersonId", o.request, o.place, o.until_at AS "untilAt",
  o.content_hash AS "contentHash", o.asked_by AS "askedBy", o.asked_at AS "askedAt", o.issuer_id AS "issuerId",
  o.certificate_number AS "certificateNumber", o.issued_at AS "issuedAt"`;

export async function insertOrder(
  tx: Tx,
  one: Omit<TrustedOrderRow, 'issuerId' | 'certificateNumber' | 'issuedAt'>,
): Promise<void> {
  await tx.query(
    `INSERT INTO trusted_order (id, centre_id, trusted_person_id, request, place, until_at, content_hash, asked_by, asked_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      one.id,
      one.centreId,
      one.trustedPersonId,
      one.request,
      one.place,
      one.untilAt,
      one.contentHash,
      one.askedBy,
      one.askedAt,
    ],
  );
}

/** The orders of a trusted person, the newest first. */
export const ordersOf = (db: Db | Tx, centreId: string, trustedPersonId: string): Promise<TrustedOrderRow[]> =>
  ask<TrustedOrderRow>(
    db,
    `SELECT ${columns} FROM trusted_order o WHERE o.centre_id = $1 AND o.trusted_person_id = $2 ORDER BY o.asked_at DESC, o.id DESC`,
    [centreId, trustedPersonId],
  );

/** The order, held until the end of the transaction. */
export const lockOrder = async (tx: Tx, centreId: string, id: string): Promise<TrustedOrderRow | undefined> =>
  (
    await tx.query<TrustedOrderRow>(
      `SELECT ${columns} FROM trusted_order o WHERE o.centre_id = $1 AND o.id = $2 FOR UPDATE`,
      [centreId, id],
    )
  )[0];

export const approvalsOf = (tx: Tx, orderId: string): Promise<{ officer: string; at: Date }[]> =>
  tx.query<{ officer: string; at: Date }>(
    'SELECT officer, at FROM trusted_approval WHERE order_id = $1 ORDER BY at, officer',
    [orderId],
  );

export async function insertApproval(
  tx: Tx,
  what: { readonly orderId: string; readonly centreId: string; readonly officer: string; readonly at: Date },
): Promise<void> {
  await tx.query('INSERT INTO trusted_approval (order_id, centre_id, officer, at) VALUES ($1, $2, $3, $4)', [
    what.orderId,
    what.centreId,
    what.officer,
    what.at,
  ]);
}

export async function markIssued(
  tx: Tx,
  orderId: string,
  what: { readonly issuerId: string; readonly number: string; readonly at: Date },
): Promise<void> {
  await tx.query('UPDATE trusted_order SET issuer_id = $2, certificate_number = $3, issued_at = $4 WHERE id = $1', [
    orderId,
    what.issuerId,
    what.number,
    what.at,
  ]);
}

export type TrustedIssuer = { readonly id: string; readonly name: string; readonly issuerId: string };

/** ES-13.4a: who issues in the name of a centre at a moment: powers that stand, and a certificate of the centre for it. */
export const trustedIssuers = (db: Db | Tx, centreId: string, at: Date): Promise<TrustedIssuer[]> =>
  ask<TrustedIssuer>(
    db,
    `SELECT DISTINCT ON (p.id) p.id, p.name, o.issuer_id AS "issuerId"
     FROM trusted_person p JOIN trusted_order o ON o.trusted_person_id = p.id
     WHERE p.centre_id = $1 AND o.issuer_id IS NOT NULL AND p.since <= $2 AND (p.until_at IS NULL OR p.until_at >= $2)
       AND (p.withdrawn_at IS NULL OR p.withdrawn_at > $2)
     ORDER BY p.id, o.issued_at DESC`,
    [centreId, at],
  );

export async function insertOfficer(
  tx: Tx,
  what: {
    readonly accountId: string;
    readonly centreId: string;
    readonly trustedPersonId: string;
    readonly at: Date;
    readonly entryId: string;
  },
): Promise<void> {
  await tx.query(
    'INSERT INTO trusted_officer (account_id, centre_id, trusted_person_id, since, journal_entry_id) VALUES ($1, $2, $3, $4, $5)',
    [what.accountId, what.centreId, what.trustedPersonId, what.at, what.entryId],
  );
}

/** For which trusted person of the centre an account works; null: for none. */
export const officerOf = async (tx: Tx, centreId: string, accountId: string): Promise<string | null> =>
  (
    await tx.query<{ id: string }>(
      'SELECT trusted_person_id AS id FROM trusted_officer WHERE centre_id = $1 AND account_id = $2',
      [centreId, accountId],
    )
  )[0]?.id ?? null;

/** The accounts of a trusted person's officers. */
export const officersOf = async (db: Tx, centreId: string, trustedPersonId: string): Promise<string[]> =>
  (
    await db.query<{ id: string }>(
      'SELECT account_id AS id FROM trusted_officer WHERE centre_id = $1 AND trusted_person_id = $2 ORDER BY since, account_id',
      [centreId, trustedPersonId],
    )
  ).map(({ id }) => id);

/** How many certificates of an issuer are in force at a moment. */
export const inForceUnder = async (tx: Tx, issuerId: string, at: Date): Promise<number> =>
  (
    await tx.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM certificate c LEFT JOIN certificate_end e ON e.certificate_id = c.id
       WHERE c.issuer_id = $1 AND c.agreement_id IS NOT NULL AND e.certificate_id IS NULL AND c.not_after >= $2`,
      [issuerId, at],
    )
  )[0]!.count;
