import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { startTimeStamps } from '../test/support/time-stamp-service.ts';
import { ConfigError } from './platform/config.ts';
import { readCloudSettings, readEsiSettings, readTimeStampService } from './production.ts';
import { fileOwnKeys } from './wiring/file-keys.ts';

test('the settings of an independent time-stamp service: both or none, and a certificate of its kind under this root', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'mk-settings-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const begin = new Date('2026-11-23T04:00:00Z');
  const keysIn = (name: string) => fileOwnKeys(join(folder, name), 'http://localhost:8080', begin, () => begin);
  const [own, foreign] = [await keysIn('own'), await keysIn('foreign')];
  const certificateOf = async (name: string, keys: typeof own): Promise<string> => {
    const service = await startTimeStamps(keys, begin, () => begin);
    await service.stop();
    writeFileSync(join(folder, name), service.certificate.raw);
    return join(folder, name);
  };
  const [good, other] = [await certificateOf('good.cer', own), await certificateOf('other.cer', foreign)];
  const read = (url: string, file: string) =>
    readTimeStampService({ MAKULDUK_TSA_URL: url, MAKULDUK_TSA_CERTIFICATE: file }, own.trust.root);
  const url = 'https://tsa.example.kg/tsp';

  assert.equal(readTimeStampService({}, own.trust.root), undefined);
  assert.equal(read(url, good)?.url, url);
  assert.throws(() => read(url, ''), /together/);
  assert.throws(() => read('', good), /together/);
  assert.throws(() => read('tsa.example.kg', good), /an address with http/);
  assert.throws(() => read(url, join(folder, 'none.cer')), /needs .*none\.cer: MAKULDUK_TSA_CERTIFICATE/);
  assert.throws(() => read(url, other), /under this installation's root/);
  writeFileSync(join(folder, 'seal.cer'), own.trust.sealing.certificate.raw);
  assert.throws(() => read(url, join(folder, 'seal.cer')), /no certificate of a time-stamp authority/);
});

const folder = mkdtempSync(join(tmpdir(), 'mk-settings-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const file = join(folder, 'secret');
writeFileSync(file, 'a secret of the service\n');
const refuses = (read: () => unknown, sentence: RegExp): void =>
  assert.throws(read, (error: Error) => {
    assert.ok(error instanceof ConfigError);
    assert.match(error.message, sentence);
    assert.ok(!error.message.includes('a secret of the service'));
    return true;
  });

const esi = {
  MAKULDUK_ESI_URL: 'https://esi.example.kg',
  MAKULDUK_ESI_CLIENT: 'makulduk',
  MAKULDUK_ESI_SECRET_FILE: file,
};
const cloud = {
  MAKULDUK_CLOUD_URL: 'https://cloud.example.kg/api',
  MAKULDUK_CLOUD_INN: '00000000000000',
  MAKULDUK_CLOUD_NAME: 'Makulduk',
  MAKULDUK_CLOUD_KEY_FILE: file,
};

test('a service is connected by all its settings or by none, by https, with its secret out of a file', () => {
  assert.equal(readEsiSettings({}), undefined);
  assert.equal(readCloudSettings({}), undefined);
  assert.deepEqual(readEsiSettings(esi), {
    issuer: 'https://esi.example.kg',
    clientId: 'makulduk',
    clientSecret: 'a secret of the service',
  });
  assert.deepEqual(readCloudSettings(cloud), {
    address: 'https://cloud.example.kg/api/',
    organisationInn: '00000000000000',
    organisationName: 'Makulduk',
    key: 'a secret of the service',
  });
  for (const name of Object.keys(cloud))
    refuses(
      () => readCloudSettings({ ...cloud, [name]: '' }),
      /^the cloud signature needs MAKULDUK_CLOUD_URL, MAKULDUK_CLOUD_INN, MAKULDUK_CLOUD_NAME and MAKULDUK_CLOUD_KEY_FILE together$/,
    );
  refuses(() => readEsiSettings({ ...esi, MAKULDUK_ESI_CLIENT: '' }), /^ESI needs .* together$/);
  refuses(() => readCloudSettings({ ...cloud, MAKULDUK_CLOUD_URL: 'http://cloud.example.kg' }), /with https/);
  refuses(() => readCloudSettings({ ...cloud, MAKULDUK_CLOUD_INN: '123' }), /14 digits/);
  refuses(() => readCloudSettings({ ...cloud, MAKULDUK_CLOUD_NAME: 'Салык' }), /Latin letters/);
  refuses(
    () => readCloudSettings({ ...cloud, MAKULDUK_CLOUD_KEY_FILE: join(folder, 'none') }),
    /cannot be read \(ENOENT\)/,
  );
  writeFileSync(join(folder, 'empty'), '\n');
  refuses(() => readCloudSettings({ ...cloud, MAKULDUK_CLOUD_KEY_FILE: join(folder, 'empty') }), /empty file/);
});
