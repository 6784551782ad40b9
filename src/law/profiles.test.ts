import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultActDates, type ActDatesTable } from './acts.ts';
import { findRequirement } from './catalogue.ts';
import {
  actNotYetInForce,
  checkHistory,
  defaultHistory,
  mustRule,
  profileIds,
  profileOn,
  profiles,
  ruleOn,
  type RuleKey,
} from './profiles.ts';
import { termOf } from './terms.ts';

const dates = (day: string): ActDatesTable => ({ ...defaultActDates, CP: { inForceFrom: day, inForceTo: null } });

test('CP-D-3: a consent dated before the configured day of effect is reported as not yet governed by the decree', () => {
  for (const inForceFrom of ['2017-12-01', '2018-03-15']) {
    const finding = actNotYetInForce('CP', '2017-11-30', dates(inForceFrom));
    assert.deepEqual(finding, { code: 'NOT_YET_IN_FORCE', law: ['CP-D-3'], inForceFrom });
    assert.equal(actNotYetInForce('CP', inForceFrom, dates(inForceFrom)), null);
    assert.equal(ruleOn('kr-2017', 'consent.content', '2017-11-30', dates(inForceFrom)), null);
    assert.ok(ruleOn('kr-2017', 'consent.content', inForceFrom, dates(inForceFrom)));
  }
  // Not the day of adoption: the shipped value is later and marked as assumed.
  assert.notEqual(defaultActDates.CP.inForceFrom, '2017-11-21');
  assert.equal(defaultActDates.CP.assumed, true);
});

test('SP-22: what the policy leaves open is governed by the law, cited; where both speak the stricter norm applies', () => {
  const day = '2026-11-21';
  assert.equal(mustRule('kr-strict', 'transfer.notice', day).law[0], 'CP-12b');
  const access = mustRule('kr-strict', 'access.answer', day);
  assert.deepEqual(access.law, ['PD-10.4e', 'SP-4b-3']);
  assert.ok(access.value.kind === 'term' && termOf(access.value.term).length < termOf('SP-4b-3').length);
});

test('kr-strict takes the norm that protects more and cites both sides of a conflict', () => {
  const day = '2026-11-21';
  const conflicts: readonly [RuleKey, string, string][] = [
    ['access.answer', 'PD-10.4e', 'SP-4b-3'],
    ['transfer.notice', 'CP-12b', 'PD-31.2a'],
    ['transfer.notice-when', 'CP-12b', 'PD-31.2a'],
    ['consent.content', 'CP-8', 'PD-9.6'],
    ['notice.content', 'CP-5a', 'PD-9.3'],
  ];
  for (const [key, followed, overridden] of conflicts)
    assert.deepEqual(mustRule('kr-strict', key, day).law, [followed, overridden]);
  assert.deepEqual(mustRule('kr-strict', 'transfer.notice-when', day).value, { kind: 'choice', value: 'always' });
  assert.deepEqual(mustRule('kr-draft-pd', 'transfer.notice-when', day).value, { kind: 'choice', value: 'on-request' });
});

test('every rule cites norms of the catalogue, or says which text outside it and that it is unverified', () => {
  for (const id of profileIds) {
    const keys = profiles[id].rules.map(({ key }) => key);
    assert.equal(new Set(keys).size, keys.length, id);
    for (const one of profiles[id].rules) {
      for (const norm of one.law) assert.ok(findRequirement(norm), `${id} ${one.key}: ${norm}`);
      if (one.value.kind === 'ids') for (const norm of one.value.ids) assert.ok(findRequirement(norm), norm);
      assert.ok(one.law.length > 0 || one.outside, `${id} ${one.key}`);
      assert.equal(one.unverified === true, one.act === 'LAW-58');
    }
  }
});

test('law 58 ends when the Digital Code begins', () => {
  assert.ok(ruleOn('kr-2017', 'access.answer', '2026-02-04'));
  assert.equal(ruleOn('kr-2017', 'access.answer', '2026-02-05'), null);
  assert.throws(() => mustRule('kr-2017', 'access.answer', '2026-02-05'), RangeError);
  assert.equal(ruleOn('kr-digital-code-2025', 'policy.change', '2026-02-04'), null);
});

test('history is judged by the profile of its own day', () => {
  const history = [
    { profile: 'kr-2017', from: '2017-12-01' },
    { profile: 'kr-strict', from: '2026-01-01' },
  ] as const;
  assert.equal(profileOn('2017-11-30', history), null);
  assert.equal(profileOn('2025-12-31', history), 'kr-2017');
  assert.equal(profileOn('2026-01-01', history), 'kr-strict');
  assert.equal(profileOn('2026-11-21'), 'kr-strict');
  assert.equal(checkHistory(history), null);
  assert.equal(checkHistory([...history].reverse()), 'NOT_IN_ORDER');
  assert.equal(checkHistory([]), 'EMPTY');
  assert.equal(checkHistory(defaultHistory), null);
});

test('the incomplete profile of the Digital Code needs an explicit flag', () => {
  const history = [{ profile: 'kr-digital-code-2025', from: '2026-02-05' }] as const;
  assert.equal(checkHistory(history), 'INCOMPLETE_PROFILE_NEEDS_FLAG');
  assert.equal(checkHistory(history, true), null);
});
