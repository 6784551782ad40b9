import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startTransfers, type Transfers } from './test-transfers.ts';

let s: Transfers;
before(async () => {
  s = await startTransfers();
});
after(() => s?.t.stop());

test('more subjects are told at once than the platform has connections to its database, and none waits for another', async () => {
  const subjects = [{ subjectId: s.subjects[1] }];
  const made = [];
  for (let n = 0; n < 24; n++) made.push(await s.done({ subjects }));
  const at = s.t.clock.now().toISOString();
  const answers = await Promise.all(
    made.map(({ transferId, notices }) =>
      s.post(`/transfers/${transferId}/notices/${notices[0]!}/sending`, {
        channel: 'phone',
        proof: { at, caller: 'А. Кызматкер', receivedBy: 'субъект өзү' },
      }),
    ),
  );
  assert.deepEqual([...new Set(answers.map((one) => one.status))], [200], answers.map((one) => one.body).join('\n'));
});
