import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { codeOf, name, newArray, type Stand, startStand } from './test-arrays.ts';

let s: Stand;
let arrayId: string;

before(async () => {
  s = await startStand();
  await s.widen('inform_by_email', (body) => ({
    publicDistribution: { planned: true, where: name('Телефон китеби'), items: ['email'] },
    actions: [...body.actions, 'use'],
  }));
  arrayId = (await s.post('/arrays', newArray)).json<{ arrayId: string }>().arrayId;
});
after(() => s.t.stop());

const regimeOf = async (id: string, subjectId?: string) => {
  const answer = await s.get(`/arrays/${id}/regime${subjectId === undefined ? '' : `?subjectId=${subjectId}`}`);
  return Object.fromEntries(
    answer
      .json<{ categories: { category: string; regime: string }[] }>()
      .categories.map((one) => [one.category, one.regime]),
  );
};
const change = { subjectId: null, consentId: null, setId: null, basis: null, norm: null, evidence: 'буйрук № 1' };

test('PD-3.5: a list of data is versioned by array and purpose, and its export shows categories and no value about anybody', async () => {
  await s.consents('inform_by_email');
  await s.collected('inform_by_email', 'email', 'aibek-secret@example.kg');
  const list = { purposeId: s.purpose('inform_by_email'), categories: ['full_name', 'email'], reviewMonths: 12 };
  const first = await s.post(`/arrays/${arrayId}/data-lists`, list);
  assert.equal(first.status, 201, first.body);
  const second = (await s.post(`/arrays/${arrayId}/data-lists`, list)).json<{ listId: string; number: number }>();
  assert.equal(second.number, 2);
  const shown = await s.get(`/data-lists/${second.listId}/export`);
  assert.equal(shown.status, 200, shown.body);
  assert.deepEqual(
    shown.json<{ categories: { code: string }[] }>().categories.map((one) => one.code),
    ['full_name', 'email'],
  );
  assert.ok(!shown.body.includes('aibek-secret') && !shown.body.includes(s.subjectId));
  assert.equal(
    codeOf(await s.post(`/arrays/${arrayId}/data-lists`, { ...list, categories: ['passport'] })),
    'DATA_LIST_BEYOND_PURPOSE',
  );
});

test('PD-3.8: an array without one of the four parts of the regime is not submitted, and the missing part is named', async () => {
  const answer = await s.post('/arrays', {
    ...newArray,
    confidentiality: { ...newArray.confidentiality, storage: null },
  });
  const id = answer.json<{ arrayId: string }>().arrayId;
  await s.post(`/arrays/${id}/data-lists`, {
    purposeId: s.purpose('inform_by_email'),
    categories: ['email'],
    reviewMonths: null,
  });
  const refused = await s.post(`/arrays/${id}/submission`);
  assert.equal(refused.status, 409);
  assert.deepEqual(refused.json<{ code: string; details: { missing: string[] } }>().details.missing, ['storage']);
  const noNorm = { ...newArray.confidentiality, access: { rule: name('Кызматкерлер гана'), norm: ' ' } };
  await s.post(`/arrays/${id}`, { ...newArray, confidentiality: noNorm });
  assert.deepEqual(
    (await s.post(`/arrays/${id}/submission`)).json<{ details: { missing: string[] } }>().details.missing,
    ['access'],
  );
  await s.post(`/arrays/${id}`, newArray);
  assert.deepEqual((await s.post(`/arrays/${id}/submission`)).json(), { countCheck: 'within' });
});

test('PD-3.6: an indefinite number of subjects is not taken for zero: a person of the authority answers', async () => {
  const id = (await s.post('/arrays', { ...newArray, medium: 'card_file', subjects: 'indefinite' })).json<{
    arrayId: string;
  }>().arrayId;
  await s.post(`/arrays/${id}/data-lists`, {
    purposeId: s.purpose('inform_by_email'),
    categories: ['email'],
    reviewMonths: null,
  });
  assert.deepEqual((await s.post(`/arrays/${id}/submission`)).json(), { countCheck: 'manual' });
  const authority = await s.t.signedIn('officer@authority.example.kg');
  const waiting = await authority.get('/v1/authority/array-questions');
  assert.deepEqual(
    waiting.json<{ items: { arrayId: string; subjects: string }[] }>().items.map((one) => [one.arrayId, one.subjects]),
    [[id, 'indefinite']],
  );
  const answered = await s.post(
    `/v1/authority/holders/${s.t.sandbox.holderId}/arrays/${id}/count`,
    { over: true, reasons: 'Картотекада 20 миңден ашык карточка бар.' },
    authority,
  );
  assert.equal(answered.status, 200, answered.body);
  assert.deepEqual((await authority.get('/v1/authority/array-questions')).json(), { items: [] });
  const shown = await s.get(`/arrays/${id}`);
  assert.equal(shown.json<{ subjects: string; countAnswer: { over: boolean } }>().countAnswer.over, true);
});

test('PD-3.7: a public array shows the functions of article 7, and they answer; another array has none', async () => {
  const id = (
    await s.post('/arrays', {
      ...newArray,
      publicType: 'phone_book',
      informingPurpose: name('Байланыш маалыматтарын билдирүү'),
    })
  ).json<{ arrayId: string }>().arrayId;
  await s.post(`/arrays/${id}/data-lists`, {
    purposeId: s.purpose('inform_by_email'),
    categories: ['email'],
    reviewMonths: null,
  });
  const shown = (await s.get(`/arrays/${id}`)).json<{ publicFunctions: { code: string; href: string }[] }>()
    .publicFunctions;
  assert.deepEqual(
    shown.map((one) => one.code),
    ['source_record', 'weekly_information', 'exclusion'],
  );
  const sources = await s.get(shown[0]!.href);
  assert.deepEqual(
    sources.json<{ items: { source: string; records: number }[] }>().items.map((one) => [one.source, one.records]),
    [['subject', 1]],
  );
  const asked = await s.post(shown[1]!.href, { subjectId: s.subjectId, document: 'арыз № 7' });
  assert.equal(asked.json<{ dueAt: string }>().dueAt.slice(0, 10), '2026-11-30');
  const excluded = await s.post(shown[2]!.href, {
    subjectId: s.subjectId,
    basis: 'subject_instruction',
    document: 'арыз № 8',
  });
  assert.equal(excluded.json<{ effective: string }>().effective, 'at_once', excluded.body);
  assert.deepEqual((await s.get(`/arrays/${arrayId}`)).json<{ publicFunctions: unknown[] }>().publicFunctions, []);
  assert.equal(codeOf(await s.get(`/arrays/${arrayId}/sources`)), 'ARRAY_NOT_PUBLIC');
});

test('PD-3.25: information systems are listed with their arrays and their level of protection', async () => {
  const made = await s.post('/information-systems', {
    name: name('Салык.kg кабинети'),
    technologies: ['PostgreSQL'],
    hardware: ['сервер 1'],
    protectionLevel: '2',
    protectionNorm: 'Министрлер Кабинетинин акты',
    arrayIds: [arrayId],
  });
  assert.equal(made.status, 201, made.body);
  const [shown] = (await s.get('/information-systems')).json<{
    items: { protectionLevel: string; arrays: { id: string }[] }[];
  }>().items;
  assert.equal(shown!.protectionLevel, '2');
  assert.deepEqual(
    shown!.arrays.map((one) => one.id),
    [arrayId],
  );
});

test('PD-6.1 PD-6.3: a new array is confidential, and no case outside the list changes that', async () => {
  assert.equal(
    (await s.get(`/arrays/${arrayId}`)).json<{ regime: { ofTheArray: string } }>().regime.ofTheArray,
    'confidential',
  );
  assert.deepEqual(await regimeOf(arrayId), { full_name: 'confidential', email: 'confidential' });
  for (const one of ['business_need', 'PD-6.3', 'PD-6.4', ''])
    assert.equal(
      codeOf(await s.post(`/arrays/${arrayId}/regime`, { ...change, case: one, categories: ['email'] })),
      'REGIME_CASE_NOT_LISTED',
      one,
    );
  assert.equal(
    codeOf(
      await s.post(`/arrays/${arrayId}/regime`, { ...change, evidence: ' ', case: 'PD-6.3-2', categories: ['email'] }),
    ),
    'REGIME_EVIDENCE_MISSING',
  );
  assert.deepEqual(await regimeOf(arrayId), { full_name: 'confidential', email: 'confidential' });
});

test('PD-6.6a PD-6.3-2: publicity is refused without a consent that names it, reaches the named data alone, and ends with the consent', async () => {
  const asked = { ...change, case: 'PD-6.6a', categories: ['email'], subjectId: s.subjectId };
  assert.equal(codeOf(await s.post(`/arrays/${arrayId}/regime`, asked)), 'REGIME_CONSENT_MISSING');
  const consentId = await s.consents('inform_by_email');
  // The consent covers the name too, but names only the e-mail for distribution.
  assert.equal(
    codeOf(await s.post(`/arrays/${arrayId}/regime`, { ...asked, consentId, categories: ['email', 'full_name'] })),
    'REGIME_CONSENT_MISSING',
  );
  assert.deepEqual((await s.post(`/arrays/${arrayId}/regime`, { ...asked, consentId, case: 'PD-6.3-2' })).json(), {
    regime: 'lifted',
  });
  assert.deepEqual(await regimeOf(arrayId, s.subjectId), { full_name: 'confidential', email: 'lifted' });
  assert.deepEqual((await s.post(`/arrays/${arrayId}/regime`, { ...asked, consentId })).json(), { regime: 'public' });
  assert.deepEqual(await regimeOf(arrayId, s.subjectId), { full_name: 'confidential', email: 'public' });
  assert.deepEqual(await regimeOf(arrayId), { full_name: 'confidential', email: 'confidential' }, 'nobody else’s data');
  const [entry] = (await s.journal('array.regime-changed')).slice(-1);
  assert.deepEqual([entry!.data['case'], entry!.data['consent']], ['PD-6.6a', consentId]);
  await s.citizen.post(`/v1/me/consents/${consentId}/withdrawal`, {
    json: { application: 'Макулдугумду кайта сурап алам.' },
  });
  assert.deepEqual(await regimeOf(arrayId, s.subjectId), { full_name: 'confidential', email: 'confidential' });
});

test('PD-6.6b: publicity without consent needs one of the listed bases and the norm', async () => {
  const asked = { ...change, case: 'PD-6.6b', categories: ['full_name'] };
  for (const wrong of [
    {},
    { basis: 'corruption' },
    { norm: 'Коррупцияга каршы аракеттенүү жөнүндө мыйзам, 9-б.' },
    { basis: 'convenience', norm: 'x' },
  ])
    assert.equal(codeOf(await s.post(`/arrays/${arrayId}/regime`, { ...asked, ...wrong })), 'REGIME_BASIS_MISSING');
  assert.equal(
    (await s.journal('data.operation-refused')).filter((entry) => entry.data['code'] === 'REGIME_BASIS_MISSING').length,
    4,
  );
  assert.deepEqual(
    (
      await s.post(`/arrays/${arrayId}/regime`, {
        ...asked,
        basis: 'corruption',
        norm: 'Коррупцияга каршы аракеттенүү жөнүндө мыйзам, 9-б.',
      })
    ).json(),
    { regime: 'public' },
  );
  assert.deepEqual(await regimeOf(arrayId), { full_name: 'public', email: 'confidential' });
});
