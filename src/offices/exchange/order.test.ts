import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { subjectOf } from '../../../test/support/consenting.ts';
import { startPlatform } from '../../../test/support/platform.ts';
import { inventedCitizens } from '../../identity/index.ts';
import { formOf } from '../holder/test-forms.ts';

// An organisation keeps its information system on pages alone: registered, its order of using signatures, who takes part.

const t = await startPlatform({ at: '2026-11-23T04:00:00Z' });
after(() => t.stop());
const owner = await t.signedIn('admin@salyk.example.kg', '10.25.0.1');
const home = '/holder/exchange';
const name = { 'name-ky': 'Алмашуу', 'name-ru': 'Обмен', 'name-en': 'Exchange' };
const operator = {
  operatorKind: 'legal_person',
  operatorName: '«Алмашуу» ЖЧКсы',
  simpleRules: 'Ачкычты операторго алат.',
};
const fresh = { ...name, ...operator, scope: 'corporate', kinds: 'letter\ndeed' };
const registered = async (form: Record<string, string>): Promise<string> => {
  const done = await owner.post(`${home}/new?lang=en`, { form });
  assert.equal(done.status, 303, done.body.slice(0, 3000));
  return /([0-9a-f-]{36})/.exec(String(done.headers.location))![1]!;
};
const wrong = await owner.post(`${home}/new?lang=en`, { form: { ...fresh, needsNotary: 'deed, will' } });
const id = await registered({ ...fresh, needsNotary: 'deed' });
const page = `${home}/${id}`;
type System = {
  policy: { version: number; basis: string; on: string; conflicts: { at: number; law: string[] }[] } | null;
  participants: { kind: string; name: string | null }[];
};
const system = async (): Promise<System> =>
  (await t.visitor('10.25.0.9').get(`/v1/exchange-systems/${id}`)).json<System>();

test('the order of using signatures is set by a form: what a statute overrides is shown with the norm, and the order can be changed', async () => {
  assert.equal(wrong.status, 422);
  assert.match(wrong.body, /“will” is not among the kinds/);
  assert.match((await owner.get(`${page}?lang=en`)).body, new RegExp(`href="${page}/order"`));
  const order = {
    basis: 'agreement',
    'on-day': '20',
    'on-month': '11',
    'on-year': '2026',
    parties: 'Салык кызматы',
    'accept.letter': ['unqualified', 'qualified'],
    'accept.deed': ['simple', 'unqualified', 'qualified'],
    'hand.deed': 'yes',
  };
  const send = (form: object) => owner.post(`${page}/order?lang=en`, { form: form as Record<string, string> });
  const lonely = await send(order);
  assert.equal(lonely.status, 422, lonely.body.slice(0, 500));
  const again = formOf(lonely.body, `${page}/order`);
  assert.deepEqual([again['accept.letter'], again['hand.deed']], [['unqualified', 'qualified'], 'yes']);
  const none = await send({ ...order, 'accept.letter': [], 'accept.deed': [], 'hand.deed': '' });
  assert.match(none.body, /Tick one rule at least/);
  assert.equal((await send({ ...order, parties: 'Салык кызматы\n«Алмашуу» ЖЧКсы' })).status, 303);
  const { policy } = await system();
  assert.deepEqual([policy!.version, policy!.basis, policy!.on], [1, 'agreement', '2026-11-20']);
  assert.deepEqual(
    policy!.conflicts.map(({ at }) => at),
    [1, 2],
  );
  const shown = (await owner.get(`${page}?lang=en`)).body;
  assert.match(shown, /deed: a signature by hand is demanded too/);
  assert.equal(shown.split('No effect: it contradicts the law').length, 3);
  assert.match(shown, /ES-4\.4/);
  const filled = formOf((await owner.get(`${page}/order`)).body, `${page}/order`);
  assert.equal(filled['parties'], 'Салык кызматы\n«Алмашуу» ЖЧКсы');
  assert.equal((await send({ ...filled, 'hand.deed': '' })).status, 303);
  assert.equal((await system()).policy!.version, 2);
});

test('participants are added by a form, bodies and citizens; nobody is added in the place of one who was not chosen', async () => {
  const add = (form: Record<string, string>) => owner.post(`${page}?lang=en`, { form: { act: 'add', ...form } });
  const nobody = await add({ kind: 'organisation_unit', partyName: 'Бөлүм' });
  assert.equal(nobody.status, 422);
  assert.match(nobody.body, /Fill this in/);
  assert.match(nobody.body, /value="Бөлүм"/, 'nothing typed is lost');
  assert.match(nobody.body, /«Алмашуу» ЖЧКсы/, 'and the settings stand as they are');
  assert.equal((await add({ kind: 'citizen', subject: 'x' })).status, 422);
  assert.deepEqual((await system()).participants, []);
  const body = { kind: 'organisation_unit', party: t.sandbox.holderId, partyName: 'Бөлүм' };
  assert.equal((await add(body)).status, 303);
  const dpo = await t.signedIn('dpo@salyk.example.kg', '10.25.0.2');
  const subject = await subjectOf(t, dpo, String(inventedCitizens[0]!.claims['pin']));
  assert.equal((await add({ kind: 'citizen', subject })).status, 303);
  assert.deepEqual(
    (await system()).participants.map((one) => [one.kind, one.name!.split(': ').at(-1)]),
    [['organisation_unit', 'Бөлүм']],
    'of citizens the public register tells nobody',
  );
  assert.match((await owner.get(`${page}?lang=en`)).body, /<li>a citizen<\/li>/);
});

test('a public system has no order of its own, and another’s system is not found', async () => {
  const open = await registered({ ...fresh, scope: 'public' });
  assert.equal((await owner.get(`${home}/${open}/order`)).status, 404);
  assert.doesNotMatch((await owner.get(`${home}/${open}`)).body, /\/order"/);
  assert.equal((await owner.get(`${home}/0198c0de-0000-7000-8000-000000000000/order`)).status, 404);
});
