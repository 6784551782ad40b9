import { type Db, systemScope } from '../../src/platform/db/index.ts';

/** The columns of a table that a statement may fill, as a list; those that the database makes of others are left out. */
export async function columnsOf(owner: Db, table: string): Promise<string> {
  const [row] = await owner.query<{ list: string }>(
    systemScope('test'),
    `SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) AS list FROM pg_attribute
     WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''`,
    [table],
  );
  return row!.list;
}
