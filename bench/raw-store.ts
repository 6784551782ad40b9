import { randomUUID } from 'node:crypto';
import { type Db, systemScope } from '../src/platform/db/index.ts';
import { uuidv7 } from '../src/platform/ids.ts';
import { draftRow, rowsOfNewestConsent } from './bench-store.ts';

// The denominator of "consents a second": the same rows and bytes as a signed consent leaves, in the fewest statements SQL
// allows (one, with its implicit transaction), on a database of the same schema, indexes, roles and policies. It checks,
// signs, seals and decides nothing.

const scope = systemScope('the bench writes bare rows');
type Json = Record<string, unknown>;
/** Tables that get a new row, in the order of the statement; the last one is the outer INSERT. */
const inserted = ['journal', 'consent_document', 'consent', 'action_step', 'key_use', 'outbox'] as const;

export type RawWriter = { write(index: number): Promise<unknown> };

/** Takes one consent of `source` as the model, and lays out what `count` of them will update and delete. */
export async function rawWriter(source: Db, owner: Db, db: Db, draftId: string, count: number): Promise<RawWriter> {
  const model: Record<string, Json> = {
    ...(await rowsOfNewestConsent(source)),
    consent_draft: await draftRow(source, draftId),
  };
  const ids = Array.from({ length: count }, () => ({
    protocol: randomUUID(),
    signing: randomUUID(),
    draft: randomUUID(),
    subject: randomUUID(),
  }));
  // Eight consents a passkey, as in the runs of the product.
  const passkeys = Array.from({ length: Math.ceil(count / 8) }, () => randomUUID());
  await layOut(owner, model, ids, passkeys);
  const { text, columns } = statement(model);
  const fixed = columns.map(({ table, column }) => bytesOf(model[table]![column]));
  return {
    write(index) {
      const id = ids[index]!;
      const [entry, consent] = [uuidv7(), uuidv7()];
      const fresh: Record<string, unknown> = {
        'journal.entry_id': entry,
        'journal.subject_id': id.subject,
        'consent_document.subject_id': id.subject,
        'consent_document.consent_id': consent,
        'consent.subject_id': id.subject,
        'consent.id': consent,
        'consent.journal_entry_id': entry,
        'consent.evidence_id': id.signing,
        'action_step.protocol_id': id.protocol,
        'key_use.id': uuidv7(),
        'outbox.id': uuidv7(),
        'outbox.subject_id': id.subject,
        'outbox.ref': consent,
      };
      const values = columns.map(({ table, column }, i) => fresh[`${table}.${column}`] ?? fixed[i]);
      const data = fixed[columns.findIndex(({ table, column }) => table === 'journal' && column === 'salt')];
      return db.query(scope, text, [...values, entry, data, id.signing, passkeys[index % passkeys.length], id.draft]);
    },
  };
}

function statement(model: Record<string, Json>): { text: string; columns: { table: string; column: string }[] } {
  // What the outbox's worker fills in is not the act's.
  const skip = new Set([
    'outbox.state',
    'outbox.not_before',
    'outbox.leased_by',
    'outbox.leased_until',
    'outbox.attempts',
    'outbox.done_at',
    'outbox.last_fault',
    // What the database fills in itself.
    'consent.covers',
  ]);
  const columns = inserted.flatMap((table) =>
    Object.keys(model[table]!)
      .filter((column) => !skip.has(`${table}.${column}`))
      .map((column) => ({ table, column })),
  );
  const insert = (table: string): string => {
    const own = columns.flatMap((one, i) => (one.table === table ? [{ ...one, place: `$${i + 1}` }] : []));
    return `INSERT INTO ${table} (${own.map((one) => one.column).join(', ')}) VALUES (${own.map((one) => one.place).join(', ')})`;
  };
  const n = columns.length;
  const text = `WITH ${inserted
    .slice(0, -1)
    .map((table) => `new_${table} AS (${insert(table)})`)
    .join(', ')},
    pending AS (INSERT INTO log_pending (entry_id, data) VALUES ($${n + 1}, $${n + 2})),
    confirmed AS (UPDATE signing SET confirmed_at = now() WHERE id = $${n + 3}),
    used AS (UPDATE credential_passkey SET sign_count = sign_count + 1, used_at = now() WHERE id = $${n + 4}),
    spent AS (DELETE FROM consent_draft WHERE id = $${n + 5})
    ${insert('outbox')}`;
  return { text, columns };
}

// The database prints bytea as \x…; sent back as bytes, as the product sends them. Objects go as JSON.
function bytesOf(value: unknown): unknown {
  if (typeof value === 'string' && value.startsWith('\\x')) return Buffer.from(value.slice(2), 'hex');
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? JSON.stringify(value) : value;
}

type Ids = { protocol: string; signing: string; draft: string; subject: string };
async function layOut(
  owner: Db,
  model: Record<string, Json>,
  ids: readonly Ids[],
  passkeys: readonly string[],
): Promise<void> {
  const copy = (table: string, over: string, from: string): string =>
    `INSERT INTO ${table} SELECT (json_populate_record(NULL::${table}, (('${JSON.stringify(model[table]).replaceAll("'", "''")}')::jsonb || ${over})::json)).* FROM ${from}`;
  const list = `unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[]) AS i (protocol, signing, draft, subject)`;
  const values = [
    ids.map((one) => one.protocol),
    ids.map((one) => one.signing),
    ids.map((one) => one.draft),
    ids.map((one) => one.subject),
  ];
  await owner.tx(scope, async (tx) => {
    await tx.query(`SET LOCAL session_replication_role = replica`);
    // Whose key it is that each use is of.
    await tx.query(copy('account', `'{}'::jsonb`, '(SELECT) AS i'));
    await tx.query(copy('action_protocol', `jsonb_build_object('id', i.protocol)`, list), values);
    await tx.query(
      copy('signing', `jsonb_build_object('id', i.signing, 'protocol_id', i.protocol, 'confirmed_at', NULL)`, list),
      values,
    );
    await tx.query(copy('consent_draft', `jsonb_build_object('id', i.draft, 'subject_id', i.subject)`, list), values);
    await tx.query(
      copy(
        'credential_passkey',
        `jsonb_build_object('id', i.id, 'credential_id', '\\x' || replace(i.id::text, '-', ''))`,
        `unnest($1::uuid[]) AS i (id)`,
      ),
      [passkeys],
    );
  });
}
