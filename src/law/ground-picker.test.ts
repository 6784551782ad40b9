import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { runs } from '../../test/support/effort.ts';
import { suggestGround, type PurposeFacts } from './ground-picker.ts';
import { checkGround } from './grounds.ts';

const tax: PurposeFacts = { holderType: 'executive_state_body', day: '2026-11-21' };

test('a purpose the law commands must not be put to consent, and the page says why', () => {
  const suggestion = suggestGround({ ...tax, obligingNorm: 'Tax Code, art. 118', empoweringNorm: 'Tax Code, art. 40' });
  assert.equal(suggestion.askConsent, false);
  assert.equal(suggestion.ground, 'legal_obligation');
  assert.deepEqual(suggestion.alternatives, ['public_powers']);
  assert.deepEqual(suggestion.law, ['PD-5.1-4', 'PD-9.4b', 'SP-15b']);
  assert.match(suggestion.why.ky, /милдеттендирет/);
});

test('without any other ground consent is asked', () => {
  const suggestion = suggestGround(tax);
  assert.equal(suggestion.askConsent, true);
  assert.equal(suggestion.ground, 'consent');
});

test('what does not hold does not count: a private holder has no powers, an ended contract binds nobody', () => {
  const shop: PurposeFacts = { ...tax, holderType: 'legal_entity', empoweringNorm: 'Tax Code, art. 40' };
  assert.equal(suggestGround(shop).ground, 'consent');
  const contract = { reference: 'No. 1', subjectIsParty: true, from: '2025-01-01', until: '2026-11-20' };
  assert.equal(suggestGround({ ...shop, contract }).ground, 'consent');
  assert.equal(suggestGround({ ...shop, contract: { ...contract, until: null } }).ground, 'contract');
});

test('special categories need more than a ground', () => {
  const facts: PurposeFacts = { ...tax, obligingNorm: 'Tax Code, art. 118', specialCodes: ['health'] };
  const suggestion = suggestGround(facts);
  assert.equal(suggestion.askConsent, true);
  assert.equal(suggestion.ground, 'legal_obligation');
  assert.equal(suggestGround({ ...facts, specialExceptionHolds: true }).askConsent, false);
});

test('creative work keeps consent as part of its ground', () => {
  assert.equal(suggestGround({ ...tax, creative: true }).askConsent, true);
});

test('property: a ground suggested instead of consent always holds on its evidence', () => {
  const text = fc.constantFrom('', 'Law 1, art. 2');
  fc.assert(
    fc.property(
      fc.constantFrom('executive_state_body', 'local_self_government', 'legal_entity', 'natural_person'),
      text,
      text,
      fc.boolean(),
      fc.option(fc.constantFrom('2026-11-20', '2026-11-21'), { nil: null }),
      (holderType, obligingNorm, empoweringNorm, subjectIsParty, until) => {
        const contract = { reference: 'No. 1', subjectIsParty, from: '2026-01-01', until };
        const { askConsent, ground, evidence } = suggestGround({
          holderType,
          day: '2026-11-21',
          obligingNorm,
          empoweringNorm,
          contract,
        });
        if (!askConsent) assert.equal(checkGround({ code: ground, holderType, evidence, day: '2026-11-21' }), null);
      },
    ),
    runs(100),
  );
});
