import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { startPlatform } from '../../test/support/platform.ts';
import { endCertificate, registerOf } from '../trust/issue/index.ts';
import { systemScope } from '../platform/db/index.ts';
import { isRefusal } from '../platform/refusal.ts';
import { certIdBytes, ocspRequest, parseOcspResponse, verifyOcspResponse } from '../trust/formats/index.ts';
import {
  anchorOf,
  CertificatePool,
  CrlPool,
  parseCertificate,
  parseCrl,
  strictAlgorithms,
  verifyCertificate,
} from '../trust/path/index.ts';
import { usualBounds } from '../trust/status/index.ts';
import { statusAddresses } from './status-addresses.ts';

const t = await startPlatform();
after(() => t.stop());
await t.platform.status.round();

const anybody = t.visitor();
const read = async (url: string): Promise<Buffer> => {
  const { status, raw } = await anybody.get(new URL(url).pathname);
  assert.equal(status, 200, url);
  return raw;
};
const here = (issuer: string) => statusAddresses('http://localhost:8080', issuer);
const centre = await read(here('ishenim').caIssuers).then(parseCertificate);
const root = await read(here('root').caIssuers).then(parseCertificate);
const trust = (lists: readonly Buffer[]) => ({
  anchors: [anchorOf(root)],
  certificates: new CertificatePool([centre]),
  crls: new CrlPool(lists.map(parseCrl)),
  at: t.clock.now(),
  rules: { algorithms: strictAlgorithms },
  status: 'required' as const,
});
const ask = async (): Promise<ReturnType<typeof verifyOcspResponse>> => {
  const issuer = { name: root.subject, publicKey: root.publicKey, certificate: root };
  const payload = ocspRequest([certIdBytes(centre.serial, issuer)]);
  const headers = { 'content-type': 'application/ocsp-request' };
  const url = new URL(here('root').ocsp).pathname;
  const { rawPayload } = await t.platform.app.inject({ method: 'POST', url, headers, payload });
  return verifyOcspResponse(rawPayload, centre, issuer, { algorithms: strictAlgorithms, at: t.clock.now() });
};

test('the addresses in the certificate of the sandbox’s centre answer: its issuer, its list, its status', async () => {
  const text = centre.raw.toString('latin1');
  const { crl, ocsp, caIssuers } = here('root');
  for (const url of [crl, ocsp, caIssuers]) assert.ok(text.includes(url), url);
  const verdict = verifyCertificate(centre, trust([await read(crl)]));
  assert.deepEqual(verdict.problems, []);
  const { problems, status, responder } = await ask();
  assert.deepEqual([problems, status.state], [[], 'good']);
  assert.equal(responder!.issuer.key, root.subject.key);
  for (const url of [here('ishenim').crl, here('ishenim').caIssuers, here('status').caIssuers]) await read(url);
  // The centre's own answering key has been certified by then too: asked about nothing of its own it says so, signed.
  const payload = ocspRequest([certIdBytes('41', { name: centre.subject, publicKey: centre.publicKey })]);
  const headers = { 'content-type': 'application/ocsp-request' };
  const { rawPayload } = await t.platform.app.inject({ method: 'POST', url: '/ocsp/ishenim', headers, payload });
  const answer = parseOcspResponse(rawPayload);
  assert.ok(typeof answer !== 'string' && answer.singles[0]!.status.state === 'unknown');
});

test('the end of the centre’s certificate is told within seconds, without a tick waited for, by list, answer and the authority’s own list', async () => {
  const { issuing, consent } = t.platform;
  await consent.db.tx(systemScope('test'), async (tx) => {
    const { id } = (await registerOf(tx, null))!;
    const ended = await endCertificate(tx, issuing.deps, {
      registerId: id,
      number: centre.serial,
      ground: '16(7)',
      knownAt: t.clock.now(),
      actor: { kind: 'system', id: 'test' },
    });
    assert.ok(!isRefusal(ended), JSON.stringify(ended));
  });
  t.clock.advance(1000);
  const began = Date.now();
  const has = async (): Promise<boolean> =>
    parseCrl(await read(here('root').crl)).entries.find(centre.serial, root.subject.key) !== undefined;
  while (!(await has())) {
    assert.ok(Date.now() - began < 10_000, 'ten seconds and no list');
    await new Promise((again) => setTimeout(again, 50));
  }
  await t.platform.status.round();
  const { status } = await ask();
  assert.ok(status.state === 'revoked' && status.revocation.ground?.ground === '16(7)');
  const after = parseCrl(await read(here('ishenim').after));
  assert.equal(after.issuer.key, (await read(here('status').caIssuers).then(parseCertificate)).subject.key);
});

test('law time moved on: every list is current again', async () => {
  t.clock.advance(40 * 86_400_000);
  await t.platform.status.round();
  for (const url of [here('root').crl, here('ishenim').after])
    assert.ok(parseCrl(await read(url)).nextUpdate! > t.clock.now(), url);
  assert.deepEqual(
    t.log.filter((line) => line.includes('"level":"error"')),
    [],
  );
});

test('a flood of questions that cost signatures leaves the rest of the product its work: pages come, and who floods is told to try later', async () => {
  const issuer = { name: root.subject, publicKey: root.publicKey };
  const flood = Array.from({ length: 600 }, async (_, n) => {
    const { rawPayload } = await t.platform.app.inject({
      method: 'POST',
      url: '/ocsp/root',
      headers: { 'content-type': 'application/ocsp-request' },
      payload: ocspRequest([certIdBytes(`41${n.toString(16).padStart(6, '0')}`, issuer)]),
      remoteAddress: `10.3.${n % 7}.${(n % 250) + 1}`,
    });
    const answer = parseOcspResponse(rawPayload);
    return typeof answer === 'string' ? answer : 'answered';
  });
  const pages = await Promise.all(
    ['/registers/centres', '/registers/means', '/v1/registers/root-certificates', '/crl/root.crl'].map((url) =>
      t.visitor('10.4.0.1').get(url),
    ),
  );
  assert.deepEqual(
    pages.map(({ status }) => status),
    [200, 200, 200, 200],
  );
  const told = await Promise.all(flood);
  assert.deepEqual(new Set(told), new Set(['tryLater', 'answered']));
  const { atOnce, perSecond } = usualBounds;
  assert.ok(told.filter((one) => one === 'answered').length < atOnce + 2 * perSecond);
});
