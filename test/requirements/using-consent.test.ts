import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { expireConsents } from '../../src/consent/index.ts';
import { complete, type ConsentDocument } from '../../src/consent/document/index.ts';
import { exportEvidence } from '../../src/consent/evidence/export.ts';
import { parseTrust, verifyEvidence } from '../../src/record/index.ts';
import { holderScope } from '../../src/platform/db/index.ts';
import { isRefusal } from '../../src/platform/refusal.ts';
import { softwareAuthenticator } from '../support/authenticator.ts';
import { acceptAgreement, ask, consentByPassword, prepare, recorded, subjectOf } from '../support/consenting.ts';
import { password, startPlatform, type TestPlatform, type Visitor } from '../support/platform.ts';
import {
  accepted,
  bodyOf,
  citizen,
  clerk,
  collect,
  count,
  journalled,
  officer,
  onPaper,
  pin,
  publishVariant,
  refused,
  secondCitizen,
  staffOf,
  text3,
  travelTo,
} from './support.ts';

// What a consent covers, how long, what proves it and for how long (decree 759, paragraphs 6, 8 and 10 and the form's items 1 and 3).

let t: TestPlatform;
let person: Visitor;
let dpo: Visitor;
let subjectId: string;
let second: Awaited<ReturnType<typeof secondCitizen>>;
let secondSubject: string;
const holder = () => `/v1/holders/${t.sandbox.holderId}`;
const reason = async (question: Parameters<typeof ask>[2]) => (await ask(t, dpo, question)).reason;
const stateOf = async (visitor: Visitor, id: string) =>
  accepted<{ items: { id: string; state: string }[] }>(await visitor.get('/v1/me/consents')).items.find(
    (one) => one.id === id,
  )!.state;

before(async () => {
  t = await startPlatform();
  [person, dpo] = await Promise.all([t.signedIn(citizen), t.signedIn(officer)]);
  second = await secondCitizen(t);
  [subjectId, secondSubject] = await Promise.all([subjectOf(t, dpo, pin), subjectOf(t, dpo, second.pin)]);
  await Promise.all([acceptAgreement(t, person), acceptAgreement(t, second.visitor)]);
});
after(() => t.stop());

const given = async (visitor: Visitor, code: string, more?: Parameters<typeof consentByPassword>[3]) => {
  const one = await consentByPassword(t, visitor, code, more);
  assert.equal(one.answer.status, 201, one.answer.body);
  return one.consentId;
};
const services = { code: 'access_to_services', categories: ['email'] };

test('SP-15a: without a consent processing for access to services does not start', async () => {
  assert.equal(await reason({ ...services, subjectId, action: 'store' }), 'CONSENT_REQUIRED');
  refused(
    await collect(t, dpo, { subjectId, purpose: 'access_to_services', category: 'email' }),
    'CONSENT_REQUIRED',
    'SP-15a',
  );
});

test('CP-8d-2: a consent without a purpose is incomplete, and it covers no purpose but its own', async () => {
  const { document } = accepted<{ document: ConsentDocument }>((await prepare(t, person, 'inform_by_email')).draft);
  const context = {
    today: '2026-11-23',
    acts: ['CP' as const, 'PD' as const],
    standardFormHash: t.platform.consent.templates['standard-form'],
    askedItems: document.dataItems.map((item) => item.code),
    processorIds: [],
  };
  assert.ok(!isRefusal(complete(document, context)));
  const made = complete({ ...document, purposes: [] }, context);
  assert.ok(
    isRefusal(made) && made.code === 'CONSENT_INCOMPLETE' && made.law.includes('CP-8d-2'),
    JSON.stringify(made),
  );

  await given(person, 'inform_by_email');
  assert.equal(await reason({ code: 'inform_by_email', categories: ['email'], subjectId }), 'CONSENT');
  const elsewhere = {
    purposeId: t.sandbox.purposes['access_to_services'],
    categories: ['email'],
    action: 'store',
    subjectId,
  };
  assert.equal(await reason({ ...services, subjectId, action: 'store' }), 'PURPOSE_NOT_CONSENTED');
  const { answers } = accepted<{ answers: { reason: string }[] }>(
    await dpo.post(`${holder()}/may/batch`, {
      json: {
        questions: [elsewhere, { ...elsewhere, categories: ['income'] }, { ...elsewhere, subjectId: secondSubject }],
      },
    }),
  );
  assert.deepEqual(
    answers.map((one) => one.reason),
    ['PURPOSE_NOT_CONSENTED', 'CONSENT_REQUIRED', 'CONSENT_REQUIRED'],
  );
});

test('CP-8e: under a consent for some data no other data is collected', async () => {
  await given(person, 'access_to_services', {
    categories: ['full_name', 'birth_date', 'address', 'passport', 'email'],
  });
  accepted(await collect(t, dpo, { subjectId, purpose: 'access_to_services', category: 'email' }));
  refused(
    await collect(t, dpo, { subjectId, purpose: 'access_to_services', category: 'income' }),
    'DATA_ITEM_NOT_CONSENTED',
    'CP-8e',
  );
  assert.equal(await count(t, 'data_record', `category = 'income'`), 0);
});

const registry = { code: 'sandbox-registry', country: 'KG' };
test('CP-8g-1 CP-F-23: without the second box nothing goes to a third party', async () => {
  assert.deepEqual(
    [
      await reason({ ...services, subjectId, action: 'transfer', recipient: registry }),
      await reason({ ...services, subjectId, action: 'store' }),
    ],
    ['ACTION_NOT_CONSENTED', 'CONSENT'],
  );
  await given(person, 'access_to_services', { choices: { transfer: true } });
  assert.equal(await reason({ ...services, subjectId, action: 'transfer', recipient: registry }), 'CONSENT');
});

test('CP-F-22: without the first box no operation of processing starts', async () => {
  const consentId = await given(person, 'access_to_services', { choices: { processing: false, transfer: true } });
  const { document } = accepted<{ document: ConsentDocument }>(await person.get(`/v1/me/consents/${consentId}`));
  assert.equal(document.standardForm!.permits.processing, false);
  for (const action of ['collect', 'record', 'store', 'update', 'group', 'block', 'erase', 'destroy'])
    assert.equal(await reason({ ...services, subjectId, action }), 'ACTION_NOT_CONSENTED', action);
  refused(
    await collect(t, dpo, { subjectId, purpose: 'access_to_services', category: 'email' }),
    'ACTION_NOT_CONSENTED',
  );
});

test('CP-F-24: without the third box nothing goes abroad, the second one ticked or not', async () => {
  const body = await bodyOf(t, 'access_to_services');
  const abroad = { code: 'cloud-kz', name: text3('Булут'), country: 'KZ' };
  accepted(
    await publishVariant(t, dpo, 'access_to_services', {
      recipients: [...body.recipients!, abroad],
      crossBorder: [{ country: 'KZ', name: text3('Казакстан') }],
      actions: [...body.actions, 'cross_border_transfer'],
    }),
  );
  await given(person, 'access_to_services', { choices: { transfer: true, crossBorder: false } });
  const recipient = { code: 'cloud-kz', country: 'KZ' };
  for (const action of ['transfer', 'cross_border_transfer'])
    assert.equal(await reason({ ...services, subjectId, action, recipient }), 'ACTION_NOT_CONSENTED');
  assert.equal(await reason({ ...services, subjectId, action: 'transfer', recipient: registry }), 'CONSENT');
  accepted(
    await publishVariant(t, dpo, 'access_to_services', {
      recipients: body.recipients,
      crossBorder: [],
      actions: body.actions,
    }),
  );
});

test('CP-6d: a case of article 15 lets processing start without consent only with its item, and is logged', async () => {
  const ground = {
    purposeId: t.sandbox.purposes['inform_by_email'],
    subjectId: secondSubject,
    evidence: { reason: 'сот тапшырмасы', document: '№ 15, 2026-11-20' },
    endsAt: null,
  };
  const record = (code: string, evidence: object = ground.evidence) =>
    dpo.post(`${holder()}/grounds`, { json: { ...ground, code, evidence } });
  const question = { code: 'inform_by_email', categories: ['email'], subjectId: secondSubject };
  for (const code of ['LAW_ART15', 'PD-17.1-', 'PD-17.1-99'])
    refused(await record(code), 'GROUND_EVIDENCE_MISSING', 'CP-6d');
  refused(await record('PD-17.1-2', { reason: '', document: '№ 15' }), 'GROUND_EVIDENCE_MISSING', 'CP-6d');
  assert.equal(await reason(question), 'CONSENT_REQUIRED');
  const { groundId } = accepted<{ groundId: string }>(await record('PD-17.1-2'));
  const answer = await ask(t, dpo, question);
  assert.deepEqual([answer.allowed, answer.reason, answer.ground], [true, 'LAWFUL_WITHOUT_CONSENT', 'PD-17.1-2']);
  const [entry] = await journalled(t, 'ground.recorded');
  assert.deepEqual([entry!.object.id, entry!.data['code'], entry!.actor.kind], [groundId, 'PD-17.1-2', 'account']);
  for (const one of [await t.signedIn(clerk), person])
    refused(await one.post(`${holder()}/grounds`, { json: { ...ground, code: 'PD-17.1-2' } }), 'FORBIDDEN');
});

test('SP-15b: processing without consent needs the provision of law that allows it', async () => {
  const without = { ground: { code: 'PD-5.1-3a', norm: null, legalBasis: 'tax_code' } };
  refused(await publishVariant(t, dpo, 'civil_contracts', without), 'GROUND_EVIDENCE_MISSING', 'PD-5.1-3a');
  accepted(
    await publishVariant(t, dpo, 'civil_contracts', {
      ground: { ...without.ground, norm: text3('Салык кодекси, 1-берене') },
    }),
  );
  const answer = await ask(t, dpo, { code: 'civil_contracts', categories: ['email'], subjectId });
  assert.deepEqual(
    [answer.allowed, answer.reason, answer.ground, answer.consentId],
    [true, 'LAWFUL_WITHOUT_CONSENT', 'PD-5.1-3a', null],
  );
});

test('CP-F-29a: the consent is valid from the moment it was signed, and processing before is refused', async () => {
  const before = t.clock.now().toISOString();
  t.clock.advance(3_600_000);
  const consentId = await given(second.visitor, 'access_to_services');
  const { document, consent } = accepted<{
    document: ConsentDocument;
    consent: { validFrom: string; givenAt: string };
  }>(await second.visitor.get(`/v1/me/consents/${consentId}`));
  assert.deepEqual([document.validity.from, consent.validFrom], [document.signedOn, consent.givenAt]);
  assert.equal(
    (await ask(t, dpo, { ...services, subjectId: secondSubject, action: 'store', at: before })).allowed,
    false,
  );
  assert.equal(
    (await ask(t, dpo, { ...services, subjectId: secondSubject, action: 'store', at: consent.validFrom })).allowed,
    true,
  );
  // On paper the day written beside the signature, not that of registration.
  const paper = accepted<{ consentId: string }>(
    await onPaper(t, await t.signedIn(clerk), 'inform_by_email', {
      signedOn: '2026-11-21',
      acquaintedOn: '2026-11-21',
    }),
  );
  const opened = accepted<{ consent: { validFrom: string } }>(await person.get(`/v1/me/consents/${paper.consentId}`));
  assert.equal(opened.consent.validFrom, '2026-11-20T18:00:00.000Z');
});

test('CP-10a: an active consent is proven in exactly one of three ways, and without evidence there is none', async () => {
  const staff = await t.signedIn(clerk);
  refused(await onPaper(t, staff, 'inform_by_email', { scan: null }), 'EVIDENCE_MISSING', 'CP-10e');
  const session = await given(person, 'inform_by_email');

  const key = softwareAuthenticator({ origin: 'http://localhost:8080', rpId: 'localhost' });
  const { options } = accepted<{ options: { challenge: string } }>(
    await second.visitor.post('/v1/auth/passkeys/options', { json: { password } }),
  );
  accepted(
    await second.visitor.post('/v1/auth/passkeys', {
      json: { answer: key.register(options.challenge), label: 'телефон' },
    }),
  );
  const { draft, protocolId } = await prepare(t, second.visitor, 'inform_by_email');
  const { draftId, manifestHash } = accepted<{ draftId: string; manifestHash: string }>(draft);
  const begun = accepted<{ signingId: string; challenge: string }>(
    await second.visitor.post('/v1/me/signings', { json: { protocolId, manifestHash, holderId: t.sandbox.holderId } }),
  );
  const signed = accepted<{ consentId: string }>(
    await second.visitor.post('/v1/me/consents', {
      json: { draftId, signingId: begun.signingId, assertion: key.assert(begun.challenge) },
    }),
  ).consentId;

  await recorded(t);
  const trust = parseTrust(readFileSync(join(t.dataFolder, 'trust.txt'), 'utf8'));
  const modeOf = async (visitor: Visitor, id: string): Promise<string> => {
    const file = await visitor.get(`/v1/me/consents/${id}/evidence.asice`);
    const report = verifyEvidence(file.raw, { trust });
    assert.equal(report.verdict, 'valid', JSON.stringify(report.checks.filter((check) => check.status !== 'met')));
    return accepted<{ consent: { state: string; evidenceMode: string } }>(await visitor.get(`/v1/me/consents/${id}`))
      .consent.evidenceMode;
  };
  assert.deepEqual(
    [await modeOf(person, session), await modeOf(second.visitor, signed)],
    ['LOGIN_SESSION', 'SIGNED_EDOC'],
  );

  const paper = accepted<{ consentId: string; subjectId: string }>(await onPaper(t, staff, 'inform_by_email'));
  assert.equal(await stateOf(person, paper.consentId), 'unproven');
  const early = await exportEvidence(
    t.platform.exports,
    holderScope(t.sandbox.holderId),
    { kind: 'account', id: 'dpo' },
    paper.subjectId,
    paper.consentId,
  );
  assert.deepEqual(isRefusal(early) && early.details, { state: 'unproven' });
  // Until its check the paper counts for nothing, and the consent that stands is not ended by it.
  assert.equal(await reason({ code: 'inform_by_email', categories: ['email'], subjectId }), 'CONSENT');
  accepted(
    await (await staffOf(t, t.sandbox.holderId, 'second-clerk', ['clerk'])).post(
      `${holder()}/subjects/${paper.subjectId}/consents/${paper.consentId}/paper-check`,
    ),
  );
  assert.equal(await stateOf(person, paper.consentId), 'active');
  await recorded(t);
  const zip = await exportEvidence(
    t.platform.exports,
    holderScope(t.sandbox.holderId),
    { kind: 'account', id: 'dpo' },
    paper.subjectId,
    paper.consentId,
  );
  assert.ok(!isRefusal(zip), JSON.stringify(zip));
  const report = verifyEvidence(zip, { trust });
  assert.equal(report.verdict, 'valid', JSON.stringify(report.checks.filter((check) => check.status !== 'met')));
});

test('CP-F-31: after a withdrawal processing stops, except under a ground on record, which it then cites', async () => {
  const until = '2027-02-01T00:00:00.000Z';
  const withdraw = async (visitor: Visitor, consentId: string) =>
    accepted<{ outcome: string; retainedUntil: string | null }>(
      await visitor.post(`/v1/me/consents/${consentId}/withdrawal`, { json: {} }),
    );
  const record = async (code: string) =>
    accepted(
      await dpo.post(`${holder()}/grounds`, {
        json: {
          purposeId: t.sandbox.purposes[code],
          subjectId,
          code: 'PD-17.1-2',
          evidence: { reason: 'тергөө', document: '№ 7' },
          endsAt: until,
        },
      }),
    );
  const stored = (code: string) =>
    count(
      t,
      'data_record',
      `subject_id = '${subjectId}' AND purpose_id = '${t.sandbox.purposes[code]}' AND destroyed_at IS NULL AND superseded_at IS NULL`,
    );
  const mail = { code: 'inform_by_email', categories: ['email'], subjectId };
  const cabinet = { code: 'access_to_services', categories: ['email'], subjectId };
  const consents = {
    inform_by_email: await given(person, 'inform_by_email'),
    access_to_services: await given(person, 'access_to_services'),
  };
  for (const code of ['inform_by_email', 'access_to_services']) {
    accepted(await collect(t, dpo, { subjectId, purpose: code, category: 'email' }));
    await record(code);
  }
  // The decision is stored with its end and shown to the subject.
  assert.deepEqual(
    await withdraw(person, consents.inform_by_email).then(({ outcome, retainedUntil }) => [outcome, retainedUntil]),
    ['withdrawn', until],
  );
  // A service's records are stored under their act for longer than that.
  const { retainedUntil } = await withdraw(person, consents.access_to_services);
  assert.ok(retainedUntil! > '2029-01-01');
  for (const question of [mail, cabinet])
    assert.deepEqual(await ask(t, dpo, question).then(({ allowed, ground }) => [allowed, ground]), [true, 'PD-17.1-2']);
  assert.deepEqual([await stored('inform_by_email'), await stored('access_to_services')], [1, 1]);

  const other = await given(second.visitor, 'access_to_services');
  await withdraw(second.visitor, other);
  const stops = await ask(t, dpo, { ...cabinet, subjectId: secondSubject });
  assert.deepEqual([stops.allowed, stops.reason, stops.ground], [false, 'CONSENT_WITHDRAWN', null]);

  // The ground's end is the end of processing, and of what nothing else keeps.
  await travelTo(t, '2027-02-01T00:00:01Z');
  for (const question of [mail, cabinet]) assert.equal((await ask(t, dpo, question)).allowed, false);
  while ((await expireConsents(t.platform.consent)) > 0);
  assert.deepEqual([await stored('inform_by_email'), await stored('access_to_services')], [0, 1]);
});

test('a consent given again keeps its data when a reason to keep from before is over', async () => {
  const first = await given(person, 'access_to_services');
  const { retainedUntil } = accepted<{ retainedUntil: string }>(
    await person.post(`/v1/me/consents/${first}/withdrawal`, { json: {} }),
  );
  await travelTo(t, new Date(new Date(retainedUntil).getTime() - 30 * 86_400_000).toISOString());
  await given(person, 'access_to_services');
  accepted(await collect(t, dpo, { subjectId, purpose: 'access_to_services', category: 'phone' }));
  await travelTo(t, new Date(new Date(retainedUntil).getTime() + 86_400_000).toISOString());
  while ((await expireConsents(t.platform.consent)) > 0);
  assert.equal(
    await count(t, 'data_record', `subject_id = '${subjectId}' AND category = 'phone' AND destroyed_at IS NULL`),
    1,
  );
  assert.equal(await reason({ ...services, categories: ['phone'], subjectId, action: 'store' }), 'CONSENT');
});

test('CP-8h-1 CP-10b: past its day a consent is expired and refuses; its evidence stays while its data is stored', async () => {
  const consentId = await given(second.visitor, 'access_to_services');
  accepted(await collect(t, dpo, { subjectId: secondSubject, purpose: 'access_to_services', category: 'email' }));
  const question = { ...services, subjectId: secondSubject, action: 'store' };
  const evidence = (id: string, subject = secondSubject) =>
    dpo.delete(`${holder()}/subjects/${subject}/consents/${id}/evidence`);
  const { consent } = accepted<{ consent: { validUntil: string } }>(
    await second.visitor.get(`/v1/me/consents/${consentId}`),
  );
  refused(await evidence(consentId), 'EVIDENCE_RETENTION_LOCK', 'CP-10b');
  await travelTo(t, new Date(new Date(consent.validUntil).getTime() - 1).toISOString());
  assert.equal(await reason(question), 'CONSENT');
  await travelTo(t, consent.validUntil);
  assert.equal(await reason(question), 'CONSENT_EXPIRED');
  while ((await expireConsents(t.platform.consent)) > 0);
  assert.equal(await stateOf(second.visitor, consentId), 'expired');
  refused(
    await collect(t, dpo, { subjectId: secondSubject, purpose: 'access_to_services', category: 'phone' }),
    'CONSENT_EXPIRED',
    'CP-8h-1',
  );
  // The records of the service are stored under their act: expired, and still proven.
  assert.equal(await count(t, 'data_record', `subject_id = '${secondSubject}' AND destroyed_at IS NULL`), 1);
  refused(await evidence(consentId), 'EVIDENCE_RETENTION_LOCK', 'CP-10b');

  const withdrawn = await given(person, 'access_to_services');
  accepted(await collect(t, dpo, { subjectId, purpose: 'access_to_services', category: 'email' }));
  accepted(await person.post(`/v1/me/consents/${withdrawn}/withdrawal`, { json: {} }));
  refused(await evidence(withdrawn, subjectId), 'EVIDENCE_RETENTION_LOCK', 'CP-10b');
  assert.equal((await journalled(t, 'evidence.deletion-refused')).length, 3);

  // Storage over, data destroyed: the lock lasts for the limitation period, then it is released.
  t.clock.advance(3 * 366 * 86_400_000);
  while ((await expireConsents(t.platform.consent)) > 0);
  assert.equal(await count(t, 'data_record', 'destroyed_at IS NULL'), 0);
  refused(await evidence(consentId), 'EVIDENCE_RETENTION_LOCK', 'CP-10b');
  t.clock.advance(3 * 366 * 86_400_000);
  accepted(await evidence(consentId));
  refused(await second.visitor.get(`/v1/me/consents/${consentId}/evidence.asice`), 'EVIDENCE_MISSING');
});

test('CP-F-29b: a consent ends when the service has ended and its records need not be stored any more; no service opens without that term', async () => {
  const body = await bodyOf(t, 'access_to_services');
  const dpoPurposes = await staffOf(t, t.sandbox.holderId, 'third-dpo', ['data-officer']);
  for (const storage of [null, { ...body.service.storage!, months: null }])
    refused(
      await publishVariant(t, dpoPurposes, 'access_to_services', { service: { ...body.service, storage } }),
      'SERVICE_STORAGE_MISSING',
      'CP-F-29b',
    );
  const { serviceId } = accepted<{ serviceId: string }>(
    await dpoPurposes.post(`${holder()}/services`, {
      json: { code: 'no_storage', kind: 'state', name: text3('Кызмат'), needsPersonalData: true, purposeId: null },
    }),
  );
  refused(await dpoPurposes.post(`${holder()}/services/${serviceId}/opening`), 'SERVICE_HAS_NO_CONSENT_FORM');

  accepted(
    await publishVariant(t, dpoPurposes, 'access_to_services', {
      service: { ...body.service, storage: { ...body.service.storage!, months: 6 } },
      term: { event: text3('кызмат бүткөнчө') },
    }),
  );
  const consentId = await given(second.visitor, 'access_to_services');
  const question = { ...services, subjectId: secondSubject, action: 'store' };
  const end = accepted<{ at: string }>(
    await dpoPurposes.post(`${holder()}/purposes/${t.sandbox.purposes['access_to_services']}/end`, {
      json: { reason: 'SERVICE_ENDED' },
    }),
  ).at;
  const open = accepted<{ consent: { validUntil: string | null } }>(
    await second.visitor.get(`/v1/me/consents/${consentId}`),
  );
  assert.equal(open.consent.validUntil, null);
  const at = new Date(end);
  at.setUTCMonth(at.getUTCMonth() + 6);
  await travelTo(t, new Date(at.getTime() - 86_400_000).toISOString());
  while ((await expireConsents(t.platform.consent)) > 0);
  assert.deepEqual([await stateOf(second.visitor, consentId), await reason(question)], ['active', 'CONSENT']);
  await travelTo(t, new Date(at.getTime() + 86_400_000).toISOString());
  while ((await expireConsents(t.platform.consent)) > 0);
  assert.deepEqual([await stateOf(second.visitor, consentId), await reason(question)], ['expired', 'CONSENT_EXPIRED']);
});
