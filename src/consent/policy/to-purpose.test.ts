import assert from 'node:assert/strict';
import { test } from 'node:test';
import { durationText, loadSalyk, purposeBodyOf } from './index.ts';

const { policy, sandboxPaths } = loadSalyk();
const bodyOf = (code: string) => {
  const purpose = policy.purposes?.find((one) => one.code === code);
  assert.ok(purpose);
  return purposeBodyOf(policy, purpose, sandboxPaths);
};

test('a purpose of the policy becomes a purpose to publish, with its reasons and its marks', () => {
  const body = bodyOf('access_to_services');
  assert.equal(body.service.kind, 'state');
  assert.deepEqual(body.service.storage?.months, 36);
  assert.match(body.service.storage?.text.ru ?? '', /^3 года/);
  assert.deepEqual(body.term, { months: 36 });
  assert.ok(body.categories.every(({ necessity }) => necessity.ky.length > 0));
  assert.deepEqual(
    body.categories.filter(({ required }) => !required).map(({ code }) => code),
    ['photo', 'cookie', 'phone', 'property', 'income'],
  );
  assert.deepEqual(
    body.recipients?.map(({ code, country }) => [code, country]),
    [['sandbox-registry', 'KG']],
  );
  assert.equal(body.methods?.kind, 'mixed', 'what the policy says for all purposes holds here');
  assert.ok(body.sandboxPaths.includes('ground') && !body.sandboxPaths.includes('text'));
});

test('what the policy leaves open is not filled in on the way', () => {
  const purpose = { ...policy.purposes![0]!, recipients: null, otherUse: null, ground: null, necessity: null };
  const body = purposeBodyOf(policy, purpose);
  assert.deepEqual([body.recipients, body.otherUse, body.ground], [null, null, null]);
  assert.equal(body.categories[0]?.necessity.ky, '');
});

test('days are not rounded into months, an event or an act ends a term without length', () => {
  const purpose = policy.purposes![0]!;
  const event = { ky: 'окуя', ru: 'событие', en: 'event' };
  const termOf = (consentTerm: typeof purpose.consentTerm) => purposeBodyOf(policy, { ...purpose, consentTerm }).term;
  assert.equal(termOf({ duration: 'P14D', event: null, act: null }), null);
  assert.deepEqual(termOf({ duration: null, event, act: null }), { event });
  assert.deepEqual(termOf({ duration: null, event: null, act: event }), { byLaw: event });
});

test('a length reads naturally in three languages', () => {
  assert.deepEqual(durationText('P1Y6M'), { ky: '1 жыл 6 ай', ru: '1 год 6 месяцев', en: '1 year 6 months' });
  assert.deepEqual(durationText('P22D'), { ky: '22 күн', ru: '22 дня', en: '22 days' });
  assert.deepEqual(durationText('P11Y'), { ky: '11 жыл', ru: '11 лет', en: '11 years' });
});
