import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { checkSignatureFile } from '../../cli/verify/signature.ts';
import type { VerificationReport } from '../../src/trust/verify/index.ts';
import { consentByPassword } from '../support/consenting.ts';
import { startPlatform, type TestPlatform } from '../support/platform.ts';

let t: TestPlatform;
const folder = mkdtempSync(join(tmpdir(), 'mk-signed-answers-'));
before(async () => {
  t = await startPlatform();
});
after(async () => {
  rmSync(folder, { recursive: true });
  await t.stop();
});

const accept = { accept: 'application/jose+json' };
const verified = async (signature: string): Promise<VerificationReport> => {
  const answer = await t.visitor().post('/v1/signatures/verification', {
    json: { signature: Buffer.from(signature).toString('base64') },
  });
  assert.equal(answer.status, 200, answer.body);
  return answer.json<VerificationReport>();
};
const payloadOf = (signed: string): Record<string, unknown> =>
  JSON.parse(Buffer.from((JSON.parse(signed) as { payload: string }).payload, 'base64url').toString()) as never;

test('an answer of `may` comes on request under the platform’s signature, question and all, and is verified by API, page and command line', async () => {
  const [citizen, officer] = [await t.signedIn('aibek@example.kg'), await t.signedIn('dpo@salyk.example.kg')];
  const given = await consentByPassword(t, citizen, 'inform_by_email');
  const { items } = (await citizen.get('/v1/me/consents')).json<{ items: { id: string; subjectId?: string }[] }>();
  const receipt = (await citizen.get(`/v1/me/consents/${given.consentId}/receipt.jsonld`)).json<{
    piiPrincipal: { id: string };
  }>();
  const subjectId =
    items.find(({ id }) => id === given.consentId)?.subjectId ?? receipt.piiPrincipal.id.replace('urn:uuid:', '');
  const question = {
    purposeId: t.sandbox.purposes['inform_by_email'],
    subjectId,
    categories: ['email'],
    action: 'store',
  };
  const address = `/v1/holders/${t.sandbox.holderId}/may`;

  const plain = await officer.post(address, { json: question });
  const signed = await officer.post(address, { json: question, headers: accept });
  assert.deepEqual([plain.status, signed.status], [200, 200], signed.body);
  assert.match(String(signed.headers['content-type']), /^application\/jose\+json/);
  assert.deepEqual(payloadOf(signed.body), {
    v: 1,
    kind: 'may-answer',
    holderId: t.sandbox.holderId,
    question,
    answer: plain.json(),
    at: t.clock.now().toISOString(),
  });

  const report = await verified(signed.body);
  const [one] = report.signatures;
  assert.deepEqual(
    [report.verdict, one?.class, one?.signer?.actingPerson],
    ['valid', 'unqualified', null],
    JSON.stringify(one?.conditions),
  );
  assert.equal(one?.time.basis, 'reliable-time', 'B-T');
  const changed = JSON.stringify({
    ...(JSON.parse(signed.body) as object),
    payload: Buffer.from(JSON.stringify({ ...payloadOf(signed.body), answer: { allowed: true } })).toString(
      'base64url',
    ),
  });
  assert.equal((await verified(changed)).verdict, 'invalid');

  // The page takes the same file, and shows the document that is inside.
  const anybody = t.visitor();
  await anybody.get('/signatures/verify');
  const head = '--edge\r\ncontent-disposition: form-data; name="signature"; filename="answer.json"\r\n\r\n';
  const page = await anybody.post(`/signatures/verify?_csrf=${encodeURIComponent(anybody.csrf)}&lang=en`, {
    bytes: Buffer.from(`${head}${signed.body}\r\n--edge--\r\n`),
    headers: { 'content-type': 'multipart/form-data; boundary=edge' },
  });
  assert.equal(page.status, 200);
  assert.match(page.body, /The signature holds/);
  assert.match(page.body, /may-answer/);
  const file = join(folder, 'answer.json');
  writeFileSync(file, signed.body);
  const printed: string[] = [];
  checkSignatureFile(file, { json: true, at: t.clock.now().toISOString() }, (text) => printed.push(text));
  const offline = JSON.parse(printed[0]!) as VerificationReport;
  assert.deepEqual(
    [offline.verdict, offline.signatures[0]?.changes],
    ['undetermined', []],
    'without any root nobody is believed',
  );
});

test('a receipt comes on request under the platform’s signature', async () => {
  const citizen = await t.signedIn('aibek@example.kg');
  const given = await consentByPassword(t, citizen, 'inform_by_email');
  const address = `/v1/me/consents/${given.consentId}/receipt.jsonld`;
  const plain = await citizen.get(address);
  const signed = await citizen.get(address, { headers: { accept: 'text/html;q=0.1, application/jose+json' } });
  assert.deepEqual(payloadOf(signed.body), plain.json());
  assert.equal((await verified(signed.body)).verdict, 'valid');
  assert.equal(signed.headers['vary'], 'accept');
});
