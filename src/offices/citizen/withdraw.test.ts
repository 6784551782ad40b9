import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { ask, subjectOf } from '../../../test/support/consenting.ts';
import { startPlatform, type Visitor } from '../../../test/support/platform.ts';
import {
  consentByIdOnly,
  fulfilObligation,
  recordGround,
  recordObligation,
  subjectsOfPerson,
} from '../../consent/index.ts';
import { inventedCitizens } from '../../identity/index.ts';
import { systemScope } from '../../platform/db/index.ts';
import { isRefusal } from '../../platform/refusal.ts';
import { langs } from '../../platform/text.ts';
import { formTo, give, headingOf, mainOf, open, purposeOf, submit, textOf } from './test-walk.ts';

const t = await startPlatform();
after(() => t.stop());
const citizen = 'aibek@example.kg';
const pin = String(inventedCitizens[0]!.claims['pin']);
const staff = {
  accountId: t.sandbox.logins.find((one) => one.who === 'data officer')!.accountId,
  holderId: t.sandbox.holderId,
};
const holder = await t.signedIn('dpo@salyk.example.kg');
const subjectId = await subjectOf(t, holder, pin);

async function stateOf(consentId: string): Promise<string> {
  const [row] = await t.database.owner.query<{ person_id: string }>(
    systemScope('test'),
    'SELECT person_id FROM binding WHERE account_id = $1 AND ended_at IS NULL',
    [t.sandbox.logins.find((one) => one.login === citizen)!.accountId],
  );
  const { scope } = await subjectsOfPerson(t.platform.consent, row!.person_id);
  return (await consentByIdOnly(t.database.db, scope, consentId))!.state;
}

/** Counts what a person goes through: pages read and forms sent, and whether a key was asked for. */
function counted(visitor: Visitor): Visitor & { steps: number; sent: string[] } {
  const counter = { ...visitor, steps: 0, sent: [] as string[] };
  counter.get = (url, more) => {
    counter.steps++;
    return visitor.get(url, more);
  };
  counter.post = (url, more) => {
    counter.steps++;
    counter.sent.push(...Object.keys(more?.form ?? {}));
    return visitor.post(url, more);
  };
  return counter;
}

test('PD-9.4h: withdrawing takes fewer steps and fields than giving, and asks for no key', async () => {
  const visitor = await t.signedIn(citizen);
  const giving = counted(visitor);
  const { consentId } = await give(t, giving, 'inform_by_email');
  const withdrawing = counted(visitor);
  const page = await open(withdrawing, `/me/consents/${consentId}/withdraw`);
  const done = await submit(withdrawing, formTo(page.body, '/withdraw'));
  assert.equal(await stateOf(consentId), 'withdrawn');
  assert.match(headingOf(done.body), /Макулдук кайта сурап алынды/);
  assert.ok(withdrawing.steps < giving.steps, `${withdrawing.steps} steps, giving took ${giving.steps}`);
  assert.ok(withdrawing.sent.length <= giving.sent.length);
  assert.ok(giving.sent.includes('password') && !withdrawing.sent.includes('password'));
  // Sent again, by a second click or from the page before: nothing more happens.
  const again = await submit(visitor, formTo(page.body, '/withdraw'), { application: 'дагы бир жолу' });
  assert.equal(headingOf(again.body), headingOf(done.body));
});

test('CP-F-30 PD-9.4a: an application in the person’s own words works at once, is kept sealed, and is confirmed', async () => {
  const visitor = await t.signedIn(citizen);
  const { consentId } = await give(t, visitor, 'inform_by_email');
  const question = { code: 'inform_by_email', subjectId, categories: ['email'] };
  assert.equal((await ask(t, holder, question)).allowed, true);
  const page = await open(visitor, `/me/consents/${consentId}/withdraw`);
  const done = await submit(visitor, formTo(page.body, '/withdraw'), {
    application: 'Мындан ары кат жөнөтпөңүздөр. <Айбек>',
  });
  const after = await ask(t, holder, question);
  assert.deepEqual([after.allowed, after.reason], [false, 'CONSENT_WITHDRAWN']);
  const [event] = await t.database.owner.query<{ id: string; sealed: Buffer | null }>(
    systemScope('test'),
    "SELECT id, sealed FROM consent_event WHERE consent_id = $1 AND kind = 'withdrawn'",
    [consentId],
  );
  assert.ok(event!.sealed !== null && !event!.sealed.includes('кат жөнөтпөңүздөр'));
  assert.ok(textOf(mainOf(done.body)).includes(event!.id), 'the confirmation carries the application’s number');
});

test('what a law orders to be stored is named with its end, in every language', async () => {
  const visitor = await t.signedIn(citizen);
  for (const lang of langs) {
    const { consentId } = await give(t, visitor, 'access_to_services', lang);
    const page = await open(visitor, `/me/consents/${consentId}/withdraw`);
    const done = await submit(visitor, formTo(page.body, '/withdraw'), { application: 'Мындан ары керек эмес <b>' });
    const text = textOf(mainOf(done.body));
    const [day] = { ky: ['2029-жылдын 23-ноябры'], ru: ['23 ноября 2029 г.'], en: ['23 November 2029'] }[lang];
    assert.ok(text.includes(day!), text.slice(0, 900));
    for (const id of ['PD-9.4e', 'PD-9.4f']) assert.ok(done.body.includes(id));
  }
});

test('an obligation to the holder is named, the withdrawal waits, and takes effect by itself', async () => {
  const visitor = await t.signedIn(citizen);
  const { consentId } = await give(t, visitor, 'inform_by_email');
  const bar = await recordObligation(t.platform.consent, staff, {
    purposeId: purposeOf(t, 'inform_by_email'),
    subjectId,
    kind: 'civil',
    contract: 'Ижара келишими № 7',
    amountTyiyn: 250_000,
    act: null,
    dueOn: '2026-12-31',
  });
  assert.ok(!isRefusal(bar));
  // A bar counts where it was recorded before the application.
  t.clock.advance(60_000);
  const page = await open(visitor, `/me/consents/${consentId}/withdraw?lang=ru`);
  const pending = await submit(visitor, formTo(page.body, '/withdraw'));
  const text = textOf(mainOf(pending.body));
  for (const part of ['пока не вступило в силу', 'Ижара келишими № 7', '2 500,00', '31 декабря 2026 г.'])
    assert.ok(text.replaceAll('\u00a0', ' ').includes(part), `${part}: ${text.slice(0, 800)}`);
  assert.match(textOf(mainOf((await open(visitor, '/me')).body)), /Отзыв вступит в силу сам/);
  await fulfilObligation(t.platform.consent, staff, bar.obligationId);
  assert.equal(await stateOf(consentId), 'withdrawn');
  assert.match(headingOf((await open(visitor, `/me/consents/${consentId}/withdrawn`)).body), /Согласие отозвано/);
});

test('another ground recorded earlier: refused with the ground, its norm and where to complain; the application is kept', async () => {
  const visitor = await t.signedIn(citizen);
  const { consentId } = await give(t, visitor, 'inform_by_email', 'en');
  const ground = await recordGround(t.platform.consent, staff, {
    purposeId: purposeOf(t, 'inform_by_email'),
    subjectId,
    code: 'PD-5.1-2a',
    evidence: { contract: 'No. 12', subjectIsParty: true, from: '2026-11-01' } as never,
    endsAt: new Date('2026-12-31T18:00:00Z'),
  });
  assert.ok(!isRefusal(ground), JSON.stringify(ground));
  t.clock.advance(60_000);
  const page = await open(visitor, `/me/consents/${consentId}/withdraw?lang=en`);
  const refused = await submit(visitor, formTo(page.body, '/withdraw'), { application: 'Please stop.' });
  assert.equal(refused.status, 409);
  const text = textOf(mainOf(refused.body));
  for (const part of [
    'The withdrawal was refused',
    'PD-9.4b',
    'PD-5.1-2a',
    'State Agency for the Protection of Personal Data',
  ])
    assert.ok(text.includes(part), `${part}: ${text.slice(0, 600)}`);
  assert.equal(await stateOf(consentId), 'active');
  assert.match(textOf(mainOf((await open(visitor, `/me/consents/${consentId}`)).body)), /Withdrawal refused/);
});

test('“this was not me” stops processing at once and says what follows', async () => {
  const visitor = await t.signedIn(citizen);
  const { consentId } = await give(t, visitor, 'access_to_services', 'ru');
  const page = await open(visitor, `/me/consents/${consentId}/dispute`);
  const done = await submit(visitor, formTo(page.body, '/dispute'));
  assert.match(headingOf(done.body), /Обработка приостановлена/);
  assert.equal(await stateOf(consentId), 'frozen');
  assert.match(textOf(mainOf((await open(visitor, '/me')).body)), /Оспорено/);
});

test('the history tells everything, newest first, page by page', async () => {
  const visitor = await t.signedIn(citizen);
  for (let n = 0; n < 8; n++) await give(t, visitor, 'inform_by_email', 'en');
  const first = await open(visitor, '/me/history?lang=en');
  const next = /rel="next" href="([^"]*)"/.exec(mainOf(first.body))![1]!;
  const second = await open(visitor, next);
  const titles = (body: string): string[] =>
    [...mainOf(body).matchAll(/class="mk-timeline__title">([^<]*)</g)].map(([, title]) => title!);
  const all = [...titles(first.body), ...titles(second.body)];
  assert.equal(titles(first.body).length, 20);
  for (const title of ['Consent given', 'Consent withdrawn', 'Withdrawal refused', 'Replaced by a new consent'])
    assert.ok(all.includes(title), title);
  assert.match(all.join('; '), /Application to withdraw received/);
});
