import { importPolicy } from '../src/consent/policy/import-policy.ts';
import { openDatabase, migrationsFolder, DatabaseRefused } from '../src/database.ts';
import { defaultProfile } from '../src/law/index.ts';
import { travellingClock } from '../src/platform/clock.ts';
import { type Config, ensureDataFolder, readConfig } from '../src/platform/config.ts';
import { migrate, moveLawClock, readLawClock, readMigrations } from '../src/platform/db/index.ts';
import { acquireFolder } from '../src/platform/folder-lock.ts';
import type { LoadPolicy } from './policy.ts';

export const operateUsage = `makulduk migrate
makulduk clock [--days N | --to YYYY-MM-DD]`;

type Io = { readonly env: NodeJS.ProcessEnv; readonly print: (text: string) => void };

/** Brings the schema of DATABASE_URL forward, with the owner's rights. Production starts only on an up-to-date schema. */
export async function migrateCommand({ env, print }: Io): Promise<number> {
  const url = env['DATABASE_URL'];
  if (url === undefined || url === '') throw new Error('set DATABASE_URL to the address with the rights of the owner');
  const applied = await migrate(url, readMigrations(migrationsFolder));
  print(applied === 0 ? 'the schema is up to date' : `${applied} migrations applied`);
  return 0;
}

/** Shows law time of the sandbox, or moves it forward: terms are then seen to expire. It never goes back. */
export async function clockCommand(args: readonly string[], { env, print }: Io): Promise<number> {
  const config = sandboxOnly(readConfig(env));
  return withDatabase(config, async (database) => {
    const clock = travellingClock(await readLawClock(database.db));
    const to = target(args, clock.now());
    if (to !== null) {
      if (to <= clock.now()) throw new Error('law time only goes forward');
      clock.travelTo(to);
      await moveLawClock(database.db, clock.offsetMs);
    }
    print(`law time: ${clock.now().toISOString()}   real time: ${clock.real().toISOString()}`);
    return 0;
  });
}

function target(args: readonly string[], now: Date): Date | null {
  const [flag, value = ''] = args;
  if (flag === undefined) return null;
  if (flag === '--days' && /^\d{1,4}$/.test(value)) return new Date(now.getTime() + Number(value) * 86_400_000);
  if (flag === '--to' && /^\d{4}-\d{2}-\d{2}$/.test(value)) return new Date(`${value}T00:00:00+06:00`);
  throw new Error(operateUsage);
}

/** `makulduk policy import`: puts the holder and its policy into the register. */
export const loadIntoDatabase =
  (io: Io): LoadPolicy =>
  async ({ policy, sandboxPaths }, lang) => {
    const config = readConfig(io.env);
    return withDatabase(config, async ({ db }) => {
      const clock = travellingClock(await readLawClock(db));
      const done = await importPolicy(
        { db, clock, profile: defaultProfile, poke: () => undefined },
        policy,
        sandboxPaths,
        config.mode === 'sandbox',
      );
      return (done.created ? loaded : there)[lang];
    });
  };
const loaded = {
  ky: 'Саясат реестрге киргизилди жана күчүнө кирди.',
  ru: 'Политика внесена в реестр и вступила в силу.',
  en: 'The policy is in the register and in force.',
};
const there = {
  ky: 'Бул кармоочунун саясаты реестрде бар: өзгөртүү үчүн өзгөртүү жол-жобосун колдонуңуз.',
  ru: 'Политика этого держателя уже в реестре: для изменений есть процедура изменения.',
  en: 'This holder’s policy is in the register already: to change it, use the procedure of change.',
};

/** Opens the database of the settings for one act. @throws Error that says in one sentence why it cannot be used */
export async function withDatabase<T>(
  config: Config,
  act: (database: Awaited<ReturnType<typeof openDatabase>>) => Promise<T>,
): Promise<T> {
  ensureDataFolder(config.dataFolder);
  const release = config.databaseUrl === undefined ? acquireFolder(config.dataFolder) : () => undefined;
  try {
    const database = await openDatabase(config, () => undefined);
    try {
      return await act(database);
    } finally {
      await database.stop();
    }
  } catch (error) {
    throw error instanceof DatabaseRefused ? new Error(error.message) : error;
  } finally {
    release();
  }
}

function sandboxOnly(config: Config): Config {
  if (config.mode !== 'sandbox') throw new Error('law time travels in the sandbox only');
  return config;
}
