import assert from 'node:assert/strict';
import { sign } from 'node:crypto';
import { test } from 'node:test';
import { der, oids } from '../../../src/trust/der/index.ts';
import {
  cadesMessage,
  certIdBytes,
  digestsOf,
  finishSigner,
  ocspResponse,
  ocspResponseData,
  parseSignedData,
  prepareCades,
  signPrepared,
  verifySignedData,
} from '../../../src/trust/formats/index.ts';
import {
  certificatePem,
  extension,
  keyPem,
  makeCentre,
  makeCrl,
  makeParty,
  makeRoot,
  type Party,
  pem,
  purposes,
  usage,
} from '../../../src/trust/formats/test-parties.ts';
import { signStructure, tbsFor } from '../../../src/trust/issue/index.ts';
import { draftUnder, newChain } from '../../../src/trust/issue/lint/test-facts.ts';
import { later } from '../../../src/trust/issue/test-people.ts';
import {
  anchorOf,
  CertificatePool,
  CrlPool,
  parseCertificate,
  parseCrl,
  strictAlgorithms,
  verifyCertificate,
} from '../../../src/trust/path/index.ts';
import { noGnuTls, spoilt, workingFolder } from './judges.ts';

if (noGnuTls) console.error(`NOT RUN: GnuTLS did not judge our messages: ${noGnuTls}`);

const at = new Date('2026-11-22T04:00:00Z');
const after = (minutes: number): Date => new Date(at.getTime() + minutes * 60_000);
const { put, get, run } = workingFolder();
const content = Buffer.from('Мен макулмун.\r\n');

function party(name: string, one: Party): Party {
  put(`${name}.pem`, certificatePem(one));
  put(`${name}.key`, keyPem(one));
  return one;
}
const root = party('root', makeRoot());
const centre = party('centre', makeCentre(root));
const owner = party('owner', makeParty({ name: 'Кол коюучу', issuer: centre }));
const noCheck = extension(oids.ocspNoCheck, der.nul());
const responder = party(
  'responder',
  makeParty({ name: 'Абал', issuer: centre, extensions: [usage(0), purposes(oids.kpOCSPSigning), noCheck] }),
);
put('content', content);
put('other', 'Мен макул эмесмин.');
// certtool knows no other time than the machine's: faketime gives it the moment of the test.
const gnutls = (when: Date, tool: string, ...args: string[]): { ok: boolean; text: string } =>
  run('faketime', when.toISOString().slice(0, 19).replace('T', ' '), tool, ...args);

test('certificates and lists of our profile: GnuTLS verifies them, and nothing altered or ended', {
  skip: noGnuTls,
}, async () => {
  const chain = await newChain();
  const tbs = tbsFor(draftUnder(chain, 'QN', 'ACA'), chain.keys.ACA);
  const good = await signStructure(tbs, chain.keys.ACA);
  put('ROOT.pem', pem('CERTIFICATE', chain.certificates.ROOT.raw));
  const chained = (...all: Buffer[]): string => all.map((one) => pem('CERTIFICATE', one)).join('');
  put('good-chain.pem', chained(good, chain.certificates.ACA.raw));
  put('bad-chain.pem', chained(spoilt(good), chain.certificates.ACA.raw));
  const verify = (file: string, when: Date): boolean =>
    gnutls(when, 'certtool', '--verify', '--load-ca-certificate', 'ROOT.pem', '--infile', file).ok;
  assert.equal(verify('good-chain.pem', later(1)), true);
  assert.equal(verify('bad-chain.pem', later(1)), false);
  assert.equal(verify('good-chain.pem', later(40_000)), false);

  const list = makeCrl(centre, { from: at, to: after(60) }, [{ of: owner, at, reason: 1 }]);
  put('list.pem', pem('X509 CRL', list));
  put('bad-list.pem', pem('X509 CRL', spoilt(list)));
  const listed = (file: string): boolean =>
    gnutls(after(1), 'certtool', '--verify-crl', '--load-ca-certificate', 'centre.pem', '--infile', file).ok;
  assert.equal(listed('list.pem'), true);
  assert.equal(listed('bad-list.pem'), false);
  assert.match(run('certtool', '--crl-info', '--infile', 'list.pem').text, new RegExp(owner.certificate.serial, 'i'));
});

test('what we sign and answer GnuTLS verifies, and nothing altered', { skip: noGnuTls }, () => {
  const prepared = prepareCades({ certificate: owner.certificate, content: digestsOf(content), signingTime: at });
  const finished = [finishSigner(prepared, signPrepared(prepared, owner.key))];
  const certificates = [owner.certificate, centre.certificate];
  put('detached.p7s', cadesMessage(finished, certificates));
  put('attached.p7m', cadesMessage(finished, certificates, content));
  put('bad.p7s', spoilt(get('detached.p7s')));
  const verify = (file: string, ...data: string[]): boolean =>
    gnutls(
      after(1),
      'certtool',
      '--p7-verify',
      '--inder',
      '--infile',
      file,
      ...data,
      '--load-ca-certificate',
      'root.pem',
    ).ok;
  assert.equal(verify('detached.p7s', '--load-data', 'content'), true);
  assert.equal(verify('attached.p7m'), true);
  assert.equal(verify('detached.p7s', '--load-data', 'other'), false);
  assert.equal(verify('bad.p7s', '--load-data', 'content'), false);

  const issuer = { name: centre.certificate.subject, publicKey: centre.certificate.publicKey, certificate: undefined };
  const id = certIdBytes(owner.certificate.serial, issuer);
  const data = ocspResponseData({
    responder: responder.certificate,
    producedAt: at,
    answers: [{ id, status: { state: 'good' }, thisUpdate: at, nextUpdate: after(60) }],
  });
  const answer = ocspResponse(
    data,
    der.algorithmIdentifier(oids.ecdsaWithSHA256),
    sign('sha256', data, responder.key),
    [responder.certificate],
  );
  put('good.ors', answer);
  const bad = Buffer.from(answer);
  bad[bad.indexOf(responder.certificate.raw) - 12]! ^= 1;
  put('bad.ors', bad);
  const answered = (file: string) =>
    gnutls(after(1), 'ocsptool', '--verify-response', '--load-response', file, '--load-signer', 'responder.pem');
  assert.match(answered('good.ors').text, /Verifying OCSP Response: Success/);
  assert.match(answered('bad.ors').text, /Verifying OCSP Response: Failure/);
});

test('what GnuTLS issues, lists and signs we verify, and nothing altered', { skip: noGnuTls }, () => {
  const template = [
    'cn = "Theirs"',
    'expiration_days = 3',
    'signing_key',
    'activation_date = "2026-11-21 00:00:00 UTC"',
  ];
  put('end.cfg', `${template.join('\n')}\n`);
  put(
    'list.cfg',
    'crl_this_update_date = "2026-11-22 03:00:00 UTC"\ncrl_next_update_date = "2026-11-22 05:00:00 UTC"\ncrl_number = 5\n',
  );
  const by = (name: string): string[] => ['--load-ca-certificate', `${name}.pem`, '--load-ca-privkey', `${name}.key`];
  const make = (...args: string[]): void => {
    const { ok, text } = gnutls(at, 'certtool', ...args);
    assert.ok(ok, text);
  };
  make(
    '--generate-certificate',
    ...by('centre'),
    '--load-privkey',
    'owner.key',
    '--template',
    'end.cfg',
    '--outder',
    '--outfile',
    't-owner.der',
  );
  make('--generate-crl', ...by('root'), '--template', 'list.cfg', '--outder', '--outfile', 't-root.crl');
  make('--generate-crl', ...by('centre'), '--template', 'list.cfg', '--outder', '--outfile', 't-clean.crl');
  make(
    '--generate-crl',
    ...by('centre'),
    '--load-certificate',
    'owner.pem',
    '--template',
    'list.cfg',
    '--outder',
    '--outfile',
    't-ended.crl',
  );
  const own = ['--load-certificate', 'owner.pem', '--load-privkey', 'owner.key', '--infile', 'content', '--outder'];
  make('--p7-detached-sign', ...own, '--outfile', 't-detached.p7s');
  make('--p7-sign', ...own, '--outfile', 't-attached.p7m');

  const verdict = (target: Buffer, lists: readonly Buffer[], status: 'none' | 'required' = 'required') =>
    verifyCertificate(parseCertificate(target), {
      anchors: [anchorOf(root.certificate)],
      certificates: new CertificatePool([centre.certificate]),
      crls: new CrlPool(lists.map(parseCrl)),
      at,
      rules: { algorithms: strictAlgorithms },
      status,
    }).problems.map(({ fault }) => fault);
  assert.deepEqual(verdict(get('t-owner.der'), [], 'none'), []);
  assert.deepEqual(verdict(spoilt(get('t-owner.der')), [], 'none'), ['signature']);
  const lists = (name: string): Buffer[] => [get('t-root.crl'), get(name)];
  assert.deepEqual(verdict(owner.certificate.raw, lists('t-clean.crl')), []);
  assert.deepEqual(verdict(owner.certificate.raw, lists('t-ended.crl')), ['revoked']);
  assert.deepEqual(verdict(owner.certificate.raw, [get('t-root.crl'), spoilt(get('t-clean.crl'))]), ['status-unknown']);

  const rules = { algorithms: strictAlgorithms, at };
  const holds = (bytes: Buffer, text?: Buffer): boolean =>
    verifySignedData(parseSignedData(bytes), text === undefined ? {} : { content: text }, rules).holds;
  assert.equal(holds(get('t-detached.p7s'), content), true);
  assert.equal(holds(get('t-attached.p7m')), true);
  assert.equal(holds(get('t-detached.p7s'), Buffer.from('x')), false);
  assert.equal(holds(spoilt(get('t-detached.p7s')), content), false);
});
