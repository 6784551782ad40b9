import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { accepted, refused } from '../../../test/requirements/support.ts';
import { until } from '../../../test/support/until.ts';
import { startTelling } from '../test-transfers.ts';

let s: Awaited<ReturnType<typeof startTelling>>;
before(async () => {
  s = await startTelling();
});
after(() => s?.stop());

test('CP-16a CP-16c: what was sent in vain is an action of its own: the subject whose mailbox takes nothing is reported with the attempt, and with no search', async () => {
  const { transferId, notices } = await s.done({ subjects: [{ subjectId: s.subjects[1] }] });
  const path = `/transfers/${transferId}/notices/${notices[0]!}`;
  const report = () => s.post(`${path}/impossible`, { report: { identifying: ['pin', 'name'] } });
  refused(await report(), 'NOT_SEARCHING');
  s.smtp.refuse('rcpt', 550);
  accepted(await s.post(`${path}/sending`, { channel: 'email' }));
  const attempts = () =>
    s.rows<{ id: string }>('SELECT id FROM transfer_attempt WHERE notice_id = $1 AND failed_at IS NOT NULL', [
      notices[0]!,
    ]);
  await until('the attempt has failed', async () => (await attempts()).length === 1);
  accepted(await s.post(`${path}/search`, {}, s.officer));
  const { reportId } = accepted<{ reportId: string }>(await report());
  assert.equal((await s.notices(transferId))[0]!.state, 'IMPOSSIBLE');
  const authority = await s.t.signedIn('officer@authority.example.kg');
  type Seen = { id: string; actions: { kind: string; named: string; result: string }[] };
  const { items } = accepted<{ items: Seen[] }>(await authority.get('/v1/authority/impossibility-reports'));
  assert.deepEqual(
    items.find((one) => one.id === reportId)!.actions.map(({ kind, named, result }) => [kind, named, result]),
    [['SEND_ATTEMPT', 'email', 'failed']],
  );
});

test('CP-16a: a contact by which nothing was sent yet is no impossibility', async () => {
  const { transferId, notices } = await s.done({ subjects: [{ subjectId: s.subjects[2] }] });
  const path = `/transfers/${transferId}/notices/${notices[0]!}`;
  accepted(await s.post(`${path}/search`, {}, s.officer));
  accepted(
    await s.post(`${path}/search-steps`, { kind: 'PUBLIC_SOURCE', source: 'https://example.kg/a', found: null }),
  );
  refused(await s.post(`${path}/impossible`, { report: { identifying: ['pin', 'name'] } }), 'SEARCH_NOT_ENDED');
});
