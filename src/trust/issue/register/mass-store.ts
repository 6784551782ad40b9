import type { Tx } from '../../../platform/db/index.ts';
import type { EntryFacts } from '../../status/crl-entries.ts';
import type { EndGround } from './record.ts';

// SQL for many certificates at once: the end of a centre, the end of terms, lists.

/** Which certificates of a register end together. */
export type Reach = {
  readonly registerId: string;
  /** Kinds that end. */
  readonly kinds: readonly string[];
  /** Only those that this issuer signed, and those signed under it; all of the register unless given. */
  readonly issuerId?: string;
};

// Which certificates end together, in the order of their numbers: what the journal keeps of them.
const together = (order: string): string =>
  `encode(sha256(convert_to(coalesce(string_agg(c.id::text, ',' ORDER BY ${order}), ''), 'UTF8')), 'hex') AS digest`;
export type Together = { readonly n: number; readonly digest: string };

/** How many certificates of the reach are running at `at`, and which. Call it once the register is taken. */
export async function countRunning(tx: Tx, reach: Reach, at: Date): Promise<Together> {
  const rows = await tx.query<Together>(
    `SELECT count(*) AS n, ${together('c.record')} FROM certificate c
     WHERE c.register_id = $1 AND c.kind = ANY ($2) AND ($3::uuid IS NULL OR c.issuer_id IN (${under}))
       AND c.not_after >= $4 AND NOT EXISTS (SELECT FROM certificate_end e WHERE e.certificate_id = c.id)`,
    [reach.registerId, reach.kinds, reach.issuerId ?? null, at],
  );
  return rows[0]!;
}

// An issuer and those whose certificates it signed: a centre and its trusted persons.
const under = `SELECT i.id FROM certificate_issuer i WHERE i.id = $3::uuid
  UNION SELECT t.id FROM certificate_issuer t JOIN certificate tc ON tc.fingerprint = t.fingerprint WHERE tc.issuer_id = $3::uuid`;

/** ES-17.5: ends all of them in one statement, numbered on from `firstRecord`; how many. */
export async function endRunning(
  tx: Tx,
  reach: Reach,
  end: {
    readonly firstRecord: number;
    readonly ground: EndGround;
    readonly reason: string | null;
    readonly basis: string | null;
    readonly at: Date;
    readonly knownAt: Date;
    readonly journalEntryId: string;
  },
): Promise<number> {
  const rows = await tx.query<{ n: number }>(
    `WITH ended AS (
       INSERT INTO certificate_end (certificate_id, register_id, holder_id, subject_id, issuer_id, serial, record, status, ground,
                                    reason, at, known_at, late, basis, journal_entry_id)
       SELECT c.id, c.register_id, c.holder_id, c.subject_id, c.issuer_id, c.serial,
              $5 + row_number() OVER (ORDER BY c.record) - 1, 'terminated', $6, $7, $4, $8, false, $9, $10
       FROM certificate c
       WHERE c.register_id = $1 AND c.kind = ANY ($2) AND ($3::uuid IS NULL OR c.issuer_id IN (${under}))
         AND c.not_after >= $4 AND NOT EXISTS (SELECT FROM certificate_end e WHERE e.certificate_id = c.id)
       RETURNING 1)
     SELECT count(*) AS n FROM ended`,
    [
      reach.registerId,
      reach.kinds,
      reach.issuerId ?? null,
      end.at,
      end.firstRecord,
      end.ground,
      end.reason,
      end.knownAt,
      end.basis,
      end.journalEntryId,
    ],
  );
  return rows[0]!.n;
}

/** ES-14.6.1: the registers in which a term has ended without an entry; the root's first, as whoever takes two takes them. */
export async function registersWithExpired(tx: Tx, at: Date): Promise<{ id: string }[]> {
  return tx.query<{ id: string }>(
    `SELECT c.register_id AS id FROM certificate c
       JOIN certificate_register r ON r.id = c.register_id
     WHERE c.not_after < $1 AND NOT EXISTS (SELECT FROM certificate_end e WHERE e.certificate_id = c.id)
     GROUP BY c.register_id, r.holder_id ORDER BY r.holder_id IS NOT NULL, c.register_id`,
    [at],
  );
}

/** The certificates of a register whose term has ended without an entry. Call it once the register is taken. */
export async function countExpired(tx: Tx, registerId: string, at: Date): Promise<Together> {
  const rows = await tx.query<Together>(
    `SELECT count(*) AS n, ${together('c.not_after, c.record')} FROM certificate c
     WHERE c.register_id = $1 AND c.not_after < $2 AND NOT EXISTS (SELECT FROM certificate_end e WHERE e.certificate_id = c.id)`,
    [registerId, at],
  );
  return rows[0]!;
}

export async function endExpired(
  tx: Tx,
  registerId: string,
  at: Date,
  firstRecord: number,
  journalEntryId: string,
): Promise<number> {
  const rows = await tx.query<{ n: number }>(
    `WITH ended AS (
       INSERT INTO certificate_end (certificate_id, register_id, holder_id, subject_id, issuer_id, serial, record, status, ground,
                                    at, known_at, late, journal_entry_id)
       SELECT c.id, c.register_id, c.holder_id, c.subject_id, c.issuer_id, c.serial,
              $3 + row_number() OVER (ORDER BY c.not_after, c.record) - 1, 'terminated', '14(6)(1)', c.not_after, c.not_after, false, $4
       FROM certificate c
       WHERE c.register_id = $1 AND c.not_after < $2 AND NOT EXISTS (SELECT FROM certificate_end e WHERE e.certificate_id = c.id)
       RETURNING 1)
     SELECT count(*) AS n FROM ended`,
    [registerId, at, firstRecord, journalEntryId],
  );
  return rows[0]!.n;
}

type ListRow = {
  serial: Buffer;
  at: Date;
  ground: string;
  status: EntryFacts['status'];
  record: number;
  reason: NonNullable<EntryFacts['reason']> | null;
  event_at: Date | null;
};

/**
 * The certificates of an issuer that have ended, in the order of their records but for the first `after`; the end of a term is
 * not listed (profile 8); what was purged since stays listed (expiredCertsOnCRL, X.509 9.5.2.8). Records are entered one behind the other, so what a list had stays in front.
 */
export async function listEntries(tx: Tx, issuerId: string, after = 0): Promise<EntryFacts[]> {
  const rows = await tx.query<ListRow>(
    `SELECT serial, at, ground, status, record, reason, event_at FROM certificate_end
     WHERE issuer_id = $1 AND ground <> '14(6)(1)'
     UNION ALL
     SELECT serial, end_at, end_ground, end_status, end_record, end_reason, end_event_at FROM register_purge
     WHERE issuer_id = $1 AND end_ground <> '14(6)(1)' ORDER BY record OFFSET $2`,
    [issuerId, after],
  );
  return rows.map(({ serial, at, ground, status, record, reason, event_at }) => ({
    serial,
    endedAt: at,
    ground,
    status,
    entryNumber: BigInt(record),
    ...(reason === null ? {} : { reason }),
    ...(event_at === null ? {} : { eventAt: event_at }),
  }));
}

export async function nextList(tx: Tx, issuerId: string): Promise<number> {
  const rows = await tx.query<{ last_list: number }>(
    'UPDATE certificate_issuer SET last_list = last_list + 1 WHERE id = $1 RETURNING last_list',
    [issuerId],
  );
  return rows[0]!.last_list;
}

/** Takes a number that was given elsewhere; false where it does not follow the last one. */
export async function raiseList(tx: Tx, issuerId: string, number: number): Promise<boolean> {
  const rows = await tx.query(
    'UPDATE certificate_issuer SET last_list = $2 WHERE id = $1 AND last_list < $2 RETURNING last_list',
    [issuerId, number],
  );
  return rows.length > 0;
}

/** The number of an issuer's last list; 0 where there is none yet. */
export async function lastList(tx: Tx, issuerId: string): Promise<number> {
  const rows = await tx.query<{ last_list: number }>('SELECT last_list FROM certificate_issuer WHERE id = $1', [
    issuerId,
  ]);
  return Number(rows[0]?.last_list ?? 0);
}

export async function insertList(
  tx: Tx,
  list: {
    readonly issuerId: string;
    readonly number: number;
    readonly thisUpdate: Date;
    readonly nextUpdate: Date;
    readonly entries: number;
    readonly der: Buffer;
    readonly base?: number;
    readonly url?: string;
    /** The newest record of the register that is printed. */
    readonly lastRecord: number;
  },
): Promise<void> {
  await tx.query(
    `INSERT INTO certificate_list (issuer_id, number, this_update, next_update, entries, der, base, url, last_record)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      list.issuerId,
      list.number,
      list.thisUpdate,
      list.nextUpdate,
      list.entries,
      list.der,
      list.base ?? null,
      list.url ?? null,
      list.lastRecord,
    ],
  );
}

export type KeptList = {
  readonly number: number;
  readonly this_update: Date;
  readonly entries: number;
  readonly der: Buffer;
};

/**
 * The newest list of an issuer that was in force at a moment: as-of queries work for lists too. `url`: of a list that is not
 * the issuer's own; `delta`: the delta instead of the complete list.
 */
export async function listAt(
  tx: Tx,
  issuerId: string,
  at: Date,
  which: { readonly url?: string; readonly delta?: boolean } = {},
): Promise<KeptList | undefined> {
  const rows = await tx.query<KeptList>(
    `SELECT number, this_update, entries, der FROM certificate_list
     WHERE issuer_id = $1 AND this_update <= $2 AND url IS NOT DISTINCT FROM $3 AND (base IS NOT NULL) = $4
     ORDER BY number DESC LIMIT 1`,
    [issuerId, at, which.url ?? null, which.delta === true],
  );
  return rows[0];
}
