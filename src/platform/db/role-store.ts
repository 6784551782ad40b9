import type { Db } from './db.ts';
import { systemScope } from './scope.ts';

/** What the connection's role is, and how far the schema has been brought. */
export async function roleStanding(db: Db): Promise<{ superuser: boolean; ownsTables: boolean; schema: number }> {
  const scope = systemScope('the role is checked before serving');
  const [role] = await db.query<{ superuser: boolean; owns: boolean }>(
    scope,
    `SELECT rolsuper OR rolbypassrls AS superuser,
       EXISTS (SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'public' AND c.relowner = r.oid) AS owns
     FROM pg_roles r WHERE rolname = current_user`,
  );
  const [there] = await db.query<{ there: boolean }>(
    scope,
    `SELECT to_regclass('schema_migration') IS NOT NULL AS there`,
  );
  const [schema] = there!.there
    ? await db.query<{ n: number }>(scope, 'SELECT count(*)::int AS n FROM schema_migration')
    : [{ n: 0 }];
  return { superuser: role!.superuser, ownsTables: role!.owns, schema: schema!.n };
}

/** Throws where the database does not answer. */
export async function ping(db: Db): Promise<void> {
  await db.query(systemScope('is the database there'), 'SELECT 1');
}
