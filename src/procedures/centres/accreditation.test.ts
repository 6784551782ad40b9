import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Answer } from '../../../test/support/platform.ts';
import { requirements } from '../../law/index.ts';
import type { CentreKind } from '../../trust/centres/index.ts';
import { accreditationExamples } from './accreditation-examples-data.ts';
import {
  act,
  accredited,
  application,
  apply,
  casesOf,
  centreStand,
  duty,
  list,
  ok,
  refused,
  rowOf,
  signedAct,
  type TestCentre,
} from './test-centre.ts';

// The application and its decision, over HTTP.

const s = await centreStand('2027-03-01T04:00:00Z');
after(() => s.stop());
const procedure = 'accreditation';
const employee = accreditationExamples.apply.staff[0]!;
const unaccredited = new Map<CentreKind, TestCentre>();
/** The answer to an attempt to accredit on an application with something changed. A centre that is not accredited applies again. */
const decide = async (change: object, kind: CentreKind = 'legal_person'): Promise<Answer> => {
  const centre = unaccredited.get(kind) ?? (await s.newCentre(kind));
  const filed = ok(await apply(centre, change));
  const answer = await signedAct(s, s.officer, centre, filed.id, 'accredit', { number: '7' });
  unaccredited.delete(kind);
  if (answer.status === 200) return answer;
  const reasons = [{ ground: answer.json<{ code: string }>().code, explanation: 'Not met.' }];
  ok(await signedAct(s, s.officer, centre, filed.id, 'refuse', { number: '8', reasons }));
  ok(await act(s.officer, centre, procedure, filed.id, 'sendRefusal', { way: 'post', proof: 'No. 1' }));
  unaccredited.set(kind, centre);
  return answer;
};

test('ES-16.4a: an accreditation begins with the centre’s own application, which gets its number and time', async () => {
  const centre = await s.newCentre();
  const path = casesOf(centre, procedure);
  assert.equal((await s.officer.post(path, { json: { data: application() } })).status, 403);
  const other = await s.newCentre();
  assert.equal((await other.head.post(path, { json: { data: application() } })).status, 403);
  assert.deepEqual((await s.officer.get(path)).json<{ items: unknown[] }>().items, []);
  const filed = ok(await apply(centre));
  assert.match(filed.id, /^[0-9a-f-]{36}$/);
  assert.equal(filed.acts[0]!.at, '2027-03-01T04:00:00.000Z');
  refused(await apply(centre), 'ACC_APPLICATION_PENDING');
});

test('ES-2.7 ES-16.1b: an individual entrepreneur cannot apply', async () => {
  refused(await apply(await s.newCentre('individual_entrepreneur')), 'ACC_NOT_LEGAL_PERSON', 'ES-16.1b');
});

test('ES-16.1a: nobody but an officer of the authority decides', async () => {
  const centre = await s.newCentre();
  const filed = ok(await apply(centre));
  for (const who of [
    centre.head,
    s.registrar,
    s.security,
    s.visitor(),
    await s.signedIn('operator@makulduk.example.kg'),
    await s.signedIn('admin@salyk.example.kg'),
    await s.signedIn('aibek@example.kg'),
  ])
    for (const name of ['accredit', 'refuse'])
      assert.ok([401, 403].includes((await act(who, centre, procedure, filed.id, name, { number: '7' })).status));
  assert.equal(ok(await signedAct(s, s.officer, centre, filed.id, 'accredit', { number: '7' })).stage, 'ACCREDITED');
});

test('ES-16.3: accredited when every requirement is met; one that fails blocks the decision and is named', async () => {
  assert.equal(ok(await decide({})).stage, 'ACCREDITED');
  const failing: [object, string][] = [
    [{ netAssets: { ...accreditationExamples.apply.netAssets, amount: '5' } }, 'ACC_NET_ASSETS'],
    [{ cover: { ...accreditationExamples.cover, amount: '5' } }, 'ACC_LIABILITY_COVER'],
    [{ means: ['СБ-1'] }, 'ACC_TOOLS'],
    [{ staff: [employee] }, 'ACC_STAFF'],
  ];
  for (const [change, code] of failing) refused(await decide(change), code, 'ES-16.3');
});

test('ES-16.3.1: one tyiyn less than a million som is too little', async () => {
  const netAssets = { ...accreditationExamples.apply.netAssets! };
  refused(await decide({ netAssets: { ...netAssets, amount: '999999.99' } }), 'ACC_NET_ASSETS', 'ES-16.3.1');
  ok(await decide({ netAssets: { ...netAssets, amount: '1000000.00' } }));
});

test('ES-16.3.2: one and a half million som of cover that has not ended; when it ends, the centre has a task', async () => {
  const cover = { ...accreditationExamples.cover, until: '2027-12-31' };
  refused(await decide({ cover: { ...cover, amount: '1499999.99' } }), 'ACC_LIABILITY_COVER', 'ES-16.3.2');
  refused(await decide({ cover: { ...cover, until: '2027-02-28' } }), 'ACC_LIABILITY_COVER');
  const centre = await s.newCentre();
  const view = await accredited(s, centre, { cover: { ...cover, amount: '1500000.00' } });
  assert.equal(duty(view, 'cover')!.dueAt, '2027-12-31T18:00:00.000Z');
  const tasks = (await centre.head.get(`/v1/centres/${centre.id}/tasks`)).json<{ items: { duty: string }[] }>().items;
  assert.ok(tasks.some((one) => one.duty === 'cover'));
  const renewed = ok(
    await act(centre.head, centre, procedure, view.id, 'renewCover', { ...cover, until: '2028-12-31' }),
  );
  assert.equal(duty(renewed, 'cover')!.dueAt, '2028-12-31T18:00:00.000Z');
});

test('ES-16.3.3: both kinds of means stand on the list of confirmed means on the day of the decision', async () => {
  const means = await s.security.post('/v1/authority/confirmed-means', {
    json: {
      kind: 'centre',
      name: 'CA',
      version: '2',
      document: { title: 'Confirmation', issuedOn: '2027-02-01', issuedBy: 'security body' },
      documentNumber: 'СБ-90',
      until: null,
    },
  });
  const centre = await s.newCentre();
  const filed = ok(await apply(centre, { means: ['СБ-1', 'СБ-90'] }));
  const end = `/v1/authority/confirmed-means/${means.json<{ meansId: string }>().meansId}/end`;
  assert.equal((await s.security.post(end, { json: { ground: 'Flaw found' } })).status, 200);
  refused(await signedAct(s, s.officer, centre, filed.id, 'accredit', { number: '7' }), 'ACC_TOOLS', 'ES-16.3.3');
  refused(await decide({ means: ['СБ-1', 'no such number'] }), 'ACC_TOOLS');
  refused(await decide({ means: ['СБ-1'] }), 'ACC_TOOLS');
});

test('ES-16.3.4a ES-16.3.4b: two employees, and only those count who create and issue certificates themselves', async () => {
  refused(await decide({ staff: [employee] }), 'ACC_STAFF', 'ES-16.3.4a');
  refused(await decide({ staff: [employee, { ...employee, issues: 'no' }] }), 'ACC_STAFF', 'ES-16.3.4b');
  ok(await decide({ staff: [employee, { ...employee, issues: 'no' }, employee] }));
});

test('ES-16.3.4c: higher education in IT or information security, or higher or secondary education with training', async () => {
  const with_ = (education: string, training: string) =>
    decide({ staff: [employee, { ...employee, education, training }] });
  for (const [education, training] of [
    ['higher_it', 'no'],
    ['higher_security', 'no'],
    ['higher_other', 'yes'],
    ['secondary', 'yes'],
  ])
    ok(await with_(education!, training!));
  for (const [education, training] of [
    ['higher_other', 'no'],
    ['secondary', 'no'],
    ['none', 'yes'],
  ])
    refused(await with_(education!, training!), 'ACC_STAFF', 'ES-16.3.4c');
});

test('ES-16.8: of state and municipal bodies no money is asked, but means and staff are', async () => {
  const noMoney = { netAssets: undefined, cover: undefined };
  for (const kind of ['state_body', 'local_body', 'state_institution', 'municipal_institution'] as const) {
    ok(await decide(noMoney, kind));
    refused(await decide({ ...noMoney, staff: [employee] }, kind), 'ACC_STAFF');
    refused(await decide({ ...noMoney, means: ['СБ-2'] }, kind), 'ACC_TOOLS');
  }
  refused(await apply(await s.newCentre(), noMoney), 'ACC_DOCS_MISSING', 'ES-16.3.1');
});

test('ES-16.4b: what documents are missing is said before the application is taken, by the place in the law that asks for each', async () => {
  const { netAssets, cover } = accreditationExamples.apply;
  const without = async (change: object, law: string): Promise<void> => {
    const centre = await s.newCentre();
    const answer = await apply(centre, change);
    refused(answer, 'ACC_DOCS_MISSING', law);
    const { citations } = answer.json<{ citations: { id: string; article: { en: string } }[] }>();
    const place = law.replace(/^ES-16\.3\.(\d).*$/, 'art. 16, part 3, item $1');
    assert.ok(
      citations.some((one) => one.article.en.includes(`${place} (`)),
      `${place}: ${JSON.stringify(citations)}`,
    );
    assert.deepEqual((await centre.head.get(casesOf(centre, procedure))).json<{ items: unknown[] }>().items, []);
  };
  await without({ netAssets: { ...netAssets, document: undefined } }, 'ES-16.3.1');
  await without({ cover: { ...cover, document: undefined } }, 'ES-16.3.2');
  await without({ means: [] }, 'ES-16.3.3');
  await without({ staff: [{ ...employee, document: undefined }] }, 'ES-16.3.4c');
});

test('ES-16.2b: accredited for five years from the decision', async () => {
  const centre = await s.newCentre();
  await accredited(s, centre);
  const row = rowOf(await list(s, 'accredited'), centre)!;
  // The last instant of 1 March 2032 in Bishkek.
  assert.equal(row.accreditation['untilAt'], '2032-03-01T18:00:00.000Z');
});

test('ES-16.2c: a shorter term on application; none that is not shorter', async () => {
  const centre = await s.newCentre();
  await accredited(s, centre, { requestedYears: 3 });
  assert.equal(rowOf(await list(s, 'accredited'), centre)!.accreditation['untilAt'], '2030-03-01T18:00:00.000Z');
  refused(await apply(await s.newCentre(), { requestedYears: 6 }), 'ACC_TERM', 'ES-16.2c');
});

test('ES-16.5g ES-16.6a: a refusal states its reasons, and each of them holds', async () => {
  const centre = await s.newCentre();
  const filed = ok(await apply(centre, { staff: [employee] }));
  const refuse = (reasons: object[]) => signedAct(s, s.officer, centre, filed.id, 'refuse', { number: '8', reasons });
  refused(await refuse([]), 'ACC_REASONS_MISSING', 'ES-16.5g');
  refused(await refuse([{ ground: 'ACC_NET_ASSETS', explanation: 'x' }]), 'ACC_GROUND_DOES_NOT_HOLD', 'ES-16.6a');
  const view = ok(await refuse([{ ground: 'ACC_STAFF', explanation: 'One employee only has the education.' }]));
  assert.equal(view.stage, 'REFUSED');
  refused(await signedAct(s, s.officer, centre, filed.id, 'accredit', { number: '7' }), 'NOT_ITS_TURN');
  const sent = ok(
    await act(s.officer, centre, procedure, filed.id, 'sendRefusal', { way: 'handed', proof: 'receipt' }),
  );
  const notice = sent.documents.find(({ kind }) => kind === 'accreditation-refusal-notice')!;
  const read = await centre.head.get(`${casesOf(centre, procedure)}/${filed.id}/documents/${notice.seq}`);
  assert.match(read.body, /One employee only has the education\./);
  assert.match(read.body, /ACC_STAFF/);
  // Where everything is met there is no ground at all.
  const good = await s.newCentre();
  const met = ok(await apply(good));
  for (const ground of ['ACC_NET_ASSETS', 'ACC_LIABILITY_COVER', 'ACC_TOOLS', 'ACC_STAFF'])
    refused(
      await signedAct(s, s.officer, good, met.id, 'refuse', { number: '8', reasons: [{ ground, explanation: 'x' }] }),
      'ACC_GROUND_DOES_NOT_HOLD',
    );
  // A refused centre may apply again.
  ok(await apply(centre));
});

test('ES-16.6b: untrue information is a ground when the document and the fact are named', async () => {
  const centre = await s.newCentre();
  const filed = ok(await apply(centre));
  const reason = {
    ground: 'ACC_FALSE_DATA',
    explanation: 'The balance sheet is not the one filed with the tax service.',
  };
  const refuse = (more: object) =>
    signedAct(s, s.officer, centre, filed.id, 'refuse', { number: '8', reasons: [{ ...reason, ...more }] });
  refused(await refuse({}), 'ACC_FALSE_DATA_UNPROVEN', 'ES-16.6b');
  refused(await refuse({ document: 'Balance sheet' }), 'ACC_FALSE_DATA_UNPROVEN');
  const view = ok(await refuse({ document: 'Balance sheet', fact: 'Net assets filed: 200 000 som' }));
  assert.match(JSON.stringify(view.acts), /ACC_FALSE_DATA/);
});

test('ES-16.7c: the list of what an accredited centre keeps holds every rule of articles 13 and 14; with the accreditation the rules for accredited centres end, these stay', async () => {
  const centre = await s.newCentre();
  const told = async (): Promise<{ accredited: boolean; items: { id: string }[] }> =>
    (await s.visitor().get(`/v1/centres/${centre.id}/duties`)).json();
  const named = (items: { id: string }[], article: number): number =>
    items.filter(({ id }) => id.startsWith(`ES-${article}.`)).length;
  const before = await told();
  assert.deepEqual([before.accredited, named(before.items, 15), named(before.items, 17)], [false, 0, 0]);
  await accredited(s, centre);
  const now = await told();
  assert.equal(now.accredited, true);
  for (const article of [13, 14]) {
    const all = requirements.filter(({ id }) => id.startsWith(`ES-${article}.`)).map(({ id }) => id);
    assert.ok(all.length > 30);
    const found = now.items.map(({ id }) => id);
    assert.deepEqual(
      all.filter((id) => !found.includes(id)),
      [],
    );
    assert.equal(named(before.items, article), all.length);
  }
  for (const article of [15, 16, 17, 18]) assert.ok(named(now.items, article) > 2, String(article));
  const page = (await s.visitor().get(`/centres/${centre.id}/duties?lang=en`)).body;
  for (const { id } of now.items) assert.ok(page.includes(`href="/law/${id}"`), id);
  assert.match((await s.visitor().get(`/centres/${centre.id}`)).body, new RegExp(`/centres/${centre.id}/duties`));
});
