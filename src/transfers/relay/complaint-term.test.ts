import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { after, before, test } from 'node:test';
import { accepted, refused } from '../../../test/requirements/support.ts';
import type { Visitor } from '../../../test/support/platform.ts';
import { until } from '../../../test/support/until.ts';
import { day, startTransfers, type Transfers } from '../test-transfers.ts';

let s: Transfers;
let me: Visitor;
let officer: Visitor;
before(async () => {
  s = await startTransfers();
  me = await s.t.signedIn('aibek@example.kg');
  officer = await s.t.signedIn('officer@authority.example.kg');
});
after(() => s?.t.stop());

type Seen = { id: string; number: string; state: string; filedAt: string; dueAt: string; answer: string | null };
const email = 'aryz@example.kg';
const file = async (): Promise<Seen> =>
  accepted(await me.post('/v1/me/transfer-complaints', { json: { description: 'Банкка берилген', email } }));
const listed = async (id: string, text: string): Promise<boolean> => {
  s.t.platform.notices.worker.poke();
  const { body } = await officer.get('/authority?lang=en');
  return body.includes(`href="/authority/transfers/complaints/${id}"`) && body.includes(text);
};

test('a complaint to which no report is found is a duty of the authority until it is answered, and an alarm after thirty days', async () => {
  const filed = await file();
  const term = new Date(filed.dueAt).getTime() - new Date(filed.filedAt).getTime();
  assert.ok(term >= 30 * day && term < 31 * day, filed.dueAt);
  await until('the duty', () => listed(filed.id, 'has to be answered'));
  assert.ok(!(await listed(filed.id, 'has passed')));
  s.t.clock.advance(31 * day + 1000);
  officer = await s.t.signedIn('officer@authority.example.kg');
  await until('the alarm', () => listed(filed.id, 'has passed'));
  assert.equal((await s.journal('transfer.complaint-overdue')).length, 1);

  const path = `/v1/authority/transfer-complaints/${filed.id}/answer`;
  refused(await officer.post(path, { json: { answer: '  ' } }), 'ANSWER_EMPTY', 'PD-15.1');
  const page = `/authority/transfers/complaints/${filed.id}`;
  assert.match((await officer.get(page)).body, /Банкка берилген/);
  const done = await officer.post(page, { form: { answer: 'Кармоочуга эскертүү берилди.' } });
  assert.equal(done.status, 303, done.body);
  refused(await officer.post(path, { json: { answer: 'Дагы бир жолу' } }), 'COMPLAINT_NOT_OPEN', 'PD-15.1');
  const [entry] = await s.journal('transfer.complaint-answered');
  assert.deepEqual(entry!.data, { answerHash: hash('sha256', 'Кармоочуга эскертүү берилди.') });
  await until('the end of both', async () => !(await listed(filed.id, '')));
  me = await s.t.signedIn('aibek@example.kg');
  const [mine] = accepted<{ items: Seen[] }>(await me.get('/v1/me/transfer-complaints')).items;
  assert.deepEqual([mine!.state, mine!.answer], ['ANSWERED', 'Кармоочуга эскертүү берилди.']);
  assert.match((await me.get('/me/complaints')).body, /Кармоочуга эскертүү берилди/);
  const [kept] = await s.rows<{ answer_sealed: Buffer }>('SELECT answer_sealed FROM transfer_complaint WHERE id = $1', [
    filed.id,
  ]);
  assert.ok(!kept!.answer_sealed.toString().includes('эскертүү'));
  await until('the message', async () =>
    (await s.t.platform.notices.sandboxMail(50)).some(
      (one) => one.to === email && one.text.includes(filed.number) && !one.text.includes('эскертүү'),
    ),
  );
});

test('only an officer answers a complaint', async () => {
  const { id } = await file();
  const answer = await me.post(`/v1/authority/transfer-complaints/${id}/answer`, { json: { answer: 'Өзүмө' } });
  assert.ok(answer.status === 403 || answer.status === 404, answer.body);
});
