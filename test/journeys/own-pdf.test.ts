import assert from 'node:assert/strict';
import { createHash, sign } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { langs } from '../../src/platform/text.ts';
import { readSignedPdf } from '../../src/trust/formats/index.ts';
import { appended, contract, drawing, pdfOf } from '../../src/trust/formats/pades/test-pdf.ts';
import type { VerificationReport } from '../../src/trust/verify/index.ts';
import { axe } from '../support/browser.ts';
import { beginButton, certified, confirmButton, signIn } from '../support/browser-keys.ts';
import { type Holder, testCentre, type TestCentre } from '../support/centre.ts';
import { missingPdfTools, pdfJudge } from '../support/pdfsig.ts';
import { keepPicture } from '../support/looks.ts';
import { type Answer, startPlatform, type TestPlatform, type Visitor } from '../support/platform.ts';
import { journey } from '../support/journey.ts';

// A citizen signs a PDF of their own: by API with any tool, and in a browser with the key that lies there.

type Prepared = {
  revision: string;
  start: number;
  end: number;
  toSign: string;
  claimedAt: string;
  ticket: string;
  certificate: { number: string };
};
// pdfsig 22.12 asks the OCSP address of a certificate, told not to or not, and calls it "unknown" where nobody answers.
const offline = { access: { caIssuers: 'http://test.example.kg/ca.cer' } };
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const document = pdfOf(contract());
const { browser, folder } = await journey();

describe('a PDF of one’s own', () => {
  let t: TestPlatform;
  let centre: TestCentre;
  let citizen: Visitor;
  let hers: Holder;
  let judge: ReturnType<typeof pdfJudge>;
  before(async () => {
    // pdfsig judges certificates as of the machine's own day.
    t = await startPlatform({ at: new Date(Math.floor(Date.now() / 1000) * 1000 - 3_600_000).toISOString() });
    centre = await testCentre(t);
    hers = await centre.issue(0, offline);
    citizen = await t.signedIn('aibek@example.kg', '10.5.0.1');
    judge = pdfJudge(centre.root);
  });
  after(async () => {
    judge.stop();
    await t.stop();
  });

  const prepare = (who: Holder, pdf: Uint8Array = document): Promise<Answer> =>
    citizen.post('/v1/me/documents/signing', {
      json: { document: base64(pdf), certificate: base64(who.certificate.raw) },
    });
  const value = ({ toSign }: Prepared, { key }: Holder): Buffer =>
    sign('sha256', Buffer.from(toSign, 'base64'), { key, dsaEncoding: 'ieee-p1363' });
  const complete = (
    who: Holder,
    { revision, start, end, claimedAt, ticket }: Prepared,
    signature: Buffer,
    pdf: Uint8Array = document,
  ) =>
    citizen.post('/v1/me/documents/signature', {
      json: {
        document: base64(Buffer.concat([pdf, Buffer.from(revision, 'base64')])),
        start,
        end,
        claimedAt,
        ticket,
        certificate: base64(who.certificate.raw),
        signature: base64(signature),
      },
    });
  async function signed(who: Holder, pdf: Uint8Array = document): Promise<Buffer> {
    const asked = await prepare(who, pdf);
    assert.equal(asked.status, 200, asked.body);
    const prepared = asked.json<Prepared>();
    const done = await complete(who, prepared, value(prepared, who), pdf);
    assert.equal(done.status, 200, done.body);
    return Buffer.from(done.json<{ document: string }>().document, 'base64');
  }
  let checks = 0;
  async function judged(pdf: Uint8Array): Promise<VerificationReport> {
    const answer = await t.visitor(`10.5.1.${++checks}`).post('/v1/signatures/verification', {
      json: { signature: base64(pdf), use: { limitsKept: true } },
    });
    assert.equal(answer.status, 200, answer.body);
    return answer.json<VerificationReport>();
  }
  const codeOf = (answer: Answer): string => answer.json<{ code: string }>().code;
  const trusted = (pdf: Uint8Array): void => {
    if (missingPdfTools.length > 0)
      return console.log(`NOT RUN: pdfsig (not installed: ${missingPdfTools.join(', ')})`);
    const said = judge.pdfsig(pdf);
    assert.match(said, /Signature is Valid/);
    assert.match(said, /Certificate is Trusted/);
    assert.doesNotMatch(said, /invalid|not trusted/i);
    assert.match(judge.qpdf(pdf), /No syntax or stream encoding errors found/);
  };

  test('ES-12.2.1 ES-12.2.3: in the browser the file is chosen, shown, signed after the confirmation and downloaded; no key before, and not for other octets', {
    skip: browser === null,
    timeout: 280_000,
  }, async () => {
    const url = await t.listen();
    const context = await browser!.newContext({
      viewport: { width: 360, height: 780 },
      locale: 'ky',
      acceptDownloads: true,
    });
    // Without a reader of its own the browser shows the document behind the link only.
    await context.addInitScript(() =>
      Object.defineProperty(Navigator.prototype, 'pdfViewerEnabled', { get: () => false }),
    );
    const page = await context.newPage();
    page.setDefaultTimeout(40_000);
    const looked = async (name: string): Promise<void> => {
      const wide = await page.locator('html').evaluate(({ scrollWidth }) => scrollWidth);
      assert.ok(wide <= page.viewportSize()!.width, `${name}: ${wide}`);
      assert.deepEqual(await axe(page), [], name);
      await keepPicture(page, name);
    };
    await signIn(page, url);
    const { certificate } = await certified(page, url, centre, [0, offline]);
    await page.goto(`${url}/me/certificates?lang=ky`);
    await page.locator('main a[href="/me/certificates/sign"]').click();
    const source = join(folder, 'келишим.pdf');
    writeFileSync(source, document);
    const status = (text: RegExp) => page.locator('[data-certificate-status]', { hasText: text }).waitFor();
    await beginButton(page).click();
    await status(/PDF файлды тандаңыз/);
    await page.evaluate(() => {
      const { subtle } = crypto;
      const sign = subtle.sign.bind(subtle);
      const state = { uses: 0 };
      Object.assign(globalThis, { keyState: state });
      subtle.sign = (...given: Parameters<typeof sign>) => {
        state.uses++;
        return sign(...given);
      };
    });
    const uses = (): Promise<number> =>
      page.evaluate(() => (globalThis as unknown as { keyState: { uses: number } }).keyState.uses);
    await page.setInputFiles('input[name=document]', source);
    // A server that would have other octets signed: one of the revision's changed on the way.
    await page.route('**/v1/me/documents/signing', async (route) => {
      const answer = await route.fetch();
      const body = (await answer.json()) as Prepared;
      const revision = Buffer.from(body.revision, 'base64');
      revision[10]! ^= 1;
      await route.fulfill({ response: answer, json: { ...body, revision: base64(revision) } });
    });
    await beginButton(page).click();
    await status(/дал келген жок/);
    await page.unroute('**/v1/me/documents/signing');
    await beginButton(page).click();
    await confirmButton(page).waitFor();
    const shown = await page.locator('[data-certificate-shown]').innerText();
    for (const part of ['келишим.pdf', certificate.serial]) assert.ok(shown.includes(part), part);
    assert.match((await page.locator('[data-pdf-open]').getAttribute('href'))!, /^blob:/);
    assert.equal(await uses(), 0);
    await looked('sign-pdf-shown-ky-360');
    // Nothing has shown it yet: no confirmation signs it.
    assert.equal(await page.locator('[data-pdf-frame]').isVisible(), false);
    await confirmButton(page).click();
    await status(/SIGN_CONTENT_NOT_SHOWN/);
    assert.equal(await uses(), 0);
    const opens = context.waitForEvent('page');
    await page.locator('[data-pdf-open]').click();
    await (await opens).close();
    await confirmButton(page).click();
    await page.locator('[data-pdf-done]').waitFor();
    assert.equal(await uses(), 1);
    await looked('sign-pdf-done-ky-360');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.locator('[data-pdf-done] a[download]').click(),
    ]);
    assert.equal(download.suggestedFilename(), 'келишим-signed.pdf');
    const result = join(folder, 'signed.pdf');
    await download.saveAs(result);
    const pdf = readFileSync(result);
    assert.ok(pdf.subarray(0, document.length).equals(document));
    trusted(pdf);
    assert.equal((await judged(pdf)).verdict, 'valid');
    for (const width of [1280, 360])
      for (const lang of langs) {
        await page.setViewportSize({ width, height: 800 });
        await page.goto(`${url}/me/certificates/sign?lang=${lang}`);
        await beginButton(page).waitFor();
        await looked(`sign-pdf-${lang}-${width}`);
      }
  });

  test('it is a qualified PAdES B-LT signature over the very octets that were given; pdfsig and qpdf agree', async () => {
    const pdf = await signed(hers);
    assert.ok(pdf.subarray(0, document.length).equals(document));
    const report = await judged(pdf);
    const [one] = report.signatures;
    assert.equal(report.verdict, 'valid', JSON.stringify(one?.conditions));
    assert.deepEqual([one!.class, one!.time.reliable?.source], ['qualified', 'time-stamp']);
    const { store } = readSignedPdf(pdf);
    assert.ok(store.certificates.length >= 2 && store.ocsp.length >= 1, 'the status of its moment is in the file');
    trusted(pdf);
    // ES-10.1b: the owner is told what the key was used for.
    const uses = await citizen.get('/me/certificates/uses');
    assert.ok(uses.body.includes(createHash('sha256').update(pdf).digest('hex').slice(0, 16)), 'the use is on record');
    // After the end of the certificate the file still proves what it proved.
    const own = await centre.issue(0, offline);
    const before = await signed(own);
    t.clock.advance(120_000);
    await centre.end(own.certificate);
    t.clock.advance(120_000);
    assert.equal((await judged(before)).verdict, 'valid');
    const asked = await prepare(own);
    const late = asked.json<Prepared>();
    assert.equal(codeOf(await complete(own, late, value(late, own))), 'SIGNATURE_NOT_AUTHENTIC');
  });

  test('two people sign one after the other, and a file that was signed is signed again', async () => {
    const first = await signed(hers);
    const second = await signed(await centre.issue(0, offline), first);
    const report = await judged(second);
    assert.deepEqual(
      report.signatures.map(({ verdict }) => verdict),
      ['valid', 'valid'],
    );
    trusted(second);
  });

  test('other bytes, another’s key, another session or a second file under one ticket are refused, and nothing is signed', async () => {
    const prepared = (await prepare(hers)).json<Prepared>();
    const other = pdfOf(contract({ 4: drawing('I pay 900 som') }));
    assert.equal(other.length, document.length);
    assert.equal(codeOf(await complete(hers, prepared, value(prepared, hers), other)), 'SIGN_CONTENT_NOT_SHOWN');
    assert.equal(
      codeOf(await complete(hers, { ...prepared, end: prepared.end - 2 }, value(prepared, hers))),
      'SIGN_CONTENT_NOT_SHOWN',
    );
    const broken = value(prepared, hers);
    broken[3]! ^= 1;
    assert.equal(codeOf(await complete(hers, prepared, broken)), 'SIGNATURE_NOT_OF_KEY');
    const stranger = await centre.issue(null);
    const theirs = (await prepare(stranger)).json<Prepared>();
    assert.equal(codeOf(await complete(stranger, theirs, value(theirs, stranger))), 'CERTIFICATE_NOT_YOURS');
    t.clock.advance(16 * 60_000);
    assert.equal(codeOf(await complete(hers, prepared, value(prepared, hers))), 'SIGNING_OVER');
  });

  test('what is no PDF, encrypted, ambiguous or closed by its signer is refused with its reason', async () => {
    assert.equal(codeOf(await prepare(hers, Buffer.from('no file'))), 'PDF_UNREADABLE');
    assert.equal(codeOf(await prepare(hers, appended(document, {}, { prev: 5 }))), 'PDF_UNREADABLE');
    const encrypted = pdfOf(contract(), { trailer: '/Encrypt << /Filter /Standard >>' });
    assert.equal(codeOf(await prepare(hers, encrypted)), 'PDF_ENCRYPTED');
    const consent = Buffer.from(await t.platform.exports.certify(document));
    assert.equal(codeOf(await prepare(hers, consent)), 'PDF_CLOSED');
  });
});
