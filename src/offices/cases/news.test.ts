import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { subjectOf } from '../../../test/support/consenting.ts';
import { startPlatform } from '../../../test/support/platform.ts';
import { launchBrowser } from '../../../test/support/browser.ts';
import { pageFor, press } from '../../../test/support/looks.ts';
import { until } from '../../../test/support/until.ts';
import { inventedCitizens } from '../../identity/index.ts';
import { systemScope } from '../../platform/db/index.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { formTo, give, open, submit } from '../citizen/test-walk.ts';

// The holder's list of checks and news: what stands in it, and how it leaves it.

const t = await startPlatform();
after(() => t.stop());
const [citizen, dpo, clerk, registrar] = await Promise.all(
  ['aibek@example.kg', 'dpo@salyk.example.kg', 'clerk@salyk.example.kg', 'registrar@centre.example.kg'].map((name) =>
    t.signedIn(name),
  ),
);
const subjectId = await subjectOf(t, dpo!, String(inventedCitizens[0]!.claims['pin']));
const { holderId } = t.sandbox;
const { notices } = t.platform;

type Noted = { readonly actor: { id: string }; readonly object: { id: string }; readonly data: { kind: string } };
const listed = async (words: string): Promise<boolean> => {
  notices.worker.poke();
  return (await open(clerk!, '/holder/tasks?lang=en')).body.includes(words);
};
const tell = (kind: string, data: Record<string, unknown>): Promise<string> =>
  t.platform.db.tx(systemScope('test of news'), (tx) => notices.enqueue(tx, { holderId, kind, ref: uuidv7(), data }));

test('a check leaves the list when what was to be checked is decided, and news when somebody has noted it, which is on record', async () => {
  const dispute = 'that the data subject disputes';
  const { consentId } = await give(t, citizen!, 'inform_by_email');
  const address = `/holder/consents/${subjectId}/${consentId}`;
  const disputed = await clerk!.post(`${address}/dispute`, { form: { _csrf: clerk!.csrf } });
  assert.equal(disputed.status, 303, disputed.body);
  await until('the check', () => listed(dispute));
  const page = await open(clerk!, '/holder/tasks?lang=en');
  const task = /name="task" value="([0-9a-f-]{36})"/;
  assert.equal(task.test(page.body), false, 'a check cannot be noted away');
  const form = { _csrf: dpo!.csrf, finding: 'genuine' };
  assert.equal((await dpo!.post(`${address}/finding`, { form })).status, 303);
  await until('the end of the check', async () => !(await listed(dispute)));

  const compromised = 'is broken';
  await tell('case.told', { to: 'holder' });
  await tell('key.compromised', { certificates: ['0a1b0a1b0a1b0a1b'], at: '2026-11-20T04:00:00Z' });
  await until('the news', () => listed(compromised));
  const before = await open(clerk!, '/holder/tasks?lang=en');
  assert.ok(!before.body.includes('There is news in your case'), 'news of a case stands in the case');
  const noted = await submit(clerk!, formTo(before.body, '/holder/tasks/noted'));
  assert.equal(noted.status, 200);
  assert.equal(await listed(compromised), false);
  const id = task.exec(before.body)![1]!;
  const rows = await t.database.owner.query<{ body: Buffer }>(
    systemScope('test of news'),
    "SELECT body FROM journal WHERE type = 'task.noted'",
  );
  const entries = rows.map(({ body }) => JSON.parse(body.toString('utf8')) as Noted);
  const { accountId } = t.sandbox.logins.find((one) => one.login === 'clerk@salyk.example.kg')!;
  assert.deepEqual(
    entries.map(({ actor, object, data }) => [actor.id, object.id, data.kind]),
    [[accountId, id, 'key.compromised']],
  );
});

test('what is not in the own list, or asks for an act, is not noted', async () => {
  // Long: four letters may stand in the page's random tokens.
  const number = '0a1c0a1c0a1c0a1c';
  await tell('key.compromised', { certificates: [number], at: '2026-11-20T04:00:00Z' });
  await until('the news', () => listed(number));
  const task = /name="task" value="([0-9a-f-]{36})"/.exec((await open(clerk!, '/holder/tasks')).body)![1]!;
  const note = (visitor: typeof clerk, office: string, id: string) =>
    visitor!.post(`/${office}/tasks/noted`, { form: { _csrf: visitor!.csrf, task: id } });
  assert.equal((await note(registrar, 'centre', task)).status, 409, 'of another office');
  assert.ok((await note(citizen, 'holder', task)).status >= 400);
  assert.equal((await note(clerk, 'holder', uuidv7())).status, 409);
  assert.equal(await listed(number), true);
  // In the browser: the row leads somewhere, the button stands before it.
  const browser = await launchBrowser();
  try {
    const base = await t.listen();
    const page = await pageFor(browser, base, clerk!);
    await page.goto(`${base}/holder/tasks?lang=en`);
    await press(page, 'Noted');
    assert.equal(new URL(page.url()).pathname, '/holder/tasks');
  } finally {
    await browser.close();
  }
  assert.equal(await listed(number), false);
  assert.equal((await note(clerk, 'holder', task)).status, 409, 'noted already');
});

test('a list of more than a hundred goes on on a page of its own', async () => {
  const newest = '0a1d0a1d0a1d0a1d';
  await tell('key.compromised', { certificates: [newest], at: '2026-11-20T04:00:00Z' });
  await until('the news', () => listed(newest));
  await t.database.owner.query(
    systemScope('test of news'),
    `INSERT INTO holder_task (holder_id, id, subject_id, kind, ref, at, data)
      SELECT holder_id, gen_random_uuid(), subject_id, kind, gen_random_uuid(), at - make_interval(days => 1), '{"row": {"certificates": ["ff01ff01ff01ff01"], "at": "2026-11-20T04:00:00Z"}, "facts": {}}'
      FROM holder_task, generate_series(1, 100) WHERE data::text LIKE '%' || $1 || '%'`,
    [newest],
  );
  const first = await open(clerk!, '/holder/tasks?lang=en');
  assert.deepEqual([first.body.includes('ff01ff01ff01ff01'), first.body.includes(newest)], [true, false]);
  const further = /href="(\/holder\/tasks\?checks=[0-9a-f-]{36})#checks">Further checks and news</.exec(
    first.body,
  )![1]!;
  const second = await open(clerk!, `${further}&lang=en`);
  assert.deepEqual([second.body.includes(newest), second.body.includes('Further checks and news')], [true, false]);
});
