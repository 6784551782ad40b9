import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  anchorOf,
  type Certificate,
  CertificatePool,
  CrlPool,
  endedBy,
  parseCertificate,
  parseCrl,
  strictAlgorithms,
  terminationGround,
  verifyCertificate,
} from '../path/index.ts';
import type { CaKey } from '../issue/index.ts';
import { judge, pem } from '../issue/test-openssl.ts';
import { type Chain, draftUnder, newChain } from '../issue/lint/test-facts.ts';
import { newSerial, signStructure, tbsFor } from '../issue/index.ts';
import { addresses, later, newKey, t0 } from '../issue/test-people.ts';
import { type CrlPlan, signCrl } from './crl.ts';
import type { EntryFacts } from './crl-entries.ts';

const openssl = judge();
after(() => openssl[Symbol.dispose]());

let chain: Chain;
let status: { certificate: Certificate; key: CaKey };
const owners = new Map<string, Certificate>();

before(async () => {
  chain = await newChain();
  const key = newKey();
  const draft = { ...draftUnder(chain, 'STATUS'), spki: key.spki };
  status = { key, certificate: parseCertificate(await signStructure(tbsFor(draft, chain.keys.ROOT), chain.keys.ROOT)) };
  for (const [name, by] of [
    ['ended', 'ACA'],
    ['alive', 'ACA'],
    ['by-trusted', 'TP'],
  ] as const) {
    const tbs = tbsFor(draftUnder(chain, 'QN', by), chain.keys[by]);
    owners.set(name, parseCertificate(await signStructure(tbs, chain.keys[by])));
  }
  const files = { ...chain.certificates, status: status.certificate, ...Object.fromEntries(owners) };
  for (const [name, certificate] of Object.entries(files))
    openssl.put(`${name}.pem`, pem('CERTIFICATE', certificate.raw));
});

const entry = (certificate: Certificate, more: Partial<EntryFacts> = {}): EntryFacts => ({
  serial: Buffer.from(certificate.serial, 'hex'),
  endedAt: later(10),
  ground: '14(6)(2)',
  status: 'terminated',
  entryNumber: 17n,
  reason: 'keyCompromise',
  eventAt: later(9),
  ...more,
});
const list = (issuer: 'ROOT' | 'ACA' | 'TP', more: Partial<CrlPlan> = {}): Promise<Buffer> =>
  signCrl(
    {
      issuer: chain.certificates[issuer].subject.raw,
      thisUpdate: later(20),
      nextUpdate: later(21),
      number: 3n,
      keepsExpiredSince: t0,
      entries: [],
      ...more,
    },
    chain.keys[issuer],
  );
const written = (name: string, crl: Buffer): string => openssl.put(`${name}.crl.pem`, pem('X509 CRL', crl));
const at = ['-attime', String(later(20.5).getTime() / 1000)];

test('OpenSSL reads the list: number, key, kept entries, reason, moments', async () => {
  written('own', await list('ACA', { scope: { url: addresses.own }, entries: [entry(owners.get('ended')!)] }));
  const { code, text } = openssl.run('crl', '-in', 'own.crl.pem', '-noout', '-text', '-CAfile', 'ACA.pem');
  assert.equal(code, 0, text);
  for (const words of [
    'verify OK',
    'Version 2',
    'CRL Number',
    'Authority Key Identifier',
    'Key Compromise',
    'Invalidity Date',
    addresses.own,
    owners.get('ended')!.serial.toUpperCase(),
  ])
    assert.ok(text.includes(words), words);
});

test('OpenSSL accepts the chain with its lists and rejects the terminated certificate', async () => {
  written('root', await list('ROOT'));
  written('own', await list('ACA', { scope: { url: addresses.own }, entries: [entry(owners.get('ended')!)] }));
  const verify = (name: string) =>
    openssl.run(
      'verify',
      ...at,
      '-crl_check_all',
      '-CAfile',
      'ROOT.pem',
      '-untrusted',
      'ACA.pem',
      '-CRLfile',
      'root.crl.pem',
      '-CRLfile',
      'own.crl.pem',
      `${name}.pem`,
    );
  const [alive, ended] = [verify('alive'), verify('ended')];
  assert.equal(alive.code, 0, alive.text);
  assert.notEqual(ended.code, 0);
  assert.match(ended.text, /certificate revoked/);
});

test('DECISIONS 36: when the centre is gone, the authority’s indirect list at the second point speaks for its certificates', async () => {
  const issuer = chain.certificates.ACA.subject.raw;
  const indirect = await signCrl(
    {
      issuer: status.certificate.subject.raw,
      thisUpdate: later(20),
      nextUpdate: later(21),
      number: 1n,
      keepsExpiredSince: t0,
      scope: { url: addresses.after, indirect: true },
      entries: [
        entry(owners.get('ended')!, { ground: '17(5)', reason: 'privilegeWithdrawn', certificateIssuer: issuer }),
        entry(owners.get('by-trusted')!, { certificateIssuer: chain.certificates.TP.subject.raw }),
      ],
    },
    status.key,
  );
  written('after', indirect);
  written('root', await list('ROOT'));
  const verify = (name: string) =>
    openssl.run(
      'verify',
      ...at,
      '-crl_check',
      '-extended_crl',
      '-CAfile',
      'ROOT.pem',
      '-untrusted',
      'ACA.pem',
      '-untrusted',
      'status.pem',
      '-CRLfile',
      'after.crl.pem',
      '-CRLfile',
      'root.crl.pem',
      `${name}.pem`,
    );
  const [alive, ended] = [verify('alive'), verify('ended')];
  assert.equal(alive.code, 0, alive.text);
  assert.match(ended.text, /certificate revoked/);
  // Our own validator hears the same, with the ground, and counts from the entry's moment on.
  const verdict = (name: string, moment: Date) =>
    verifyCertificate(owners.get(name)!, {
      anchors: [anchorOf(chain.certificates.ROOT)],
      certificates: new CertificatePool([...Object.values(chain.certificates), status.certificate]),
      crls: new CrlPool([parseCrl(indirect), rootList]),
      at: moment,
      crlsAt: later(20.5),
      rules: { algorithms: strictAlgorithms },
      status: 'required',
      judge: endedBy,
    });
  const rootList = parseCrl(await list('ROOT'));
  const centreList = parseCrl(await list('ACA'));
  assert.equal(centreList.entries.count, 0);
  assert.deepEqual(verdict('alive', later(20)).problems, []);
  assert.deepEqual(verdict('ended', later(9.9)).problems, []);
  assert.equal(verdict('ended', later(10)).problems[0]?.fault, 'revoked');
  const state = verdict('ended', later(10)).statuses.at(-1)!;
  assert.deepEqual(state.state === 'revoked' && state.revocation.ground, {
    ground: '17(5)',
    status: 'terminated',
    registerEntry: 17n,
  });
  const twoIssuers = parseCrl(indirect).entries;
  assert.ok(twoIssuers.find(owners.get('by-trusted')!.serial, chain.certificates.TP.subject.key));
  assert.equal(twoIssuers.find(owners.get('by-trusted')!.serial, chain.certificates.ACA.subject.key), undefined);
});

test('a delta list names its base, and OpenSSL rejects by the two together what ended since', async () => {
  const base = await list('ACA', { number: 5n, freshest: 'http://status.example.kg/crl/ishenim.delta.crl' });
  const delta = await list('ACA', { number: 6n, base: 5n, entries: [entry(owners.get('ended')!)] });
  written('base', base);
  written('delta', delta);
  assert.equal(parseCrl(delta).deltaBase, 5n);
  const text = openssl.run('crl', '-in', 'base.crl.pem', '-noout', '-text').text;
  assert.match(text, /Freshest CRL/);
  const verify = (...deltas: string[]) =>
    openssl.run(
      'verify',
      ...at,
      '-crl_check',
      '-use_deltas',
      '-CAfile',
      'ROOT.pem',
      '-untrusted',
      'ACA.pem',
      '-CRLfile',
      'base.crl.pem',
      ...deltas,
      'ended.pem',
    );
  assert.equal(verify().code, 0, verify().text);
  assert.match(verify('-CRLfile', 'delta.crl.pem').text, /certificate revoked/);
});

test('a list without entries has none, and keeps what expired since the first day', async () => {
  const empty = parseCrl(await list('ACA'));
  assert.equal(empty.entries.count, 0);
  assert.deepEqual(empty.keepsExpiredSince, t0);
  assert.equal(empty.issuingPoint, undefined);
});

test('a list of 100,000 entries is built in seconds, and every entry is found again', async () => {
  const many = Array.from(
    { length: 100_000 },
    (_, at): EntryFacts => ({
      serial: newSerial(),
      endedAt: later(1 + Math.floor(at / 1000)),
      ground: at % 2 === 0 ? '14(6)(2)' : '17(5)',
      status: 'terminated',
      entryNumber: BigInt(at),
      ...(at % 3 === 0 ? {} : { reason: 'privilegeWithdrawn' as const }),
    }),
  );
  const began = performance.now();
  const bytes = await list('ACA', { entries: many });
  const took = performance.now() - began;
  assert.ok(took < 20_000, `${took} ms`);
  const { entries } = parseCrl(bytes);
  assert.equal(entries.count, 100_000);
  for (const at of [0, 1, 2, 50_000, 99_999]) {
    const found = entries.find(many[at]!.serial.toString('hex'), chain.certificates.ACA.subject.key)!;
    assert.deepEqual(found.revocationDate, many[at]!.endedAt);
    assert.equal(found.reason, at % 3 === 0 ? undefined : 9);
    assert.equal(terminationGround(found)!.registerEntry, BigInt(at));
  }
  openssl.put('many.crl', bytes);
  const { code } = openssl.run('crl', '-inform', 'DER', '-in', 'many.crl', '-noout', '-CAfile', 'ACA.pem');
  assert.equal(code, 0);
});
