import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { isRefusal } from '../../platform/refusal.ts';
import { certificateByNumber, endCentre, endCertificate, type EndOrder } from '../issue/index.ts';
import { judge, pem } from '../issue/test-openssl.ts';
import { addresses, later } from '../issue/test-people.ts';
import { parseCertificate, parseCrl } from '../path/index.ts';
import { issuerNameOf } from './directory.ts';
import { DELTA_FROM } from './due.ts';
import { manyAfter } from './test-many-store.ts';
import { actor, type StatusStand, statusStand } from './test-status.ts';

let at: StatusStand;
const openssl = judge();
before(async () => {
  at = await statusStand();
  for (const [name, { raw }] of Object.entries(at.chain.certificates))
    openssl.put(`${name}.pem`, pem('CERTIFICATE', raw));
  openssl.put('status.pem', pem('CERTIFICATE', at.statusCertificate));
});
after(async () => {
  openssl[Symbol.dispose]();
  assert.deepEqual(at.faults, []);
  await at.close();
});

const end = async (number: string, order: Partial<EndOrder> = {}): Promise<void> => {
  const base = { registerId: at.registers.centre, number, ground: '14(6)(2)', knownAt: at.clock.now(), actor } as const;
  const ended = await at.tx((tx) => endCertificate(tx, at.deps, { ...base, ...order }));
  assert.ok(!isRefusal(ended), JSON.stringify(ended));
};
const listed = (der: Buffer, number: string): boolean => {
  const list = parseCrl(der);
  return list.entries.find(number, list.issuer.key) !== undefined;
};
const verify = (file: string, ...lists: Buffer[]) => {
  openssl.put('lists.pem', lists.map((list) => pem('X509 CRL', list)).join(''));
  const time = String(Math.floor(at.clock.now().getTime() / 1000) + 1);
  const chain = ['-CAfile', 'ROOT.pem', '-untrusted', 'ACA.pem', '-untrusted', 'status.pem', '-CRLfile', 'lists.pem'];
  return openssl.run('verify', '-attime', time, '-crl_check_all', '-extended_crl', ...chain, file);
};

test('the addresses in a certificate are those that answer: its list, its issuer; nothing is signed when asked', async () => {
  const { certificate } = await at.issued();
  const named = parseCertificate(certificate);
  const text = named.raw.toString('latin1');
  for (const url of [addresses.own, addresses.after, addresses.caIssuers]) assert.ok(text.includes(url), url);
  const [one, two] = [await at.get(new URL(addresses.own).pathname), await at.get(new URL(addresses.own).pathname)];
  assert.deepEqual([one.statusCode, one.headers['content-type']], [200, 'application/pkix-crl']);
  assert.ok(one.rawPayload.equals(two.rawPayload));
  const issuer = await at.get(new URL(addresses.caIssuers).pathname);
  assert.deepEqual([issuer.statusCode, issuer.headers['content-type']], [200, 'application/pkix-cert']);
  assert.ok(issuer.rawPayload.equals(at.chain.certificates.ACA.raw));
  assert.ok(
    (await at.get('/ca/ishenim.2.cer')).rawPayload.equals(at.chain.certificates.TP.raw),
    'a trusted person’s, by its place',
  );
  const nameOf = (id: string): Promise<string> => at.tx((tx) => issuerNameOf(tx, id));
  const { ROOT, ACA, TP } = at.issuers;
  assert.deepEqual(await Promise.all([ROOT, ACA, TP].map(nameOf)), ['root', 'ishenim', 'ishenim.2']);
  for (const url of [
    '/crl/nobody.crl',
    '/crl/ishenim',
    '/ca/nobody.cer',
    '/crl/after/ishenim.crl',
    '/crl/delta/root.crl',
  ])
    assert.equal((await at.get(url)).statusCode, 404, url);
});

test('caches are told when the next list comes, and that they ask again soon; who has the list is told so', async () => {
  const answer = await at.get('/crl/root.crl');
  const list = parseCrl(answer.rawPayload);
  assert.equal(answer.headers['cache-control'], 'max-age=60, public, no-transform, must-revalidate');
  assert.equal(new Date(String(answer.headers.expires)).getTime(), list.nextUpdate!.getTime());
  assert.equal(new Date(String(answer.headers['last-modified'])).getTime(), list.thisUpdate.getTime());
  const again = await at.get('/crl/root.crl', { 'if-none-match': String(answer.headers.etag) });
  assert.deepEqual([again.statusCode, again.rawPayload.length], [304, 0]);
  const head = await at.app.inject({ method: 'HEAD', url: '/crl/root.crl' });
  assert.deepEqual(
    [head.statusCode, head.rawPayload.length, head.headers['content-length']],
    [200, 0, String(answer.rawPayload.length)],
  );
});

test('an end stands on the list that anybody gets in the round after its entry, with its moment; OpenSSL refuses the certificate', async () => {
  const issued = await at.issued();
  const file = openssl.put('owner.pem', pem('CERTIFICATE', issued.certificate));
  const root = (await at.get('/crl/root.crl')).rawPayload;
  const before = (await at.get('/crl/ishenim.crl')).rawPayload;
  assert.match(verify(file, root, before).text, /: OK/);
  at.clock.advance(60_000);
  await end(issued.number);
  assert.ok(!listed((await at.get('/crl/ishenim.crl')).rawPayload, issued.number));
  await at.worker.round();
  const after = (await at.get('/crl/ishenim.crl')).rawPayload;
  const entry = parseCrl(after).entries.find(issued.number, parseCrl(after).issuer.key)!;
  assert.equal(entry.revocationDate.getTime(), at.clock.now().getTime());
  assert.match(verify(file, root, after).text, /certificate revoked/);
  // As of the minute before, the list is still the one of then.
  const then = await at.get(`/crl/ishenim.crl?asOf=${new Date(at.clock.now().getTime() - 30_000).toISOString()}`);
  assert.ok(then.rawPayload.equals(before));
});

test('lists are renewed by law time without anybody asking, and stay as they are when nothing is due', async () => {
  const number = async () => parseCrl((await at.get('/crl/root.crl')).rawPayload).number!;
  const first = await number();
  await at.worker.round();
  assert.equal(await number(), first);
  at.clock.advance(11 * 3_600_000);
  await at.worker.round();
  assert.equal(await number(), first);
  at.clock.advance(3_600_000);
  await at.worker.round();
  assert.ok((await number()) > first);
  for (const url of ['/crl/root.crl', '/crl/ishenim.crl', '/crl/ishenim.2.crl'])
    assert.ok(parseCrl((await at.get(url)).rawPayload).nextUpdate! > at.clock.now(), url);
});

test('the ends of terms are entered by the clock, and no list names them', async () => {
  const until = new Date(at.clock.now().getTime() + 3_600_000);
  const issued = await at.issue(at.order('QN', 'ACA', { until }));
  assert.ok(!isRefusal(issued));
  const { number } = issued;
  at.clock.advance(2 * 3_600_000);
  await at.worker.round();
  const entry = await at.tx((tx) => certificateByNumber(tx, at.registers.centre, Buffer.from(number, 'hex')));
  assert.deepEqual([entry!.end?.ground, entry!.end?.at], ['14(6)(1)', entry!.notAfter]);
  assert.ok(!listed((await at.get('/crl/ishenim.crl')).rawPayload, number));
});

test('two processes at once print one list', async () => {
  const { number } = await at.issued();
  await end(number);
  const lists = async () => parseCrl((await at.get('/crl/ishenim.crl')).rawPayload).number!;
  const before = await lists();
  assert.deepEqual(
    (await Promise.all([at.print(), at.print()])).toSorted((a, b) => a - b),
    [0, 1],
  );
  assert.equal(await lists(), before + 1n);
});

test('a centre that is gone: the authority’s issuer of status speaks at the second address; OpenSSL believes it', async () => {
  const [ended, running] = [await at.issued(), await at.issued('NQ')];
  const files = [ended, running].map(({ number, certificate }) =>
    openssl.put(`${number}.pem`, pem('CERTIFICATE', certificate)),
  );
  const after = new URL(addresses.after).pathname;
  assert.equal((await at.get(after)).statusCode, 404);
  await at.tx((tx) =>
    endCentre(tx, at.deps, {
      registerId: at.registers.centre,
      cause: 'accreditation-revoked',
      knownAt: at.clock.now(),
      actor,
    }),
  );
  at.held.delete(at.issuers.ACA);
  at.clock.advance(25 * 3_600_000);
  await at.worker.round();
  const list = (await at.get(after)).rawPayload;
  const names = parseCrl(list);
  assert.equal(names.issuer.key, parseCertificate(at.statusCertificate).subject.key);
  assert.ok(names.entries.find(ended.number, at.chain.certificates.ACA.subject.key));
  assert.equal(names.entries.find(running.number, at.chain.certificates.ACA.subject.key), undefined);
  const root = (await at.get('/crl/root.crl')).rawPayload;
  assert.match(verify(files[0]!, root, list).text, /certificate revoked/);
  assert.match(verify(files[1]!, root, list).text, /: OK/);
  // Its own list has run out by now: nobody takes it for current.
  assert.match(verify(files[1]!, root, (await at.get('/crl/ishenim.crl')).rawPayload).text, /CRL has expired/);
  at.clock.set(later(500, at.clock.now()));
  await at.worker.round();
  assert.ok(parseCrl((await at.get(after)).rawPayload).nextUpdate! > at.clock.now(), 'renewed for good');
});

test('a long list names its delta, which tells at once what came since; within the hour it stands in the list itself', async () => {
  const long = await statusStand();
  try {
    const { number } = await long.issued('NQ');
    await long.tx((tx) => manyAfter(tx, number, DELTA_FROM));
    const terminate = (cause: 'ceased') =>
      long.tx((tx) =>
        endCentre(tx, long.deps, { registerId: long.registers.centre, cause, knownAt: long.clock.now(), actor }),
      );
    await terminate('ceased');
    await long.worker.round();
    const complete = (await long.get('/crl/ishenim.crl')).rawPayload;
    const delta = async () => parseCrl((await long.get('/crl/delta/ishenim.crl')).rawPayload);
    assert.ok(complete.toString('latin1').includes('/crl/delta/ishenim.crl'));
    assert.deepEqual([(await delta()).deltaBase, (await delta()).entries.count], [parseCrl(complete).number, 0]);
    long.clock.advance(60_000);
    const added = await long.issued('NQ');
    await terminate('ceased');
    await long.worker.round();
    assert.ok((await long.get('/crl/ishenim.crl')).rawPayload.equals(complete), 'within an hour the long list stays');
    const now = await delta();
    assert.ok(now.entries.find(added.number, now.issuer.key) !== undefined);
    long.clock.advance(3_600_000);
    await long.worker.round();
    const next = parseCrl((await long.get('/crl/ishenim.crl')).rawPayload);
    assert.ok(next.entries.find(added.number, next.issuer.key) !== undefined);
    assert.equal((await delta()).deltaBase, next.number);
    assert.deepEqual(long.faults, []);
  } finally {
    await long.close();
  }
});
