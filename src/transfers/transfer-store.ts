import type { ItemSource } from '../arrays/index.ts';
import type { RecipientType } from '../law/index.ts';
import type { Tx } from '../platform/db/index.ts';
import type { Text3 } from '../platform/text.ts';

// SQL of transfers. A transfer is written once and read; of it only a source that nobody had stated is added.

export type Source = ItemSource;
export type Item = { readonly category: string; readonly source: Source | null };

export type TransferRow = {
  readonly id: string;
  readonly holder_id: string;
  readonly purpose_id: string;
  readonly purpose_version_id: string;
  readonly recipient_type: RecipientType;
  readonly recipient_code: string | null;
  readonly recipient_name: string | null;
  readonly country: string;
  readonly cross_border: boolean;
  readonly ground_kind: 'consent' | 'article';
  readonly ground: string;
  readonly ground_document: string | null;
  readonly items: readonly Item[];
  readonly methods: Text3 | null;
  readonly channel: string;
  readonly subjects: number;
  readonly executed_at: Date;
  readonly due_at: Date;
  readonly by_kind: string;
  readonly by_id: string;
  readonly profile: string;
  readonly journal_entry_id: string;
};
const columns = [
  'id',
  'holder_id',
  'purpose_id',
  'purpose_version_id',
  'recipient_type',
  'recipient_code',
  'recipient_name',
  'country',
  'cross_border',
  'ground_kind',
  'ground',
  'ground_document',
  'items',
  'methods',
  'channel',
  'subjects',
  'executed_at',
  'due_at',
  'by_kind',
  'by_id',
  'profile',
  'journal_entry_id',
] as const satisfies readonly (keyof TransferRow)[];
const list = columns.join(', ');
const json: readonly string[] = ['items', 'methods'];

export async function insertTransfer(tx: Tx, row: TransferRow): Promise<void> {
  await tx.query(
    `INSERT INTO transfer (${list}) VALUES (${columns.map((_, i) => `$${i + 1}`).join(', ')})`,
    columns.map((column) =>
      json.includes(column) && row[column] !== null ? JSON.stringify(row[column]) : row[column],
    ),
  );
}

export async function transferById(tx: Tx, id: string): Promise<TransferRow | null> {
  const rows = await tx.query<TransferRow>(`SELECT ${list} FROM transfer WHERE id = $1`, [id]);
  return rows[0] ?? null;
}

/** The same, locked until the transaction ends. */
export async function lockTransfer(tx: Tx, id: string): Promise<TransferRow | null> {
  const rows = await tx.query<TransferRow>(`SELECT ${list} FROM transfer WHERE id = $1 FOR UPDATE`, [id]);
  return rows[0] ?? null;
}

/** Adds sources where there were none; the database refuses to change any other. */
export const writeSources = (tx: Tx, id: string, items: readonly Item[]): Promise<unknown> =>
  tx.query('UPDATE transfer SET items = $2 WHERE id = $1', [id, JSON.stringify(items)]);

/** Several by their ids, in the caller's scope. */
export async function transfersById(tx: Tx, ids: readonly string[]): Promise<Map<string, TransferRow>> {
  const rows = await tx.query<TransferRow>(`SELECT ${list} FROM transfer WHERE id = ANY ($1::uuid[])`, [ids]);
  return new Map(rows.map((row) => [row.id, row]));
}

/** A page of a holder's transfers, newest first. */
export const transfersOf = (
  tx: Tx,
  holderId: string,
  after: string | undefined,
  limit: number,
): Promise<TransferRow[]> =>
  tx.query<TransferRow>(
    `SELECT ${list} FROM transfer WHERE holder_id = $1 AND ($2::uuid IS NULL OR id < $2) ORDER BY id DESC LIMIT $3`,
    [holderId, after ?? null, limit + 1],
  );
