import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { accepted, refused } from '../../../test/requirements/support.ts';
import { testPerson } from '../../../test/support/people.ts';
import type { Visitor } from '../../../test/support/platform.ts';
import { bindAccount } from '../../identity/index.ts';
import type { PersonRecord } from '../../keys/index.ts';
import { isRefusal } from '../../platform/refusal.ts';
import { startTransfers, type Transfers } from '../test-transfers.ts';
import { unknownPerson, unreached, type Unreached } from './test-relay.ts';

let s: Transfers;
let me: Visitor;
let officer: Visitor;
/** The second account of the sandbox, bound to this person. */
const mine = testPerson(201, { contacts: [], address: null });
before(async () => {
  s = await startTransfers({ at: '2026-11-23T04:00:00Z' });
  const login = s.t.sandbox.logins.find((one) => one.login === '+996000123456')!;
  const bound = await bindAccount(
    s.t.platform.identityDeps,
    login.accountId,
    { record: mine, evidence: {} },
    { method: 'esi' },
  );
  assert.ok(!isRefusal(bound), JSON.stringify(bound));
  me = await s.t.signedIn(login.login, '10.33.0.1');
  officer = await s.t.signedIn('officer@authority.example.kg', '10.33.0.2');
});
after(() => s?.t.stop());

const unreachable = (personId: string): Promise<Unreached> => unreached(s, personId);
const newPerson = (n: number, other: Partial<PersonRecord> = {}) => unknownPerson(s, n, other);
const myId = async (): Promise<string> => {
  const found = await s.post('/subjects/lookup', { pin: mine.pin });
  return s.t.platform.consent.keys.personIdOf(accepted<{ subjectId: string }>(found).subjectId, s.t.sandbox.holderId);
};
const state = async (where: Unreached): Promise<string> => (await s.notices(where.transferId))[0]!.state;
const failedSearch = async (where: Unreached): Promise<void> => {
  accepted(
    await s.post(`${where.path}/search-steps`, { kind: 'PUBLIC_SOURCE', source: 'https://example.kg/a', found: null }),
  );
};
const report = (where: Unreached, identifying: string[] | null = ['pin', 'name']) =>
  s.post(`${where.path}/impossible`, { report: identifying === null ? null : { identifying } });
type Mail = { to: string; text: string; subject: string };
type Report = {
  id: string;
  outcome: string;
  identifying: object;
  actions: { kind: string; named: string; result: string }[];
  told: { result: string }[];
};
const reports = async (): Promise<Report[]> =>
  accepted<{ items: Report[] }>(await officer.get('/v1/authority/impossibility-reports')).items;

/** What has left for an address, once the outbox is empty. */
async function mailTo(address: string): Promise<Mail[]> {
  for (let round = 0; round < 1200; round++) {
    s.t.platform.notices.worker.poke();
    const [open] = await s.rows<{ n: string }>("SELECT count(*) AS n FROM outbox WHERE state NOT IN ('done', 'dead')");
    if (Number(open!.n) === 0) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return (await s.t.platform.notices.sandboxMail(500)).filter((mail) => mail.to === address);
}
const tasks = (): Promise<{ kind: string; ref: string }[]> =>
  s.rows("SELECT kind, ref FROM holder_task WHERE kind LIKE 'relay.%'");

test('CP-13c: a subject without contacts: the notice begins as a search, its clock running, with a task for the officer', async () => {
  const where = await unreachable((await newPerson(301)).personId);
  const [notice] = await s.notices(where.transferId);
  assert.deepEqual([notice!.state, notice!.punctuality], ['CONTACT_SEARCH', 'open']);
  await mailTo('nobody@example.kg');
  assert.ok((await tasks()).some((one) => one.kind === 'relay.search-open' && one.ref === where.transferId));
  const known = await s.done({ subjects: [{ subjectId: s.subjects[0]! }] });
  assert.equal((await s.notices(known.transferId))[0]!.state, 'DUE');
});

test('CP-13d: a request to a state body makes its document, and the contact that is answered names the request', async () => {
  const { personId, record } = await newPerson(302);
  const where = await unreachable(personId);
  refused(
    await s.post(`${where.path}/search-steps`, { kind: 'STATE_BODY_REQUEST', addressee: ' ' }),
    'CONTACT_SOURCE_UNNAMED',
    'CP-13d',
  );
  const made = accepted<{ stepId: string; document: string }>(
    await s.post(`${where.path}/search-steps`, { kind: 'STATE_BODY_REQUEST', addressee: 'Мамлекеттик каттоо кызматы' }),
  );
  for (const said of ['Мамлекеттик каттоо кызматы', 'СУРОО-ТАЛАП', made.stepId, record.surname, '№ 759'])
    assert.ok(made.document.includes(said), `${said}: ${made.document}`);
  const answer = { found: { kind: 'email', value: 'tabyldy@example.kg' } };
  const { contactId } = accepted<{ contactId: string }>(
    await s.post(`${where.path}/search-steps/${made.stepId}/answer`, answer),
  );
  const contacts = accepted<{ items: { id: string; source: string; reference: string; usable: boolean }[] }>(
    await s.get(`/subjects/${where.subjectId}/contacts`),
  ).items;
  assert.equal(contacts.length, 1);
  assert.deepEqual([contacts[0]!.id, contacts[0]!.source, contacts[0]!.usable], [contactId, 'state_body', false]);
  assert.ok(contacts[0]!.reference.includes(made.stepId));
  const [step] = accepted<{ items: { contactId: string; document: string; result: string }[] }>(
    await s.get(`${where.path}/search-steps`),
  ).items;
  assert.deepEqual([step!.contactId, step!.document, step!.result], [contactId, made.document, 'found']);
  refused(await s.post(`${where.path}/search-steps/${made.stepId}/answer`, answer), 'STEP_NOT_OPEN');
});

test('CP-13e: a public source is recorded only by its name', async () => {
  const where = await unreachable((await newPerson(303)).personId);
  const found = { kind: 'phone', value: '+996000000303' };
  const step = (source: string) => s.post(`${where.path}/search-steps`, { kind: 'PUBLIC_SOURCE', source, found });
  refused(await step('  '), 'CONTACT_SOURCE_UNNAMED', 'CP-13e');
  assert.deepEqual(accepted<{ items: [] }>(await s.get(`${where.path}/search-steps`)).items, []);
  const { contactId } = accepted<{ contactId: string }>(await step('https://example.kg/register'));
  assert.ok(contactId);
});

test('CP-16a CP-16b CP-16c: impossible only with a complete report, which the authority has with the actions taken', async () => {
  const { personId, record } = await newPerson(304);
  const where = await unreachable(personId);
  const was = (await reports()).length;
  refused(await report(where), 'REPORT_INCOMPLETE', 'CP-16c');
  const open = accepted<{ stepId: string }>(
    await s.post(`${where.path}/search-steps`, { kind: 'STATE_BODY_REQUEST', addressee: 'МКК' }),
  );
  await failedSearch(where);
  refused(await report(where), 'SEARCH_NOT_ENDED');
  accepted(await s.post(`${where.path}/search-steps/${open.stepId}/answer`, { found: null }));
  refused(await report(where, null), 'REPORT_MISSING', 'CP-16a');
  refused(await report(where, []), 'REPORT_INCOMPLETE', 'CP-16b');
  // A name alone, where the number is known, could be a namesake's.
  refused(await report(where, ['name']), 'REPORT_INCOMPLETE', 'CP-16b');
  assert.equal(await state(where), 'CONTACT_SEARCH');
  assert.equal((await reports()).length, was);
  const { reportId } = accepted<{ reportId: string }>(await report(where));
  assert.equal(await state(where), 'IMPOSSIBLE');
  const [got] = await reports();
  assert.equal(got!.id, reportId);
  assert.deepEqual(got!.identifying, {
    name: [record.surname, record.givenName, record.patronymic].filter((part) => part !== null).join(' '),
    birthDate: record.birthDate,
    pin: record.pin,
    documents: [],
  });
  assert.deepEqual(
    got!.actions.map(({ kind, named, result }) => [kind, named, result]),
    [
      ['STATE_BODY_REQUEST', 'МКК', 'failed'],
      ['PUBLIC_SOURCE', 'https://example.kg/a', 'failed'],
    ],
  );
  refused(await report(where), 'NOT_SEARCHING');
});

test('CP-14d: the authority’s export of a transfer holds every notice: sent with its proof, exempt with its reason, impossible with what was reported', async () => {
  const where = await unreachable((await newPerson(306)).personId);
  await failedSearch(where);
  const { reportId } = accepted<{ reportId: string }>(await report(where));
  const told = await s.done({ subjects: [{ subjectId: s.subjects[0] }] });
  const said = { at: s.t.clock.now().toISOString(), caller: 'А. Кызматкер', receivedBy: 'субъект өзү' };
  accepted(
    await s.post(`/transfers/${told.transferId}/notices/${told.notices[0]!}/sending`, {
      channel: 'phone',
      proof: said,
    }),
  );
  const exempt = await s.done({ exemption: { code: 'ART15_1_2_A', justification: 'Иш № 7' } });
  const exported = async (transferId: string) =>
    accepted<{ notices: Exported[] }>(
      await officer.post('/v1/authority/transfer-proofs', { json: { transferId, reference: '№ 3' } }),
    ).notices;
  const [impossible, ...others] = await exported(where.transferId);
  assert.deepEqual([impossible!.notice, impossible!.state, others], [where.noticeId, 'IMPOSSIBLE', []]);
  assert.equal(impossible!.impossibility!.id, reportId);
  assert.deepEqual(
    impossible!.impossibility!.actions.map(({ kind, named, result }) => [kind, named, result]),
    [['PUBLIC_SOURCE', 'https://example.kg/a', 'failed']],
  );
  const [sent] = await exported(told.transferId);
  assert.deepEqual([sent!.state, sent!.proofs[0]!.kind, sent!.impossibility], ['SENT', 'telephonogram', null]);
  const [hidden] = await exported(exempt.transferId);
  assert.deepEqual([hidden!.state, hidden!.exemption!.justification], ['EXEMPT', 'Иш № 7']);
});
type Exported = {
  notice: string;
  state: string;
  proofs: { kind: string }[];
  exemption: { justification: string } | null;
  impossibility: { id: string; actions: { kind: string; named: string; result: string }[] } | null;
};

test('CP-18c CP-18d: a report is matched with registrations at once; the registered contact gets one message, with its proof', async () => {
  const address = 'kattalgan@example.kg';
  const stranger = await unreachable((await newPerson(305)).personId);
  accepted(await me.post('/v1/me/registration', { json: { email: address } }));
  await failedSearch(stranger);
  assert.equal(accepted<{ outcome: string }>(await report(stranger)).outcome, 'NOT_MATCHED');
  const where = await unreachable(await myId());
  await failedSearch(where);
  assert.equal(accepted<{ outcome: string }>(await report(where)).outcome, 'MATCHED');
  const mail = await mailTo(address);
  assert.equal(mail.length, 1);
  assert.match(mail[0]!.text, /«Ала-Тоо Банк» ААК/);
  assert.ok(!mail[0]!.text.includes(mine.surname) && !mail[0]!.text.includes(mine.pin!));
  const [got] = await reports();
  assert.deepEqual(
    got!.told.map(({ result }) => result),
    ['sent'],
  );
  assert.ok((await tasks()).some((one) => one.kind === 'relay.report-acknowledged' && one.ref === where.transferId));
  // Who left is not found any more.
  accepted(await me.delete('/v1/me/registration'));
  const later = await unreachable(await myId());
  await failedSearch(later);
  assert.equal(accepted<{ outcome: string }>(await report(later)).outcome, 'NOT_MATCHED');
  assert.equal((await mailTo(address)).length, 1);
});

test('CP-17a CP-17b CP-17c CP-17d: a complaint is received with its number and matched at once; each learns of the other, or nobody of anybody', async () => {
  // The two reports about this person, of the test before, rest as impossible.
  const email = 'aryz@example.kg';
  const given = { description: 'Маалыматым банкка мыйзамсыз берилген', email, phone: null, address: null };
  type Seen = {
    number: string;
    state: string;
    filedAt: string;
    outcome: string;
    matchedAt: string;
    matched: { holder: { name: { ky: string }; phone: string; email: string }; actions: object[] }[];
  };
  const other = await s.t.signedIn('aibek@example.kg', '10.33.0.3');
  const before = await s.rows('SELECT id FROM subject_contact');
  const none = accepted<Seen>(
    await other.post('/v1/me/transfer-complaints', { json: { ...given, email: 'bashka@example.kg' } }),
  );
  assert.deepEqual([none.state, none.outcome, none.matched], ['RECEIVED', 'NOT_MATCHED', []]);
  assert.equal((await mailTo('bashka@example.kg')).length, 0);
  assert.deepEqual(await s.rows('SELECT id FROM subject_contact'), before, 'no holder was given anything');
  assert.ok(!(await tasks()).some((one) => one.kind === 'relay.contact-received'));

  const done = accepted<Seen>(await me.post('/v1/me/transfer-complaints', { json: given }));
  assert.deepEqual([done.state, done.outcome, done.matchedAt], ['RECEIVED', 'MATCHED', done.filedAt]);
  assert.ok(Number(done.number) > Number(none.number));
  const holder = (await s.t.platform.consent.registers.holder(s.t.sandbox.holderId))!.body;
  assert.ok(done.matched.length >= 1 && done.matched[0]!.holder.name.ky === holder.name.ky);
  assert.equal(done.matched[0]!.actions.length, 1);
  const mail = await mailTo(email);
  assert.equal(mail.length, done.matched.length);
  for (const said of [holder.name.ky, holder.contacts.phone, holder.contacts.email])
    if (said !== null) assert.ok(mail[0]!.text.includes(said), `${said}: ${mail[0]!.text}`);
  // The holder has the contact from the authority, to be checked as any that is not from the subject, and owes the notice again.
  const subjectId = s.t.platform.consent.keys.subjectIdOf(await myId(), s.t.sandbox.holderId);
  const contacts = accepted<{ items: { value: string; source: string; usable: boolean }[] }>(
    await s.get(`/subjects/${subjectId}/contacts`),
  ).items;
  assert.deepEqual(
    contacts.map(({ value, source, usable }) => [value, source, usable]),
    [[email, 'authority', false]],
  );
  const states = await s.rows<{ state: string }>('SELECT state FROM transfer_notice WHERE subject_id = $1', [
    subjectId,
  ]);
  assert.deepEqual(
    states.map((one) => one.state),
    ['DUE', 'DUE'],
  );
  assert.ok((await tasks()).some((one) => one.kind === 'relay.contact-received'));
  assert.equal(accepted<{ items: Seen[] }>(await me.get('/v1/me/transfer-complaints')).items.length, 1);
  assert.equal(accepted<{ items: Seen[] }>(await officer.get('/v1/authority/transfer-complaints')).items.length, 2);
  const [kept] = await s.rows<{ sealed: Buffer }>('SELECT sealed FROM transfer_complaint');
  assert.ok(!kept!.sealed.toString('latin1').includes('example.kg'));
});

test('the pages: a citizen files and reads the outcome, an officer sees reports and complaints and the look is on record', async () => {
  const url = '/me/complaints';
  for (const [lang, said] of [
    ['ky', 'мыйзамсыз берилгени'],
    ['ru', 'неправомерной передаче'],
    ['en', 'unlawful transfer'],
  ] as const)
    assert.ok((await me.get(`${url}?lang=${lang}`)).body.includes(said), lang);
  const empty = await me.post(`${url}?lang=en`, { form: { description: '', email: 'a@example.kg' } });
  assert.equal(empty.status, 422);
  assert.match(empty.body, /Describe what happened/);
  const sent = await me.post(url, { form: { description: 'Кайра', email: 'aryz@example.kg' } });
  assert.equal(sent.headers.location, `${url}?done=1`);
  assert.match((await me.get(`${url}?lang=en&done=1`)).body, /Your application is received and checked/);
  const looks = (await s.journal('relay.read')).length;
  const shown = await officer.get('/authority/transfers?lang=en');
  assert.equal(shown.status, 200);
  assert.match(shown.body, /a search in a public source/);
  const way = /\/authority\/transfers\/export\?transfer=[0-9a-f-]{36}/.exec(shown.body)![0];
  assert.match(
    (await officer.get(way)).body,
    new RegExp(`value="${way.split('=')[1]!}"`),
    'the proofs of what is reported',
  );
  assert.match(shown.body, /the message has left/);
  assert.match(shown.body, /Кайра/);
  assert.equal((await s.journal('relay.read')).length, looks + 2);
});

test('CP-17b CP-17c CP-17d: a report that arrives after a complaint of the same person is matched back to it while the complaint is in its term', async () => {
  const email = 'kiyin@example.kg';
  const filed = accepted<{ id: string; outcome: string; filedAt: string }>(
    await me.post('/v1/me/transfer-complaints', { json: { description: 'Кийин келген отчет', email } }),
  );
  assert.equal(filed.outcome, 'NOT_MATCHED');
  const mineNow = async () =>
    accepted<{ items: { id: string; outcome: string; matchedAt: string; matched: object[] }[] }>(
      await me.get('/v1/me/transfer-complaints'),
    ).items.find((one) => one.id === filed.id)!;
  const stranger = await unreachable((await newPerson(308)).personId);
  await failedSearch(stranger);
  accepted(await report(stranger));
  assert.equal(await state(stranger), 'IMPOSSIBLE', 'nobody complained of that');
  assert.equal((await mailTo(email)).length, 0);
  s.t.clock.advance(29 * 86_400_000);
  const where = await unreachable(await myId());
  await failedSearch(where);
  accepted(await report(where));
  assert.equal(await state(where), 'DUE', 'the holder owes the notice again');
  const [mail, ...others] = await mailTo(email);
  assert.deepEqual(others, []);
  const holder = (await s.t.platform.consent.registers.holder(s.t.sandbox.holderId))!.body;
  assert.ok(mail!.text.includes(holder.name.ky) && mail!.text.includes(holder.contacts.email!), mail!.text);
  const now = await mineNow();
  assert.deepEqual([now.outcome, now.matched.length], ['MATCHED', 1]);
  assert.ok(now.matchedAt > filed.filedAt);
  const contacts = accepted<{ items: { value: string; source: string }[] }>(
    await s.get(`/subjects/${where.subjectId}/contacts`),
  ).items;
  assert.ok(contacts.some(({ value, source }) => value === email && source === 'authority'));
  s.t.clock.advance(2 * 86_400_000);
  const late = await unreachable(await myId());
  await failedSearch(late);
  accepted(await report(late));
  assert.equal(await state(late), 'IMPOSSIBLE', 'the complaint’s term has passed');
});
