import assert from 'node:assert/strict';
import { hash, sign } from 'node:crypto';
import { test } from 'node:test';
import { der, oids } from '../../../src/trust/der/index.ts';
import {
  answerTimeStampRequest,
  cadesMessage,
  certIdBytes,
  digestsOf,
  finishSigner,
  finishTimeStampResponse,
  ocspResponse,
  ocspResponseData,
  parseSignedData,
  prepareCades,
  signPrepared,
  timeStampRequest,
  verifyOcspResponse,
  verifySignedData,
  verifyTimeStampResponse,
} from '../../../src/trust/formats/index.ts';
import {
  makeCentre,
  makeParty,
  makeRoot,
  type Party,
  purposes,
  usage,
} from '../../../src/trust/formats/test-parties.ts';
import { signStructure, tbsFor } from '../../../src/trust/issue/index.ts';
import { draftUnder, newChain } from '../../../src/trust/issue/lint/test-facts.ts';
import { addresses, later, newKey, t0 } from '../../../src/trust/issue/test-people.ts';
import {
  anchorOf,
  type Certificate,
  CertificatePool,
  CrlPool,
  parseCertificate,
  parseCrl,
  strictAlgorithms,
  verifyCertificate,
} from '../../../src/trust/path/index.ts';
import { signCrl, type CrlPlan } from '../../../src/trust/status/index.ts';
import { noBouncyCastle, seconds, spoilt, workingFolder } from './judges.ts';

if (noBouncyCastle) console.error(`NOT RUN: Bouncy Castle did not judge our messages: ${noBouncyCastle}`);

const at = new Date('2026-11-22T04:00:00Z');
const after = (minutes: number): Date => new Date(at.getTime() + minutes * 60_000);
const rules = { algorithms: strictAlgorithms, at: after(5) };
const { put, get, bouncyCastle } = workingFolder();
const content = Buffer.from('Мен макулмун.\r\n');
const der8 = ({ key }: Party): Buffer => key.export({ type: 'pkcs8', format: 'der' });

function party(name: string, one: Party): Party {
  put(`${name}.der`, one.certificate.raw);
  put(`${name}.key`, der8(one));
  return one;
}
const root = party('root', makeRoot());
const centre = party('centre', makeCentre(root));
const owner = party('owner', makeParty({ name: 'Кол коюучу', issuer: centre }));
const stamps = party(
  'tsa',
  makeParty({ name: 'Убакыт', issuer: centre, extensions: [usage(0), purposes(oids.kpTimeStamping)] }),
);
const noCheck = der.sequence(der.oid(oids.ocspNoCheck), der.octetString(der.nul()));
const answers = party(
  'responder',
  makeParty({ name: 'Абал', issuer: centre, extensions: [usage(0), purposes(oids.kpOCSPSigning), noCheck] }),
);
put('content', content);
const no = (said: string): boolean => said.startsWith('no');

test('certificates and lists of our profile: Bouncy Castle builds their paths, and refuses altered and ended ones', {
  skip: noBouncyCastle,
}, async () => {
  const chain = await newChain();
  const issue = async (kind: 'QN' | 'STATUS', by: 'ACA' | 'ROOT', spki?: Buffer): Promise<Certificate> => {
    const draft = { ...draftUnder(chain, kind, by), ...(spki === undefined ? {} : { spki }) };
    return parseCertificate(await signStructure(tbsFor(draft, chain.keys[by]), chain.keys[by]));
  };
  const [good, ended, statusKey] = [await issue('QN', 'ACA'), await issue('QN', 'ACA'), newKey()];
  const status = await issue('STATUS', 'ROOT', statusKey.spki);
  const entry = (one: Certificate, issuer?: Buffer) => ({
    serial: Buffer.from(one.serial, 'hex'),
    endedAt: later(10),
    ground: '14(6)(2)' as const,
    status: 'terminated' as const,
    entryNumber: 1n,
    reason: 'keyCompromise' as const,
    ...(issuer === undefined ? {} : { certificateIssuer: issuer }),
  });
  const list = (by: 'ROOT' | 'ACA', more: Partial<CrlPlan> = {}): Promise<Buffer> =>
    signCrl(
      {
        issuer: chain.certificates[by].subject.raw,
        thisUpdate: later(20),
        nextUpdate: later(21),
        number: 3n,
        keepsExpiredSince: t0,
        entries: [],
        ...more,
      },
      chain.keys[by],
    );
  const ours = { ...chain.certificates, good, ended, status };
  for (const [name, one] of Object.entries(ours)) put(`${name}.der`, one.raw);
  put('bad.der', spoilt(good.raw));
  put('rootlist.der', await list('ROOT'));
  const full = put('full.der', await list('ACA', { entries: [entry(ended)] }));
  put('badlist.der', spoilt(get(full)));
  put('scoped.der', await list('ACA', { scope: { url: addresses.own }, entries: [entry(ended)] }));
  put('delta.der', await list('ACA', { number: 4n, base: 3n, entries: [entry(ended)] }));
  put('empty.der', await list('ACA', { freshest: addresses.own }));
  const indirect = {
    issuer: status.subject.raw,
    thisUpdate: later(20),
    nextUpdate: later(21),
    number: 1n,
    keepsExpiredSince: t0,
    scope: { url: addresses.after, indirect: true },
    entries: [entry(ended, chain.certificates.ACA.subject.raw)],
  };
  put('indirect.der', await signCrl(indirect, statusKey));
  const when = seconds(later(20.5));
  const path = (target: string, others: string, lists: string) =>
    ['path', when, 'ROOT.der', target, others, lists] as const;
  const said = bouncyCastle([
    path('good.der', 'ACA.der', '-'),
    path('bad.der', 'ACA.der', '-'),
    path('good.der', '-', '-'),
    ['path', seconds(later(40_000)), 'ROOT.der', 'good.der', 'ACA.der', '-'],
    path('good.der', 'ACA.der', 'rootlist.der,full.der'),
    path('ended.der', 'ACA.der', 'rootlist.der,full.der'),
    path('good.der', 'ACA.der', 'rootlist.der,badlist.der'),
    path('good.der', 'ACA.der', 'rootlist.der,scoped.der'),
    path('ended.der', 'ACA.der', 'rootlist.der,scoped.der'),
    ['list', 'delta.der', 'ACA.der', ended.serial],
    ['list', 'delta.der', 'ACA.der', good.serial],
    ['list', 'indirect.der', 'status.der', ended.serial],
    ['list', 'badlist.der', 'ACA.der', ended.serial],
  ]);
  assert.deepEqual(
    said.map((one) => (no(one) ? 'no' : one)),
    ['yes', 'no', 'no', 'no', 'yes', 'no', 'no', 'yes', 'no', 'yes', 'no', 'yes', 'no'],
    said.join('\n'),
  );
  assert.match(said[5]!, /revocation after/);
});

test('what we sign, stamp and answer Bouncy Castle verifies, and nothing altered', { skip: noBouncyCastle }, () => {
  const message = (attached: boolean): Buffer => {
    const prepared = prepareCades({ certificate: owner.certificate, content: digestsOf(content), signingTime: at });
    return cadesMessage(
      [finishSigner(prepared, signPrepared(prepared, owner.key))],
      [owner.certificate],
      attached ? content : undefined,
    );
  };
  put('detached.p7s', message(false));
  put('attached.p7m', message(true));
  put('other', Buffer.from('Мен макул эмесмин.'));
  put('bad.p7s', spoilt(get('detached.p7s')));
  const request = timeStampRequest({ digest: 'sha256', hash: hash('sha256', content, 'buffer'), nonce: Buffer.of(7) });
  const service = { certificate: stamps.certificate, chain: [], policy: '2.999.1', accuracyMillis: 1000 };
  const token = answerTimeStampRequest(request, service, at, Buffer.of(1));
  assert.ok(!('failure' in token));
  const stamp = finishTimeStampResponse(token, signPrepared(token.signer, stamps.key));
  put('q.tsq', request);
  put('q2.tsq', timeStampRequest({ digest: 'sha256', hash: hash('sha256', 'x', 'buffer'), nonce: Buffer.of(7) }));
  put('r.tsr', stamp);
  put('bad.tsr', spoilt(stamp));
  const issuer = { name: centre.certificate.subject, publicKey: centre.certificate.publicKey, certificate: undefined };
  const id = certIdBytes(owner.certificate.serial, issuer);
  const ocsp = (status: Parameters<typeof ocspResponseData>[0]['answers'][number]['status']): Buffer => {
    const data = ocspResponseData({
      responder: answers.certificate,
      producedAt: at,
      answers: [{ id, status, thisUpdate: at, nextUpdate: after(60) }],
    });
    return ocspResponse(data, der.algorithmIdentifier(oids.ecdsaWithSHA256), sign('sha256', data, answers.key), [
      answers.certificate,
    ]);
  };
  put('good.ors', ocsp({ state: 'good' }));
  put('revoked.ors', ocsp({ state: 'revoked', revocationTime: at, reason: 1 }));
  put('unknown.ors', ocsp({ state: 'unknown' }));
  const bad = get('good.ors');
  bad[bad.indexOf(answers.certificate.raw) - 12]! ^= 1;
  put('bad.ors', bad);
  const asked = (file: string) => ['ocsp', file, 'centre.der', 'owner.der', 'responder.der'];
  const said = bouncyCastle([
    ['cms', 'detached.p7s', 'content'],
    ['cms', 'attached.p7m', '-'],
    ['cms', 'detached.p7s', 'other'],
    ['cms', 'bad.p7s', 'content'],
    ['stamp', 'q.tsq', 'r.tsr', 'tsa.der'],
    ['stamp', 'q2.tsq', 'r.tsr', 'tsa.der'],
    ['stamp', 'q.tsq', 'bad.tsr', 'tsa.der'],
    asked('good.ors'),
    asked('revoked.ors'),
    asked('unknown.ors'),
    asked('bad.ors'),
  ]);
  assert.deepEqual(
    said.map((one) => (no(one) ? 'no' : one)),
    ['yes', 'yes', 'no', 'no', 'yes', 'no', 'no', 'good', 'revoked', 'unknown', 'no'],
    said.join('\n'),
  );
});

test('what Bouncy Castle issues, lists, signs, stamps and answers we verify, and nothing altered', {
  skip: noBouncyCastle,
}, () => {
  const request = timeStampRequest({ digest: 'sha256', hash: hash('sha256', content, 'buffer'), nonce: Buffer.of(9) });
  put('their.tsq', request);
  const { serial } = owner.certificate;
  const [from, to] = [seconds(after(-60)), seconds(after(60))];
  const made = bouncyCastle([
    ['make-certificate', 't-centre.der', 'root.der', 'root.key', 'centre.der', from, to, 'ca'],
    ['make-certificate', 't-owner.der', 'centre.der', 'centre.key', 'owner.der', from, to, 'end'],
    ['make-list', 't-root.crl', 'root.der', 'root.key', from, to, 5, '-', '-', '-'],
    ['make-list', 't-clean.crl', 'centre.der', 'centre.key', from, to, 5, '-', '-', '-'],
    ['make-list', 't-ended.crl', 'centre.der', 'centre.key', from, to, 5, serial, '-', '-'],
    ['make-list', 't-delta.crl', 'centre.der', 'centre.key', from, to, 6, serial, 5, '-'],
    ['make-list', 't-indirect.crl', 'root.der', 'root.key', from, to, 5, serial, '-', 'centre.der'],
    ['make-cms', 't-detached.p7s', 'owner.der', 'owner.key', 'content', 'detached'],
    ['make-cms', 't-attached.p7m', 'owner.der', 'owner.key', 'content', 'attached'],
    ['make-stamp', 't.tsr', 'their.tsq', 'tsa.der', 'tsa.key', seconds(at)],
    ['make-ocsp', 't-good.ors', 'centre.der', 'owner.der', 'responder.der', 'responder.key', seconds(at), to, 'good'],
    [
      'make-ocsp',
      't-revoked.ors',
      'centre.der',
      'owner.der',
      'responder.der',
      'responder.key',
      seconds(at),
      to,
      'revoked',
    ],
  ]);
  assert.deepEqual([...new Set(made)], ['made'], made.join('\n'));

  const verdict = (target: Buffer, lists: readonly Buffer[], status: 'none' | 'required' = 'required') =>
    verifyCertificate(parseCertificate(target), {
      anchors: [anchorOf(root.certificate)],
      certificates: new CertificatePool([parseCertificate(get('t-centre.der')), centre.certificate]),
      crls: new CrlPool(lists.map(parseCrl)),
      at,
      rules: { algorithms: strictAlgorithms },
      status,
    }).problems.map(({ fault }) => fault);
  assert.deepEqual(verdict(get('t-owner.der'), [], 'none'), []);
  assert.deepEqual(verdict(spoilt(get('t-owner.der')), [], 'none'), ['signature']);
  const [rootList, clean] = [get('t-root.crl'), get('t-clean.crl')];
  assert.deepEqual(verdict(owner.certificate.raw, [rootList, clean]), []);
  assert.deepEqual(verdict(owner.certificate.raw, [rootList, spoilt(clean)]), ['status-unknown']);
  assert.deepEqual(verdict(owner.certificate.raw, [rootList, get('t-ended.crl')]), ['revoked']);
  assert.deepEqual(verdict(owner.certificate.raw, [rootList, clean, get('t-delta.crl')]), ['revoked']);
  const indirect = parseCrl(get('t-indirect.crl'));
  assert.equal(indirect.issuingPoint?.indirect, true);
  assert.ok(indirect.entries.find(serial, centre.certificate.subject.key));
  assert.equal(indirect.entries.find(serial, root.certificate.subject.key), undefined);

  const holds = (bytes: Buffer, text?: Buffer): boolean =>
    verifySignedData(parseSignedData(bytes), text === undefined ? {} : { content: text }, rules).holds;
  assert.equal(holds(get('t-detached.p7s'), content), true);
  assert.equal(holds(get('t-attached.p7m')), true);
  assert.equal(holds(get('t-detached.p7s'), Buffer.from('x')), false);
  assert.equal(holds(spoilt(get('t-detached.p7s'), 20), content), false);

  const stamped = (bytes: Buffer, nonce: number) =>
    verifyTimeStampResponse(bytes, { data: digestsOf(content), nonce: Buffer.of(nonce) }, rules).problems.map(
      ({ fault }) => fault,
    );
  // RFC 5816: Bouncy Castle names its certificate as ESSCertIDv2 and as the older one.
  assert.deepEqual(stamped(get('t.tsr'), 9), []);
  assert.notDeepEqual(stamped(get('t.tsr'), 8), []);
  assert.notDeepEqual(stamped(spoilt(get('t.tsr'), 20), 9), []);

  const issuer = { name: centre.certificate.subject, publicKey: centre.certificate.publicKey, certificate: undefined };
  const says = (bytes: Buffer): string => verifyOcspResponse(bytes, owner.certificate, issuer, rules).status.state;
  assert.equal(says(get('t-good.ors')), 'good');
  assert.equal(says(get('t-revoked.ors')), 'revoked');
  const bad = get('t-good.ors');
  bad[bad.indexOf(answers.certificate.raw) - 12]! ^= 1;
  assert.equal(says(bad), 'unknown');
});
