import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { inspect } from 'node:util';
import { type TokenRefusal, TokenRefused } from '../../../platform/pkcs11/index.ts';
import { loadModule } from '../../../platform/pkcs11/module.ts';
import { tokensIn } from '../../../platform/pkcs11/slots.ts';
import { noTokens, plainPin, softhsm, testTokens, tokenOfficers } from '../../../platform/pkcs11/test-token.ts';
import { ocspResponse, ocspResponseData, certIdBytes, timeStampRequest } from '../../formats/index.ts';
import { oids } from '../../der/index.ts';
import { parseCertificate } from '../../path/index.ts';
import { signCrl } from '../../status/crl.ts';
import { stamp } from '../../tsa/routes.ts';
import { algorithmBytes, signatureAlgorithms } from '../algorithms.ts';
import { draftUnder, newChain } from '../lint/test-facts.ts';
import { signStructure, tbsFor } from '../sign-certificate.ts';
import { judge, pem } from '../test-openssl.ts';
import { later, t0 } from '../test-people.ts';
import { createTokenKey, tokenKey } from './token-key.ts';

// SoftHSM2 stands in for the hardware: it speaks the same PKCS#11, and OpenSSL judges what comes out.

const skip = noTokens();
const tokens =
  skip === false
    ? testTokens(...signatureAlgorithms, 'stays', 'foreign', 'officers', 'counted', 'removed', 'named')
    : undefined;
const openssl = judge();
after(() => {
  openssl[Symbol.dispose]();
  tokens?.[Symbol.dispose]();
});
const at = ['-attime', String(later(1).getTime() / 1000)];

const refusedAs = async (act: () => unknown): Promise<TokenRefusal | 'done'> => {
  try {
    await act();
  } catch (error) {
    assert.ok(error instanceof TokenRefused, String(error));
    assert.doesNotMatch(inspect(error), /кызматкер/);
    return error.reason;
  }
  return 'done';
};

for (const algorithm of signatureAlgorithms)
  test(`a root and a centre in a token, ${algorithm}: OpenSSL verifies what they sign`, {
    skip,
  }, async () => {
    using token = tokens!.open(tokens!.make(algorithm));
    const [ROOT, ACA] = [createTokenKey(token, 'root', algorithm), createTokenKey(token, 'centre', algorithm)];
    const chain = await newChain(undefined, { ROOT, ACA });
    const put = (name: string, what: string, bytes: Uint8Array): string =>
      openssl.put(`${algorithm}-${name}`, pem(what, bytes));
    const [root, centre] = [
      put('root.pem', 'CERTIFICATE', chain.certificates.ROOT.raw),
      put('centre.pem', 'CERTIFICATE', chain.certificates.ACA.raw),
    ];
    const good = (...args: string[]): void => {
      const { code, text } = openssl.run(...args);
      assert.equal(code, 0, `${args.join(' ')}\n${text}`);
    };
    good('verify', ...at, '-CAfile', root, centre);

    const list = await signCrl(
      {
        issuer: chain.certificates.ACA.subject.raw,
        thisUpdate: later(0.5),
        nextUpdate: later(2),
        number: 1n,
        keepsExpiredSince: t0,
        entries: [],
      },
      ACA,
    );
    good('crl', '-in', put('list.pem', 'X509 CRL', list), '-noout', '-CAfile', centre);

    const service = async (kind: 'OCSP' | 'TSA', by: 'ROOT' | 'ACA') => {
      const key = createTokenKey(token, kind, algorithm);
      const tbs = tbsFor({ ...draftUnder(chain, kind, by), spki: key.spki }, chain.keys[by]);
      return { key, certificate: parseCertificate(await signStructure(tbs, chain.keys[by])) };
    };
    const owner = parseCertificate(await signStructure(tbsFor(draftUnder(chain, 'QN'), ACA), ACA));
    const responder = await service('OCSP', 'ACA');
    const { subject: name, publicKey } = chain.certificates.ACA;
    const data = ocspResponseData({
      responder: responder.certificate,
      producedAt: later(0.5),
      answers: [
        {
          id: certIdBytes(owner.serial, { name, publicKey }),
          thisUpdate: later(0.5),
          nextUpdate: later(2),
          status: { state: 'good' },
        },
      ],
      nonce: undefined,
    });
    const answer = ocspResponse(data, algorithmBytes(algorithm), await responder.key.sign(data), [
      responder.certificate,
    ]);
    const asked = ['-issuer', centre, '-cert', put('owner.pem', 'CERTIFICATE', owner.raw), '-verify_other', centre];
    good('ocsp', '-respin', openssl.put(`${algorithm}-answer.der`, answer), ...asked, '-CAfile', root, ...at);

    // Time-stamps are CMS, which this platform signs with ECDSA and RSA of PKCS#1.
    if (algorithm === 'ed25519' || algorithm === 'rsa-pss-sha256') return;
    const authority = await service('TSA', 'ROOT');
    const digest = Buffer.alloc(32, 7);
    const stamped = await stamp(
      {
        clock: { now: () => later(1), real: () => later(1) },
        authority: {
          certificate: authority.certificate,
          chain: [],
          policy: oids.kgTimeStampPolicy,
          accuracyMillis: 1000,
        },
        key: authority.key,
      },
      timeStampRequest({ digest: 'sha256', hash: digest, wantsCertificate: true }),
    );
    const reply = openssl.put(`${algorithm}-stamp.tsr`, stamped);
    good('ts', '-verify', '-in', reply, '-digest', digest.toString('hex'), '-CAfile', root, ...at);
  });

test('a key is made in the token, stays there and signs only; one that could leave is not used', { skip }, () => {
  const file = tokens!.make('stays');
  using token = tokens!.open(file);
  createTokenKey(token, 'inside', 'ecdsa-sha256');
  assert.throws(() => createTokenKey(token, 'inside', 'ecdsa-sha256'), /holds a key inside already/);
  assert.throws(() => tokenKey(token, 'inside', 'ecdsa-sha384'), TokenRefused);
  assert.throws(() => tokenKey(token, 'absent', 'ecdsa-sha256'), /does not hold absent/);
  // An outsider's tool makes one that may leave.
  const tool = (...args: string[]) =>
    spawnSync(
      'pkcs11-tool',
      ['--module', softhsm!, '--token-label', 'foreign', '--login', '--pin', plainPin, ...args],
      {
        encoding: 'utf8',
        timeout: 60_000,
      },
    );
  const pair = ['--keypairgen', '--key-type', 'EC:prime256v1', '--label', 'loose', '--extractable'];
  assert.equal(tool(...pair).status, 0);
  const { serial } = JSON.parse(readFileSync(file, 'utf8')) as { serial: string };
  assert.match(serial, /^[0-9a-f]{16}$/);
  using foreign = tokens!.openPlain('foreign');
  assert.throws(() => tokenKey(foreign, 'loose', 'ecdsa-sha256'), /was not made in its token, or may leave it/);
  createTokenKey(foreign, 'tight', 'ecdsa-sha256');
  const listed = tool('--list-objects', '--type', 'privkey').stdout;
  const tight = listed.slice(listed.indexOf('tight'));
  assert.match(tight, /Usage: +sign\n/);
  assert.match(tight, /sensitive, always sensitive, never extract\w*, local/);
});

test('two officers open the token together; a wrong passphrase never reaches it', { skip }, async () => {
  const file = tokens!.make('officers');
  tokens!.open(file).close();
  const open = (...passphrases: string[]) => refusedAs(() => tokens!.openWith(file, passphrases));
  for (let i = 0; i < 3; i++) assert.equal(await open(tokenOfficers[0], 'башка кызматкердин сөзү'), 'pin');
  assert.equal(await open(tokenOfficers[0]), 'pin');
  assert.equal(await open(tokenOfficers[1], tokenOfficers[0]), 'pin');
  // A wrong PIN would have left its mark on the token: it opens for a program that nobody attends.
  using token = tokens!.open(file);
  assert.equal(inspect(token, { showHidden: true, depth: 9 }), '[token]');
  assert.equal(JSON.stringify({ token }), '{"token":"[token]"}');
  assert.equal(await open(...tokenOfficers), 'refused');
});

test('after a wrong PIN no program tries by itself, however often it is started; officers who are there do', {
  skip,
}, async () => {
  const file = tokens!.make('counted');
  const wrong = ['--module', softhsm!, '--token-label', 'counted', '--login', '--pin', 'wrong-pin', '--list-objects'];
  assert.notEqual(spawnSync('pkcs11-tool', wrong, { timeout: 60_000 }).status, 0);
  for (let i = 0; i < 3; i++) assert.equal(await refusedAs(() => tokens!.open(file)), 'pin-at-risk');
  tokens!.openWith(file, tokenOfficers, { attended: true }).close();
  tokens!.open(file).close();
});

test('a broken connection is mended with one log-in; a token that is taken out refuses each time', {
  skip,
}, async () => {
  const file = tokens!.make('removed');
  using token = tokens!.open(file);
  const key = createTokenKey(token, 'root', 'ecdsa-sha384');
  const module = loadModule(softhsm!);
  const { slot } = tokensIn(module).find(({ label }) => label === 'removed')!;
  await key.sign(Buffer.from('сыноо'));
  assert.equal(module.call('C_CloseAllSessions', slot), 0);
  const all = await Promise.all(Array.from({ length: 20 }, (_, i) => key.sign(Buffer.from(`сыноо ${i}`))));
  assert.equal(new Set(all.map(String)).size, 20);
  // SoftHSM2 names a token's folder after its serial number, which ends so.
  const place = readdirSync(tokens!.slots).find((name) => name.replaceAll('-', '').endsWith(token.place.serial))!;
  renameSync(join(tokens!.slots, place), join(tokens!.folder, 'taken-out'));
  for (let i = 0; i < 12; i++) assert.equal(await refusedAs(() => key.sign(Buffer.from('сыноо'))), 'away');
});

test('a library that is none, a token that is not there and a file that describes none are named', {
  skip,
}, async () => {
  const file = tokens!.make('named');
  const place = { module: softhsm!, label: 'named', serial: '0'.repeat(16) };
  assert.equal(await refusedAs(() => tokens!.openAt({ ...place, module: '/no/such.so' })), 'module');
  assert.equal(
    await refusedAs(() => tokens!.openAt({ ...place, module: openssl.put('text.so', 'no library') })),
    'module',
  );
  assert.equal(await refusedAs(() => tokens!.openAt(place)), 'away');
  assert.equal(await refusedAs(() => tokens!.open(openssl.put('x.json', '{}'))), 'refused');
  assert.doesNotMatch(readFileSync(file, 'utf8'), /кызматкер|security-officer/);
});
