import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { testDatabase } from '../../test/support/db.ts';
import { systemClock } from '../platform/clock.ts';
import { systemScope } from '../platform/db/index.ts';
import { uuidv7 } from '../platform/ids.ts';
import { noteSigner } from './note.ts';
import { createCheckpointSigner } from './checkpoint-signer.ts';
import { leafDataOf } from './entry.ts';
import { openIncidents } from './incident-store.ts';
import { checkAndReport, type FindingKind, integrityCheck } from './integrity.ts';
import { sequenceBatch } from './sequencer.ts';
import { record, testKey } from './test-entries.ts';

const system = systemScope('test');
const folder = mkdtempSync(join(tmpdir(), 'mk-integrity-'));
const database = await testDatabase();
const { db, owner } = database;
const signer = createCheckpointSigner({
  signer: noteSigner('log.example.kg', testKey(1)),
  stateFile: join(folder, 'state.json'),
});
const ids = await record(db, 800);
while ((await sequenceBatch(db, 300)) > 0);
await signer.sign(db, systemClock.real());
const waiting = await record(db, 2);
after(async () => {
  await database.drop();
  rmSync(folder, { recursive: true });
});

/** Changes the database behind the service's back, checks, and puts it back. */
async function tampered(sql: string, values: readonly unknown[] = []): Promise<FindingKind[]> {
  const kinds: FindingKind[] = [];
  for (const table of ['journal', 'log_leaf', 'log_tile', 'log_head', 'log_pending', 'log_checkpoint'])
    await owner.query(system, `CREATE TABLE saved_${table} AS SELECT * FROM ${table}`);
  await owner.query(system, sql, values);
  kinds.push(...new Set((await integrityCheck(db, signer.vkey)).findings.map(({ kind }) => kind)));
  for (const table of ['journal', 'log_leaf', 'log_tile', 'log_head', 'log_pending', 'log_checkpoint']) {
    await owner.query(system, `DELETE FROM ${table}`);
    await owner.query(system, `INSERT INTO ${table} SELECT * FROM saved_${table}`);
    await owner.query(system, `DROP TABLE saved_${table}`);
  }
  return kinds;
}

test('PD-4.9: a change that bypasses the service is detected, whichever table it is made in', async () => {
  assert.deepEqual(await integrityCheck(db, signer.vkey), { entries: 802, leaves: 800, findings: [] });
  const cases: [FindingKind, string, unknown[]][] = [
    ['ENTRY_ALTERED', `UPDATE journal SET body = set_byte(body, 20, 88) WHERE entry_id = $1`, [ids[5]]],
    [
      'ENTRY_ALTERED',
      `UPDATE journal SET salt = set_byte(salt, 3, get_byte(salt, 3) # 1) WHERE entry_id = $1`,
      [waiting[0]],
    ],
    ['ENTRY_MISSING', `DELETE FROM journal WHERE entry_id = $1`, [ids[700]]],
    ['ENTRY_MISSING', `DELETE FROM journal WHERE entry_id = $1`, [waiting[1]]],
    ['ENTRY_UNLOGGED', `DELETE FROM log_pending WHERE entry_id = $1`, [waiting[1]]],
    ['COLUMNS_ALTERED', `UPDATE journal SET at = at - interval '1 day' WHERE entry_id = $1`, [ids[0]]],
    ['COLUMNS_ALTERED', `UPDATE journal SET holder_id = $2 WHERE entry_id = $1`, [ids[9], uuidv7()]],
    [
      'QUEUED_TWICE',
      `INSERT INTO log_pending (entry_id, data) SELECT entry_id, data FROM log_leaf WHERE index = $1`,
      [12],
    ],
    ['LEAF_MISSING', `DELETE FROM log_leaf WHERE index = $1`, [300]],
    [
      'TREE_ALTERED',
      `UPDATE log_tile SET hashes = set_byte(hashes, 40, get_byte(hashes, 40) # 1) WHERE level = $1`,
      [1],
    ],
    ['TREE_ALTERED', `DELETE FROM log_tile WHERE level = 0 AND n = $1`, [1]],
    [
      'PROMISE_BROKEN',
      `UPDATE log_checkpoint SET note = replace(note, $1, $2)`,
      ['\u2014 log.example.kg ', '\u2014 log.example.kg A'],
    ],
  ];
  for (const [kind, sql, values] of cases) assert.ok((await tampered(sql, values)).includes(kind), `${kind}: ${sql}`);
  assert.deepEqual((await integrityCheck(db, signer.vkey)).findings, []);
});

test('PD-4.9: even one who rewrites entry, leaf and salt together meets the signed checkpoint', async () => {
  const body = Buffer.from('{}');
  const salt = randomBytes(32);
  const kinds = await tampered(
    `WITH j AS (UPDATE journal SET body = $2, salt = $3 WHERE entry_id = $1) UPDATE log_leaf SET data = $4 WHERE entry_id = $1`,
    [ids[100], body, salt, leafDataOf(body, salt)],
  );
  assert.ok(kinds.includes('PROMISE_BROKEN'), kinds.join());
});

test('PD-4.9: what the check finds opens an incident and is journalled; a clean check opens none', async () => {
  const deps = {
    now: systemClock.now(),
    real: systemClock.real(),
    id: () => uuidv7(),
    salt: () => randomBytes(32),
    vkey: signer.vkey,
    profile: 'kr-strict',
  };
  assert.equal((await checkAndReport(db, deps)).incident, null);
  await owner.query(system, 'DELETE FROM journal WHERE entry_id = $1', [ids[3]]);
  const { incident } = await checkAndReport(db, deps);
  const [open] = await db.tx(system, openIncidents);
  assert.equal(open?.id, incident);
  assert.deepEqual(open?.findings, [{ kind: 'ENTRY_MISSING', entryId: ids[3], index: open?.findings[0]?.index }]);
  const entries = await db.query(system, `SELECT FROM journal WHERE type = 'record.integrity-broken'`);
  assert.equal(entries.length, 1);
});
