import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { startPlatform } from '../../test/support/platform.ts';
import { systemScope, type Tx } from '../platform/db/index.ts';
import { loadSandbox } from '../sandbox.ts';
import { certificateByNumber, issuersOf, openKeyFile, registerOf } from '../trust/issue/index.ts';
import { openSslFolder, pem } from '../trust/formats/test-parties.ts';
import { parseCertificate } from '../trust/path/index.ts';
import { keyOfIssuer } from './issuing.ts';

// The sandbox's root in the register of the authority, and an accredited centre with its key and its certificate of the root.

const t = await startPlatform({ at: '2026-11-23T04:00:00Z' });
after(() => t.stop());
const { deps } = t.platform.issuing;
const { accreditedCentreId: centreId } = t.sandbox;
const tx = <T>(act: (tx: Tx) => Promise<T>): Promise<T> => t.platform.db.tx(systemScope('test of keys'), act);
const issuers = () =>
  tx(async (db) => {
    const [ofRoot, ofCentre] = [(await registerOf(db, null))!, (await registerOf(db, centreId))!];
    const [root] = await issuersOf(db, ofRoot.id);
    const [centre] = await issuersOf(db, ofCentre.id);
    return { ofRoot, root: root!, centre: centre! };
  });

test('ES-16.5e: the certificate of the accredited centre is the root’s, stands in the root’s register, and OpenSSL finds its path with the root alone', async () => {
  const { ofRoot, root, centre } = await issuers();
  assert.deepEqual([root.kind, centre.kind], ['ROOT', 'ACA']);
  const entry = await tx((db) =>
    certificateByNumber(db, ofRoot.id, Buffer.from(parseCertificate(centre.der).serial, 'hex')),
  );
  assert.deepEqual([entry!.kind, entry!.issuerId, entry!.end], ['ACA', root.id, null]);
  const served = await t.platform.app.inject({ url: '/ca/root.cer' });
  assert.ok(served.rawPayload.equals(root.der));
  const { put, openssl } = openSslFolder();
  put('root.pem', pem('CERTIFICATE', root.der));
  put('centre.pem', pem('CERTIFICATE', centre.der));
  const verified = openssl('verify -attime 1795406400 -x509_strict -CAfile root.pem centre.pem');
  assert.ok(verified.ok, verified.stderr);
  const [shown] = (await t.visitor().get(`/v1/registers/centres/accredited`)).json<{
    items: { centre: { id: string }; accreditation: { rootCertificate: string } }[];
  }>().items;
  assert.deepEqual(
    [shown!.centre.id, shown!.accreditation.rootCertificate],
    [centreId, parseCertificate(centre.der).serial],
  );
});

test('the keys of root and centre are held here, in files that their owner alone may read and one officer alone does not open', async () => {
  const { root, centre } = await issuers();
  for (const issuer of [root, centre]) {
    const key = await tx((db) => keyOfIssuer(db, deps, issuer.id));
    assert.ok(key!.spki.equals(parseCertificate(issuer.der).publicKey.raw));
  }
  assert.equal(await tx((db) => keyOfIssuer(db, { signing: null }, root.id)), undefined);
  const folder = join(t.dataFolder, 'trust', 'keys');
  const files = readdirSync(folder);
  assert.ok(files.length >= 2);
  for (const file of files) {
    assert.equal(statSync(join(folder, file)).mode & 0o077, 0);
    assert.doesNotMatch(readFileSync(join(folder, file), 'utf8'), /PRIVATE KEY/);
    assert.throws(() => openKeyFile(join(folder, file), ['one officer alone']), /2 officers/);
  }
});

test('loading the sandbox again changes nothing', async () => {
  const counts = () =>
    tx((db) =>
      db.query(
        `SELECT (SELECT count(*) FROM certificate) AS certificates, (SELECT count(*) FROM certificate_issuer) AS issuers,
                (SELECT count(*) FROM accreditation) AS accreditations, (SELECT count(*) FROM centre) AS centres`,
      ),
    );
  // Its services of status are certified by a schedule.
  await t.platform.status.round();
  const keyFiles = readdirSync(join(t.dataFolder, 'trust', 'keys'));
  const before = await counts();
  const again = await loadSandbox(t.platform);
  assert.equal(again.accreditedCentreId, centreId);
  assert.deepEqual(await counts(), before);
  await t.platform.status.round();
  assert.deepEqual(await counts(), before);
  assert.deepEqual(readdirSync(join(t.dataFolder, 'trust', 'keys')), keyFiles);
});
