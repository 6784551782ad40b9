// A centre that issues without end, for tests that kill it: forty applications under way, and every number that was given out told to the
// parent. MAKULDUK_TEST_PG says where its database is.
import { setTimeout as sleep } from 'node:timers/promises';
import { systemScope } from '../../src/platform/db/index.ts';
import { isRefusal } from '../../src/platform/refusal.ts';
import { gatheredIssuing } from '../../src/trust/issue/index.ts';
import { registerStand } from '../../src/trust/issue/register/test-register.ts';

export type Told =
  | { readonly target: string; readonly keysFolder: string; readonly register: string }
  | { readonly number: string };

const stand = await registerStand();
const { deps, issuers, keys, database, keysFolder, registers } = stand;
const tell = (told: Told): void => void process.send!(told);
const issue = gatheredIssuing(database.db, systemScope('issuing until it is killed'), deps);
tell({ target: database.target, keysFolder, register: registers.centre });
// Whoever started it is gone: nobody is there to kill it.
process.once('disconnect', () => process.exit(0));
for (let n = 0; n < 40; n++)
  void (async () => {
    for (;;) {
      const outcome = await issue({ issuerId: issuers.ACA, key: keys.ACA }, async () => stand.order('QN')).catch(
        () => undefined,
      );
      if (outcome === undefined) await sleep(50);
      else if (isRefusal(outcome)) throw new Error(outcome.code);
      else tell({ number: outcome.number });
    }
  })();
