import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { axe, type Browser, launchBrowser } from '../support/browser.ts';
import { bodyOf, type FoundForm, formsOf, linksOf, patternOf, sendable } from '../support/forms-found.ts';
import { keepPicture, pageFor } from '../support/looks.ts';
import { type Answer, startPlatform, type TestPlatform, type Visitor } from '../support/platform.ts';
import { administrator, citizen, clerk, officer } from '../requirements/support.ts';

// Every form that anybody meets on the pages, sent with something that the server refuses before it does anything.

const logins = [
  '',
  citizen,
  clerk,
  officer,
  administrator,
  'officer@authority.example.kg',
  'security@authority.example.kg',
  'head@centre.example.kg',
  'registrar@centre.example.kg',
];
let t: TestPlatform;
let browser: Browser;
before(async () => {
  [t, browser] = await Promise.all([startPlatform(), launchBrowser()]);
});
after(async () => {
  await browser?.close();
  await t?.stop();
});

/** Forms of all pages that this reader reaches by links: of each kind of page two, of each kind of form one. */
async function formsFor(who: Visitor): Promise<FoundForm[]> {
  const pages = t.platform.app.routeTable.filter(({ method, kind }) => method === 'GET' && kind === 'page');
  const posts = t.platform.app.routeTable.filter(({ method }) => method === 'POST');
  const waiting = pages.map(({ url }) => url).filter((url) => !/[:*]/.test(url) && !/sign-out|\/esi\//.test(url));
  const [seen, visits, found] = [new Set(waiting), new Map<string, number>(), new Map<string, FoundForm>()];
  for (let url = waiting.shift(); url !== undefined; url = waiting.shift()) {
    const pattern = patternOf(url, pages) ?? '';
    visits.set(pattern, (visits.get(pattern) ?? 0) + 1);
    if (visits.get(pattern)! > 3) continue;
    const page = await who.get(url!);
    if (page.status !== 200 || !String(page.headers['content-type']).includes('html')) continue;
    for (const form of formsOf(page.body, url)) {
      const key = patternOf(form.action, posts);
      if (key !== null && form.fields.length > 0 && !found.has(key)) found.set(key, { ...form, pattern: key });
    }
    for (const link of linksOf(page.body))
      if (!seen.has(link) && patternOf(link, pages) !== null) {
        seen.add(link);
        waiting.push(link);
      }
  }
  return [...found.values()];
}

/** The token of a form with files in it stands in its address, another one on each page. */
const tokenless = (action: string): string => action.replace(/_csrf=[^&]*/, '_csrf');

/** What a refused form shows that it should not, or has lost. */
function lost(form: FoundForm, expected: Record<string, string[]>, answer: Answer): string[] {
  if (!/<main [^>]*>\s*<div class="mk-error-summary" data-focus/.test(answer.body)) return ['no refusal first'];
  const back = formsOf(answer.body, form.page).find(({ action }) => tokenless(action) === tokenless(form.action));
  if (back === undefined) return ['no form'];
  return Object.entries(expected).flatMap(([name, values]) => {
    const now = back.fields.filter((field) => field.name === name).flatMap(({ given }) => given);
    return JSON.stringify(now) === JSON.stringify(values)
      ? []
      : [`${name} was ${JSON.stringify(values)}, is ${JSON.stringify(now)}`];
  });
}

test('whatever form of whatever office is refused, it comes back as it was typed, with the refusal first', async () => {
  const [wrong, met, judged]: [string[], Set<string>, Set<string>] = [[], new Set(), new Set()];
  for (const [index, login] of logins.entries()) {
    const who = login === '' ? t.visitor() : await t.signedIn(login, `10.1.0.${index}`);
    for (const form of await formsFor(who)) {
      if (met.has(form.pattern)) continue;
      const { typed, expected } = sendable(form);
      const send = (more: Record<string, string>, from = form.page): Promise<Answer> => {
        // As a browser without scripts: the token comes with the form and nowhere else.
        who.csrf = '';
        const { bytes, type } = bodyOf(form, { ...typed, ...more });
        const headers = { 'content-type': type, referer: `http://localhost${from}`, host: 'localhost' };
        return who.post(form.action, { bytes, headers });
      };
      const what = `${login}: ${form.pattern} on ${form.page}`;
      met.add(form.pattern);
      const judge = (which: string, answer: Answer): void => {
        wrong.push(...lost(form, expected, answer).map((one) => `${what}, ${which}, ${answer.status}: ${one}`));
      };
      if (!form.multipart) {
        // No text holds a NUL: refused before anything is judged. Sent again from where it came back, it comes back again.
        const unkeepable = 'no text\0';
        const first = await send({ unkeepable });
        if (first.status !== 400) wrong.push(`${what}: ${first.status}`);
        judge('at once', first);
        const { hidden } = formsOf(first.body, form.page).find(({ action }) => action === form.action) ?? form;
        judge('again', await send({ ...hidden, unkeepable }, form.action));
      }
      if (movesTime(form)) continue;
      // Refused by what the form is about, or done.
      const last = await send({});
      if (last.status === 403 || last.status >= 500) wrong.push(`${what}: ${last.status}`);
      if (last.status < 400) continue;
      judged.add(form.pattern);
      judge('judged', last);
    }
  }
  assert.deepEqual(wrong, []);
  assert.ok(met.size >= 35 && judged.size >= 20, `${met.size} kinds of forms, ${judged.size} judged`);
});

const movesTime = ({ pattern }: FoundForm): boolean => pattern.startsWith('/sandbox');

test('a form without its token brings back nothing that somebody else typed', async () => {
  const who = await t.signedIn(clerk);
  await who.get('/holder/consents');
  const typed = { pin: '11111189900001', unkeepable: 'no text\0' };
  for (const [headers, form] of [
    [{}, { ...typed, _csrf: 'of another visit' }],
    [{ 'sec-fetch-site': 'cross-site' }, typed],
  ] as const) {
    const answer = await who.post('/holder/consents/person', { form, headers: { 'x-csrf-token': '', ...headers } });
    assert.ok(answer.status >= 400 && !answer.body.includes(typed.pin), String(answer.status));
  }
});

test('a refused form says on which norm, in the language of its reader, and that files are to be given again', async () => {
  const who = t.visitor();
  for (const [lang, words] of [
    ['ky', 'Файлды жана сырсөздү кайра бериңиз'],
    ['ru', 'Файл и пароль укажите ещё раз'],
    ['en', 'Give files and passwords again'],
  ] as const) {
    const page = await who.get(`/sign-in?lang=${lang}`);
    const form = formsOf(page.body, '/sign-in').find(({ action }) => action.startsWith('/sign-in'))!;
    const { typed, expected } = sendable(form);
    const answer = await who.post(form.action, {
      form: { ...typed, _csrf: form.csrf, password: 'x', unkeepable: '\0' },
    });
    assert.equal(answer.status, 400);
    assert.deepEqual(lost(form, expected, answer), []);
    assert.ok(answer.body.includes(words), lang);
    assert.ok(answer.body.includes('/problems/BAD_REQUEST') && answer.body.includes(`<html lang="${lang}"`));
  }
});

test('in a browser the refusal has the focus, the words stand in their fields, and nothing is wider than the window', async () => {
  const base = await t.listen();
  const head = await t.signedIn('head@centre.example.kg', '10.1.9.9');
  for (const [width, lang] of [
    [360, 'ky'],
    [360, 'ru'],
    [1280, 'en'],
  ] as const) {
    const page = await pageFor(browser, base, head, width);
    await page.goto(`${base}/centre/open/accreditation?lang=${lang}`);
    const first = page.locator('main form input[type=text]').first();
    await first.fill('Слова, которые жаль терять');
    // Longer than any field may be: refused before the page that takes the form is asked.
    await page.evaluate(
      `document.querySelector('main form').insertAdjacentHTML('beforeend', '<input type="hidden" name="long" value="' + 'x'.repeat(20001) + '">')`,
    );
    await page.locator('main form button[type=submit]').first().click();
    await page.waitForSelector('.mk-error-summary');
    assert.equal(await page.evaluate('document.activeElement.className'), 'mk-error-summary');
    assert.equal(await page.locator('main form input[type=text]').first().inputValue(), 'Слова, которые жаль терять');
    assert.equal(await page.locator('a[href="/problems/BAD_REQUEST"]').count(), 1);
    assert.deepEqual(await axe(page), []);
    assert.ok(((await page.evaluate('document.documentElement.scrollWidth')) as number) <= width);
    await keepPicture(page, `refused-${lang}`);
    await page.context().close();
  }
});
