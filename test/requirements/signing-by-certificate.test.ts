import assert from 'node:assert/strict';
import { createHash, type KeyObject, sign } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, describe, test } from 'node:test';
import { type Answer, startPlatform, type TestPlatform, type Visitor } from '../support/platform.ts';
import { type Holder, testCentre, type TestCentre } from '../support/centre.ts';
import { acceptAgreement, consentByPassword, prepare, recorded } from '../support/consenting.ts';

import { parseTrust, readZip, verifyEvidence, writeZip } from '../../src/record/index.ts';
import { isEnhanced } from '../../src/identity/simple-signature.ts';
import { oids } from '../../src/trust/der/index.ts';
import { parseSignedData, parseTstInfo } from '../../src/trust/formats/index.ts';
import { pemOf, readSignatureMeans } from '../../src/trust/issue/index.ts';
import { extensionValue } from '../../src/trust/path/index.ts';
import { systemScope } from '../../src/platform/db/index.ts';
import { testPerson } from '../support/people.ts';
import { accepted, bodyOf, publishVariant, text3 } from './support.ts';

// Consents signed with the key of a certificate, over HTTP, on the registers of a running platform.

type Begun = { draftId: string; manifestHash: string; signingId: string; offered: string[] };
type Evidence = {
  kind: string;
  signatureType: 'simple' | 'unqualified' | 'qualified';
  basis: object;
  certificate: { report: { conditions: { status: string }[] } };
};
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

  async function begin(code = 'inform_by_email', more: Parameters<typeof prepare>[3] = {}): Promise<Begun> {
    const { draft, protocolId } = await prepare(t, citizen, code, more);
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
  async function give(who: Holder, code?: string, more?: Parameters<typeof prepare>[3]): Promise<Answer> {
    const begun = await begin(code, more);
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
    // Whoever does not ask the tool first (SIGN_LIMIT) meets the same limit in the verifier.
    const limited = await centre.issue(0, { limits });
    const begun = await begin();
    const prepared = (await ask(begun, hers)).json<Prepared>();
    const asked = await ask(begun, limited);
    refused(asked, 'SIGN_LIMIT', 'ES-17.6.2');
    assert.notEqual((await send(begun, limited, prepared.claimedAt, answer(prepared, limited.key))).status, 201);
  });

  /** A consent with its evidence file, given by `how`. */
  async function evidenceOf(
    given: Answer,
  ): Promise<{ file: Buffer; part: (name: string) => Buffer; evidence: Evidence }> {
    assert.equal(given.status, 201, given.body);
    await recorded(t);
    const { consentId } = given.json<{ consentId: string }>();
    const { status, raw } = await citizen.get(`/v1/me/consents/${consentId}/evidence.asice`);
    assert.equal(status, 200);
    const members = readZip(raw);
    const part = (name: string): Buffer => Buffer.from(members.find((one) => one.name === name)!.bytes);
    return { file: raw, part, evidence: JSON.parse(part('evidence.json').toString()) as Evidence };
  }

  test('CP-10c SP-16: the evidence has the signature, the document and the report of its check; without any of them it proves nothing', async () => {
    const { file, evidence } = await evidenceOf(await give(hers));
    assert.equal(evidence.kind, 'SIGNED_EDOC');
    assert.deepEqual(
      evidence.certificate.report.conditions.map(({ status }) => status),
      ['met', 'met', 'met', 'met'],
    );
    const anybody = t.visitor('10.2.9.1');
    const shown = await checkOnPage(anybody, file);
    assert.ok(shown.includes('Далил жарактуу'), shown);
    assert.ok(shown.includes('өз колу коюлган кагаз документке барабар'), shown);
    for (const name of ['consent-manifest.json.p7s', 'consent.json', 'evidence.json']) {
      const without = writeZip(readZip(file).filter((one) => one.name !== name));
      assert.ok((await checkOnPage(anybody, without)).includes('Далил жараксыз'), name);
    }
    // Nor does a consent document without an element of paragraph 8, here whom the consent is given to.
    const { holder: _, ...lacking } = JSON.parse(
      Buffer.from(readZip(file).find(({ name }) => name === 'consent.json')!.bytes).toString('utf8'),
    ) as Record<string, unknown>;
    const partly = readZip(file).map((one) =>
      one.name === 'consent.json' ? { name: one.name, bytes: Buffer.from(JSON.stringify(lacking)) } : one,
    );
    assert.ok((await checkOnPage(anybody, writeZip(partly))).includes('Далил жараксыз'));
    // The signature of another consent in its place is told by its name; who has no certificates at hand determines nothing.
    const other = (await evidenceOf(await give(hers))).part('consent-manifest.json.p7s');
    const swapped = readZip(file).map((one) =>
      one.name === 'consent-manifest.json.p7s' ? { name: one.name, bytes: other } : one,
    );
    const trust = parseTrust(readFileSync(join(t.dataFolder, 'trust.txt'), 'utf8'));
    const codes = (bytes: Uint8Array): string[] => verifyEvidence(bytes, { trust }).checks.map(({ code }) => code);
    assert.ok(codes(writeZip(swapped)).includes('SIGNATURE_FILE_OTHER'));
    assert.equal(verifyEvidence(file, { trust }).verdict, 'undetermined');
    assert.ok(codes(file).includes('CERTIFICATE_NOT_JUDGED'));
    // SP-16: unsigned, the document stays a draft.
    const { draftId, signingId } = await begin();
    refused(await citizen.post('/v1/me/consents', { json: { draftId, signingId } }), 'SIGNATURE_INVALID', 'CP-F-34');
  });

  test('ES-5.1a ES-6.1a: each signature is of one type: a password’s is simple, an unqualified certificate’s unqualified, a qualified one’s qualified, and that needs no agreement', async () => {
    const qualified = (await evidenceOf(await give(hers))).evidence;
    assert.deepEqual([qualified.signatureType, qualified.basis], ['qualified', { kind: 'law', citation: 'ES-6.1a' }]);
    await acceptAgreement(t, citizen);
    const simple = await evidenceOf((await consentByPassword(t, citizen, 'inform_by_email')).answer);
    assert.equal(simple.evidence.signatureType, 'simple');
    const nq = await centre.issue(0, {
      kind: 'NQ',
      subject: { countryName: 'KG', surname: 'Сыдыков', givenName: 'Айбек', commonName: 'Сыдыков Айбек' },
    });
    const unqualified = await evidenceOf(await give(nq));
    assert.equal(unqualified.evidence.signatureType, 'unqualified');
    const enhanced = [simple, unqualified, { evidence: qualified }].map((one) =>
      isEnhanced(one.evidence.signatureType),
    );
    assert.deepEqual(enhanced, [false, true, true]);
  });

  test('what made the signature, what checked it and what made the keys are named, and the list of confirmed means has them', async () => {
    const { part } = await evidenceOf(await give(hers));
    const answered = await citizen.post('/v1/signatures/verification', {
      json: {
        signature: base64(part('consent-manifest.json.p7s')),
        document: base64(part('consent-manifest.json')),
        use: { documentKind: 'consent' },
      },
    });
    const report = answered.json<{
      verdict: string;
      means: { name: string; version: string; confirmed: string };
      signatures: { features: { name: string; findings: { about?: string }[] }[] }[];
    }>();
    assert.equal(report.verdict, 'valid', answered.body);
    assert.deepEqual(report.means, { name: 'Makulduk verify', version: '1', confirmed: 'met' });
    const made = report.signatures[0]!.features.find(({ name }) => name === 'ES-5.4.2')!;
    assert.equal(made.findings[0]!.about, 'Makulduk sign 1');
    const keys = extensionValue(hers.certificate.extensions, oids.kgSignatureMeans, readSignatureMeans);
    assert.ok(keys?.means?.some(({ use, name }) => use.includes('createSignatureKey') && name.length > 0));
  });

  test('what is signed goes nowhere: time-stamps and answers know a digest, the program’s log nothing', async () => {
    const { part } = await evidenceOf(await give(hers));
    const message = part('consent-manifest.json.p7s');
    const signed = parseSignedData(message);
    assert.equal(signed.content, undefined);
    const [token] = signed.signers[0]!.unsigned!.values(oids.signatureTimeStampToken);
    const info = parseTstInfo(parseSignedData(token!.raw).content!);
    assert.deepEqual(info.imprint.hash, createHash('sha256').update(signed.signers[0]!.signature).digest());
    const words = ['Сыдыков', 'aibek@example.kg', part('consent.json').toString('utf8').slice(0, 60)];
    for (const word of words) {
      assert.ok(!message.includes(Buffer.from(word)) || word === 'Сыдыков', 'only the certificate names its owner');
      assert.ok(!t.log.some((line) => line.includes(word)), word);
    }
  });

  test('ES-10.3: a key its owner suspects signs nothing from that moment on, before any entry of the centre', async () => {
    const suspect = await centre.issue(0);
    const [early, late] = [await begin(), await begin()];
    const prepared = (await ask(early, suspect)).json<Prepared>();
    const key = createHash('sha256').update(suspect.certificate.publicKey.raw).digest('hex');
    assert.equal((await citizen.post('/v1/auth/suspected-keys', { json: { key } })).status, 200);
    refused(await ask(late, suspect), 'SIGN_KEY_SUSPECT', 'ES-10.3');
    refused(await send(early, suspect, prepared.claimedAt, answer(prepared, suspect.key)), 'SIGN_KEY_SUSPECT');
    assert.equal((await give(hers)).status, 201, 'her other key is not meant');
  });

  test('PD-11.3e: automated decisions rest on a signed document: a password is refused, a certificate’s signature passes', async () => {
    const dpo = await t.signedIn('dpo@salyk.example.kg', '10.2.8.1');
    accepted(await publishVariant(t, dpo, 'inform_by_email', { profiling: true }));
    refused((await consentByPassword(t, citizen, 'inform_by_email')).answer, 'SIGNATURE_CLASS_TOO_LOW', 'PD-11.3e');
    assert.equal((await give(hers)).status, 201);
  });

  test('PD-32.4-1: a transfer abroad rests on a signed document: a password is refused, a certificate’s signature passes', async () => {
    const dpo = await t.signedIn('dpo@salyk.example.kg', '10.2.8.2');
    const { actions } = await bodyOf(t, 'access_to_services');
    accepted(
      await publishVariant(t, dpo, 'access_to_services', {
        crossBorder: [{ country: 'KZ', name: text3('Казакстан') }],
        actions: [...actions, 'cross_border_transfer'],
      }),
    );
    const abroad = { choices: { transfer: true, crossBorder: true } };
    const simple = await consentByPassword(t, citizen, 'access_to_services', abroad);
    refused(simple.answer, 'SIGNATURE_CLASS_TOO_LOW', 'PD-32.4-1');
    assert.equal((await give(hers, 'access_to_services', abroad)).status, 201);
  });

  test('a key in a PKCS#12 file signs with OpenSSL: the bytes come from the service, the signature goes back to it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'mk-p12-'));
    try {
      const run = (command: string): void => {
        const { status, stderr } = spawnSync('openssl', command.split(' '), { cwd: folder });
        assert.equal(status, 0, stderr.toString());
      };
      writeFileSync(join(folder, 'key.pem'), hers.key.export({ format: 'pem', type: 'pkcs8' }));
      writeFileSync(join(folder, 'certificate.pem'), pemOf('CERTIFICATE', hers.certificate.raw));
      run(
        'pkcs12 -export -inkey key.pem -in certificate.pem -out hers.p12 -passout pass:кымыз -certpbe AES-256-CBC -keypbe AES-256-CBC -macalg sha256',
      );
      const begun = await begin();
      const prepared = (await ask(begun, hers)).json<Prepared>();
      writeFileSync(join(folder, 'to-sign'), Buffer.from(prepared.toSign, 'base64'));
      run('pkcs12 -in hers.p12 -passin pass:кымыз -nocerts -nodes -out opened.pem');
      run('dgst -sha256 -sign opened.pem -out signature to-sign');
      const signed = readFileSync(join(folder, 'signature'));
      assert.equal((await send(begun, hers, prepared.claimedAt, signed)).status, 201);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('a qualified certificate binds an account to its owner (DECISIONS 1); an unqualified one, and one that names nobody, do not', async () => {
    const newcomer = t.visitor('10.2.7.1');
    await newcomer.signIn('+996000123456');
    const bind = async (who: Holder): Promise<Answer> => {
      const certificate = base64(who.certificate.raw);
      const asked = await newcomer.post('/v1/auth/binding/certificate/options', { json: { certificate } });
      assert.equal(asked.status, 200, asked.body);
      const { claimedAt, content, ...rest } = asked.json<Prepared & { content: string }>();
      const digest = createHash('sha256').update(Buffer.from(content, 'base64')).digest();
      assert.ok(Buffer.from(rest.toSign, 'base64').includes(digest));
      const signature = base64(answer({ ...rest, claimedAt } as Prepared, who.key));
      return newcomer.post('/v1/auth/binding/certificate', { json: { certificate, claimedAt, signature } });
    };
    const person = testPerson(9);
    const subject = (serialNumber: string) => ({
      countryName: 'KG',
      surname: person.surname,
      givenName: `${person.givenName} ${person.patronymic}`,
      serialNumber,
      commonName: `${person.surname} ${person.givenName}`,
    });
    const personal = { dateOfBirth: person.birthDate, placeOfBirth: 'Ош ш.', patronymic: person.patronymic! };
    const named = { subject: subject(`PNOKG-${person.pin}`), personal };
    refused(await bind(await centre.issue(null, { ...named, kind: 'NQ' })), 'BINDING_NEEDS_QUALIFIED');
    refused(await bind(await centre.issue(null, { subject: subject('KG-7'), personal })), 'CERTIFICATE_NAMES_NOBODY');
    assert.equal((await newcomer.get('/v1/auth/binding')).json<{ state: string }>().state, 'none');
    const done = await bind(await centre.issue(null, named));
    assert.equal(done.status, 200, done.body);
    const state = (await newcomer.get('/v1/auth/binding')).json<{ state: string; method: string }>();
    assert.deepEqual([state.state, state.method], ['active', 'certificate']);
    assert.ok((await newcomer.get('/me/profile')).body.includes(person.surname));
  });

  test('ES-2.5: neither the database nor a certificate holds a signature key or a password', async () => {
    assert.equal((await give(hers)).status, 201);
    const { d } = hers.key.export({ format: 'jwk' });
    const scalar = Buffer.from(d!, 'base64url');
    assert.ok(!hers.certificate.raw.includes(scalar));
    const secrets = [scalar.toString('hex'), scalar.toString('base64'), d!, 'Sandbox-2026-ala-too'];
    const columns = await t.database.owner.query<{ table: string; column: string }>(
      systemScope('test'),
      `SELECT table_name AS "table", column_name AS "column" FROM information_schema.columns
       WHERE table_schema = 'public' AND data_type IN ('bytea', 'text', 'jsonb', 'json', 'ARRAY')`,
    );
    assert.ok(columns.length > 100);
    for (const { table, column } of columns)
      for (const secret of secrets) {
        const found = await t.database.owner.query<{ n: string }>(
          systemScope('test'),
          `SELECT count(*) AS n FROM "${table}" WHERE position($1 IN replace("${column}"::text, '\\x', '')) > 0`,
          [secret],
        );
        assert.equal(Number(found[0]!.n), 0, `${table}.${column}`);
      }
  });
});
