import { isRefusal, type Refusal } from '../refusal.ts';
import { allOrNothing } from './all-or-nothing.ts';
import { type Db, isUnavailable, type Tx } from './db.ts';
import { gathered } from './gathered.ts';
import type { Scope } from './scope.ts';

type Act = {
  readonly scope: Scope;
  readonly about: string;
  readonly act: (tx: Tx) => Promise<unknown>;
};
type Done = PromiseSettledResult<unknown>;

/** One shared transaction at a time is written: what arrives meanwhile is enough for the next, which begins while this one's COMMIT waits for the disk. */
const lanes = 1;
const most = 128;
/** A transaction of so many is hardly dearer for each than a larger one. */
const worth = 8;

class FellApart extends Error {
  readonly done: readonly Done[];
  constructor(done: readonly Done[]) {
    super('the acts of a shared transaction are done apart');
    this.done = done;
  }
}

/**
 * `allOrNothing` for an act that many people do at once: acts that arrive while others are being written share the next
 * transaction and its wait for the disk, and what they ask of it in one go is one statement each (`gathered`). Each is
 * answered after the commit. Where one of them is refused or fails, nothing of the shared transaction stands and each is
 * done in one of its own, so that nobody's answer depends on who came along.
 *
 * `about`: two acts about the same never share a transaction. The act may be run twice. While one has widened its scope (`as`), the
 * others' statements wait; within it, it asks of the transaction that it was given there and of no other.
 */
export async function together<T>(
  db: Db,
  scope: Scope,
  about: string,
  act: (tx: Tx) => Promise<T | Refusal>,
): Promise<T | Refusal> {
  const done = await line(db, { scope, about, act });
  if (done.status === 'rejected') throw done.reason;
  return done.value as T | Refusal;
}

/**
 * Says that an act comes to share a transaction once what precedes it is read and checked: the next one waits for it a little. Who says so
 * calls what is answered when that is over, just before the act or instead of it.
 */
export const announce = (db: Db): (() => void) => line.announce(db);

const line = gathered<Db, Act, Done>(
  async (db, acts, free) => {
    const apart = acts.filter(
      (one, i) => acts.findIndex(({ scope, about }) => about === one.about && scope.key === one.scope.key) === i,
    );
    const groups = [...Map.groupBy(apart, ({ scope }) => scope.key).values()].filter(({ length }) => length > 1);
    const shared = new Map(
      (await Promise.all(groups.map((group) => share(db, group, free)))).flatMap((done) => done ?? []),
    );
    return Promise.all(acts.map(async (one) => shared.get(one) ?? (await alone(db, one))));
  },
  { lanes, most, worth },
);

const alone = async (db: Db, { scope, act }: Act): Promise<Done> =>
  (await Promise.allSettled([allOrNothing(db, scope, act)]))[0];

/** How each act ended, or null where each is to be done apart. */
async function share(db: Db, acts: readonly Act[], free: () => void): Promise<(readonly [Act, Done])[] | null> {
  const all = (done: readonly Done[]): (readonly [Act, Done])[] => acts.map((act, i) => [act, done[i]!]);
  try {
    const done = await db.tx(acts[0]!.scope, async (tx) => {
      const one = shareable(tx);
      const settled = await Promise.allSettled(acts.map(({ act }) => act(one)));
      if (settled.some((each) => each.status === 'rejected' || isRefusal(each.value))) throw new FellApart(settled);
      free();
      return settled;
    });
    return all(done);
  } catch (error) {
    if (error instanceof FellApart)
      // The database is away, and nothing was committed: trying each again would only add to its trouble.
      return error.done.some((each) => each.status === 'rejected' && isUnavailable(each.reason))
        ? all(error.done.map((each) => (each.status === 'rejected' ? each : unavailable(error.done))))
        : null;
    // Whether a COMMIT without an answer stands nobody knows: not to be done again.
    if (isUnavailable(error)) return all(acts.map(() => ({ status: 'rejected', reason: error })));
    return null;
  }
}

const unavailable = (done: readonly Done[]): Done =>
  done.find((each) => each.status === 'rejected' && isUnavailable(each.reason))!;

/**
 * A transaction as one of several acts has it. What one could do alone and would harm the others by: to end it, which waits for all; and
 * to see more rows than its scope has, which the connection does or does not do for whoever asks meanwhile. So they are kept waiting.
 */
function shareable(tx: Tx): Tx {
  let widened: Promise<void> | undefined;
  // Nothing between the look and the statement: whoever waits is let in one after the other.
  const query: Tx['query'] = async (text, values) => {
    while (widened !== undefined) await widened;
    return tx.query(text, values);
  };
  return {
    query,
    last: query,
    async as(scope, act) {
      while (widened !== undefined) await widened;
      // Statements are answered in their order: what was asked before has left before the scope is widened.
      const done = tx.as(scope, act);
      const over = (): void => void (widened = undefined);
      widened = done.then(over, over);
      return done;
    },
    onCommit: (after) => tx.onCommit(after),
  };
}
