import { purposeById } from '../../consent/index.ts';
import { dayOf } from '../../law/index.ts';
import { holderScope } from '../../platform/db/index.ts';
import { uuidv7 } from '../../platform/ids.ts';
import type { Refusal } from '../../platform/refusal.ts';
import type { Text3 } from '../../platform/text.ts';
import { type CountCheck, countSubjects, type DataArray, missingParts, registrationThreshold } from '../array.ts';
import {
  answerCount,
  arraysOf,
  insertArray,
  insertList,
  insertSystem,
  listsOf,
  lockArray,
  replaceArray,
  submitArray,
} from '../array-store.ts';
import { type Acting, type ArrayDeps, journal } from '../deps.ts';
import { refuse } from '../refusals.ts';

export type NewArray = Pick<
  DataArray,
  'name' | 'medium' | 'subjects' | 'publicType' | 'informingPurpose' | 'confidentiality'
>;

/** PD-3.6, PD-6.1: an array goes on record, confidential until a listed case says otherwise. `id` null = a new one. */
export async function declareArray(
  deps: ArrayDeps,
  who: Acting,
  id: string | null,
  what: NewArray,
): Promise<{ arrayId: string } | Refusal> {
  return deps.db.tx(holderScope(who.holderId), async (tx) => {
    const known = id === null ? null : await lockArray(tx, who.holderId, id);
    if (id !== null && known === null) return refuse('ARRAY_UNKNOWN');
    if (known?.state === 'submitted') return refuse('ARRAY_SUBMITTED');
    const array = {
      ...what,
      id: id ?? uuidv7(deps.clock.real()),
      holderId: who.holderId,
      declaredAt: deps.clock.now(),
    };
    const entryId = await journal(deps, tx, who, {
      type: 'array.declared',
      object: { kind: 'array', id: array.id },
      data: {
        medium: what.medium,
        subjects: what.subjects ?? 'indefinite',
        publicType: what.publicType,
        regime: 'confidential',
      },
    });
    await (known === null ? insertArray : replaceArray)(tx, array, entryId);
    return { arrayId: array.id };
  });
}

/** PD-3.5: the next version of the list of categories an array holds for one purpose. */
export async function listData(
  deps: ArrayDeps,
  who: Acting,
  arrayId: string,
  what: { purposeId: string; categories: readonly string[]; reviewMonths: number | null },
): Promise<{ listId: string; number: number } | Refusal> {
  const purpose = await purposeById(deps.db, what.purposeId);
  const version =
    purpose?.holderId !== who.holderId || purpose.currentVersionId === null
      ? null
      : await deps.registers.version(purpose.currentVersionId);
  if (version === null) return refuse('INCOMPATIBLE_PURPOSE', { field: 'purposeId' });
  const beyond = what.categories.find((code) => !version.body.categories.some((category) => category.code === code));
  if (beyond !== undefined)
    return refuse('DATA_LIST_BEYOND_PURPOSE', { field: 'categories', values: { category: beyond } });
  return deps.db.tx(holderScope(who.holderId), async (tx) => {
    if ((await lockArray(tx, who.holderId, arrayId)) === null) return refuse('ARRAY_UNKNOWN');
    const listId = uuidv7(deps.clock.real());
    const entryId = await journal(deps, tx, who, {
      type: 'array.data-listed',
      object: { kind: 'data-list', id: listId },
      data: {
        array: arrayId,
        purpose: what.purposeId,
        categories: [...what.categories],
        reviewMonths: what.reviewMonths,
      },
    });
    const number = await insertList(tx, {
      id: listId,
      holderId: who.holderId,
      arrayId,
      ...what,
      madeAt: deps.clock.now(),
      entryId,
    });
    return { listId, number };
  });
}

/** PD-3.25: a system is known by its arrays, its technologies and hardware, and its level of protection. */
export async function registerSystem(
  deps: ArrayDeps,
  who: Acting,
  what: {
    name: Text3;
    technologies: readonly string[];
    hardware: readonly string[];
    level: string;
    norm: string;
    arrayIds: readonly string[];
  },
): Promise<{ systemId: string } | Refusal> {
  return deps.db.tx(holderScope(who.holderId), async (tx) => {
    const known = new Set((await arraysOf(tx, who.holderId)).map(({ id }) => id));
    if (what.arrayIds.some((id) => !known.has(id))) return refuse('ARRAY_UNKNOWN', { field: 'arrayIds' });
    const systemId = uuidv7(deps.clock.real());
    const entryId = await journal(deps, tx, who, {
      type: 'array.system-registered',
      object: { kind: 'information-system', id: systemId },
      data: { arrays: [...what.arrayIds], level: what.level },
    });
    await insertSystem(tx, { id: systemId, holderId: who.holderId, ...what, at: deps.clock.now(), entryId });
    return { systemId };
  });
}

/** PD-3.8, PD-20.1: hands an array in for registration; what is missing is named, an indefinite count waits for a person's answer. */
export async function submit(
  deps: ArrayDeps,
  who: Acting,
  arrayId: string,
): Promise<{ countCheck: CountCheck } | Refusal> {
  return deps.db.tx(holderScope(who.holderId), async (tx) => {
    const array = await lockArray(tx, who.holderId, arrayId);
    if (array === null) return refuse('ARRAY_UNKNOWN');
    if (array.state === 'submitted') return refuse('ARRAY_SUBMITTED');
    const missing = missingParts(array, (await listsOf(tx, arrayId)).length);
    if (missing.length > 0)
      return refuse('ARRAY_INCOMPLETE', {
        field: missing[0]!,
        values: { parts: missing.join(', ') },
        details: { missing },
      });
    const at = deps.clock.now();
    const others = (await arraysOf(tx, who.holderId)).filter(
      (one) => one.state === 'submitted' && one.countAnswer === null,
    );
    const countCheck = countSubjects([...others, array], registrationThreshold(deps.profile, dayOf(at)));
    await journal(deps, tx, who, {
      type: 'array.submitted',
      object: { kind: 'array', id: arrayId },
      data: { countCheck },
    });
    await submitArray(tx, arrayId, at, countCheck);
    return { countCheck };
  });
}

/** PD-3.6: an officer of the authority answers what the count could not. */
export async function answerQuestion(
  deps: ArrayDeps,
  who: Acting,
  arrayId: string,
  answer: { over: boolean; reasons: string },
): Promise<{ over: boolean } | Refusal> {
  return deps.db.tx(holderScope(who.holderId), async (tx) => {
    const array = await lockArray(tx, who.holderId, arrayId);
    if (array === null) return refuse('ARRAY_UNKNOWN');
    if (array.countCheck !== 'manual' || array.countAnswer !== null) return refuse('NOTHING_TO_ANSWER');
    await journal(deps, tx, who, {
      type: 'array.count-answered',
      object: { kind: 'array', id: arrayId },
      data: { over: answer.over },
    });
    await answerCount(tx, arrayId, { ...answer, by: who.actor.id, at: deps.clock.now().toISOString() });
    return { over: answer.over };
  });
}
