import { endOfDay } from '../../../law/index.ts';
import { allOrNothing, systemScope } from '../../../platform/db/index.ts';
import { uuidv7 } from '../../../platform/ids.ts';
import type { Refusal } from '../../../platform/refusal.ts';
import type { ConfirmedMeans } from '../centre.ts';
import { type CentreDeps, journal } from '../deps.ts';
import { endMeansRow, insertMeans } from '../means-store.ts';
import { refuse } from '../refusals.ts';

const scope = systemScope('the security body keeps the list of confirmed means');

export type NewMeans = Pick<
  ConfirmedMeans,
  'kind' | 'functions' | 'name' | 'version' | 'document' | 'documentNumber'
> & {
  /** The last day of the confirmation; null: without an end. */
  readonly until: string | null;
};

/** ES-8.5.3: the security body confirms a means and puts it on the public list, from now on. */
export async function confirmMeans(
  deps: CentreDeps,
  officer: string,
  what: NewMeans,
): Promise<{ meansId: string } | Refusal> {
  // ES-2.9, ES-2.10: a means of signatures does at least one of three things, a centre's means another one.
  if (what.kind === 'signature' && what.functions.length === 0)
    return refuse('MEANS_WITHOUT_FUNCTION', { field: 'functions' });
  if (what.kind === 'centre' && what.functions.length > 0)
    return refuse('CENTRE_MEANS_WITH_FUNCTION', { field: 'functions' });
  const now = deps.clock.now();
  const untilAt = what.until === null ? null : endOfDay(what.until);
  if (untilAt !== null && untilAt <= now) return refuse('TERM_ENDS_BEFORE_IT_BEGINS', { field: 'until' });
  const id = uuidv7(deps.clock.real());
  return onceMore(deps, id, officer, 'means.confirmed', { kind: what.kind }, async (tx, entry) =>
    (await insertMeans(tx, { ...what, id, since: now, untilAt }, entry))
      ? { meansId: id }
      : refuse('MEANS_NUMBER_TAKEN', { field: 'documentNumber' }),
  );
}

/** ES-8.5.3b: the confirmation ends now; for earlier days the list goes on saying that it stood. */
export async function endMeans(
  deps: CentreDeps,
  officer: string,
  id: string,
  ground: string,
): Promise<{ endedAt: Date } | Refusal> {
  const now = deps.clock.now();
  return onceMore(deps, id, officer, 'means.confirmation-ended', { ground }, async (tx) =>
    (await endMeansRow(tx, id, now, ground)) ? { endedAt: now } : refuse('MEANS_UNKNOWN'),
  );
}

/** One change of the list with its journal entry; a refused one leaves neither. */
async function onceMore<T extends object>(
  deps: CentreDeps,
  id: string,
  officer: string,
  type: 'means.confirmed' | 'means.confirmation-ended',
  data: Readonly<Record<string, string>>,
  change: (tx: Parameters<typeof insertMeans>[0], entry: string) => Promise<T | Refusal>,
): Promise<T | Refusal> {
  return allOrNothing(deps.db, scope, async (tx) => {
    const actor = { kind: 'account', id: officer, role: 'security-body' } as const;
    const object = { kind: 'confirmed-means', id };
    return change(tx, await journal(deps, tx, { type, actor, object, data: { ...data } }));
  });
}
