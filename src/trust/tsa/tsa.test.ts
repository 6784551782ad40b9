import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { hash, randomBytes } from 'node:crypto';
import { chmodSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { startPlatform } from '../../../test/support/platform.ts';
import { digestsOf, parseTimeStampResponse, timeStampRequest, verifyTimeStampResponse } from '../formats/index.ts';
import { openSslFolder } from '../formats/test-parties.ts';
import { parseCertificate, strictAlgorithms } from '../path/index.ts';
import { sandboxTrust as trustIn } from '../../wiring/sandbox-trust.ts';
import { keyFiles } from '../../wiring/signing-keys.ts';
import { stamp } from './routes.ts';

const t = await startPlatform();
after(() => t.stop());
const { folder, put, openssl } = openSslFolder();
const hasOpenssl = spawnSync('openssl', ['version']).status === 0;

async function ask(payload: Buffer, type = 'application/timestamp-query') {
  const answer = await t.platform.app.inject({
    method: 'POST',
    url: '/tsp',
    headers: { 'content-type': type },
    payload,
  });
  return {
    status: answer.statusCode,
    type: answer.headers['content-type'],
    bytes: answer.rawPayload,
    body: answer.body,
  };
}
const passphrase = (name: string, officer: number): string => `${name}: the sandbox's officer ${officer}`;
const sandboxTrust = (place: string, url: string, at: Date) =>
  trustIn(
    place,
    url,
    at,
    keyFiles(join(place, 'keys'), passphrase, () => at),
  );
const root = async (): Promise<Buffer> => (await t.platform.app.inject({ url: '/ca/root.cer' })).rawPayload;
const data = Buffer.from('Макулдук');
const request = (more: Partial<Parameters<typeof timeStampRequest>[0]> = {}): Buffer =>
  timeStampRequest({ digest: 'sha256', hash: hash('sha256', data, 'buffer'), ...more });

test('a stranger’s request is stamped with real time, whatever law time says', async () => {
  t.clock.set('2027-01-10T04:00:00Z');
  const nonce = randomBytes(8);
  nonce[0]! &= 0x7f;
  const before = t.platform.clock.real();
  const { status, type, bytes } = await ask(request({ nonce }));
  assert.equal(status, 200);
  assert.equal(type, 'application/timestamp-reply');
  const verdict = verifyTimeStampResponse(
    bytes,
    { data: digestsOf(data), nonce },
    { algorithms: strictAlgorithms, at: t.platform.clock.real() },
  );
  assert.deepEqual(verdict.problems, []);
  const stamped = verdict.info!.genTime.getTime();
  assert.ok(Math.abs(stamped - before.getTime()) < 10_000, verdict.info!.genTime.toISOString());
  assert.deepEqual(parseCertificate(await root()).subject.key, parseCertificate(await root()).issuer.key);
});

test('an authority whose certificate has run out stamps nothing', async () => {
  const authority = (await sandboxTrust(join(folder, 'trust'), 'http://localhost', new Date('2010-01-01')))
    .timeStamping;
  const late = { now: () => new Date('2030-01-01'), real: () => new Date('2030-01-01') };
  const answer = parseTimeStampResponse(await stamp({ clock: late, ...authority }, request()));
  assert.deepEqual(answer.failures, ['timeNotAvailable']);
});

test('a key that is not the certificate’s, or that others may read, is refused at start', async () => {
  const place = join(folder, 'other-trust');
  const at = new Date('2026-11-22');
  await sandboxTrust(place, 'http://localhost', at);
  const again = () => sandboxTrust(place, 'http://localhost', at);
  for (const file of ['keys/root.key.json', 'time-stamps.pem']) {
    chmodSync(join(place, file), 0o644);
    await assert.rejects(again, /other users may read/);
    chmodSync(join(place, file), 0o600);
    await again();
    renameSync(join(place, file), join(place, 'aside'));
    await assert.rejects(again, /not for the key beside it/);
    renameSync(join(place, 'aside'), join(place, file));
  }
});

test('no two stamps have one number', async () => {
  const serials = await Promise.all(
    Array.from({ length: 40 }, async () => {
      const { bytes } = await ask(request());
      const verdict = verifyTimeStampResponse(
        bytes,
        { data: digestsOf(data) },
        { algorithms: strictAlgorithms, at: t.platform.clock.real() },
      );
      return Buffer.from(verdict.info!.serial).toString('hex');
    }),
  );
  assert.equal(new Set(serials).size, 40);
});

test('what is no request, asks for SHA-1 or another policy is answered as RFC 3161 says; another content type is refused in words', async () => {
  const failureOf = async (payload: Buffer): Promise<unknown> => {
    const { status, bytes } = await ask(payload);
    assert.equal(status, 200);
    return parseTimeStampResponse(bytes);
  };
  assert.match(JSON.stringify(await failureOf(Buffer.from('not DER'))), /badDataFormat/);
  assert.match(JSON.stringify(await failureOf(Buffer.alloc(0))), /badDataFormat/);
  assert.match(JSON.stringify(await failureOf(request({ policy: '1.2.3.4' }))), /unacceptedPolicy/);
  const refused = await ask(Buffer.from('{}'), 'application/json');
  assert.equal(refused.status, 415);
  assert.match(refused.body, /TIMESTAMP_REQUEST_EXPECTED/);
  const large = await ask(Buffer.alloc(70_000));
  assert.equal(large.status, 413);
});

test('OpenSSL asks, and verifies what it is given against the published root; an altered document fails', {
  skip: hasOpenssl ? false : 'NO openssl HERE',
}, async () => {
  put('data.txt', data);
  assert.ok(openssl('ts -query -data data.txt -sha512 -cert -out q.tsq').ok);
  const query = readFileSync(join(folder, 'q.tsq'));
  put('r.tsr', (await ask(query)).bytes);
  const cer = (await root()).toString('base64').replace(/.{64}/g, '$&\n');
  put('root.pem', `-----BEGIN CERTIFICATE-----\n${cer.trimEnd()}\n-----END CERTIFICATE-----\n`);
  assert.ok(openssl('ts -verify -queryfile q.tsq -in r.tsr -CAfile root.pem').ok);
  assert.ok(openssl('ts -verify -data data.txt -in r.tsr -CAfile root.pem').ok);
  put('root.crl', (await t.platform.app.inject({ url: '/crl/root.crl' })).rawPayload);
  assert.ok(openssl('crl -inform DER -in root.crl -CAfile root.pem -noout').ok);
  put('data.txt', 'another text');
  assert.ok(!openssl('ts -verify -data data.txt -in r.tsr -CAfile root.pem').ok);
});
