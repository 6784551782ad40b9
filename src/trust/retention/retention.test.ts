import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isRefusal } from '../../platform/refusal.ts';
import { decideRegisterPurge, type Override } from './retention.ts';

const act: Override = {
  id: 'a',
  what: 'register',
  years: 1,
  runsFrom: 'end',
  act: 'Акт № 1',
  inForceFrom: '2026-01-01',
  inForceTo: null,
};
const at = (day: string): Date => new Date(`${day}T06:00:00Z`);
const owners = {
  kind: 'QN',
  enteredAt: at('2026-02-01'),
  endedAt: at('2026-03-01'),
  notAfter: at('2031-02-01'),
} as const;

test('an entry is not purged before the term of its certificate is over, whatever an act provides, nor an issuer’s or a service’s ever', () => {
  const decided = (entry: Parameters<typeof decideRegisterPurge>[0], now: string) => {
    const found = decideRegisterPurge(entry, [act], at(now));
    return isRefusal(found) ? found.code : found.id;
  };
  assert.equal(decided(owners, '2027-02-01'), 'REG_DESTROY_FORBIDDEN');
  assert.equal(decided(owners, '2027-04-01'), 'REG_PURGE_TERM_RUNS');
  assert.equal(decided(owners, '2031-02-01'), 'REG_PURGE_TERM_RUNS');
  assert.equal(decided(owners, '2031-02-02'), 'a');
  for (const kind of ['ROOT', 'ACA', 'TP', 'STATUS', 'OCSP', 'TSA'] as const)
    assert.equal(decided({ ...owners, kind }, '2031-02-02'), 'REG_PURGE_ISSUER', kind);
});
