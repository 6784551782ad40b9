import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { systemScope } from '../platform/db/index.ts';
import { isRefusal } from '../platform/refusal.ts';
import { refused } from '../procedures/centres/test-centre.ts';
import { openSslFolder, pem } from '../trust/formats/test-parties.ts';
import { endCertificate, registerOf } from '../trust/issue/index.ts';
import { type Certificate, parseCertificate, parseCrl } from '../trust/path/index.ts';
import { applicants, newHolder } from './test-applicants.ts';

// What stays of an entry that an act has allowed to purge: enough that nobody takes an ended certificate for a good one, nor a real one
// for a forged one.

const t = await applicants('2026-11-23T04:00:00Z');
after(() => t.stop());
const [first, second] = ['2026-11-23', '2027-12-25'];
const signIn = async () => ({
  officer: await t.signedIn('officer@authority.example.kg', '10.9.0.7'),
  head: await t.signedIn('head@ishenim.example.kg', '10.9.0.8'),
});
let { officer, head } = await signIn();
const override = async (what: 'register' | 'owner-file') => {
  const act = `Ченемдик укуктук акт (ойлоп табылган, ${what})`;
  const json = { what, years: 1, runsFrom: 'receipt', act, inForceFrom: first, inForceTo: null };
  assert.equal((await officer.post('/v1/authority/retention-overrides', { json })).status, 201);
};
const purge = (of: 'register-purges' | 'owner-file-purges', { serial }: Certificate) =>
  head.post(`/v1/centres/${t.centre.id}/${of}`, { json: { certificateNumber: serial } });

async function listed({ serial, issuer }: Certificate): Promise<boolean> {
  await t.platform.status.round();
  const { body, list } = await t.platform.app
    .inject({ url: '/crl/ishenim.crl' })
    .then((answer) => ({ body: answer.statusCode, list: parseCrl(answer.rawPayload) }));
  assert.equal(body, 200);
  return list.entries.find(serial, issuer.key) !== undefined;
}

const holder = await newHolder();
const mine = await t.issued({ request: holder.request });
const { put, openssl } = openSslFolder();
put('own.pem', pem('CERTIFICATE', mine.certificate.raw));
put('key.pem', holder.keyPem);
put('letter', 'Отчет');
const signed = openssl('cms -sign -cades -md sha256 -binary -signer own.pem -inkey key.pem -in letter -outform DER');
assert.ok(signed.ok, signed.stderr);
type Report = {
  verdict: string;
  signatures: { conditions: { findings: { code: string; status: string; text: Record<string, string> }[] }[] }[];
};
async function checked(): Promise<Report> {
  const answer = await t.visitor().post('/v1/signatures/verification', {
    json: { signature: signed.stdout.toString('base64'), document: Buffer.from('Отчет').toString('base64') },
  });
  assert.equal(answer.status, 200, answer.body);
  return answer.json();
}
const findings = ({ signatures }: Report) => signatures[0]!.conditions.flatMap((one) => one.findings);

test('the certificate of a trusted person is purged on no act, and stays on the list after its end', async () => {
  await override('register');
  const base = `/v1/centres/${t.centre.id}/trusted-persons`;
  const powers = await head.post(base, {
    json: {
      name: '«Ишенимдүү» ЖЧК',
      registrationNumber: '000009-3301-ЖЧК',
      contractNumber: 'И-1',
      contractOn: '2026-11-02',
      scope: 'Жеке жактардын сертификаттары',
      until: null,
    },
  });
  const { trustedPersonId } = powers.json<{ trustedPersonId: string }>();
  const order = await head.post(`${base}/${trustedPersonId}/certificate-orders`, { json: { place: 'Ош ш.' } });
  const { orderId, contentHash } = order.json<{ orderId: string; contentHash: string }>();
  for (const who of [head, t.registrar])
    assert.equal(
      (await who.post(`${base}/certificate-orders/${orderId}/approvals`, { json: { contentHash } })).status,
      200,
    );
  const rows = await t.platform.db.query<{ der: Buffer }>(
    systemScope('test'),
    `SELECT der FROM certificate_issuer WHERE kind = 'TP' AND holder_id = $1`,
    [t.centre.id],
  );
  const person = parseCertificate(rows[0]!.der);
  await head.post(`${base}/${trustedPersonId}/withdraw`, { json: { ground: 'Келишим бузулду' } });
  const register = await t.tx(async (tx) => (await registerOf(tx, t.centre.id))!.id);
  await t.tx(async (tx) => {
    const ended = await endCertificate(tx, t.platform.issuing.deps, {
      registerId: register,
      number: mine.certificate.serial,
      ground: '14(6)(2)',
      knownAt: t.clock.now(),
      actor: { kind: 'system', id: 'test' },
    });
    assert.ok(!isRefusal(ended));
  });
  t.clock.advance(5000);
  assert.ok(await listed(person));
  t.clock.set(`${second}T04:00:00Z`);
  ({ officer, head } = await signIn());
  refused(await purge('register-purges', person), 'REG_PURGE_ISSUER', 'ES-13.6a');
  assert.ok(await listed(person));
});

test('a purged certificate that had ended stays on the list; the verifier says that it was purged, not that it was never issued', async () => {
  assert.ok(await listed(mine.certificate));
  assert.ok(findings(await checked()).every(({ code }) => code !== 'PURGED_FROM_REGISTER'));
  assert.ok(mine.certificate.notAfter < t.clock.now());
  const done = await purge('register-purges', mine.certificate);
  assert.equal(done.status, 200, done.body);
  for (let day = 0; day < 2; day++) {
    t.clock.advance(86_400_000);
    assert.ok(await listed(mine.certificate));
  }
  const report = await checked();
  const codes = findings(report).map(({ code }) => code);
  assert.ok(!codes.includes('NOT_IN_REGISTER'), codes.join());
  const said = findings(report).find(({ code }) => code === 'PURGED_FROM_REGISTER');
  assert.equal(said?.status, 'not-determinable', codes.join());
  assert.deepEqual(Object.keys(said.text).sort(), ['en', 'ky', 'ru']);
});

test('ES-15.3b: the owner’s file of a certificate that was purged from the register is kept until an act allows its purge too', async () => {
  ({ officer, head } = await signIn());
  refused(await purge('owner-file-purges', mine.certificate), 'REG_DESTROY_FORBIDDEN', 'ES-15.3b');
  const handed = await head.get(`/v1/centres/${t.centre.id}/owner-files-export`);
  assert.equal(handed.json<{ files: number }>().files, 1, handed.body);
  await override('owner-file');
  const done = await purge('owner-file-purges', mine.certificate);
  assert.equal(done.status, 200, done.body);
  const outcome = await officer.post('/v1/authority/integrity-checks');
  assert.equal(outcome.json<{ findings: number }>().findings, 0, outcome.body);
});
