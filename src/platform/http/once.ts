import type { FastifyRequest } from 'fastify';
import type { Db } from '../db/index.ts';
import { isRefusal, type Refusal } from '../refusal.ts';
import {
  claimIdempotency,
  type IdempotencyClaim,
  keepResult,
  releaseIdempotency,
  requestMac,
} from './idempotency-store.ts';
import { orRefuse, RefusalError } from './server.ts';

/** Carries the first act's ids out of a repeat of it. */
class Repeated extends Error {
  readonly result: Record<string, unknown>;
  constructor(result: Record<string, unknown>) {
    super('repeated');
    this.result = result;
  }
}

/**
 * Runs an act once for its `Idempotency-Key`, or the `_key` of a form: the claim commits with the act's own transaction, and a repeat gets the first
 * one's ids. For acts that write in their first transaction and answer ids and plain values only.
 */
export async function once<T extends Record<string, unknown>>(
  request: FastifyRequest,
  deps: { readonly db: Db; readonly macSecret: Buffer },
  act: (db: Db) => Promise<T | Refusal>,
): Promise<T> {
  const claim = claimOf(request, deps.macSecret);
  if (claim === null) return orRefuse(await act(deps.db));
  try {
    return orRefuse(await act(claiming(deps.db, claim)));
  } catch (error) {
    if (error instanceof Repeated) return error.result as T;
    throw error;
  }
}

function claimOf(request: FastifyRequest, macSecret: Buffer): IdempotencyClaim | null {
  // A form of ours says it in a field of its own: a browser sends no such header.
  const key = request.headers['idempotency-key'] ?? (request.body as { _key?: unknown } | null | undefined)?._key;
  if (typeof key !== 'string' || key.length < 8 || key.length > 100) return null;
  const { principal } = request;
  const client =
    principal.kind === 'machine'
      ? `client:${principal.clientId}`
      : principal.kind === 'anonymous'
        ? null
        : `account:${principal.accountId}`;
  return client === null
    ? null
    : { client, key, mac: requestMac(macSecret, `${request.method} ${request.url}`, request.body) };
}

/** The database as the act sees it: its first transaction claims the key before anything else. */
function claiming(db: Db, claim: IdempotencyClaim): Db {
  let claimed = false;
  return {
    ...db,
    tx(scope, act) {
      if (claimed) return db.tx(scope, act);
      claimed = true;
      return db.tx(scope, async (tx) => {
        const earlier = await claimIdempotency(tx, claim, {});
        if (isRefusal(earlier)) throw new RefusalError(earlier);
        if (earlier !== null) throw new Repeated(earlier.repeat);
        const result = await act(tx);
        if (isRefusal(result)) await releaseIdempotency(tx, claim);
        else await keepResult(tx, claim, plain(result));
        return result;
      });
    },
  };
}

// The table is no vault: what is more than ids and plain values came from another transaction than the act's own.
function plain(result: unknown): Record<string, unknown> {
  if (
    typeof result === 'object' &&
    result !== null &&
    Object.values(result).every((value) => typeof value !== 'object' || value === null)
  )
    return result as Record<string, unknown>;
  throw new Error('an act that is done once answers ids and plain values from its first transaction');
}
