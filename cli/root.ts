import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Database } from '../src/database.ts';
import { defaultProfile } from '../src/law/index.ts';
import { type Clock, travellingClock } from '../src/platform/clock.ts';
import { type Config, readConfig } from '../src/platform/config.ts';
import { readLawClock, systemScope, type Tx } from '../src/platform/db/index.ts';
import { isRefusal } from '../src/platform/refusal.ts';
import { issuersOf, readPem, registerOf } from '../src/trust/issue/index.ts';
import { acceptList, listOrder } from '../src/trust/status/index.ts';
import { withDatabase } from './operate.ts';

// The platform's side of a ceremony with an offline root: an order goes out as a file, what the root has signed comes in.

export const rootUsage = `makulduk root list-order --days N --out list-order.json
makulduk root list-in FILE`;

type Io = { readonly env: NodeJS.ProcessEnv; readonly print: (text: string) => void };
const scope = systemScope('what an offline root signs goes out and comes in');
const actor = { kind: 'system', id: 'root ceremony' } as const;

/** One step; 0 where it was carried out. @throws Error that says what is wrong */
export async function rootCommand([what = '', ...args]: readonly string[], { env, print }: Io): Promise<number> {
  if (what !== 'list-order' && what !== 'list-in') throw new Error(rootUsage);
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { days: { type: 'string' }, out: { type: 'string' } },
    allowPositionals: true,
  });
  const config = readConfig(env);
  return withDatabase(config, async (database) => {
    const clock = await lawClock(config, database);
    if (what === 'list-in') {
      const file = positionals[0];
      if (file === undefined || positionals.length > 1) throw new Error(rootUsage);
      const list = readFileSync(file);
      const bytes = list.includes('-----BEGIN') ? readPem('X509 CRL', list.toString('utf8')) : list;
      const deps = { clock, profile: defaultProfile, poke: () => undefined };
      const accepted = await database.db.tx(scope, async (tx) =>
        acceptList(tx, deps, { issuerId: await offlineRoot(tx), list: bytes, actor }),
      );
      if (isRefusal(accepted)) throw new Error(`${accepted.code}: ${accepted.text.en}`);
      print(`list accepted: number ${accepted.number}, until ${accepted.nextUpdate.toISOString()}`);
      return 0;
    }
    const [days, out] = [Number(values.days ?? Number.NaN), values.out];
    if (out === undefined || !Number.isInteger(days) || days < 1 || days > 400) throw new Error(rootUsage);
    const order = await database.db.tx(scope, async (tx) => listOrder(tx, await offlineRoot(tx), days));
    writeFileSync(out, `${JSON.stringify(order)}\n`, { flag: 'wx' });
    print(`order written: ${out}\nnumber: ${order!.number}\nentries: ${order!.entries.length}`);
    return 0;
  });
}

/** The newest root of the authority's register. @throws Error where the register has none */
async function offlineRoot(tx: Tx): Promise<string> {
  const register = await registerOf(tx, null);
  const roots = register === undefined ? [] : (await issuersOf(tx, register.id)).filter(({ kind }) => kind === 'ROOT');
  if (roots.length === 0) throw new Error('the register of the authority has no root yet: start the platform once');
  return roots.at(-1)!.id;
}

const lawClock = async (config: Config, { db }: Database): Promise<Clock> =>
  travellingClock(config.mode === 'sandbox' ? await readLawClock(db) : 0);
