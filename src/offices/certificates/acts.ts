import { actMeets, type Data } from '../../cases/index.ts';
import { together, type Tx } from '../../platform/db/index.ts';
import { isRefusal, type Refusal } from '../../platform/refusal.ts';
import type { CasesDeps, Place } from '../cases/deps.ts';
import { applicationName } from './of-case.ts';

/**
 * Does acts of an application one after the other in one transaction: all of them, or none. Null, or the law's no. Acts that the procedure
 * says are done in many cases at once share the transaction with those that they meet, and each is answered after its commit.
 */
export async function doActs(
  deps: CasesDeps,
  { holderId, caseId, by, scope }: Place,
  acts: readonly { readonly act: string; readonly data?: Data }[],
): Promise<Refusal | null> {
  const { engine, consent } = deps;
  const meeting = acts.every(({ act }) => actMeets(engine.procedures, applicationName, act));
  const attempt = async (tx: Tx): Promise<{ readonly refused: Refusal | null }> => {
    tx.onCommit(consent.poke);
    for (const [index, { act, data = {} }] of acts.entries()) {
      const now = await engine.act(tx, { holderId, caseId, act, by, data });
      if (!isRefusal(now)) continue;
      // A refused attempt is on record too, so the transaction goes through unless something was done before it.
      if (index > 0) throw new HalfDone(now);
      return { refused: now };
    }
    return { refused: null };
  };
  try {
    const done = await (meeting ? together(consent.db, scope, caseId, attempt) : consent.db.tx(scope, attempt));
    return isRefusal(done) ? done : done.refused;
  } catch (error) {
    if (error instanceof HalfDone) return error.refused;
    throw error;
  }
}

class HalfDone extends Error {
  readonly refused: Refusal;
  constructor(refused: Refusal) {
    super(refused.code);
    this.refused = refused;
  }
}
