import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { startTimeStamps } from '../test/support/time-stamp-service.ts';
import { readTimeStampService } from './production.ts';
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
