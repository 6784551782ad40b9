import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { consentByPassword, recorded } from '../../../test/support/consenting.ts';
import { startPlatform, type TestPlatform, type Visitor } from '../../../test/support/platform.ts';
import { loadSalyk, purposeBodyOf } from '../../consent/policy/index.ts';
import { publishPurpose } from '../../consent/index.ts';
import { parseTrust, trustFileText, verifyEvidence, writeZip } from '../../record/index.ts';
import { isRefusal } from '../../platform/refusal.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { assertSameKeys } from '../../platform/i18n/index.ts';
import { type Lang, langs } from '../../platform/text.ts';
import { aboutWords } from './about.messages.ts';
import { developerWords } from './developers/developers.messages.ts';
import { guideCommands } from './developers/guide-commands-data.ts';
import { guideSteps } from './developers/guide.messages.ts';
import { landingWords } from './landing.messages.ts';
import { lawWords } from './law.messages.ts';
import { logWords } from './log.messages.ts';
import { policyWords } from './policy.messages.ts';
import { knownCodes } from './problems.ts';
import { problemWords } from './problems.messages.ts';
import { registerWords } from './registers.messages.ts';
import { sandboxWords } from './sandbox.messages.ts';
import { trustFolderWords } from './trust-folder.messages.ts';
import { verifyWords } from './verify.messages.ts';

test('every text of the public pages stands in three languages', () => {
  for (const [name, three] of Object.entries({
    aboutWords,
    developerWords,
    guideSteps,
    landingWords,
    lawWords,
    logWords,
    policyWords,
    problemWords,
    registerWords,
    sandboxWords,
    trustFolderWords,
    verifyWords,
  }))
    assertSameKeys(three, name);
  for (const lang of langs) assert.equal(guideSteps[lang].length, guideCommands('').length);
});

describe('the public pages', () => {
  let t: TestPlatform;
  let anybody: Visitor;
  let holder: string;
  before(async () => {
    t = await startPlatform();
    anybody = t.visitor();
    holder = `/holders/${t.sandbox.holderId}`;
  });
  after(() => t.stop());

  const read = async (url: string, lang: Lang = 'ky', status = 200): Promise<string> => {
    const answer = await anybody.get(`${url}${url.includes('?') ? '&' : '?'}lang=${lang}`);
    assert.equal(answer.status, status, `${url} in ${lang}`);
    return answer.body;
  };

  test('each answers to anybody, in the language asked for, with one main heading', async () => {
    const pages = [
      '/',
      '/registers',
      `${holder}/forms`,
      `${holder}/policy`,
      '/verify',
      '/log',
      '/log/entry?index=0',
      '/law',
      '/law/ES',
      '/law/PD/9',
      '/law/CP-F-01',
      '/law/glossary',
      '/problems/FORBIDDEN',
      '/developers',
      '/developers/guide',
      '/developers/may',
      '/accessibility',
      '/licence',
      '/privacy',
      '/design',
    ];
    for (const url of pages)
      for (const lang of langs) {
        const page = await read(url, lang);
        assert.match(page, new RegExp(`<html lang="${lang}">`));
        assert.equal(page.match(/<h1[\s>]/g)?.length, 1, `${url}: one h1`);
        assert.doesNotMatch(page, /undefined|\[object|\{(?:n|date|holder|size|code|url)\}/, url);
      }
  });

  test('CP-4a: a published form is listed with version, date and address and can be downloaded; one that is not published is not there and cannot be consented on', async () => {
    const forms = (await anybody.get(`/v1${holder}/forms`))
      .json<{ items: { purposeId: string; hash: string; text: { ky: string }; asksConsent: boolean }[] }>()
      .items.filter((one) => one.asksConsent);
    assert.ok(forms.length > 0);
    const page = await read(`${holder}/forms`);
    for (const one of forms) {
      assert.ok(page.includes(one.text.ky), one.text.ky);
      assert.ok(page.includes(`data-copy="${one.hash}"`));
      assert.ok(page.includes(`/me/consent/${one.purposeId}`));
    }
    assert.match(page, /Редакциясы 1/);
    assert.match(page, /2026-жылдын 23-ноябры/);
    assert.ok(page.includes(`http://localhost:8080${holder}/forms`));
    const blank = /href="([^"]+blank\.pdf[^"]*)"/.exec(page)![1]!;
    assert.equal((await anybody.get(blank.replaceAll('&amp;', '&'))).raw.subarray(0, 5).toString(), '%PDF-');

    const hidden = uuidv7(new Date(0));
    await t.database.owner.query(
      { kind: 'system' } as never,
      `INSERT INTO purpose (id, holder_id, code, defined_at) VALUES ($1, $2, 'hidden_one', now())`,
      [hidden, t.sandbox.holderId],
    );
    assert.doesNotMatch(await read(`${holder}/forms`), new RegExp(hidden));
    await read(`${holder}/forms/${hidden}/blank.pdf`, 'ky', 404);
    const citizen = await t.signedIn(t.sandbox.logins.find(({ who }) => who === 'citizen, bound')!.login);
    const begun = await citizen.post('/v1/me/journeys', { json: { purposeId: hidden, lang: 'ky' } });
    assert.equal(begun.json()['code'], 'FORM_NOT_PUBLISHED');
  });

  test('CP-4c: without a medium no form is published; a paper blank is a PDF, an electronic document a form to fill in', async () => {
    const { policy, sandboxPaths } = loadSalyk();
    const officer = t.sandbox.logins.find(({ who }) => who === 'data officer')!;
    const body = purposeBodyOf(
      policy,
      policy.purposes!.find(({ ground }) => ground?.code === 'PD-5.1-1') as never,
      sandboxPaths,
    );
    const refused = await publishPurpose(
      t.platform.consent,
      { accountId: officer.accountId, holderId: t.sandbox.holderId },
      { ...body, media: [] },
      null,
    );
    assert.ok(isRefusal(refused));
    assert.equal(refused.code, 'FORM_MEDIUM_MISSING');

    const page = await read(`${holder}/forms`);
    // Every form on paper has its blank: the standard one of a service, the document of CP-8 of any other purpose.
    const blanks = [...page.matchAll(/href="([^"?]+blank\.pdf)/g)].map((found) => found[1]!);
    assert.ok(blanks.some((one) => one.includes(t.sandbox.purposes['inform_by_email']!)));
    assert.ok(blanks.some((one) => one.includes(t.sandbox.purposes['access_to_services']!)));
    for (const address of [...blanks, '/forms/standard-form/blank.pdf', '/forms/consent-cp8/blank.pdf'])
      for (const lang of langs) {
        const blank = await anybody.get(`${address}?lang=${lang}`);
        assert.equal(blank.headers['content-type'], 'application/pdf');
        assert.equal(blank.raw.subarray(0, 5).toString(), '%PDF-');
        assert.ok(blank.raw.length > 10_000);
      }
    assert.equal((await anybody.get('/forms/another/blank.pdf')).status, 404);
    const citizen = await t.signedIn(t.sandbox.logins.find(({ who }) => who === 'citizen, bound')!.login);
    let form = await citizen.get(/href="(\/me\/consent\/[^"]+)"/.exec(page)![1]!);
    for (let i = 0; i < 3 && form.status === 303; i++) form = await citizen.get(String(form.headers.location));
    assert.equal(form.status, 200);
    assert.match(form.body, /<form/);
  });

  test('SP-23b: the policy shows the date of its last update, its edition and since when it applies', async () => {
    for (const [lang, date] of [
      ['ky', '2026-жылдын 5-февралы'],
      ['ru', '5 февраля 2026 г.'],
      ['en', '5 February 2026'],
    ] as const) {
      const page = await read(`${holder}/policy`, lang);
      assert.match(
        page,
        new RegExp(`${policyWords[lang].lastUpdated}</dt><dd[^>]*><time datetime="2026-02-05">${date}`),
      );
      assert.ok(page.includes(policyWords[lang].states.in_force));
    }
  });

  test('the policy is read in Kyrgyz beside the chosen language, invented values are marked, drafts stay hidden', async () => {
    const page = await read(`${holder}/policy`, 'ru');
    assert.match(page, /Аутентичен кыргызский текст/);
    assert.match(page, /lang="ky">толук аты-жөнү/);
    assert.match(
      page,
      /г\. Бишкек, ул\. Сыноо, 0<br><span class="mk-small" lang="ky">[^<]+<\/span> <strong class="mk-tag mk-tag--wait">тестовое значение/,
    );
    assert.match(page, /id="findings"/);
    await t.database.owner.query(
      { kind: 'system' } as never,
      `INSERT INTO policy_version (id, holder_id, number, state, body, hash, created_at) SELECT $1, holder_id, 2, 'draft', body, hash, now() FROM policy_version WHERE holder_id = $2 AND number = 1`,
      [uuidv7(new Date(0)), t.sandbox.holderId],
    );
    assert.doesNotMatch(await read(`${holder}/policy?edition=2`, 'ru'), /edition=2"/);
    await t.database.owner.query(
      { kind: 'system' } as never,
      `UPDATE policy_version SET state = 'announced', announced_at = $2, last_updated_on = '2026-11-23' WHERE holder_id = $1 AND number = 2`,
      [t.sandbox.holderId, t.clock.now()],
    );
    assert.match(await read(`${holder}/policy`, 'en'), /Edition 2 was announced on 23 November 2026/);
    assert.match(await read(`${holder}/policy?edition=2`, 'en'), /not in force/);
  });

  test('a holder is found by a word typed without the Kyrgyz letters; an unknown holder is a 404', async () => {
    assert.match(await read('/registers?q=мамлекеттик+салык+кызматы'), /class="mk-card"/);
    assert.match(await read('/registers?q=жонотуу'), /class="mk-card"/);
    assert.doesNotMatch(await read('/registers?q=зоопарк'), /class="mk-card"/);
    for (const url of ['/holders/nobody/forms', `/holders/${uuidv7(new Date(0))}/policy`]) await read(url, 'ky', 404);
  });

  test('the verifier says what the command says, names what was altered, and keeps nothing of the file', async () => {
    const citizen = await t.signedIn(t.sandbox.logins.find(({ who }) => who === 'citizen, bound')!.login);
    const { consentId, answer } = await consentByPassword(
      t,
      citizen,
      Object.keys(t.sandbox.purposes).find((code) => code.includes('email')) ?? Object.keys(t.sandbox.purposes)[0]!,
    );
    assert.equal(answer.status, 201, answer.body);
    await recorded(t);
    const evidence = (await citizen.get(`/v1/me/consents/${consentId}/evidence.asice`)).raw;
    await anybody.get('/verify?lang=en');
    const trust = parseTrust(
      trustFileText({ logKey: t.platform.logKey, witnessKeys: [], origins: ['http://localhost:8080'] }),
    );
    const report = verifyEvidence(evidence, { trust });
    const answered = await upload(evidence);
    assert.equal(answered.statusCode, 200);
    assert.match(answered.body, /The evidence is valid/);
    assert.ok(answered.body.includes(report.summary.en));
    // The page has the registers to judge certificates by; the call above has none.
    for (const check of report.checks.filter(({ code }) => code !== 'CERTIFICATE_NOT_JUDGED'))
      assert.ok(answered.body.includes(check.text.en.replaceAll("'", '&#39;')), check.code);
    assert.ok(answered.body.includes(String(report.facts['entry'])));
    const altered = Buffer.from(evidence);
    altered[altered.indexOf('"consent"') + 3]! ^= 1;
    assert.match((await upload(altered)).body, /The evidence is not valid/);
    assert.match((await upload(Buffer.from('no zip'))).body, /cannot be opened safely/);
    assert.equal((await upload(Buffer.alloc(0))).statusCode, 422);
    // A container of others is no evidence file, and none that was altered.
    const others = ['mimetype', 'a.txt', 'META-INF/signatures0.xml'].map((name) => ({
      name,
      bytes: Buffer.from(name === 'mimetype' ? 'application/vnd.etsi.asic-e+zip' : '<x/>'),
    }));
    const foreign = await upload(Buffer.from(writeZip(others)));
    assert.equal(foreign.statusCode, 422);
    assert.match(foreign.body, /of a kind that is not checked here/);
    assert.doesNotMatch(foreign.body, /The evidence is not valid/);
    assert.equal((await upload(Buffer.alloc(48 * 2 ** 20 + 1))).statusCode, 413);
    assert.doesNotMatch(t.log.join('\n'), /secret-name/);
  });

  async function upload(bytes: Buffer) {
    const edge = 'edge-of-a-part';
    const payload = Buffer.concat([
      Buffer.from(
        `--${edge}\r\ncontent-disposition: form-data; name="_csrf"\r\n\r\n${anybody.csrf}\r\n--${edge}\r\ncontent-disposition: form-data; name="file"; filename="secret-name.zip"\r\ncontent-type: application/zip\r\n\r\n`,
      ),
      bytes,
      Buffer.from(`\r\n--${edge}--\r\n`),
    ]);
    const cookie = [...anybody.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    return t.platform.app.inject({
      method: 'POST',
      url: `/verify?_csrf=${encodeURIComponent(anybody.csrf)}`,
      headers: { cookie, 'content-type': `multipart/form-data; boundary=${edge}` },
      payload,
    });
  }

  test('the log page shows the signed size and root; an entry shows its way to the root', async () => {
    await recorded(t);
    const { size, root, logKey } = (await anybody.get('/v1/log/checkpoint')).json<{
      size: number;
      root: string;
      logKey: string;
    }>();
    const page = await read('/log', 'en');
    assert.ok(page.includes(`<span class="mk-stat__value">${size}</span>`));
    assert.ok(page.includes(Buffer.from(root, 'base64').toString('hex')));
    assert.ok(page.includes(logKey));
    const { leafHash, proof } = (await anybody.get('/v1/log/proof/inclusion?index=1')).json<{
      leafHash: string;
      proof: string[];
    }>();
    const entry = await read('/log/entry?index=1', 'en');
    for (const hash of [leafHash, ...proof]) assert.ok(entry.includes(Buffer.from(hash, 'base64').toString('hex')));
    assert.match(await read('/log/entry?index=99999999', 'en'), /There is no such entry/);
    assert.match(await read('/log/entry?index=-1', 'en'), /Enter a whole number/);
  });

  test('repealed and draft law is labelled on every page of it; each requirement has its original words', async () => {
    for (const url of ['/', '/law', '/law/ES', '/law/ES/6', '/law/ES-5.2'])
      assert.match(await read(url, 'en'), /repealed as of 5 February 2026/, url);
    for (const url of ['/', '/law', '/law/PD', '/law/PD/9', '/law/PD-9.4a'])
      assert.match(await read(url, 'en'), /draft law, not adopted/, url);
    assert.match(await read('/law/PD-9.4a', 'en'), /<blockquote lang="ru">/);
    assert.match(await read('/law/PD/9', 'en'), /id="PD-9.4a"/);
    for (const url of ['/law/PD-9.99', '/law/XX', '/law/PD/99']) await read(url, 'ky', 404);
  });

  test('a refusal code has its page with its sentence and norm', async () => {
    const page = await read('/problems/CONSENT_WITHDRAWN', 'ru');
    assert.match(page, /Субъект отозвал согласие/);
    assert.match(page, /id="PD-9.4a"/);
    assert.ok(knownCodes.size > 100);
    for (const code of ['NOTICE_INCOMPLETE', 'LAST_UPDATE_DATE_MISSING', 'LOG_ENTRY_UNKNOWN', 'HOLDER_UNKNOWN'])
      assert.ok(!(await read(`/problems/${code}`, 'en')).includes(problemWords.en.unknown), code);
    await read('/problems/SOMETHING_NEW', 'ky');
    await read('/problems/%3Cscript%3E', 'ky', 404);
  });

  test('the API reference holds every route of the OpenAPI document and says who may call it', async () => {
    const document = (await anybody.get('/v1/openapi.json')).json<{
      paths: Record<string, Record<string, { tags: string[] }>>;
    }>();
    const start = await read('/developers', 'en');
    const groups = [...start.matchAll(/href="(\/developers\/[a-z-]+)"/g)]
      .map(([, href]) => href!)
      .filter((href) => href !== '/developers/guide');
    const all = (await Promise.all([...new Set(groups)].map((href) => read(href, 'en')))).join('');
    for (const [path, methods] of Object.entries(document.paths))
      for (const method of Object.keys(methods))
        assert.ok(all.includes(`<h2><code>${method.toUpperCase()} ${path}</code></h2>`), `${method} ${path}`);
    assert.match(await read('/developers/may', 'en'), /a machine with scope may/);
    assert.match(await read('/developers/citizen', 'en'), /a citizen whose identity is proven/);
    await read('/developers/nothing', 'en', 404);
  });

  test('search engines stay out of the sandbox', async () => {
    assert.equal((await anybody.get('/robots.txt')).body, 'User-agent: *\nDisallow: /\n');
  });
});
