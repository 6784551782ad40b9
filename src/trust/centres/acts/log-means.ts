import { createHash } from 'node:crypto';
import type { Clock } from '../../../platform/clock.ts';
import { type Db, systemScope, type Tx } from '../../../platform/db/index.ts';
import { uuidv7 } from '../../../platform/ids.ts';
import type { MeansFunction } from '../centre.ts';
import { insertMeansUse } from '../means-use-store.ts';

const scope = systemScope('ES-12.1: the log of signature means');

/** What a means did: `object` is what it made or checked, of which the log keeps the SHA-256 alone. */
export type MeansDid = {
  readonly operation: MeansFunction;
  readonly means: { readonly name: string; readonly version: string };
  readonly object: Uint8Array;
};
export type LogMeans = (did: MeansDid) => Promise<void>;

/** ES-12.1: every signature, check and key made here names the catalogued means that made it, in a log of its own. */
export const meansLog =
  (db: Db, clock: Clock): LogMeans =>
  (did) =>
    db.tx(scope, (tx) => logMeans(clock, tx, did));

/** The same in the transaction of the act. */
export const logMeans = (clock: Clock, tx: Tx, { operation, means, object }: MeansDid): Promise<void> =>
  tx.as(scope, async (own) => {
    await insertMeansUse(own, {
      id: uuidv7(clock.real()),
      at: clock.now(),
      operation,
      ...means,
      object: createHash('sha256').update(object).digest(),
    });
  });
