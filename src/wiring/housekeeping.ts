import { type Db, systemScope } from '../platform/db/index.ts';
import { dropOldClaims } from '../platform/http/index.ts';
import { dropMeansUses } from '../trust/centres/index.ts';

const day = 86_400_000;
/** DECISIONS 10: what nobody can dispute any more. */
const limitation = 3 * 366 * day;

/** Ends what is kept for a time only: claims of idempotency keys, the log of signature means. `now`: real time. */
export const keepHouse = (db: Db, now: Date): Promise<void> =>
  db.tx(systemScope('housekeeping: what has had its time'), async (tx) => {
    await dropOldClaims(tx, new Date(now.getTime() - 7 * day));
    await dropMeansUses(tx, new Date(now.getTime() - limitation));
  });
