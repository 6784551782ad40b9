import type { Data } from '../../cases/index.ts';
import { isRefusal, type Refusal } from '../../platform/refusal.ts';
import type { CasesDeps, Place } from '../cases/deps.ts';

/** Does acts of a case one after the other in one transaction: all of them, or none. Null, or the law's no. */
export async function doActs(
  deps: CasesDeps,
  { holderId, caseId, by, scope }: Place,
  acts: readonly { readonly act: string; readonly data?: Data }[],
): Promise<Refusal | null> {
  const { engine, consent } = deps;
  let refused: Refusal | null = null;
  // A refused attempt is on record too, so the transaction goes through unless something was done before it.
  const attempt = consent.db.tx(scope, async (tx) => {
    tx.onCommit(consent.poke);
    for (const [index, { act, data = {} }] of acts.entries()) {
      const now = await engine.act(tx, { holderId, caseId, act, by, data });
      if (!isRefusal(now)) continue;
      refused = now;
      if (index > 0) throw new HalfDone();
      return;
    }
  });
  await attempt.catch((error: unknown) => {
    if (!(error instanceof HalfDone)) throw error;
  });
  return refused;
}

class HalfDone extends Error {}
