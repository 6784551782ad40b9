import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { expireConsents, recordPower, registerPaperConsent } from '../../src/consent/index.ts';
import { systemScope } from '../../src/platform/db/index.ts';
import { acceptAgreement, allChoices, ask, consentByPassword, prepare } from '../support/consenting.ts';
import { password, startPlatform, type TestPlatform } from '../support/platform.ts';
import {
  accepted,
  category,
  ground,
  newPerson,
  type Office,
  office,
  parentOf,
  type Person,
  purpose,
  refused,
  subjectAt,
} from './stand.ts';

// Article 9: the expression of will itself, and what is not one.

let t: TestPlatform;
let o: Office;
let person: Person;
let subjectId: string;
const nobody = '00000000-0000-7000-8000-000000000000';

before(async () => {
  t = await startPlatform();
  o = await office(t, 'ministry', { purposes: ['post', 'sms', 'app'] });
  await o.open(purpose('post'));
  await o.open(purpose('sms'));
  await o.open(purpose('app', { categories: [category('full_name'), category('photo', null, false)] }));
  person = await newPerson(t, 1);
  subjectId = subjectAt(o, person.personId);
});
after(() => t.stop());

const mine = async (one: Person = person): Promise<{ id: string; state: string; purposeId: string }[]> =>
  accepted<{ items: { id: string; state: string; purposeId: string }[] }>(await one.visitor.get('/v1/me/consents'))
    .items;
const may = (code: string, subject = subjectId, more: object = {}) =>
  ask(o.t, o.officer, { code, subjectId: subject, categories: ['full_name'], ...more });
const journey = async (one: Person, code: string) =>
  accepted<{ protocolId: string; notice: { data: { code: string }[] } }>(
    await one.visitor.post('/v1/me/journeys', { json: { purposeId: o.purposes[code], lang: 'ky' } }),
  );
const draft = (one: Person, code: string, protocolId: string, choices: object = {}, more: object = {}) =>
  one.visitor.post('/v1/me/drafts', {
    json: {
      purposeId: o.purposes[code],
      protocolId,
      beside: null,
      choices: { ...allChoices, categories: ['full_name', 'email'], ...choices },
      ...more,
    },
  });

test('PD-3.18 PD-9.3: no consent is saved whose notice was not shown before it, in this journey, for this purpose', async () => {
  const stranger = await newPerson(t, 2);
  const seen = await journey(person, 'sms');
  refused(await draft(person, 'post', seen.protocolId), 'NO_PRIOR_NOTICE', 'PD-9.3');
  refused(await draft(person, 'post', nobody), 'NO_PRIOR_NOTICE', 'PD-9.3');
  // Somebody else's acquaintance is not one's own.
  const own = await journey(person, 'post');
  const borrowed = await draft(stranger, 'post', own.protocolId);
  assert.ok(borrowed.status >= 400 && borrowed.status < 500, borrowed.body);
  assert.deepEqual(await mine(), []);
  // On paper: a notice that was only on a screen is not of the consent's form, one shown after it is not prior.
  const paper = {
    purposeId: o.purposes['post']!,
    subjectPerson: person.personId,
    representative: null,
    choices: { ...allChoices, categories: ['full_name', 'email'] },
    beside: null,
    signedOn: '2026-11-20',
    acquaintedOn: '2026-11-20',
    noticeLang: 'ky',
    scan: { bytes: Buffer.from('scan'), mediaType: 'image/png' },
    placeOfOriginal: '1-папка',
  } as const;
  const clerk = { accountId: nobody, holderId: o.holderId };
  for (const change of [{ noticeForm: 'electronic' }, { acquaintedOn: '2026-11-21' }] as const) {
    const registered = await registerPaperConsent(t.platform.consent, clerk, { ...paper, ...change });
    assert.equal('code' in registered && registered.code, 'NO_PRIOR_NOTICE', JSON.stringify(registered));
  }
  assert.deepEqual(await mine(), []);
  // Not even a hand in the database makes a consent without its notice count.
  const given = await consentByPassword(o.t, person.visitor, 'post');
  await assert.rejects(
    t.database.owner.query(systemScope('a hand in the database'), 'UPDATE consent SET notice_id = NULL WHERE id = $1', [
      given.consentId,
    ]),
    /consent_informed/,
  );
  accepted(await person.visitor.post(`/v1/me/consents/${given.consentId}/withdrawal`, { json: {} }));
});

test('PD-9.1a: nothing is chosen before the person chooses, and declining takes no more than agreeing', async () => {
  const opened = await journey(person, 'sms');
  for (const item of opened.notice.data)
    assert.deepEqual(
      Object.keys(item).toSorted(),
      ['code', 'required', 'special', 'text', 'why'],
      'the notice ticks nothing',
    );
  for (const field of ['processing', 'transfer', 'crossBorder', 'acknowledged', 'categories', 'place']) {
    const { [field]: _left, ...choices } = { ...allChoices, categories: ['full_name', 'email'] } as Record<
      string,
      unknown
    >;
    const answer = await person.visitor.post('/v1/me/drafts', {
      json: { purposeId: o.purposes['sms'], protocolId: opened.protocolId, beside: null, choices },
    });
    assert.equal(answer.status, 400, `${field} was filled in for the person: ${answer.body}`);
  }
  const declined = accepted<{ consentId: string }>(
    await person.visitor.post(`/v1/me/purposes/${o.purposes['sms']}/refusal`),
  );
  assert.equal((await mine()).find((one) => one.id === declined.consentId)?.state, 'declined');
  assert.equal((await may('sms')).reason, 'CONSENT_DECLINED');
});

test('PD-9.1b: one act never decides on two purposes, and each decision is withdrawn by itself', async () => {
  const first = await prepare(o.t, person.visitor, 'post');
  const second = await prepare(o.t, person.visitor, 'sms');
  const [a, b] = [accepted(first.draft), accepted(second.draft)];
  await acceptAgreement(o.t, person.visitor);
  const signing = accepted(
    await person.visitor.post('/v1/me/signings', {
      json: { protocolId: first.protocolId, manifestHash: a['manifestHash'], holderId: o.holderId },
    }),
  );
  refused(
    await person.visitor.post('/v1/me/consents', {
      json: { draftId: b['draftId'], signingId: signing['signingId'], password },
    }),
    'SIGNATURE_INVALID',
  );
  assert.equal((await may('post')).allowed, false);
  assert.equal((await may('sms')).allowed, false);
  const post = await consentByPassword(o.t, person.visitor, 'post');
  await consentByPassword(o.t, person.visitor, 'sms');
  accepted(await person.visitor.post(`/v1/me/consents/${post.consentId}/withdrawal`, { json: {} }));
  assert.deepEqual([(await may('post')).reason, (await may('sms')).reason], ['CONSENT_WITHDRAWN', 'CONSENT']);
});

test('PD-9.1c: neither a default nor the passing of time makes a consent', async () => {
  const silent = await newPerson(t, 3);
  const subject = subjectAt(o, silent.personId);
  const opened = await journey(silent, 'post');
  refused(await draft(silent, 'post', opened.protocolId, { processing: false }), 'CONSENT_INCOMPLETE');
  const prepared = accepted(await draft(silent, 'post', opened.protocolId));
  await acceptAgreement(o.t, silent.visitor);
  const signing = accepted(
    await silent.visitor.post('/v1/me/signings', {
      json: { protocolId: opened.protocolId, manifestHash: prepared['manifestHash'], holderId: o.holderId },
    }),
  );
  const mute = await silent.visitor.post('/v1/me/consents', {
    json: { draftId: prepared['draftId'], signingId: signing['signingId'] },
  });
  assert.ok(mute.status >= 400 && mute.status < 500, mute.body);
  // Half an hour later nothing was signed: the document goes, and no consent comes.
  await t.database.owner.query(
    systemScope('the draft grows old'),
    `UPDATE consent_draft SET expires_at = now() - interval '1 second' WHERE id = $1`,
    [prepared['draftId']],
  );
  await expireConsents(t.platform.consent);
  refused(
    await silent.visitor.post('/v1/me/consents', {
      json: { draftId: prepared['draftId'], signingId: signing['signingId'], password },
    }),
    'DRAFT_GONE',
  );
  assert.deepEqual(await mine(silent), []);
  assert.deepEqual(
    [(await may('post', subject)).allowed, (await may('post', subject)).reason],
    [false, 'CONSENT_REQUIRED'],
  );
});

test('PD-9.1e: a case of article 17, with its item, needs no consent', async () => {
  const case17 = { reason: 'тергөө', document: 'SANDBOX-КА-7' };
  assert.equal((await may('app')).allowed, false);
  accepted(await ground(o, 'PD-17.1-2', 'app', subjectId, case17, '2026-12-01T00:00:00Z'));
  const answer = await may('app');
  assert.deepEqual(
    [answer.allowed, answer.reason, answer.ground, answer.consentId],
    [true, 'LAWFUL_WITHOUT_CONSENT', 'PD-17.1-2', null],
  );
  refused(await ground(o, 'LAW_ART15', 'app', subjectId, case17), 'GROUND_EVIDENCE_MISSING', 'PD-9.1e');
});

test('PD-9.5b: a case of 17.1 or an exception by consent without its proof is not relied upon', async () => {
  const other = subjectAt(o, (await newPerson(t, 4)).personId);
  for (const code of ['PD-17.1-1', 'PD-17.1-2'])
    for (const evidence of [
      {},
      { reason: 'тергөө' },
      { document: 'SANDBOX-1' },
      { reason: ' ', document: 'SANDBOX-1' },
    ])
      refused(await ground(o, code, 'app', other, evidence), 'GROUND_EVIDENCE_MISSING', 'PD-9.5b');
  for (const consentId of ['x', nobody])
    refused(
      await ground(o, 'PD-8.2-1', 'app', other, { consentId, consentState: 'active', consentNames: ['photo'] }),
      'GROUND_EVIDENCE_MISSING',
      'PD-9.5b',
    );
  assert.equal((await may('app', other)).allowed, false);
});

test('PD-9.1f: a representative submits under a power that holds on that day, and under no other', async () => {
  const agent = await newPerson(t, 5);
  const principal = await newPerson(t, 6);
  const other = await newPerson(t, 7);
  const stale = await parentOf(o, agent.personId, principal.personId, '2026-11-22');
  refused(
    await agent.visitor.post('/v1/me/journeys', {
      json: { purposeId: o.purposes['post'], lang: 'ky', representationId: stale },
    }),
    'REPRESENTATIVE_AUTHORITY_MISSING',
    'PD-9.1f',
  );
  const power = await recordPower(
    t.platform.consent,
    { accountId: nobody, holderId: o.holderId },
    {
      representative: agent.personId,
      principal: principal.personId,
      kind: 'power_of_attorney',
      authority: {
        kind: 'notarial_power_of_attorney',
        title: { ky: 'ишеним кат' } as never,
        provision: null,
        number: 'SANDBOX-1',
        date: '2026-01-10',
        issuedBy: 'нотариус',
        validUntil: '2026-11-23',
        copy: null,
      },
    },
  );
  refused(
    await other.visitor.post('/v1/me/journeys', {
      json: { purposeId: o.purposes['post'], lang: 'ky', representationId: power },
    }),
    'REPRESENTATIVE_AUTHORITY_MISSING',
  );
  const begin = async () => {
    const { protocolId } = accepted<{ protocolId: string }>(
      await agent.visitor.post('/v1/me/journeys', {
        json: { purposeId: o.purposes['post'], lang: 'ky', representationId: power },
      }),
    );
    const made = accepted(await draft(agent, 'post', protocolId, {}, { representationId: power }));
    await acceptAgreement(o.t, agent.visitor);
    const signing = accepted(
      await agent.visitor.post('/v1/me/signings', {
        json: { protocolId, manifestHash: made['manifestHash'], holderId: o.holderId },
      }),
    );
    return { json: { draftId: made['draftId'], signingId: signing['signingId'], password } };
  };
  const inTime = await begin();
  accepted(await agent.visitor.post('/v1/me/consents', inTime));
  const consent = (await mine(principal))[0]!;
  assert.equal((consent as unknown as { signerRole: string }).signerRole, 'representative');
  // Prepared on the last day, signed after midnight in Bishkek.
  const late = await begin();
  t.clock.set(new Date('2026-11-23T18:00:00Z'));
  refused(await agent.visitor.post('/v1/me/consents', late), 'REPRESENTATIVE_AUTHORITY_MISSING', 'PD-9.1f');
});
