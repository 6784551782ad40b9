import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createPrivateKey, type KeyObject } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { CompactSign, compactVerify, FlattenedSign, flattenedVerify, importX509 } from 'jose';
import { isRefusal } from '../../../src/platform/refusal.ts';
import { compactJws, jsonJws, jwsToTimeStamp } from '../../../src/trust/formats/index.ts';
import { pem } from '../../../src/trust/formats/test-parties.ts';
import { signJws } from '../../../src/trust/verify/test-jws.ts';
import {
  centre,
  document,
  issue,
  later,
  type Member,
  person,
  stamp,
  trustAt,
} from '../../../src/trust/verify/test-world.ts';
import { verifySignature } from '../../../src/trust/verify/verify.ts';

// Ours there, theirs here, altered ones refused by both: jose (npm), jwcrypto (Debian: python3-jwcrypto), OpenSSL over the signing input.

const python = '/usr/bin/python3';
const noJwcrypto = spawnSync(python, ['-c', 'import jwcrypto']).status !== 0 && 'no python3-jwcrypto';
const noOpenssl = spawnSync('openssl', ['version']).status !== 0 && 'no openssl';
for (const missing of [noJwcrypto, noOpenssl])
  if (missing) console.error(`NOT RUN: JAdES was not judged from outside: ${missing}`);
const folder = mkdtempSync(join(tmpdir(), 'mk-jades-'));
after(() => rmSync(folder, { recursive: true }));

const people: readonly (readonly [string, Member, boolean])[] = [
  ['ES256', person, false],
  ['ES384', await issue('QN', centre, {}, 'ecdsa-sha384'), false],
  ['PS256', await issue('QN', centre, {}, 'rsa-sha256'), false],
  ['RS256', await issue('QN', centre, {}, 'rsa-sha256'), true],
  ['EdDSA', await issue('QN', centre, {}, 'ed25519'), false],
];
const other = Buffer.from('Мен макул эмесмин.\n').toString('base64url');
const now = later(60);
const verdict = (text: string): string => {
  const found = verifySignature({ signature: Buffer.from(text), context: trustAt(now), at: now });
  return isRefusal(found) ? found.code : found.verdict;
};
const withPayload = (compact: string): string => compact.replace(/\.[^.]*\./, `.${other}.`);
const certificateOf = ({ certificate }: Member): string => pem('CERTIFICATE', certificate.raw);
const headerOf = (alg: string, { certificate }: Member) => ({
  alg,
  x5c: [certificate.raw.toString('base64'), centre.certificate.raw.toString('base64')],
});

for (const [alg, who, pkcs1] of people) {
  const ours = signJws(who, { pkcs1 });

  test(`JAdES and jose, ${alg}: ours there, theirs here`, async () => {
    const key = await importX509(certificateOf(who), alg);
    const { payload } = await compactVerify(compactJws(ours), key);
    assert.deepEqual(Buffer.from(payload), document);
    const json = jsonJws({ ...ours, unsigned: { token: stamp(jwsToTimeStamp(ours), later(31)) } });
    assert.deepEqual(Buffer.from((await flattenedVerify(JSON.parse(json) as never, key)).payload), document);
    await assert.rejects(compactVerify(withPayload(compactJws(ours)), key));
    assert.equal(verdict(withPayload(compactJws(ours))), 'invalid');

    const secret: KeyObject = createPrivateKey(who.key.export({ type: 'pkcs8', format: 'pem' }));
    const theirs = await new CompactSign(document).setProtectedHeader(headerOf(alg, who)).sign(secret);
    // They state no means, so what a qualified certificate signed is not shown to be qualified; it holds.
    assert.equal(verdict(theirs), 'valid');
    assert.equal(verdict(withPayload(theirs)), 'invalid');
    const flat = await new FlattenedSign(document).setProtectedHeader(headerOf(alg, who)).sign(secret);
    assert.equal(verdict(JSON.stringify(flat)), 'valid');
    assert.equal(verdict(JSON.stringify({ ...flat, payload: other })), 'invalid');
  });

  test(`JAdES and jwcrypto, ${alg}: ours there, theirs here`, { skip: noJwcrypto }, () => {
    const input = {
      certificate: certificateOf(who),
      key: who.key.export({ type: 'pkcs8', format: 'pem' }),
      header: headerOf(alg, who),
    };
    const run = (script: string, more: Record<string, unknown>): { status: number | null; out: string } => {
      const done = spawnSync(python, ['-c', script], {
        input: JSON.stringify({ ...input, ...more }),
        encoding: 'utf8',
        timeout: 60_000,
      });
      return { status: done.status, out: done.stdout + done.stderr };
    };
    for (const [form, altered] of [
      [compactJws(ours), withPayload(compactJws(ours))],
      [jsonJws(ours), jsonJws({ ...ours, payload: other })],
    ] as const) {
      const good = run(theyVerify, { token: form });
      assert.deepEqual([good.status, good.out], [0, document.toString('base64')], good.out);
      assert.match(run(theyVerify, { token: altered }).out, /InvalidJWSSignature/);
    }
    for (const compact of [true, false]) {
      const made = run(theySign, { payload: document.toString('base64'), compact });
      assert.equal(made.status, 0, made.out);
      assert.equal(verdict(made.out), 'valid');
      assert.equal(
        verdict(
          compact ? withPayload(made.out) : JSON.stringify({ ...(JSON.parse(made.out) as object), payload: other }),
        ),
        'invalid',
      );
    }
  });
}

const theyVerify = `
import sys, json, base64
from jwcrypto import jws, jwk
given = json.load(sys.stdin)
key = jwk.JWK.from_pem(given['certificate'].encode())
token = jws.JWS()
token.deserialize(given['token'])
token.verify(key)
sys.stdout.write(base64.b64encode(token.payload).decode())
`;
const theySign = `
import sys, json, base64
from jwcrypto import jws, jwk
given = json.load(sys.stdin)
key = jwk.JWK.from_pem(given['key'].encode())
token = jws.JWS(base64.b64decode(given['payload']))
token.add_signature(key, None, json.dumps(given['header']), None)
sys.stdout.write(token.serialize(compact=given['compact']))
`;

test('OpenSSL verifies the signing input of ours and not an altered one', { skip: noOpenssl }, () => {
  const [, rsa] = people[3]!;
  const ours = compactJws(signJws(rsa, { pkcs1: true }));
  const put = (name: string, bytes: string | Uint8Array): string => {
    writeFileSync(join(folder, name), bytes);
    return join(folder, name);
  };
  put('certificate.pem', certificateOf(rsa));
  const key = spawnSync('openssl', ['x509', '-in', join(folder, 'certificate.pem'), '-pubkey', '-noout'], {
    encoding: 'utf8',
  });
  const keyFile = put('key.pem', key.stdout);
  const judged = (compact: string): string => {
    const [header, payload, value] = compact.split('.') as [string, string, string];
    const signature = put('value', Buffer.from(value, 'base64url'));
    const input = put('input', `${header}.${payload}`);
    return spawnSync('openssl', ['dgst', '-sha256', '-verify', keyFile, '-signature', signature, input], {
      encoding: 'utf8',
    }).stdout.trim();
  };
  assert.equal(judged(ours), 'Verified OK');
  assert.equal(judged(withPayload(ours)), 'Verification failure');
});
