import { isRefusal, type Refusal } from '../refusal.ts';
import type { Db, Tx } from './db.ts';
import type { Scope } from './scope.ts';

class Undone extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.code);
    this.refusal = refusal;
  }
}

/** A transaction that a refusal rolls back: of several acts done in it, none remains. */
export async function allOrNothing<T>(
  db: Db,
  scope: Scope,
  act: (tx: Tx) => Promise<T | Refusal>,
): Promise<T | Refusal> {
  try {
    return await db.tx(scope, async (tx) => {
      const done = await act(tx);
      if (isRefusal(done)) throw new Undone(done);
      return done;
    });
  } catch (error) {
    if (error instanceof Undone) return error.refusal;
    throw error;
  }
}
