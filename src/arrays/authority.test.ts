import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ask } from '../../test/support/consenting.ts';
import type { Visitor } from '../../test/support/platform.ts';
import { codeOf, name, type Stand, startStand } from './test-arrays.ts';

let s: Stand;
let authority: Visitor;

before(async () => {
  s = await startStand();
  authority = await s.t.signedIn('officer@authority.example.kg');
});
after(() => s.t.stop());

const holder = {
  code: 'sandbox-school',
  name: name('Сыноо мектеби'),
  tin: null,
  address: null,
  contacts: { phone: null, email: null, website: null },
  jointWith: [] as string[],
};

test('PD-3.9: a legal person that asks about itself is no data subject', async () => {
  const asked = { kind: 'legal_person', number: null, about: 'itself', request: 'INFO' };
  const refused = await s.post('/requesters', asked);
  assert.deepEqual([refused.status, codeOf(refused)], [422, 'NOT_A_SUBJECT']);
  assert.match(refused.body, /art\. 3|берене|стать/);
  assert.equal(
    (await s.journal('data.operation-refused')).filter((entry) => entry.data['act'] === 'request:INFO').length,
    1,
  );
  // Its number gives it away, whatever it says it is; and it names no subject at a look-up either.
  assert.equal(
    codeOf(await s.post('/requesters', { ...asked, kind: 'natural_person', number: '00101189900010' })),
    'NOT_A_SUBJECT',
  );
  assert.equal(codeOf(await s.post('/subjects/lookup', { pin: '00101189900010' })), 'PIN_OF_ORGANISATION');
  assert.deepEqual((await s.post('/requesters', { ...asked, kind: 'natural_person' })).json(), { admitted: true });
  assert.deepEqual((await s.post('/requesters', { ...asked, about: 'represented_person' })).json(), { admitted: true });
});

test('PD-3.10: a holder without one of the four types is refused; joint holders are linked to each other', async () => {
  for (const type of [null, undefined, 'association'])
    assert.equal(codeOf(await s.post('/v1/authority/holders', { ...holder, type }, authority)), 'HOLDER_TYPE_REQUIRED');
  assert.equal(
    codeOf(
      await s.post('/v1/authority/holders', { ...holder, type: 'legal_entity', jointWith: ['nobody'] }, authority),
    ),
    'HOLDER_NOT_FOUND',
  );
  const kinds: Record<string, string> = {
    executive_state_body: 'state_body',
    non_executive_state_body: 'state_body',
    local_self_government: 'local_self_government',
    legal_entity: 'legal_person',
    natural_person: 'natural_person',
  };
  for (const [type, kind] of Object.entries(kinds)) {
    const made = await s.post(
      '/v1/authority/holders',
      { ...holder, code: `school-${type}`, type, jointWith: ['sts-kg'] },
      authority,
    );
    assert.equal(made.json<{ kind: string }>().kind, kind, made.body);
  }
  const { items } = (await s.get('/v1/authority/holders', authority)).json<{
    items: { code: string; jointWith: string[]; registeredAt: string | null }[];
  }>();
  const entered = items.find((one) => one.code === 'school-legal_entity')!;
  assert.deepEqual([entered.jointWith, entered.registeredAt], [['sts-kg'], null]);
});

test('PD-3.11: only the authority writes to the Register of holders; struck off, a holder may nothing', async () => {
  const path = `/v1/authority/holders/${s.t.sandbox.holderId}/registration`;
  const write = { registered: false, document: 'чечим № 1' };
  const admin = await s.t.signedIn('admin@salyk.example.kg');
  const operator = await s.t.signedIn('operator@makulduk.example.kg');
  for (const [who, visitor] of Object.entries({
    officer: s.officer,
    clerk: s.clerk,
    admin,
    operator,
    citizen: s.citizen,
  })) {
    assert.equal((await s.post(path, write, visitor)).status, 403, who);
    assert.equal(
      (await s.post('/v1/authority/holders', { ...holder, type: 'legal_entity' }, visitor)).status,
      403,
      who,
    );
  }
  assert.equal((await s.post(path, write, s.t.visitor())).status, 401);
  const may = () => ask(s.t, s.officer, { code: 'inform_by_email', subjectId: s.subjectId, categories: ['email'] });
  assert.equal((await may()).reason, 'CONSENT_REQUIRED');
  assert.deepEqual((await s.post(path, write, authority)).json(), { registeredAt: null });
  assert.equal((await may()).reason, 'HOLDER_NOT_REGISTERED');
  assert.equal(codeOf(await s.post(path, write, authority)), 'REGISTRATION_STANDS');
  assert.equal((await s.post(path, { registered: true, document: 'чечим № 2' }, authority)).status, 200);
  assert.equal((await may()).reason, 'CONSENT_REQUIRED');
});
