import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { readZip } from '../record/index.ts';
import { partOf } from '../../test/stand-ins/smtp.ts';
import { until } from '../../test/support/until.ts';
import type { Visitor } from '../../test/support/platform.ts';
import {
  bank,
  byContract,
  codeOf,
  day,
  fromSubject,
  items,
  type NoticeSeen,
  startTelling,
  text,
} from './test-transfers.ts';

let s: Awaited<ReturnType<typeof startTelling>>;
let citizen: Visitor;
/** Of the authority. */
let officer: Visitor;
before(async () => {
  s = await startTelling();
  citizen = await s.t.signedIn('aibek@example.kg');
  officer = await s.t.signedIn('officer@authority.example.kg');
});
after(() => s?.stop());

const pdf = Buffer.from('%PDF-1.4 каттын көчүрмөсү');
const evidence = (channel: string, at = s.t.clock.now()): object | null =>
  ({
    phone: { at: at.toISOString(), caller: 'А. Кызматкер', receivedBy: 'субъект өзү' },
    sms: { at: at.toISOString(), report: 'SMSC: delivered, id 4471' },
    letter: { at: at.toISOString(), copy: pdf.toString('base64') },
    email: null,
  })[channel] ?? null;
const send = (transferId: string, noticeId: string, channel: string | null, more: object = {}) =>
  s.post(`/transfers/${transferId}/notices/${noticeId}/sending`, {
    channel,
    ...(channel === null || evidence(channel) === null ? {} : { proof: evidence(channel) }),
    ...more,
  });
const read = async (transferId: string): Promise<NoticeSeen> => (await s.notices(transferId))[0]!;
const sent = (transferId: string): Promise<NoticeSeen> => s.sent(transferId);
const channels = ['phone', 'sms', 'letter', 'email'];
const blocks = { holder: 'CP-15a', ground: 'CP-15b', items: 'CP-15c', purpose: 'CP-15d', source: 'CP-15e' };
const wordingWithout = (left: string | null) => {
  const places = Object.keys(blocks).filter((name) => name !== left);
  return text(`Билдирүү: ${places.map((name) => `{${name}}`).join(' / ')}`);
};

test('CP-12d: the four channels of the decree notify; push, inbox or anything else is refused', async () => {
  for (const channel of channels) {
    const { transferId, notices } = await s.done({ subjects: [{ subjectId: s.subjects[1] }] });
    const answer = await send(transferId, notices[0]!, channel);
    assert.equal(answer.status, 200, answer.body);
    const one = await sent(transferId);
    assert.deepEqual([one.state, one.channel, one.punctuality], ['SENT', channel, 'on-time']);
  }
  const kinds = await s.rows<{ kind: string; channel: string }>(
    'SELECT p.kind, a.channel FROM transfer_proof p JOIN transfer_attempt a ON a.subject_id = p.subject_id AND a.id = p.attempt_id',
  );
  assert.deepEqual(Object.fromEntries(kinds.map((row) => [row.channel, row.kind])), {
    phone: 'telephonogram',
    sms: 'provider_report',
    letter: 'letter_copy',
    email: 'delivery_report',
  });
  const { transferId, notices } = await s.done();
  for (const channel of ['push', 'inbox', 'telegram', 'EMAIL'])
    assert.equal(codeOf(await send(transferId, notices[0]!, channel)), 'CHANNEL_NOT_ALLOWED', channel);
  assert.equal((await read(transferId)).state, 'DUE');
});

test('CP-14b: nothing is SENT without its proof: telephonogram, copy of the letter, provider’s report, delivery report', async () => {
  const { transferId, notices } = await s.done({ subjects: [{ subjectId: s.subjects[1] }] });
  const at = s.t.clock.now().toISOString();
  const lacking: [string, object | null][] = [
    ['phone', null],
    ['phone', { at, caller: 'А. Кызматкер' }],
    ['phone', { at, receivedBy: 'субъект', caller: ' ' }],
    ['sms', null],
    ['sms', { at, report: '' }],
    ['letter', null],
    ['letter', { at }],
  ];
  for (const [channel, proof] of lacking)
    assert.equal(codeOf(await send(transferId, notices[0]!, channel, { proof })), 'PROOF_MISSING', channel);
  const noPaper = { proof: { at, copy: Buffer.from('no picture').toString('base64') } };
  assert.equal(codeOf(await send(transferId, notices[0]!, 'letter', noPaper)), 'PROOF_FILE_UNKNOWN');
  const early = { proof: evidence('phone', new Date(s.t.clock.now().getTime() - day)) };
  assert.equal(codeOf(await send(transferId, notices[0]!, 'phone', early)), 'MOMENT_IMPOSSIBLE');
  assert.equal((await read(transferId)).state, 'DUE');

  // The mail server refuses: no letter has left, and the notice is owed as before.
  s.smtp.refuse('rcpt', 550);
  assert.equal((await send(transferId, notices[0]!, 'email')).status, 200);
  assert.equal(codeOf(await send(transferId, notices[0]!, 'phone')), 'NOTICE_BEING_SENT');
  await until('the refusal is known', async () => !(await read(transferId)).sending);
  assert.deepEqual([(await read(transferId)).state, (await read(transferId)).proofId], ['DUE', null]);
  assert.ok((await s.journal('transfer.notice-failed')).some((entry) => entry.object.id === notices[0]));

  assert.equal((await send(transferId, notices[0]!, 'letter')).status, 200);
  assert.equal((await read(transferId)).state, 'SENT');
  assert.equal(codeOf(await send(transferId, notices[0]!, 'phone')), 'NOTICE_CLOSED');
  const clear = await s.rows('SELECT 1 FROM transfer_proof WHERE position($1::bytea IN file_sealed) > 0', [pdf]);
  assert.deepEqual(clear, [], 'the copy lies sealed');
});

for (const [block, id] of Object.entries(blocks))
  test(`${id}: a notice without this block is refused by name on every channel`, async () => {
    const { transferId, notices } = await s.done({ subjects: [{ subjectId: s.subjects[1] }] });
    for (const channel of channels) {
      const answer = await send(transferId, notices[0]!, channel, { wording: wordingWithout(block) });
      assert.equal(codeOf(answer), 'NOTIFICATION_CONTENT_INCOMPLETE', channel);
      assert.deepEqual(answer.json<{ details: { missing: string[] } }>().details.missing, [id], channel);
    }
    assert.equal((await read(transferId)).state, 'DUE');
  });

test('CP-15: the five blocks stand in every notice, on every channel, and what the record lacks is named', async () => {
  for (const channel of channels) {
    const { transferId, notices } = await s.done({ subjects: [{ subjectId: s.subjects[1] }] });
    assert.equal((await send(transferId, notices[0]!, channel)).status, 200);
    await sent(transferId);
    const exported = await authorityExport(transferId);
    const parts = exported.notices[0]!.attempts[0]!.message.parts;
    assert.deepEqual(
      parts.map((part) => part.name),
      [...Object.keys(blocks), 'recipient'],
      channel,
    );
    assert.ok(parts.every((part) => part.value.ky.trim() !== '' && part.value.ru.trim() !== ''));
  }
  // The register of disclosures does not know where the data came from.
  const given = await s.post('/disclosures', {
    subjectId: s.subjects[1],
    purposeId: s.purpose('civil_contracts'),
    dataListId: null,
    categories: ['email'],
    recipient: { ...bank, authorisedPersonId: null },
    channel: 'api',
  });
  const { disclosureId } = given.json<{ disclosureId: string }>();
  const [row] = await s.rows<{ transfer_id: string }>('SELECT transfer_id FROM transfer_notice WHERE id = $1', [
    disclosureId,
  ]);
  const refused = await send(row!.transfer_id, disclosureId, 'email');
  assert.deepEqual(refused.json<{ details: object }>().details, { missing: ['CP-15e'] });
});

test('CP-15a CP-15b CP-15c CP-15d CP-15e: the letter that leaves says who, on what ground, what, for what and how, and from where', async () => {
  const methods = text('Автоматташтырылган жана кол менен', 'Автоматизированно и вручную', 'Automated and by hand');
  const { transferId, notices } = await s.done({
    subjects: [{ subjectId: s.subjects[1] }],
    methods,
    items: [
      { category: 'full_name', source: fromSubject },
      { category: 'email', source: { kind: 'other_holder', name: '«Шаар» муниципалдык ишканасы' } },
    ],
  });
  const before = s.smtp.mails.length;
  assert.equal((await send(transferId, notices[0]!, 'email')).status, 200);
  await sent(transferId);
  const mail = s.smtp.mails.slice(before).find((one) => partOf(one.raw, 'text/plain').includes(notices[0]!))!;
  assert.ok(mail.to.includes('kishi.1@example.kg'), mail.to.join());
  const letter = partOf(mail.raw, 'text/plain');
  const [holder] = await s.rows<{ body: { name: { ky: string }; address: { ky: string } } }>(
    'SELECT body FROM holder WHERE id = $1',
    [s.t.sandbox.holderId],
  );
  assert.ok(letter.includes(holder!.body.name.ky) && letter.includes(holder!.body.address.ky), letter);
  assert.ok(letter.includes(byContract.document), 'the ground recorded on the transfer');
  assert.ok(letter.includes(methods.ky));
  assert.ok(letter.includes('«Шаар» муниципалдык ишканасы'), 'the source');
  assert.ok(letter.includes(bank.name), 'and the recipient beside them');
  const [{ attempts }] = (await authorityExport(transferId)).notices as [Exported['notices'][number]];
  const part = (name: string) => attempts[0]!.message.parts.find((one) => one.name === name)!.value.ky;
  assert.equal(part('items').split('; ').length, 2, 'exactly the two items transferred');
  for (const item of part('items').split('; ')) assert.ok(letter.includes(item));
  assert.doesNotMatch(letter, /kishi\.1@example\.kg|Үсөнов/, 'names of items, never their values');
  assert.match(mail.headers.get('content-language') ?? '', /ky|ru|en/);
});

test('CP-12b: sent by the end of the seventh day is on time; a second later it is late, counted, and stays so', async () => {
  const subjects = [{ subjectId: s.subjects[1] }];
  const [first, second, third] = [await s.done({ subjects }), await s.done({ subjects }), await s.done({ subjects })];
  const due = new Date(first.dueAt);
  s.t.clock.advance(7 * day);
  assert.equal((await send(first.transferId, first.notices[0]!, 'sms')).status, 200);
  assert.equal((await read(first.transferId)).punctuality, 'on-time', 'T + 7 days');
  s.t.clock.advance(due.getTime() - s.t.clock.now().getTime());
  assert.equal((await send(second.transferId, second.notices[0]!, 'sms')).status, 200);
  assert.equal((await read(second.transferId)).punctuality, 'on-time', '24:00 of the seventh day');
  s.t.clock.advance(1000);
  assert.equal((await read(third.transferId)).punctuality, 'overdue');
  const compliance = async () => (await s.get('/transfer-notices?limit=100')).json<{ overdue: number; late: number }>();
  const before = await compliance();
  assert.equal((await send(third.transferId, third.notices[0]!, 'email')).status, 200);
  assert.equal((await sent(third.transferId)).punctuality, 'late');
  const after = await compliance();
  assert.deepEqual([after.late, after.overdue], [before.late + 1, before.overdue - 1]);
  s.t.clock.advance(30 * day);
  const late = (await s.get('/transfer-notices/late')).json<{ items: NoticeSeen[] }>().items;
  assert.ok(late.some((one) => one.id === third.notices[0]));
  assert.ok(!late.some((one) => one.id === second.notices[0]));
});

test('whoever owes notices is reminded before the term ends; when it has passed the holder and the authority are told: once a day, however many', async () => {
  const subjects = s.subjects.map((subjectId) => ({ subjectId }));
  const { dueAt } = await s.done({ subjects });
  await s.done({ subjects });
  const said = async (type: string) =>
    (await s.journal(type)).filter((entry) => entry.data['dueAt'] === dueAt).map((entry) => entry.data['open']);
  s.t.clock.advance(new Date(dueAt).getTime() - s.t.clock.now().getTime() - 2 * day - 60_000);
  assert.deepEqual(await said('transfer.notices-due-soon'), []);
  s.t.clock.advance(120_000);
  await until('the first reminder', async () => (await said('transfer.notices-due-soon')).length === 1);
  s.t.clock.advance(day);
  await until('the second', async () => (await said('transfer.notices-due-soon')).length === 2);
  assert.deepEqual(await said('transfer.notices-overdue'), []);
  s.t.clock.advance(day);
  await until('the alarm', async () => (await said('transfer.notices-overdue')).length === 1);
  assert.deepEqual(await said('transfer.notices-overdue'), [6]);
  // DECISIONS 17: the authority is told as well, of the holder and of nobody's data.
  const authority = await s.t.signedIn('officer@authority.example.kg');
  const { holderId } = s.t.sandbox;
  const alarm = /Кармоочу маалымат берилгени жөнүндө субъекттерге мөөнөтүндө билдирген жок/;
  await until('the alarm at the authority', async () => alarm.test((await authority.get('/authority')).body));
  const at = async () =>
    (await authority.get('/v1/authority/overdue-transfer-notices'))
      .json<{ items: { holderId: string; overdue: number }[] }>()
      .items.find((one) => one.holderId === holderId)!.overdue;
  const overdue = await at();
  assert.ok(overdue >= 6, String(overdue));
  assert.equal((await s.officer.get('/v1/authority/overdue-transfer-notices')).status, 403);
  const noted = await authority.post('/authority/transfers/noted', { form: { holderId } });
  assert.equal(noted.status, 303, noted.body);
  assert.doesNotMatch((await authority.get('/authority')).body, alarm, 'the alarm ends');
  assert.equal(await at(), overdue, 'what is overdue stays so');
  assert.equal((await s.journal('transfer.overdue-noted')).length, 1);
  assert.match((await authority.get('/authority/transfers?lang=en')).body, /Overdue notifications/);
});

test('CP-14e: the subject finds the notice and downloads its proof; whoever it is not about gets neither', async () => {
  const { transferId, notices } = await s.done();
  const open = await citizen.get(`/v1/me/transfer-notices/${notices[0]}/proof.zip`);
  assert.equal(codeOf(open), 'PROOF_UNKNOWN', 'not yet sent');
  assert.equal((await send(transferId, notices[0]!, 'letter')).status, 200);
  const mine = (await citizen.get('/v1/me/transfer-notices?limit=100')).json<{
    items: { id: string; state: string }[];
  }>();
  assert.equal(mine.items.find((one) => one.id === notices[0])?.state, 'SENT');
  const file = await citizen.get(`/v1/me/transfer-notices/${notices[0]}/proof.zip`);
  assert.equal(file.status, 200, file.body);
  assert.equal(file.headers['content-type'], 'application/zip');
  const members = new Map(readZip(file.raw).map((one) => [one.name, Buffer.from(one.bytes)]));
  assert.deepEqual([...members.keys()].sort(), [
    'letter.pdf',
    'notice-en.txt',
    'notice-ky.txt',
    'notice-ru.txt',
    'proof.json',
  ]);
  assert.deepEqual(members.get('letter.pdf'), pdf);
  assert.match(members.get('notice-ky.txt')!.toString(), /К-17\/2026/);
  const other = await s.done({ subjects: [{ subjectId: s.subjects[1] }] });
  assert.equal((await send(other.transferId, other.notices[0]!, 'phone')).status, 200);
  assert.equal((await citizen.get(`/v1/me/transfer-notices/${other.notices[0]}/proof.zip`)).status, 404);
});

test('CP-14c: asked for all proofs, the holder gives those about the asker alone, and request and answer are on record', async () => {
  const own = await s.done();
  const other = await s.done({ subjects: [{ subjectId: s.subjects[1] }] });
  for (const one of [own, other]) assert.equal((await send(one.transferId, one.notices[0]!, 'phone')).status, 200);
  const before = (await s.journal('transfer.proof-given')).length;
  const answer = await citizen.post('/v1/me/transfer-proofs', { json: { holderId: s.t.sandbox.holderId } });
  assert.equal(answer.status, 200, answer.body);
  const names = readZip(answer.raw).map((one) => one.name);
  assert.ok(names.includes(`${own.notices[0]}-proof.json`), names.join());
  assert.ok(!names.some((name) => name.includes(other.notices[0]!)));
  const foreign = await s.rows<{ id: string }>('SELECT id FROM transfer_notice WHERE subject_id <> $1', [
    s.subjects[0],
  ]);
  assert.ok(!names.some((name) => foreign.some((one) => name.includes(one.id))));
  for (const type of ['transfer.proof-asked', 'transfer.proof-given']) {
    const entries = await s.journal(type);
    assert.ok(entries.some((entry) => entry.object.id === own.notices[0]));
    assert.ok(
      entries.every((entry) => entry.subject === s.subjects[0]),
      'about nobody else',
    );
  }
  assert.ok((await s.journal('transfer.proof-given')).length > before);
});

type Exported = {
  reference: string;
  transfer: { id: string };
  notices: {
    notice: string;
    state: string;
    subject: string;
    attempts: { message: { parts: { name: string; value: { ky: string; ru: string } }[] } }[];
    proofs: { kind: string; said: Record<string, string> }[];
    exemption: { code: string; justification: string; officer: string } | null;
  }[];
};
async function authorityExport(transferId: string): Promise<Exported> {
  const answer = await officer.post('/v1/authority/transfer-proofs', { json: { transferId, reference: '№ 14-2/91' } });
  assert.equal(answer.status, 200, answer.body);
  return answer.json<Exported>();
}

test('the authority’s export of a transfer holds every notice with its state, its proof or its exemption', async () => {
  const { transferId, notices } = await s.done({ subjects: s.subjects.map((subjectId) => ({ subjectId })) });
  assert.equal((await send(transferId, notices[0]!, 'phone')).status, 200);
  assert.equal((await send(transferId, notices[1]!, 'sms')).status, 200);
  const exported = await authorityExport(transferId);
  assert.deepEqual(exported.notices.map((one) => one.notice).sort(), [...notices].sort());
  const of = (id: string) => exported.notices.find((one) => one.notice === id)!;
  assert.deepEqual(
    of(notices[0]!).proofs.map((one) => [one.kind, one.said['receivedBy']]),
    [['telephonogram', 'субъект өзү']],
  );
  assert.deepEqual(
    of(notices[1]!).proofs.map((one) => one.kind),
    ['provider_report'],
  );
  assert.deepEqual([of(notices[2]!).state, of(notices[2]!).proofs], ['DUE', []]);
  const exempt = await s.done({ exemption: { code: 'ART15_1_2_B', justification: 'Камакка алынган, иш № 7' } });
  const [hidden] = (await authorityExport(exempt.transferId)).notices;
  assert.deepEqual(
    [hidden!.state, hidden!.exemption!.code, hidden!.exemption!.justification],
    ['EXEMPT', 'ART15_1_2_B', 'Камакка алынган, иш № 7'],
  );
  assert.equal((await s.journal('transfer.exported')).at(-1)!.data['reference'], '№ 14-2/91');
  const unknown = await officer.post('/v1/authority/transfer-proofs', {
    json: { transferId: notices[0], reference: '№ 1' },
  });
  assert.equal(codeOf(unknown), 'TRANSFER_UNKNOWN');
});

test('all subjects of a transfer are told by one request; each gets a letter, and what is owed is named', async () => {
  const { transferId, notices } = await s.done({
    subjects: s.subjects.slice(1).map((subjectId) => ({ subjectId })),
    items,
  });
  const before = s.smtp.mails.length;
  const answer = await s.post(`/transfers/${transferId}/sending`, {});
  assert.deepEqual(answer.json(), { sending: 2, refused: [] });
  await until('both are sent', async () => (await s.notices(transferId)).every((one) => one.state === 'SENT'));
  const letters = s.smtp.mails
    .slice(before)
    .filter((mail) => notices.some((id) => partOf(mail.raw, 'text/plain').includes(id)));
  assert.deepEqual(letters.flatMap((mail) => mail.to).sort(), ['kishi.1@example.kg', 'kishi.2@example.kg']);
  assert.deepEqual((await s.post(`/transfers/${transferId}/sending`, {})).json(), { sending: 0, refused: [] });
});
