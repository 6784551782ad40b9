import assert from 'node:assert/strict';
import { test } from 'node:test';
import { holdsSection } from '../support/section.ts';
import { reasonFor, rows as judged, table } from './table.ts';

const rows = judged();
const accepts = (verdict: string): boolean => verdict === '';

test('x509-limbo: nothing sound is refused, and what is accepted against expectation has its reason on record', () => {
  assert.equal(new Set(rows.map(({ one }) => one.name)).size, rows.length);
  for (const { one, ours, conforming } of rows) {
    const expected = one.expected === 'valid';
    if (accepts(ours) !== expected) assert.ok(reasonFor(one.name) > 0, `${one.name}: ${ours || 'valid'}`);
    // What the stricter rules accept, the usual ones do.
    if (accepts(conforming)) assert.ok(accepts(ours), one.name);
  }
});

test('x509-limbo with the rules that bind issuers: no false accept but for two rules of the CA/Browser Forum', () => {
  assert.deepEqual(
    rows.filter(({ one, conforming }) => one.expected === 'invalid' && accepts(conforming)).map(({ one }) => one.name),
    ['crl::crl-duplicate-revoked-serial', 'crl::idp-present-certificate-cdp-non-uri-generalname'],
  );
  assert.deepEqual(
    rows.filter(({ one, conforming }) => one.expected === 'valid' && !accepts(conforming)).map(({ one }) => one.name),
    ['rfc9881::ml-dsa-44', 'rfc9881::ml-dsa-87', 'rfc5280::validity::notafter-fractional'],
  );
});

test('x509-limbo: docs/conformance.md holds the table of this run', () => {
  // node tools/run.mjs test/conformance/limbo/write-table.ts
  assert.ok(holdsSection('limbo', table(rows)), 'docs/conformance.md does not hold the table of this run');
});
