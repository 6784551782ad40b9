import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { acceptAgreement, allChoices, ask, consentByPassword } from '../support/consenting.ts';
import { password, startPlatform, type TestPlatform } from '../support/platform.ts';
import {
  accepted,
  byPowers,
  childRecord,
  collect,
  ground,
  newPerson,
  type Office,
  office,
  parentOf,
  type Person,
  purpose,
  records,
  refused,
  subjectAt,
  text3,
} from './stand.ts';

// PD-18, DECISIONS 11. The day is Monday 23 November 2026 in Bishkek.

let t: TestPlatform;
let o: Office;
let parent: Person;
let child: Person;
let subjectId: string;
const interest = { childInterest: 'эске алынды', guarantees: ['жашыруундуулук'] };

before(async () => {
  t = await startPlatform();
  o = await office(t, 'school', { purposes: ['club', 'loan', 'roll', 'games', 'trip'] });
  await o.open(purpose('club'));
  await o.open(purpose('loan', { ageAppropriate: false, childText: null }));
  await o.open(purpose('roll', { ground: byPowers }));
  await o.open(purpose('trip'));
  parent = await newPerson(t, 1);
  child = await newPerson(t, 2, childRecord('2016-05-10'));
  subjectId = subjectAt(o, child.personId);
});
after(() => t.stop());

const may = (code: string, more: object = {}) =>
  ask(o.t, o.officer, { code, subjectId, categories: ['full_name'], ...more });
const begin = (one: Person, code: string, more: object = {}) =>
  one.visitor.post('/v1/me/journeys', { json: { purposeId: o.purposes[code], lang: 'ky', ...more } });

async function draftFor(one: Person, code: string, more: object = {}) {
  const { protocolId, audience } = accepted<{ protocolId: string; audience: string }>(await begin(one, code, more));
  const choices = { ...allChoices, categories: ['full_name', 'email'] };
  const draft = await one.visitor.post('/v1/me/drafts', {
    json: { purposeId: o.purposes[code], protocolId, beside: null, choices, ...more },
  });
  return { draft, protocolId, audience };
}

async function consentFor(representationId: string, code: string): Promise<string> {
  const { draft, protocolId } = await draftFor(parent, code, { representationId });
  const made = accepted(draft);
  await acceptAgreement(o.t, parent.visitor);
  const signing = accepted(
    await parent.visitor.post('/v1/me/signings', {
      json: { protocolId, manifestHash: made['manifestHash'], holderId: o.holderId },
    }),
  );
  const given = accepted<{ consentId: string }>(
    await parent.visitor.post('/v1/me/consents', {
      json: { draftId: made['draftId'], signingId: signing['signingId'], password },
    }),
  );
  return given.consentId;
}

test('PD-18.2b: the day before the fourteenth birthday the child does not consent, on the day the child does', async () => {
  const tomorrow = await newPerson(t, 3, childRecord('2012-11-24'));
  const today = await newPerson(t, 4, childRecord('2012-11-23'));
  refused((await draftFor(tomorrow, 'club')).draft, 'REPRESENTATIVE_REQUIRED', 'PD-18.2b');
  const given = await consentByPassword(o.t, today.visitor, 'club');
  assert.equal(given.answer.status, 201, given.answer.body);
  const subject = subjectAt(o, today.personId);
  assert.equal(
    (await ask(o.t, o.officer, { code: 'club', subjectId: subject, categories: ['full_name'] })).allowed,
    true,
  );
  // A purpose that does not match the age interests is the representative's.
  refused((await draftFor(today, 'loan')).draft, 'REPRESENTATIVE_REQUIRED', 'PD-18.2b');
  t.clock.set(new Date('2026-11-23T17:59:59Z'));
  refused((await draftFor(tomorrow, 'club')).draft, 'REPRESENTATIVE_REQUIRED');
  t.clock.set(new Date('2026-11-23T18:00:00Z'));
  accepted((await draftFor(tomorrow, 'club')).draft);
});

test('PD-18.2a: a child of ten: nothing is stored without a ground of 18.1 or the parent’s consent, and only for its purposes', async () => {
  refused(await collect(o, 'club', subjectId, 'full_name', { value: 'Үлгү' }), 'CONSENT_REQUIRED');
  // A ground of article 5 is enough for an adult, not for a child.
  const grown = { code: 'roll', subjectId: subjectAt(o, parent.personId), categories: ['full_name'] };
  for (let twice = 0; twice < 2; twice++) {
    assert.equal((await ask(o.t, o.officer, grown)).ground, 'PD-5.1-3a');
    assert.deepEqual([(await may('roll')).allowed, (await may('roll')).reason], [false, 'CHILD_WITHOUT_GROUND']);
  }
  const batch = [grown, { code: 'roll', subjectId, categories: ['full_name'] }].map(({ code, ...one }) => ({
    ...one,
    purposeId: o.purposes[code],
    action: 'store',
  }));
  const { answers } = accepted<{ answers: { allowed: boolean }[] }>(
    await o.officer.post(`/v1/holders/${o.holderId}/may/batch`, { json: { questions: batch } }),
  );
  assert.deepEqual(
    answers.map((one) => one.allowed),
    [true, false],
  );
  refused(await collect(o, 'roll', subjectId, 'full_name', { value: 'Үлгү' }), 'CHILD_WITHOUT_GROUND', 'PD-18.2a');
  assert.deepEqual(await records(o, subjectId), []);
  accepted(await collect(o, 'roll', subjectAt(o, parent.personId), 'full_name', { value: 'Үлгү' }));
  refused((await draftFor(child, 'club')).draft, 'REPRESENTATIVE_REQUIRED', 'PD-18.2a');

  const power = await parentOf(o, parent.personId, child.personId);
  await consentFor(power, 'club');
  accepted(await collect(o, 'club', subjectId, 'full_name', { value: 'Үлгү' }));
  assert.deepEqual([(await may('trip')).allowed, (await may('trip')).reason], [false, 'PURPOSE_NOT_CONSENTED']);
  refused(await collect(o, 'trip', subjectId, 'full_name', { value: 'Үлгү' }), 'PURPOSE_NOT_CONSENTED');
  refused(await collect(o, 'roll', subjectId, 'full_name', { value: 'Үлгү' }), 'CHILD_WITHOUT_GROUND', 'PD-18.1');
  assert.equal((await records(o, subjectId)).length, 1);
});

test('PD-18.1: with a ground of 18.1, its child-interest note and guarantees, a child’s record is stored; without, not', async () => {
  const norm = { norm: 'Билим берүү жөнүндө мыйзамдын 5-беренеси', lawPurposes: ['roll'], purposeCode: 'roll' };
  refused(
    await ground(o, 'PD-18.1-1', 'roll', subjectId, { ...norm, guarantees: ['x'] }),
    'GROUND_EVIDENCE_MISSING',
    'PD-18.1-1',
  );
  refused(
    await ground(o, 'PD-18.1-1', 'roll', subjectId, { ...norm, childInterest: 'x' }),
    'GROUND_EVIDENCE_MISSING',
    'PD-18.1-1',
  );
  refused(await collect(o, 'roll', subjectId, 'email', { value: 'x' }), 'CHILD_WITHOUT_GROUND', 'PD-18.1');
  accepted(await ground(o, 'PD-18.1-1', 'roll', subjectId, { ...norm, ...interest }));
  accepted(await collect(o, 'roll', subjectId, 'email', { value: 'x' }));
});

test('PD-18.4: an age below fourteen in the answer, and nobody beside the child: nothing is stored', async () => {
  const grown = subjectAt(o, parent.personId);
  const before = (await records(o, grown)).length;
  const problem = refused(
    await collect(o, 'roll', grown, 'email', { value: 'x', statedAge: 13 }),
    'CHILD_WITHOUT_GROUND',
    'PD-18.4',
  );
  assert.equal(problem.field, 'statedAge');
  assert.equal((await records(o, grown)).length, before);
  // Stating a higher age does not make a child older.
  refused(
    await collect(o, 'roll', subjectAt(o, (await newPerson(t, 5, childRecord('2017-01-01'))).personId), 'email', {
      value: 'x',
      statedAge: 30,
    }),
    'CHILD_WITHOUT_GROUND',
  );
  accepted(await collect(o, 'roll', grown, 'email', { value: 'x', statedAge: 40 }));
});

test('PD-18.3: a purpose for children is not published without words a child understands, and children are shown them', async () => {
  refused(await o.publish(purpose('games', { childText: null })), 'CHILD_TEXT_MISSING', 'PD-18.3');
  refused(
    await o.publish(purpose('games', { childText: { ky: 'Оюн', ru: '', en: '' } })),
    'CHILD_TEXT_MISSING',
    'PD-18.3',
  );
  await o.open(purpose('games', { childText: text3('Биз сага оюндар жөнүндө жазабыз.') }));
  const young = await newPerson(t, 6, childRecord('2011-03-01'));
  const shown = accepted<{ audience: string; notice: { plainWords: string | null } }>(await begin(young, 'games'));
  assert.deepEqual([shown.audience, shown.notice.plainWords], ['child', 'Биз сага оюндар жөнүндө жазабыз.']);
  const adult = accepted<{ audience: string; notice: { plainWords: string | null } }>(await begin(parent, 'games'));
  assert.deepEqual([adult.audience, adult.notice.plainWords], ['adult', null]);
});
