import type { Tx } from '../../platform/db/index.ts';

// SQL: authorities of the former law with their registers, and decisions of courts.

export type Basis = { readonly title: string; readonly number: string; readonly on: string };
export type LegacyUse = 'certificates' | 'time-stamps';
export type LegacyAuthorityRow = {
  readonly id: string;
  readonly der: Buffer;
  readonly fingerprint: string;
  readonly use: LegacyUse;
  readonly basis: Basis;
  readonly takenOverAt: Date;
  readonly registerAsOf: Date | null;
  /** How many certificates its register has; null where none was taken over. */
  readonly entries: number | null;
};
export type LegacyEntry = { readonly sha256: string; readonly endedAt: Date | null };

/** Those that two officers had taken over by a moment and that were not ended by then, in the order in which they were. */
export const legacyAuthorities = (tx: Tx, at: Date): Promise<LegacyAuthorityRow[]> =>
  tx.query<LegacyAuthorityRow>(
    `SELECT a.id, a.der, encode(a.fingerprint, 'hex') AS fingerprint, a.use, a.basis, p.at AS "takenOverAt",
            a.register_as_of AS "registerAsOf",
            CASE WHEN a.register_as_of IS NOT NULL
                 THEN (SELECT count(*)::int FROM legacy_certificate c WHERE c.authority_id = a.id) END AS entries
     FROM legacy_authority a JOIN legacy_approval p ON p.authority_id = a.id
     LEFT JOIN legacy_ending e ON e.authority_id = a.id
     WHERE p.at <= $1 AND (e.at IS NULL OR e.at > $1) ORDER BY p.at, a.id`,
    [at],
  );

/** What one officer enters; it counts from its approval on (approval-store.ts). */
export async function insertAuthority(
  tx: Tx,
  row: Omit<LegacyAuthorityRow, 'entries' | 'takenOverAt'> & {
    readonly enteredAt: Date;
    readonly enteredBy: string;
    readonly contentHash: string;
  },
  entryId: string,
): Promise<void> {
  await tx.query(
    `INSERT INTO legacy_authority (id, fingerprint, der, use, basis, taken_over_at, register_as_of, journal_entry_id, entered_by, content_hash)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      row.id,
      Buffer.from(row.fingerprint, 'hex'),
      row.der,
      row.use,
      JSON.stringify(row.basis),
      row.enteredAt,
      row.registerAsOf,
      entryId,
      row.enteredBy,
      Buffer.from(row.contentHash, 'hex'),
    ],
  );
}

export async function insertEntries(tx: Tx, authorityId: string, entries: readonly LegacyEntry[]): Promise<void> {
  await tx.query(
    `INSERT INTO legacy_certificate (authority_id, fingerprint, ended_at)
     SELECT $1, decode(sha256, 'hex'), ended_at FROM unnest($2::text[], $3::timestamptz[]) AS one (sha256, ended_at)`,
    [authorityId, entries.map(({ sha256 }) => sha256), entries.map(({ endedAt }) => endedAt)],
  );
}

/** Entries of the registers taken over: of these certificates, or of all. */
export const legacyEntries = (
  tx: Tx,
  fingerprints: readonly string[] | null,
): Promise<(LegacyEntry & { readonly authorityId: string })[]> =>
  tx.query(
    `SELECT authority_id AS "authorityId", encode(fingerprint, 'hex') AS sha256, ended_at AS "endedAt" FROM legacy_certificate
     WHERE $1::bytea[] IS NULL OR fingerprint = ANY ($1) ORDER BY authority_id, fingerprint`,
    [fingerprints?.map((one) => Buffer.from(one, 'hex')) ?? null],
  );

/** The register of one authority, by the certificates' SHA-256. */
export const entriesOf = (tx: Tx, authorityId: string): Promise<LegacyEntry[]> =>
  tx.query(
    `SELECT encode(fingerprint, 'hex') AS sha256, ended_at AS "endedAt" FROM legacy_certificate WHERE authority_id = $1 ORDER BY fingerprint`,
    [authorityId],
  );

export type CourtDecisionRow = {
  readonly id: string;
  readonly number: string;
  readonly since: Date;
  readonly of: 'document' | 'signature' | 'certificate';
  readonly sha256: string;
};

export const courtDecisions = (tx: Tx, at: Date): Promise<CourtDecisionRow[]> =>
  tx.query<CourtDecisionRow>(
    `SELECT id, number, since, of, encode(sha256, 'hex') AS sha256 FROM court_decision WHERE entered_at <= $1 ORDER BY since, id`,
    [at],
  );

export async function insertDecision(tx: Tx, row: CourtDecisionRow, at: Date, entryId: string): Promise<void> {
  await tx.query(
    `INSERT INTO court_decision (id, number, since, of, sha256, entered_at, journal_entry_id) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [row.id, row.number, row.since, row.of, Buffer.from(row.sha256, 'hex'), at, entryId],
  );
}
