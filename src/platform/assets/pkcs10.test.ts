import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { webcrypto } from 'node:crypto';
import { test } from 'node:test';

// The page's own writer of requests, against OpenSSL: the script runs here as it runs in a browser.

type Writer = { requestFor: (key: { privateKey: webcrypto.CryptoKey; spki: ArrayBuffer }) => Promise<string> };
const { requestFor } = (await import(new URL('./pkcs10.js', import.meta.url).href)) as Writer;

test('a request of the page is one that OpenSSL reads and whose signature it verifies; many keys, for numbers of every length', async () => {
  for (let n = 0; n < 24; n++) {
    const pair = await webcrypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify']);
    const spki = await webcrypto.subtle.exportKey('spki', pair.publicKey);
    const pem = await requestFor({ privateKey: pair.privateKey, spki });
    const run = spawnSync('openssl', ['req', '-verify', '-noout', '-pubkey'], { input: pem, encoding: 'utf8' });
    assert.equal(run.status, 0, run.stderr);
    assert.match(run.stderr, /verif(y|ication)[: ]*OK/i);
    assert.equal(
      Buffer.from(run.stdout.replace(/-----[^-]+-----|\s/g, ''), 'base64').toString('hex'),
      Buffer.from(spki).toString('hex'),
    );
  }
});
