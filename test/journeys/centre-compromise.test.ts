import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { approveOrder, centreStand, duty, list, ok, refused, rowOf } from '../../src/procedures/centres/test-centre.ts';
import { systemScope } from '../../src/platform/db/index.ts';
import { openSslFolder, pem } from '../../src/trust/formats/test-parties.ts';
import { example } from '../../src/wiring/test-applicants.ts';
import { centreLife } from '../support/centre-life.ts';
import { systemClock } from '../../src/platform/clock.ts';

// The rehearsal of docs/runbook/centre-key-compromised.md, step by step: a centre's key is compromised. What it issued ends at once,
// those who own and those who rely are told, the centre gets a new certificate and issues anew, and what was stays readable.

const s = await centreStand(systemClock.real().toISOString());
after(() => s.stop());
const life = await centreLife(s);
const { centre, at, case_ } = await life.newAccredited();
const { later, entry, verify } = life;

test('ES-17.5a: a centre’s key is compromised: its certificate and all that is qualified under it end in one transaction; owners and holders are told; with a new key it issues anew; the registers stay as they were before', async () => {
  // Before the incident: two owners' certificates, a signature with a time-stamp and one without, the register as published.
  const [first, second] = [await life.certified(at), await life.certified(at)];
  const plain = await life.signed(first, at);
  const withTime = await life.stamped(plain);
  const { centre: lostCertificate } = await at.chain();
  const lost = rowOf(await list(s, 'accredited'), centre)!.accreditation['rootCertificate']!;
  await s.travel(later(1).toISOString());
  const before = s.clock.now();
  const published = async (): Promise<unknown> =>
    (await s.visitor().get(`/v1/registers/root-certificates?asOf=${before.toISOString()}`)).json<{ items: unknown }>()
      .items;
  const register = await published();
  for (const one of [plain, withTime]) assert.equal((await verify(one)).verdict, 'valid');

  // 1. The centre reports; the authority owes the entry within one working day.
  await s.travel(later(1, 1).toISOString());
  const act = life.in(centre, case_.id);
  refused(await act(centre.head, 'reportCompromise', { since: life.dayAfter(3), circumstances: 'x' }), 'ACC_DAY_AHEAD');
  const reported = ok(
    await act(centre.head, 'reportCompromise', {
      since: life.dayAfter(0),
      circumstances: 'The carrier of the key was found opened.',
    }),
  );
  assert.equal(duty(reported, 'compromised')!.state, 'open');
  assert.equal((await entry(first.certificate.serial)).state, 'active', 'a report ends nothing by itself');

  // 2. One officer's entry ends everything at once: nobody has to count certificates.
  assert.equal((await act(centre.head, 'endCompromised', {})).status, 403);
  const ended = ok(await act(s.officer, 'endCompromised', {}));
  assert.deepEqual([duty(ended, 'compromised')!.state, duty(ended, 'compromised')!.late], ['done', false]);
  await s.travel(later(1, 2).toISOString());
  const own = await entry(lost);
  assert.deepEqual([own.state, own.end!.ground, own.end!.reason], ['terminated', '14(6)(2)', 'keyCompromise']);
  for (const { certificate } of [first, second]) {
    const { state, end } = await entry(certificate.serial);
    assert.deepEqual([state, end!.ground, end!.since], ['terminated', '17(5)', own.end!.since]);
  }
  const [together] = await at.tx((db) =>
    db.query<{ transactions: number }>(
      `SELECT count(DISTINCT e.xmin::text)::int AS transactions FROM certificate_end e JOIN certificate c ON c.id = e.certificate_id
       WHERE c.serial = ANY ($1)`,
      [[lost, first.certificate.serial, second.certificate.serial].map((number) => Buffer.from(number, 'hex'))],
    ),
  );
  assert.equal(together!.transactions, 1);

  // 3. Who owns and who relies is told: each owner once, each holder with a task.
  const told = await s.platform.db.tx(systemScope('test of notices'), (db) =>
    db.query<{ kind: string; n: number; holders: number }>(
      `SELECT kind, count(*)::int AS n, count(DISTINCT holder_id)::int AS holders FROM outbox WHERE ref = $1 GROUP BY kind ORDER BY kind`,
      [centre.id],
    ),
  );
  assert.deepEqual(told, [
    { kind: 'centre.key-compromised', n: 1, holders: 1 },
    { kind: 'certificate.ended-with-centre', n: 1, holders: 1 },
  ]);

  // 4. The signed list of the root says so to any tool, without asking us.
  const { put, openssl } = openSslFolder();
  const { root } = await at.chain();
  put('root.pem', pem('CERTIFICATE', root));
  put('lost.pem', pem('CERTIFICATE', lostCertificate));
  const crl = await life.rootList();
  put('root.crl', crl);
  const text = String(openssl('crl -inform DER -in root.crl -noout -text').stdout);
  assert.match(text, new RegExp(`${lost.toUpperCase()}[\\s\\S]{0,400}Key Compromise`));

  // 5. Nothing is issued under the lost key any more; what was signed before and stamped stays, what has no time does not.
  const waiting = await at.ready();
  refused(await at.by(at.registrar, waiting, 'issue', example('issue')), 'ISS_ISSUING_ABSENT');
  assert.deepEqual(await verify(withTime), { verdict: 'valid', objections: [] });
  assert.equal((await verify(plain)).verdict, 'invalid');

  // 6. A new key, two officers' approval, the root's new certificate; owners get new ones, and the centre works again.
  const request = (await centre.head.post(`/v1/centres/${centre.id}/key-requests`)).json<{ request: string }>().request;
  ok(await act(centre.head, 'fileRequest', { request }));
  await approveOrder(s, centre, case_.id);
  ok(await act(s.officer, 'issueRoot', {}));
  const renewed = rowOf(await list(s, 'accredited'), centre)!.accreditation['rootCertificate']!;
  assert.notEqual(renewed, lost);
  const anew = await life.certified(at);
  assert.ok(anew.certificate.authorityKey!.keyId!.equals((await life.newest(at)).subjectKeyId!));
  await s.travel(later(1, 3).toISOString());
  assert.deepEqual(await verify(await life.signed(anew, at)), { verdict: 'valid', objections: [] });

  // 7. The registers as of before are what they were before.
  assert.deepEqual(await published(), register);
  const then = rowOf(await list(s, 'accredited', before.toISOString()), centre)!;
  assert.equal(then.accreditation['rootCertificate'], lost);
  assert.equal((await entry(first.certificate.serial, before)).state, 'active');
  assert.equal((await verify(plain, before)).verdict, 'valid');
});
