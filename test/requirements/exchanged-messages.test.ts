import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, test } from 'node:test';
import { exchangeWords } from '../../src/offices/exchange/exchange.messages.ts';
import { documentWords } from '../../src/offices/exchange/document.messages.ts';
import { numberText } from '../../src/offices/certificates/words.ts';
import { systemScope } from '../../src/platform/db/index.ts';
import { signingMeans } from '../../src/trust/sign/index.ts';
import { logInAtEsi } from '../stand-ins/esi.ts';
import { type Holder, testCentre, type TestCentre } from '../support/centre.ts';
import { subjectOf } from '../support/consenting.ts';
import { rowsOfDatabase } from '../support/dump.ts';
import { signedMessage } from '../support/exchange.ts';
import { startPlatform, type TestPlatform, type Visitor } from '../support/platform.ts';
import { until } from '../support/until.ts';
import { accepted, administrator, journalled, officer, otherHolder, pin, refused, secondCitizen } from './support.ts';

// What is sent through an information system reaches those it was sent to, octet for octet, and nobody else; and ends with its term.

const day = 86_400_000;
const secret = 'Купуя сөз: Ала-Арча, 4-корпус';
const letter = Buffer.from(`Катышуучуларга кат.\n${secret}\n`);
const fileName = 'Жашыруун кат.txt';
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
type Id = { id: string };
type Opened = {
  message: null | {
    name: string;
    mediaType: string;
    size: number;
    namedPerson: string | null;
    report: null | { verdict: string; signatures: { signer: { owner: string } }[] };
  };
  keepUntil: string;
  erasedAt: string | null;
  answer: string | null;
  answers: { name: string | null; answer: string | null; reason: string | null }[];
};

let t: TestPlatform;
let centre: TestCentre;
let hers: Holder;
let owner: Visitor;
let citizen: Visitor;
let stranger: Visitor;
let partner: Visitor;
let partnerName: string | undefined;
let system: string;
const parties = { self: '', partner: '', person: '' };
let signature: Buffer;
before(async () => {
  t = await startPlatform();
  centre = await testCentre(t);
  hers = await centre.issue(0);
  const other = await otherHolder(t, 'exchange-partner', {});
  partner = other.staff;
  partnerName = other.policy.holder.name?.ky;
  owner = await t.signedIn(administrator, '10.6.0.1');
  citizen = await t.signedIn('aibek@example.kg', '10.6.0.2');
  stranger = (await secondCitizen(t)).visitor;
  const settings = {
    operator: { kind: 'legal_person', name: '«Алмашуу» ЖЧКсы', representative: null },
    simpleRules: 'Ачкыч – тутумга кирүү сырсөзү.',
    automatic: false,
    documentKinds: [{ code: 'letter' }],
  };
  const name = { ky: 'Алмашуу', ru: 'Обмен', en: 'Exchange' };
  const base = `/v1/holders/${t.sandbox.holderId}/exchange-systems`;
  system = accepted<Id>(await owner.post(base, { json: { scope: 'public', name, ...settings } })).id;
  const subjectId = await subjectOf(t, await t.signedIn(officer, '10.6.0.3'), pin);
  const add = async (json: object): Promise<string> =>
    accepted<Id>(await owner.post(`${base}/${system}/participants`, { json })).id;
  parties.self = await add({ holderId: t.sandbox.holderId });
  parties.partner = await add({ holderId: other.holderId });
  parties.person = await add({ kind: 'citizen', subjectId });
  // A participant as well, but neither sender nor recipient of anything.
  accepted(await stranger.post(`/v1/exchange-systems/${system}/participants`, { json: {} }));
  signature = signedMessage(hers, letter, t.clock.now(), signingMeans, [centre.certificate]);
});
after(() => t.stop());

const look = <R extends object>(text: string, values: readonly unknown[]): Promise<R[]> =>
  t.database.owner.query<R>(systemScope('test'), text, values);
const documents = (): string => `/v1/exchange-systems/${system}/documents`;
const post = (who: Visitor, json: object) =>
  who.post(documents(), {
    json: { category: 'civil_transaction', documentKind: 'letter', document: base64(letter), fileName, ...json },
  });
const send = async (who: Visitor, recipients: readonly string[], json: object = {}): Promise<string> => {
  const qualified = { signatureType: 'qualified', signature: base64(signature) };
  return accepted<{ documentId: string }>(await post(who, { ...qualified, ...json, recipients })).documentId;
};
const open = async (who: Visitor, id: string): Promise<Opened> =>
  accepted<Opened>(await who.get(`${documents()}/${id}`));
const answer = (who: Visitor, id: string, reason: string | null = null) =>
  who.post(`${documents()}/${id}/answer`, { json: { refused: reason } });

test('a recipient opens the document: name, size, kind and what its check found; its octets and signature are those that were sent; then it is answered, and the sender sees how', async () => {
  const id = await send(citizen, [parties.partner]);
  const { message, keepUntil } = await open(partner, id);
  assert.ok(message);
  const { report, ...facts } = message;
  assert.deepEqual(facts, {
    name: fileName,
    mediaType: 'text/plain; charset=utf-8',
    size: letter.length,
    namedPerson: null,
  });
  assert.equal(report?.verdict, 'valid');
  assert.equal(Date.parse(keepUntil), t.clock.now().getTime() + 90 * day);
  for (const [path, sent] of [
    [`${documents()}/${id}/content`, letter],
    [`${documents()}/${id}/signature`, signature],
    [`/holder/exchange/${system}/${id}/document`, letter],
    [`/holder/exchange/${system}/${id}/signature`, signature],
  ] as const) {
    const file = await partner.get(path);
    assert.equal(file.status, 200, file.body);
    assert.ok(file.raw.equals(sent), path);
    assert.match(String(file.headers['content-disposition']), /^attachment; filename="[ -~]+"; filename\*=UTF-8''/);
    assert.ok(String(file.headers['content-disposition']).includes(encodeURIComponent(fileName)));
    assert.equal(file.headers['x-content-type-options'], 'nosniff');
  }
  // The page shows the same before it asks for an answer.
  const list = await partner.get('/holder/exchange?lang=ru');
  assert.ok(list.body.includes(`/holder/exchange/${system}/${id}`));
  const page = await partner.get(`/holder/exchange/${system}/${id}?lang=ru`);
  for (const said of [fileName, secret, documentWords.ru.checked, report.signatures[0]!.signer.owner, 'name="because"'])
    assert.ok(page.body.includes(said), said);
  assert.ok(page.body.includes(createHash('sha256').update(letter).digest('hex')));
  const form = await partner.post(`/holder/exchange/${system}/${id}`, { form: { act: 'accept' } });
  assert.equal(form.status, 303);
  const done = await partner.get(`/holder/exchange/${system}/${id}?done=1&lang=ru`);
  assert.ok(done.body.includes(exchangeWords.ru.done) && !done.body.includes('name="because"'));
  // The sender finds it too, with the answer.
  assert.ok((await citizen.get('/me/exchange?lang=ru')).body.includes(`/me/exchange/${system}/${id}`));
  assert.deepEqual((await open(citizen, id)).answers, [{ name: partnerName, answer: 'accepted', reason: null }]);
  assert.deepEqual((await open(partner, id)).answers, [], 'of others a recipient is told nothing');
  const shown = await citizen.get(`/me/exchange/${system}/${id}?lang=ru`);
  assert.ok(shown.body.includes(documentWords.ru.answers) && shown.body.includes(exchangeWords.ru.accepted));
  // Every look is on record, with what was opened.
  const looks = (await journalled(t, 'exchange-document.read')).filter(({ object }) => object.id === id);
  assert.deepEqual(new Set(looks.map(({ data }) => data['part'])), new Set(['particulars', 'document', 'signature']));
});

test('the task about a document that was received goes with the answer of that organisation, and with no other’s', async () => {
  const id = await send(citizen, [parties.self, parties.partner]);
  const sql = 'SELECT holder_id AS holder FROM holder_task WHERE ref = $1 AND done_at IS NULL';
  const open = () => look<{ holder: string }>(sql, [id]);
  await until('both have the task', async () => (await open()).length === 2 || null);
  accepted(await answer(partner, id));
  assert.deepEqual(await open(), [{ holder: t.sandbox.holderId }]);
});

test('nobody else reads it: not another participant, not the owner of the system, not an officer; and a dump of the database has nothing of it in clear', async () => {
  const id = await send(citizen, [parties.partner]);
  const authority = await t.signedIn('officer@authority.example.kg', '10.6.0.4');
  for (const [who, home] of [
    [stranger, '/me'],
    [owner, '/holder'],
  ] as const)
    for (const path of [
      `${documents()}/${id}`,
      `${documents()}/${id}/content`,
      `${documents()}/${id}/signature`,
      `${home}/exchange/${system}/${id}`,
      `${home}/exchange/${system}/${id}/document`,
      `${home}/exchange/${system}/${id}/signature`,
    ])
      assert.equal((await who.get(path)).status, 404, path);
  assert.equal((await authority.get(`${documents()}/${id}/content`)).status, 403);
  assert.equal((await t.visitor().get(`${documents()}/${id}/content`)).status, 401);
  const simple = { signatureType: 'simple', signature: undefined, namedPerson: 'Сыдыков Айбек' };
  await send(citizen, [parties.partner], simple);
  const dump = await rowsOfDatabase(t.database.owner);
  assert.ok(
    dump.some((row) => row.includes(id)),
    'what stands in clear is found',
  );
  const rows = dump.join('\n');
  const hex = (text: string): string => Buffer.from(text).toString('hex');
  for (const word of [secret, fileName, 'Сыдыков Айбек', signature.subarray(0, 64).toString('latin1')])
    for (const form of [word, hex(word), base64(Buffer.from(word)).slice(0, 20)])
      assert.ok(!rows.includes(form), `in clear: ${word}`);
  assert.ok(!rows.includes(signature.subarray(0, 64).toString('hex')));
});

test('a document with its signature above the bound is refused with both sizes, one at the bound is taken', async () => {
  const most = 16 * 2 ** 20;
  const at = Buffer.alloc(most - signature.length, 'а');
  const over = await post(citizen, {
    signatureType: 'qualified',
    document: base64(Buffer.concat([at, Buffer.from('!')])),
    signature: base64(signature),
    recipients: [parties.partner],
  });
  refused(over, 'MESSAGE_TOO_LARGE');
  assert.equal(over.status, 413);
  assert.ok(over.body.includes(String(most)) && over.body.includes(String(most + 1)), over.body.slice(0, 400));
  const exact = await post(citizen, {
    signatureType: 'simple',
    document: base64(Buffer.alloc(most, 'а')),
    namedPerson: 'Сыдыков Айбек',
    recipients: [parties.partner],
  });
  assert.equal(exact.status, 201, exact.body.slice(0, 300));
  for (const name of ['../x', 'a/b', 'x\u202Egpj.exe', 'a\u0000', ''])
    assert.equal(
      (await post(citizen, { fileName: name, signatureType: 'simple', recipients: [parties.partner] })).status,
      400,
      name,
    );
});

test('a simple signature: whom it names stands sealed with the document, and the use says what the session was opened with', async () => {
  const simple = { signatureType: 'simple', signature: undefined, namedPerson: 'Сыдыков Айбек' };
  const byPassword = await send(citizen, [parties.partner], simple);
  const opened = await open(partner, byPassword);
  assert.deepEqual([opened.message!.namedPerson, opened.message!.report], ['Сыдыков Айбек', null]);
  const page = await partner.get(`/holder/exchange/${system}/${byPassword}?lang=ky`);
  assert.ok(page.body.includes('Сыдыков Айбек') && page.body.includes(documentWords.ky.person));
  assert.equal((await partner.get(`${documents()}/${byPassword}/signature`)).status, 404, 'there is none');
  const byEsi = t.visitor('10.6.1.1');
  const begun = await byEsi.get('/sign-in/esi');
  const back = await logInAtEsi(String(begun.headers.location), 'esi-1');
  await byEsi.get(`${back.pathname}${back.search}`);
  byEsi.csrf = (await byEsi.get('/v1/auth/me')).json<{ csrf: string }>().csrf;
  await send(byEsi, [parties.partner], simple);
  const uses = (await citizen.get('/v1/auth/key-uses')).json<{ items: { key: string; signatureType: string }[] }>();
  const two = uses.items.filter(({ signatureType }) => signatureType === 'simple').slice(0, 2);
  assert.deepEqual(
    two.map(({ key }) => key),
    ['esi', 'password'],
    'the newest first',
  );
  for (const lang of ['ky', 'ru', 'en'])
    assert.equal((await citizen.get(`/me/certificates/uses?lang=${lang}`)).status, 200);
});

test('a use of a key shows with its owner, whoever hands the document in; nobody’s key shows with nobody', async () => {
  const uses = async (who: Visitor) =>
    (await who.get('/v1/auth/key-uses')).json<{ items: { documentHash: string; key: string }[] }>().items;
  const other = Buffer.from('Уюм тапшырган документ.\n');
  const hash = createHash('sha256').update(other).digest('hex');
  const sealed = (who: Holder) => ({
    document: base64(other),
    signature: base64(signedMessage(who, other, t.clock.now(), signingMeans, [centre.certificate])),
  });
  const count = async (who: Visitor): Promise<number> =>
    (await uses(who)).filter(({ documentHash }) => documentHash === hash).length;
  await send(partner, [parties.self], sealed(hers));
  assert.deepEqual([await count(citizen), await count(partner)], [1, 0]);
  const nobodys = await centre.issue(null, {
    subject: {
      countryName: 'KG',
      surname: 'Эч',
      givenName: 'Ким',
      serialNumber: 'PNOKG-10101189999990',
      commonName: 'Эч Ким',
    },
  });
  await send(partner, [parties.self], sealed(nobodys));
  assert.deepEqual([await count(citizen), await count(partner), await count(stranger)], [1, 0, 0]);
});

test('a message ends with its term: 30 days after the last answer, else 90 days after the sending; key and octets are gone, and what was destroyed is on record', async () => {
  const [answered, waiting] = [
    await send(citizen, [parties.partner, parties.self]),
    await send(citizen, [parties.partner, parties.self]),
  ];
  const begun = t.clock.now().getTime();
  assert.equal((await answer(partner, answered)).status, 200);
  assert.equal(Date.parse((await open(partner, answered)).keepUntil), begun + 90 * day, 'one is awaited still');
  assert.equal((await answer(owner, answered, 'not_for_us')).status, 200);
  assert.equal((await answer(partner, waiting)).status, 200);
  assert.equal(Date.parse((await open(partner, answered)).keepUntil), begun + 30 * day);
  const keysOf = async (id: string): Promise<number> =>
    (await look('SELECT FROM data_key WHERE subject_id = $1', [id])).length;
  assert.deepEqual([await keysOf(answered), await keysOf(waiting)], [1, 1], 'each under a key of its own');

  t.clock.set(new Date(begun + 30 * day));
  // From the end of the term on nobody opens it, whether it is erased yet or not.
  refused(await partner.get(`${documents()}/${answered}/content`), 'MESSAGE_NOT_KEPT', 'PD-34.1a');
  await until('its erasure', async () => (await open(partner, answered)).erasedAt !== null);
  assert.deepEqual([await keysOf(answered), await keysOf(waiting)], [0, 1], 'and the other is untouched');
  assert.ok((await partner.get(`${documents()}/${waiting}/content`)).raw.equals(letter));
  const [row] = await look<{ sealed: Buffer | null }>('SELECT sealed FROM exchange_message WHERE document_id = $1', [
    answered,
  ]);
  assert.equal(row!.sealed, null);
  const destroyed = await look<{ ground: string[] }>('SELECT ground FROM destruction WHERE subject_id = $1', [
    answered,
  ]);
  assert.deepEqual(destroyed, [{ ground: ['PD-34.1a'] }]);
  assert.ok((await journalled(t, 'exchange-document.erased')).some(({ object }) => object.id === answered));
  const page = await partner.get(`/holder/exchange/${system}/${answered}?lang=en`);
  assert.ok(
    page.body.includes('the document was erased on') &&
      page.body.includes(createHash('sha256').update(letter).digest('hex')),
  );
  assert.equal((await partner.get(`/holder/exchange/${system}/${answered}/document`)).status, 410);
  // What nobody answered can be answered still; it ends later.
  t.clock.set(new Date(begun + 90 * day));
  await until('the erasure of the other', async () => (await open(partner, waiting)).erasedAt !== null);
  assert.equal((await answer(owner, waiting)).status, 200);
});

test('a document is sent on a page: its file and its signature’s, to recipients who are named; what is missing comes back with what was chosen', async () => {
  const address = `/me/exchange/${system}/send`;
  assert.ok((await citizen.get('/me/exchange?lang=en')).body.includes(`href="${address}"`));
  const page = (await citizen.get(`${address}?lang=en`)).body;
  assert.ok(page.includes(parties.partner), 'organisations are offered');
  const action = /<form [^>]*action="(\/me\/exchange\/[^"]*\/send\?_csrf=[^"]*)"/
    .exec(page)![1]!
    .replaceAll('&amp;', '&');
  const field = (name: string, value: string): Buffer =>
    Buffer.from(`--edge\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`);
  const file = (name: string, called: string, bytes: Uint8Array): Buffer =>
    Buffer.concat([
      Buffer.from(`--edge\r\ncontent-disposition: form-data; name="${name}"; filename="${called}"\r\n\r\n`),
      bytes,
      Buffer.from('\r\n'),
    ]);
  const sends = (...parts: Buffer[]) =>
    citizen.post(action, {
      bytes: Buffer.concat([...parts, Buffer.from('--edge--\r\n')]),
      headers: { 'content-type': 'multipart/form-data; boundary=edge' },
    });
  const chosen = [
    field('documentKind', 'letter'),
    field('category', 'civil_transaction'),
    field('signatureType', 'qualified'),
    field('recipients', parties.partner),
  ];
  const without = await sends(...chosen, file('document', 'letter.txt', letter));
  assert.equal(without.status, 422);
  assert.match(without.body, new RegExp(`value="${parties.partner}"[^>]* checked`));
  assert.match(without.body, /value="qualified"[^>]* checked/);
  const altered = Buffer.from('Other words');
  const wrong = await sends(
    ...chosen,
    file('document', 'letter.txt', altered),
    file('signature', 'letter.p7s', signature),
  );
  assert.ok(wrong.status >= 400, String(wrong.status));
  const before = (await partner.get('/holder/exchange')).body;
  const done = await sends(
    ...chosen,
    file('document', 'letter.txt', letter),
    file('signature', 'letter.p7s', signature),
  );
  assert.equal(done.status, 303, done.body);
  assert.equal(done.headers.location, '/me/exchange?done=sent');
  assert.match((await citizen.get('/me/exchange?done=sent&lang=en')).body, /The document was sent/);
  const idsIn = (body: string): string[] =>
    [...body.matchAll(new RegExp(`/holder/exchange/${system}/([0-9a-f-]{36})`, 'g'))].map(([, id]) => id!);
  const [id] = idsIn((await partner.get('/holder/exchange')).body).filter((one) => !idsIn(before).includes(one));
  assert.ok((await partner.get(`/holder/exchange/${system}/${id}/document`)).raw.equals(letter));
  // Who takes no part has no such page.
  assert.equal((await (await t.signedIn('head@centre.example.kg')).get(address)).status, 403);
});

test('ES-10.1b: uses of an organisation’s certificate are seen by whom it was issued to and by the organisation’s administrator; by nobody else', async () => {
  const ours = await centre.issue(0, { kind: 'QL' });
  const { serial } = ours.certificate;
  const made = signedMessage(ours, letter, t.clock.now(), signingMeans, [centre.certificate]);
  const qualified = { signatureType: 'qualified', signature: base64(made) };
  await send(owner, [parties.partner], qualified);
  // Whoever hands it in: the person who has the key is told of it.
  await send(partner, [parties.self], qualified);
  type Uses = { items: { certificate: string | null; key: string }[] };
  const usesOf = async (who: Visitor): Promise<number> =>
    accepted<Uses>(await who.get('/v1/auth/key-uses')).items.filter(({ certificate }) => certificate === serial).length;
  assert.deepEqual([await usesOf(citizen), await usesOf(owner), await usesOf(stranger)], [2, 0, 0]);

  const page = '/holder/exchange/uses';
  const number = numberText(serial);
  const shown = await owner.get(`${page}?lang=en`);
  assert.equal(shown.status, 200, shown.body);
  assert.equal(shown.body.split(number).length - 1, 1, 'what went out in its own name, and nothing else');
  assert.ok(shown.body.includes(partnerName!) && shown.body.includes('Жумабекова'), 'to whom, and who handed it in');
  assert.equal((await partner.get(page)).body.split(number).length - 1, 1, 'the other organisation has its own alone');
  const third = await otherHolder(t, 'exchange-third', {});
  assert.ok(!(await third.staff.get(page)).body.includes(number));
  for (const who of [
    await t.signedIn(officer, '10.6.0.8'),
    await t.signedIn('clerk@salyk.example.kg', '10.6.0.9'),
    citizen,
  ])
    assert.equal((await who.get(page)).status, 403);
});

test('ES-11.3a: with an organisation’s certificate nobody signs in their own name, the one who holds its key neither', async () => {
  const ours = await centre.issue(0, { kind: 'QL' });
  const made = signedMessage(ours, letter, t.clock.now(), signingMeans, [centre.certificate]);
  const sent = { recipients: [parties.partner], signatureType: 'qualified', signature: base64(made) };
  refused(await post(citizen, sent), 'SIGNER_NOT_SENDER');
});
