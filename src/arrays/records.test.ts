import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ask } from '../../test/support/consenting.ts';
import { expireConsents } from '../consent/index.ts';
import { openReviewTasks } from './index.ts';
import { codeOf, name, newArray, type Stand, startStand } from './test-arrays.ts';

let s: Stand;
let recordId: string;
let records: string;

before(async () => {
  s = await startStand();
  await s.widen('inform_by_email', (body) => ({ actions: [...body.actions, 'use'] }));
  await s.widen('access_to_services', (body) => ({ actions: [...body.actions, 'use'] }));
  await s.consents('inform_by_email');
  records = `/subjects/${s.subjectId}/data-records`;
  recordId = await s.collected('inform_by_email', 'email', 'first@example.kg');
});
after(() => s.t.stop());

const refusals = async (code: string) =>
  (await s.journal('data.operation-refused')).filter((entry) => entry.data['code'] === code);
const history = async (id: string) =>
  (await s.get(`${records}/${id}/history`)).json<{
    source: string;
    collectedAt: string;
    history: { kind: string; old: string | null; new: string | null; ground: string; document: string; by: string }[];
  }>();
const use = (purposeId: string, furtherPurposeId: string | null = null, id = recordId) =>
  s.post(`${records}/${id}/operations`, {
    action: 'use',
    purposeId: furtherPurposeId === null ? purposeId : null,
    furtherPurposeId,
  });

test('PD-3.16: an item without a source is refused; each stored one shows its source and date', async () => {
  const item = {
    subjectId: s.subjectId,
    purposeId: s.purpose('inform_by_email'),
    category: 'email',
    subjectCategory: 'salyk_app_user',
    channel: 'api',
    mode: 'automated',
    declaredReliable: true,
  };
  assert.equal((await s.post('/data-records', item)).status, 400);
  const unnamed = await s.post('/data-records', { ...item, source: { kind: 'other', name: ' ', fulfils: 'кызмат' } });
  assert.equal(codeOf(unnamed), 'PROVENANCE_MISSING');
  const shown = await history(recordId);
  assert.deepEqual([shown.source, shown.collectedAt], ['subject', s.t.clock.now().toISOString()]);
});

test('PD-3.22: the history of an update shows old value, new value, ground, document, who and when', async () => {
  s.t.clock.advance(1000);
  const done = await s.post(`${records}/${recordId}/update`, {
    ground: 'subject_request',
    document: 'арыз № 5',
    unblocking: null,
    value: 'second@example.kg',
  });
  assert.equal(done.status, 201, done.body);
  const [change] = (await history(recordId)).history;
  assert.deepEqual(
    [change!.kind, change!.old, change!.new, change!.ground, change!.document],
    ['update', 'first@example.kg', 'second@example.kg', 'subject_request', 'арыз № 5'],
  );
  assert.match(change!.by, /^account:/);
  const stored = await s.t.database.owner.query<{ old_sealed: Buffer }>(
    { kind: 'system', holder: '', subjects: '', key: 'system||' } as never,
    'SELECT old_sealed FROM data_change',
  );
  assert.ok(!stored[0]!.old_sealed.toString('latin1').includes('first@example.kg'), 'values are kept sealed');
});

test('PD-4.2b: an operation for a purpose the data was not collected for is refused', async () => {
  const right = await use(s.purpose('inform_by_email'));
  assert.equal(right.status, 201, right.body);
  assert.equal(right.json<{ value: string }>().value, 'second@example.kg');
  const wrong = await use(s.purpose('access_to_services'));
  assert.deepEqual([wrong.status, codeOf(wrong)], [409, 'INCOMPATIBLE_PURPOSE']);
  assert.equal((await refusals('INCOMPATIBLE_PURPOSE')).length, 1);
});

test('PD-4.2c: science without recorded protection does not start; with it, it does', async () => {
  const { furtherPurposeId } = (
    await s.post('/further-purposes', { kind: 'science', name: name('Салык маданияты боюнча изилдөө'), measures: [] })
  ).json<{ furtherPurposeId: string }>();
  const start = () => s.post(`/further-purposes/${furtherPurposeId}/start`);
  assert.equal(codeOf(await start()), 'FURTHER_PURPOSE_UNPROTECTED');
  assert.equal(codeOf(await use('', furtherPurposeId)), 'FURTHER_PURPOSE_UNPROTECTED');
  await s.post(`/further-purposes/${furtherPurposeId}/measures`, { measures: ['псевдонимдештирүү', 'өзүнчө сервер'] });
  assert.equal((await start()).status, 200);
  const used = await use('', furtherPurposeId);
  assert.equal(used.json<{ ground: string }>().ground, 'PD-4.2c', used.body);
});

test('PD-4.3: a record past its review date gets a task once, and a check against a document ends it', async () => {
  const { arrayId } = (await s.post('/arrays', newArray)).json<{ arrayId: string }>();
  await s.post(`/arrays/${arrayId}/data-lists`, {
    purposeId: s.purpose('inform_by_email'),
    categories: ['email'],
    reviewMonths: 6,
  });
  assert.equal(await openReviewTasks(s.t.platform.consent), 0);
  const tasks = async () =>
    (await s.get('/review-tasks')).json<{ items: { recordId: string }[] }>().items.map((one) => one.recordId);
  const later = {
    ...s.t.platform.consent,
    clock: { ...s.t.platform.consent.clock, now: () => new Date(s.t.clock.now().getTime() + 200 * 86_400_000) },
  };
  assert.equal(await openReviewTasks(later), 1);
  assert.equal(await openReviewTasks(later), 0, 'one task a record');
  assert.deepEqual(await tasks(), [recordId]);
  const checked = await s.post(`${records}/${recordId}/verification`, { document: 'паспорт ID0000001' });
  assert.equal(checked.status, 200, checked.body);
  assert.deepEqual(await tasks(), []);
});

test('PD-3.23: a blocked record is not transferred, updated, used or destroyed, each attempt is logged, and may says so', async () => {
  const blocked = await s.post(`/subjects/${s.subjectId}/blocks`, {
    recordId,
    purposeId: null,
    categories: [],
    reason: 'contested_accuracy',
    document: 'каршы пикир № 3',
  });
  assert.equal(blocked.status, 201, blocked.body);
  const { blockId } = blocked.json<{ blockId: string }>();
  const purposeId = s.purpose('inform_by_email');
  const own = { ground: 'source_changed', document: 'реестр', unblocking: null };
  const tried = [
    await s.post('/disclosures', {
      subjectId: s.subjectId,
      purposeId,
      dataListId: null,
      categories: ['email'],
      recipient: {
        type: 'state_body',
        code: 'sandbox-registry',
        name: 'Реестр',
        country: 'KG',
        authorisedPersonId: null,
      },
      channel: 'api',
    }),
    await s.post(`${records}/${recordId}/update`, { ...own, value: 'third@example.kg' }),
    await s.post(`${records}/${recordId}/update`, { ...own, ground: 'authority_order', value: 'third@example.kg' }),
    await use(purposeId),
    await s.post(`${records}/${recordId}/destruction`, own),
  ];
  assert.deepEqual(tried.map(codeOf), ['DATA_BLOCKED', 'DATA_BLOCKED', 'DATA_BLOCKED', 'DATA_BLOCKED', 'DATA_BLOCKED']);
  assert.deepEqual(
    (await refusals('DATA_BLOCKED')).map((entry) => entry.data['act']),
    ['disclose', 'update', 'update', 'use', 'destroy'],
  );
  const may = (action: string) =>
    ask(s.t, s.officer, { code: 'inform_by_email', subjectId: s.subjectId, categories: ['email'], action });
  assert.deepEqual(
    [(await may('use')).reason, (await may('transfer')).reason, (await may('store')).reason],
    ['DATA_BLOCKED', 'DATA_BLOCKED', 'CONSENT'],
  );

  // DECISIONS 22: the correction that the block waits for ends it.
  const corrected = await s.post(`${records}/${recordId}/update`, {
    ground: 'subject_request',
    document: 'чечим № 3',
    unblocking: blockId,
    value: 'right@example.kg',
  });
  assert.equal(corrected.status, 201, corrected.body);
  assert.equal((await may('use')).allowed, true);
  assert.equal(
    codeOf(await s.post(`/subjects/${s.subjectId}/blocks/${blockId}/end`, { document: 'x' })),
    'BLOCK_UNKNOWN',
  );
});

test('PD-3.23: a set of fields is blocked under every purpose, and others of the same person are not', async () => {
  const { blockId } = (
    await s.post(`/subjects/${s.subjectId}/blocks`, {
      recordId: null,
      purposeId: null,
      categories: ['email'],
      reason: 'objection',
      document: 'каршы пикир № 4',
    })
  ).json<{ blockId: string }>();
  const may = (categories: string[]) =>
    ask(s.t, s.officer, { code: 'inform_by_email', subjectId: s.subjectId, categories, action: 'use' });
  assert.deepEqual(
    [(await may(['email'])).reason, (await may(['full_name'])).reason, (await may(['full_name', 'email'])).reason],
    ['DATA_BLOCKED', 'CONSENT', 'DATA_BLOCKED'],
  );
  assert.equal((await s.post(`/subjects/${s.subjectId}/blocks/${blockId}/end`, { document: 'чечим № 4' })).status, 200);
  assert.equal((await may(['email'])).allowed, true);
});

test('a destroyed record is gone with its history, and what remains of the purpose still opens', async () => {
  const other = await s.collected('inform_by_email', 'full_name', 'Асанов Айбек');
  const done = await s.post(`${records}/${recordId}/destruction`, {
    ground: 'subject_request',
    document: 'арыз № 9',
    unblocking: null,
  });
  assert.equal(done.status, 200, done.body);
  assert.match(done.json<{ irrecoverableOn: string }>().irrecoverableOn, /^\d{4}-\d{2}-01$/);
  assert.ok((await history(recordId)).history.every((one) => one.old === null && one.new === null));
  assert.equal(codeOf(await use(s.purpose('inform_by_email'))), 'RECORD_DESTROYED');
  const rest = await use(s.purpose('inform_by_email'), null, other);
  assert.equal(rest.json<{ value: string }>().value, 'Асанов Айбек', rest.body);
});

test('PD-8.4a: biometric registration without the citizen’s consent is refused; with it, it is for one of three purposes', async () => {
  const path = `/subjects/${s.subjectId}/biometric-registrations`;
  const asked = { purposeId: s.purpose('access_to_services'), use: 'identification', categories: ['photo'] };
  assert.equal(codeOf(await s.post(path, asked)), 'BIOMETRIC_CONSENT_REQUIRED');
  assert.equal((await refusals('BIOMETRIC_CONSENT_REQUIRED')).length, 1);
  await s.consents('access_to_services');
  assert.equal((await s.post(path, { ...asked, use: 'marketing' })).status, 400);
  assert.equal((await s.post(path, asked)).status, 201);
});

test('PD-3.23: a withdrawal does not destroy what is blocked; once the block has ended, the clock does', async () => {
  const consentId = await s.consents('inform_by_email');
  const id = await s.collected('inform_by_email', 'email', 'fourth@example.kg');
  const block = { recordId: id, purposeId: null, categories: [], reason: 'court_decision', document: 'аныктама № 1' };
  const { blockId } = (await s.post(`/subjects/${s.subjectId}/blocks`, block)).json<{ blockId: string }>();
  const withdrawn = await s.citizen.post(`/v1/me/consents/${consentId}/withdrawal`, {
    json: { application: 'Макулдугумду кайта сурап алам.' },
  });
  assert.equal(withdrawn.status, 200, withdrawn.body);
  assert.equal((await s.journal('content.held')).length, 1);
  await expireConsents(s.t.platform.consent);
  assert.equal(codeOf(await use(s.purpose('inform_by_email'), null, id)), 'DATA_BLOCKED');
  assert.equal(
    (await s.post(`/subjects/${s.subjectId}/blocks/${blockId}/end`, { document: 'аныктама № 2' })).status,
    200,
  );
  await expireConsents(s.t.platform.consent);
  assert.equal(codeOf(await use(s.purpose('inform_by_email'), null, id)), 'RECORD_DESTROYED');
});
