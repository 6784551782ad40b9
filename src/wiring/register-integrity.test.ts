import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { until } from '../../test/support/until.ts';
import { systemScope } from '../platform/db/index.ts';
import { isRefusal } from '../platform/refusal.ts';
import { endCertificate, registerOf } from '../trust/issue/index.ts';
import { refused } from '../procedures/centres/test-centre.ts';
import { applicants } from './test-applicants.ts';

// What stands in a register of certificates is protected: from those who have the database as from those who work with it.

const t = await applicants('2026-11-23T04:00:00Z');
after(() => t.stop());
const officer = await t.signedIn('officer@authority.example.kg');
const head = await t.signedIn('head@ishenim.example.kg');
const scope = systemScope('test');
const one = await t.issued();
const two = await t.issued();
const register = await t.tx(async (tx) => (await registerOf(tx, t.centre.id))!.id);
await t.tx(async (tx) => {
  const ended = await endCertificate(tx, t.platform.issuing.deps, {
    registerId: register,
    number: two.certificate.serial,
    ground: '14(6)(2)',
    knownAt: t.clock.now(),
    actor: { kind: 'system', id: 'test' },
  });
  assert.ok(!isRefusal(ended));
});
t.clock.advance(1000);
type Incident = { id: string; findings: { kind: string; certificateId?: string; registerId?: string }[] };
const runs = async (): Promise<{ findings: number; incidents: string[] }> => {
  const answer = await officer.post('/v1/authority/integrity-checks');
  assert.equal(answer.status, 200, answer.body);
  return answer.json();
};
const found = async (id: string): Promise<Incident['findings']> =>
  (await officer.get('/v1/authority/incidents'))
    .json<{ items: Incident[] }>()
    .items.find((incident) => incident.id === id)!.findings;

/** Changes a register as the owner of the database, lets the job run, and puts everything back. */
async function tampered(sql: string, values: readonly unknown[] = []): Promise<Incident['findings']> {
  const tables = ['certificate_register', 'certificate', 'certificate_end'];
  const owner = t.database.owner;
  for (const table of tables) await owner.query(scope, `CREATE TABLE saved_${table} AS SELECT * FROM ${table}`);
  await owner.query(scope, sql, values);
  const { incidents } = await runs();
  await owner.query(scope, 'DELETE FROM certificate_end');
  await owner.query(scope, 'DELETE FROM certificate');
  await owner.query(
    scope,
    'UPDATE certificate_register r SET last_record = s.last_record FROM saved_certificate_register s WHERE s.id = r.id',
  );
  for (const table of ['certificate', 'certificate_end'])
    await owner.query(scope, `INSERT INTO ${table} SELECT * FROM saved_${table}`);
  for (const table of tables) await owner.query(scope, `DROP TABLE saved_${table}`);
  return incidents.length === 0 ? [] : found(incidents.at(-1)!);
}
const number = (hex: string): Buffer => Buffer.from(hex, 'hex');

test('ES-13.2.2b: a direct edit of a stored record is found by the integrity job and reported; no role of the application may delete one', async () => {
  assert.deepEqual((await runs()).incidents, [], 'untouched, everything agrees');
  const serial = number(one.certificate.serial);
  const ended = number(two.certificate.serial);
  const edits: readonly (readonly [string, string, readonly unknown[]])[] = [
    [
      'REGISTER_ENTRY_ALTERED',
      `UPDATE certificate SET not_after = not_after + interval '1 year' WHERE serial = $1`,
      [serial],
    ],
    ['REGISTER_ENTRY_ALTERED', `UPDATE certificate SET subject_id = gen_random_uuid() WHERE serial = $1`, [serial]],
    [
      'REGISTER_ENTRY_ALTERED',
      `UPDATE certificate SET entered_at = entered_at - interval '1 hour' WHERE serial = $1`,
      [serial],
    ],
    [
      'REGISTER_CONTENTS_ALTERED',
      `UPDATE certificate SET sealed = set_byte(sealed, 60, get_byte(sealed, 60) # 1) WHERE serial = $1`,
      [serial],
    ],
    ['REGISTER_END_ALTERED', `UPDATE certificate_end SET at = at + interval '1 day' WHERE serial = $1`, [ended]],
    ['REGISTER_END_ALTERED', `UPDATE certificate_end SET ground = '14(6)(3)' WHERE serial = $1`, [ended]],
    ['REGISTER_NUMBERS_BROKEN', `DELETE FROM certificate_end WHERE serial = $1`, [ended]],
    ['REGISTER_NUMBERS_BROKEN', `DELETE FROM certificate WHERE serial = $1`, [serial]],
    [
      'REGISTER_NUMBERS_BROKEN',
      `WITH gone AS (DELETE FROM certificate_end WHERE serial = $1 RETURNING register_id)
       UPDATE certificate_register SET last_record = last_record - 1 WHERE id IN (SELECT register_id FROM gone)`,
      [ended],
    ],
  ];
  for (const [kind, sql, values] of edits) {
    const kinds = (await tampered(sql, values)).map((one) => one.kind);
    assert.ok(kinds.includes(kind), `${sql}: ${kinds.join()}`);
  }
  const [finding] = await tampered(`UPDATE certificate SET record = record + 100 WHERE serial = $1`, [serial]);
  assert.equal(finding!.registerId, register, 'which register it is');
  await until('its centre is told', async () =>
    (await head.get('/centre/tasks?lang=en')).body.includes('changed unlawfully'),
  );
  for (const table of ['certificate', 'certificate_end', 'certificate_register', 'register_destruction'])
    for (const sql of [`DELETE FROM ${table}`, `TRUNCATE ${table} CASCADE`])
      await assert.rejects(t.platform.db.query(scope, sql), { code: '42501' }, sql);
  await assert.rejects(t.platform.db.query(scope, `UPDATE certificate SET record = 1`), { code: '42501' });
});

test('certificates that end together are held against the act that ended them', async () => {
  t.clock.set('2028-01-10T04:00:00Z');
  await t.platform.status.round();
  assert.deepEqual((await runs()).incidents, [], 'terms that ran out agree');
  const serial = number(one.certificate.serial);
  const kinds = (
    await tampered(`UPDATE certificate_end SET at = at - interval '1 day' WHERE serial = $1`, [serial])
  ).map(({ kind }) => kind);
  assert.deepEqual(kinds, ['REGISTER_END_ALTERED']);
});

test('ES-13.6b: without a normative act that provides a shorter term an entry of the register is not purged', async () => {
  const purge = (certificateNumber: string) =>
    head.post(`/v1/centres/${t.centre.id}/register-purges`, { json: { certificateNumber } });
  refused(await purge(one.certificate.serial), 'REG_DESTROY_FORBIDDEN', 'ES-13.6b');
  refused(await purge('00'.repeat(16)), 'RETENTION_CERTIFICATE_UNKNOWN');
  const act = {
    what: 'register',
    years: 5,
    runsFrom: 'end',
    act: 'Ченемдик укуктук акт № 1, 3-берене (ойлоп табылган)',
    inForceFrom: '2028-01-01',
    inForceTo: null,
  };
  assert.equal((await head.post('/v1/authority/retention-overrides', { json: act })).status, 403);
  assert.equal((await officer.post('/v1/authority/retention-overrides', { json: act })).status, 201);
  refused(await purge(one.certificate.serial), 'REG_DESTROY_FORBIDDEN', 'ES-13.6b');
  t.clock.set('2032-11-23T04:00:00Z');
  refused(await purge(one.certificate.serial), 'REG_DESTROY_FORBIDDEN');
  t.clock.set('2032-11-24T04:00:00Z');
  assert.equal((await purge(one.certificate.serial)).status, 200);
  assert.equal((await t.visitor().get(`/v1/registers/certificates/${one.certificate.serial}`)).status, 404);
  assert.deepEqual((await runs()).incidents.length, 0, 'what an act has allowed is no theft');
});
