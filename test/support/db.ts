// Real PostgreSQL for tests: one throw-away cluster a run, one database a test file, cloned from a template migrated once.

import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { type Db, migrate, openDb, readMigrations } from '../../src/platform/db/index.ts';
import type { Migration } from '../../src/platform/db/migrate.ts';
import { parseTarget } from '../../src/platform/db/db.ts';
import { type EmbeddedServer, startEmbedded } from '../../src/platform/postgres/embedded.ts';

export type TestDatabase = {
  /** As the application connects: role makulduk_app, row-level security in force. */
  readonly db: Db;
  /** As the owner of the tables: to look behind the curtain. */
  readonly owner: Db;
  /** Connection target of this database. */
  readonly target: string;
  /** The cluster's folder, where this process started it itself. */
  readonly folder: string | undefined;
  /** Closes the pools and removes the database; the last one stops the cluster this process started. Call it in `after`. */
  readonly drop: () => Promise<void>;
  /** Closes the pools and keeps the database: others are cloned from it by its name (`template`) while the run's cluster lives. */
  readonly keepAsTemplate: () => Promise<string>;
};

type Cluster = { target(database: string): string; readonly folder?: string; readonly server?: EmbeddedServer };

let cluster: Promise<Cluster> | undefined;
let users = 0;

/**
 * A migrated database of its own. MAKULDUK_TEST_PG (`socket:/dir`, set by the test runner) shares one cluster between test processes.
 * `durable`: a cluster of its own that waits for the disk, for tests that kill it. `template`: what is cloned instead of the bare migrations.
 */
export async function testDatabase(
  options: { max?: number; ownCluster?: boolean | 'durable'; template?: string } = {},
): Promise<TestDatabase> {
  const alone = options.ownCluster ?? false;
  const shared = alone === false ? process.env['MAKULDUK_TEST_PG'] : undefined;
  const own = alone === false ? undefined : startCluster(alone === 'durable');
  const at = await (own ??
    (cluster ??= shared === undefined ? startCluster() : Promise.resolve(sharedCluster(shared))));
  if (own === undefined) users++;
  const name = `t_${randomBytes(8).toString('hex')}`;
  await clone(at, name, options.template);
  const target = at.target(name);
  const db = openDb(target, { role: 'makulduk_app', max: options.max ?? 8 });
  const owner = openDb(target, { max: 4 });
  return {
    db,
    owner,
    target,
    folder: at.folder,
    async drop() {
      await Promise.all([db.stop(), owner.stop()]);
      await asAdmin(at, (client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
      if (own === undefined && --users > 0) return;
      if (own === undefined) cluster = undefined;
      await stopCluster(at);
    },
    async keepAsTemplate() {
      await Promise.all([db.stop(), owner.stop()]);
      await asAdmin(at, (client) => client.query(`ALTER DATABASE ${name} IS_TEMPLATE true`));
      return name;
    },
  };
}

/**
 * Starts the cluster that a whole run shares: give `socket` to the test processes as MAKULDUK_TEST_PG, and `folder`, which goes with
 * the cluster, as MAKULDUK_TEST_SHARED for what they make once for all.
 */
export async function startTestCluster(): Promise<{
  readonly socket: string;
  readonly folder: string;
  readonly stop: () => Promise<void>;
}> {
  const at = await startCluster();
  return { socket: at.target('postgres').split('?')[0]!, folder: at.folder!, stop: () => stopCluster(at) };
}

/** One process of the run at a time: what is made once for all is made by the first who asks. Needs MAKULDUK_TEST_PG. */
export const oneAtATime = <T>(act: () => Promise<T>): Promise<T> =>
  asAdmin(sharedCluster(process.env['MAKULDUK_TEST_PG']!), async (client) => {
    // The lock goes with the connection, also when the process is killed.
    await client.query('SELECT pg_advisory_lock(20263)');
    return act();
  });

async function startCluster(durable = false): Promise<Cluster> {
  const folder = mkdtempSync(join(tmpdir(), 'makulduk-test-'));
  const server = await startEmbedded(folder, {
    fsync: durable,
    settings: { shared_buffers: '32MB', autovacuum_naptime: '1h' },
  });
  // A crash of the test process must not leave a server behind: the handler is synchronous because nothing else runs at exit.
  process.once('exit', () => killNow(server.pid, folder));
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));
  return { target: (database) => server.target(database), folder, server };
}

const sharedCluster = (socket: string): Cluster => ({
  target: (database) => `${socket.split('?')[0]}?db=${encodeURIComponent(database)}&user=makulduk_owner`,
});

async function stopCluster(at: Cluster): Promise<void> {
  if (at.server === undefined) return;
  await at.server.stop();
  rmSync(at.folder!, { recursive: true, force: true });
}

function killNow(pid: number, folder: string): void {
  const lock = join(folder, 'cluster', 'postmaster.pid');
  if (!existsSync(lock)) return;
  try {
    process.kill(pid, 'SIGQUIT');
    const pause = new Int32Array(new SharedArrayBuffer(4));
    for (let i = 0; i < 200 && existsSync(lock); i++) Atomics.wait(pause, 0, 0, 10);
  } catch {
    // it is gone already
  }
  rmSync(folder, { recursive: true, force: true });
}

async function asAdmin<T>(at: Cluster, act: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(parseTarget(at.target('postgres')));
  await client.connect();
  try {
    return await act(client);
  } finally {
    await client.end();
  }
}

const theMigrations = (): Migration[] =>
  readMigrations(
    process.env['MAKULDUK_TEST_MIGRATIONS'] ?? fileURLToPath(new URL('../../migrations', import.meta.url)),
  );

/** Changes with any migration: a template's name has it, so that one changed in the middle of a run makes a new template. */
export const migrationsHash = (): string => hashOf(theMigrations());

// The template's name is the migrations' hash: a changed migration makes a new template, and runs side by side do not disturb each other.
async function clone(at: Cluster, name: string, from?: string): Promise<void> {
  if (from !== undefined) {
    await asAdmin(at, (client) => client.query(`CREATE DATABASE ${name} TEMPLATE ${from} STRATEGY wal_log`));
    return;
  }
  const migrations = theMigrations();
  const template = `tpl_${hashOf(migrations)}`;
  await asAdmin(at, async (client) => {
    await client.query('SELECT pg_advisory_lock(20262)');
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1 AND datistemplate', [
      template,
    ]);
    if (rowCount === 0) {
      await client.query(`DROP DATABASE IF EXISTS ${template} WITH (FORCE)`);
      await client.query(`CREATE DATABASE ${template}`);
      await migrate(at.target(template), migrations);
      await client.query(`ALTER DATABASE ${template} IS_TEMPLATE true`);
    }
    await client.query('SELECT pg_advisory_unlock(20262)');
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY wal_log`);
  });
}

function hashOf(migrations: readonly Migration[]): string {
  const hash = createHash('sha256');
  for (const migration of migrations) hash.update(migration.checksum);
  return hash.digest('hex').slice(0, 16);
}
