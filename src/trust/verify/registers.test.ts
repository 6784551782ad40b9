import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, beforeEach, describe, test } from 'node:test';
import { startPlatform, type TestPlatform, type Visitor } from '../../../test/support/platform.ts';
import { type Db, systemScope, type Tx } from '../../platform/db/index.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { changeStanding, insertAccreditation } from '../centres/standing-store.ts';
import { insertMeans } from '../centres/means-store.ts';
import { addIssuer, keyDigest, openRegister } from '../issue/index.ts';
import { insertCertificate, insertEnd, nextRecords } from '../issue/register/store.ts';
import { openSslFolder, pem } from '../formats/test-parties.ts';
import { centre, document, issue, later, person, root, sign, type Signing, tsa } from './test-world.ts';
import type { Member } from './test-world.ts';
import type { VerificationReport } from './report.ts';
import { signaturesWords } from '../../offices/public/signatures.messages.ts';
import { langs } from '../../platform/text.ts';
import { appended, drawing, pdfOf } from '../formats/pades/test-pdf.ts';
import { contentOf, isStream, nameOf, readPdf } from '../formats/pades/reader/index.ts';
import { changeWords, standingWords } from './pdf.messages.ts';
import { conditionTitles, summaries } from './report.messages.ts';
import { signedPdf } from './test-pdf-world.ts';
import { signatureWords } from './words.messages.ts';

// Signatures checked over HTTP against the registers of a running platform.

const at = new Date('2026-11-23T04:00:00Z');

/** The JSON that is attached to a PDF. */
function attached(pdf: Uint8Array): unknown {
  const file = readPdf(pdf);
  const view = file.at(file.revisions.length - 1);
  const numbers = file.revisions.flatMap(({ sections }) => sections.flatMap(({ entries }) => [...entries.keys()]));
  for (const number of numbers) {
    const value = view.object({ is: 'ref', number, generation: 0 });
    if (isStream(value) && nameOf(value.dict.entries.get('Type')) === 'EmbeddedFile')
      return JSON.parse(contentOf(value, file.work).toString());
  }
  return null;
}

describe('signatures against the registers', () => {
  let t: TestPlatform;
  let db: Db;
  let anybody: Visitor;
  let ids: { register: string; issuer: string; rootRegister: string; rootIssuer: string; accreditation: string };
  before(async () => {
    t = await startPlatform({ at: at.toISOString() });
    ({ db } = t.platform);
    ids = await inTx(register);
    await enter(person);
    await enter(tsa, 'TSA');
    await enter(centre, 'ACA');
  });
  after(() => t.stop());
  // Checks are counted by address.
  let tests = 0;
  beforeEach(() => {
    anybody = t.visitor(`10.1.0.${++tests}`);
  });

  const inTx = <T>(act: (tx: Tx) => Promise<T>): Promise<T> => db.tx(systemScope('test'), act);
  const entryId = (): string => uuidv7(at);

  async function register(tx: Tx): Promise<typeof ids> {
    const deps = { clock: t.clock };
    const rootRegister = await openRegister(tx, deps, null);
    const { centreId } = t.sandbox;
    const register = await openRegister(tx, deps, centreId);
    const given = { keyName: 'test' };
    const rootIssuer = await addIssuer(tx, deps, {
      ...given,
      registerId: rootRegister,
      holderId: null,
      certificate: root.certificate.raw,
    });
    const issuer = await addIssuer(tx, deps, {
      ...given,
      registerId: register,
      holderId: centreId,
      certificate: centre.certificate.raw,
    });
    const accreditation = uuidv7(at);
    await insertAccreditation(tx, {
      id: accreditation,
      centreId,
      decisionNumber: 'Т-1',
      decidedAt: later(-10),
      untilAt: later(1800),
    });
    await stand(tx, accreditation, 'active', later(-10));
    await insertMeans(
      tx,
      {
        id: uuidv7(at),
        kind: 'signature',
        functions: ['create'],
        name: 'Makulduk signer',
        version: '1',
        document: { title: 'Тастыктоо', issuedOn: '2026-01-10', issuedBy: 'орган' },
        documentNumber: 'Т-7',
        since: later(-10),
        untilAt: null,
      },
      entryId(),
    );
    return { register, issuer, rootRegister, rootIssuer, accreditation };
  }

  const stand = (tx: Tx, id: string, state: 'active' | 'revoked' | 'suspended', since: Date): Promise<void> =>
    changeStanding(
      tx,
      { id, centreId: t.sandbox.centreId },
      { state, since, law: 'ES-16.7', document: { number: 'Т-2', on: '2026-02-20' }, fixUntil: null },
      entryId(),
    );

  async function enter({ certificate }: Member, kind: 'QN' | 'TSA' | 'ACA' = 'QN'): Promise<string> {
    const id = uuidv7(at);
    const byRoot = kind !== 'QN';
    await inTx(async (tx) =>
      insertCertificate(tx, {
        id,
        registerId: byRoot ? ids.rootRegister : ids.register,
        holderId: byRoot ? null : t.sandbox.centreId,
        subjectId: null,
        issuerId: byRoot ? ids.rootIssuer : ids.issuer,
        record: await nextRecords(tx, byRoot ? ids.rootRegister : ids.register, 1),
        kind,
        serial: Buffer.from(certificate.serial, 'hex'),
        spkiDigest: keyDigest(certificate.publicKey.raw),
        fingerprint: Buffer.from(certificate.fingerprint, 'hex'),
        enteredAt: certificate.notBefore,
        notBefore: certificate.notBefore,
        notAfter: certificate.notAfter,
        der: byRoot ? certificate.raw : null,
        sealed: byRoot ? null : Buffer.from('sealed'),
        agreementId: null,
        journalEntryId: entryId(),
      }),
    );
    return id;
  }

  async function end(id: string, { certificate }: Member, endedAt: Date): Promise<void> {
    await inTx(async (tx) =>
      insertEnd(tx, {
        certificate: {
          id,
          registerId: ids.register,
          holderId: t.sandbox.centreId,
          subjectId: null,
          issuerId: ids.issuer,
          serial: certificate.serial,
        },
        record: await nextRecords(tx, ids.register, 1),
        status: 'terminated',
        ground: '14(6)(2)',
        falseData: false,
        reason: null,
        at: endedAt,
        knownAt: endedAt,
        eventAt: null,
        late: false,
        basis: null,
        noticeAt: null,
        journalEntryId: entryId(),
      }),
    );
  }

  const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
  const post = (json: object) => anybody.post('/v1/signatures/verification', { json });
  async function check(who: Member, how: Signing = {}, more: object = {}): Promise<VerificationReport> {
    const answer = await post({ signature: base64(sign(who, document, how)), document: base64(document), ...more });
    assert.equal(answer.status, 200, answer.body);
    return answer.json<VerificationReport>();
  }
  const codes = (report: VerificationReport): string[] =>
    report.signatures[0]!.conditions.flatMap(({ findings }) => findings)
      .filter(({ status }) => status !== 'met')
      .map(({ code }) => code);

  test('ES-11a: over HTTP, by anybody: all four conditions from the registers alone; the report keeps its schema', async () => {
    const report = await check(person);
    assert.deepEqual([codes(report), report.verdict, report.signatures[0]!.class], [[], 'valid', 'qualified']);
    assert.match(report.signatures[0]!.signer!.owner, /Сыноо-Өмүрзакова/);
    assert.equal(report.means.confirmed, 'met');
    const changed = await post({ signature: base64(sign(person)), document: base64(Buffer.from('башка')) });
    assert.deepEqual(codes(changed.json<VerificationReport>()), ['DOCUMENT_CHANGED']);
  });

  test('ES-11.2a ES-11.2b: the register’s entry of end decides, as of the moment asked about', async () => {
    const hers = await issue('QN', centre);
    await end(await enter(hers), hers, later(100));
    assert.deepEqual(codes(await check(hers)), ['CERTIFICATE_ENDED']);
    assert.equal(
      (await check(hers, {}, { asOf: later(99).toISOString() })).signatures[0]!.conditions[1]!.status,
      'met',
    );
    const stamped = await check(hers, { stamped: { at: later(90) } });
    assert.deepEqual([codes(stamped), stamped.verdict], [[], 'valid']);
    assert.deepEqual(codes(await check(hers, { stamped: { at: later(110) } })), ['CERTIFICATE_ENDED']);
  });

  test('a certificate that the issuer’s register does not have was not issued, whatever its signature says', async () => {
    const report = await check(await issue('QN', centre));
    assert.ok(codes(report).includes('NOT_IN_REGISTER'));
    assert.deepEqual([report.verdict, report.signatures[0]!.class], ['invalid', 'unqualified']);
  });

  test('signatures made by OpenSSL are judged alike: the conditions met, the means of creation not stated', async () => {
    const { put, folder, openssl } = openSslFolder();
    put('key.pem', person.key.export({ type: 'pkcs8', format: 'pem' }) as string);
    put('cert.pem', pem('CERTIFICATE', person.certificate.raw));
    put('centre.pem', pem('CERTIFICATE', centre.certificate.raw));
    put('doc', document);
    const made = openssl(
      'cms -sign -cades -binary -in doc -signer cert.pem -inkey key.pem -certfile centre.pem -md sha256 -outform DER -out s.p7s',
    );
    assert.ok(made.ok, made.stderr);
    const signature = base64(readFileSync(`${folder}/s.p7s`));
    const report = (await post({ signature, document: base64(document) })).json<VerificationReport>();
    assert.deepEqual([codes(report), report.verdict, report.signatures[0]!.class], [[], 'valid', 'unqualified']);
  });

  test('what is no signature, has no document, or asks about tomorrow is refused plainly', async () => {
    const refused = async (json: object): Promise<string> => {
      const answer = await post(json);
      assert.ok(answer.status >= 400 && answer.status < 500, answer.body);
      return answer.json<{ code: string }>().code;
    };
    const signature = base64(sign(person));
    assert.equal(await refused({ signature: base64(Buffer.from('no signature')) }), 'SIGNATURE_UNREADABLE');
    assert.equal(await refused({ signature }), 'DOCUMENT_NEEDED');
    const attached = base64(sign(person, document, { attached: true }));
    assert.equal(await refused({ signature: attached, document: base64(Buffer.from('башка')) }), 'DOCUMENT_TWICE');
    const tomorrow = new Date(at.getTime() + 86_400_000).toISOString();
    assert.equal(await refused({ signature, document: base64(document), asOf: tomorrow }), 'MOMENT_IN_THE_FUTURE');
    const use = { amount: { currency: 'KGS', amount: 'көп' } };
    assert.equal(await refused({ signature, document: base64(document), use }), 'AMOUNT_UNREADABLE');
    assert.equal((await post({ signature: 'A'.repeat(25 * 2 ** 20) })).status, 413);
  });

  async function upload(lang: string, files: Readonly<Record<string, Buffer>>, fields: Record<string, string> = {}) {
    const edge = 'edge-of-a-part';
    const page = await anybody.get(`/signatures/verify?lang=${lang}`);
    assert.equal(page.status, 200);
    const parts = Object.entries(files).flatMap(([name, bytes]) => [
      Buffer.from(`--${edge}\r\ncontent-disposition: form-data; name="${name}"; filename="secret-name.p7s"\r\n\r\n`),
      bytes,
      Buffer.from('\r\n'),
    ]);
    for (const [name, value] of Object.entries(fields))
      parts.push(Buffer.from(`--${edge}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`));
    const cookie = [...anybody.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    return t.platform.app.inject({
      method: 'POST',
      url: `/signatures/verify?lang=${lang}&_csrf=${encodeURIComponent(anybody.csrf)}`,
      headers: { cookie, 'content-type': `multipart/form-data; boundary=${edge}` },
      remoteAddress: `10.1.0.${tests}`,
      payload: Buffer.concat([...parts, Buffer.from(`--${edge}--\r\n`)]),
    });
  }

  test('ES-12.3.1 ES-12.3.2 ES-12.3.3: the page shows the signed document, what was changed, who signed, and the four conditions', async () => {
    for (const lang of langs) {
      const { body, statusCode } = await upload(lang, { signature: sign(person), document });
      assert.equal(statusCode, 200);
      for (const title of Object.values(conditionTitles)) assert.ok(body.includes(title[lang]), title[lang]);
      assert.ok(body.includes(signaturesWords[lang].verdicts.valid));
      assert.match(body, /Сыноо-Өмүрзакова Айгүл/);
      assert.match(body, /Мен жеке маалыматтарымды иштетүүгө макулмун/);
    }
    const attached = await upload('en', { signature: sign(person, document, { attached: true }) });
    assert.match(attached.body, /Мен жеке маалыматтарымды иштетүүгө макулмун/);
    assert.match(attached.body, /Nothing was changed after signing/);
    const swapped = await upload('en', { signature: document, document: sign(person) });
    assert.match(swapped.body, /all four conditions are met/);
    const altered = await upload('en', { signature: sign(person), document: Buffer.from('Башка текст') });
    assert.match(altered.body, /The document was changed after signing/);
    assert.match(altered.body, /not the one that was signed/);
    assert.equal((await upload('en', {})).statusCode, 422);
    assert.equal((await upload('en', { signature: sign(person) })).statusCode, 422);
    assert.equal((await upload('en', { signature: Buffer.from('nothing') })).statusCode, 422);
    assert.equal((await upload('en', { signature: Buffer.alloc(24 * 2 ** 20 + 1) })).statusCode, 413);
    assert.doesNotMatch(t.log.join('\n'), /secret-name/);
  });

  test('ES-11.3b ES-12.3.1 ES-12.3.2 ES-12.3.3: a PDF with signatures, over HTTP and on the page: what was signed goes out, what came later is named', async () => {
    const signed = await signedPdf(person, undefined, { reason: 'Макулмун' });
    const added = await signedPdf(person, signed);
    const altered = appended(signed, { 4: drawing('I pay 900000 som') });
    const report = async (pdf: Buffer): Promise<VerificationReport> => {
      const answer = await post({ signature: base64(pdf) });
      assert.equal(answer.status, 200, answer.body);
      return answer.json<VerificationReport>();
    };
    assert.equal((await report(signed)).summary.code, 'QUALIFIED');
    const changed = await report(altered);
    assert.deepEqual([changed.verdict, changed.summary.code], ['invalid', 'CHANGED']);
    assert.deepEqual(
      changed.pdf?.revisions[2]?.changes.map(({ kind, where, standing }) => [kind, where, standing]),
      [['page-content', '1', 'forbidden']],
    );
    for (const lang of langs) {
      const same = (await upload(lang, { signature: signed })).body;
      assert.ok(same.includes(signaturesWords[lang].verdicts.valid));
      assert.ok(same.includes(signatureWords.noChanges[lang]) && same.includes('Макулмун'));
      assert.match(same, /Сыноо-Өмүрзакова Айгүл/);
      assert.ok(same.includes(signaturesWords[lang].signedIsGiven) && !same.includes('data:application'));
      // A later revision is never what is shown for the signed one.
      for (const later of [added, altered]) {
        const { body, statusCode } = await upload(lang, { signature: later });
        assert.equal(statusCode, 200);
        const link = /href="data:application\/pdf;base64,([A-Za-z0-9+/=]+)"/.exec(body)![1]!;
        assert.ok(Buffer.from(link, 'base64').equals(signed));
      }
      const { body } = await upload(lang, { signature: altered });
      for (const words of [summaries.CHANGED, changeWords['page-content'], standingWords.forbidden])
        assert.ok(body.includes(words[lang]), words[lang]);
      assert.ok(!body.includes(signatureWords.noChanges[lang]));
    }
    assert.match((await upload('en', { signature: pdfOf() })).body, /no signature inside the PDF file/);
  });

  test('the report as a document: certified by the platform, with the report for programs in it', async () => {
    const signed = await signedPdf();
    for (const lang of langs) {
      const { rawPayload, headers, statusCode } = await upload(lang, { signature: signed }, { asPdf: 'yes' });
      assert.equal(statusCode, 200);
      assert.equal(headers['content-type'], 'application/pdf');
      const { body } = await post({ signature: base64(rawPayload) });
      const report = JSON.parse(body) as VerificationReport;
      assert.equal(report.signatures[0]?.pdf?.certifies, 1, body);
      assert.deepEqual(report.signatures[0].changes, []);
      assert.equal(report.verdict, 'valid');
    }
  });

  test('by API too the report is a PDF that the platform certifies, in each language, with the very same report for programs', async () => {
    const signature = base64(await signedPdf());
    const asked = { signature, use: { limitsKept: true } };
    const json = JSON.parse((await post(asked)).body) as VerificationReport;
    for (const lang of langs) {
      const answer = await anybody.post(`/v1/signatures/verification.pdf?lang=${lang}`, { json: asked });
      assert.equal(answer.status, 200, answer.body);
      assert.equal(answer.headers['content-type'], 'application/pdf');
      const own = JSON.parse((await post({ signature: base64(answer.raw) })).body) as VerificationReport;
      assert.deepEqual([own.verdict, own.signatures[0]?.pdf?.certifies], ['valid', 1]);
      assert.deepEqual(attached(answer.raw), json);
    }
    const refused = await anybody.post('/v1/signatures/verification.pdf', { json: { signature: base64(pdfOf()) } });
    assert.deepEqual([refused.status, refused.json()['code']], [422, 'PDF_NOT_SIGNED']);
  });

  test('ES-17.5b: the accreditation revoked, what was stamped before stays valid and what has no reliable time does not', async () => {
    const judged = async () => [await check(person, { stamped: { at: later(90) } }), await check(person)] as const;
    await inTx((tx) => stand(tx, ids.accreditation, 'revoked', later(200)));
    const [stamped, plain] = await judged();
    assert.deepEqual([codes(stamped), stamped.verdict], [[], 'valid']);
    assert.deepEqual([codes(plain), plain.verdict], [['ENDED_WITH_ACCREDITATION'], 'invalid']);
  });
});
