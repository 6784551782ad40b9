import assert from 'node:assert/strict';
import { createPrivateKey, createPublicKey } from 'node:crypto';
import { after, test } from 'node:test';
import { inventedCitizens } from '../identity/index.ts';
import { casesOf, ok, refused } from '../procedures/centres/test-centre.ts';
import { openSslFolder, pem } from '../trust/formats/test-parties.ts';
import { certificateOfAgreement, readRequest, subjectNameOf, registerOf, requestBytes } from '../trust/issue/index.ts';
import { applicants, example, newHolder } from './test-applicants.ts';

// From the application to the certificate, over HTTP, with the sandbox's own keys: what the register holds afterwards, and what
// OpenSSL makes of it.

const t = await applicants('2026-11-23T04:00:00Z');
after(() => t.stop());

test('ES-13.1.1a: an application whose checks are done becomes a certificate of the profile with its entry, and OpenSSL finds its path with the root alone', async () => {
  const { view, certificate } = await t.issued();
  assert.equal(view.stage, 'ISSUED');
  const { centre, root } = await t.chain();
  const { put, openssl } = openSslFolder();
  put('root.pem', pem('CERTIFICATE', root));
  put('centre.pem', pem('CERTIFICATE', centre));
  put('own.pem', pem('CERTIFICATE', certificate.raw));
  const at = '-attime 1795406460 -x509_strict';
  const verified = openssl(`verify ${at} -CAfile root.pem -untrusted centre.pem own.pem`);
  assert.ok(verified.ok, verified.stderr);
  assert.equal(openssl(`verify ${at} -CAfile root.pem own.pem`).ok, false, 'the centre stands between');
  const subject = subjectNameOf(certificate.subject);
  const { family_name: surname, given_name: given } = inventedCitizens[0]!.claims as Record<string, string>;
  assert.equal(subject.surname, surname);
  assert.ok(subject.givenName!.startsWith(given!));
  assert.doesNotMatch(JSON.stringify(subject), /Ким болбосун|PNOKG/);
  const record = await t.tx(async (db) => certificateOfAgreement(db, (await registerOf(db, t.centre.id))!.id, view.id));
  assert.deepEqual([record!.kind, record!.serial, record!.end], ['QN', certificate.serial, null]);
});

test('ES-13.1.4b: a key is certified only on proof of holding it, once at a centre, and no private key ever comes to the centre', async () => {
  const { request, keyPem } = await newHolder();
  const taken = new Set((await t.tx((db) => db.query<{ id: string }>('SELECT id FROM case_file'))).map(({ id }) => id));
  const bytes = Buffer.from(request.replace(/-----[^-]+-----|\s/g, ''), 'base64');
  bytes[bytes.length - 1]! ^= 1;
  const altered = pem('CERTIFICATE REQUEST', bytes);
  const apply = (change: object) =>
    t.applicant.post(`/v1/centres/${t.centre.id}/cases/certificate-application`, {
      json: { data: { ...example('apply'), ...change } },
    });
  refused(await apply({ request: altered }), 'ISS_KEY_PAIR_MISMATCH');
  refused(await apply({ request: undefined }), 'ISS_REQUEST_MISSING', 'ES-13.1.4b');
  refused(await apply({ request: 'something else' }), 'ISS_REQUEST_UNREADABLE');
  // A private key beside the request is taken by nobody, whatever it stands before or after.
  for (const both of [keyPem + request, request + keyPem])
    refused(await apply({ request: both }), 'ISS_REQUEST_UNREADABLE');
  const { view, certificate } = await t.issued({ request });
  const again = await t.ready({ request });
  refused(await t.by(t.registrar, again, 'issue', example('issue')), 'ISS_DUPLICATE_KEY', 'ES-13.1.8');

  // The whole file of the centre, opened: of the key it has the request, whose one key is the public one, and nothing else.
  const file = ok(await t.registrar.get(`${casesOf(t.centre, 'certificate-application')}/${view.id}`));
  assert.equal(file.acts.find((one) => one.act === 'apply')!.data['request'], request);
  const own = createPublicKey(keyPem).export({ format: 'der', type: 'spki' });
  const read = readRequest(requestBytes(Buffer.from(request))!);
  assert.deepEqual([read.publicKey.raw, certificate.publicKey.raw, read.attributes], [own, own, []]);
  const { d } = createPrivateKey(keyPem).export({ format: 'jwk' });
  const secret = Buffer.from(d!, 'base64url');
  assert.equal(read.raw.includes(secret), false);
  const said = JSON.stringify(file);
  for (const form of [d!, secret.toString('base64'), secret.toString('hex'), 'PRIVATE KEY'])
    assert.equal(said.includes(form), false);
  // What was refused left nothing either: no case, and no word of it in the record of refusals.
  const refusals = await t.tx((db) => db.query('SELECT * FROM case_refused'));
  assert.doesNotMatch(JSON.stringify(refusals), /PRIVATE KEY/);
  const files = await t.tx((db) =>
    db.query<{ id: string }>("SELECT id FROM case_file WHERE procedure = 'certificate-application' ORDER BY opened_at"),
  );
  assert.ok(files.every(({ id }) => taken.has(id) || [view.id, again.id].includes(id)));
});

test('ES-18.3a ES-18.3b: nothing is handed over without the applicant’s receipt; data that the applicant rejects end the certificate before the hand-over', async () => {
  const { view, certificate } = await t.issued();
  const handing = { way: 'electronic', proof: 'No. 9' };
  refused(await t.by(t.registrar, view, 'handOver', handing), 'ISS_RECEIPT_MISSING', 'ES-18.3b');
  assert.equal((await t.by(t.registrar, view, 'receipt')).status, 403, 'the centre gives no receipt for the applicant');
  assert.equal(ok(await t.by(t.applicant, view, 'receipt')).stage, 'ACQUAINTED');
  const { documents } = ok(await t.by(t.registrar, view, 'handOver', handing));
  const { seq } = documents.find(({ kind }) => kind === 'certificate-receipt')!;
  const receipt = await t.applicant.get(`${casesOf(t.centre, 'certificate-application')}/${view.id}/documents/${seq}`);
  const { content } = receipt.json<{ content: Record<string, unknown> }>();
  assert.deepEqual(
    [content['certificateNumber'], content['certificateDigest']],
    [certificate.serial, certificate.fingerprint],
  );

  const wrong = await t.issued();
  assert.equal(ok(await t.by(t.applicant, wrong.view, 'reject')).stage, 'REJECTED');
  const record = await t.tx(async (db) =>
    certificateOfAgreement(db, (await registerOf(db, t.centre.id))!.id, wrong.view.id),
  );
  assert.deepEqual([record!.end!.ground, record!.end!.status], ['14(6)(2)', 'terminated']);
  assert.ok((await t.by(t.registrar, wrong.view, 'handOver', handing)).status >= 400);
});
