import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { runs } from '../support/effort.ts';
import { good, outcome, pdfTargets } from './targets/pdf.ts';

const limit = { interruptAfterTimeLimit: 200_000 };

test('unchanged, it is valid', () => {
  assert.equal(outcome(good), 'same');
});

for (const { name, changed, check } of pdfTargets)
  test(`${name}: refused, not valid, or still what was signed`, () => {
    const count = { unread: 0, refused: 0, same: 0 };
    fc.assert(
      fc.property(changed, (bytes) => {
        count[check(bytes)]++;
      }),
      { ...runs(700), ...limit },
    );
    console.log(`${name}: ${JSON.stringify(count)}`);
    assert.ok(count.refused + count.unread > 0);
  });
