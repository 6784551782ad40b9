import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { axe, type Browser, launchBrowser } from '../../../test/support/browser.ts';
import { faultsOf, keepPicture } from '../../../test/support/looks.ts';
import { signWithFile } from '../../../test/support/browser-keys.ts';
import { accreditationExamples } from '../../procedures/centres/accreditation-examples-data.ts';
import { certificateApplication } from '../../procedures/centres/certificate-application.ts';
import {
  accredited,
  act,
  apply,
  centreStand,
  type CentreStand,
  list,
  ok,
  rowOf,
  signedAct,
} from '../../procedures/centres/test-centre.ts';
import { officerKeyFile } from '../../wiring/officer-keys.ts';
import { assertSameKeys } from '../../platform/i18n/index.ts';
import { langs } from '../../platform/text.ts';
import { centresWords } from './centres.messages.ts';

// The pages of centres in a real browser: in three languages, on a narrow telephone.

let s: CentreStand;
let browser: Browser;
const pages: Record<string, string[]> = {};

before(async () => {
  s = await centreStand('2027-03-01T04:00:00Z');
  browser = await launchBrowser();
  const own = s.sandboxCentre;
  const view = await accredited(s, own);
  const waiting = await s.newCentre();
  const filed = ok(await apply(waiting));
  ok(
    await signedAct(s, s.officer, own, view.id, 'warn', {
      number: '4',
      breaches: [{ breach: 'Бир кызматкер калды' }],
      fixUntil: '2027-06-30',
    }),
  );
  await own.head.post(`/v1/centres/${own.id}/trusted-persons`, {
    json: {
      name: 'Ишеним ЖЧК',
      registrationNumber: '111-ЖЧК',
      contractNumber: '5',
      contractOn: '2027-02-01',
      scope: 'Ош шаары боюнча жеке жактар',
      until: null,
    },
  });
  const [here, there] = [`/centre/cases/accreditation/${view.id}`, `/authority/holders/${own.id}/cases/${view.id}`];
  const decision = `/authority/holders/${waiting.id}/cases/${filed.id}`;
  assert.equal((await own.head.post(`/v1/centres/${own.id}/key-requests`)).status, 201);
  pages['head@centre.example.kg'] = [
    '/centre',
    '/centre/tasks',
    '/centre/trusted',
    '/centre/cases/accreditation',
    '/centre/open/accreditation',
    '/centre/key',
    `${here}/acts/fileRequest`,
    here,
    ...['reportEliminated', 'reportCircumstances', 'renewCover', 'recordStaff'].map((name) => `${here}/acts/${name}`),
  ];
  pages['registrar@centre.example.kg'] = ['/centre', '/centre/trusted'];
  pages['officer@authority.example.kg'] = [
    '/authority',
    '/authority/centres',
    '/authority/former-law',
    '/authority/certificates',
    there,
    `${there}/acts/inspect`,
    `${there}/acts/planInspection`,
    `${there}/acts/prepareOrder`,
    `${there}/acts/approveOrder`,
    decision,
    ...['accredit', 'refuse'].map((name) => `${decision}/acts/${name}`),
  ];
  const citizen = await s.signedIn('aibek@example.kg');
  const applied = await citizen.post(`/v1/centres/${own.id}/cases/certificate-application`, {
    json: { data: certificateApplication.acts['apply']!.example! },
  });
  const application = `/centre/cases/certificate-application/${ok(applied).id}`;
  pages['aibek@example.kg'] = [
    '/me/cases',
    `/me/cases/${ok(applied).id}`,
    `/me/centres/${own.id}/open/certificate-application`,
    `/me/centres/${own.id}/open/certificate-termination`,
  ];
  pages['registrar@centre.example.kg'].push(
    application,
    ...['inform', 'establish', 'confirmAuthority', 'keepDocument', 'issue', 'decline'].map(
      (name) => `${application}/acts/${name}`,
    ),
  );
  pages['head@centre.example.kg'].push('/centre/open/cessation');
  pages['security@authority.example.kg'] = ['/authority/means'];
  pages[''] = [
    '/registers/centres',
    '/registers/centres?asOf=2027-03-01',
    '/registers/means',
    `/registers/certificates?id=${rowOf(await list(s, 'accredited'), own)!.accreditation['rootCertificate']}`,
    `/centres/${own.id}`,
    `/centres/${own.id}/duties`,
    `/centres/${own.id}/offer`,
    '/registers/former-law',
    '/registers/rules',
  ];
});
after(async () => {
  await browser.close();
  await s.stop();
});

test('every page of centres passes axe in three languages and fits 360 px', async () => {
  assert.deepEqual(await faultsOf(browser, s, pages), []);
});

test('an accreditation is played through in the browser, without JavaScript where nothing is signed: application, decision, certificate, the public list', async () => {
  const base = await s.listen();
  const centre = await s.newCentre();
  const open = async (cookies: ReadonlyMap<string, string>, javaScriptEnabled = false) => {
    const context = await browser.newContext({ javaScriptEnabled });
    await context.addCookies([...cookies].map(([name, value]) => ({ name, value, url: base })));
    return context.newPage();
  };
  const head = await open(centre.head.cookies);
  await head.goto(`${base}/centre?lang=en`);
  await head.click('a[href="/centre/open/accreditation"]');
  const { netAssets, cover, staff } = accreditationExamples.apply;
  const fill = async (name: string, value: string): Promise<void> => head.fill(`[name="${name}"]`, value);
  const day = async (name: string, value: string): Promise<void> => {
    const [year, month, date] = value.split('-') as [string, string, string];
    for (const [part, text] of Object.entries({ year, month, day: date })) await fill(`${name}-${part}`, text);
  };
  await fill('netAssets.amount', netAssets!.amount);
  await day('netAssets.asOf', netAssets!.asOf);
  await fill('netAssets.document', netAssets!.document!);
  await fill('cover.amount', cover!.amount);
  await head.check('[name="cover.kind"][value="policy"]');
  await day('cover.until', cover!.until);
  await fill('means.0', 'СБ-1');
  await fill('means.1', 'СБ-2');
  for (const [index, one] of staff.entries()) {
    await fill(`staff.${index}.personnelNumber`, one.personnelNumber);
    for (const name of ['issues', 'education', 'training'] as const)
      await head.check(`[name="staff.${index}.${name}"][value="${one[name]}"]`);
    await fill(`staff.${index}.document`, one.document!);
  }
  const requested = await open(centre.head.cookies);
  await requested.goto(`${base}/centre/key?lang=en`);
  await requested.click('main form button[type=submit]');
  const request = (await requested.textContent('main pre'))!;
  await requested.goto(`${base}/centre/open/accreditation?lang=en`);
  // Signed anew each time, the request is of the same key: it stands in these lines.
  const keyIn = (pem: string): string[] => pem.trim().split(/\r?\n/).slice(2, 4);
  assert.deepEqual(keyIn(await requested.inputValue('[name=request]')), keyIn(request), 'the form has it');
  await fill('request', request);
  // A document is missing: the form comes back with everything typed, and says which.
  await head.click('main form button[type=submit]');
  assert.match((await head.textContent('main')) ?? '', /A document that confirms the requirement is missing/);
  assert.equal(await head.inputValue('[name="staff.1.personnelNumber"]'), '15');
  await fill('cover.document', cover!.document!);
  await head.click('main form button[type=submit]');
  assert.match(head.url(), /\/centre\/cases\/accreditation\//);
  assert.match((await head.textContent('main')) ?? '', /Filed/);
  const officer = await open(s.officer.cookies);
  await officer.goto(`${base}/authority?lang=en`);
  const caseId = head.url().split('/').at(-1)!.split('?')[0]!;
  await officer.click(`a[href*="${caseId}"]`);
  // The decision is read as a document and signed with the officer's key, which stays in the browser.
  const signing = await open(s.officer.cookies, true);
  const document = signing.locator('.mk-until-signing');
  for (const lang of langs) {
    await signing.goto(`${base}/authority/holders/${centre.id}/cases/${caseId}/acts/accredit?lang=${lang}`);
    await signing.fill('[name="number"]', '71');
    await signing.click('main form button[type=submit]');
    await document.waitFor();
    assert.deepEqual(await axe(signing), [], lang);
    await signing.setViewportSize({ width: 360, height: 800 });
    const wide = await signing.locator('html').evaluate(({ scrollWidth }) => scrollWidth);
    assert.ok(wide <= 360, `${lang}: ${wide}`);
    await keepPicture(signing, `sign-decision-${lang}`);
  }
  assert.match((await document.textContent())!, /Number of the document\s*71/, 'read before a key is looked for');
  const { accountId } = s.sandbox.logins.find(({ login }) => login === 'officer@authority.example.kg')!;
  await signWithFile(signing, officerKeyFile(s.platform.trustFolder, accountId));
  assert.match((await signing.textContent('main')) ?? '', /signed electronically/);
  await officer.reload();
  await officer.click('a[href$="/acts/prepareOrder"]');
  await officer.fill('[name="certificateNumber"]', 'KG-BROWSER-1');
  await officer.click('main form button[type=submit]');
  const second = await open(s.officer2.cookies);
  for (const one of [officer, officer, second]) {
    await one.goto(`${base}/authority/holders/${centre.id}/cases/${caseId}?lang=en`);
    await one.click('a[href$="/acts/approveOrder"]');
    // What is approved is read first, and its hash stands in the form.
    assert.match((await one.textContent('main')) ?? '', /KG-BROWSER-1/);
    assert.match(await one.inputValue('[name="contentHash"]'), /^[0-9a-f]{64}$/);
    await one.click('main form button[type=submit]');
  }
  await officer.goto(`${base}/authority/holders/${centre.id}/cases/${caseId}/acts/handOver?lang=en`);
  assert.equal(await officer.inputValue('[name="certificateNumber"]'), 'KG-BROWSER-1');
  await officer.fill('[name="proof"]', 'Receipt 1');
  await officer.click('main form button[type=submit]');
  await head.goto(`${base}/centre?lang=en`);
  const number = rowOf(await list(s, 'accredited'), centre)!.accreditation['rootCertificate'];
  assert.match((await head.textContent('main')) ?? '', new RegExp(number!));
  const anybody = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await anybody.goto(`${base}/registers/centres?lang=en`);
  const shown = (await anybody.textContent('main')) ?? '';
  assert.match(shown, /KG-BROWSER-1/);
  await anybody.goto(`${base}/registers/centres?lang=en&asOf=2027-02-28`);
  assert.doesNotMatch((await anybody.textContent('main')) ?? '', /KG-BROWSER-1/);
});

test('a citizen applies for a certificate on a page, sees the case among the own ones, and is told what is missing', async () => {
  const citizen = await s.signedIn('aibek@example.kg', '10.9.9.8');
  const path = `/me/centres/${s.sandboxCentre.id}/open/certificate-application`;
  assert.equal((await citizen.get(path)).status, 200);
  const { request } = certificateApplication.acts['apply']!.example as { request: string };
  const form = { owner: 'natural', limits: 'stated', onBehalf: 'no', keys: 'own', request, form: 'electronic' };
  const wrong = await citizen.post(`${path}?lang=en`, { form });
  assert.equal(wrong.status, 422, wrong.body.slice(0, 300));
  const applied = await citizen.post(path, { form: { ...form, limits: 'none' } });
  assert.equal(applied.status, 303, applied.body.slice(0, 300));
  const where = String(applied.headers.location);
  assert.match((await citizen.get('/me/cases?lang=en')).body, new RegExp(where));
  assert.match((await citizen.get(`${where}?lang=en`)).body, /Conclude the agreement/);
  const other = `/me/centres/${s.sandboxCentre.id}/open/court-revocation`;
  assert.equal((await citizen.get(other)).status, 404, 'a court decision is not the citizen’s to register');
  const ending = `/me/centres/${s.sandboxCentre.id}/open/certificate-termination`;
  const unknown = await citizen.post(ending, { form: { certificateNumber: '01', compromised: 'yes' } });
  assert.equal(unknown.status, 404);
});

test('ES-16.7d: an accredited centre for which no inspection is planned is flagged to the authority', async () => {
  const centre = await s.newCentre();
  const view = await accredited(s, centre);
  const row = async (): Promise<string> => {
    const { body } = await s.officer.get('/authority/centres?lang=en');
    return body.split('<tr').find((one) => one.includes(`/centres/${centre.id}"`))!;
  };
  assert.match(await row(), /no inspection planned/);
  ok(await act(s.officer, centre, 'accreditation', view.id, 'planInspection', { on: '2027-09-01' }));
  assert.doesNotMatch(await row(), /no inspection planned/);
});

test('a day that is none is refused with the form, and the security body works on its page', async () => {
  const wrong = await s.visitor().get('/registers/centres?asOf-day=31&asOf-month=2&asOf-year=2027&lang=en');
  assert.match(wrong.body, /There is no such day/);
  await s.security.get('/authority/means');
  const form = {
    kind: 'centre',
    name: 'CA box',
    version: '5',
    title: 'Confirmation',
    documentNumber: 'СБ-500',
    'issuedOn-day': '1',
    'issuedOn-month': '3',
    'issuedOn-year': '2027',
    issuedBy: 'Security body',
  };
  assert.equal((await s.security.post('/authority/means', { form: { ...form, name: '' } })).status, 422);
  assert.equal((await s.security.post('/authority/means', { form })).status, 303);
  assert.match((await s.visitor().get('/registers/means?lang=en')).body, /СБ-500/);
});

test('the words stand in three languages', () => assertSameKeys(centresWords, 'centres'));
