import { type Db, systemScope } from '../../src/platform/db/index.ts';

/** Every row of every table as text, as a thief of the database reads it: octets stand in it in hexadecimal. `owner`: of the tables. */
export async function rowsOfDatabase(owner: Pick<Db, 'query'>): Promise<string[]> {
  const scope = systemScope('test');
  const tables = await owner.query<{ name: string }>(
    scope,
    `SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename`,
  );
  const rows: string[] = [];
  for (const { name } of tables)
    rows.push(
      ...(await owner.query<{ row: string }>(scope, `SELECT t::text AS row FROM ${name} t`)).map(({ row }) => row),
    );
  return rows;
}
