import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { recordPower } from '../../src/consent/index.ts';
import { acceptAgreement, allChoices } from '../support/consenting.ts';
import { type Answer, password, startPlatform, type TestPlatform } from '../support/platform.ts';
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

const attorney = (representative: string, of: string): Promise<string> =>
  recordPower(
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
    },
  );
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
