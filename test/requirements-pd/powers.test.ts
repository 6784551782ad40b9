import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { recordPower } from '../../src/consent/index.ts';
import { isRefusal } from '../../src/platform/refusal.ts';
import { acceptAgreement, allChoices } from '../support/consenting.ts';
import { type Answer, password, startPlatform, type TestPlatform } from '../support/platform.ts';
import { testPin } from '../support/people.ts';
import { until } from '../support/until.ts';
import {
  accepted,
  childRecord,
  newPerson,
  type Office,
  office,
  parentOf,
  type Person,
  purpose,
  refused,
} from './stand.ts';

// A power to act for another ends: by its term, by whoever may end it, and a parent's when the child is of age.

let t: TestPlatform;
let o: Office;
let agent: Person;
let principal: Person;

before(async () => {
  t = await startPlatform();
  o = await office(t, 'ministry', { purposes: ['post'] });
  await o.open(purpose('post'));
  [agent, principal] = [await newPerson(t, 1), await newPerson(t, 2)];
});
after(() => t.stop());

const attorney = async (representative: string, of: string, everywhere = false): Promise<string> => {
  const recorded = await recordPower(
    t.platform.consent,
    { accountId: '00000000-0000-4000-8000-000000000001', holderId: o.holderId },
    {
      representative,
      principal: of,
      kind: 'power_of_attorney',
      authority: {
        kind: 'notarial_power_of_attorney',
        title: { ky: 'ишеним кат' } as never,
        provision: null,
        number: 'SANDBOX-1',
        date: '2026-01-10',
        issuedBy: 'нотариус',
        validUntil: null,
        copy: null,
      },
      everywhere,
    },
  );
  assert.ok(!isRefusal(recorded));
  return recorded;
};
const begin = (one: Person, representationId: string): Promise<Answer> =>
  one.visitor.post('/v1/me/journeys', { json: { purposeId: o.purposes['post'], lang: 'ky', representationId } });
const end = (one: Person, id: string): Promise<Answer> => one.visitor.post(`/v1/me/representations/${id}/end`);

test('PD-9.1f CP-6e: a revoked power carries nothing, not even a document prepared under it; strangers revoke nothing', async () => {
  const power = await attorney(agent.personId, principal.personId);
  const { protocolId } = accepted<{ protocolId: string }>(await begin(agent, power));
  const made = accepted(
    await agent.visitor.post('/v1/me/drafts', {
      json: {
        purposeId: o.purposes['post'],
        protocolId,
        beside: null,
        representationId: power,
        choices: { ...allChoices, categories: ['full_name', 'email'] },
      },
    }),
  );
  await acceptAgreement(o.t, agent.visitor);
  const signing = accepted(
    await agent.visitor.post('/v1/me/signings', {
      json: { protocolId, manifestHash: made['manifestHash'], holderId: o.holderId },
    }),
  );
  refused(await end(await newPerson(t, 3), power), 'REPRESENTATIVE_AUTHORITY_MISSING');
  accepted(await end(principal, power));
  refused(
    await agent.visitor.post('/v1/me/consents', {
      json: { draftId: made['draftId'], signingId: signing['signingId'], password },
    }),
    'REPRESENTATIVE_AUTHORITY_MISSING',
    'PD-9.1f',
  );
  refused(await begin(agent, power), 'REPRESENTATIVE_AUTHORITY_MISSING', 'CP-6e');
  refused(await end(principal, power), 'REPRESENTATIVE_AUTHORITY_MISSING');
  const seen = accepted<{ items: { id: string; role: string; endedAt: string | null }[] }>(
    await principal.visitor.get('/v1/me/representations'),
  );
  assert.deepEqual(
    seen.items.map((one) => [one.id, one.role, one.endedAt !== null]),
    [[power, 'principal', true]],
  );
});

test('the representative may give a power up, and a clerk may end it', async () => {
  const [first, second] = [
    await attorney(agent.personId, principal.personId),
    await attorney(agent.personId, principal.personId),
  ];
  accepted(await end(agent, first));
  accepted(await o.officer.post(`/v1/holders/${o.holderId}/representations/${second}/end`));
  for (const power of [first, second]) refused(await begin(agent, power), 'REPRESENTATIVE_AUTHORITY_MISSING');
});

test('a parent acts for the child until the eighteenth birthday, and the child does not end it', async () => {
  const child = await newPerson(t, 4, childRecord('2008-11-24'));
  const power = await parentOf(o, agent.personId, child.personId, '2040-01-01');
  refused(await end(child, power), 'REPRESENTATIVE_AUTHORITY_MISSING');
  accepted(await begin(agent, power));
  t.clock.set(new Date('2026-11-23T17:59:59Z'));
  accepted(await begin(agent, power));
  t.clock.set(new Date('2026-11-23T18:00:00Z'));
  refused(await begin(agent, power), 'REPRESENTATIVE_AUTHORITY_MISSING', 'PD-9.1f');
  const leap = await newPerson(t, 5, childRecord('2012-02-29'));
  const other = accepted<{ items: { id: string; validUntil: string }[] }>(
    (await parentOf(o, agent.personId, leap.personId), await agent.visitor.get('/v1/me/representations')),
  );
  assert.equal(other.items[0]!.validUntil, '2030-02-28');
});

test('CP-6e: a power recorded at one holder’s counter acts at that holder only; one certified by a notary and made for all, at each', async () => {
  const other = await office(t, 'agency', { purposes: ['post'] });
  await other.open(purpose('post'));
  const [here, all] = [
    await attorney(agent.personId, principal.personId),
    await attorney(agent.personId, principal.personId, true),
  ];
  const beginAt = (at: Office, representationId: string): Promise<Answer> =>
    agent.visitor.post('/v1/me/journeys', { json: { purposeId: at.purposes['post'], lang: 'ky', representationId } });
  accepted(await beginAt(o, here));
  refused(await beginAt(other, here), 'REPRESENTATIVE_AUTHORITY_ELSEWHERE', 'CP-6e');
  accepted(await beginAt(o, all));
  accepted(await beginAt(other, all));

  // Without a number in the register of notarial acts nothing reaches further than the counter.
  const unproven = await recordPower(
    t.platform.consent,
    { accountId: agent.accountId, holderId: o.holderId },
    {
      representative: agent.personId,
      principal: principal.personId,
      kind: 'power_of_attorney',
      everywhere: true,
      authority: {
        kind: 'other_document',
        title: { ky: 'ишеним кат' } as never,
        provision: null,
        number: '5',
        date: '2026-01-10',
        issuedBy: 'ишкана',
        validUntil: null,
        copy: null,
      },
    },
  );
  assert.ok(isRefusal(unproven) && unproven.code === 'POWER_REACH_UNPROVEN');

  // Only the holder that recorded it is shown that it is over.
  for (const id of [here, all]) {
    refused(
      await other.officer.post(`/v1/holders/${other.holderId}/representations/${id}/end`),
      'REPRESENTATIVE_AUTHORITY_MISSING',
    );
    accepted(await beginAt(o, id));
    accepted(await o.officer.post(`/v1/holders/${o.holderId}/representations/${id}/end`));
    refused(await beginAt(o, id), 'REPRESENTATIVE_AUTHORITY_MISSING');
  }
});

test('the authority records a power for all holders and enters the court order that ends one; both persons are told', async () => {
  const authority = await t.signedIn('officer@authority.example.kg');
  const { representationId } = accepted<{ representationId: string }>(
    await authority.post('/v1/representations', {
      json: {
        kind: 'power_of_attorney',
        principal: { pin: testPin(2) },
        representative: { pin: testPin(1) },
        document: {
          kind: 'other_document',
          title: 'ишеним кат',
          provision: null,
          number: '7',
          date: '2026-01-10',
          issuedBy: 'ишкана',
          validUntil: null,
        },
      },
    }),
  );
  accepted(await begin(agent, representationId));
  const recorded = await attorney(agent.personId, principal.personId);
  const order = { number: 'ГД-12', date: '2026-11-20', court: 'Биринчи май райондук соту' };
  for (const id of [representationId, recorded]) {
    accepted(await authority.post(`/v1/authority/representations/${id}/end`, { json: order }));
    refused(await begin(agent, id), 'REPRESENTATIVE_AUTHORITY_MISSING');
  }
  for (const [one, words] of [
    [principal, 'Сиздин атыңыздан иш кылууга берилген ыйгарым укук токтоду.'],
    [agent, 'Сиздин башка адамдын атынан иш кылууга болгон ыйгарым укугуңуз токтоду.'],
  ] as const) {
    await until('the message is in the inbox', async () => (await one.visitor.get('/me/inbox')).body.includes(words));
    // Where no holder recorded it, the message goes to the person's own address.
    await until('the message is sent', async () => {
      const { body } = await t.visitor().get('/sandbox/mail');
      return body.includes(words);
    });
  }
});
