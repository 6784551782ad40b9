import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startStand, type Stand } from '../../arrays/test-arrays.ts';
import { inventedCitizens } from '../../identity/index.ts';
import { langs } from '../../platform/text.ts';
import { formOf, type Sent } from './test-forms.ts';

// The registers a holder keeps by law, as its staff uses them: plain forms, every refusal at its field.

let s: Stand;
const pin = inventedCitizens[0]!.claims['pin'] as string;
before(async () => {
  s = await startStand();
});
after(() => s.t.stop());

const post = (address: string, form: Sent, as = s.officer) => as.post(address, { form: { ...form, _csrf: as.csrf } });
const named = (name: string, text: string): Sent => ({
  [`${name}-ky`]: `${text} ky`,
  [`${name}-ru`]: `${text} ru`,
  [`${name}-en`]: `${text} en`,
});
const idIn = (body: string, path: string): string => new RegExp(`${path}/([0-9a-f]{8}-[0-9a-f-]{27})`).exec(body)![1]!;

test('the registers are found from the navigation, and empty ones say what will stand there', async () => {
  for (const lang of langs)
    for (const path of ['registers', 'services', 'arrays', 'operations', 'reviews', 'data']) {
      const { status, body } = await s.officer.get(`/holder/${path}?lang=${lang}`);
      assert.equal(status, 200, path);
      assert.match(body, /href="\/holder\/registers"/);
      assert.doesNotMatch(body, /undefined|\[object/);
    }
  const clerk = (await s.clerk.get('/holder/registers')).body;
  assert.doesNotMatch(clerk, /href="\/holder\/reviews"/, 'nobody is shown a way that is closed');
});

test('CP-4b: a service is described, refused its opening without a published form beside its button, then opened and ended', async () => {
  const fresh = '/holder/services/new';
  const nothing = await post(fresh, {});
  assert.equal(nothing.status, 422);
  for (const field of ['name', 'code', 'kind', 'needs']) assert.match(nothing.body, new RegExp(`href="#${field}"`));
  // A purpose outside services has no form that an applicant could sign.
  const service = { ...named('name', 'Справка'), code: 'certificate', kind: 'state', needs: 'yes' };
  assert.equal((await post(fresh, { ...service, purpose: s.purpose('inform_by_email') })).status, 303);
  const taken = await post(fresh, { ...service, purpose: s.purpose('inform_by_email') });
  assert.equal(taken.status, 422);
  assert.match(taken.body, /href="#code"/);
  const list = await s.officer.get('/holder/services?lang=en');
  assert.match(list.body, /Справка en/);
  const id = idIn(list.body, '/holder/services');
  const refused = await post(`/holder/services/${id}/open`, {});
  assert.equal(refused.status, 409);
  assert.match(refused.body, new RegExp(`href="#${id}"`), 'the summary leads to the service');
  const edited = formOf((await s.officer.get(`/holder/services/${id}`)).body, `/holder/services/${id}`);
  assert.equal(edited['name-ru'], 'Справка ru');
  const saved = await post(`/holder/services/${id}`, {
    ...edited,
    code: 'another',
    purpose: s.purpose('access_to_services'),
  });
  assert.equal(saved.status, 303, saved.body.slice(0, 300));
  assert.equal((await post(`/holder/services/${id}/open`, {})).headers.location, '/holder/services?done=opened');
  const open = (await s.officer.get('/holder/services?done=opened&lang=en')).body;
  assert.match(open, /certificate/, 'a service keeps its code');
  assert.match(open, /applications may be taken/);
  assert.equal((await s.officer.get(`/holder/services/${id}`)).status, 404, 'an open one is not changed here');

  const ending = await s.officer.get(`/holder/services/${id}/end?lang=en`);
  assert.match(ending.body, /The consents end/);
  assert.equal((await s.clerk.get(`/holder/services/${id}/end`)).status, 403);
  assert.equal((await post(`/holder/services/${id}/end`, {})).headers.location, '/holder/services?done=endedNow');
  assert.match((await s.officer.get('/holder/services?lang=en')).body, /ended/);
  assert.equal((await post(`/holder/services/${id}/end`, {})).status, 404, 'it ends once');
});

test('an operation done by hand is logged under its ground before it is done, or refused with the reason; the log shows who', async () => {
  const address = `/holder/operations/new?purpose=${s.purpose('inform_by_email')}`;
  const form: Sent = { by: 'pin', pin, categories: ['email'], action: 'collect', activity: 'email' };
  const empty = await post(address, { by: 'pin', pin });
  assert.equal(empty.status, 422);
  for (const field of ['categories', 'action', 'activity']) assert.match(empty.body, new RegExp(`href="#${field}"`));
  const refused = await post(address, form, s.clerk);
  assert.equal(refused.status, 409);
  assert.match(refused.body, /mk-error-summary/);
  assert.match((await s.officer.get('/holder/operations?lang=en')).body, /There is no entry yet/);
  await s.consents('inform_by_email');
  const done = await post(address, form, s.clerk);
  assert.equal(
    done.headers.location,
    '/holder/operations?done=recorded',
    /mk-error-summary[\s\S]{0,900}/.exec(done.body)?.[0],
  );
  const log = (await s.officer.get('/holder/operations?done=recorded&lang=en')).body;
  assert.match(log, /by hand/);
  assert.match(log, /<code>email<\/code>/);
  assert.match(log, /consent/i);
  const { name } = s.t.sandbox.logins.find((one) => one.who === 'clerk') as unknown as { name?: string };
  if (name !== undefined) assert.ok(log.includes(name));
  const one = (await s.officer.get(`/holder/operations?subject=${s.subjectId}&lang=en`)).body;
  assert.match(one, /Entries about one subject/);
  assert.doesNotMatch(log, new RegExp(pin), 'a number stands in no page');
});

test('the review of a vital-interests ground is decided on its page; an ended ground lets nothing through', async () => {
  const made = await s.post('/grounds', {
    purposeId: s.purpose('civil_contracts'),
    subjectId: s.subjectId,
    code: 'PD-5.1-5',
    evidence: { protectedPerson: 'субъект', description: 'зарыл абал', at: '2026-11-23' },
    endsAt: null,
  });
  if (made.status !== 201) throw new Error(made.body);
  const list = (await s.officer.get('/holder/reviews?lang=en')).body;
  const address = `/holder/reviews/${idIn(list, '/holder/reviews')}`;
  const page = await s.officer.get(`${address}?lang=en`);
  assert.match(page.body, /vital-interests ground/);
  const empty = await post(address, {});
  assert.equal(empty.status, 422);
  assert.match(empty.body, /href="#finding"/);
  assert.equal((await post(address, { finding: 'ended' })).headers.location, '/holder/reviews?done=done');
  assert.equal((await s.officer.get(address)).status, 404, 'it is decided once');
  assert.match((await s.officer.get('/holder/reviews?lang=en')).body, /There is nothing to review/);
  assert.match((await s.officer.get('/holder/reviews?all=1&lang=en')).body, /has ended/);
});

test('PD-3.8 PD-21.1-7b: an array says what it lacks in words, is submitted, and its lists in force stand on the public page', async () => {
  const fresh = '/holder/arrays/new';
  const array: Sent = {
    ...named('name', 'База'),
    medium: 'digital',
    count: 'exact',
    subjects: '5 000',
    public: 'no',
    ...named('rule-access', 'Кызматкерлер'),
  };
  const lacking = await post(fresh, array);
  assert.equal(lacking.status, 422);
  assert.match(lacking.body, /href="#norm-access"/);
  const made = await post(fresh, { ...array, 'norm-access': '6-берене' });
  const here = String(made.headers.location).split('?')[0]!;
  assert.match(here, /^\/holder\/arrays\/[0-9a-f-]{36}$/, made.body.slice(0, 300));
  const shown = (await s.officer.get(`${here}?lang=en`)).body;
  for (const part of ['limits of transfer', 'limits of provision', 'conditions of storage', 'a list of data'])
    assert.ok(shown.includes(part), part);
  const early = await post(`${here}/submit?lang=en`, {});
  assert.equal(early.status, 409);
  assert.match(early.body, /limits of transfer, limits of provision, conditions of storage, a list of data/);

  const rest = Object.assign(
    {},
    ...['transfer', 'provision', 'storage'].map((part) => ({
      ...named(`rule-${part}`, 'Эреже'),
      [`norm-${part}`]: '6-берене',
    })),
  ) as Sent;
  const edit = formOf((await s.officer.get(`${here}/edit`)).body, `${here}/edit`);
  assert.equal(edit['subjects'], '5000');
  assert.equal((await post(`${here}/edit`, { ...edit, ...rest })).status, 303);
  const listAddress = `${here}/list?purpose=${s.purpose('inform_by_email')}`;
  assert.match((await post(listAddress, {})).body, /href="#categories"/);
  const publicPage = `/holders/${s.t.sandbox.holderId}/arrays?lang=en`;
  const anybody = s.t.visitor();
  assert.match((await anybody.get(publicPage)).body, /No list is published yet/);
  assert.equal((await post(listAddress, { categories: ['email'], review: '12' })).status, 303);
  const published = (await anybody.get(publicPage)).body;
  assert.match(published, /База en/);
  assert.match(published, /e-mail/i);
  assert.match(published, /Why it is needed/);
  assert.equal((await post(`${here}/submit`, {})).headers.location, `${here}?done=submittedDone`);
  assert.equal((await s.officer.get(`${here}/edit`)).status, 404, 'a submitted array does not change');

  const system = await post('/holder/systems/new', {
    ...named('name', 'АРМ'),
    arrays: [here.split('/').at(-1)!],
    technologies: 'PostgreSQL\nTypeScript',
    hardware: 'сервер',
    level: '2-деңгээл',
    norm: 'Министрлер Кабинетинин токтому',
  });
  assert.equal(system.headers.location, '/holder/arrays?done=systemSaved', system.body.slice(0, 300));
  assert.match((await s.officer.get('/holder/arrays?lang=en')).body, /АРМ en[\s\S]*PostgreSQL, TypeScript/);
});

test('a ground is ended from its purpose, with the reason', async () => {
  const purpose = s.purpose('civil_contracts');
  const made = await s.post('/grounds', {
    purposeId: purpose,
    subjectId: null,
    code: 'PD-5.1-4',
    evidence: { norm: 'Салык кодекси, 120-берене' },
    endsAt: null,
  });
  if (made.status !== 201) throw new Error(made.body);
  const address = `/holder/grounds/${made.json<{ groundId: string }>().groundId}/end`;
  assert.ok((await s.officer.get(`/holder/purposes/${purpose}`)).body.includes(address));
  assert.match((await post(address, {})).body, /href="#reason"/);
  assert.equal(
    (await post(address, { reason: 'other' })).headers.location,
    `/holder/purposes/${purpose}?done=groundEnded`,
  );
  assert.equal((await s.officer.get(address)).status, 404);
});
