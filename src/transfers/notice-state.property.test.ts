import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canMove, isOpen, noticeDueAt, type NoticeState, noticeStates, punctuality } from './notice-state.ts';

// A repeatable stream of numbers: the same moments and walks at every run.
function* numbers(seed: number): Generator<number, never> {
  for (let state = seed; ; ) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield state / 2 ** 32;
  }
}

test('CP-12b: for any moment, the term ends at 24:00 in Bishkek of the seventh day, and only what is later is late', () => {
  const next = numbers(759);
  const from = Date.UTC(2024, 0, 1);
  for (let i = 0; i < 5_000; i++) {
    const executed = new Date(from + Math.floor(next.next().value * 6 * 366 * 86_400_000));
    const due = noticeDueAt(executed);
    const days = (due.getTime() - executed.getTime()) / 86_400_000;
    assert.ok(days > 7 && days <= 8, `${executed.toISOString()}: ${days}`);
    // Bishkek is UTC+6 all year: its midnight is 18:00 UTC, give or take nothing but the last millisecond's convention.
    assert.equal(new Date(due.getTime() + 6 * 3_600_000).getUTCHours() % 24, 0, due.toISOString());
    for (const [shift, sent, open] of [
      [-1, 'on-time', 'open'],
      [0, 'on-time', 'open'],
      [1, 'late', 'overdue'],
      [1000, 'late', 'overdue'],
    ] as const) {
      const at = new Date(due.getTime() + shift);
      assert.equal(punctuality({ state: 'SENT', dueAt: due, sentAt: at }, new Date(at.getTime() + 1e9)), sent);
      for (const state of ['DUE', 'CONTACT_SEARCH'] as const)
        assert.equal(punctuality({ state, dueAt: due, sentAt: null }, at), open);
    }
  }
});

test('CP-1b: whatever walk a notice takes, its only ends are SENT, EXEMPT and IMPOSSIBLE, and it is open until one of them', () => {
  const next = numbers(15);
  for (let i = 0; i < 2_000; i++) {
    let state: NoticeState = next.next().value < 0.1 ? 'EXEMPT' : next.next().value < 0.3 ? 'CONTACT_SEARCH' : 'DUE';
    for (let step = 0; step < 12; step++) {
      const to = noticeStates[Math.floor(next.next().value * noticeStates.length)]!;
      if (!canMove(state, to)) continue;
      assert.notEqual(to, 'EXEMPT', 'an exemption is of the moment of transfer');
      if (to === 'IMPOSSIBLE') assert.equal(state, 'CONTACT_SEARCH', 'only what was searched for');
      state = to;
    }
    const ways = noticeStates.filter((to) => canMove(state, to));
    if (state === 'SENT' || state === 'EXEMPT') assert.deepEqual(ways, []);
    else if (state === 'IMPOSSIBLE') assert.deepEqual(ways, ['DUE'], 'the authority found the subject');
    else assert.ok(isOpen(state) && ways.includes('SENT'));
  }
});
