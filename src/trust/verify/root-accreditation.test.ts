import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isRefusal } from '../../platform/refusal.ts';
import { oids } from '../der/index.ts';
import { centre, document, later, person, root, sign, trustAt } from './test-world.ts';
import { verifySignature } from './verify.ts';

test('ES-16.9: the root is where trust begins: of its accreditation nobody is asked, and neither it nor what it issues to a centre says anything of one', () => {
  const now = later(60);
  const asked: string[] = [];
  const context = trustAt(now);
  const found = verifySignature({
    signature: sign(person),
    document,
    at: now,
    context: {
      ...context,
      accreditationAt: (certificate, at) => {
        asked.push(certificate.fingerprint);
        return context.accreditationAt(certificate, at);
      },
    },
  });
  assert.ok(!isRefusal(found));
  assert.equal(found.verdict, 'valid');
  assert.deepEqual([...new Set(asked)], [centre.certificate.fingerprint]);
  assert.ok(!asked.includes(root.certificate.fingerprint));
  for (const { certificate } of [root, centre])
    assert.equal(certificate.extensions.has(oids.kgIssuerAccreditation), false);
  assert.equal(person.certificate.extensions.has(oids.kgIssuerAccreditation), true);
});
