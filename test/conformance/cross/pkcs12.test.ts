import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { encryptKey, publicKeyUnder, writePkcs12 } from '../../../src/trust/formats/index.ts';
import { certificatePem, keyPem, makeCentre, makeParty, makeRoot } from '../../../src/trust/formats/test-parties.ts';
import { spoilt, workingFolder } from './judges.ts';

// RFC 7292: a key with its certificates in a file under a password, opened by other people's programs.

const there = (tool: string, ...args: string[]): boolean => spawnSync(tool, args).error === undefined;
const skip = (tool: string): string | false => {
  const missing = there(tool, '--version') ? false : `${tool} is not installed`;
  if (missing !== false) console.error(`NOT RUN: a PKCS#12 file of ours in ${tool}: ${missing}`);
  return missing;
};
const { put, run } = workingFolder();
const password = 'Kuz kelgende 2026';
const root = makeRoot();
const centre = makeCentre(root);
const owner = makeParty({ name: 'Айгүл', issuer: centre });

const pkcs8 = owner.key.export({ format: 'der', type: 'pkcs8' });
const encryptedKey = await encryptKey(password, pkcs8);
const file = await writePkcs12({
  password,
  encryptedKey,
  certificate: owner.certificate.raw,
  chain: [centre.certificate.raw, root.certificate.raw],
  name: 'Колтамга ачкычы',
});
put('own.p12', file);
put('spoilt.p12', spoilt(file, 200));
put('password', password);

test('OpenSSL opens a key file of ours with its password: the key, its certificate, the chain; with another password or altered it does not', () => {
  const opened = run('openssl', 'pkcs12', '-in', 'own.p12', '-noenc', '-passin', `pass:${password}`);
  assert.ok(opened.ok, opened.text);
  assert.ok(opened.text.includes(keyPem(owner).trim()));
  for (const one of [owner, centre, root]) assert.ok(opened.text.includes(certificatePem(one).trim()));
  const info = run('openssl', 'pkcs12', '-in', 'own.p12', '-info', '-noout', '-passin', `pass:${password}`).text;
  assert.match(info, /MAC: sha256, Iteration 300000/);
  assert.equal(info.match(/PBES2, PBKDF2, AES-256-CBC, Iteration 600000, PRF hmacWithSHA256/g)?.length, 2, info);
  assert.equal(run('openssl', 'pkcs12', '-in', 'own.p12', '-noout', '-passin', 'pass:other').ok, false);
  assert.equal(run('openssl', 'pkcs12', '-in', 'spoilt.p12', '-noout', '-passin', `pass:${password}`).ok, false);
});

test('GnuTLS opens a key file of ours', { skip: skip('certtool') }, () => {
  const opened = run('certtool', '--p12-info', '--inder', '--infile', 'own.p12', '--password', password);
  assert.ok(opened.ok, opened.text);
  assert.equal(opened.text.match(/BEGIN CERTIFICATE/g)?.length, 3);
  assert.match(opened.text, /Cipher: AES-256-CBC/);
  assert.equal(run('certtool', '--p12-info', '--inder', '--infile', 'own.p12', '--password', 'other').ok, false);
});

test('NSS, which Firefox and Thunderbird keep keys with, takes in a key file of ours', {
  skip: skip('pk12util'),
}, () => {
  put('empty', '\n');
  const made = run('certutil', '-N', '-d', 'sql:.', '-f', 'empty', '--empty-password');
  assert.ok(made.ok, made.text);
  const taken = run('pk12util', '-i', 'own.p12', '-d', 'sql:.', '-w', 'password');
  assert.ok(taken.ok, taken.text);
  assert.match(run('certutil', '-K', '-d', 'sql:.').text, /Колтамга ачкычы/);
});

test('a key under a password opens with that password and no other', () => {
  const spki = publicKeyUnder(password, encryptedKey);
  assert.ok(spki?.equals(owner.certificate.publicKey.raw));
  for (const other of ['', 'kuz kelgende 2026', `${password} `])
    assert.equal(publicKeyUnder(other, encryptedKey), undefined);
});
