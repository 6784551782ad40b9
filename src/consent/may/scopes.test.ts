import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { columnsOf } from '../../../test/support/columns-store.ts';
import { testDatabase } from '../../../test/support/db.ts';
import { type Scope, holderScope, personScope, publicScope, systemScope } from '../../platform/db/index.ts';
import { uuidv7 } from '../../platform/ids.ts';

// The tables that `may` reads have a policy of their own making (migration 0052): it must show what scope_allows would.

const { db, owner, drop } = await testDatabase();
after(drop);
const system = systemScope('test');
const [h1, h2, s1, s2, s3] = [uuidv7(), uuidv7(), uuidv7(), uuidv7(), uuidv7()] as const;
const rows = [
  { holder: h1, subject: s1 },
  { holder: h1, subject: s2 },
  { holder: h2, subject: s3 },
];
const moment = '2026-11-21T12:00:00Z';
const more: Readonly<Record<string, object>> = {
  consent: {
    purpose_version_id: h1,
    notice_id: h1,
    state: 'active',
    current: true,
    profile: 'kr-strict',
    medium: 'paper',
    signer_role: 'subject',
    given_at: moment,
    valid_from: moment,
    categories: [],
    special_categories: [],
    actions: [],
    transfer: false,
    cross_border: false,
    public_items: [],
    invalid_clauses: [],
    document_hash: '',
    manifest_hash: '',
    giving_steps: 1,
  },
  processing_ground: { code: 'PD-5.1-2', evidence: {}, recorded_by: 'test', recorded_at: moment },
  data_block: { categories: ['email'], reason: 'test', document: 'test', since: moment },
  adult_subject: {},
};
const rowOf = (table: string, { holder, subject }: (typeof rows)[number]): object => ({
  id: uuidv7(),
  holder_id: holder,
  subject_id: subject,
  purpose_id: uuidv7(),
  journal_entry_id: uuidv7(),
  ...more[table],
});
const insert = async (scope: Scope, table: string, row: object): Promise<unknown> => {
  const columns = await columnsOf(owner, table);
  return db.query(
    scope,
    `INSERT INTO ${table} (${columns}) SELECT ${columns} FROM jsonb_populate_record(NULL::${table}, $1)`,
    [JSON.stringify(row)],
  );
};

for (const table of Object.keys(more)) {
  test(`${table}: a holder sees its own rows, a person the own ones, the platform all, others none`, async () => {
    for (const row of rows) await insert(system, table, rowOf(table, row));
    const seen = async (scope: Scope): Promise<string[]> =>
      (await db.query<{ subject_id: string }>(scope, `SELECT subject_id FROM ${table} ORDER BY subject_id`)).map(
        (row) => row.subject_id,
      );
    const of = async (scope: Scope, ...subjects: string[]): Promise<void> =>
      assert.deepEqual(await seen(scope), subjects.toSorted());
    await of(system, s1, s2, s3);
    await of(holderScope(h1), s1, s2);
    await of(holderScope(h2), s3);
    await of(holderScope(uuidv7()));
    await of(personScope([s2, s3]), s2, s3);
    await of(personScope([]));
    await of(publicScope());
    // Prepared once, asked under one scope after the other over one connection.
    await of(holderScope(h1), s1, s2);
  });

  test(`${table}: nothing is written or removed for another holder, and nothing without a scope`, async () => {
    const row = rowOf(table, { holder: h2, subject: uuidv7() });
    for (const scope of [holderScope(h1), personScope([s1]), publicScope()])
      await assert.rejects(insert(scope, table, row), /row-level security/);
    const removed = await db.query(holderScope(h1), `DELETE FROM ${table} WHERE holder_id = $1 RETURNING 1 AS one`, [
      h2,
    ]);
    assert.equal(removed.length, 0);
    const left = await db.tx(system, async (tx) => {
      await tx.query(`SELECT set_config('mk.kind', '', true), set_config('mk.holder', '', true)`);
      return tx.query(`SELECT 1 AS one FROM ${table}`);
    });
    assert.equal(left.length, 0);
  });
}

test('functions of the application under the names that the policies call change nothing of who sees what', async () => {
  const tricked = await db.tx(holderScope(h1), async (tx) => {
    // Functions of the same names before the real ones: policies hold the functions they were made with.
    await tx.query(`CREATE FUNCTION pg_temp.scope_holder() RETURNS uuid LANGUAGE sql AS $$ SELECT '${h2}'::uuid $$`);
    await tx.query(`SELECT set_config('search_path', 'pg_temp, public', true)`);
    return tx.query<{ holder_id: string }>('SELECT holder_id FROM public.consent');
  });
  assert.deepEqual([...new Set(tricked.map((row) => row.holder_id))], [h1]);
  assert.equal((await owner.query(system, 'SELECT 1 AS one FROM consent')).length, rows.length);
});
