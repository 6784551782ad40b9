import type { Clock } from '../platform/clock.ts';
import { actOnEach, type Tx } from '../platform/db/index.ts';
import { uuidv7 } from '../platform/ids.ts';
import {
  broadcastWorker,
  bulkWaiting,
  insertBroadcast,
  insertBroadcastRows,
  lockBroadcast,
  moveBroadcast,
  nextBroadcast,
} from './broadcast-store.ts';
import type { NoticesDeps, Place } from './types.ts';

const page = 500;
/** No more waits in the outbox at once than can be sent in some minutes. */
const enough = 5_000;

export type Broadcast = {
  readonly holderId: string;
  readonly kind: string;
  /** What it is about, for instance the policy's version. */
  readonly ref: string;
  readonly channels: readonly Exclude<Place, 'task'>[];
  readonly data?: Readonly<Record<string, unknown>>;
};

/** SP-10b: everybody with a current consent of the holder is told, each channel with its proof. Returns the broadcast's id. */
export async function enqueueBroadcast(clock: Clock, tx: Tx, one: Broadcast): Promise<string> {
  if (one.channels.length === 0) throw new RangeError('a broadcast needs a channel');
  const id = uuidv7(clock.real());
  await insertBroadcast(tx, {
    id,
    holder_id: one.holderId,
    kind: one.kind,
    ref: one.ref,
    data: one.data ?? {},
    channels: one.channels,
    created_at: clock.now(),
  });
  return id;
}

/**
 * Puts the next page of an open broadcast into the outbox, page and place in one transaction. True: there is more to do.
 * A broadcast that fails rests; the next one has its turn.
 */
export async function fanOut(deps: Pick<NoticesDeps, 'db' | 'clock' | 'audience' | 'onFault'>): Promise<boolean> {
  const id = await nextBroadcast(deps.db, deps.clock.real());
  if (id === null) return false;
  let full = false;
  const act = async (tx: Tx): Promise<number> => {
    const open = await lockBroadcast(tx, id);
    full = open === null || (await bulkWaiting(tx, enough)) >= enough;
    if (open === null || full) return 0;
    const audience = await deps.audience(tx, open.holder_id, open.cursor, page);
    const subjects = [...new Set(audience.subjectIds)].map((subjectId) => ({
      id: uuidv7(deps.clock.real()),
      subjectId,
    }));
    const added = subjects.length === 0 ? 0 : await insertBroadcastRows(tx, open, subjects);
    await moveBroadcast(tx, open.id, audience.cursor, added, audience.cursor === null ? deps.clock.now() : null);
    return 1;
  };
  const { db, onFault } = deps;
  await actOnEach({ db, clock: deps.clock, worker: broadcastWorker, idOf: (one) => one, act, onFault }, [id]);
  return !full;
}
