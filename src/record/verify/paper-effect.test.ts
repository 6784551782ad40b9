import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paperEffect, type SignedSo } from './paper-effect.ts';

const qualified: SignedSo = { type: 'qualified', valid: true, basis: null };
const unqualified: SignedSo = { type: 'unqualified', valid: true, basis: null };
const simple: SignedSo = { type: 'simple', valid: true, basis: null };
const agreed = { basis: 'agreement 7' };
const ban = { electronicFormForbiddenBy: 'Нотариат жөнүндө мыйзам, 42-берене' };

test('ES-6.1a: a valid qualified signature makes a document equal to paper by the law itself, no agreement needed', () => {
  assert.deepEqual(paperEffect(qualified).paperEquivalent, { holds: true, law: 'ES-6.1a' });
  assert.equal(paperEffect({ ...qualified, valid: false }).paperEquivalent.holds, false);
});

test('ES-6.2a: a simple or unqualified one equals paper only where an act or an agreement covers it, which is cited', () => {
  for (const one of [simple, unqualified]) {
    assert.deepEqual(paperEffect(one).paperEquivalent, { holds: false, law: 'ES-6.2a' });
    assert.deepEqual(paperEffect({ ...one, ...agreed }).paperEquivalent, {
      holds: true,
      law: 'ES-6.2a',
      about: 'agreement 7',
    });
    assert.equal(paperEffect({ ...one, ...agreed, valid: false }).paperEquivalent.holds, false);
  }
});

test('ES-6.2b: where the electronic form is forbidden, an agreement that covers the kind does not help, and the ban is cited', () => {
  assert.deepEqual(paperEffect({ ...simple, ...agreed }, ban).paperEquivalent, {
    holds: false,
    law: 'ES-6.2b',
    about: ban.electronicFormForbiddenBy,
  });
  assert.deepEqual(paperEffect(qualified, ban).paperEquivalent, {
    holds: false,
    law: 'ES-6.1b',
    about: ban.electronicFormForbiddenBy,
  });
});

test('ES-6.3a: where paper wants a seal, any valid enhanced signature stands for hand and seal, a simple one never', () => {
  const sealed = { sealedOnPaper: true };
  assert.deepEqual(paperEffect(qualified, sealed).sealEquivalent, { holds: true, law: 'ES-6.3a' });
  assert.equal(paperEffect(unqualified, sealed).sealEquivalent?.holds, true);
  assert.equal(paperEffect({ ...simple, ...agreed }, sealed).sealEquivalent?.holds, false);
  assert.equal(paperEffect({ ...qualified, valid: false }, sealed).sealEquivalent?.holds, false);
  assert.equal(paperEffect(qualified).sealEquivalent, null);
});

test('ES-6.3b: what an act asks for beyond that comes first, and what is not met is named', () => {
  const rules = { sealedOnPaper: true, sealNeeds: ['certificate of a legal entity'] };
  assert.deepEqual(paperEffect(qualified, rules).sealEquivalent, {
    holds: false,
    law: 'ES-6.3b',
    about: 'certificate of a legal entity',
  });
  const met = { ...qualified, sealNeedsMet: rules.sealNeeds };
  assert.equal(paperEffect(met, rules).sealEquivalent?.holds, true);
});

test('ES-6.5: a strict-reporting form is satisfied by a qualified signature and by no other', () => {
  const strict = { strictForm: true };
  assert.deepEqual(paperEffect(qualified, strict).strictForm, { holds: true, law: 'ES-6.5' });
  assert.equal(paperEffect({ ...unqualified, ...agreed }, strict).strictForm?.holds, false);
  assert.equal(paperEffect(qualified).strictForm, null);
});
