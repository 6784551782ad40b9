import assert from 'node:assert/strict';
import { test } from 'node:test';
import { holdsSection } from '../support/section.ts';
import { families, tableOf } from './families.ts';
import { isAsExpected } from './world.ts';

/** Processor time that one small input may take; the usual one takes a few. */
const mostMillis = 2_000;

for (const { name, cases } of families)
  test(`hostile: ${name}`, () => {
    assert.equal(new Set(cases.map((one) => one.name)).size, cases.length, 'each case has a name of its own');
    const wrong = cases.flatMap((one) => {
      const before = process.cpuUsage();
      const found = one.found();
      const millis = process.cpuUsage(before).user / 1000;
      return isAsExpected(one, found) && millis < mostMillis ? [] : [{ name: one.name, found, millis }];
    });
    assert.deepEqual(wrong, []);
  });

test('docs/conformance.md says what was tried', () => {
  assert.ok(holdsSection('hostile', tableOf(families)), `node tools/run.mjs test/conformance/hostile/write-table.ts`);
});
