import assert from 'node:assert/strict';
import { createPrivateKey, sign } from 'node:crypto';
import { after, test } from 'node:test';
import { consentByCertificate } from '../../test/support/consenting.ts';
import { until } from '../../test/support/until.ts';
import { courtRevocation } from '../procedures/centres/court-revocation.ts';
import { act, casesOf, ok, refused } from '../procedures/centres/test-centre.ts';
import { certIdBytes, ocspRequest, verifyOcspResponse } from '../trust/formats/index.ts';
import { openSslFolder, pem } from '../trust/formats/test-parties.ts';
import { type Certificate, parseCertificate, parseCrl, strictAlgorithms } from '../trust/path/index.ts';
import { applicants, example, forCompany, newHolder, ofCompany } from './test-applicants.ts';

// What a certificate is good for from its application on: before its day, in its term, after its end. Over HTTP.

const t = await applicants('2026-11-23T04:00:00Z');
after(() => t.stop());
const { put, openssl } = openSslFolder();
const letter = Buffer.from('Отчет');
let address = 0;
const anybody = () => t.visitor(`10.5.0.${++address}`);
/** Lists and answers as the registers have them now. */
const published = async (): Promise<void> => {
  t.clock.advance(2000);
  await t.platform.status.round();
};

/** A signature as OpenSSL makes it, with the certificates above it, judged on the public route. */
async function judged(certificate: Certificate, keyPem: string) {
  const { centre } = await t.chain();
  put('own.pem', pem('CERTIFICATE', certificate.raw));
  put('centre.pem', pem('CERTIFICATE', centre));
  put('key.pem', keyPem);
  put('letter', letter);
  const made = openssl(
    'cms -sign -cades -md sha256 -binary -signer own.pem -certfile centre.pem -inkey key.pem -in letter -outform DER',
  );
  assert.ok(made.ok, made.stderr);
  const answer = await anybody().post('/v1/signatures/verification', {
    json: { signature: made.stdout.toString('base64'), document: letter.toString('base64') },
  });
  const [one] = answer.json<{
    signatures: { verdict: string; conditions: { name: string; status: string; findings: { code: string }[] }[] }[];
  }>().signatures;
  const validity = one!.conditions.find(({ name }) => name === 'ES-11.2')!;
  return { verdict: one!.verdict, validity: validity.status, codes: validity.findings.map(({ code }) => code) };
}

const consented = (certificate: Certificate, keyPem: string) =>
  consentByCertificate(t, t.applicant, { certificate, key: createPrivateKey(keyPem) });

test('a certificate from the application signs a consent, and a signature by OpenSSL with it is valid to anybody', async () => {
  const { request, keyPem } = await newHolder();
  const { certificate } = await t.issued({ request });
  await published();
  assert.deepEqual(await judged(certificate, keyPem), {
    verdict: 'valid',
    validity: 'met',
    codes: ['CERTIFICATE_VALID'],
  });
  const given = await consented(certificate, keyPem);
  assert.equal(given.status, 201, given.body);
});

test('ES-14.3c: an automatic certificate is issued without an acting person, and signs no consent that a person gives at a screen', async () => {
  const { request, keyPem } = await newHolder();
  const { certificate } = await t.issued({ ...ofCompany, owner: 'automatic', request }, forCompany);
  await published();
  assert.equal((await judged(certificate, keyPem)).verdict, 'valid');
  refused(await consented(certificate, keyPem), 'CERTIFICATE_NOT_YOURS');
});

test('ES-14.5b: a certificate with a later day in it is not in effect before that day: what is signed today fails condition 2', async () => {
  const { request, keyPem } = await newHolder();
  const { certificate } = await t.issued({ request, from: '2026-11-30' });
  assert.equal(certificate.notBefore.toISOString(), '2026-11-29T18:00:00.000Z');
  await published();
  const { verdict, validity, codes } = await judged(certificate, keyPem);
  assert.deepEqual([verdict, validity], ['invalid', 'not-met']);
  assert.ok(codes.includes('CERTIFICATE_NOT_YET'), codes.join());
  refused(await consented(certificate, keyPem), 'SIGNATURE_NOT_AUTHENTIC', 'ES-11.2a');
  const [entry] = (await anybody().get(`/v1/registers/certificates/${certificate.serial}`)).json<{
    items: { state: string }[];
  }>().items;
  assert.equal(entry!.state, 'not-yet-effective');
});

test('a later day of taking effect lies within the term, which counts from the issue: years ahead nothing is issued', async () => {
  const { certificate } = await t.issued({ from: '2027-05-01' });
  const year = 365 * 86_400_000;
  assert.ok(certificate.notAfter.getTime() <= t.clock.now().getTime() + year);
  for (const from of ['2027-11-25', '2036-11-23']) {
    const view = await t.ready({ from });
    refused(await t.by(t.registrar, view, 'issue', example('issue')), 'ISS_NO_TIME_LEFT');
  }
});

async function issuerOf() {
  const centre = parseCertificate((await t.chain()).centre);
  return { name: centre.subject, publicKey: centre.publicKey, certificate: centre };
}

/** A court's decision, carried out by the centre. */
async function revoke(number: string): Promise<string> {
  const { centre, registrar } = t;
  const id = await registered(number);
  ok(await act(registrar, centre, 'court-revocation', id, 'notifyOwner', { way: 'electronic', proof: 'No. 5' }));
  ok(await act(registrar, centre, 'court-revocation', id, 'enter'));
  return id;
}

/** A court's decision, registered by the centre: the case of the revocation. */
async function registered(number: string): Promise<string> {
  const { centre, registrar } = t;
  const [row] = await t.tx((tx) =>
    tx.query<{ subject_id: string }>(
      `SELECT f.subject_id FROM certificate c JOIN case_file f ON f.id::text = c.agreement_id
       WHERE encode(c.serial, 'hex') = $1`,
      [number],
    ),
  );
  const data = { ...courtRevocation.acts['register']!.example!, certificateNumber: number, inForceOn: '2026-11-20' };
  const opened = await registrar.post(casesOf(centre, 'court-revocation'), {
    json: { subjectId: row!.subject_id, data },
  });
  return ok(opened).id;
}

test('ES-13.1.3: a centre revokes its own certificates and nobody else’s; entry, list and answer agree at once', async () => {
  const { certificate } = await t.issued();
  const by = await issuerOf();
  const centre = by.certificate;
  const data = { ...courtRevocation.acts['register']!.example!, inForceOn: '2026-11-20' };
  const foreign = await t.registrar.post(casesOf(t.centre, 'court-revocation'), {
    json: { subjectId: '01890000-0000-7000-8000-0000000000ff', data: { ...data, certificateNumber: centre.serial } },
  });
  refused(foreign, 'CERTIFICATE_UNKNOWN');
  await revoke(certificate.serial);
  await published();
  const [entry] = (await anybody().get(`/v1/registers/certificates/${certificate.serial}`)).json<{
    items: { state: string; end: { since: string; ground: string } }[];
  }>().items;
  assert.deepEqual([entry!.state, entry!.end.ground], ['revoked', '14(8)']);
  const list = parseCrl((await anybody().get('/crl/ishenim.crl')).raw);
  const listed = list.entries.find(certificate.serial, centre.subject.key)!;
  const { rawPayload } = await t.platform.app.inject({
    method: 'POST',
    url: '/ocsp/ishenim',
    headers: { 'content-type': 'application/ocsp-request' },
    payload: ocspRequest([certIdBytes(certificate.serial, by)]),
  });
  const { status } = verifyOcspResponse(rawPayload, certificate, by, {
    algorithms: strictAlgorithms,
    at: t.clock.now(),
  });
  assert.ok(status.state === 'revoked');
  const since = new Date(entry!.end.since).getTime();
  assert.deepEqual([listed.revocationDate.getTime(), status.revocation.revocationDate.getTime()], [since, since]);
});

test('ES-14.9a: a certificate that signed until its revocation signs nothing here afterwards, for that reason, and what it signs elsewhere has no effect', async () => {
  const { request, keyPem } = await newHolder();
  const { certificate } = await t.issued({ request });
  await published();
  // The same key and certificate, a moment before: whatever is refused below is refused because of the revocation.
  assert.equal((await judged(certificate, keyPem)).verdict, 'valid');
  const given = await consented(certificate, keyPem);
  assert.equal(given.status, 201, given.body);
  t.clock.advance(60_000);
  await revoke(certificate.serial);
  await published();
  const consents = async () => (await t.applicant.get('/v1/me/consents')).body;
  const before = await consents();
  const tried = await consented(certificate, keyPem);
  refused(tried, 'SIGNATURE_NOT_AUTHENTIC', 'ES-11.2a');
  assert.match(tried.json<{ texts: { en: string } }>().texts.en, /had been terminated or revoked before/);
  assert.equal(await consents(), before);
  const { verdict, validity, codes } = await judged(certificate, keyPem);
  assert.deepEqual([verdict, validity], ['invalid', 'not-met']);
  assert.ok(codes.includes('CERTIFICATE_ENDED'), codes.join());
});

test('ES-14.9b: with the revoked certificate its owner is heard in the case about its revocation; outside it, in another case too, it has no effect', async () => {
  const { request, keyPem } = await newHolder();
  const { certificate } = await t.issued({ request });
  t.clock.advance(60_000);
  const id = await revoke(certificate.serial);
  // Another certificate of the same owner, whose revocation has begun.
  const other = await registered((await t.issued({ request: (await newHolder()).request })).certificate.serial);
  await published();
  t.clock.advance(60_000);

  const own = certificate.raw.toString('base64');
  const data = { about: 'replacement', statement: 'Жаңы сертификат берүүңүздөрдү суранам.' };
  const to = (caseId: string): string => `${casesOf(t.centre, 'court-revocation')}/${caseId}`;
  type Prepared = { content: string; toSign: string; claimedAt: string };
  const prepared = async (caseId: string): Promise<Prepared> => {
    const asked = await t.applicant.post(`${to(caseId)}/acts/state/signing`, { json: { data, certificate: own } });
    assert.equal(asked.status, 201, asked.body);
    return asked.json<Prepared>();
  };
  const send = (caseId: string, { toSign, claimedAt }: Prepared) => {
    const value = sign('sha256', Buffer.from(toSign, 'base64'), { key: keyPem, dsaEncoding: 'ieee-p1363' });
    const signature = { certificate: own, claimedAt, signature: value.toString('base64') };
    return t.applicant.post(`${to(caseId)}/acts/state`, { json: { ...data, signature } });
  };
  const given = await prepared(id);
  const heard = ok(await send(id, given));
  assert.equal(heard.acts.at(-1)!.act, 'state');
  const { seq } = heard.documents.findLast(({ kind }) => kind === 'revocation-statement')!;
  const [document, signature] = [
    (await t.applicant.get(`${to(id)}/documents/${seq}/document.json`)).raw,
    (await t.applicant.get(`${to(id)}/documents/${seq}/document.json.p7s`)).raw,
  ];
  assert.equal(document.toString('base64'), given.content);
  put('statement.json', document);
  put('statement.p7s', signature);
  put('root.pem', pem('CERTIFICATE', (await t.platform.app.inject({ url: '/ca/root.cer' })).rawPayload));
  const cms =
    'cms -verify -binary -inform DER -in statement.p7s -content statement.json -CAfile root.pem -purpose any -no_check_time -out out';
  assert.ok(openssl(cms).ok, 'made with the key of the revoked certificate');
  ok(await act(t.registrar, t.centre, 'court-revocation', id, 'answer', { answer: 'Жаңы арыз бериңиз.' }));

  // Outside its case: another case, a consent, anybody's check.
  const untouched = (await t.applicant.get(to(other))).body;
  refused(await send(other, await prepared(other)), 'SIGNATURE_NOT_AUTHENTIC', 'ES-11.2a');
  refused(await send(other, given), 'SIGNATURE_NOT_OF_KEY');
  assert.equal((await t.applicant.get(to(other))).body, untouched);
  const consents = async () => (await t.applicant.get('/v1/me/consents')).body;
  const before = await consents();
  refused(await consented(certificate, keyPem), 'SIGNATURE_NOT_AUTHENTIC', 'ES-11.2a');
  assert.equal(await consents(), before);
  const checked = await anybody().post('/v1/signatures/verification', {
    json: { signature: signature.toString('base64'), document: document.toString('base64') },
  });
  assert.equal(checked.json<{ verdict: string }>().verdict, 'invalid');
  // Unsigned it is no statement.
  refused(await t.applicant.post(`${to(id)}/acts/state`, { json: data }), 'ACT_UNSIGNED', 'ES-14.9b');
});

test('ES-13.1.6c: anybody on the Internet reads entry and status by the number, and the addresses in the certificate answer', async () => {
  const { certificate } = await t.issued();
  await published();
  const found = await anybody().get(`/v1/registers/certificates/${certificate.serial}`);
  assert.equal(found.json<{ items: { state: string }[] }>().items[0]!.state, 'active');
  put('own.pem', pem('CERTIFICATE', certificate.raw));
  const { stdout } = openssl('x509 -in own.pem -noout -text');
  const urls = [...stdout.toString().matchAll(/URI:(http:\/\/localhost:8080\S+)/g)].map(([, url]) => new URL(url!));
  const paths = urls.map(({ pathname }) => pathname);
  const payload = ocspRequest([certIdBytes(certificate.serial, await issuerOf())]);
  const headers = { 'content-type': 'application/ocsp-request' };
  const url = paths.find((one) => one.startsWith('/ocsp/'))!;
  assert.equal((await t.platform.app.inject({ method: 'POST', url, headers, payload })).statusCode, 200);
  for (const kind of ['/ca/', '/crl/'])
    assert.ok(
      paths.some((path) => path.startsWith(kind)),
      kind,
    );
  // The second list speaks once the centre is gone (DECISIONS 36).
  for (const path of paths.filter((one) => one.startsWith('/ca/') || /^\/crl\/[^/]+$/.test(one))) {
    const answer = await anybody().get(path);
    assert.ok(answer.status === 200 && answer.raw.length > 100, `${path} ${answer.status}`);
  }
});

test('ES-10.2a ES-17.6.1b: the owner who fears for the key presses one button: the centre has the case at that moment, the owner an acknowledgement, and the register counts from then', async () => {
  const { view, certificate } = await t.issued();
  ok(await t.by(t.applicant, view, 'receipt'));
  ok(await t.by(t.applicant, view, 'collect'));
  t.clock.advance(60_000);
  const pressed = t.clock.now();
  await t.applicant.get(`/me/certificates/${view.id}/end`);
  const sent = await t.applicant.post(`/me/certificates/${view.id}/end`, { form: { compromised: 'yes' } });
  assert.equal(sent.status, 303, sent.body.slice(0, 300));
  const id = String(sent.headers.location).split('/').at(-1)!;
  const waiting = ok(await t.registrar.get(`${casesOf(t.centre, 'certificate-termination')}/${id}`));
  assert.deepEqual([waiting.stage, waiting.acts[0]!.at], ['APPLIED', pressed.toISOString()]);
  assert.equal(waiting.acts[0]!.data['certificateNumber'], certificate.serial);
  await until('the owner’s acknowledgement', async () => (await t.applicant.get('/me/inbox')).body.includes(id));
  assert.match((await t.applicant.get('/me/inbox?lang=en')).body, /News in your case: Termination of a certificate/);
  t.clock.advance(3_600_000);
  ok(await act(t.registrar, t.centre, 'certificate-termination', id, 'enter'));
  const [end] = await t.tx((tx) =>
    tx.query<{ known_at: Date; reason: string; late: boolean }>(
      "SELECT known_at, reason, late FROM certificate_end WHERE encode(serial, 'hex') = $1",
      [certificate.serial],
    ),
  );
  assert.deepEqual([end!.known_at, end!.reason, end!.late], [pressed, 'keyCompromise', false]);
});

test('ES-17.6.1a: once the owner has said that the key may be known to others, on the page, to a program or on paper, it signs nothing, before any entry of the centre', async () => {
  const termination = casesOf(t.centre, 'certificate-termination');
  const said: Record<string, (id: string, certificateNumber: string) => Promise<number>> = {
    page: async (id) => {
      await t.applicant.get(`/me/certificates/${id}/end`);
      return (await t.applicant.post(`/me/certificates/${id}/end`, { form: { compromised: 'yes' } })).status;
    },
    program: async (_id, certificateNumber) =>
      (await t.applicant.post(termination, { json: { data: { certificateNumber, compromised: 'yes' } } })).status,
    paper: async (id, certificateNumber) => {
      const [row] = await t.tx((tx) =>
        tx.query<{ subject_id: string }>('SELECT subject_id FROM case_file WHERE id = $1', [id]),
      );
      const json = { subjectId: row!.subject_id, data: { certificateNumber, compromised: 'yes' } };
      return (await t.registrar.post(termination, { json })).status;
    },
  };
  for (const [way, report] of Object.entries(said)) {
    const { request, keyPem } = await newHolder();
    const { view, certificate } = await t.issued({ request });
    await published();
    assert.ok([200, 201, 303].includes(await report(view.id, certificate.serial)), way);
    refused(await consented(certificate, keyPem), 'SIGN_KEY_SUSPECT', 'ES-10.3');
  }
});

test('ES-14.6.2: an automatic certificate is ended by the person who applied for it, by nobody else, and by a court’s decision', async () => {
  const stateOf = async ({ serial }: Certificate) => {
    t.clock.advance(2000);
    const answer = await anybody().get(`/v1/registers/certificates/${serial}`);
    return answer.json<{ items: { state: string }[] }>().items[0]!.state;
  };
  const automatic = () => t.issued({ ...ofCompany, owner: 'automatic' }, forCompany);
  const [own, other] = [await automatic(), await automatic()];
  const data = { certificateNumber: own.certificate.serial, compromised: 'no' };
  const termination = casesOf(t.centre, 'certificate-termination');
  const somebody = '01890000-0000-7000-8000-0000000000ff';
  refused(await t.registrar.post(termination, { json: { subjectId: somebody, data } }), 'NOT_THE_OWNER');
  const { id } = ok(await t.applicant.post(termination, { json: { data } }));
  ok(await act(t.registrar, t.centre, 'certificate-termination', id, 'enter'));
  assert.equal(await stateOf(own.certificate), 'terminated');
  await revoke(other.certificate.serial);
  assert.equal(await stateOf(other.certificate), 'revoked');
});

test('ES-14.4b: the owner orders a certified copy: the centre has it as a task with a term, and nothing in the case can refuse it', async () => {
  const { view } = await t.issued();
  await t.applicant.get(`/me/certificates/${view.id}`);
  const ordered = await t.applicant.post(`/me/certificates/${view.id}/copy`, { form: {} });
  assert.equal(ordered.status, 303, ordered.body.slice(0, 300));
  const id = String(ordered.headers.location).split('/').at(-1)!;
  assert.match((await t.registrar.get('/centre/tasks?lang=en')).body, /Give the certified paper copy/);
  const waiting = ok(await t.registrar.get(`${casesOf(t.centre, 'certificate-copy')}/${id}`));
  assert.deepEqual(
    [waiting.possible.map((one) => one.act), waiting.duties.map(({ state }) => state)],
    [['handOver'], ['open']],
  );
  const paper = await t.registrar.get(`/centre/applications/${view.id}/certificate.pdf`);
  assert.equal(paper.raw.subarray(0, 5).toString(), '%PDF-');
  const handing = { officer: 'Абдыраева', way: 'handed', proof: '№ 3' };
  assert.equal(ok(await act(t.registrar, t.centre, 'certificate-copy', id, 'handOver', handing)).stage, 'HANDED_OVER');
});
