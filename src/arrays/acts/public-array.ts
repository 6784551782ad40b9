import { due, kyrgyzCalendar, termOf } from '../../law/index.ts';
import { holderScope, type Tx } from '../../platform/db/index.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { isRefusal, type Refusal } from '../../platform/refusal.ts';
import type { DataArray } from '../array.ts';
import { liveRegimes, readArray } from '../array-store.ts';
import { type Acting, type ArrayDeps, journal, journalRefused } from '../deps.ts';
import { endSubjectRegimes, insertPublicRequest, type SourceCount, sourcesOf } from '../public-store.ts';
import { refuse } from '../refusals.ts';

/** PD-7.2b: where the data of a public array came from, of all or of one subject. */
export async function sources(
  deps: ArrayDeps,
  holderId: string,
  arrayId: string,
  subjectId: string | null,
): Promise<SourceCount[] | Refusal> {
  return deps.db.tx(holderScope(holderId), async (tx) => {
    const array = await publicArray(tx, holderId, arrayId);
    return isRefusal(array) ? array : sourcesOf(tx, arrayId, subjectId);
  });
}

/** PD-7.4: a subject asks what a public array holds about it; a week from then the holder has answered. */
export async function askInformation(
  deps: ArrayDeps,
  who: Acting,
  arrayId: string,
  subjectId: string,
  document: string,
): Promise<{ requestId: string; dueAt: Date } | Refusal> {
  return deps.db.tx(holderScope(who.holderId), async (tx) => {
    const array = await publicArray(tx, who.holderId, arrayId);
    if (isRefusal(array)) return array;
    const [requestId, at] = [uuidv7(deps.clock.real()), deps.clock.now()];
    const dueAt = due(termOf('PD-7.4'), at, kyrgyzCalendar);
    const entryId = await journal(deps, tx, who, {
      type: 'public-array.information-asked',
      subject: subjectId,
      object: { kind: 'array', id: arrayId },
      data: { dueAt: dueAt.toISOString() },
    });
    await insertPublicRequest(tx, {
      id: requestId,
      subjectId,
      holderId: who.holderId,
      arrayId,
      kind: 'information',
      basis: null,
      document,
      at,
      dueAt,
      entryId,
    });
    return { requestId, dueAt };
  });
}

/** PD-7.5: the subject's data leaves the public array in this transaction, unless a law makes its publicity mandatory. */
export async function exclude(
  deps: ArrayDeps,
  who: Acting,
  arrayId: string,
  input: { subjectId: string; basis: string; document: string },
): Promise<{ ended: number; effective: 'at_once' | 'next_edition' } | Refusal> {
  return deps.db.tx(holderScope(who.holderId), async (tx) => {
    const array = await publicArray(tx, who.holderId, arrayId);
    if (isRefusal(array)) return array;
    const at = deps.clock.now();
    const object = { kind: 'array', id: arrayId };
    const mandatory = (await liveRegimes(tx, arrayId, at)).find(
      (one) => one.regime === 'public' && one.subjectId === null,
    );
    if (mandatory !== undefined)
      return journalRefused(
        deps,
        tx,
        who,
        'exclude',
        refuse('PUBLICITY_MANDATORY', { values: { norm: mandatory.norm ?? '' } }),
        { subject: input.subjectId, object },
      );
    const entryId = await journal(deps, tx, who, {
      type: 'public-array.excluded',
      subject: input.subjectId,
      object,
      data: { basis: input.basis },
    });
    await insertPublicRequest(tx, {
      id: uuidv7(deps.clock.real()),
      subjectId: input.subjectId,
      holderId: who.holderId,
      arrayId,
      kind: 'exclusion',
      basis: input.basis,
      document: input.document,
      at,
      dueAt: null,
      entryId,
    });
    const ended = await endSubjectRegimes(tx, arrayId, input.subjectId, at);
    // PD-7.5b: what is printed cannot be unprinted; the next edition is without it.
    return { ended, effective: array.medium === 'digital' ? 'at_once' : 'next_edition' };
  });
}

async function publicArray(tx: Tx, holderId: string, arrayId: string): Promise<DataArray | Refusal> {
  const array = await readArray(tx, holderId, arrayId);
  if (array === null) return refuse('ARRAY_UNKNOWN');
  return array.publicType === null ? refuse('ARRAY_NOT_PUBLIC') : array;
}
