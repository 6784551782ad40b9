import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { pino } from 'pino';
import { accessOf, caseRoutes, type Engine, homeOf, list, openingAct } from '../cases/index.ts';
import { checkAccess, createMetrics, createServer, type Principal } from '../platform/http/index.ts';
import { csrfToken } from '../platform/http/csrf.ts';
import { systemScope } from '../platform/db/index.ts';
import { uuidv7 } from '../platform/ids.ts';
import { procedures } from './index.ts';
import { stand } from './test-stand.ts';

const s = await stand('2026-12-01T04:00:00Z');
const bar = {
  id: uuidv7(),
  kind: 'obligation',
  nature: 'civil',
  recordedAt: new Date('2026-01-01T00:00:00Z'),
  fulfilledAt: null,
};
const engine: Engine = s.engine({
  'contested-withdrawal': async () => ({ consentLive: true, bars: [bar] }),
  cessation: async () => ({ accredited: false, pending: false, owners: null, entries: 0, successor: null }),
  takeover: async () => ({
    from: null,
    accredited: false,
    ceasing: false,
    pending: false,
    announced: false,
    handedOver: null,
  }),
  'certificate-application': async () => ({
    contract: { service: 'natural', price: '0.00', offer: 0 },
    standing: null,
    issues: false,
    certificate: null,
    signatureMeans: [],
    keyMaker: null,
    madeKey: null,
    trusted: [],
    officerOf: null,
    papers: { information: '1', guide: '1' },
  }),
  'certificate-copy': async () => ({ certificate: null, term: { days: 7, setBy: 'default', act: '' } }),
  'certificate-termination': async () => ({ certificate: null }),
  'court-revocation': async () => ({ certificate: null }),
  'liability-claim': async () => ({ certificate: null, entries: [], obligations: null, check: null, cover: null }),
  accreditation: async () => ({ kind: 'legal_person', standing: null, pending: false, means: [], rootIssues: false }),
});
const csrfSecret = Buffer.alloc(32, 7);
const principals = new Map<string, Principal>();
const app = await createServer({
  logger: pino({ level: 'silent' }),
  metrics: createMetrics(),
  cite: () => undefined,
  csrfSecret,
  secure: false,
  title: 'test',
  version: '1',
  authenticate: async (request) => principals.get(String(request.headers['x-test'])) ?? { kind: 'anonymous' },
  problemPage: () => '',
});
let poked = 0;
caseRoutes(app, { engine, subjectOf: (personId) => personId, macSecret: csrfSecret, poke: () => poked++ });
await app.ready();
after(() => app.close());

const personId = s.subjectId;
const staff = (office: 'holder' | 'centre' | 'authority', holderId: string | null, ...roles: string[]): Principal => ({
  kind: 'staff',
  accountId: uuidv7(),
  sessionId: uuidv7(),
  office,
  holderId,
  roles,
  name: 'x',
});
const citizen = (id: string | null): Principal => ({
  kind: 'citizen',
  accountId: uuidv7(),
  sessionId: uuidv7(),
  personId: id,
  name: 'x',
});
const everyone: Record<string, Principal> = {
  nobody: { kind: 'anonymous' },
  subject: citizen(personId),
  stranger: citizen(uuidv7()),
  unbound: citizen(null),
  clerk: staff('holder', s.holderId, 'clerk'),
  officer: staff('holder', s.holderId, 'data-officer'),
  head: staff('holder', s.holderId, 'administrator'),
  elsewhere: staff('holder', uuidv7(), 'clerk', 'data-officer', 'administrator'),
  authority: staff('authority', null, 'officer'),
  securityBody: staff('authority', null, 'security-body'),
  centre: staff('centre', s.holderId, 'administrator'),
  registrar: staff('centre', s.holderId, 'registrar'),
  otherCentre: staff('centre', uuidv7(), 'administrator', 'registrar'),
  machine: { kind: 'machine', clientId: uuidv7(), holderId: s.holderId, scopes: ['cases:bars'] },
  otherMachine: { kind: 'machine', clientId: uuidv7(), holderId: s.holderId, scopes: ['may'] },
};
for (const [name, principal] of Object.entries(everyone)) principals.set(name, principal);

async function call(
  who: string,
  method: 'GET' | 'POST',
  url: string,
  body?: unknown,
  headers: Record<string, string> = {},
) {
  const principal = everyone[who]!;
  const csrf = 'sessionId' in principal ? { 'x-csrf-token': csrfToken(csrfSecret, principal.sessionId) } : {};
  const answer = await app.inject({
    method,
    url,
    headers: { 'x-test': who, 'accept-language': 'en', ...csrf, ...headers },
    ...(body === undefined ? {} : { payload: body as object }),
  });
  return {
    status: answer.statusCode,
    body: answer.json() as Record<string, unknown> & { id: string; items: Record<string, unknown>[]; code: string },
  };
}
const cases = `/v1/holders/${s.holderId}/cases`;
const withdrawal = `${cases}/contested-withdrawal`;
const file = (who = 'subject', headers = {}) =>
  call(who, 'POST', withdrawal, { data: { consentId: uuidv7() } }, headers);

async function upheldCase() {
  const { body } = await file();
  const named = [{ id: bar.id, contract: 'Loan 7', owed: '1000 som', dueOn: '2026-12-31' }];
  return (
    await call('officer', 'POST', `${withdrawal}/${body.id}/acts/uphold`, {
      obligations: [bar.id],
      named,
      grounds: [],
      reasons: 'Unpaid',
    })
  ).body;
}

describe('the generated API', () => {
  test('a case is opened, acted in, read and listed; the answer holds what may be done next by the asker', async () => {
    const opened = await file();
    assert.equal(opened.status, 201, JSON.stringify(opened.body));
    assert.equal(opened.body['stage'], 'PENDING');
    assert.deepEqual(
      (opened.body['possible'] as { act: string }[]).map(({ act }) => act),
      ['keep'],
    );
    const reasons = 'Instalment of May is unpaid';
    const upheld = await call('officer', 'POST', `${withdrawal}/${opened.body.id}/acts/uphold`, {
      obligations: [bar.id],
      named: [{ id: bar.id, contract: 'Loan 7', owed: '1000 som', dueOn: '2026-12-31' }],
      grounds: [],
      reasons,
    });
    assert.equal(upheld.status, 200, JSON.stringify(upheld.body));
    const read = await call('subject', 'GET', `${withdrawal}/${opened.body.id}`);
    const acts = read.body['acts'] as { act: string; data: Record<string, unknown> }[];
    assert.equal(acts.find(({ act }) => act === 'uphold')!.data['reasons'], reasons);
    const documents = read.body['documents'] as { seq: number; hash: string }[];
    const document = await call('subject', 'GET', `${withdrawal}/${opened.body.id}/documents/${documents[0]!.seq}`);
    assert.equal((document.body['content'] as Record<string, unknown>)['reasons'], reasons);
    assert.equal(document.body['hash'], documents[0]!.hash);
    const mine = await call('subject', 'GET', withdrawal);
    assert.ok(mine.body.items.some(({ id }) => id === opened.body.id));
    assert.equal((await call('stranger', 'GET', withdrawal)).body.items.length, 0);
    assert.ok(poked >= 2);
  });

  test('a body of the wrong shape is a 400, a guard’s no a 422 with its code, another’s case a 404', async () => {
    const { body } = await file();
    assert.equal((await call('officer', 'POST', `${withdrawal}/${body.id}/acts/uphold`, { reasons: 7 })).status, 400);
    const no = await call('officer', 'POST', `${withdrawal}/${body.id}/acts/uphold`, {
      obligations: [],
      named: [],
      grounds: [],
      reasons: 'no',
    });
    assert.deepEqual([no.status, no.body.code], [422, 'NO_BAR_NAMED']);
    assert.equal((await call('stranger', 'GET', `${withdrawal}/${body.id}`)).status, 404);
    assert.equal((await call('stranger', 'POST', `${withdrawal}/${body.id}/acts/keep`, {})).status, 404);
    assert.equal((await call('officer', 'GET', `${cases}/change-of-policy/${body.id}`)).status, 404);
  });

  test('sent twice under one key it is done once; a refused request may be sent again', async () => {
    const headers = { 'idempotency-key': 'key-of-the-form-1' };
    const data = { data: { consentId: uuidv7() } };
    const first = await call('subject', 'POST', withdrawal, data, headers);
    const again = await call('subject', 'POST', withdrawal, data, headers);
    assert.equal(again.body.id, first.body.id);
    assert.equal((await call('subject', 'POST', withdrawal, { data: { consentId: uuidv7() } }, headers)).status, 409);
    const bad = { 'idempotency-key': 'key-of-the-form-2' };
    const lift = `${withdrawal}/${first.body.id}/acts/lift`;
    assert.equal((await call('officer', 'POST', lift, { bar: bar.id }, bad)).status, 409);
    assert.equal((await call('officer', 'POST', lift, { bar: bar.id }, bad)).body.code, 'NOT_ITS_TURN');
  });

  test('tasks come by urgency, to those who owe them', async () => {
    const pages: string[] = [];
    let url = `/v1/holders/${s.holderId}/tasks?limit=2`;
    for (let next: unknown = ''; next !== null; ) {
      const { body, status } = await call('officer', 'GET', url);
      assert.equal(status, 200);
      pages.push(...body.items.map(({ dueAt }) => String(dueAt)));
      next = body['next'];
      url = `/v1/holders/${s.holderId}/tasks?limit=2&after=${String(next)}`;
    }
    const open = await s.owner.query<{ n: number }>(
      systemScope('test'),
      `SELECT count(*) AS n FROM case_duty WHERE state = 'open' AND office = 'holder' AND NOT waits`,
    );
    assert.equal(pages.length, open[0]!.n);
    assert.deepEqual(pages, [...pages].sort());
    assert.equal((await call('clerk', 'GET', `/v1/holders/${s.holderId}/tasks`)).body.items.length, 0);
    const mine = await call('subject', 'POST', `${withdrawal}/${(await upheldCase()).id}/acts/complain`, {
      reasons: 'No debt',
    });
    assert.equal(mine.status, 200, JSON.stringify(mine.body));
    const everywhere = await call('authority', 'GET', '/v1/tasks');
    assert.deepEqual(
      everywhere.body.items.map(({ duty, caseId, holderId }) => [duty, caseId, holderId]),
      [['decision', mine.body.id, s.holderId]],
    );
    assert.equal((await call('officer', 'GET', '/v1/tasks')).status, 403);
    for (const after of ['x', Buffer.from('2026-99-99 x y').toString('base64url')])
      assert.equal((await call('officer', 'GET', `/v1/holders/${s.holderId}/tasks?after=${after}`)).status, 200);
    const statistics = await call('officer', 'GET', `${withdrawal}/statistics`);
    const answer = (statistics.body['duties'] as { duty: string; open: number; inTime: number }[]).find(
      ({ duty }) => duty === 'answer',
    )!;
    assert.deepEqual([answer.open, answer.inTime], [open[0]!.n, 2]);
  });

  test('a look by the authority at a person’s case is journalled', async () => {
    const { body } = await file();
    assert.equal((await call('authority', 'GET', `${withdrawal}/${body.id}`)).status, 200);
    const looks = await s.owner.query(
      systemScope('test'),
      `SELECT 1 FROM journal WHERE type = 'case.read' AND subject_id = $1`,
      [s.subjectId],
    );
    assert.ok(looks.length > 0);
  });

  for (const procedure of procedures) {
    test(`every act of ${procedure.name} is closed to every principal that is not its party`, async () => {
      const opening = openingAct(procedure);
      for (const [act, spec] of Object.entries(procedure.acts)) {
        const byLaw = list(spec.by).every((name) => procedure.parties[name]!.office === 'engine');
        const base = `/v1/${homeOf(procedure)}s/${s.holderId}/cases/${procedure.name}`;
        const url = act === opening ? base : `${base}/${uuidv7()}/acts/${act}`;
        const body = act === opening ? { data: spec.example ?? {} } : (spec.example ?? {});
        for (const [who, principal] of Object.entries(everyone)) {
          const open = !byLaw && checkAccess(accessOf(procedure, act), principal, s.holderId) === null;
          const { status } = await call(who, 'POST', url, body);
          if (byLaw) assert.equal(status, 404, `${act} by ${who}: there is no route to what the law does itself`);
          else if (!open) assert.ok(status === 401 || status === 403, `${act} by ${who}: ${status}`);
          else assert.ok(status < 500 && status !== 401 && status !== 403, `${act} by ${who}: ${status}`);
        }
      }
    });
  }
});
