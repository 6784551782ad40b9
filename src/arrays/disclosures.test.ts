import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { codeOf, name, newArray, type Stand, startStand } from './test-arrays.ts';

let s: Stand;
let listId: string;

before(async () => {
  s = await startStand();
  await s.widen('civil_contracts', (body) => ({
    actions: [...body.actions, 'transfer', 'cross_border_transfer'],
    recipients: [
      { code: 'sandbox-registry', name: name('Реестр'), country: 'KG' },
      { code: 'lab-kz', name: name('Лаборатория'), country: 'KZ' },
    ],
    crossBorder: [{ country: 'KZ', name: name('Лаборатория') }],
  }));
  const ground = await s.post('/grounds', {
    purposeId: s.purpose('civil_contracts'),
    subjectId: s.subjectId,
    code: 'PD-5.1-2a',
    evidence: { contract: 'К-17/2026', subjectIsParty: true, from: '2026-11-01' },
    endsAt: null,
  });
  assert.equal(ground.status, 201, ground.body);
  const { arrayId } = (await s.post('/arrays', newArray)).json<{ arrayId: string }>();
  listId = (
    await s.post(`/arrays/${arrayId}/data-lists`, {
      purposeId: s.purpose('civil_contracts'),
      categories: ['full_name', 'email'],
      reviewMonths: null,
    })
  ).json<{ listId: string }>().listId;
});
after(() => s.t.stop());

const registry = {
  type: 'state_body' as string | null,
  code: 'sandbox-registry' as string | null,
  name: 'Реестр',
  country: 'KG',
  authorisedPersonId: null as string | null,
};
const disclose = (recipient: Partial<typeof registry> = {}, more: object = {}) =>
  s.post('/disclosures', {
    subjectId: s.subjectId,
    purposeId: s.purpose('civil_contracts'),
    dataListId: listId,
    categories: ['full_name'],
    recipient: { ...registry, ...recipient },
    channel: 'api',
    ...more,
  });
type Register = {
  items: {
    recipient: string;
    recipientType: string;
    partyRole: string;
    categories: string[];
    ground: string;
    channel: string;
    at: string;
    crossBorder: boolean;
    crossBorderBasis: string | null;
    dataListId: string;
  }[];
};
const register = async () => (await s.get('/disclosures')).json<Register>().items;

test('PD-3.13: a disclosure without the type of its recipient is refused and nothing is recorded', async () => {
  for (const type of [null, undefined, 'friend'])
    assert.equal(codeOf(await disclose({ type: type as never })), 'RECIPIENT_TYPE_REQUIRED');
  assert.deepEqual(await register(), []);
  for (const type of ['state_body', 'local_self_government', 'legal_person', 'natural_person', 'subject'])
    assert.equal((await disclose({ type, code: type === 'subject' ? null : registry.code })).status, 201, type);
  assert.equal(codeOf(await disclose({ type: 'subject' })), 'RECIPIENT_TYPE_REQUIRED', 'a register is no subject');
});

test('PD-3.19: what is provided outside the holder has its record: recipient, list, ground, time, channel; without a ground nothing leaves', async () => {
  const done = await disclose();
  assert.equal(done.status, 201, done.body);
  const [shown] = await register();
  assert.deepEqual(
    [
      shown!.recipient,
      shown!.recipientType,
      shown!.partyRole,
      shown!.categories,
      shown!.ground,
      shown!.channel,
      shown!.dataListId,
      shown!.at,
    ],
    ['Реестр', 'state_body', 'third_party', ['full_name'], 'PD-5.1-2a', 'api', listId, s.t.clock.now().toISOString()],
  );
  const mine = (await s.citizen.get('/v1/me/disclosures')).json<Register>().items[0]!;
  assert.deepEqual(
    [mine.recipient, mine.categories, mine.channel],
    ['Реестр', ['full_name'], 'api'],
    'the person sees it too',
  );
  const before = (await register()).length;
  assert.equal(codeOf(await disclose({}, { categories: ['phone'] })), 'DISCLOSURE_BEYOND_LIST');
  const noGround = await disclose(
    {},
    { purposeId: s.purpose('access_to_services'), dataListId: null, categories: ['email'] },
  );
  assert.equal(codeOf(noGround), 'CONSENT_REQUIRED');
  assert.equal((await register()).length, before);
  assert.deepEqual(
    (await s.journal('data.operation-refused')).slice(-2).map((entry) => entry.data['code']),
    ['DISCLOSURE_BEYOND_LIST', 'CONSENT_REQUIRED'],
  );
});

test('PD-3.20: a state that is not on the list gets nothing without a ground of 32.4; a processor abroad is no exception', async () => {
  const abroad = { type: 'legal_person', code: 'lab-kz', name: 'Лаборатория', country: 'KZ' };
  const refused = await disclose(abroad);
  assert.deepEqual(
    [codeOf(refused), refused.json<{ details: { country: string } }>().details.country],
    ['NO_ADEQUATE_PROTECTION', 'KZ'],
  );
  await s.post('/processors/cloud-kz', { name: name('Булут'), country: 'KZ', clientId: null });
  await s.post('/processors/cloud-kz/contract', {
    contract: { kind: 'contract', reference: 'Б-1', from: null, until: null },
  });
  // The request says KG; the register of processors knows better.
  const cloud = { type: 'legal_person', code: 'cloud-kz', name: 'Булут', country: 'KG' };
  assert.equal(codeOf(await disclose(cloud)), 'NO_ADEQUATE_PROTECTION');
  const bare = { subjectId: null, country: 'KZ', code: 'PD-32.4-2', evidence: {}, endsAt: null };
  assert.equal(codeOf(await s.post('/cross-border-grounds', bare)), 'CROSS_BORDER_EVIDENCE_MISSING');
  assert.equal(
    (await s.post('/cross-border-grounds', { ...bare, evidence: { treaty: 'ЕАЭБ келишими, 23-б.' } })).status,
    201,
  );
  for (const to of [abroad, cloud]) {
    const done = await disclose(to);
    assert.equal(done.status, 201, done.body);
    assert.deepEqual(done.json<{ crossBorder: boolean; crossBorderBasis: string }>().crossBorderBasis, 'PD-32.4-2');
  }
  const [toCloud, toLab] = await register();
  assert.deepEqual(
    [toCloud!.partyRole, toCloud!.crossBorder, toLab!.partyRole, toLab!.crossBorder],
    ['processor', true, 'third_party', true],
  );
});

test('PD-3.21: a person authorised by the processor is no third party; each side has its role', async () => {
  await s.post('/processors/print-house', { name: name('Басмакана'), country: 'KG', clientId: null });
  await s.post('/processors/print-house/contract', {
    contract: { kind: 'contract', reference: 'Б-2', from: null, until: null },
  });
  const { personId } = (
    await s.post('/authorised-persons', { processorCode: 'print-house', code: 'staff-042', sanction: 'буйрук № 42' })
  ).json<{ personId: string }>();
  const roleOf = async (recipient: Partial<typeof registry>) => {
    const done = await disclose(recipient);
    return done.status === 201 ? done.json<{ partyRole: string }>().partyRole : codeOf(done);
  };
  assert.equal(
    await roleOf({ type: 'natural_person', code: null, name: 'кызматкер 042', authorisedPersonId: personId }),
    'authorised_person',
  );
  assert.equal(await roleOf({ type: 'legal_person', code: 'print-house', name: 'Басмакана' }), 'processor');
  assert.equal(await roleOf({ type: 'state_body', code: 'sts-kg', name: 'Мамлекеттик салык кызматы' }), 'holder');
  assert.equal(await roleOf({ type: 'subject', code: null, name: 'Айбек' }), 'subject');
  assert.equal(await roleOf({}), 'third_party');
  await s.post('/processors/print-house/contract', { contract: null });
  assert.equal(
    await roleOf({ type: 'natural_person', code: null, name: 'кызматкер 042', authorisedPersonId: personId }),
    'PROCESSOR_WITHOUT_CONTRACT',
  );
});

test('PD-3.12: a processor’s machine opens nothing of the holder without a contract in force, and the attempt is logged', async () => {
  const admin = await s.t.signedIn('admin@salyk.example.kg');
  const { clientId, secret } = (
    await s.post('/clients', { name: 'Иштетүүчү', scopes: ['consents:read', 'may'] }, admin)
  ).json<{ clientId: string; secret: string }>();
  const token = await s.t
    .visitor()
    .post('/oauth/token', { form: { grant_type: 'client_credentials', client_id: clientId, client_secret: secret } });
  const bearer = { headers: { authorization: `Bearer ${token.json<{ access_token: string }>().access_token}` } };
  const open = async () => s.t.visitor().get(`${s.holder}/consents`, bearer);
  assert.equal((await open()).status, 200, 'the holder’s own machine');
  await s.post('/processors/bureau', { name: name('Бюро'), country: 'KG', clientId });
  const denied = await open();
  assert.deepEqual([denied.status, codeOf(denied)], [403, 'PROCESSOR_WITHOUT_CONTRACT']);
  assert.equal(
    (await s.journal('data.operation-refused')).some((entry) => entry.data['act'] === 'open'),
    true,
  );
  const until = new Date(s.t.clock.now().getTime() + 86_400_000).toISOString();
  await s.post('/processors/bureau/contract', { contract: { kind: 'contract', reference: 'Б-3', from: null, until } });
  assert.equal((await open()).status, 200);
  s.t.clock.advance(2 * 86_400_000);
  assert.equal((await open()).status, 403, 'an ended contract');
});
