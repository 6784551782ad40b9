import { createHmac } from 'node:crypto';
import type { Tx } from '../db/index.ts';
import type { Refusal } from '../refusal.ts';
import { refuse } from './refusals.ts';

export type IdempotencyClaim = { readonly client: string; readonly key: string; readonly mac: Buffer };

/** HMAC of the request, so that the table tells a repeat from a reuse without keeping what was sent. */
export const requestMac = (secret: Buffer, route: string, body: unknown): Buffer =>
  createHmac('sha256', secret)
    .update(route)
    .update('\0')
    .update(JSON.stringify(body) ?? '')
    .digest();

/**
 * Claims an idempotency key inside the act's own transaction, with the ids the act is about to use as its result.
 * Returns null when the claim is new, the first act's result when this is a repeat, a refusal when the key was used for another request.
 */
export async function claimIdempotency(
  tx: Tx,
  claim: IdempotencyClaim,
  result: Record<string, unknown>,
): Promise<null | { repeat: Record<string, unknown> } | Refusal> {
  const inserted = await tx.query(
    `INSERT INTO idempotency (client, key, request_mac, result) VALUES ($1, $2, $3, $4) ON CONFLICT (client, key) DO NOTHING RETURNING key`,
    [claim.client, claim.key, claim.mac, JSON.stringify(result)],
  );
  if (inserted.length === 1) return null;
  const [row] = await tx.query<{ request_mac: Buffer; result: Record<string, unknown> }>(
    'SELECT request_mac, result FROM idempotency WHERE client = $1 AND key = $2',
    [claim.client, claim.key],
  );
  return row !== undefined && row.request_mac.equals(claim.mac)
    ? { repeat: row.result }
    : refuse('KEY_REUSED', { field: 'Idempotency-Key' });
}

/** A refused act leaves its key free: the same request, mended, may come again. */
export async function releaseIdempotency(tx: Tx, claim: IdempotencyClaim): Promise<void> {
  await tx.query('DELETE FROM idempotency WHERE client = $1 AND key = $2', [claim.client, claim.key]);
}

export async function keepResult(tx: Tx, claim: IdempotencyClaim, result: Record<string, unknown>): Promise<void> {
  await tx.query('UPDATE idempotency SET result = $3 WHERE client = $1 AND key = $2', [
    claim.client,
    claim.key,
    JSON.stringify(result),
  ]);
}

/** Keys are for repeats after a broken connection, not for ever. Returns how many went. */
export async function dropOldClaims(tx: Tx, before: Date): Promise<number> {
  return (await tx.query('DELETE FROM idempotency WHERE at < $1 RETURNING key', [before])).length;
}
