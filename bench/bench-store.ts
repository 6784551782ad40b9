import pg from 'pg';
import { parseTarget } from '../src/platform/db/db.ts';
import type { Db } from '../src/platform/db/index.ts';
import { systemScope } from '../src/platform/db/index.ts';

// SQL of the bench that is no product's: databases, sizes, what was written.

const scope = systemScope('the bench looks at what it measures');

export async function createDatabase(admin: string, name: string): Promise<void> {
  const client = new pg.Client(parseTarget(admin));
  await client.connect();
  try {
    await client.query(`CREATE DATABASE ${name}`);
  } finally {
    await client.end();
  }
}

export const serverVersion = async (owner: Db): Promise<string> =>
  (await owner.query<{ server_version: string }>(scope, 'SHOW server_version'))[0]!.server_version;

/** Bytes of write-ahead log since the cluster was made. */
export const walBytes = async (owner: Db): Promise<number> =>
  Number(
    (await owner.query<{ bytes: string }>(scope, `SELECT (pg_current_wal_insert_lsn() - '0/0')::text AS bytes`))[0]!
      .bytes,
  );

/** Receipts and notices that wait to be sent. */
export const receiptsDue = async (db: Db): Promise<number> =>
  (await db.query<{ n: number }>(scope, `SELECT count(*)::int AS n FROM outbox WHERE state = 'due'`))[0]!.n;

export const checkpoint = (owner: Db): Promise<unknown> => owner.query(scope, 'CHECKPOINT');

type Json = Record<string, unknown>;
/** The rows that the newest signed consent has left, as the database would print them. */
export async function rowsOfNewestConsent(owner: Db): Promise<Record<string, Json>> {
  const [row] = await owner.query<{ rows: Record<string, Json> }>(
    scope,
    `SELECT json_build_object('consent', row_to_json(c), 'consent_document', row_to_json(d), 'journal', row_to_json(j), 'outbox', row_to_json(o), 'signing', row_to_json(s),
       'action_step', row_to_json(st), 'action_protocol', row_to_json(p), 'credential_passkey', row_to_json(k), 'key_use', row_to_json(u), 'account', row_to_json(a)) AS rows
     FROM consent c JOIN consent_document d ON d.subject_id = c.subject_id AND d.consent_id = c.id JOIN journal j ON j.entry_id = c.journal_entry_id
     JOIN outbox o ON o.ref = c.id JOIN signing s ON s.id = c.evidence_id JOIN action_protocol p ON p.id = s.protocol_id
     JOIN LATERAL (SELECT * FROM action_step WHERE protocol_id = p.id ORDER BY seq DESC LIMIT 1) st ON true
     JOIN LATERAL (SELECT * FROM key_use WHERE account_id = s.account_id ORDER BY id DESC LIMIT 1) u ON true
     JOIN account a ON a.id = s.account_id JOIN credential_passkey k ON k.account_id = s.account_id ORDER BY c.id DESC LIMIT 1`,
  );
  return row!.rows;
}

/** One draft that waits for its signature. */
export const draftRow = async (owner: Db, id: string): Promise<Json> =>
  (await owner.query<{ row: Json }>(scope, 'SELECT row_to_json(d) AS row FROM consent_draft d WHERE id = $1', [id]))[0]!
    .row;

export const insertLeaves = (db: Db, rows: readonly { index: number; id: string; data: Buffer }[]): Promise<unknown> =>
  db.query(
    scope,
    'INSERT INTO log_leaf (index, entry_id, data) SELECT * FROM unnest($1::bigint[], $2::uuid[], $3::bytea[])',
    [rows.map((row) => row.index), rows.map((row) => row.id), rows.map((row) => row.data)],
  );

/** Current consents with what they cover, for questions that are answered yes. */
export const currentConsents = (
  owner: Db,
  limit: number,
): Promise<
  { subject_id: string; id: string; holder_id: string; purpose_id: string; categories: string[]; actions: string[] }[]
> =>
  owner.query(
    scope,
    `SELECT subject_id, id, holder_id, purpose_id, categories, actions FROM consent WHERE current AND state = 'active' AND special_categories = '{}' ORDER BY id LIMIT $1`,
    [limit],
  );

export async function cloneDatabase(admin: string, name: string, template: string): Promise<void> {
  const client = new pg.Client(parseTarget(admin));
  await client.connect();
  try {
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  } finally {
    await client.end();
  }
}
