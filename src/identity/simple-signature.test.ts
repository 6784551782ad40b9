import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Refusal } from '../platform/refusal.ts';
import { checkIdentificationPolicy } from './identification.ts';
import { createIdentity } from './identity.ts';
import type { IdentityDeps } from './types.ts';
import { checkSimpleSignature, offeredTypes, simpleForbidden, type SimplySigned } from './simple-signature.ts';

const embedded = { person: 'subject-1', presentedAt: '2026-11-21T06:00:00.000Z' };
const key = { rules: 'rules-1', presentedAt: '2026-11-21T06:00:00.000Z' };
const none: SimplySigned = { embedded: null, keyRequiredBy: null, namedPerson: null };

test('ES-9.1: only item 1, only item 2, or neither: signed, signed, not signed', () => {
  assert.deepEqual(checkSimpleSignature({ ...none, embedded }), { signed: true, basis: 'ES-9.1.1' });
  assert.deepEqual(checkSimpleSignature({ ...none, keyRequiredBy: key, namedPerson: 'subject-1' }), {
    signed: true,
    basis: 'ES-9.1.2',
  });
  assert.equal(checkSimpleSignature(none).signed, false);
});

test('ES-9.1.1: a signature block in the document is enough; the other condition is not asked for', () => {
  assert.deepEqual(checkSimpleSignature({ ...none, embedded, namedPerson: null }), { signed: true, basis: 'ES-9.1.1' });
});

test('ES-9.1.2b: a document sent with the key but without the person is not signed', () => {
  for (const namedPerson of [null, '', ' '])
    assert.deepEqual(checkSimpleSignature({ ...none, keyRequiredBy: key, namedPerson }), {
      signed: false,
      missing: ['ES-9.1.1', 'ES-9.1.2b'],
    });
});

test('ES-9.2 ES-9.4: no certificate, verification key, tool or rule of articles 10 to 18 is asked of a simple signature', () => {
  assert.deepEqual(
    checkSimpleSignature({ ...none, embedded }),
    { signed: true, basis: 'ES-9.1.1' },
    'their absence is no error',
  );
  const source = readFileSync(new URL('simple-signature.ts', import.meta.url), 'utf8');
  assert.doesNotMatch(source, /ES-1[0-8]|from '\.\.\/trust/);
});

test('ES-9.5b: in a system that holds state secrets an ordinary document is refused too', () => {
  assert.equal(
    (simpleForbidden({ code: 'consent' }, { holdsStateSecrets: true }) as Refusal).code,
    'SIGN_SIMPLE_SECRET_SYSTEM',
  );
  assert.equal(simpleForbidden({ code: 'consent' }, { holdsStateSecrets: false }), undefined);
});

test('ES-4.1: every type is offered unless a rule requires one, and then that one with its source', () => {
  const held = ['simple', 'unqualified', 'qualified'] as const;
  assert.deepEqual(offeredTypes({ code: 'consent' }, held, { holdsStateSecrets: false }), held);
  const required = {
    code: 'x',
    requires: { type: 'qualified', source: 'PD-32.4-1', purpose: 'cross-border transfer' },
  } as const;
  assert.deepEqual(offeredTypes(required, held, { holdsStateSecrets: false }), ['qualified']);
  assert.deepEqual(required.requires.source, 'PD-32.4-1');
});

test('PD-8.4b: a deployment with biometrics as the only way to be identified does not start', () => {
  assert.throws(() => createIdentity({ identification: ['biometric'] } as unknown as IdentityDeps), /Biometrics/);
  assert.equal(checkIdentificationPolicy(['biometric'])?.code, 'BIOMETRIC_ONLY');
  assert.equal(checkIdentificationPolicy([])?.code, 'BIOMETRIC_ONLY');
  assert.equal(checkIdentificationPolicy(['biometric', 'password']), undefined);
});
