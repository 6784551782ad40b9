import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { accepted } from '../../test/requirements/support.ts';
import { until } from '../../test/support/until.ts';
import { unknownPerson, type Unreached, unreached } from './relay/test-relay.ts';
import { day, startTransfers, type Transfers } from './test-transfers.ts';

let s: Transfers;
before(async () => {
  s = await startTransfers({ at: '2026-11-23T04:00:00Z' });
});
after(() => s?.t.stop());

const tasks = async (kind: string, ref: string): Promise<number> => {
  s.t.platform.notices.worker.poke();
  const open = await s.rows('SELECT id FROM holder_task WHERE kind = $1 AND ref = $2 AND done_at IS NULL', [kind, ref]);
  return open.length;
};
const nobodyFound = async ({ path }: Unreached): Promise<void> => {
  const source = { kind: 'PUBLIC_SOURCE', source: 'https://example.kg/a', found: null };
  accepted(await s.post(`${path}/search-steps`, source));
  accepted(await s.post(`${path}/impossible`, { report: { identifying: ['pin', 'name'] } }));
};

test('the task to find a contact is there while one is looked for, and no longer', async () => {
  const both = [401, 402].map(async (n) => unreached(s, (await unknownPerson(s, n)).personId));
  const [first, second] = (await Promise.all(both)) as [Unreached, Unreached];
  const searching = ({ transferId }: Unreached) => tasks('relay.search-open', transferId);
  await until('both tasks', async () => (await searching(first)) + (await searching(second)) === 2);
  await nobodyFound(first);
  await until('the end of the first', async () => (await searching(first)) === 0);
  assert.equal(await searching(second), 1);
  await nobodyFound(second);
  await until('the end of the second', async () => (await searching(second)) === 0);
});

test('the alarm of notices past their term is over when none is owed any more', async () => {
  const { transferId, notices } = await s.done({ subjects: [{ subjectId: s.subjects[1]! }] });
  const overdue = () => tasks('transfer.notices-overdue', s.t.sandbox.holderId);
  s.t.clock.advance(8 * day);
  await until('the alarm', async () => (await overdue()) === 1);
  const proof = { at: s.t.clock.now().toISOString(), caller: 'А. Кызматкер', receivedBy: 'субъект өзү' };
  accepted(await s.post(`/transfers/${transferId}/notices/${notices[0]!}/sending`, { channel: 'phone', proof }));
  await until('the end of the alarm', async () => (await overdue()) === 0);
});
