import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { systemScope } from '../platform/db/index.ts';
import { act, casesOf, ok, refused } from '../procedures/centres/test-centre.ts';
import { ownerFiles } from './test-owner-files.ts';

// The files of owners on their way from an accredited centre that ceases to the authority, over HTTP.

const { t, head, officer, mine, theirs, scans, myScan } = await ownerFiles('2026-11-23T04:00:00Z');
after(() => t.stop());
const scope = systemScope('test');

test('ES-15.4.3: the files of owners go to the authority with the register, sealed, and never stand in what is published of it', async () => {
  const exported = (await head.get(`/v1/centres/${t.centre.id}/owner-files-export`)).json<{
    files: number;
    digest: string;
  }>();
  assert.equal(exported.files, 2);
  const register = (await head.get(`/v1/centres/${t.centre.id}/register-export`)).json<{
    entries: number;
    digest: string;
  }>();
  const view = ok(
    await head.post(casesOf(t.centre, 'cessation'), { json: { data: { on: '2027-01-20', transfer: 'no' } } }),
  );
  const does = (who: typeof head, name: string, data: object) => act(who, t.centre, 'cessation', view.id, name, data);
  const stated = {
    entries: register.entries,
    digest: register.digest,
    files: exported.files,
    filesDigest: exported.digest,
  };
  const wrong = { ...stated, filesDigest: 'd'.repeat(64) };
  ok(await does(head, 'handOverRegister', { ...wrong, place: 'Carrier 1' }));
  refused(await does(officer, 'acceptRegister', { number: '21', ...wrong }), 'OWNER_FILES_DIFFER', 'ES-15.4.3');
  ok(await does(head, 'handOverRegister', { ...stated, place: 'Carrier 2' }));
  ok(await does(officer, 'acceptRegister', { number: '21', ...stated }));

  const files = `/v1/authority/transferred-files/${view.id}`;
  const list = (await officer.get(files)).json<{ items: { id: string; digest: string }[] }>().items;
  assert.deepEqual(list.map(({ id }) => id).sort(), [mine.view.id, theirs.view.id].sort());
  const opened = (await officer.get(`${files}/${mine.view.id}`)).body;
  assert.match(opened, /KEPT-A-771/);
  assert.ok(opened.includes(scans.mine.toString('base64')), 'the copy came with it');
  const anybody = t.visitor();
  for (const who of [anybody, t.applicant, head]) assert.ok([401, 403].includes((await who.get(files)).status));
  const [sealed] = await t.database.owner.query<{ sealed: Buffer }>(
    scope,
    'SELECT sealed FROM transferred_file LIMIT 1',
  );
  assert.doesNotMatch(sealed!.sealed.toString('latin1'), /KEPT|ID0000001/);
  const published = [
    '/v1/registers/centres/transferred',
    `/v1/registers/centres/transferred/${view.id}`,
    '/registers/centres',
    `/centres/${t.centre.id}`,
  ];
  for (const url of published) {
    const { status, body } = await anybody.get(url);
    assert.equal(status, 200, url);
    for (const one of ['KEPT-A-771', 'KEPT-B-992', 'ID0000001', mine.view.id, list[0]!.digest, exported.digest, myScan])
      assert.ok(!body.includes(one), `${url}: ${one}`);
  }
});
