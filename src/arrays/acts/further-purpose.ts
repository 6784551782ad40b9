import { holderScope } from '../../platform/db/index.ts';
import { uuidv7 } from '../../platform/ids.ts';
import type { Refusal } from '../../platform/refusal.ts';
import type { Text3 } from '../../platform/text.ts';
import type { FurtherKind } from '../codes.ts';
import { type Acting, type ArrayDeps, journal, journalRefused } from '../deps.ts';
import { addMeasures, lockFurther, insertFurther, startFurther } from '../further-store.ts';
import { refuse } from '../refusals.ts';

/** PD-4.2c: names a historical, statistical or scientific purpose; it starts once protection is in place. */
export async function recordFurther(
  deps: ArrayDeps,
  who: Acting,
  what: { kind: FurtherKind; name: Text3; measures: readonly string[] },
): Promise<{ furtherPurposeId: string }> {
  return deps.db.tx(holderScope(who.holderId), async (tx) => {
    const id = uuidv7(deps.clock.real());
    const entryId = await journal(deps, tx, who, {
      type: 'further-purpose.recorded',
      object: { kind: 'further-purpose', id },
      data: { kind: what.kind, measures: what.measures.length },
    });
    await insertFurther(tx, { id, holderId: who.holderId, ...what, at: deps.clock.now(), entryId });
    return { furtherPurposeId: id };
  });
}

export async function addProtection(
  deps: ArrayDeps,
  who: Acting,
  id: string,
  measures: readonly string[],
): Promise<{ measures: number } | Refusal> {
  return deps.db.tx(holderScope(who.holderId), async (tx) => {
    const known = await lockFurther(tx, who.holderId, id);
    if (known === null) return refuse('FURTHER_PURPOSE_UNKNOWN');
    await journal(deps, tx, who, {
      type: 'further-purpose.protected',
      object: { kind: 'further-purpose', id },
      data: { measures: measures.length },
    });
    await addMeasures(tx, id, measures);
    return { measures: known.measures.length + measures.length };
  });
}

export async function startFurtherPurpose(
  deps: ArrayDeps,
  who: Acting,
  id: string,
): Promise<{ startedAt: Date } | Refusal> {
  return deps.db.tx(holderScope(who.holderId), async (tx) => {
    const known = await lockFurther(tx, who.holderId, id);
    if (known === null) return refuse('FURTHER_PURPOSE_UNKNOWN');
    const object = { kind: 'further-purpose', id };
    if (known.measures.length === 0)
      return journalRefused(deps, tx, who, 'start', refuse('FURTHER_PURPOSE_UNPROTECTED'), { object });
    const startedAt = known.started_at ?? deps.clock.now();
    await journal(deps, tx, who, { type: 'further-purpose.started', object, data: { kind: known.kind } });
    await startFurther(tx, id, startedAt);
    return { startedAt };
  });
}
