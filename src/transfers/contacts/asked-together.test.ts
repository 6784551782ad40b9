import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { systemScope, type Tx } from '../../platform/db/index.ts';
import { startTransfers, type Transfers } from '../test-transfers.ts';
import { withoutContacts } from './index.ts';

let s: Transfers;
before(async () => {
  s = await startTransfers();
});
after(() => s?.t.stop());

test('whether the subjects of a transfer can be reached is asked of one and of all with as many statements', async () => {
  const { db, keys } = s.t.platform.consent;
  const asked = async (subjectIds: readonly string[]): Promise<{ statements: number; without: number }> => {
    let statements = 0;
    const counting = (tx: Tx): Tx => ({
      ...tx,
      query: (text, values) => {
        statements++;
        return tx.query(text, values);
      },
      as: (scope, act) => tx.as(scope, (wide) => act(counting(wide))),
    });
    const without = await db.tx(systemScope('a test counts statements'), (tx) =>
      withoutContacts({ keys }, counting(tx), s.t.sandbox.holderId, subjectIds),
    );
    return { statements, without: without.size };
  };
  for (const subjectId of s.subjects)
    await s.post(`/subjects/${subjectId}/contacts`, {
      kind: 'email',
      value: 'kontakt@example.kg',
      source: 'public_source',
      reference: 'https://example.kg',
    });
  const one = await asked(s.subjects.slice(0, 1));
  const all = await asked(s.subjects);
  assert.ok(one.statements > 0);
  assert.deepEqual([all.statements, all.without], [one.statements, 0]);
});
