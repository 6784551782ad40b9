import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { holderScope } from '../platform/db/index.ts';
import { refused } from '../../test/requirements/support.ts';
import type { Answer } from '../../test/support/platform.ts';
import { until } from '../../test/support/until.ts';
import {
  bank,
  byContract,
  codeOf,
  consented,
  day,
  items,
  lab,
  startTransfers,
  text,
  type Transfers,
} from './test-transfers.ts';

let s: Transfers;
before(async () => {
  s = await startTransfers();
});
after(() => s?.t.stop());

const made = (answer: Answer): { transferId: string; notices: number; dueAt: string } => {
  assert.equal(answer.status, 201, answer.body);
  return answer.json();
};
const count = async (table: string): Promise<number> =>
  Number((await s.rows<{ n: string }>(`SELECT count(*) AS n FROM ${table}`))[0]!.n);
const counts = async () => [await count('transfer'), await count('transfer_notice'), await count('disclosure')];

test('CP-11: without a ground at this moment nothing is transferred, and the attempt is logged', async () => {
  const before = await counts();
  const attempts = (await s.journal('transfer.refused')).length;
  const refused = async (more: object) => {
    const answer = await s.transfer(more);
    assert.deepEqual([answer.status, codeOf(answer)], [409, 'NO_LEGAL_GROUND_ART5'], answer.body);
    return answer.json<{ details: { subjects: { subjectId: string; reason: string }[] } }>().details.subjects;
  };
  await refused({ ground: null });
  await refused({ ground: undefined });
  assert.deepEqual(await refused({ ground: { ...byContract, code: 'PD-5.1-3a' } }), [
    { subjectId: s.subjects[0], reason: 'GROUND_IS_PD-5.1-2a' },
  ]);

  const citizen = await s.t.signedIn('aibek@example.kg');
  const consentId = await s.consents(citizen);
  const onConsent = {
    purposeId: s.purpose(consented),
    ground: { kind: 'consent' },
    items: [{ category: 'email', source: { kind: 'subject', name: null } }],
    subjects: [{ subjectId: s.subjects[0], consentId }],
  };
  assert.deepEqual(await refused({ ...onConsent, subjects: [{ subjectId: s.subjects[0], consentId: randomUUID() }] }), [
    { subjectId: s.subjects[0], reason: 'CONSENT_NOT_THIS_ONE' },
  ]);
  assert.deepEqual(await counts(), before, 'nothing has left');
  const { transferId } = made(await s.transfer(onConsent));
  const shown = (await s.get(`/transfers/${transferId}`)).json<{ ground: object }>();
  assert.deepEqual(shown.ground, { kind: 'consent', code: 'PD-5.1-1', document: null });

  const withdrawn = await citizen.post(`/v1/me/consents/${consentId}/withdrawal`, { json: {} });
  assert.ok(withdrawn.status < 300, withdrawn.body);
  const after = await counts();
  assert.deepEqual(await refused(onConsent), [{ subjectId: s.subjects[0], reason: 'CONSENT_WITHDRAWN' }]);
  // One without a ground stops the transfer for all of them.
  assert.deepEqual(
    (
      await refused({ ...onConsent, subjects: s.subjects.map((subjectId) => ({ subjectId, consentId: randomUUID() })) })
    ).map((one) => one.reason),
    ['CONSENT_WITHDRAWN', 'CONSENT_REQUIRED', 'CONSENT_REQUIRED'],
  );
  assert.deepEqual(await counts(), after);
  const logged = (await s.journal('transfer.refused')).slice(attempts);
  assert.deepEqual(
    logged.map((entry) => [entry.subject ?? null, entry.data['reason']]),
    [
      [null, null],
      [null, null],
      [s.subjects[0], 'GROUND_IS_PD-5.1-2a'],
      [s.subjects[0], 'CONSENT_NOT_THIS_ONE'],
      [s.subjects[0], 'CONSENT_WITHDRAWN'],
      [s.subjects[0], 'CONSENT_WITHDRAWN'],
      [s.subjects[1], 'CONSENT_REQUIRED'],
      [s.subjects[2], 'CONSENT_REQUIRED'],
    ],
  );
});

test('CP-12a: a transfer about three subjects opens three notices, each due; they are disclosures too', async () => {
  const { transferId, notices } = made(await s.transfer({ subjects: s.subjects.map((subjectId) => ({ subjectId })) }));
  assert.equal(notices, 3);
  const owed = await s.notices(transferId);
  assert.deepEqual(owed.map((one) => one.subjectId).sort(), [...s.subjects].sort());
  assert.deepEqual(new Set(owed.map((one) => one.state)), new Set(['DUE']));
  const disclosed = (await s.get('/disclosures?limit=3')).json<{ items: { id: string; recipient: string }[] }>().items;
  assert.deepEqual(disclosed.map((one) => one.id).sort(), owed.map((one) => one.id).sort());
  assert.equal(disclosed[0]!.recipient, bank.name);
  const [entry] = (await s.journal('transfer.executed')).slice(-1);
  assert.equal(entry!.object.id, transferId);
  assert.doesNotMatch(JSON.stringify(entry), new RegExp(`${bank.name}|Тундук`), 'ids, codes and hashes only');
});

test('a provision that the register of disclosures makes to a third party opens its notice as well', async () => {
  const before = await count('transfer_notice');
  const disclose = (type: string, code: string | null) =>
    s.post('/disclosures', {
      subjectId: s.subjects[0],
      purposeId: s.purpose('civil_contracts'),
      dataListId: null,
      categories: ['email'],
      recipient: { type, code, name: bank.name, country: 'KG', authorisedPersonId: null },
      channel: 'api',
    });
  const given = await disclose('legal_person', bank.code);
  assert.equal(given.status, 201, given.body);
  const { disclosureId } = given.json<{ disclosureId: string }>();
  const rows = await s.rows<{ state: string }>('SELECT state FROM transfer_notice WHERE id = $1', [disclosureId]);
  assert.deepEqual(rows, [{ state: 'DUE' }]);
  assert.equal((await disclose('subject', null)).status, 201);
  assert.equal(await count('transfer_notice'), before + 1, 'the subject is no third party');
});

test('CP-15e: a notice that a disclosure opens names its sources: as who disclosed said, as the record of the data says, or as is stated later, once', async () => {
  const citizen = await s.t.signedIn('aibek@example.kg');
  await s.consents(citizen);
  const body = {
    subjectId: s.subjects[0],
    purposeId: s.purpose(consented),
    dataListId: null,
    categories: ['email'],
    recipient: { type: 'legal_person', code: bank.code, name: bank.name, country: 'KG', authorisedPersonId: null },
    channel: 'api',
  };
  const sourceOf = async (more: object) => {
    const given = await s.post('/disclosures', { ...body, ...more });
    assert.equal(given.status, 201, given.body);
    const { disclosureId } = given.json<{ disclosureId: string }>();
    const [row] = await s.rows<{ id: string; items: { source: unknown }[] }>(
      'SELECT t.id, t.items FROM transfer t JOIN transfer_notice n ON n.transfer_id = t.id WHERE n.id = $1',
      [disclosureId],
    );
    return { id: row!.id, noticeId: disclosureId, source: row!.items[0]!.source };
  };
  const bodySaid = { kind: 'state_body', name: 'Мамлекеттик каттоо кызматы' };
  refused(
    await s.post('/disclosures', {
      ...body,
      sources: [{ category: 'email', source: { kind: 'state_body', name: ' ' } }],
    }),
    'SOURCE_UNNAMED',
  );
  for (const categories of [['phone'], ['email', 'email']]) {
    const sources = categories.map((category) => ({ category, source: bodySaid }));
    refused(await s.post('/disclosures', { ...body, sources }), 'SOURCE_OF_OTHER_DATA', 'CP-15e');
  }
  assert.deepEqual((await sourceOf({ sources: [{ category: 'email', source: bodySaid }] })).source, bodySaid);
  const unknown = await sourceOf({ purposeId: s.purpose('civil_contracts') });
  assert.equal(unknown.source, null, 'nothing is on record');
  const call = { channel: 'phone', proof: { at: s.t.clock.now().toISOString(), caller: 'А. К.', receivedBy: 'өзү' } };
  const told = `/transfers/${unknown.id}/notices/${unknown.noticeId}/sending`;
  refused(await s.post(told, call), 'NOTIFICATION_CONTENT_INCOMPLETE', 'CP-15e');
  const state = (source: object, category = 'email') =>
    s.post(`/transfers/${unknown.id}/sources`, { sources: [{ category, source }] });
  refused(await state({ kind: 'public_source', name: null }), 'SOURCE_UNNAMED');
  refused(await state(bodySaid, 'phone'), 'SOURCE_STATED');
  const twice = [bodySaid, { kind: 'subject', name: null }].map((source) => ({ category: 'email', source }));
  refused(await s.post(`/transfers/${unknown.id}/sources`, { sources: twice }), 'SOURCE_STATED');
  assert.deepEqual((await state(bodySaid)).json(), { open: [] });
  refused(await state({ kind: 'subject', name: null }), 'SOURCE_STATED');
  const [stated] = (await s.journal('transfer.sources-stated')).slice(-1);
  assert.equal(stated!.object.id, unknown.id);
  assert.equal((await s.post(told, call)).status, 200);
  await assert.rejects(
    s.rows('UPDATE transfer SET items = \'[{"category": "email", "source": null}]\' WHERE id = $1', [unknown.id]),
  );
  const collected = await s.post('/data-records', {
    purposeId: s.purpose(consented),
    subjectId: s.subjects[0],
    category: 'email',
    subjectCategory: 'salyk_app_user',
    source: { kind: 'subject' },
    channel: 'form',
    mode: 'automated',
    declaredReliable: true,
  });
  assert.ok(collected.status < 300, collected.body);
  assert.deepEqual((await sourceOf({})).source, { kind: 'subject', name: null });
});

test('CP-15e: what came from elsewhere by the record of the data is asked for at once, on the way to it, until it is stated', async () => {
  // None of the sandbox's purposes takes an address from elsewhere: the record is made to say so.
  await s.rows(
    `UPDATE data_record SET source = 'other', source_name = 'Мамлекеттик каттоо кызматы' WHERE subject_id = $1 AND category = 'email'`,
    [s.subjects[0]],
  );
  const answer = await s.post('/disclosures', {
    subjectId: s.subjects[0],
    purposeId: s.purpose('civil_contracts'),
    dataListId: null,
    categories: ['full_name', 'email'],
    recipient: { type: 'legal_person', code: bank.code, name: bank.name, country: 'KG', authorisedPersonId: null },
    channel: 'api',
    sources: [{ category: 'full_name', source: { kind: 'subject', name: null } }],
  });
  assert.equal(answer.status, 201, answer.body);
  const { disclosureId, sourcesOpen } = answer.json<{ disclosureId: string; sourcesOpen: string[] }>();
  assert.deepEqual(sourcesOpen, ['email'], 'who disclosed is told');
  const [row] = await s.rows<{ transfer_id: string }>('SELECT transfer_id FROM transfer_notice WHERE id = $1', [
    disclosureId,
  ]);
  const path = `/holder/transfers/${row!.transfer_id}`;
  const listed = async (): Promise<boolean> => {
    s.t.platform.notices.worker.poke();
    return (await s.clerk.get('/holder/tasks')).body.includes(`href="${path}/sources"`);
  };
  await until('the task', listed);
  const page = (await s.clerk.get(`${path}/${disclosureId}`)).body;
  assert.ok(page.includes(`href="${path}/sources"`), 'the page of the notice leads to it');
  assert.ok(!page.includes('name="channel"'), 'and offers no form that would be refused');
  const source = { kind: 'state_body', name: 'Мамлекеттик каттоо кызматы' };
  const stated = await s.post(`/transfers/${row!.transfer_id}/sources`, { sources: [{ category: 'email', source }] });
  assert.deepEqual(stated.json(), { open: [] });
  await until('the end of the task', async () => !(await listed()));
  assert.ok((await s.clerk.get(`${path}/${disclosureId}`)).body.includes('name="channel"'));
});

test('a repeated request executes one transfer; another content under the same key is refused', async () => {
  const key = randomUUID();
  const before = await counts();
  const first = made(await s.transfer({}, s.officer, key));
  assert.deepEqual(made(await s.transfer({}, s.officer, key)), first);
  assert.deepEqual(
    await counts(),
    before.map((n) => n + 1),
  );
  const other = await s.transfer({ channel: 'file' }, s.officer, key);
  assert.ok(other.status >= 400, other.body);
});

test('a holder’s system executes transfers with a token of that scope, and with no other', async () => {
  const admin = await s.t.signedIn('admin@salyk.example.kg');
  const token = async (scopes: string[]): Promise<Record<string, string>> => {
    const { clientId, secret } = (await s.post('/clients', { name: 'Биллинг', scopes }, admin)).json<{
      clientId: string;
      secret: string;
    }>();
    const answer = await s.t
      .visitor()
      .post('/oauth/token', { form: { grant_type: 'client_credentials', client_id: clientId, client_secret: secret } });
    return { authorization: `Bearer ${answer.json<{ access_token: string }>().access_token}` };
  };
  const json = {
    purposeId: s.purpose('civil_contracts'),
    recipient: bank,
    ground: byContract,
    items,
    methods: text('Автоматташтырылган иштетүү'),
    channel: 'interagency',
    subjects: s.subjects.map((subjectId) => ({ subjectId })),
  };
  const write = await token(['transfers:write']);
  const call = (headers: Record<string, string>, body: object) =>
    s.t.visitor().post(`${s.holder}/transfers`, { json: body, headers });
  assert.equal(made(await call(write, json)).notices, 3);
  assert.equal((await call(await token(['may']), json)).status, 403);
  const exempt = { ...json, exemption: { code: 'ART15_1_2_A', justification: 'Иш № 1' } };
  assert.equal(codeOf(await call(write, exempt)), 'EXEMPTION_NEEDS_OFFICER');
});

test('CP-2: a transfer across the border has its mark and country, and owes the same notice by the same day', async () => {
  assert.equal(codeOf(await s.transfer({ recipient: lab })), 'NO_ADEQUATE_PROTECTION');
  const ground = { subjectId: null, country: 'KZ', code: 'PD-32.4-2', evidence: { treaty: 'ЕАЭБ' }, endsAt: null };
  assert.equal((await s.post('/cross-border-grounds', ground)).status, 201);
  const subjects = s.subjects.map((subjectId) => ({ subjectId }));
  const abroad = made(await s.transfer({ recipient: lab, subjects }));
  const home = made(await s.transfer({ subjects }));
  assert.equal(abroad.dueAt, home.dueAt);
  const shown = (await s.get(`/transfers/${abroad.transferId}`)).json<{
    crossBorder: boolean;
    recipient: { country: string };
  }>();
  assert.deepEqual([shown.crossBorder, shown.recipient.country], [true, 'KZ']);
  assert.deepEqual(
    (await s.notices(abroad.transferId)).map((one) => [one.state, one.dueAt]),
    (await s.notices(home.transferId)).map((one) => [one.state, one.dueAt]),
  );
  assert.equal((await s.transfer({ recipient: lab, ground: null })).status, 409, 'the ground is needed there as well');
});

test('CP-1b: the duty to notify cannot be deleted, neither through the product nor with the program’s own rights', async () => {
  const { transferId, notices } = await s.done();
  const path = `${s.holder}/transfers/${transferId}/notices/${notices[0]}`;
  const refused = await s.officer.delete(path);
  assert.deepEqual([refused.status, codeOf(refused)], [409, 'NOTICE_NOT_DELETED']);
  assert.equal((await s.journal('transfer.notice-deletion-refused')).at(-1)!.object.id, notices[0]);
  const app = (sql: string) => s.t.database.db.query(holderScope(s.t.sandbox.holderId), sql, [notices[0]]);
  const denied = { code: '42501' };
  await assert.rejects(app('DELETE FROM transfer_notice WHERE id = $1'), denied);
  await assert.rejects(
    app('DELETE FROM transfer WHERE id = (SELECT transfer_id FROM transfer_notice WHERE id = $1)'),
    denied,
  );
  await assert.rejects(app("UPDATE transfer_notice SET due_at = due_at + interval '1 day' WHERE id = $1"), denied);
  // What the notice is about cannot go either, and no other end than the three is known.
  await assert.rejects(app('DELETE FROM disclosure WHERE id = $1'), { code: '23503' });
  for (const state of ['EXEMPT', 'IMPOSSIBLE', 'DELETED'])
    await assert.rejects(app(`UPDATE transfer_notice SET state = '${state}' WHERE id = $1`), { code: '23514' });
  await assert.rejects(app("UPDATE transfer_notice SET state = 'SENT' WHERE id = $1"), { code: '23514' }, 'no proof');
  assert.deepEqual(
    (await s.notices(transferId)).map((one) => one.state),
    ['DUE'],
  );
});

test('CP-12c: exempt is only what the two cases exempt, by an officer with reasons; the subject sees nothing of it', async () => {
  const citizen = await s.t.signedIn('aibek@example.kg');
  const seen = async () =>
    (await citizen.get('/v1/me/disclosures?limit=100')).json<{ items: { id: string }[] }>().items;
  const before = await counts();
  const exempt = (code: string, justification: string) => s.transfer({ exemption: { code, justification } });
  assert.equal(codeOf(await exempt('ART15_1_1', 'Иш № 4')), 'EXEMPTION_NOT_ALLOWED');
  assert.equal(codeOf(await exempt('NATIONAL_INTEREST', 'Иш № 4')), 'EXEMPTION_NOT_ALLOWED');
  assert.equal(codeOf(await exempt('ART15_1_2_A', '  ')), 'EXEMPTION_UNJUSTIFIED');
  assert.deepEqual(await counts(), before);
  const mine = await seen();
  const messages = await count('outbox');
  for (const code of ['ART15_1_2_A', 'ART15_1_2_B']) {
    const { transferId } = made(await exempt(code, 'Ыкчам-издөө иши № 4/2026'));
    const [notice] = await s.notices(transferId);
    assert.deepEqual([notice!.state, notice!.exemption, notice!.punctuality], ['EXEMPT', code, 'closed']);
    assert.match(notice!.exemptedBy!, /^[0-9a-f-]{36}$/);
  }
  assert.deepEqual(await seen(), mine);
  assert.equal(await count('outbox'), messages, 'no message is sent');
  assert.doesNotMatch((await citizen.get('/me/data')).body, /4\/2026/);
  const clear = await s.rows('SELECT 1 FROM transfer_notice WHERE position($1::bytea IN exemption_sealed) > 0', [
    Buffer.from('Ыкчам'),
  ]);
  assert.deepEqual(clear, [], 'why somebody is not told lies sealed');
});

test('CP-12b: in time until 24:00 of the seventh day; open beyond it is overdue and stays in the compliance view', async () => {
  const executed = s.t.clock.now();
  const { transferId, dueAt } = await s.done();
  // 23 November 2026, 10:00 in Bishkek: the seventh day is the 30th, which ends at 18:00 UTC.
  assert.equal(executed.toISOString(), '2026-11-23T04:00:00.000Z');
  assert.equal(dueAt, '2026-11-30T18:00:00.000Z');
  const view = async () =>
    (await s.get('/transfer-notices?limit=100')).json<{
      open: number;
      overdue: number;
      items: { transferId: string; punctuality: string }[];
    }>();
  s.t.clock.advance(7 * day + 14 * 3_600_000);
  assert.equal(s.t.clock.now().toISOString(), dueAt);
  assert.equal((await view()).overdue, 0);
  s.t.clock.advance(1000);
  const late = await view();
  assert.equal(late.overdue, late.open);
  assert.equal(late.items.find((one) => one.transferId === transferId)?.punctuality, 'overdue');
});
