import assert from 'node:assert/strict';
import { createHash, type KeyObject, sign } from 'node:crypto';
import { after, before, beforeEach, describe, test } from 'node:test';
import { type Answer, startPlatform, type TestPlatform, type Visitor } from '../support/platform.ts';
import { type Holder, testCentre, type TestCentre } from '../support/centre.ts';
import { acceptAgreement, prepare } from '../support/consenting.ts';

// Consents signed with the key of a certificate, over HTTP, on the registers of a running platform.

type Begun = { draftId: string; manifestHash: string; signingId: string; offered: string[] };
type Prepared = { toSign: string; claimedAt: string; manifest: string; document: string; certificate: { owner: string } };
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
    const begun = await citizen.post('/v1/me/signings', { json: { protocolId, manifestHash, holderId: t.sandbox.holderId } });
    assert.equal(begun.status, 201, begun.body);
    return { ...begun.json<Begun>(), draftId, manifestHash };
  }
  const ask = ({ signingId, draftId }: Begun, { certificate }: Pick<Holder, 'certificate'>): Promise<Answer> =>
    citizen.post(`/v1/me/signings/${signingId}/certificate`, { json: { draftId, certificate: base64(certificate.raw) } });
  const send = ({ signingId, draftId }: Begun, { certificate }: Pick<Holder, 'certificate'>, claimedAt: string, signature: Buffer) =>
    citizen.post('/v1/me/consents', {
      json: { draftId, signingId, byCertificate: { certificate: base64(certificate.raw), claimedAt, signature: base64(signature) } },
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
});
void acceptAgreement;
