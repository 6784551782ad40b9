import type { Tx } from '../../../platform/db/index.ts';

// SQL: who keeps a register. Its own centre does, until another has taken over the functions of that centre (ES-13.6f).

export type KeptRegister = {
  readonly id: string;
  /** The centre that has issued what stands in it. */
  readonly holderId: string;
};

// The keeper at $1 of a register `r`.
const keeper = `coalesce((SELECT k.keeper_id FROM register_keeper k WHERE k.register_id = r.id AND k.since <= $1
  ORDER BY k.since DESC LIMIT 1), r.holder_id)`;

/** The registers that a centre keeps at a moment: its own, unless it has passed it on, and those it has taken over. */
export const registersKeptBy = (tx: Tx, centreId: string, at: Date): Promise<KeptRegister[]> =>
  tx.query<KeptRegister>(
    `SELECT r.id, r.holder_id AS "holderId" FROM certificate_register r
     WHERE (r.holder_id = $2 OR r.id IN (SELECT register_id FROM register_keeper WHERE keeper_id = $2)) AND ${keeper} = $2
       AND NOT EXISTS (SELECT FROM register_destruction d WHERE d.register_id = r.id)
     ORDER BY r.holder_id = $2 DESC, r.opened_at, r.id`,
    [at, centreId],
  );

/** Which centre keeps at a moment what a centre has issued: itself, or whoever has its functions now. */
export async function keeperOf(tx: Tx, centreId: string, at: Date): Promise<string> {
  const [row] = await tx.query<{ id: string }>(
    `SELECT ${keeper} AS id FROM certificate_register r WHERE r.holder_id = $2`,
    [at, centreId],
  );
  return row?.id ?? centreId;
}

export async function insertKeeper(
  tx: Tx,
  one: { registerId: string; keeperId: string; since: Date; caseId: string; journalEntryId: string },
): Promise<void> {
  await tx.query(
    'INSERT INTO register_keeper (register_id, keeper_id, since, case_id, journal_entry_id) VALUES ($1, $2, $3, $4, $5)',
    [one.registerId, one.keeperId, one.since, one.caseId, one.journalEntryId],
  );
}

/** The registers that a centre has taken over from others, and since when, the newest first. */
export const takenOver = (tx: Tx, centreId: string, at: Date): Promise<{ formerId: string; since: Date }[]> =>
  tx.query(
    `SELECT r.holder_id AS "formerId", k.since FROM register_keeper k JOIN certificate_register r ON r.id = k.register_id
     WHERE k.keeper_id = $2 AND k.since <= $1 ORDER BY k.since DESC`,
    [at, centreId],
  );

export type Owner = {
  /** The centre at which the owner is known by the id. */
  readonly holderId: string;
  readonly subjectId: string;
};
// Of an automatic certificate the legal entity is the owner: who is written to is whoever applied in its name.
const owner = `coalesce(c.subject_id, (SELECT f.subject_id FROM case_file f WHERE f.holder_id = c.holder_id AND f.id::text = c.agreement_id))`;

/** The owners of the certificates of a register that have neither ended nor run out at a moment, each once. */
export const ownersUnexpired = (tx: Tx, registerId: string, at: Date): Promise<Owner[]> =>
  tx.query<Owner>(
    `SELECT DISTINCT c.holder_id AS "holderId", ${owner} AS "subjectId" FROM certificate c
     WHERE c.register_id = $1 AND c.not_after >= $2 AND c.kind IN ('QN', 'QL', 'QA', 'NQ') AND ${owner} IS NOT NULL
       AND NOT EXISTS (SELECT FROM certificate_end e WHERE e.certificate_id = c.id AND e.at <= $2)`,
    [registerId, at],
  );

/** The owners of the certificates of a register that have ended since a moment, each once. */
export const ownersEndedSince = (tx: Tx, registerId: string, since: Date): Promise<Owner[]> =>
  tx.query<Owner>(
    `SELECT DISTINCT c.holder_id AS "holderId", ${owner} AS "subjectId" FROM certificate_end e JOIN certificate c ON c.id = e.certificate_id
     WHERE e.register_id = $1 AND e.at >= $2 AND ${owner} IS NOT NULL ORDER BY 2`,
    [registerId, since],
  );

/** How many entries a register has of what was issued to others than the authority's own answering key. */
export async function countEntries(tx: Tx, registerId: string): Promise<number> {
  const [row] = await tx.query<{ n: number }>(
    `SELECT count(*) AS n FROM certificate WHERE register_id = $1 AND kind <> 'OCSP'`,
    [registerId],
  );
  return row!.n;
}

/** ES-13.6d: whose keys seal what stands in a register: its owners', and those of certificates that belong to no person. */
export const keyOwnersOf = (tx: Tx, registerId: string): Promise<{ id: string }[]> =>
  tx.query(
    'SELECT DISTINCT coalesce(subject_id, id) AS id FROM certificate WHERE register_id = $1 AND sealed IS NOT NULL',
    [registerId],
  );

/** Enters the act of destruction, and with it removes every entry of the register; how many. */
export async function destroyEntries(
  tx: Tx,
  one: { registerId: string; caseId: string; act: string; at: Date; entries: number; journalEntryId: string },
): Promise<number> {
  await tx.query(
    'INSERT INTO register_destruction (register_id, case_id, act, at, entries, journal_entry_id) VALUES ($1, $2, $3, $4, $5, $6)',
    [one.registerId, one.caseId, one.act, one.at, one.entries, one.journalEntryId],
  );
  const [row] = await tx.query<{ n: number }>('SELECT destroy_register($1) AS n', [one.registerId]);
  return row!.n;
}

/** The registers that have been destroyed. */
export const registersDestroyed = async (tx: Tx): Promise<ReadonlySet<string>> =>
  new Set((await tx.query<{ id: string }>('SELECT register_id AS id FROM register_destruction')).map(({ id }) => id));
