import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CertificatePool, CrlPool } from '../../../src/trust/path/index.ts';
import { holdsSection } from '../support/section.ts';
import { cases, judge, missing, policyOid, present, readData } from './run.ts';
import { table } from './table.ts';

if (missing) console.error(`NOT RUN: PKITS did not judge our path validation: ${missing}`);

test('NIST PKITS: 249 of 249, nothing accepted that is to be refused', { skip: missing }, () => {
  const data = readData();
  const unread = [...data.certificates, ...data.crls].filter(([, value]) => value === undefined);
  assert.deepEqual(unread.map(([name]) => name).sort(), [
    'BadCRLSignatureCACRL',
    'BadSignedCACert',
    'InvalidDSASignatureTest6EE',
  ]);

  const results = cases.map((one) => ({ one, verdict: judge(one, data) }));
  assert.equal(results.length, 249);
  assert.deepEqual(
    results
      .filter(({ one, verdict }) => (verdict?.valid ?? false) !== one.valid)
      .map(({ one, verdict }) => ({ title: one.title, problems: verdict?.problems })),
    [],
  );
  for (const { one, verdict } of results.filter(({ one: { valid } }) => valid))
    assert.deepEqual(
      [...verdict!.policies.user].sort(),
      (one.policies ?? ['NIST-test-policy-1']).map(policyOid).sort(),
      one.title,
    );
  // node tools/run.mjs test/conformance/pkits/write-table.ts
  assert.ok(holdsSection('pkits', table(results)), 'docs/conformance.md does not hold the table of this run');
});

test('NIST PKITS with all certificates and lists in one pool: the answers are the same', { skip: missing }, () => {
  const data = readData();
  const pools = {
    certificates: new CertificatePool(present(data.certificates.values())),
    crls: new CrlPool(present(data.crls.values())),
  };
  assert.deepEqual(
    cases.filter((one) => (judge(one, data, pools)?.valid ?? false) !== one.valid).map(({ title }) => title),
    [],
  );
});
