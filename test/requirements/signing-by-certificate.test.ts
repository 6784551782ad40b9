import assert from 'node:assert/strict';
import { createHash, type KeyObject, sign } from 'node:crypto';
import { after, before, beforeEach, describe, test } from 'node:test';
import { type Answer, startPlatform, type TestPlatform, type Visitor } from '../support/platform.ts';
import { type Holder, testCentre, type TestCentre } from '../support/centre.ts';
import { prepare, recorded } from '../support/consenting.ts';

// Consents signed with the key of a certificate, over HTTP, on the registers of a running platform.

type Begun = { draftId: string; manifestHash: string; signingId: string; offered: string[] };
type Prepared = {
  toSign: string;
  claimedAt: string;
  manifest: string;
  document: string;
  certificate: { owner: string };
};
/** As anybody does it on the public page. */
async function checkOnPage(anybody: Visitor, file: Uint8Array): Promise<string> {
  await anybody.get('/verify');
  const edge = 'edge';
  const head = `--${edge}\r\ncontent-disposition: form-data; name="file"; filename="e.asice"\r\ncontent-type: application/octet-stream\r\n\r\n`;
  const body = Buffer.concat([Buffer.from(head), file, Buffer.from(`\r\n--${edge}--\r\n`)]);
  const answer = await anybody.post(`/verify?_csrf=${encodeURIComponent(anybody.csrf)}&lang=ky`, {
    bytes: body,
    headers: { 'content-type': `multipart/form-data; boundary=${edge}` },
  });
  return answer.body.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
}
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

describe('a consent signed by certificate', () => {
  let t: TestPlatform;
  let centre: TestCentre;
  let citizen: Visitor;
  let hers: Holder;
  before(async () => {
    t = await startPlatform();
    centre = await testCentre(t);
    hers = await centre.issue(0);
  });
  after(() => t.stop());
  let visits = 0;
  beforeEach(async () => {
    citizen = await t.signedIn('aibek@example.kg', `10.2.0.${++visits}`);
  });

  async function begin(code = 'inform_by_email'): Promise<Begun> {
    const { draft, protocolId } = await prepare(t, citizen, code);
    assert.equal(draft.status, 201, draft.body);
    const { draftId, manifestHash } = draft.json<Begun>();
    const begun = await citizen.post('/v1/me/signings', {
      json: { protocolId, manifestHash, holderId: t.sandbox.holderId },
    });
    assert.equal(begun.status, 201, begun.body);
    return { ...begun.json<Begun>(), draftId, manifestHash };
  }
  const ask = ({ signingId, draftId }: Begun, { certificate }: Pick<Holder, 'certificate'>): Promise<Answer> =>
    citizen.post(`/v1/me/signings/${signingId}/certificate`, {
      json: { draftId, certificate: base64(certificate.raw) },
    });
  const send = (
    { signingId, draftId }: Begun,
    { certificate }: Pick<Holder, 'certificate'>,
    claimedAt: string,
    signature: Buffer,
  ) =>
    citizen.post('/v1/me/consents', {
      json: {
        draftId,
        signingId,
        byCertificate: { certificate: base64(certificate.raw), claimedAt, signature: base64(signature) },
      },
    });
  /** As the browser does it: WebCrypto gives r and s side by side. */
  const answer = (prepared: Prepared, key: KeyObject): Buffer =>
    sign('sha256', Buffer.from(prepared.toSign, 'base64'), { key, dsaEncoding: 'ieee-p1363' });
  async function give(who: Holder, code?: string): Promise<Answer> {
    const begun = await begin(code);
    const asked = await ask(begun, who);
    assert.equal(asked.status, 200, asked.body);
    const prepared = asked.json<Prepared>();
    return send(begun, who, prepared.claimedAt, answer(prepared, who.key));
  }

  test('the qualified certificate of the subject makes a consent, and no agreement is needed', async () => {
    const begun = await begin();
    assert.ok(begun.offered.includes('qualified'));
    const prepared = (await ask(begun, hers)).json<Prepared>();
    const manifest = Buffer.from(prepared.manifest, 'base64');
    assert.equal(createHash('sha256').update(manifest).digest('hex'), begun.manifestHash);
    const digest = createHash('sha256').update(Buffer.from(prepared.document, 'base64')).digest('hex');
    assert.ok(manifest.includes(digest), 'the document shown stands in the manifest');
    assert.ok(Buffer.from(prepared.toSign, 'base64').includes(Buffer.from(begun.manifestHash, 'hex')));
    const given = await send(begun, hers, prepared.claimedAt, answer(prepared, hers.key));
    assert.equal(given.status, 201, given.body);
  });

  const consents = async (): Promise<{ id: string; state: string; evidenceMode: string }[]> =>
    (await citizen.get('/v1/me/consents')).json<{ items: { id: string; state: string; evidenceMode: string }[] }>()
      .items;
  const refused = (given: Answer, code: string, law?: string): void => {
    assert.equal(given.json<{ code: string }>().code, code, given.body);
    if (law !== undefined) assert.ok(given.body.includes(`"${law}"`), given.body);
  };

  test('CP-7b: where the signed bytes are not those of the document, it is refused and nothing becomes a consent', async () => {
    const before = (await consents()).length;
    const [one, other] = [await begin(), await begin()];
    const prepared = (await ask(one, hers)).json<Prepared>();
    // The signature of one document sent with another, and a signature value with one bit turned.
    refused(await send(other, hers, prepared.claimedAt, answer(prepared, hers.key)), 'SIGNATURE_NOT_OF_KEY');
    const value = answer(prepared, hers.key);
    value[10]! ^= 1;
    refused(await send(one, hers, prepared.claimedAt, value), 'SIGNATURE_NOT_OF_KEY', 'ES-5.3.1');
    assert.equal((await consents()).length, before);
  });

  test('a certificate of somebody else, of an organisation or of nobody here signs for nobody', async () => {
    const other = {
      countryName: 'KG',
      surname: 'А',
      givenName: 'Б',
      serialNumber: 'PNOKG-20101199900019',
      commonName: 'А Б',
    };
    const wrong = [
      await centre.issue(null),
      await centre.issue(0, { kind: 'QA' }),
      await centre.issue(0, { subject: other }),
    ];
    for (const who of wrong) refused(await give(who), 'CERTIFICATE_NOT_YOURS', 'ES-11.3a');
  });

  test('the condition of article 11 that is not met is named', async () => {
    const ended = await centre.issue(0);
    t.clock.advance(2000);
    await centre.end(ended.certificate);
    t.clock.advance(2000);
    const answered = await give(ended);
    refused(answered, 'SIGNATURE_NOT_AUTHENTIC', 'ES-11.2a');
    assert.ok(answered.body.includes('CERTIFICATE_ENDED'));
    const limits = {
      text: [{ lang: 'ky', text: 'Келишимдер үчүн' }],
      rules: [{ kind: 'documentKinds' as const, values: ['contract'] }],
    };
    refused(await give(await centre.issue(0, { limits })), 'SIGNATURE_NOT_AUTHENTIC', 'ES-11.4');
  });

  test('CP-10c: the evidence file has the signature, the document and all it is checked by, and holds offline', async () => {
    const given = await give(hers);
    assert.equal(given.status, 201, given.body);
    const { consentId } = given.json<{ consentId: string }>();
    await recorded(t);
    const file = await citizen.get(`/v1/me/consents/${consentId}/evidence.asice`);
    assert.equal(file.status, 200, file.body.slice(0, 300));
    const shown = await checkOnPage(t.visitor('10.2.9.1'), file.raw);
    assert.ok(shown.includes('Далил жарактуу'), shown);
  });
});
