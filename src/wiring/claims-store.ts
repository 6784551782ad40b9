import type { Tx } from '../platform/db/index.ts';

// SQL: what shows what happened, for a claim against a centre (ES-13.3): rows of the registers, of cases and of the journal together.

/** Journal entries of the issue and of the end of a certificate of a centre. */
export const entriesOfCertificate = (tx: Tx, centreId: string, number: string): Promise<{ id: string }[]> =>
  tx.query(
    `SELECT c.journal_entry_id AS id FROM certificate c WHERE c.holder_id = $1 AND c.serial = $2
     UNION SELECT e.journal_entry_id FROM certificate_end e WHERE e.holder_id = $1 AND e.serial = $2`,
    [centreId, Buffer.from(number, 'hex')],
  );

export const entriesOfCase = (tx: Tx, centreId: string, subjectId: string, caseId: string): Promise<{ id: string }[]> =>
  tx.query(
    `SELECT entry_id AS id FROM case_act WHERE holder_id = $1 AND subject_id = $2 AND case_id = $3 ORDER BY seq`,
    [centreId, subjectId, caseId],
  );

export const dutiesOfCase = (
  tx: Tx,
  centreId: string,
  subjectId: string,
  caseId: string,
): Promise<{ duty: string; due_at: Date; closed_at: Date | null; late: boolean }[]> =>
  tx.query(
    `SELECT duty, due_at, closed_at, late FROM case_duty
     WHERE holder_id = $1 AND subject_id = $2 AND case_id = $3 AND office = 'centre' AND NOT waits ORDER BY started_at, duty, n`,
    [centreId, subjectId, caseId],
  );

export const checkOf = (
  tx: Tx,
  centreId: string,
  subjectId: string,
  id: string,
): Promise<{ answer: string; verdict: string; entry: string }[]> =>
  tx.query(
    `SELECT encode(answer_sha256, 'hex') AS answer, verdict, journal_entry_id AS entry FROM centre_check
     WHERE holder_id = $1 AND subject_id = $2 AND id = $3`,
    [centreId, subjectId, id],
  );

/** The journal's own words on entries: type, law time, and what stands in the public log for each (SHA-256 of salt and entry). */
export const journalEntries = (
  tx: Tx,
  ids: readonly string[],
): Promise<{ id: string; type: string; at: Date; leaf: string }[]> =>
  tx.query(
    `SELECT entry_id AS id, type, at, encode(sha256(salt || body), 'hex') AS leaf FROM journal WHERE entry_id = ANY ($1) ORDER BY entry_id`,
    [ids],
  );

/** ES-16.3.2: the security for liability as the centre showed it last. */
export const coverOf = (tx: Tx, centreId: string): Promise<{ amount: string; until: string }[]> =>
  tx.query(
    `SELECT cover ->> 'amount' AS amount, cover ->> 'until' AS until FROM (
       SELECT CASE a.act WHEN 'apply' THEN a.data -> 'cover' ELSE a.data END AS cover, a.at, a.seq
       FROM case_act a JOIN case_file f ON f.holder_id = a.holder_id AND f.id = a.case_id
       WHERE a.holder_id = $1 AND f.procedure = 'accreditation' AND a.act IN ('apply', 'renewCover')
     ) shown WHERE cover ->> 'amount' IS NOT NULL ORDER BY at DESC, seq DESC LIMIT 1`,
    [centreId],
  );
