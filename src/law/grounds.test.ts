import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findRequirement } from './catalogue.ts';
import { categories, specialCodesOf } from './categories.ts';
import {
  checkChildGround,
  checkException,
  checkGround,
  checkSpecial,
  childGrounds,
  grounds,
  specialExceptions,
  type Evidence,
  type GroundFault,
  type GroundInput,
  type OrganisationType,
} from './grounds.ts';

const day = '2026-11-21';
type Check = (input: GroundInput) => GroundFault | null;
const asked = (check: Check, code: string, evidence: Evidence, more: Partial<GroundInput> = {}): GroundFault | null =>
  check({ code, holderType: 'legal_entity', evidence, day, ...more });
const ground = (code: string, evidence: Evidence, more: Partial<GroundInput> = {}): GroundFault | null =>
  asked(checkGround, code, evidence, more);
const exception = (code: string, evidence: Evidence, more: Partial<GroundInput> = {}): GroundFault | null =>
  asked(checkException, code, evidence, more);
const childBase: Evidence = { childInterest: 'weighed by the school board', guarantees: ['access limited'] };
const child = (code: string, evidence: Evidence): GroundFault | null =>
  asked(checkChildGround, code, { ...childBase, ...evidence });

const refuses = (fault: GroundFault | null, code: GroundFault['code'], law: string, field: string | null): void => {
  assert.ok(fault, `expected ${code}`);
  assert.equal(fault.code, code);
  assert.ok(fault.law.includes(law), `${fault.law.join(' ')} holds ${law}`);
  assert.equal(fault.field, field);
};

test('PD-5.1: only a ground of the closed list carries a purpose', () => {
  assert.equal(grounds.length, 9);
  assert.deepEqual(
    [...new Set(grounds.flatMap(({ law }) => law.map((id) => id.replace(/[ab]$/, ''))))],
    [1, 2, 3, 4, 5, 6, 7].map((n) => `PD-5.1-${n}`),
  );
  for (const code of ['', 'legitimate_interest', 'toString'])
    refuses(ground(code, {}), 'GROUND_UNKNOWN', 'PD-5.1', null);
});

test('PD-5.1-1: a consent that expired or was withdrawn carries nothing', () => {
  assert.equal(ground('consent', { consentId: 'c1', consentState: 'active' }), null);
  for (const consentState of ['expired', 'withdrawn', 'pending'] as const) {
    refuses(ground('consent', { consentId: 'c1', consentState }), 'GROUND_NO_LONGER_VALID', 'PD-5.1-1', 'consentState');
  }
});

test('PD-5.1-2a: a contract to which the subject is not a party is no ground', () => {
  const contract = { contract: 'No. 7', subjectIsParty: true, from: '2026-01-01', until: '2026-12-31' };
  assert.equal(ground('contract', contract), null);
  assert.equal(ground('contract', { ...contract, until: null }), null);
  refuses(
    ground('contract', { ...contract, subjectIsParty: false }),
    'GROUND_EVIDENCE_CONTRADICTS',
    'PD-5.1-2a',
    'subjectIsParty',
  );
  refuses(ground('contract', { ...contract, contract: '' }), 'GROUND_EVIDENCE_MISSING', 'PD-5.1-2a', 'contract');
  refuses(ground('contract', { ...contract, until: '2026-11-20' }), 'GROUND_NO_LONGER_VALID', 'PD-5.1-2a', 'from');
});

test('a dropped application is no ground any more', () => {
  assert.equal(ground('pre_contract', { application: 'A-1', applicationState: 'open' }), null);
  refuses(
    ground('pre_contract', { application: 'A-1', applicationState: 'dropped' }),
    'GROUND_NO_LONGER_VALID',
    'PD-5.1-2b',
    'applicationState',
  );
});

test('PD-5.1-3a: a private holder has no public powers', () => {
  const norm = { norm: 'Tax Code, art. 40' };
  for (const holderType of ['executive_state_body', 'non_executive_state_body', 'local_self_government'] as const) {
    assert.equal(ground('public_powers', norm, { holderType }), null);
    refuses(ground('public_powers', {}, { holderType }), 'GROUND_EVIDENCE_MISSING', 'PD-5.1-3a', 'norm');
  }
  for (const holderType of ['legal_entity', 'natural_person'] as const) {
    refuses(ground('public_powers', norm, { holderType }), 'GROUND_NOT_FOR_HOLDER', 'PD-5.1-3a', null);
  }
});

test('PD-5.1-3b: a task of public interest needs the act that sets it', () => {
  assert.equal(ground('public_interest', { description: 'water supply', norm: 'Law on water' }), null);
  refuses(ground('public_interest', { description: 'water supply' }), 'GROUND_EVIDENCE_MISSING', 'PD-5.1-3b', 'norm');
});

test('PD-5.1-4: a legal obligation needs its norm', () => {
  assert.equal(ground('legal_obligation', { norm: 'Tax Code, art. 118' }), null);
  refuses(ground('legal_obligation', { norm: '  ' }), 'GROUND_EVIDENCE_MISSING', 'PD-5.1-4', 'norm');
});

test('vital interests need the person, the description and the time, and are reviewed later', () => {
  refuses(
    ground('vital_interests', { protectedPerson: 'the subject', description: 'accident' }),
    'GROUND_EVIDENCE_MISSING',
    'PD-5.1-5',
    'at',
  );
  assert.equal(grounds.find(({ code }) => code === 'vital_interests')?.review, true);
});

test('PD-5.1-6a: journalism carries a purpose only if the purpose is exclusively that', () => {
  const full: Evidence = { exclusive: true, consentId: 'c1', consentState: 'active', balanceNote: 'weighed' };
  assert.equal(ground('journalism_creative', full), null);
  refuses(
    ground('journalism_creative', { ...full, exclusive: false }),
    'GROUND_EVIDENCE_CONTRADICTS',
    'PD-5.1-6a',
    'exclusive',
  );
});

test('PD-5.1-6b: journalism without a consent of the subject is no ground', () => {
  refuses(
    ground('journalism_creative', { exclusive: true, balanceNote: 'weighed' }),
    'GROUND_EVIDENCE_MISSING',
    'PD-5.1-6b',
    'consentId',
  );
});

test('PD-5.1-7a: official statistics need the statistical programme', () => {
  assert.equal(ground('official_statistics', { programme: 'census 2031' }), null);
  refuses(ground('official_statistics', {}), 'GROUND_EVIDENCE_MISSING', 'PD-5.1-7a', 'programme');
});

const special = (specialCodes: readonly string[], code: string | null, evidence: Evidence = {}): GroundFault | null =>
  checkSpecial({ specialCodes, code, holderType: 'legal_entity', evidence, day });

test('PD-8.1: special-category data without an exception is refused, ordinary data is not', () => {
  assert.equal(special([], null), null);
  refuses(special(['health'], null), 'GROUND_EVIDENCE_MISSING', 'PD-8.1', null);
});

const banned: readonly (readonly [id: string, category: string])[] = [
  ['PD-8.1-1', 'race_ethnic_origin'],
  ['PD-8.1-2', 'nationality'],
  ['PD-8.1-3', 'political_views'],
  ['PD-8.1-4', 'medical_data'],
  ['PD-8.1-5', 'sexual_orientation'],
  ['PD-8.1-6', 'worker_representation'],
  ['PD-8.1-7', 'offences'],
  ['PD-8.1-8', 'security_measures'],
  ['PD-8.1-9', 'beliefs'],
  ['PD-8.1-10', 'genetic_data'],
  ['PD-8.1-11', 'biometric_face'],
  ['PD-8.1-12', 'health'],
];
for (const [id, category] of banned) {
  test(`${id}: ${category} without an exception of article 8, part 2 is refused`, () => {
    const codes = specialCodesOf({ code: category });
    refuses(special(codes, null), 'GROUND_EVIDENCE_MISSING', id, null);
    assert.equal(
      special(codes, 'special_consent', { consentId: 'c1', consentState: 'active', consentNames: codes }),
      null,
    );
  });
}

test('PD-8.1-12: sex life is special as health is', () => {
  refuses(special(specialCodesOf({ code: 'sex_life' }), null), 'GROUND_EVIDENCE_MISSING', 'PD-8.1-12', null);
});

test('PD-8.1-11: a face image used for unique identification is refused, a plain photograph is not', () => {
  refuses(
    special(specialCodesOf({ code: 'photo', uniqueIdentification: true }), null),
    'GROUND_EVIDENCE_MISSING',
    'PD-8.1-11',
    null,
  );
  assert.equal(special(specialCodesOf({ code: 'photo' }), null), null);
});

test('PD-8.2: only the seven exceptions lift the ban', () => {
  assert.equal(specialExceptions.length, 7);
  refuses(special(['health'], 'insurance'), 'GROUND_UNKNOWN', 'PD-8.2', null);
});

test('PD-8.2-1: a consent that does not name the special code lifts nothing', () => {
  const consent: Evidence = { consentId: 'c1', consentState: 'active', consentNames: ['political'] };
  refuses(special(['health'], 'special_consent', consent), 'GROUND_EVIDENCE_MISSING', 'PD-8.2-1', 'consentNames');
  assert.equal(special(['political'], 'special_consent', consent), null);
  refuses(
    special(['political'], 'special_consent', { ...consent, consentState: 'withdrawn' }),
    'GROUND_NO_LONGER_VALID',
    'PD-8.2-1',
    'consentState',
  );
});

test('PD-8.2-2: protection of health needs the reason why consent is impossible', () => {
  assert.equal(exception('health_safety', { protectedPerson: 'the subject', whyNoConsent: 'unconscious' }), null);
  refuses(
    exception('health_safety', { protectedPerson: 'the subject', whyNoConsent: '' }),
    'GROUND_EVIDENCE_MISSING',
    'PD-8.2-2',
    'whyNoConsent',
  );
});

test('PD-8.2-3: data made public needs evidence that the subject published it', () => {
  assert.equal(exception('made_public', { publication: 'https://example.kg/1', at: day }), null);
  refuses(exception('made_public', { at: day }), 'GROUND_EVIDENCE_MISSING', 'PD-8.2-3', 'publication');
});

test('PD-8.2-4a: the exception of associations is closed to a commercial holder', () => {
  const of = (organisationType: OrganisationType): GroundFault | null =>
    exception('organisation_members', { membership: 'member' }, { organisationType });
  for (const type of [
    'public_association',
    'party',
    'socio_political',
    'trade_union',
    'employers_association',
    'philosophical',
    'religious',
    'non_commercial',
  ] as const) {
    assert.equal(of(type), null, type);
  }
  for (const type of ['commercial', 'state'] as const) refuses(of(type), 'GROUND_NOT_FOR_HOLDER', 'PD-8.2-4a', null);
  refuses(exception('organisation_members', { membership: 'member' }), 'GROUND_NOT_FOR_HOLDER', 'PD-8.2-4a', null);
});

test('PD-8.2-4b: that exception covers members and regular contacts only', () => {
  const of = (membership: 'member' | 'regular_contact' | 'none'): GroundFault | null =>
    exception('organisation_members', { membership }, { organisationType: 'religious' });
  assert.equal(of('member'), null);
  assert.equal(of('regular_contact'), null);
  refuses(of('none'), 'GROUND_EVIDENCE_CONTRADICTS', 'PD-8.2-4b', 'membership');
});

test('PD-8.2-5: the exception of a health emergency ends with the emergency', () => {
  const event: Evidence = { event: 'epidemic', from: '2026-10-01', until: '2026-11-21', guarantees: ['notice'] };
  assert.equal(exception('health_emergency', event), null);
  refuses(exception('health_emergency', event, { day: '2026-11-22' }), 'GROUND_NO_LONGER_VALID', 'PD-8.2-5', 'from');
});

test('PD-8.2-6: security and justice need the guarantees they apply', () => {
  const full: Evidence = {
    purposeCode: 'investigation',
    norm: 'Criminal Procedure Code',
    body: 'prosecutor',
    guarantees: ['court control'],
  };
  assert.equal(exception('security_justice', full), null);
  refuses(
    exception('security_justice', { ...full, guarantees: [] }),
    'GROUND_EVIDENCE_MISSING',
    'PD-8.2-6',
    'guarantees',
  );
});

test('PD-8.2-7: a legal claim needs its case', () => {
  assert.equal(exception('legal_claims', { caseReference: 'case 1' }), null);
  refuses(exception('legal_claims', {}), 'GROUND_EVIDENCE_MISSING', 'PD-8.2-7', 'caseReference');
});

test("PD-18.1: a child's data needs a ground of the list, the child's interest and guarantees", () => {
  assert.equal(childGrounds.length, 7);
  refuses(child('consent_of_school', {}), 'GROUND_UNKNOWN', 'PD-18.1', null);
  for (const field of ['childInterest', 'guarantees'] as const) {
    const fault = asked(checkChildGround, 'child_justice', {
      ...childBase,
      caseReference: 'case 1',
      [field]: undefined,
    } as Evidence);
    refuses(fault, 'GROUND_EVIDENCE_MISSING', 'PD-18.1-5', field);
  }
});

test('PD-18.1-1: only the purposes the law itself sets', () => {
  const norm: Evidence = { norm: 'Law on education', lawPurposes: ['enrolment'] };
  assert.equal(child('child_law', { ...norm, purposeCode: 'enrolment' }), null);
  refuses(
    child('child_law', { ...norm, purposeCode: 'advertising' }),
    'GROUND_EVIDENCE_CONTRADICTS',
    'PD-18.1-1',
    'lawPurposes',
  );
});

test('PD-18.1-2: vital interests need a description', () => {
  assert.equal(child('child_vital', { protectedPerson: 'the child', description: 'accident' }), null);
  refuses(
    child('child_vital', { protectedPerson: 'the child' }),
    'GROUND_EVIDENCE_MISSING',
    'PD-18.1-2',
    'description',
  );
});

test('PD-18.1-3: medical grounds are for medical professionals bound to secrecy', () => {
  assert.equal(child('child_medical', { performerRole: 'medical_professional' }), null);
  refuses(
    child('child_medical', { performerRole: 'teacher' }),
    'GROUND_EVIDENCE_CONTRADICTS',
    'PD-18.1-3',
    'performerRole',
  );
});

test('public health carries only while the event lasts', () => {
  const event: Evidence = { event: 'epidemic', from: '2026-01-01', until: '2026-11-20' };
  refuses(child('child_public_health', event), 'GROUND_NO_LONGER_VALID', 'PD-18.1-4', 'from');
  assert.equal(child('child_public_health', { ...event, until: null }), null);
});

test('PD-18.1-5: justice needs the number of the case', () => {
  assert.equal(child('child_justice', { caseReference: 'case 1' }), null);
  refuses(child('child_justice', {}), 'GROUND_EVIDENCE_MISSING', 'PD-18.1-5', 'caseReference');
});

test('PD-18.1-6: security needs the norm', () => {
  assert.equal(child('child_security', { body: 'police', norm: 'Law on police' }), null);
  refuses(child('child_security', { body: 'police' }), 'GROUND_EVIDENCE_MISSING', 'PD-18.1-6', 'norm');
});

test('PD-18.1-7: services to a child are medical, educational or counselling', () => {
  for (const serviceCode of ['medical', 'educational', 'counselling'])
    assert.equal(child('child_service', { serviceCode, offeredToChild: true }), null);
  refuses(
    child('child_service', { serviceCode: 'games', offeredToChild: true }),
    'GROUND_EVIDENCE_CONTRADICTS',
    'PD-18.1-7',
    'serviceCode',
  );
  refuses(
    child('child_service', { serviceCode: 'medical', offeredToChild: false }),
    'GROUND_EVIDENCE_CONTRADICTS',
    'PD-18.1-7',
    'offeredToChild',
  );
});

test('every ground cites norms of the catalogue and demands something', () => {
  for (const { code, law, label, demands } of [...grounds, ...specialExceptions, ...childGrounds]) {
    assert.ok(
      law.every((id) => findRequirement(id)),
      code,
    );
    assert.ok(demands.length > 0 && label.ky && label.ru && label.en, code);
  }
  for (const { code, special: codes } of categories)
    assert.equal(codes.length > 0 && special(codes, null) === null, false, code);
});
