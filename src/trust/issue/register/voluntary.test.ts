import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { isRefusal } from '../../../platform/refusal.ts';
import { registerStand } from './test-register.ts';

const s = await registerStand();
after(() => s.stop());

test('ES-16.2a: without an accreditation a centre issues certificates that are not qualified, and no qualified one', async () => {
  const unaccredited = (kind: 'NQ' | 'QN' | 'QA') => {
    const order = s.order(kind);
    const { accreditation: _none, ...facts } = order.facts;
    return s.issue({ ...order, facts });
  };
  const plain = await unaccredited('NQ');
  assert.ok(!isRefusal(plain), JSON.stringify(plain));
  for (const kind of ['QN', 'QA'] as const) {
    const refused = await unaccredited(kind);
    assert.ok(isRefusal(refused), kind);
    assert.equal(refused.code, 'ISS_ACCREDITATION_NOT_ACTIVE');
  }
});
