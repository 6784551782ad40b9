import type { Tx } from '../../platform/db/index.ts';

// SQL of the messages that are exchanged, sealed.

export type KeptMessage = { readonly sealed: Buffer | null; readonly keepUntil: Date; readonly erasedAt: Date | null };

export const insertMessage = (tx: Tx, documentId: string, sealed: Buffer, keepUntil: Date): Promise<unknown> =>
  tx.query('INSERT INTO exchange_message (document_id, sealed, keep_until) VALUES ($1, $2, $3)', [
    documentId,
    sealed,
    keepUntil,
  ]);

/** Undefined: of what was sent before messages were kept. */
export const messageOf = async (tx: Tx, documentId: string): Promise<KeptMessage | undefined> =>
  (
    await tx.query<KeptMessage>(
      `SELECT sealed, keep_until AS "keepUntil", erased_at AS "erasedAt" FROM exchange_message WHERE document_id = $1`,
      [documentId],
    )
  )[0];

/** Answers of one document are given one after the other: the last of them is seen to be the last. */
export const lockMessage = (tx: Tx, documentId: string): Promise<unknown> =>
  tx.query('SELECT FROM exchange_message WHERE document_id = $1 FOR UPDATE', [documentId]);

/** Brings the end of the term forward where nobody is awaited any more. */
export const shortenTerm = (tx: Tx, documentId: string, until: Date): Promise<unknown> =>
  tx.query(
    `UPDATE exchange_message SET keep_until = least(keep_until, $2) WHERE document_id = $1 AND erased_at IS NULL
       AND NOT EXISTS (SELECT FROM exchange_delivery v WHERE v.document_id = $1 AND v.answered_at IS NULL)`,
    [documentId, until],
  );

export type DueMessage = { readonly documentId: string; readonly ownerId: string };

/** One message whose term is over, held until the end of the transaction; undefined: there is none. */
export const dueMessage = async (tx: Tx, now: Date): Promise<DueMessage | undefined> =>
  (
    await tx.query<DueMessage>(
      `SELECT m.document_id AS "documentId", y.owner_id AS "ownerId" FROM exchange_message m
         JOIN exchange_document d ON d.id = m.document_id JOIN exchange_system y ON y.id = d.system_id
       WHERE m.erased_at IS NULL AND m.keep_until <= $1 ORDER BY m.keep_until LIMIT 1 FOR UPDATE OF m SKIP LOCKED`,
      [now],
    )
  )[0];

export const eraseMessage = (tx: Tx, documentId: string, at: Date, entryId: string): Promise<unknown> =>
  tx.query('UPDATE exchange_message SET sealed = NULL, erased_at = $2, erasure_entry_id = $3 WHERE document_id = $1', [
    documentId,
    at,
    entryId,
  ]);
