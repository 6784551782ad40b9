import type { Tx } from '../../platform/db/index.ts';
import type { Basis, LegacyUse } from './legacy-store.ts';

// SQL: what one officer entered of the former law, the second officer's approval, and the end.

/** What was entered and is not ended. */
export type EnteredAuthority = {
  readonly id: string;
  readonly der: Buffer;
  readonly fingerprint: string;
  readonly use: LegacyUse;
  readonly basis: Basis;
  readonly registerAsOf: Date | null;
  readonly entries: number;
  /** How many of them ended before their term. */
  readonly ended: number;
  readonly enteredAt: Date;
  /** Null: entered before two officers were asked for. */
  readonly enteredBy: string | null;
  readonly contentHash: string | null;
  readonly approvedAt: Date | null;
};

/** Acts about what is left of the former law come one after another: the second finds what the first has done. */
export async function lockFormerLaw(tx: Tx): Promise<void> {
  await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('former-law', 0))`, []);
}

/** Everything that waits for approval or stands. */
export const enteredAuthorities = (tx: Tx): Promise<EnteredAuthority[]> =>
  tx.query<EnteredAuthority>(
    `SELECT a.id, a.der, encode(a.fingerprint, 'hex') AS fingerprint, a.use, a.basis, a.register_as_of AS "registerAsOf",
            (SELECT count(*)::int FROM legacy_certificate c WHERE c.authority_id = a.id) AS entries,
            (SELECT count(c.ended_at)::int FROM legacy_certificate c WHERE c.authority_id = a.id) AS ended, a.taken_over_at AS "enteredAt",
            a.entered_by AS "enteredBy", encode(a.content_hash, 'hex') AS "contentHash", p.at AS "approvedAt"
     FROM legacy_authority a LEFT JOIN legacy_approval p ON p.authority_id = a.id
     WHERE NOT EXISTS (SELECT FROM legacy_ending e WHERE e.authority_id = a.id) ORDER BY a.taken_over_at, a.id`,
    [],
  );

type Deed = { readonly authorityId: string; readonly officer: string; readonly at: Date; readonly entryId: string };

export async function insertLegacyApproval(tx: Tx, { authorityId, officer, at, entryId }: Deed): Promise<void> {
  await tx.query('INSERT INTO legacy_approval (authority_id, officer, at, journal_entry_id) VALUES ($1, $2, $3, $4)', [
    authorityId,
    officer,
    at,
    entryId,
  ]);
}

export async function insertLegacyEnding(
  tx: Tx,
  { authorityId, officer, at, ground, entryId }: Deed & { readonly ground: string },
): Promise<void> {
  await tx.query(
    'INSERT INTO legacy_ending (authority_id, officer, at, ground, journal_entry_id) VALUES ($1, $2, $3, $4, $5)',
    [authorityId, officer, at, ground, entryId],
  );
}
