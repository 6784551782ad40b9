import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { isRefusal } from '../../platform/refusal.ts';
import {
  addIssuer,
  approvalContent,
  endCentre,
  endCertificate,
  type IssuedCertificate,
  issueCertificate,
} from '../issue/index.ts';
import { listAt } from '../issue/register/mass-store.ts';
import { actor, approved, registerStand, type Stand } from '../issue/register/test-register.ts';
import { judge, pem } from '../issue/test-openssl.ts';
import { addresses, later, newKey } from '../issue/test-people.ts';
import { parseCrl } from '../path/index.ts';
import { makeDelta, makeIndirectList, makeList } from './make-list.ts';

let at: Stand;
const openssl = judge();
before(async () => {
  at = await registerStand();
  for (const [name, { raw }] of Object.entries(at.chain.certificates))
    openssl.put(`${name}.pem`, pem('CERTIFICATE', raw));
});
after(async () => {
  openssl[Symbol.dispose]();
  await at.stop();
});

const end = (number: string) =>
  at.tx((tx) =>
    endCertificate(tx, at.deps, {
      registerId: at.registers.centre,
      number,
      ground: '14(6)(2)',
      knownAt: at.clock.now(),
      actor,
    }),
  );
const has = (der: Buffer, { number }: IssuedCertificate, issuer = parseCrl(der).issuer.key): boolean =>
  parseCrl(der).entries.find(number, issuer) !== undefined;

test('lists count up, each complete; the list of any moment is kept; a delta holds what came since', async () => {
  const [first, second] = [await at.issued(), await at.issued()];
  assert.equal(await at.tx((tx) => makeDelta(tx, at.issuers.ACA, at.keys.ACA, at.clock)), undefined);
  at.clock.set(later(1));
  await end(first.number);
  at.clock.set(later(2));
  const one = await at.tx((tx) => makeList(tx, at.issuers.ACA, at.keys.ACA, at.clock, () => addresses.own));
  at.clock.set(later(3));
  await end(second.number);
  const delta = (await at.tx((tx) => makeDelta(tx, at.issuers.ACA, at.keys.ACA, at.clock)))!;
  assert.deepEqual([has(delta.der, first), has(delta.der, second)], [false, true]);
  assert.equal(parseCrl(delta.der).deltaBase, BigInt(one.number));
  at.clock.set(later(4));
  const two = await at.tx((tx) => makeList(tx, at.issuers.ACA, at.keys.ACA, at.clock));
  assert.ok(two.number > delta.number && delta.number > one.number);
  assert.deepEqual([has(two.der, first), has(two.der, second)], [true, true]);
  const kept = await at.tx((tx) => listAt(tx, at.issuers.ACA, later(3.5)));
  assert.ok(kept!.der.equals(one.der));
});

test('a centre that is gone: its certificates have ended, and the authority’s list says so to OpenSSL', async () => {
  at.clock.set(later(10));
  const [mine, theirs] = [await at.issued('QN'), await at.issued('QN', 'TP')];
  const key = newKey();
  const order = { ...at.order('STATUS'), issuerId: at.issuers.ROOT, subjectId: null, until: later(3000) };
  const draft = { ...order.draft, spki: key.spki };
  const operation = approved(
    approvalContent({ ...order, draft }, at.chain.certificates.ROOT, at.keys.ROOT),
    at.clock.now(),
  );
  const status = await at.tx((tx) => issueCertificate(tx, at.deps, { ...order, draft, operation }, at.keys.ROOT));
  assert.ok(!isRefusal(status), JSON.stringify(status));
  const statusIssuerId = await at.tx((tx) =>
    addIssuer(tx, at.deps, {
      registerId: at.registers.root,
      holderId: null,
      certificate: status.certificate,
      keyName: 'status',
    }),
  );
  // The end of the centre and the list that tells of it, in one transaction.
  const { der } = await at.tx(async (tx) => {
    await endCentre(tx, at.deps, { registerId: at.registers.centre, cause: 'ceased', knownAt: at.clock.now(), actor });
    const gone = { statusIssuerId, issuerIds: [at.issuers.ACA, at.issuers.TP], url: addresses.after };
    return makeIndirectList(tx, gone, key, at.clock);
  });
  const { ACA, TP } = at.chain.certificates;
  assert.ok(has(der, mine, ACA.subject.key) && has(der, theirs, TP.subject.key));
  assert.equal(has(der, theirs, ACA.subject.key), false);
  const kept = await at.tx((tx) => listAt(tx, statusIssuerId, at.clock.now(), { url: addresses.after }));
  assert.ok(kept!.der.equals(der));

  const root = await at.tx((tx) => makeList(tx, at.issuers.ROOT, at.keys.ROOT, at.clock));
  openssl.put('status.pem', pem('CERTIFICATE', status.certificate));
  openssl.put('mine.pem', pem('CERTIFICATE', mine.certificate));
  openssl.put('lists.pem', [der, root.der].map((list) => pem('X509 CRL', list)).join(''));
  const seconds = String(later(10.5).getTime() / 1000);
  const { code, text } = openssl.run(
    'verify',
    '-attime',
    seconds,
    '-crl_check',
    '-extended_crl',
    '-CAfile',
    'ROOT.pem',
    '-untrusted',
    'ACA.pem',
    '-untrusted',
    'status.pem',
    '-CRLfile',
    'lists.pem',
    'mine.pem',
  );
  assert.notEqual(code, 0);
  assert.match(text, /certificate revoked/);
});
