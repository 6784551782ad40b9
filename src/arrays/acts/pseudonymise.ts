import { randomBytes } from 'node:crypto';
import { DataKey, keysOf, openJson, openValue, sealedUnder, sealValue } from '../../keys/index.ts';
import { findCategory } from '../../law/index.ts';
import { holderScope, systemScope, type Tx } from '../../platform/db/index.ts';
import { randomToken, uuidv7 } from '../../platform/ids.ts';
import { isRefusal, type Refusal } from '../../platform/refusal.ts';
import { listsOf, liveRegimes, readArray } from '../array-store.ts';
import { type Acting, type ArrayDeps, journal, journalRefused } from '../deps.ts';
import { furtherById } from '../further-store.ts';
import {
  dropMapping,
  insertMapping,
  insertSet,
  mappingOf,
  mappingRegime,
  setById,
  type SourceRow,
  valuesFor,
} from '../pseudonym-store.ts';
import { refuse } from '../refusals.ts';
import { recordPlace } from '../../consent/index.ts';

/** How many subjects one export takes. */
export const mostSubjects = 1000;
export type PseudonymRow = { readonly pseudonym: string; readonly category: string; readonly value: string };

const mapPlace = (setId: string, pseudonym: string) => ({
  table: 'pseudonym_map',
  row: `${setId}/${pseudonym}`,
  column: 'sealed',
});
const mapKey = (deps: ArrayDeps, setId: string, salt: Uint8Array): DataKey =>
  new DataKey(setId, deps.keys.mac('pseudonym-map', setId, salt));

/**
 * PD-3.15: values of an array under pseudonyms that are new in every set. The values are handed out and not kept; what a
 * pseudonym stands for is sealed in a store of its own, which neither the holder's scope nor this set's readers open.
 */
export async function pseudonymise(
  deps: ArrayDeps,
  who: Acting,
  arrayId: string,
  what: { categories: readonly string[]; furtherPurposeId: string },
): Promise<{ setId: string; rows: PseudonymRow[] } | Refusal> {
  const direct = what.categories.find((code) => findCategory(code)?.identifier !== 'indirect');
  if (direct !== undefined) return refuse('DIRECT_IDENTIFIER', { field: 'categories', values: { category: direct } });
  const setId = uuidv7(deps.clock.real());
  const done = await deps.db.tx(holderScope(who.holderId), async (tx) => {
    if ((await readArray(tx, who.holderId, arrayId)) === null) return refuse('ARRAY_UNKNOWN');
    const further = await furtherById(tx, who.holderId, what.furtherPurposeId);
    const object = { kind: 'array', id: arrayId };
    if (further === null) return refuse('FURTHER_PURPOSE_UNKNOWN');
    if (further.started_at === null || further.measures.length === 0)
      return journalRefused(deps, tx, who, 'pseudonymise', refuse('FURTHER_PURPOSE_UNPROTECTED'), { object });
    const lists = (await listsOf(tx, arrayId))
      .filter((list) => list.current)
      .map((list) => ({
        purposeId: list.purpose_id,
        categories: list.categories.filter((code) => what.categories.includes(code)),
      }));
    if (what.categories.some((code) => !lists.some((list) => list.categories.includes(code))))
      return refuse('REGIME_LIST_UNKNOWN', { field: 'categories' });
    const sources = await valuesFor(tx, who.holderId, lists, mostSubjects);
    const names = new Map(
      [...new Set(sources.map((row) => row.subject_id))].map((subjectId) => [subjectId, randomToken(16)]),
    );
    const rows: PseudonymRow[] = [];
    for (const [subjectId, pseudonym] of names)
      rows.push(
        ...(await open(
          deps,
          tx,
          subjectId,
          pseudonym,
          sources.filter((row) => row.subject_id === subjectId),
        )),
      );
    const entryId = await journal(deps, tx, who, {
      type: 'pseudonyms.made',
      object: { kind: 'pseudonym-set', id: setId },
      data: { array: arrayId, further: what.furtherPurposeId, categories: [...what.categories], subjects: names.size },
    });
    await insertSet(tx, {
      id: setId,
      holder_id: who.holderId,
      array_id: arrayId,
      further_purpose_id: what.furtherPurposeId,
      categories: what.categories,
      subjects: names.size,
      made_at: deps.clock.now(),
      entryId,
    });
    // Sorted by pseudonym: the order of the rows tells nothing about the order of the subjects.
    return {
      names,
      rows: rows.toSorted((a, b) => (a.pseudonym < b.pseudonym ? -1 : a.pseudonym > b.pseudonym ? 1 : 0)),
    };
  });
  if (isRefusal(done)) return done;
  await keepMapping(deps, { id: setId, holder_id: who.holderId }, done.names);
  return { setId, rows: done.rows };
}

async function open(
  deps: ArrayDeps,
  tx: Tx,
  subjectId: string,
  pseudonym: string,
  sources: readonly SourceRow[],
): Promise<PseudonymRow[]> {
  const keys = await keysOf(
    deps.keys,
    tx,
    subjectId,
    sources.map((row) => row.sealed),
  );
  const rows = sources.flatMap((row) => {
    const key = keys.get(sealedUnder(row.sealed));
    return key === undefined
      ? []
      : [{ pseudonym, category: row.category, value: openJson<string>(key, recordPlace(row.id), row.sealed) }];
  });
  for (const key of keys.values()) key[Symbol.dispose]();
  return rows;
}

// The other store: written under the platform's own scope, after the set itself. Were it lost in between, the set could be
// resolved by nobody, which harms no subject.
async function keepMapping(
  deps: ArrayDeps,
  set: { id: string; holder_id: string },
  names: ReadonlyMap<string, string>,
): Promise<void> {
  const salt = randomBytes(32);
  using key = mapKey(deps, set.id, salt);
  const rows = [...names].map(([subjectId, pseudonym]) => ({
    pseudonym,
    sealed: sealValue(key, mapPlace(set.id, pseudonym), Buffer.from(subjectId)),
  }));
  await deps.db.tx(systemScope('the mapping of a pseudonymised set is kept apart'), (tx) =>
    insertMapping(tx, set, salt, rows),
  );
}

/** PD-3.15: resolving is the right of one role; an attempt without it is denied and journalled, an attempt with it journalled. */
export async function resolvePseudonym(
  deps: ArrayDeps,
  who: Acting,
  isKeeper: boolean,
  setId: string,
  pseudonym: string,
  reason: string,
): Promise<{ subjectId: string } | Refusal> {
  return deps.db.tx(systemScope('a pseudonym is resolved by its keeper'), async (tx) => {
    const object = { kind: 'pseudonym-set', id: setId };
    if (!isKeeper) return journalRefused(deps, tx, who, 'resolve', refuse('NOT_PSEUDONYM_KEEPER'), { object });
    const row = await mappingOf(tx, who.holderId, setId, pseudonym);
    if (row === null) return refuse('PSEUDONYM_UNKNOWN');
    using key = mapKey(deps, setId, row.salt);
    const subjectId = openValue(key, mapPlace(setId, pseudonym), row.sealed).toString();
    await journal(deps, tx, who, { type: 'pseudonyms.resolved', subject: subjectId, object, data: { reason } });
    return { subjectId };
  });
}

/** DECISIONS 31: once nobody can resolve the pseudonyms the set is depersonalised. There is no way back. */
export async function destroyMapping(
  deps: ArrayDeps,
  who: Acting,
  setId: string,
): Promise<{ destroyedAt: Date } | Refusal> {
  return deps.db.tx(systemScope('the mapping of a pseudonymised set is destroyed'), async (tx) => {
    const set = await setById(tx, who.holderId, setId);
    if (set === null) return refuse('PSEUDONYM_UNKNOWN');
    const destroyedAt = set.mapping_destroyed_at ?? deps.clock.now();
    await journal(deps, tx, who, {
      type: 'pseudonyms.mapping-destroyed',
      object: { kind: 'pseudonym-set', id: setId },
      data: {},
    });
    await dropMapping(tx, setId, destroyedAt);
    return { destroyedAt };
  });
}

/** PD-6.3-1: what a set and its mapping are worth; a lift reaches the set's output alone. */
export async function standingOfSet(
  deps: ArrayDeps,
  holderId: string,
  setId: string,
): Promise<
  { regime: 'confidential' | 'lifted'; mapping: { state: 'kept' | 'destroyed'; regime: 'confidential' } } | Refusal
> {
  return deps.db.tx(systemScope('a set is shown with the standing of its mapping'), async (tx) => {
    const set = await setById(tx, holderId, setId);
    if (set === null) return refuse('PSEUDONYM_UNKNOWN');
    const lifted = (await liveRegimes(tx, set.array_id, deps.clock.now())).some((change) => change.setId === setId);
    const mapping = await mappingRegime(tx, setId);
    if (mapping.regimes.some((regime) => regime !== 'confidential')) throw new Error('a mapping is confidential');
    return {
      regime: lifted ? 'lifted' : 'confidential',
      mapping: { state: set.mapping_destroyed_at === null ? 'kept' : 'destroyed', regime: 'confidential' },
    };
  });
}
