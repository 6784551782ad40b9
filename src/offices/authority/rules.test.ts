import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { type Answer, startPlatform, type Visitor } from '../../../test/support/platform.ts';
import { statutoryChecks } from '../../trust/rules/index.ts';
import { formOf } from '../holder/test-forms.ts';

// Rules on the desk of the authority: every kind entered by a form, and one whose day has not come taken back or replaced.

const t = await startPlatform({ at: '2026-11-23T04:00:00Z' });
after(() => t.stop());
const [officer, security] = [
  await t.signedIn('officer@authority.example.kg', '10.20.0.1'),
  await t.signedIn('security@authority.example.kg', '10.20.0.2'),
];
const home = '/authority/rules';
const day = (name: string, value: string): Record<string, string> => {
  const [year, month, date] = value.split('-') as [string, string, string];
  return { [`${name}-day`]: date, [`${name}-month`]: month, [`${name}-year`]: year };
};
const act = (number: string) => ({ actTitle: 'Өкмөттүн токтому', number, ...day('on', '2026-11-20') });
const named = (name: string) =>
  Object.fromEntries(
    ['ky', 'ru', 'en'].flatMap((lang) => [
      [`name-${lang}`, `${name} ${lang}`],
      [`address-${lang}`, `Бишкек ${lang}`],
    ]),
  );
const enter = (kind: string, form: Record<string, string | string[]>, who: Visitor = officer): Promise<Answer> =>
  who.post(`${home}/new/${kind}?lang=en`, { form });
async function entered(...args: Parameters<typeof enter>): Promise<string> {
  const done = await enter(...args);
  assert.equal(done.status, 303, done.body.slice(0, 3000));
  return new RegExp(`^${home}/([0-9a-f-]{36})`).exec(String(done.headers.location))![1]!;
}
type Rules = {
  inForce: Record<string, Record<string, unknown>>;
  editions: { id: string; withdrawn: { ground: string; replacedBy: string | null } | null }[];
};
const published = async (asOf = ''): Promise<Rules> =>
  (await t.visitor('10.20.0.9').get(`/v1/registers/rules${asOf === '' ? '' : `?asOf=${asOf}`}`)).json<Rules>();
const nameAt = async (asOf: string): Promise<unknown> =>
  (await published(asOf)).inForce['authorised-body']!['name'] as unknown;
const withdrawnOf = async (id: string) => (await published()).editions.find((one) => one.id === id)!.withdrawn;
const code = (answer: Answer): string => answer.json<{ code: string }>().code;

test('a form of each kind of rule enters an edition that anybody reads; what is refused comes back as it was typed, with its norm', async () => {
  await entered('disclosure', { ...act('300'), everyone: ['owner', 'issuer'], ...day('from', '2026-12-01') });
  await entered('terms', { ...act('301'), 'days.certificate-copy': '3', ...day('from', '2026-12-01') });
  const form = { ...act('302'), profile: '2026-1', longestDays: '365', keys: ['P-256'], ...day('from', '2026-12-01') };
  assert.equal((await enter('certificate-form', form)).status, 403, 'the form is the security body’s');
  await entered('certificate-form', form, security);
  assert.equal((await enter('terms', form, security)).status, 403);
  const document = { 'documents.0.check': 'ES-16.3.1', ...named('Баланс') };
  const titled = Object.fromEntries(
    Object.entries(document).map(([name, value]) => [name.replace(/^name/, 'documents.0.title'), value]),
  );
  const accreditation = { ...act('303'), room: '2', ...titled, ...day('from', '2026-12-01') };
  const refused = await enter('accreditation', { ...accreditation, checks: statutoryChecks.slice(1) });
  assert.equal(refused.status, 422);
  assert.match(refused.body, /lack a condition that the law sets/);
  assert.match(refused.body, /ES-16\.3\.1/);
  const again = formOf(refused.body, `${home}/new/accreditation`);
  assert.deepEqual(again['checks'], statutoryChecks.slice(1));
  assert.deepEqual([again['documents.0.title-ru'], again['number']], ['Баланс ru', '303']);
  const more = await enter('accreditation', { ...accreditation, checks: [...statutoryChecks], act: 'more' });
  assert.equal(more.status, 200);
  const three = formOf(more.body, `${home}/new/accreditation`);
  assert.deepEqual(
    [three['room'], three['documents.0.title-ky'], three['documents.2.title-ky']],
    ['3', 'Баланс ky', ''],
  );
  await entered('accreditation', { ...accreditation, checks: [...statutoryChecks] });
  const { inForce } = await published('2026-12-01T00:00:00Z');
  assert.deepEqual(inForce['disclosure'], { everyone: ['owner', 'issuer'] });
  assert.deepEqual(inForce['terms'], { terms: [{ step: 'certificate-copy', days: 3 }] });
  assert.deepEqual(inForce['certificate-form'], { profile: '2026-1', longestDays: 365, keys: ['P-256'] });
  assert.deepEqual(inForce['accreditation']!['documents'], [
    { check: 'ES-16.3.1', title: { ky: 'Баланс ky', ru: 'Баланс ru', en: 'Баланс en' } },
  ]);
  const wrong = await enter('terms', { ...act('304'), 'days.certificate-copy': '0', ...day('from', '2026-02-31') });
  assert.equal(wrong.status, 422);
  assert.match(wrong.body, /whole number from 1 to 365/);
  assert.match(wrong.body, /Give the whole date/);
  assert.match(
    (await enter('terms', { ...act('305'), ...day('from', '2026-11-01') })).body,
    /does not begin in the past/,
  );
});

test('a rule with a slip in it is replaced before its day: it never holds, and both editions stay on record', async () => {
  const slip = await entered('authorised-body', { ...act('112'), ...named('Агенттик'), ...day('from', '2026-12-05') });
  const page = await officer.get(`${home}/${slip}?lang=en`);
  const link = new RegExp(`${home}/new/authorised-body\\?replaces=${slip}`).exec(page.body)![0];
  const form = formOf((await officer.get(link)).body, `${home}/new/authorised-body`);
  assert.equal(form['name-ky'], 'Агенттик ky');
  // Without replacing it the day is taken; with it, the same day.
  assert.equal((await enter('authorised-body', { ...form, replaces: '' })).status, 409);
  const right = await entered('authorised-body', { ...form, ...named('Агенттиги'), number: '112-1' });
  assert.deepEqual(
    [(await withdrawnOf(slip))!.replacedBy, (await withdrawnOf(right)) === null, (await withdrawnOf(slip))!.ground],
    [right, true, 'Өкмөттүн токтому № 112-1'],
  );
  assert.match((await t.visitor('10.20.0.8').get('/registers/rules?lang=en')).body, /withdrawn before its day/);
  assert.match((await officer.get(`${home}/${slip}?lang=en`)).body, new RegExp(`${home}/${right}`));
  t.clock.set('2026-12-05T04:00:00Z');
  assert.deepEqual(await nameAt('2026-12-05T04:00:00Z'), {
    ky: 'Агенттиги ky',
    ru: 'Агенттиги ru',
    en: 'Агенттиги en',
  });
  // What holds is taken back by nobody.
  const withdrawal = (id: string, who = officer) =>
    who.post(`/v1/authority/rules/${id}/withdrawal`, { json: { ground: 'ката' } });
  assert.equal(code(await withdrawal(right)), 'RULE_HAS_BEGUN');
  assert.equal(code(await withdrawal(slip)), 'RULE_WITHDRAWN');
  const stale = await enter('authorised-body', { ...form, replaces: right, ...day('from', '2026-12-09') });
  assert.equal(stale.status, 409);
  assert.match(stale.body, /holds already/);
});

test('a coming rule is withdrawn with its ground: the one before it goes on, and its day is free again', async () => {
  const before = await nameAt('2026-12-31T00:00:00Z');
  const body = { name: { ky: 'Б', ru: 'Б', en: 'Б' }, address: { ky: 'Б', ru: 'Б', en: 'Б' } };
  const rule = {
    kind: 'authorised-body',
    from: '2026-12-20',
    act: { title: 'Т', number: '9', on: '2026-12-01' },
    body,
  };
  const load = (more: object = {}) => officer.post('/v1/authority/rules', { json: { ...rule, ...more } });
  const { ruleId } = (await load()).json<{ ruleId: string }>();
  assert.equal(code(await load()), 'RULE_DAY_TAKEN');
  const own = `${home}/${ruleId}`;
  assert.equal((await security.post(own, { form: { ground: 'ката' } })).status, 403);
  const empty = await officer.post(`${own}?lang=en`, { form: { ground: '' } });
  assert.equal(empty.status, 422);
  const form = { ground: 'Аталышында ката кеткен' };
  assert.equal((await officer.post(own, { form })).status, 303);
  const shown = (await officer.get(`${own}?lang=en`)).body;
  assert.match(shown, /Аталышында ката кеткен/);
  assert.doesNotMatch(shown, /Withdraw before its day/, 'nothing is left to do');
  assert.equal((await officer.post(own, { form })).status, 409);
  const again = (await load()).json<{ ruleId: string }>().ruleId;
  assert.ok(again, 'the day is free');
  assert.equal((await officer.post(`${home}/${again}`, { form })).status, 303);
  assert.equal(code(await load({ from: '2026-12-22', replaces: ruleId })), 'RULE_WITHDRAWN');
  const terms = { ...rule, kind: 'terms', body: { terms: [] } };
  const other = (await officer.post('/v1/authority/rules', { json: terms })).json<{ ruleId: string }>().ruleId;
  assert.equal(code(await load({ replaces: other })), 'RULE_UNKNOWN', 'of another kind');
  const nobody = await officer.post('/v1/authority/rules/0198c0de-0000-7000-8000-000000000000/withdrawal', {
    json: { ground: 'ката' },
  });
  assert.equal(code(nobody), 'RULE_UNKNOWN');
  t.clock.set('2026-12-21T04:00:00Z');
  assert.deepEqual(await nameAt('2026-12-21T04:00:00Z'), before);
});
