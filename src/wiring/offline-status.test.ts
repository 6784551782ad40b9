import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { testDatabase } from '../../test/support/db.ts';
import { createPlatform } from '../app.ts';
import { openFileKeyStore, openKeys } from '../keys/index.ts';
import { fixedClock } from '../platform/clock.ts';
import { createLogger } from '../platform/log.ts';
import { certIdBytes, ocspRequest, verifyOcspResponse } from '../trust/formats/index.ts';
import { readPem } from '../trust/issue/index.ts';
import { parseCertificate, strictAlgorithms } from '../trust/path/index.ts';
import { fileOwnKeys } from './file-keys.ts';
import { statusAddresses } from './status-addresses.ts';
import { rootMachine } from './test-root-machine.ts';

// DECISIONS 36 under a root that has signed elsewhere from the first day on: the authority's issuer of status and the root's answering
// certificate are ordered, carried, signed and brought, and from then on the installation speaks for the root itself.

const database = await testDatabase();
const dataFolder = mkdtempSync(join(tmpdir(), 'mk-offline-'));
const clock = fixedClock('2027-03-01T04:00:00Z');
const publicUrl = 'http://localhost:8080';
const real = (): Date => new Date(clock.now());
const made = await fileOwnKeys(dataFolder, publicUrl, clock.now(), real);
const keys = openKeys(openFileKeyStore(join(dataFolder, 'keys'), real()));
const machine = rootMachine(join(dataFolder, 'trust'), made.trust.root, clock, (name, officer) =>
  keys.mac('sandbox-officer', name, String(officer)).toString('base64url'),
);
const held = (name: string) => (name === 'root' ? undefined : made.signing.held(name));
const faults: string[] = [];
const platform = await createPlatform({
  config: {
    port: 0,
    host: '127.0.0.1',
    dataFolder,
    databaseUrl: database.target,
    mode: 'sandbox',
    publicUrl,
    trustProxy: 0,
  },
  db: database.db,
  logger: createLogger('warn', { write: (line) => void faults.push(line) }) as never,
  clock: { ...clock, now: () => clock.now(), real },
  ownKeys: { ...made, signing: { ...made.signing, held } },
});
after(async () => {
  await platform.stop();
  await database.drop();
  rmSync(dataFolder, { recursive: true, force: true });
});

const kindOf = (hash: string): string =>
  (JSON.parse(readFileSync(join(machine.toRoot, `${hash}.json`), 'utf8')) as { kind: string }).kind;
const orders = (): string[] => readdirSync(machine.toRoot).map((name) => name.slice(0, -'.json'.length));
const get = async (url: string) => platform.app.inject({ url: new URL(url).pathname });

test('the services of status under an offline root: ordered once, taken only as ordered, and then they answer', async () => {
  await platform.status.round();
  await platform.status.round();
  assert.deepEqual(orders().map(kindOf).toSorted(), ['OCSP', 'STATUS']);
  const { crl, ocsp, caIssuers } = statusAddresses(publicUrl, 'root');
  assert.equal((await get(statusAddresses(publicUrl, 'status').caIssuers)).statusCode, 404);

  const brought = new Map<string, Buffer>();
  for (const hash of orders()) {
    const certificate = readPem('CERTIFICATE', readFileSync(await machine.sign(hash), 'utf8'));
    brought.set(kindOf(hash), certificate);
  }
  // The one in the place of the other: told of, not taken, and what is right beside it waits no longer than for its own.
  const [status, answers] = orders().toSorted((one) => (kindOf(one) === 'STATUS' ? -1 : 1)) as [string, string];
  machine.bring(status, brought.get('OCSP')!);
  await platform.status.round();
  assert.ok(
    faults.some((line) => line.includes('KEY_OPERATION_CHANGED')),
    faults.join('\n'),
  );
  assert.equal((await get(statusAddresses(publicUrl, 'status').caIssuers)).statusCode, 404);

  machine.bring(status, brought.get('STATUS')!);
  machine.bring(answers, brought.get('OCSP')!);
  await platform.status.round();
  const root = parseCertificate((await get(caIssuers)).rawPayload);
  const own = parseCertificate((await get(statusAddresses(publicUrl, 'status').caIssuers)).rawPayload);
  assert.deepEqual(own.raw, brought.get('STATUS'));
  machine.put('status.pem', readFileSync(join(machine.fromRoot, `${status}.pem`)));
  const at = Math.floor(clock.now().getTime() / 1000) + 60;
  const judged = machine.openssl(`verify -attime ${at} -CAfile root.pem status.pem`);
  assert.ok(judged.ok, judged.stderr);

  const issuer = { name: root.subject, publicKey: root.publicKey, certificate: root };
  const payload = ocspRequest([certIdBytes(own.serial, issuer)]);
  const headers = { 'content-type': 'application/ocsp-request' };
  const { rawPayload } = await platform.app.inject({ method: 'POST', url: new URL(ocsp).pathname, headers, payload });
  const verdict = verifyOcspResponse(rawPayload, own, issuer, { algorithms: strictAlgorithms, at: clock.now() });
  assert.deepEqual([verdict.problems, verdict.status.state], [[], 'good']);
  assert.equal(verdict.responder!.serial, parseCertificate(brought.get('OCSP')!).serial);
  // The list of the root is still the root's to sign, on its machine.
  assert.equal((await get(crl)).statusCode, 404);
  assert.equal(orders().length, 2, 'nothing is ordered anew');
});
