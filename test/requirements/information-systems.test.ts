import assert from 'node:assert/strict';
import { createHash, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, beforeEach, describe, test } from 'node:test';
import { registerMachine } from '../../src/identity/index.ts';
import { actCategories } from '../../src/law/index.ts';
import { isRefusal } from '../../src/platform/refusal.ts';
import { readZip } from '../../src/record/index.ts';
import { finishJades, jsonJws, prepareJades, verifyAsic } from '../../src/trust/formats/index.ts';
import { strictAlgorithms } from '../../src/trust/path/index.ts';
import { mostInBatch } from '../../src/trust/systems/index.ts';
import { automaticMember } from '../../src/trust/verify/index.ts';
import { signingMeans } from '../../src/trust/sign/index.ts';
import { type Holder, testCentre, type TestCentre } from '../support/centre.ts';
import { subjectOf } from '../support/consenting.ts';
import { signedMessage } from '../support/exchange.ts';
import { type Answer, startPlatform, type TestPlatform, type Visitor } from '../support/platform.ts';
import { until } from '../support/until.ts';
import { accepted, administrator, journalled, otherHolder, pin, refused, secondCitizen } from './support.ts';

// Information systems, their operators and participants, and what is exchanged in them (ES-1 to ES-4, ES-10.4, ES-12.5), over HTTP.

const text3 = (text: string) => ({ ky: text, ru: text, en: text });
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const letter = Buffer.from('Катышуучуларга кат: отурум 1-декабрда болот.\n');
const operator = { kind: 'legal_person', name: '«Алмашуу» ЖЧКсы', representative: null };
const kinds = [{ code: 'letter' }, { code: 'contract' }, { code: 'deed', needsNotary: true }, { code: 'report' }];
type Id = { id: string };

describe('information systems', () => {
  let t: TestPlatform;
  let centre: TestCentre;
  let owner: Visitor;
  let citizen: Visitor;
  let stranger: Visitor;
  let hers: Holder;
  let his: Holder;
  let plain: Holder;
  let other: Awaited<ReturnType<typeof otherHolder>>;
  before(async () => {
    t = await startPlatform();
    centre = await testCentre(t);
    hers = await centre.issue(0);
    plain = await centre.issue(0, {
      kind: 'NQ',
      subject: { countryName: 'KG', surname: 'Сыдыков', givenName: 'Айбек', commonName: 'Сыдыков Айбек' },
    });
    other = await otherHolder(t, 'exchange-partner', {});
    const second = await secondCitizen(t);
    stranger = second.visitor;
    his = await centre.issue(null, {
      subject: {
        countryName: 'KG',
        surname: 'А',
        givenName: 'Б',
        serialNumber: `PNOKG-${second.pin}`,
        commonName: 'А Б',
      },
    });
  });
  after(() => t.stop());
  // Limits of rate are of addresses.
  let visits = 0;
  beforeEach(async () => {
    const at = `10.5.${++visits}`;
    owner = await t.signedIn(administrator, `${at}.1`);
    citizen = await t.signedIn('aibek@example.kg', `${at}.2`);
  });

  const base = (): string => `/v1/holders/${t.sandbox.holderId}/exchange-systems`;
  const register = (more: object = {}): Promise<Answer> =>
    owner.post(base(), {
      json: {
        scope: 'corporate',
        name: text3('Документ алмашуу'),
        operator,
        simpleRules: null,
        automatic: false,
        documentKinds: kinds,
        ...more,
      },
    });
  const system = async (more: object = {}): Promise<string> => accepted<Id>(await register(more)).id;
  const add = (id: string, json: object): Promise<Answer> => owner.post(`${base()}/${id}/participants`, { json });
  /** The owner itself, the other holder and the citizen, as participants of a system. */
  async function circle(id: string): Promise<{ self: string; partner: string; person: string }> {
    const organisation = { holderId: t.sandbox.holderId };
    const partner = { holderId: other.holderId };
    const dpo = await t.signedIn('dpo@salyk.example.kg', '10.5.0.3');
    const subjectId = await subjectOf(t, dpo, pin);
    const [a, b, c] = [
      await add(id, organisation),
      await add(id, partner),
      await add(id, { kind: 'citizen', subjectId }),
    ];
    return { self: accepted<Id>(a).id, partner: accepted<Id>(b).id, person: accepted<Id>(c).id };
  }
  const signed = (who: Holder, means: { name: string; version: string } = signingMeans): Buffer =>
    signedMessage(who, letter, t.clock.now(), means, [centre.certificate]);
  const send = (who: Visitor, id: string, json: object): Promise<Answer> =>
    who.post(`/v1/exchange-systems/${id}/documents`, {
      json: {
        category: 'civil_transaction',
        documentKind: 'letter',
        signatureType: 'qualified',
        document: base64(letter),
        ...json,
      },
    });
  const machineOf = async (holderId: string): Promise<Record<string, string>> => {
    const by = { accountId: t.sandbox.logins[2]!.accountId, holderId };
    const made = await registerMachine(t.platform.identityDeps, by, { name: 'система', scopes: ['exchange:write'] });
    assert.ok(!isRefusal(made));
    const form = { grant_type: 'client_credentials', client_id: made.clientId, client_secret: made.secret! };
    const token = (await t.visitor().post('/oauth/token', { form })).json<{ access_token: string }>().access_token;
    return { authorization: `Bearer ${token}` };
  };
  const qualified = (): object => ({ signature: base64(signed(hers)) });

  test('ES-1.1: a flow of each of the four kinds of act is under this law, and says so', async () => {
    const id = await system();
    const { partner } = await circle(id);
    const laws: unknown[] = [];
    for (const category of actCategories) {
      const sent = await send(citizen, id, { ...qualified(), category, recipients: [partner] });
      laws.push(accepted<{ rules: object }>(sent).rules);
    }
    assert.deepEqual(
      laws,
      actCategories.map(() => ({ act: 'ES', by: 'ES-1.1' })),
    );
    assert.deepEqual(
      new Set(
        (await journalled(t, 'exchange-document.sent')).map(
          ({ data }) => `${String(data['category'])} ${String(data['law'])}`,
        ),
      ),
      new Set(actCategories.map((one) => `${one} ES-1.1`)),
    );
    assert.equal((await send(citizen, id, { ...qualified(), category: 'game', recipients: [partner] })).status, 400);
    // The platform's own flow of consents declares its kind as well.
    const purposeId = t.sandbox.purposes['inform_by_email'];
    const journey = accepted<{ protocolId: string }>(
      await citizen.post('/v1/me/journeys', { json: { purposeId, lang: 'ky' } }),
    );
    const begun = await citizen.post('/v1/me/signings', {
      json: { protocolId: journey.protocolId, manifestHash: '0'.repeat(64), holderId: t.sandbox.holderId },
    });
    const { category, law } = accepted<{ category: string; law: object }>(begun);
    assert.deepEqual([category, law], ['other_legal_act', { act: 'ES', by: 'ES-1.1' }]);
  });

  test('ES-2.11: a party of each kind can be a participant of an exchange', async () => {
    const id = await system();
    const { person } = await circle(id);
    const bodies = await Promise.all(
      (['non_executive_state_body', 'local_self_government', 'legal_entity'] as const).map((type, at) =>
        otherHolder(t, `exchange-party-${at}`, { type, name: text3(`Тарап ${type}`) }),
      ),
    );
    const [stateBody, localBody, company] = bodies.map(({ holderId }) => ({ holderId }));
    const unit = { ...company, kind: 'organisation_unit', name: 'Ош филиалы' };
    const association = { ...company, kind: 'association', name: 'Ишкерлер бирикмеси' };
    const expected = [
      [stateBody, 'state_body', 'Тарап non_executive_state_body'],
      [localBody, 'local_body', 'Тарап local_self_government'],
      [company, 'organisation', 'Тарап legal_entity'],
      [unit, 'organisation_unit', 'Тарап legal_entity: Ош филиалы'],
      [association, 'association', 'Тарап legal_entity: Ишкерлер бирикмеси'],
    ] as const;
    for (const [json, kind, name] of expected) {
      const party = accepted<Id & { kind: string; name: string }>(await add(id, json!));
      assert.deepEqual([party.kind, party.name], [kind, name], 'as the register of holders says it');
      const { staff } = bodies.find(({ holderId }) => holderId === json!.holderId)!;
      const by = await send(staff, id, { ...qualified(), as: party.id, recipients: [person] });
      assert.equal(by.status, 201, `${kind}: ${by.body}`);
      const to = await send(citizen, id, { ...qualified(), recipients: [party.id] });
      assert.equal(to.status, 201, `${kind}: ${to.body}`);
    }
    const items = (await citizen.get(`/v1/exchange-systems/${id}/received`)).json<{ items: { sender: string }[] }>()
      .items;
    assert.deepEqual(new Set(items.map(({ sender }) => sender)), new Set(expected.map(([, , name]) => name)));
    assert.equal((await add(id, { kind: 'robot', name: 'Х', holderId: other.holderId })).status, 400);
  });

  test('ES-2.11: nobody is entered under a name or kind that the register does not have, by request or on the page', async () => {
    const id = await system({ scope: 'public' });
    const company = await otherHolder(t, 'exchange-pretender', { type: 'legal_entity', name: text3('Жупуну ЖЧК') });
    const name = 'Мамлекеттик салык кызматы';
    for (const kind of ['state_body', 'local_body', 'organisation'])
      assert.equal((await add(id, { kind, name, holderId: company.holderId })).status, 400, kind);
    assert.equal((await add(id, { name, holderId: company.holderId })).status, 400);
    const page = `/holder/exchange/${id}`;
    const form = { act: 'add', party: company.holderId, kind: 'state_body', partyName: name };
    assert.equal((await owner.post(page, { form })).status, 303);
    assert.equal((await owner.post(page, { form: { ...form, kind: 'association' } })).status, 303);
    const shown = (await t.visitor().get(`/v1/exchange-systems/${id}`)).json<{ participants: object[] }>().participants;
    assert.deepEqual(
      shown.map((one) => ({ ...one, id: '' })),
      [
        { id: '', kind: 'organisation', name: 'Жупуну ЖЧК' },
        { id: '', kind: 'association', name: `Жупуну ЖЧК: ${name}` },
      ],
    );
    for (const lacking of [
      { ...form, kind: 'organisation_unit', partyName: '' },
      { ...form, party: '' },
    ])
      assert.equal((await owner.post(page, { form: lacking })).status, 422);
  });

  test('ES-2.12: in a corporate system whoever is not in its circle is refused, to send as well as to join', async () => {
    const id = await system();
    const { person } = await circle(id);
    refused(await send(stranger, id, { ...qualified(), recipients: [person] }), 'NOT_A_PARTICIPANT', 'ES-2.12');
    refused(await stranger.post(`/v1/exchange-systems/${id}/participants`, { json: {} }), 'SYSTEM_CLOSED', 'ES-2.12');
    refused(
      await stranger.post(`/v1/exchange-systems/${id}/documents/${id}/answer`, { json: { refused: null } }),
      'NOT_A_PARTICIPANT',
    );
    refused(await send(citizen, id, { ...qualified(), recipients: [id] }), 'RECIPIENT_UNKNOWN', 'ES-2.11');
    assert.equal((await send(citizen, id, { ...qualified(), recipients: [person] })).status, 201);
  });

  test('ES-2.13: in a public system every person and organisation that asks is registered, and may then act', async () => {
    const id = await system({ scope: 'public' });
    const askers: readonly (readonly [Visitor, object])[] = [
      [citizen, {}],
      [stranger, {}],
      [other.staff, {}],
      [owner, {}],
    ];
    const registered: string[] = [];
    for (const [who, json] of askers) {
      refused(await send(who, id, { ...qualified(), recipients: [id] }), 'NOT_REGISTERED_YET', 'ES-2.13');
      const answer = await who.post(`/v1/exchange-systems/${id}/participants`, { json });
      assert.equal(answer.status, 201, answer.body);
      registered.push(answer.json<Id>().id);
    }
    for (const [who] of askers) {
      const signature = base64(signed(who === stranger ? his : hers));
      const sent = await send(who, id, { signature, recipients: [registered[0]!] });
      assert.equal(sent.status, 201, sent.body);
    }
    // Recipients see names as the register of holders has them: nobody registers under another.
    const as = { kind: 'state_body', name: 'Финансы министрлиги' };
    assert.equal((await other.staff.post(`/v1/exchange-systems/${id}/participants`, { json: as })).status, 400);
    const seen = (await t.visitor().get(`/v1/exchange-systems/${id}`)).json<{ participants: { name: string }[] }>();
    assert.deepEqual(
      seen.participants.map(({ name }) => name),
      [other.policy.holder.name?.ky, other.policy.holder.name?.ky],
    );
    const again = await stranger.post(`/v1/exchange-systems/${id}/participants`, { json: {} });
    assert.equal(again.json<Id>().id, registered[1], 'once');
  });

  test('ES-2.14: without an operator a system has no simple signature: neither from the start nor later', async () => {
    const simpleRules = 'Ачкыч – сырсөз; аны катышуучу ар бир кирүүдө көрсөтөт.';
    refused(await register({ operator: null, simpleRules }), 'SYSTEM_WITHOUT_OPERATOR', 'ES-2.14');
    const id = await system({ operator: null });
    const change = (json: object) => owner.post(`${base()}/${id}`, { json: { automatic: false, ...json } });
    refused(await change({ operator: null, simpleRules }), 'SYSTEM_WITHOUT_OPERATOR', 'ES-9.1.2a');
    const { partner } = await circle(id);
    const simple = { signatureType: 'simple', namedPerson: 'Сыдыков Айбек', recipients: [partner] };
    refused(await send(citizen, id, simple), 'SIGN_SIMPLE_FORBIDDEN', 'ES-9.1.2a');
    assert.equal((await change({ operator, simpleRules })).status, 200);
    assert.equal((await send(citizen, id, simple)).status, 201);
    refused(await send(citizen, id, { ...simple, namedPerson: ' ' }), 'SIGNER_NOT_NAMED', 'ES-9.1.2b');
    // The one named is the one who is signed in; a machine is nobody.
    for (const namedPerson of ['Президент', 'Айбек', 'Сыдыков Айгүл'])
      refused(await send(citizen, id, { ...simple, namedPerson }), 'SIGNER_NAMED_OTHERWISE', 'ES-9.1.2b');
    const headers = await machineOf(t.sandbox.holderId);
    const json = { category: 'civil_transaction', documentKind: 'letter', document: base64(letter), ...simple };
    const byMachine = await t.visitor().post(`/v1/exchange-systems/${id}/documents`, { json, headers });
    refused(byMachine, 'SIGNER_NAMED_OTHERWISE', 'ES-9.1.2b');
    const seen = (await t.visitor().get(`/v1/exchange-systems/${id}`)).json<{ operator: object }>();
    assert.deepEqual(seen.operator, operator);
    refused(await change({ operator: null, simpleRules }), 'SYSTEM_WITHOUT_OPERATOR');
  });

  test('ES-3.2: a corporate order that contradicts a statute is loaded with its conflicts reported, and the statute wins', async () => {
    const id = await system({ simpleRules: 'Ачкыч – сырсөз.' });
    const { partner } = await circle(id);
    const policy = (json: object) =>
      owner.post(`${base()}/${id}/policy`, {
        json: { basis: 'owner', on: '2026-11-20', parties: ['Салык кызматы'], ...json },
      });
    const rules = [
      { rule: 'accept', documentKind: 'deed', types: ['simple', 'unqualified', 'qualified'] },
      { rule: 'accept', documentKind: 'contract', types: ['unqualified'] },
      { rule: 'handwritten-too', documentKind: 'contract' },
      { rule: 'no-foreign' },
      { rule: 'accept', documentKind: 'report', types: ['qualified'] },
    ];
    const loaded = accepted<{ conflicts: { at: number; law: string[] }[] }>(await policy({ rules }));
    assert.deepEqual(
      loaded.conflicts.map(({ at, law }) => [at, ...law]),
      [
        [0, 'ES-9.5c'],
        [1, 'ES-5.4'],
        [2, 'ES-4.4', 'ES-6.1a'],
        [3, 'ES-7.2'],
      ],
    );
    const shown = (await t.visitor().get(`/v1/exchange-systems/${id}`)).json<{ policy: { conflicts: unknown[] } }>();
    assert.equal(shown.policy.conflicts.length, 4);
    // The statute wins both ways: what it forbids is not taken, what it equals is.
    const simple = { signatureType: 'simple', namedPerson: 'Сыдыков Айбек', recipients: [partner] };
    refused(await send(citizen, id, { ...simple, documentKind: 'deed' }), 'SIGN_SIMPLE_FORBIDDEN', 'ES-9.5c');
    const contract = { documentKind: 'contract', recipients: [partner] };
    assert.equal((await send(citizen, id, { ...qualified(), ...contract })).status, 201);
    // Where it contradicts nothing, the order stands.
    const weak = { signatureType: 'unqualified', signature: base64(signed(plain)), recipients: [partner] };
    refused(await send(citizen, id, { ...weak, documentKind: 'report' }), 'SIGN_TYPE_NOT_ACCEPTED', 'ES-3.2');
    refused(await send(citizen, id, { ...simple, documentKind: 'contract' }), 'SIGN_TYPE_NOT_ACCEPTED');
    refused(await policy({ basis: 'agreement', rules }), 'POLICY_PARTIES_MISSING', 'ES-3.2');
  });

  test('ES-3.3a: where the Government has set qualified signatures for executive bodies, an officer’s unqualified one is refused, from the day of the act on', async () => {
    const id = await system();
    const { person, partner, self } = await circle(id);
    const weak = { signatureType: 'unqualified', signature: base64(signed(plain)), recipients: [person], as: self };
    assert.equal((await send(owner, id, weak)).status, 201, 'nothing is set yet');
    const officer = await t.signedIn('officer@authority.example.kg', '10.5.0.9');
    const act = { title: 'Өкмөттүн токтому', number: '742', on: '2026-11-02' };
    const set = (from: string) =>
      officer.post('/v1/authority/signature-types', {
        json: { bodies: 'executive', types: ['qualified'], act, from },
      });
    accepted(await set('2026-12-01'));
    assert.equal((await send(owner, id, weak)).status, 201, 'not in force yet');
    accepted(await set('2026-11-23'));
    const denied = await send(owner, id, weak);
    refused(denied, 'SIGN_TYPE_NOT_ALLOWED', 'ES-3.3a');
    assert.ok(denied.body.includes('742'), 'with the act');
    assert.equal((await send(owner, id, { ...qualified(), recipients: [person], as: self })).status, 201);
    // Others are not executive bodies.
    assert.equal((await send(citizen, id, { ...weak, as: undefined, recipients: [partner] })).status, 201);
    const table = (await t.visitor().get('/v1/registers/signature-types')).json<{ items: { act: object }[] }>().items;
    assert.deepEqual(
      table.map((one) => one.act),
      [act, act],
    );
  });

  test('ES-10.4: a document sent as one with a qualified signature, made with a means that is not on the list, is refused', async () => {
    const id = await system();
    const { partner } = await circle(id);
    const made = (means: { name: string; version: string }, signatureType = 'qualified') =>
      send(citizen, id, { signatureType, signature: base64(signed(hers, means)), recipients: [partner] });
    refused(await made({ name: 'Own tool', version: '9' }), 'SIGN_TOOL_NOT_CONFIRMED', 'ES-10.4');
    refused(await made({ ...signingMeans, version: '0.9' }), 'SIGN_TOOL_NOT_CONFIRMED');
    assert.equal((await made(signingMeans)).status, 201);
    const less = await made({ name: 'Own tool', version: '9' }, 'unqualified');
    assert.equal(accepted<{ signatureType: string }>(less).signatureType, 'unqualified');
    // The other end: the means that checks has to be confirmed too.
    const security = await t.signedIn('security@authority.example.kg', '10.5.0.10');
    const listed = (await security.get('/v1/registers/confirmed-means')).json<{
      items: { id: string; name: string }[];
    }>();
    const verifier = listed.items.find(({ name }) => name === 'Makulduk verify')!;
    const ended = await security.post(`/v1/authority/confirmed-means/${verifier.id}/end`, { json: { ground: 'Т-9' } });
    assert.equal(ended.status, 200);
    try {
      const unchecked = await made(signingMeans);
      refused(unchecked, 'SIGN_TOOL_NOT_CONFIRMED', 'ES-10.4');
      assert.ok(unchecked.body.includes('Makulduk verify'));
    } finally {
      const document = { title: 'Тастыктоо', issuedOn: '2026-11-23', issuedBy: 'Орган' };
      const json = { kind: 'signature', functions: ['verify'], name: 'Makulduk verify', version: '1', document };
      accepted(
        await security.post('/v1/authority/confirmed-means', {
          json: { ...json, documentNumber: 'СБ-90', until: null },
        }),
      );
      t.clock.advance(2000);
    }
  });

  test('a citizen sends nothing that somebody else has signed', async () => {
    const id = await system();
    const { partner } = await circle(id);
    const others = { signature: base64(signed(his)), recipients: [partner] };
    refused(await send(citizen, id, others), 'SIGNER_NOT_SENDER', 'ES-11.3a');
    const altered = signed(hers);
    altered[altered.length - 3]! ^= 1;
    assert.ok((await send(citizen, id, { signature: base64(altered), recipients: [partner] })).status >= 400);
    const other = { ...qualified(), document: base64(Buffer.from('башка')), recipients: [partner] };
    refused(await send(citizen, id, other), 'SIGNATURE_NOT_VALID');
  });

  test('ES-12.5: the machine of a registered automatic system signs a batch without being asked anything; a person’s tool, another system and another machine are refused', async () => {
    const [automatic, manual] = [await system({ automatic: true }), await system()];
    const documents = Array.from({ length: 20 }, (_, at) => ({
      name: `akt-${at}.txt`,
      content: base64(Buffer.from(`Акт № ${at}\n`)),
    }));
    const ask = (id: string, who: Visitor, headers: Record<string, string> = {}) =>
      who.post(`/v1/exchange-systems/${id}/automatic-signatures`, { json: { documents }, headers });
    const own = await machineOf(t.sandbox.holderId);
    const batch = await ask(automatic, t.visitor(), own);
    assert.equal(batch.status, 201, batch.body);
    const { container, signed: count } = batch.json<{ container: string; signed: number }>();
    assert.equal(count, 20);
    const file = Buffer.from(container, 'base64');
    const members = readZip(file);
    assert.equal(members.filter(({ name }) => name.startsWith('batch/akt-')).length, 20);
    assert.ok(members.some(({ name }) => name.endsWith('.p7s')));
    // It says whose system it was, and is signed with a key that never signs the platform's own word.
    const said = JSON.parse(
      Buffer.from(members.find(({ name }) => name === automaticMember)!.bytes).toString('utf8'),
    ) as { system: { id: string }; owner: { id: string }; client: string; documents: unknown[] };
    assert.deepEqual([said.system.id, said.owner.id, said.documents.length], [automatic, t.sandbox.holderId, 20]);
    const sealed = verifyAsic(file, { algorithms: strictAlgorithms, at: t.clock.now() });
    assert.ok(sealed.holds, JSON.stringify(sealed.problems));
    const by = sealed.signatures[0]!.verdict!.signers[0]!.certificate!.fingerprint;
    const trust = join(t.dataFolder, 'trust');
    const print = (name: string) =>
      createHash('sha256')
        .update(readFileSync(join(trust, name)))
        .digest('hex');
    assert.deepEqual([by === print('systems.cer'), by === print('seal.cer')], [true, false]);
    const [entry] = await journalled(t, 'exchange-batch.signed');
    assert.equal(entry!.data['container'], createHash('sha256').update(file).digest('hex'));
    assert.equal((entry!.data['documents'] as string[]).length, 20);
    assert.deepEqual([entry!.actor, entry!.object.id], [{ kind: 'client', id: said.client }, automatic]);
    for (const answer of [
      await ask(automatic, citizen),
      await ask(automatic, owner),
      await ask(manual, t.visitor(), own),
      await ask(automatic, t.visitor(), await machineOf(other.holderId)),
    ])
      refused(answer, 'SIGN_AUTOMATIC_ONLY_IN_SYSTEM', 'ES-12.5');
    // The largest batch is opened by whoever verifies it; one document more is not signed at all.
    const batchOf = (count: number, name = (at: number): string => `akt-${at}.txt`) =>
      t.visitor().post(`/v1/exchange-systems/${automatic}/automatic-signatures`, {
        json: { documents: Array.from({ length: count }, (_, at) => ({ name: name(at), content: base64(letter) })) },
        headers: own,
      });
    const largest = accepted<{ container: string }>(await batchOf(mostInBatch)).container;
    assert.ok(verifyAsic(Buffer.from(largest, 'base64'), { algorithms: strictAlgorithms, at: t.clock.now() }).holds);
    assert.equal((await batchOf(mostInBatch + 1)).status, 400);
    for (const [name, status] of [
      ['a.b.txt', 201],
      ['a..b.txt', 400],
      ['a..', 400],
    ] as const)
      assert.equal((await batchOf(1, () => name)).status, status, name);
    // Nothing in a batch is named as the platform names its own reports and evidence.
    for (const name of [
      'report.json',
      'Consent-Manifest.json',
      'evidence.json',
      'mimetype',
      automaticMember,
      'META-INF',
    ])
      refused(
        await t.visitor().post(`/v1/exchange-systems/${automatic}/automatic-signatures`, {
          json: { documents: [{ name, content: base64(letter) }] },
          headers: own,
        }),
        'DOCUMENT_NAME_RESERVED',
        'ES-12.5',
      );
  });

  test('a JAdES signature is taken as a CAdES one is; a PDF with its signature inside is refused with a sentence', async () => {
    const id = await system();
    const { partner } = await circle(id);
    const prepared = prepareJades({
      certificate: hers.certificate,
      chain: [hers.certificate, centre.certificate],
      content: letter,
      mediaType: 'text/plain',
      packaging: 'detached',
      signingTime: t.clock.now(),
      creationMeans: { use: ['createSignatureKey'], kind: 'signatureMeans', ...signingMeans },
    });
    const value = sign('sha256', prepared.input, { key: hers.key, dsaEncoding: 'der' });
    const jws = Buffer.from(jsonJws(finishJades(prepared, value)));
    const sent = await send(citizen, id, { signature: base64(jws), recipients: [partner] });
    assert.equal(accepted<{ signatureType: string }>(sent).signatureType, 'qualified');
    const pdf = base64(Buffer.from('%PDF-1.7\n%%EOF\n'));
    refused(await send(citizen, id, { signature: pdf, document: pdf, recipients: [partner] }), 'SIGNATURE_INSIDE_PDF');
  });

  test('a reported key: whoever was sent a document signed with it, a body or a citizen, is told (with ES-10.2b of consents)', async () => {
    const id = await system();
    const { partner, person } = await circle(id);
    const lost = await centre.issue(0);
    const sent = { signature: base64(signed(lost)), recipients: [partner, person] };
    assert.equal((await send(citizen, id, sent)).status, 201);
    const key = createHash('sha256').update(lost.certificate.publicKey.raw).digest('hex');
    // Handed in by a clerk of somebody else: no use of a key of the clerk's, and no ground for the clerk to raise an alarm.
    const third = accepted<Id>(await add(id, { holderId: t.sandbox.holderId }));
    const handed = { signature: base64(signed(lost)), recipients: [third.id] };
    assert.equal((await send(other.staff, id, handed)).status, 201);
    const byClerk = await other.staff.post('/v1/auth/suspected-keys', { json: { key } });
    assert.ok(byClerk.status >= 400 || byClerk.json<{ told: number }>().told === 0, byClerk.body);
    const report = await citizen.post('/v1/auth/suspected-keys', { json: { key } });
    assert.equal(accepted<{ told: number }>(report).told, 3, 'whoever sent it on');
    for (const [who, path] of [
      [other.staff, '/holder/tasks?lang=en'],
      [citizen, '/me/inbox?lang=en'],
    ] as const)
      await until('the notice', async () => (await who.get(path)).body.includes(lost.certificate.serial));
  });

  test('ES-10.2b: a key that only a clerk’s documents were signed with: its owner reports it and whoever has them is told', async () => {
    const id = await system();
    const { self, person } = await circle(id);
    const lost = await centre.issue(0);
    const key = createHash('sha256').update(lost.certificate.publicKey.raw).digest('hex');
    const handed = { signature: base64(signed(lost)), recipients: [self, person] };
    assert.equal((await send(other.staff, id, handed)).status, 201);
    const report = accepted<{ told: number }>(await citizen.post('/v1/auth/suspected-keys', { json: { key } }));
    assert.equal(report.told, 2);
    for (const [who, path] of [
      [owner, '/holder/tasks?lang=en'],
      [citizen, '/me/inbox?lang=en'],
    ] as const)
      await until('the notice', async () => (await who.get(path)).body.includes(lost.certificate.serial));
  });
});
