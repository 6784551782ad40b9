import type { Db, Tx } from '../platform/db/index.ts';
import { isRefusal, type Refusal } from '../platform/refusal.ts';
import { scope } from './sealing.ts';

class Undone extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.code);
    this.refusal = refusal;
  }
}

/** A transaction that a refusal rolls back: of several acts done in it, none remains. */
export async function allOrNothing<T>(db: Db, act: (tx: Tx) => Promise<T | Refusal>): Promise<T | Refusal> {
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
