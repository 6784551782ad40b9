import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { after } from 'node:test';
import pg from 'pg';
import { type Db, migrate, openDb, readMigrations } from '../../src/platform/db/index.ts';
import { parseTarget } from '../../src/platform/db/db.ts';
import { startTestCluster } from './cluster.ts';

export type TestDatabase = {
  /** As the application: role makulduk_app, row-level security in force. */
  readonly db: Db;
  /** As the owner: for looking behind the curtain. */
  readonly owner: Db;
  /** Connection target, for programs started as a process. */
  readonly target: string;
};

let cluster: Promise<string> | undefined;

// One cluster a run (test/support/global-setup.ts); a file run alone starts its own.
async function clusterTarget(): Promise<string> {
  const given = process.env['MAKULDUK_TEST_PG'];
  if (given !== undefined) return given;
  cluster ??= startTestCluster().then(({ target, stop }) => {
    endings.push(stop);
    return target;
  });
  return cluster;
}

// Hooks run in the order they were made, but a cluster must stop after the databases in it are gone.
const endings: (() => Promise<unknown>)[] = [];
after(async () => {
  for (const end of endings.reverse()) await end();
});

const migrations = readMigrations(join(import.meta.dirname, '../../migrations'));
const template = `mk_template_${createHash('sha256').update(migrations.map((m) => m.checksum).join()).digest('hex').slice(0, 12)}`;
let counter = 0;

/** A fresh database copied from a migrated template; dropped when the test file ends. Call it in a `before` or at top level. */
export async function testDatabase(): Promise<TestDatabase> {
  const target = await clusterTarget();
  const of = (name: string): string => target.replace('{db}', name);
  const name = `mk_test_${process.pid}_${counter++}`;
  const admin = new pg.Client(parseTarget(of('postgres')));
  await admin.connect();
  await admin.query('SELECT pg_advisory_lock(42)');
  const { rowCount } = await admin.query('SELECT 1 FROM pg_database WHERE datname = $1', [template]);
  if (rowCount === 0) {
    await admin.query(`CREATE DATABASE ${template}_new`);
    await migrate(of(`${template}_new`), migrations);
    await admin.query(`ALTER DATABASE ${template}_new RENAME TO ${template}`);
  }
  await admin.query(`CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY wal_log`);
  await admin.query('SELECT pg_advisory_unlock(42)');
  const db = openDb(of(name), { role: 'makulduk_app', max: 20 });
  const owner = openDb(of(name), { max: 4 });
  endings.push(async () => {
    await db.stop();
    await owner.stop();
    await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    await admin.end();
  });
  return { db, owner, target: of(name) };
}
