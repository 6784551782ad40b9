import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ask, consentByPassword } from '../support/consenting.ts';
import { startPlatform, type TestPlatform } from '../support/platform.ts';
import {
  accepted,
  byPowers,
  category,
  collect,
  ground,
  newPerson,
  type Office,
  office,
  type Person,
  purpose,
  records,
  refused,
  subjectAt,
} from './stand.ts';

// PD-8: special categories at a holder whose policy says that it processes them under article 8.

const special: readonly (readonly [string, string])[] = [
  ['PD-8.1-1', 'race_ethnic'],
  ['PD-8.1-2', 'nationality'],
  ['PD-8.1-3', 'political'],
  ['PD-8.1-4', 'medical'],
  ['PD-8.1-5', 'sexual_orientation'],
  ['PD-8.1-6', 'worker_representation'],
  ['PD-8.1-7', 'offences_criminal'],
  ['PD-8.1-8', 'security_measures'],
  ['PD-8.1-9', 'belief'],
  ['PD-8.1-10', 'genetic'],
];
const actions = ['collect', 'record', 'store', 'use', 'erase'];

let t: TestPlatform;
let o: Office;
let person: Person;
let subjectId: string;

before(async () => {
  t = await startPlatform();
  o = await office(t, 'clinic', {
    purposes: ['register', 'emergency', 'care', 'other'],
    categories: [...special.map(([, code]) => code), 'health'],
  });
  const all = [category('full_name'), ...special.map(([id, code]) => category(code, id))];
  await o.open(purpose('register', { ground: byPowers, categories: all, actions }));
  await o.open(purpose('emergency', { ground: byPowers, categories: [category('health', 'PD-8.1-12')], actions }));
  await o.open(
    purpose('care', {
      categories: [
        category('full_name'),
        category('health', 'PD-8.1-12', false),
        category('genetic', 'PD-8.1-10', false),
      ],
      actions,
    }),
  );
  person = await newPerson(t, 1);
  subjectId = subjectAt(o, person.personId);
});
after(() => t.stop());

const may = (code: string, categories: readonly string[], more: object = {}) =>
  ask(o.t, o.officer, { code, subjectId, categories, ...more });

test('PD-8.1: a ground of article 5 opens no special category; what is special must be marked so', async () => {
  assert.equal((await may('register', ['full_name'])).ground, 'PD-5.1-3a');
  for (const action of ['collect', 'store', 'use']) {
    const answer = await may(
      'register',
      special.map(([, code]) => code),
      { action },
    );
    assert.deepEqual([answer.allowed, answer.reason], [false, 'SPECIAL_CATEGORY'], action);
  }
  refused(
    await o.publish(purpose('other', { ground: byPowers, categories: [category('health')] })),
    'SPECIAL_CATEGORY_UNMARKED',
    'PD-8.1',
  );
  assert.deepEqual(await records(o, subjectId), []);
});

for (const [id, code] of special)
  test(`${id}: ${code} is neither collected, stored nor used without an exception of 8.2`, async () => {
    for (const action of ['collect', 'store', 'use']) {
      const answer = await may('register', [code], { action });
      assert.deepEqual([answer.allowed, answer.reason], [false, 'SPECIAL_CATEGORY'], action);
    }
    refused(await collect(o, 'register', subjectId, code, { value: 'x' }), 'SPECIAL_CATEGORY', 'PD-8.1');
    assert.deepEqual(await records(o, subjectId), []);
    // An exception for something else opens nothing here; its own opens it.
    const other = code === 'genetic' ? 'belief' : 'genetic';
    const evidence = { protectedPerson: 'субъект', whyNoConsent: 'эс-учун жоготкон' };
    const endsAt = new Date(t.clock.now().getTime() + 1000).toISOString();
    accepted(await ground(o, 'PD-8.2-2', 'register', subjectId, { ...evidence, categories: [other] }, endsAt));
    assert.equal((await may('register', [code])).reason, 'SPECIAL_CATEGORY');
    accepted(await ground(o, 'PD-8.2-2', 'register', subjectId, { ...evidence, categories: [code] }, endsAt));
    assert.equal((await may('register', [code])).allowed, true);
    t.clock.advance(1000);
    assert.equal((await may('register', [code])).reason, 'SPECIAL_CATEGORY');
  });

test('PD-8.2: an exception outside the seven is refused', async () => {
  for (const code of ['PD-8.2-8', 'PD-8.2-0', 'PD-8.2-x'])
    refused(
      await ground(o, code, 'register', subjectId, { protectedPerson: 'a', whyNoConsent: 'b' }),
      'NO_LEGAL_GROUND',
      'PD-8.2',
    );
});

test('PD-8.2-1: only a consent that names the health data opens them, and only while it lasts', async () => {
  const without = await consentByPassword(o.t, person.visitor, 'care', { categories: ['full_name', 'genetic'] });
  assert.equal(without.answer.status, 201, without.answer.body);
  assert.deepEqual(
    [(await may('care', ['genetic'])).reason, (await may('care', ['health'])).allowed],
    ['CONSENT', false],
  );
  refused(await collect(o, 'care', subjectId, 'health', { value: 'x' }), 'DATA_ITEM_NOT_CONSENTED');
  // An exception may rest on a consent only for what that consent names, of that subject, while it is in force.
  const claim = (consentId: string, names: readonly string[], subject = subjectId) =>
    ground(o, 'PD-8.2-1', 'emergency', subject, { consentId, consentState: 'active', consentNames: names });
  refused(await claim(without.consentId, ['health']), 'GROUND_EVIDENCE_MISSING', 'PD-8.2-1');
  const named = await consentByPassword(o.t, person.visitor, 'care', { categories: ['full_name', 'health'] });
  assert.equal((await may('care', ['health'])).reason, 'CONSENT');
  assert.equal((await may('emergency', ['health'])).reason, 'SPECIAL_CATEGORY');
  const stranger = subjectAt(o, (await newPerson(t, 2)).personId);
  refused(await claim(named.consentId, ['health'], stranger), 'GROUND_EVIDENCE_MISSING', 'PD-9.5b');
  refused(await claim(without.consentId, ['genetic']), 'GROUND_EVIDENCE_MISSING', 'PD-9.5b');
  accepted(await claim(named.consentId, ['health']));
  assert.equal((await may('emergency', ['health'])).allowed, true);
  t.clock.advance(1000);
  accepted(await person.visitor.post(`/v1/me/consents/${named.consentId}/withdrawal`, { json: {} }));
  assert.deepEqual(
    [(await may('care', ['health'])).reason, (await may('emergency', ['health'])).reason],
    ['CONSENT_WITHDRAWN', 'SPECIAL_CATEGORY'],
  );
});

test('PD-8.2-1: data that became special after the consent are not named in it', async () => {
  await o.open(purpose('other', { categories: [category('full_name'), category('photo', null, false)], actions }));
  await consentByPassword(o.t, person.visitor, 'other');
  assert.equal((await may('other', ['photo'])).reason, 'CONSENT');
  await o.open(
    purpose('other', { categories: [category('full_name'), category('photo', 'PD-8.1-11', false)], actions }),
  );
  assert.deepEqual(
    [(await may('other', ['photo'])).reason, (await may('other', ['full_name'])).reason],
    ['SPECIAL_CATEGORY', 'CONSENT'],
  );
});

test('PD-8.2-5: with the emergency the exception ends', async () => {
  const emergency = { event: 'SANDBOX эпидемия', from: '2026-11-01', guarantees: ['жашыруундуулук'] };
  refused(
    await ground(o, 'PD-8.2-5', 'emergency', null, { ...emergency, guarantees: [] }),
    'GROUND_EVIDENCE_MISSING',
    'PD-8.2-5',
  );
  accepted(await ground(o, 'PD-8.2-5', 'emergency', null, emergency, '2026-12-01T00:00:00Z'));
  assert.equal((await may('emergency', ['health'])).allowed, true);
  t.clock.set(new Date('2026-11-30T23:59:59Z'));
  assert.equal((await may('emergency', ['health'])).allowed, true);
  t.clock.set(new Date('2026-12-01T00:00:00Z'));
  assert.deepEqual(
    [(await may('emergency', ['health'])).allowed, (await may('emergency', ['health'])).reason],
    [false, 'SPECIAL_CATEGORY'],
  );
  refused(await collect(o, 'emergency', subjectId, 'health', { value: 'x' }), 'SPECIAL_CATEGORY', 'PD-8.1');
});
