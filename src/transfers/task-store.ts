import type { Tx } from '../platform/db/index.ts';

// SQL of what the holder's tasks about notices hang on.

export type OpenInTransfer = { readonly searching: boolean; readonly unsourced: boolean };

/** Of these transfers those with notices that are still owed, and whether a contact is being looked for, and data without a source. */
export async function openInTransfers(tx: Tx, transferIds: readonly string[]): Promise<Map<string, OpenInTransfer>> {
  const rows = await tx.query<{ transfer_id: string; searching: boolean; unsourced: boolean }>(
    `SELECT n.transfer_id, n.searching, t.items @> '[{"source": null}]' AS unsourced
     FROM (SELECT transfer_id, bool_or(state = 'CONTACT_SEARCH') AS searching FROM transfer_notice
           WHERE transfer_id = ANY ($1::uuid[]) AND state IN ('DUE', 'CONTACT_SEARCH') GROUP BY transfer_id) n
     JOIN transfer t ON t.id = n.transfer_id`,
    [transferIds],
  );
  return new Map(rows.map(({ transfer_id, ...open }) => [transfer_id, open]));
}

/** When the first of the notices falls due that each of these holders still owes. */
export async function soonestDue(tx: Tx, holderIds: readonly string[]): Promise<Map<string, Date>> {
  const rows = await tx.query<{ holder_id: string; due_at: Date }>(
    `SELECT h.holder_id, n.due_at FROM unnest($1::uuid[]) AS h (holder_id) CROSS JOIN LATERAL (
       SELECT due_at FROM transfer_notice WHERE holder_id = h.holder_id AND state IN ('DUE', 'CONTACT_SEARCH') ORDER BY due_at LIMIT 1) n`,
    [[...new Set(holderIds)]],
  );
  return new Map(rows.map(({ holder_id, due_at }) => [holder_id, due_at]));
}
