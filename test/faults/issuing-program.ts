// A centre that issues without end, for tests that kill it: forty applications under way, and every number that was given out told to the
// parent. MAKULDUK_TEST_PG says where its database is.
import { setTimeout as sleep } from 'node:timers/promises';
import { systemScope, together } from '../../src/platform/db/index.ts';
import { uuidv7 } from '../../src/platform/ids.ts';
import { isRefusal } from '../../src/platform/refusal.ts';
import { issueCertificate } from '../../src/trust/issue/index.ts';
import { registerStand } from '../../src/trust/issue/register/test-register.ts';

export type Told =
  | { readonly target: string; readonly keysFolder: string; readonly register: string }
  | { readonly number: string };

const stand = await registerStand();
const { deps, keys, database, keysFolder, registers } = stand;
const tell = (told: Told): void => void process.send!(told);
const scope = systemScope('issuing until it is killed');
tell({ target: database.target, keysFolder, register: registers.centre });
// Whoever started it is gone: nobody is there to kill it.
process.once('disconnect', () => process.exit(0));
for (let n = 0; n < 40; n++)
  void (async () => {
    for (;;) {
      const outcome = await together(database.db, scope, uuidv7(), (tx) =>
        issueCertificate(tx, deps, stand.order('QN'), keys.ACA),
      ).catch(() => undefined);
      if (outcome === undefined) await sleep(50);
      else if (isRefusal(outcome)) throw new Error(outcome.code);
      else tell({ number: outcome.number });
    }
  })();
