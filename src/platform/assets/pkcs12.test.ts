import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash, verify, type webcrypto } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { encryptKey, writePkcs12 } from '../../trust/formats/index.ts';
import {
  certificatePem,
  keyPem,
  makeCentre,
  makeParty,
  makeRoot,
  type Party,
} from '../../trust/formats/test-parties.ts';

// The page's reader of key files, as it runs in a browser, on files of our own, of OpenSSL and of NSS, and on bytes of nobody.

type Opened = { id: string; privateKey: webcrypto.CryptoKey; certificate: ArrayBuffer; chain: ArrayBuffer[] };
const { openKeyFile } = (await import(new URL('./pkcs12.js', import.meta.url).href)) as {
  openKeyFile: (file: ArrayBuffer, password: string) => Promise<Opened>;
};
const folder = mkdtempSync(join(tmpdir(), 'mk-pkcs12-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const run = (tool: string, ...args: string[]): void => {
  const done = spawnSync(tool, args, { cwd: folder, encoding: 'utf8', timeout: 60_000 });
  if (done.error !== undefined) throw done.error;
  assert.equal(done.status, 0, done.stdout + done.stderr);
};
const password = 'Kuz kelgende 2026';
const root = makeRoot();
const centre = makeCentre(root);
const owner = makeParty({ name: 'Айгүл', issuer: centre });
const buffer = (bytes: Buffer): ArrayBuffer => new Uint8Array(bytes).buffer;

/** A file of OpenSSL 3 as it makes them by itself; `more` changes that. */
function openSslFile(party: Party, ...more: string[]): ArrayBuffer {
  writeFileSync(join(folder, 'own.pem'), certificatePem(party));
  writeFileSync(join(folder, 'key.pem'), keyPem(party));
  writeFileSync(join(folder, 'chain.pem'), certificatePem(centre) + certificatePem(root));
  const made = [
    '-export',
    '-in',
    'own.pem',
    '-inkey',
    'key.pem',
    '-certfile',
    'chain.pem',
    '-passout',
    `pass:${password}`,
  ];
  run('openssl', 'pkcs12', ...made, '-out', 'made.p12', ...more);
  return buffer(readFileSync(join(folder, 'made.p12')));
}
async function ownFile(party: Party): Promise<ArrayBuffer> {
  const encryptedKey = await encryptKey(password, party.key.export({ format: 'der', type: 'pkcs8' }));
  const chain = [centre.certificate.raw, root.certificate.raw];
  return buffer(await writePkcs12({ password, encryptedKey, certificate: party.certificate.raw, chain, name: 'x' }));
}
async function isOf(party: Party, { id, privateKey, certificate, chain }: Opened): Promise<void> {
  assert.ok(Buffer.from(certificate).equals(party.certificate.raw));
  assert.equal(chain.length, 2);
  assert.equal(id, createHash('sha256').update(party.certificate.publicKey.raw).digest('hex'));
  assert.deepEqual([privateKey.extractable, privateKey.usages], [false, ['sign']]);
  const letter = Buffer.from('Отчет');
  const how = { name: privateKey.algorithm.name, hash: 'SHA-256' };
  const signature = Buffer.from(await crypto.subtle.sign(how, privateKey, letter));
  const key = { key: party.certificate.publicKey.raw, format: 'der', type: 'spki', dsaEncoding: 'ieee-p1363' } as const;
  assert.ok(verify('sha256', letter, key, signature));
}
const refused = (file: ArrayBuffer, why: string, secret = password) =>
  assert.rejects(openKeyFile(file, secret), (error: { why?: string }) => error.why === why, why);

test('a key file of ours, of OpenSSL 3 and of NSS gives the key, not to be taken out, with its certificate and those above it', async () => {
  await isOf(owner, await openKeyFile(await ownFile(owner), password));
  await isOf(owner, await openKeyFile(openSslFile(owner), password));
  const rsa = makeParty({ name: 'RSA', kind: 'RSA', issuer: centre });
  await isOf(rsa, await openKeyFile(openSslFile(rsa, '-macalg', 'sha512', '-keypbe', 'AES-128-CBC'), password));
});

test('NSS writes its files in BER of indefinite lengths, and they open too', {
  skip: spawnSync('pk12util', ['--version']).error === undefined ? false : 'pk12util is not installed',
}, async () => {
  openSslFile(owner, '-name', 'own');
  for (const [name, text] of Object.entries({ empty: '\n', secret: password })) writeFileSync(join(folder, name), text);
  run('certutil', '-N', '-d', 'sql:.', '-f', 'empty', '--empty-password');
  run('pk12util', '-i', 'made.p12', '-d', 'sql:.', '-w', 'secret');
  run(
    'pk12util',
    '-o',
    'nss.p12',
    '-n',
    'own',
    '-d',
    'sql:.',
    '-w',
    'secret',
    '-c',
    'AES-256-CBC',
    '-C',
    'AES-256-CBC',
  );
  await isOf(owner, await openKeyFile(buffer(readFileSync(join(folder, 'nss.p12'))), password));
});

test('a wrong password, an old cipher, no key, no certificate, another curve and other files are refused, each by its name', async () => {
  const file = openSslFile(owner);
  for (const wrong of ['', 'kuz kelgende 2026']) await refused(file, 'password', wrong);
  await refused(openSslFile(owner, '-keypbe', 'PBE-SHA1-3DES', '-certpbe', 'PBE-SHA1-3DES'), 'old');
  await refused(openSslFile(owner, '-nokeys'), 'no-key');
  await refused(openSslFile(owner, '-nocerts'), 'no-certificate');
  await refused(openSslFile(makeParty({ name: 'P-384', kind: 'P-384', issuer: centre })), 'kind');
  await refused(buffer(owner.certificate.raw), 'format');
  await refused(new ArrayBuffer(600 * 1024), 'large');
});

test('whatever the bytes are, the reader ends soon, with a refusal and nothing else', async () => {
  const file = new Uint8Array(openSslFile(owner, '-iter', '1'));
  const began = performance.now();
  let opened = 0;
  for (let n = 0; n < 400; n++) {
    const copy = file.slice(0, n % 4 === 0 ? (n * 37) % file.length : file.length);
    if (copy.length > 0) copy[(n * 7919) % copy.length]! ^= 1 << (n % 8);
    await openKeyFile(copy.buffer, password).then(
      () => (opened += 1),
      (error: Error) => assert.equal(error.name, 'FileRefused', error.stack),
    );
  }
  // The MAC and what names the bags are not asked; everything that decides is.
  assert.ok(opened < 200, String(opened));
  for (const deep of [Buffer.alloc(2000, 0x30), Buffer.from('3080'.repeat(500), 'hex'), Buffer.alloc(100_000, 0x05)])
    await refused(buffer(deep), 'format');
  assert.ok(performance.now() - began < 60_000);
});
