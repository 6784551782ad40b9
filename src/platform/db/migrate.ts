import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { parseTarget } from './db.ts';

export type Migration = {
  readonly number: number;
  readonly name: string;
  readonly checksum: string;
  readonly sql: string;
};

/** Reads NNNN_name.sql files in order. Throws on a double number: the order must not depend on luck. */
export function readMigrations(folder: string): Migration[] {
  const files = readdirSync(folder)
    .filter((file) => /^\d{4}_[a-z0-9_]+\.sql$/.test(file))
    .sort();
  return files.map((file, index) => {
    const number = Number(file.slice(0, 4));
    if (index > 0 && number === Number(files[index - 1]!.slice(0, 4)))
      throw new Error(`migration ${file}: the number stands twice`);
    const sql = readFileSync(join(folder, file), 'utf8');
    return { number, name: file.slice(5, -4), sql, checksum: createHash('sha256').update(sql).digest('hex') };
  });
}

/** A database that this version must not touch: newer, or migrated by other files. The message is one clear sentence. */
export class SchemaMismatch extends Error {}

const lockKey = 759_2017;

/**
 * Brings the schema forward, each migration in its own transaction, under one advisory lock so that two starts do not race.
 * @throws SchemaMismatch where the database is newer than the files or a file was changed after it ran
 */
export async function migrate(target: string, migrations: readonly Migration[]): Promise<number> {
  const client = new pg.Client(parseTarget(target));
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [lockKey]);
    await client.query(`CREATE TABLE IF NOT EXISTS schema_migration (
      number int PRIMARY KEY, name text NOT NULL, checksum text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())`);
    const { rows } = await client.query<{ number: number; name: string; checksum: string }>(
      'SELECT number, name, checksum FROM schema_migration ORDER BY number',
    );
    checkHistory(rows, migrations);
    let applied = 0;
    for (const migration of migrations.slice(rows.length)) {
      await client.query('BEGIN');
      try {
        await client.query(migration.sql);
        await client.query('INSERT INTO schema_migration (number, name, checksum) VALUES ($1, $2, $3)', [
          migration.number,
          migration.name,
          migration.checksum,
        ]);
        await client.query('COMMIT');
      } catch (error) {
        await client.query('ROLLBACK');
        throw new Error(`migration ${migration.number}_${migration.name}: ${(error as Error).message}`, {
          cause: error,
        });
      }
      applied++;
    }
    return applied;
  } finally {
    await client.end();
  }
}

function checkHistory(
  applied: readonly { number: number; name: string; checksum: string }[],
  known: readonly Migration[],
): void {
  if (applied.length > known.length)
    throw new SchemaMismatch(
      `the database is of a newer version (schema ${applied.length}, this program knows ${known.length}): start the newer program`,
    );
  for (const [index, row] of applied.entries()) {
    if (known[index]!.number !== row.number || known[index]!.checksum !== row.checksum)
      throw new SchemaMismatch(
        `migration ${row.number}_${row.name} was changed after it ran on this database: restore the file it ran with`,
      );
  }
}
