import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, test } from 'node:test';
import { numberText } from '../offices/certificates/words.ts';
import { systemScope } from '../platform/db/index.ts';
import { refused } from '../procedures/centres/test-centre.ts';
import { ownerFiles, sendScan } from './test-owner-files.ts';

// What an accredited centre keeps about the owners of qualified certificates, over HTTP and on the owner's page.

const { t, head, officer, other, mine, theirs, scans, stores, myScan, theirScan } =
  await ownerFiles('2026-11-23T04:00:00Z');
after(() => t.stop());
const scope = systemScope('test');
type Kept = { application: string; documents: { id: string; digest: string }[]; purgedAt: string | null };
const kept = async (who: typeof t.applicant): Promise<Kept[]> =>
  (await who.get('/v1/me/kept-data')).json<{ items: Kept[] }>().items;

test('ES-15.3d: an owner sees all that is kept about the owner, and nothing about anybody else; every look is on record', async () => {
  refused(await stores(mine.view.id, Buffer.from('not a scan')), 'OWNER_SCAN_KIND', 'ES-15.3c');
  const page = (await t.applicant.get('/me/certificates/kept?lang=en')).body;
  const all = [
    'KEPT-A-771',
    'ID0000001',
    'Osh',
    numberText(mine.certificate.serial),
    createHash('sha256').update(scans.mine).digest('hex'),
    `/me/certificates/kept/${myScan}`,
  ];
  for (const one of all) assert.ok(page.includes(one), one);
  for (const one of ['KEPT-B-992', theirScan, theirs.view.id]) assert.ok(!page.includes(one), one);
  const byApi = await kept(t.applicant);
  assert.deepEqual(
    byApi.map(({ application }) => application),
    [mine.view.id],
  );
  assert.match(JSON.stringify(byApi), /KEPT-A-771/);
  assert.deepEqual((await t.applicant.get(`/me/certificates/kept/${myScan}`)).raw, scans.mine);
  assert.deepEqual((await t.applicant.get(`/v1/me/kept-data/${myScan}`)).raw, scans.mine);
  for (const url of [`/me/certificates/kept/${theirScan}`, `/v1/me/kept-data/${theirScan}`])
    assert.equal((await t.applicant.get(url)).status, 404);
  assert.equal((await t.visitor().get('/v1/me/kept-data')).status, 401);
  assert.equal(
    (await head.get(`/v1/centres/${t.centre.id}/applications/${mine.view.id}/documents/${myScan}`)).status,
    403,
  );
  const looks = await t.database.owner.query(
    scope,
    `SELECT FROM journal j JOIN owner_document d ON d.subject_id = j.subject_id WHERE j.type = 'owner-file.read' AND d.id = $1`,
    [myScan],
  );
  assert.equal(looks.length, 4);
});

test('a registrar stores a copy on a page; what is no scan comes back with the reason', async () => {
  const address = `/centre/applications/${theirs.view.id}/scans`;
  assert.equal((await t.registrar.get(address)).status, 200);
  const sends = (file: Buffer) => sendScan(t.registrar, address, 'power', file);
  assert.equal((await sends(Buffer.from('plain text'))).status, 422);
  const done = await sends(scans.theirs);
  assert.deepEqual([done.status, done.headers.location], [303, `${address}?done=scan`]);
  assert.match((await t.registrar.get(`${address}?lang=en`)).body, /Stored copies/);
});

test('ES-15.3c: a stored scan that was altered by one byte is found by the integrity check and reported', async () => {
  const runs = async (): Promise<{ kind: string; documentId?: string }[]> => {
    const { incidents } = (await officer.post('/v1/authority/integrity-checks')).json<{ incidents: string[] }>();
    const open = (await officer.get('/v1/authority/incidents')).json<{
      items: { id: string; findings: { kind: string; documentId?: string }[] }[];
    }>().items;
    return open.filter(({ id }) => incidents.includes(id)).flatMap(({ findings }) => findings);
  };
  assert.deepEqual(await runs(), []);
  const owner = t.database.owner;
  const flip = (column: string, at: number) =>
    owner.query(
      scope,
      `UPDATE owner_document SET ${column} = set_byte(${column}, ${at}, get_byte(${column}, ${at}) # 1) WHERE id = $1`,
      [myScan],
    );
  for (const [column, at] of [
    ['sealed', 50],
    ['digest', 3],
  ] as const) {
    await flip(column, at);
    assert.deepEqual(await runs(), [{ kind: 'OWNER_FILE_ALTERED', holderId: t.centre.id, documentId: myScan }]);
    await flip(column, at);
    assert.deepEqual(await runs(), []);
  }
  await assert.rejects(t.platform.db.query(scope, `UPDATE owner_document SET digest = digest`), { code: '42501' });
  await assert.rejects(t.platform.db.query(scope, `DELETE FROM owner_document`), { code: '42501' });
});

const purge = (number: string) =>
  head.post(`/v1/centres/${t.centre.id}/owner-file-purges`, { json: { certificateNumber: number } });

test('ES-15.3a: the file of an expired certificate is not purged', async () => {
  t.clock.set('2028-01-10T04:00:00Z');
  await t.platform.status.round();
  refused(await purge(mine.certificate.serial), 'REG_DESTROY_FORBIDDEN', 'ES-15.3a');
  assert.deepEqual((await t.applicant.get(`/v1/me/kept-data/${myScan}`)).raw, scans.mine);
});

test('ES-15.3b: with a normative act of five years the purge is refused before they have passed and possible after', async () => {
  const json = {
    what: 'owner-file',
    years: 5,
    runsFrom: 'receipt',
    act: 'Ченемдик укуктук акт № 2, 4-берене (ойлоп табылган)',
    inForceFrom: '2028-01-01',
    inForceTo: null,
  };
  assert.equal((await officer.post('/v1/authority/retention-overrides', { json })).status, 201);
  t.clock.set('2031-11-23T04:00:00Z');
  refused(await purge(mine.certificate.serial), 'REG_DESTROY_FORBIDDEN', 'ES-15.3b');
  t.clock.set('2031-11-24T04:00:00Z');
  const done = await purge(mine.certificate.serial);
  assert.deepEqual([done.status, done.json<{ documents: number }>().documents], [200, 1]);
  assert.equal((await t.applicant.get(`/v1/me/kept-data/${myScan}`)).status, 404);
  const page = (await t.applicant.get('/me/certificates/kept?lang=en')).body;
  assert.doesNotMatch(page, /KEPT-A-771/);
  assert.match(page, /destroyed on/);
  assert.match(JSON.stringify(await kept(other.applicant)), /KEPT-B-992/, 'another’s file stays');
  const outcome = await officer.post('/v1/authority/integrity-checks');
  assert.equal(outcome.json<{ findings: number }>().findings, 0, 'what an act has allowed is no alteration');
});
