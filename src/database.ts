import { join } from 'node:path';
import { mayAlterJournal } from './record/index.ts';
import type { Config } from './platform/config.ts';
import { type Db, migrate, openDb, readMigrations, roleStanding, SchemaMismatch } from './platform/db/index.ts';
import { EmbeddedUnavailable, startEmbedded } from './platform/postgres/embedded.ts';

export type Database = { readonly db: Db; readonly embedded: boolean; stop(): Promise<void> };

/** The database cannot be used; the message is one clear sentence for the operator. */
export class DatabaseRefused extends Error {}

const role = 'makulduk_app';
export const migrationsFolder = join(import.meta.dirname, '..', 'migrations');

/**
 * DATABASE_URL, else the embedded server. Brings the schema forward in the sandbox; in production an operator does that
 * with the owner's rights (`makulduk migrate`), and the application must have come with the weaker role.
 * @throws DatabaseRefused
 */
export async function openDatabase(config: Config, onError: (error: Error) => void): Promise<Database> {
  const embedded =
    config.databaseUrl === undefined ? await startEmbedded(join(config.dataFolder, 'database')).catch(refuse) : null;
  const target = embedded?.target('postgres') ?? config.databaseUrl!;
  try {
    if (config.mode === 'sandbox') await migrate(target, readMigrations(migrationsFolder));
    const db = openDb(target, { ...(config.mode === 'sandbox' ? { role } : {}), onError });
    if (config.mode === 'production') await checkRole(db);
    return {
      db,
      embedded: embedded !== null,
      async stop() {
        await db.stop();
        await embedded?.stop();
      },
    };
  } catch (error) {
    await embedded?.stop();
    throw refusalOf(error);
  }
}

const refuse = (error: unknown): never => {
  throw error instanceof EmbeddedUnavailable ? new DatabaseRefused(error.message) : error;
};

function refusalOf(error: unknown): unknown {
  if (error instanceof SchemaMismatch || error instanceof DatabaseRefused) return new DatabaseRefused(error.message);
  const { code, message } = error as { code?: string; message: string };
  if (code === '28P01' || code === '28000')
    return new DatabaseRefused('the database refused the user or password of DATABASE_URL');
  if (code === '3D000') return new DatabaseRefused('the database named in DATABASE_URL does not exist');
  if (code === '42501') return new DatabaseRefused(`the user of DATABASE_URL lacks a right: ${message}`);
  if (code !== undefined && /^(ECONN|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENOENT)/.test(code))
    return new DatabaseRefused(`no database answers at the address of DATABASE_URL (${code})`);
  if (/timeout|terminated/i.test(message))
    return new DatabaseRefused('no database answers at the address of DATABASE_URL in time');
  return error;
}

// ARCHITECTURE "Data": what the role could undo, the evidence could not prove.
async function checkRole(db: Db): Promise<void> {
  const me = await roleStanding(db);
  if (me.superuser)
    throw new DatabaseRefused('production refuses a database role that is superuser or bypasses row-level security');
  if (me.ownsTables)
    throw new DatabaseRefused(
      'production refuses a database role that owns tables: connect as a member of makulduk_app',
    );
  if (await mayAlterJournal(db))
    throw new DatabaseRefused('production refuses a database role that may update, delete or truncate the journal');
  const needed = readMigrations(migrationsFolder).length;
  if (me.schema !== needed)
    throw new DatabaseRefused(
      `the schema is at ${me.schema}, this program needs ${needed}: run "makulduk migrate" with the owner's rights`,
    );
}
