import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { axe, launchBrowser } from '../../../test/support/browser.ts';
import { startPlatform } from '../../../test/support/platform.ts';
import { assertSameKeys, untranslated } from '../../platform/i18n/index.ts';
import { langs } from '../../platform/text.ts';
import { dataWords } from './data.messages.ts';
import { holderWords } from './holders.messages.ts';
import { journeyWords } from './journey.messages.ts';
import { mineWords } from './mine.messages.ts';
import { powerWords } from './powers.messages.ts';
import { newPerson, personOf, recorded } from './test-powers.ts';
import { formsOf, formTo, give, headingOf, mainOf, open, submit, textOf, toChoices, toSigning } from './test-walk.ts';
import { withdrawWords } from './withdraw.messages.ts';
import { words } from './words.messages.ts';

const t = await startPlatform();
after(() => t.stop());
const citizen = 'aibek@example.kg';

test('the citizen’s pages say everything in three languages', () => {
  for (const [name, three] of Object.entries({
    dataWords,
    holderWords,
    journeyWords,
    mineWords,
    powerWords,
    withdrawWords,
    words,
  })) {
    assertSameKeys(three, name);
    assert.deepEqual(untranslated(three), [], name);
  }
});

test('every page is accessible at 360 and 1280 px in every language, and nothing sticks out', async () => {
  const visitor = await t.signedIn(citizen);
  const base = await t.listen();
  const { consentId } = await give(t, visitor, 'inform_by_email');
  const declining = await toChoices(t, visitor, 'access_to_services');
  const declined = await submit(visitor, formTo(declining.choices.body, '/decline'));
  const { consentId: gone } = await give(t, visitor, 'access_to_services');
  const withdrawn = await submit(
    visitor,
    formTo((await open(visitor, `/me/consents/${gone}/withdraw`)).body, '/withdraw'),
  );
  const { notice, choices, check, sign } = await toSigning(t, visitor, 'access_to_services', 'ky', {
    given: ['full_name', 'birth_date', 'address', 'passport', 'email'],
    beside: 'ru',
  });
  const me = await personOf(t, citizen);
  const held = await recorded(t, { representative: me, principal: await newPerson(t, 41) });
  await recorded(t, { representative: await newPerson(t, 42), principal: me, until: '2027-05-01' });
  const one = `/me/consents/${consentId}`;
  const paths = [
    '/holders',
    `/holders/${t.sandbox.holderId}`,
    '/me',
    notice.url.split('?')[0]!,
    choices.url,
    check.url,
    sign.url,
    declined.url,
    withdrawn.url,
    one,
    `${one}/receipt`,
    `${one}/withdraw`,
    `${one}/dispute`,
    '/me/history',
    '/me/inbox',
    '/me/data',
    '/me/powers',
    `/me/powers/${held}/end`,
  ];
  const browser = await launchBrowser();
  const failures: string[] = [];
  try {
    for (const lang of langs)
      for (const width of [360, 1280]) {
        const context = await browser.newContext({ viewport: { width, height: 900 } });
        await context.addCookies(
          [...[...visitor.cookies].filter(([name]) => name !== 'lang'), ['lang', lang] as const].map(
            ([name, value]) => ({ name, value, url: base }),
          ),
        );
        const page = await context.newPage();
        for (const path of paths) {
          const answer = await page.goto(base + path);
          if (answer?.status() !== 200) failures.push(`${path} ${lang}: ${String(answer?.status())}`);
          const over = await page.evaluate(
            'document.documentElement.scrollWidth - document.documentElement.clientWidth',
          );
          if (over !== 0) failures.push(`${path} ${lang} ${width}: ${String(over)} px too wide`);
          // The markup of a page is the same at both widths; one language is looked at in both.
          if (width === 1280 && lang !== 'ky') continue;
          for (const violation of await axe(page))
            failures.push(`${path} ${lang} ${width}: ${violation.rule} ${violation.nodes[0] ?? ''}`);
        }
        await context.close();
      }
  } finally {
    await browser.close();
  }
  assert.deepEqual(failures, []);
});

test('a holder’s card explains why no consent is asked where another ground carries the processing', async () => {
  const card = await open(t.visitor(), `/holders/${t.sandbox.holderId}?lang=en`);
  const text = textOf(mainOf(card.body));
  assert.match(text, /No consent is asked, because the processing has another ground/);
  assert.match(text, /PD-5\.1-2a/);
  assert.match(text, /decree applies/);
  const visitor = await t.signedIn(citizen);
  const asked = await visitor.get(`/me/consent/${t.sandbox.purposes['civil_contracts']!}`);
  assert.equal(asked.status, 303);
  assert.match(String(asked.headers.location), /^\/holders\/.*#purpose-civil_contracts$/);
});

test('a message about the consent reaches the inbox, is read there and marked', async () => {
  const visitor = await t.signedIn(citizen);
  const unread = async () => formsOf((await open(visitor, '/me/inbox?lang=en')).body);
  for (let attempt = 0; attempt < 300 && (await unread()).length === 0; attempt++)
    await new Promise((resolve) => setTimeout(resolve, 100));
  const before = await unread();
  assert.ok(before.length > 0, 'the receipt is in the inbox');
  const inbox = await submit(visitor, before[0]!);
  assert.equal(headingOf(inbox.body), 'Messages');
  assert.equal(formsOf(inbox.body).length, before.length - 1);
});
