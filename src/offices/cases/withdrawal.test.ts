import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { subjectOf } from '../../../test/support/consenting.ts';
import { startPlatform, type Visitor } from '../../../test/support/platform.ts';
import { barsOf, recordObligation } from '../../consent/index.ts';
import { inventedCitizens } from '../../identity/index.ts';
import { systemScope } from '../../platform/db/index.ts';
import { isRefusal } from '../../platform/refusal.ts';
import { formTo, give, headingOf, mainOf, open, purposeOf, type Step, submit, textOf } from '../citizen/test-walk.ts';
import { formOf } from '../holder/test-forms.ts';

// A contested withdrawal from the application to its end, by people on pages alone.

const t = await startPlatform();
after(() => t.stop());
const citizen = await t.signedIn('aibek@example.kg');
const dpo = await t.signedIn('dpo@salyk.example.kg');
const clerk = await t.signedIn('clerk@salyk.example.kg');
const officer = await t.signedIn('officer@authority.example.kg');
const subjectId = await subjectOf(t, dpo, String(inventedCitizens[0]!.claims['pin']));
const staff = {
  accountId: t.sandbox.logins.find((one) => one.who === 'data officer')!.accountId,
  holderId: t.sandbox.holderId,
};

const oblige = async (contract: string): Promise<string> => {
  const made = await recordObligation(t.platform.consent, staff, {
    purposeId: purposeOf(t, 'inform_by_email'),
    subjectId,
    kind: 'civil',
    contract,
    amountTyiyn: 250_000,
    act: null,
    dueOn: '2026-12-31',
  });
  assert.ok(!isRefusal(made));
  return made.obligationId;
};
/** Gives a consent and withdraws it while obligations stand: the case, and the page that leads to it. */
async function contested(...contracts: string[]): Promise<{ caseId: string; consentId: string; bars: string[] }> {
  const { consentId } = await give(t, citizen, 'inform_by_email');
  const bars = [];
  for (const contract of contracts) bars.push(await oblige(contract));
  t.clock.advance(60_000);
  const page = await open(citizen, `/me/consents/${consentId}/withdraw`);
  const pending = await submit(citizen, formTo(page.body, '/withdraw'));
  const caseId = /href="\/me\/cases\/([0-9a-f-]{36})"/.exec(mainOf(pending.body))?.[1];
  assert.ok(caseId, textOf(mainOf(pending.body)).slice(0, 400));
  return { caseId, consentId, bars };
}
const atHolder = (caseId: string): string => `/holder/cases/contested-withdrawal/${caseId}`;
const atAuthority = (caseId: string): string => `/authority/holders/${t.sandbox.holderId}/cases/${caseId}`;
/** Fills in the form of an act as it stands and sends it. */
async function act(
  visitor: Visitor,
  at: string,
  name: string,
  values: Record<string, string | string[]> = {},
): Promise<Step> {
  const page = await open(visitor, `${at}/acts/${name}`);
  assert.equal(page.status, 200, textOf(page.body).slice(0, 300));
  const answer = await visitor.post(`${at}/acts/${name}`, {
    form: { ...formOf(page.body, `${at}/acts/${name}`), ...values },
  });
  return answer.status === 303 ? open(visitor, String(answer.headers.location)) : { ...answer, url: at };
}
const text = (step: { body: string }): string => textOf(mainOf(step.body)).replaceAll(' ', ' ');

test('upheld by the named obligation, proven by the citizen, lifted by the holder: the consent is withdrawn', async () => {
  const { caseId, bars } = await contested('Ижара келишими № 7');
  const waiting = await open(citizen, `/me/cases/${caseId}?lang=ky`);
  for (const part of ['Күтүлүүдө', 'Жүйөлүү жооп берүү', '2026-жылдын 7-декабры', 'Арызды кайтарып алуу'])
    assert.ok(text(waiting).includes(part), `${part}: ${text(waiting)}`);
  const list = await open(citizen, '/me/cases');
  assert.ok(list.body.includes(`/me/cases/${caseId}`));

  const tasks = await open(dpo, '/holder/tasks?lang=ru');
  assert.ok(tasks.body.includes(atHolder(caseId)));
  for (const part of ['Дать мотивированный ответ', '7 декабря 2026 г.']) assert.ok(text(tasks).includes(part), part);
  assert.ok(text(await open(dpo, '/holder/tasks?lang=en')).includes('art. 21'), 'the norm stands with the term');
  // What stands on record is filled in; an obligation left without its name is refused at its field and nothing is lost.
  const faulty = await act(dpo, atHolder(caseId), 'uphold', {
    [`owed-${bars[0]}`]: '',
    reasons: 'Ижара акысы төлөнө элек <b>',
  });
  assert.equal(faulty.status, 422);
  assert.match(faulty.body, new RegExp(`href="#owed-${bars[0]}"`));
  assert.ok(
    faulty.body.includes('Ижара акысы төлөнө элек &lt;b&gt;') && faulty.body.includes('value="Ижара келишими № 7"'),
  );
  const upheld = await act(dpo, atHolder(caseId), 'uphold', { reasons: 'Ижара акысы төлөнө элек' });
  assert.equal(upheld.status, 200);

  const told = await open(citizen, `/me/cases/${caseId}?lang=ru`);
  for (const part of [
    'Есть препятствие',
    'Ижара келишими № 7',
    '2 500,00',
    'Ижара акысы төлөнө элек',
    '31 декабря 2026 г.',
    'Мотивированный отказ',
    'Обжаловать',
  ])
    assert.ok(text(told).includes(part), `${part}: ${text(told)}`);
  const proven = await act(citizen, `/me/cases/${caseId}`, 'prove', { statement: 'Кечээ төлөдүм, дүмүрчөк № 5' });
  assert.ok(text(proven).includes('дүмүрчөк № 5'));
  assert.ok(text(await open(dpo, '/holder/tasks?lang=en')).includes('Examine whether the obligation is fulfilled'));

  const lifted = await act(dpo, atHolder(caseId), 'lift');
  assert.match(text(lifted), /Кайта сурап алынды|Отозвано|Withdrawn/);
  const end = await open(citizen, `/me/cases/${caseId}?lang=en`);
  assert.ok(text(end).includes('The consent is withdrawn.') && text(end).includes('Confirmation of the withdrawal'));
  assert.equal((await citizen.get(`/me/cases/${caseId}/acts/keep`)).status, 409);
  // What was lifted is fulfilled on record: it bars no later withdrawal.
  const left = await t.database.db.tx(systemScope('test'), (tx) =>
    barsOf(tx, subjectId, t.sandbox.holderId, purposeOf(t, 'inform_by_email')),
  );
  assert.ok(left.every((one) => one.ended_at !== null));
});

test('two obligations closed on record one after the other end the case: none that was named is left standing', async () => {
  const { caseId, bars } = await contested('№ 8', '№ 9');
  await act(dpo, atHolder(caseId), 'uphold', { reasons: 'Эки келишим аткарылган эмес' });
  for (const bar of bars)
    assert.equal(
      (await dpo.post(`/v1/holders/${t.sandbox.holderId}/obligations/${bar}/fulfilled`, { json: {} })).status,
      200,
    );
  assert.ok(text(await open(citizen, `/me/cases/${caseId}?lang=en`)).includes('The consent is withdrawn.'));
});

test('a complaint reaches the authority over all holders; it dismisses, the citizen keeps the consent', async () => {
  const { caseId, consentId } = await contested('№ 10');
  await act(dpo, atHolder(caseId), 'uphold', { reasons: 'Төлөнө элек' });
  await act(citizen, `/me/cases/${caseId}`, 'complain', { reasons: 'Мен мындай келишимге кол койгон эмесмин' });
  const home = await open(officer, '/authority?lang=ru');
  assert.ok(home.body.includes(atAuthority(caseId)) && text(home).includes('Рассмотреть жалобу'));
  const seen = await open(officer, `${atAuthority(caseId)}?lang=ru`);
  for (const part of ['Мен мындай келишимге', 'Предписать исполнить отзыв', 'Оставить жалобу без удовлетворения'])
    assert.ok(text(seen).includes(part), part);
  const empty = await act(officer, atAuthority(caseId), 'dismiss', { reasons: ' ' });
  assert.equal(empty.status, 422);
  await act(officer, atAuthority(caseId), 'dismiss', { reasons: 'Келишим бар' });
  const kept = await act(citizen, `/me/cases/${caseId}`, 'keep');
  assert.match(text(kept), /Согласие сохранено|Макулдук сакталды|Consent kept/);
  assert.match(headingOf((await open(citizen, `/me/consents/${consentId}`)).body), /./);
  assert.ok(!(await open(officer, '/authority')).body.includes(caseId));
});

test('an ordered withdrawal takes effect; a form that is sent twice acts once', async () => {
  const { caseId, bars } = await contested('№ 11');
  await act(dpo, atHolder(caseId), 'uphold', { reasons: 'Төлөнө элек' });
  const page = await open(citizen, `/me/cases/${caseId}/acts/prove`);
  const form = { ...formOf(page.body, `/me/cases/${caseId}/acts/prove`), bar: bars[0]!, statement: 'Төлөндү' };
  for (let n = 0; n < 2; n++)
    assert.equal((await citizen.post(`/me/cases/${caseId}/acts/prove`, { form })).status, 303);
  const [count] = await t.database.owner.query<{ n: number }>(
    systemScope('test'),
    "SELECT count(*)::int AS n FROM case_act WHERE case_id = $1 AND act = 'prove'",
    [caseId],
  );
  assert.equal(count!.n, 1);
  await act(citizen, `/me/cases/${caseId}`, 'complain', { reasons: 'Төлөнгөн' });
  assert.match(
    text(await act(officer, atAuthority(caseId), 'order', { reasons: 'Милдеттенме аткарылган' })),
    /Отозвано/,
  );
});

test('nobody does another’s act or sees another’s case, and nobody is shown a way that is closed', async () => {
  const { caseId } = await contested('№ 12');
  // The clerk takes part but may not answer; the data officer may not take back what the citizen filed.
  const clerks = await open(clerk, `${atHolder(caseId)}?lang=en`);
  assert.equal(clerks.status, 200);
  assert.ok(!clerks.body.includes('/acts/'));
  for (const [who, at, name] of [
    [clerk, atHolder(caseId), 'release'],
    [dpo, atHolder(caseId), 'keep'],
    [officer, atAuthority(caseId), 'keep'],
    [citizen, `/me/cases/${caseId}`, 'release'],
  ] as const) {
    assert.equal((await who.get(`${at}/acts/${name}`)).status, 403, name);
    assert.equal((await who.post(`${at}/acts/${name}`, { form: {} })).status, 403, name);
  }
  const admin = await t.signedIn('admin@salyk.example.kg');
  assert.equal((await admin.get(atHolder(caseId))).status, 404);
  assert.equal((await dpo.get(`/holder/cases/change-of-policy/${caseId}`)).status, 404);
  assert.equal((await dpo.get(`/me/cases/${caseId}`)).status, 403);
  assert.equal((await citizen.get(atHolder(caseId))).status, 403);
  assert.equal((await dpo.get('/authority')).status, 403);
  assert.equal((await citizen.get('/me/cases/01890000-0000-7000-8000-000000000001')).status, 404);
  assert.equal((await dpo.get(`${atHolder(caseId)}/acts/nothing`)).status, 404);
  const nav = (body: string): string[] => [...body.matchAll(/href="(\/holder[a-z/]*)"/g)].map(([, href]) => href!);
  assert.ok(
    !nav(clerks.body).some((href) =>
      ['/holder/clients', '/holder/staff', '/holder/policy', '/holder/purposes'].includes(href),
    ),
  );
  assert.ok(nav((await open(admin, '/holder')).body).includes('/holder/staff'));
});
