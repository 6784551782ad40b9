import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { newArray, type Stand, startStand } from '../../arrays/test-arrays.ts';
import { dataWords } from './data.messages.ts';
import { mainOf, open, textOf } from './test-walk.ts';

let s: Stand;
before(async () => {
  s = await startStand();
});
after(() => s.t.stop());
const page = async (query = '?lang=en') => textOf(mainOf((await open(s.citizen, `/me/data${query}`)).body));

test('PD-4.5: a person reads on one page who processes what, why, on which ground, who got it and what was done', async () => {
  assert.match(await page(), /No data about you is processed/);
  await s.consents('inform_by_email');
  await s.collected('inform_by_email', 'full_name', 'Токтосунов Айбек');
  const arrayId = (await s.post('/arrays', newArray)).json<{ arrayId: string }>().arrayId;
  await s.post(`/arrays/${arrayId}/data-lists`, {
    purposeId: s.purpose('inform_by_email'),
    categories: ['full_name'],
    reviewMonths: null,
  });
  const given = await s.post('/disclosures', {
    subjectId: s.subjectId,
    purposeId: s.purpose('civil_contracts'),
    dataListId: null,
    categories: ['full_name'],
    recipient: { type: 'subject', code: null, name: 'Айбек', country: 'KG', authorisedPersonId: null },
    channel: 'oral',
  });
  const text = await page();
  assert.match(text, /Tax Service/, 'who');
  assert.match(text, /see the consent/, 'the ground');
  assert.match(text, /from you, obtained 23 November 2026/, 'what and from where');
  assert.match(text, /In which array .*Салык төлөөчүлөрдүн базасы/);
  assert.match(text, /What was done with my data.*Data collected.*Consent given/);
  assert.ok(!text.includes('Токтосунов'), 'the value itself stays with the holder');
  if (given.status === 201) assert.match(text, /Given to Айбек/);
});

test('the history turns its pages and loses nothing', async () => {
  for (let n = 0; n < 25; n++) await s.collected('inform_by_email', 'full_name', `Айбек ${n}`);
  const first = await open(s.citizen, '/me/data?lang=en');
  const next = /href="(\/me\/data\?before=[0-9a-f-]{36})/.exec(first.body)?.[1];
  assert.ok(next);
  const older = textOf(mainOf((await open(s.citizen, next)).body));
  assert.match(older, /Consent given/);
  assert.match(older, /To the newest/);
});

test('every act on a person’s data has words on that person’s page', () => {
  const about =
    /^(consent|content|evidence|processing|subject|data|disclosure|biometrics|obligation|ground|review|pseudonyms)\./;
  const notOfOne = ['pseudonyms.mapping-destroyed'];
  const docs = readFileSync(new URL('../../../docs/audit-events.md', import.meta.url), 'utf8');
  const types = [...docs.matchAll(/`([a-z-]+\.[a-z-]+)`/g)].map(([, type]) => type!).filter((type) => about.test(type));
  assert.ok(types.length > 30);
  assert.deepEqual(
    types.filter((type) => {
      const [area, act] = type.split('.') as [string, string];
      return !notOfOne.includes(type) && dataWords.ky.entries[area]?.[act] === undefined;
    }),
    [],
  );
});
