import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { after, afterEach, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { decodeWords, partOf, startSmtp } from '../../test/stand-ins/smtp.ts';
import { setPersonState } from '../keys/index.ts';
import { holderScope, personScope } from '../platform/db/index.ts';
import { uuidv7 } from '../platform/ids.ts';
import { systemClock } from '../platform/clock.ts';
import { langs } from '../platform/text.ts';
import { receiptTexts } from './receipts.messages.ts';
import { facts, holderId, noticesStand, otherHolder, receipt, stateOf, system, until } from './test-stand.ts';

const stand = await noticesStand();
const { db, owner } = stand.database;
after(() => stand.stop());
// A worker that a failed test left running would take the next test's rows.
afterEach(() => stand.rest());
const done = (id: string) => async (): Promise<boolean> => (await stateOf(stand, id)).state !== 'due';
const dueNow = (id: string): Promise<unknown> =>
  owner.query(system, `UPDATE outbox SET not_before = now() WHERE id = $1`, [id]);
const mailsTo = (address: string) => stand.smtp.mails.filter((mail) => mail.to.includes(address));

test('a receipt arrives by mail in the person’s language, and stands in the inbox', async () => {
  const notices = stand.notices();
  notices.worker.start();
  for (const [index, lang] of langs.entries()) {
    const n = 100 + index;
    const { personId, subjectId } = await stand.person(n);
    stand.langs.set(personId, lang);
    const id = await receipt(stand, notices, subjectId);
    await until('the receipt is sent', done(id));
    const [mail] = mailsTo(`kishi.${n}@example.kg`);
    assert.ok(mail);
    assert.equal(mail.headers.get('subject'), receiptTexts['receipt.consent-given'].subject[lang]);
    assert.equal(mail.headers.get('message-id'), `<${id}.email@makulduk.example.kg>`);
    assert.equal(mail.headers.get('auto-submitted'), 'auto-generated');
    assert.equal(mail.headers.get('content-language'), lang);
    assert.ok(mail.headers.has('date') && ![...mail.headers.keys()].some((name) => name.startsWith('list-')));
    for (const part of ['text/plain', 'text/html'] as const) {
      const text = partOf(mail.raw, part);
      assert.ok(text.includes(receiptTexts['receipt.consent-given'].line[lang]));
      assert.ok(
        text.includes(facts.holder[lang]) &&
          text.includes(facts.purpose[lang]) &&
          text.includes('https://makulduk.example.kg/me/consents/1'),
      );
    }
    const [message] = await notices.listInbox(personScope([subjectId]), { subjectIds: [subjectId], lang });
    assert.equal(message?.subject, receiptTexts['receipt.consent-given'].subject[lang]);
    assert.deepEqual(message?.link?.path, '/me/consents/1');
  }
});

test('a letter says nothing of who the person is', async () => {
  const whole = stand.smtp.mails
    .map(
      (mail) =>
        `${partOf(mail.raw, 'text/plain')}${partOf(mail.raw, 'text/html')}${decodeWords(mail.headers.get('subject')!)}`,
    )
    .join();
  assert.ok(whole.length > 1000);
  for (const part of [
    'Асанова',
    'Үсөнов',
    'Өмүрбекова',
    'Жеңишов',
    'Токтогулова',
    'Айгүл',
    '1899',
    '+996000',
    'kishi.',
  ])
    assert.ok(!whole.includes(part), part);
});

test('a temporary refusal is repeated, each attempt is on record without the address', async () => {
  const notices = stand.notices();
  const { subjectId } = await stand.person(110);
  stand.smtp.refuse('rcpt', 450, 451);
  const id = await receipt(stand, notices, subjectId);
  notices.worker.start();
  for (const fault of ['SMTP 450 RCPT', 'SMTP 451 RCPT']) {
    await until(fault, async () => (await stateOf(stand, id)).last_fault === fault);
    const [wait] = await owner.query<{ ms: number }>(
      system,
      `SELECT extract(epoch FROM not_before - now()) * 1000 AS ms FROM outbox WHERE id = $1`,
      [id],
    );
    assert.ok(Number(wait!.ms) > 4_000);
    await dueNow(id);
  }
  await until('delivery', done(id));
  assert.equal(mailsTo('kishi.110@example.kg').length, 1);
  const attempts = await notices.attemptsOf(personScope([subjectId]), id);
  assert.deepEqual(
    attempts.map((one) => [one.channel, one.result]),
    [
      ['inbox', 'sent'],
      ['email', 'deferred'],
      ['email', 'deferred'],
      ['email', 'sent'],
    ],
  );
  assert.equal(attempts[3]!.messageId, `<${id}.email@makulduk.example.kg>`);
  assert.equal((await notices.attemptsOf(holderScope(otherHolder), id)).length, 0);
  assert.equal((await notices.attemptsOf(holderScope(holderId), id)).length, 4);
});

test('a final refusal is given up at once, shown in health and gauges, and can be taken up again', async () => {
  const notices = stand.notices({ sms: null });
  const { subjectId } = await stand.person(111);
  stand.smtp.refuse('rcpt', 550);
  const id = await receipt(stand, notices, subjectId);
  notices.worker.start();
  await until('given up', done(id));
  assert.deepEqual(await stateOf(stand, id), { state: 'dead', attempts: 1, last_fault: 'SMTP 550 RCPT', sealed: null });
  const { dead } = await notices.worker.health();
  assert.deepEqual(dead, [{ kind: 'receipt.consent-given', fault: 'SMTP 550 RCPT', n: 1 }]);
  assert.equal(notices.worker.gauges.find((gauge) => gauge.name === 'makulduk_outbox_dead')!.read(), 1);
  assert.ok(stand.faults.some((error) => error.message.includes(id)));
  // The inbox has it all the same.
  assert.equal((await notices.listInbox(personScope([subjectId]), { subjectIds: [subjectId], lang: 'ky' })).length, 1);
  await owner.query(system, `DELETE FROM notice_attempt WHERE outbox_id = $1 AND channel = 'email'`, [id]);
  assert.equal(await notices.revive(['receipt.consent-given']), 1);
  await until('sent after all', async () => (await stateOf(stand, id)).state === 'done');
});

test('a letter refused after its contents is given up too; attempts end after the last', async () => {
  const notices = stand.notices({ sms: null, maxAttempts: 2 });
  const [a, b] = [await stand.person(112), await stand.person(113)];
  notices.worker.start();
  stand.smtp.refuse('data', 554);
  const refused = await receipt(stand, notices, a.subjectId);
  await until('refused', done(refused));
  assert.equal((await stateOf(stand, refused)).last_fault, 'SMTP 554 DATA');
  stand.smtp.refuse('rcpt', 451, 451);
  const tired = await receipt(stand, notices, b.subjectId);
  await until('first attempt', async () => (await stateOf(stand, tired)).last_fault !== null);
  await dueNow(tired);
  await until('second attempt', done(tired));
  assert.deepEqual(await stateOf(stand, tired), {
    state: 'dead',
    attempts: 2,
    last_fault: 'SMTP 451 RCPT',
    sealed: null,
  });
});

test('where the mail is refused the SMS goes', async () => {
  const took: string[] = [];
  const notices = stand.notices({
    sms: {
      name: 'sms',
      send: (message) => Promise.resolve({ kind: 'sent', messageId: (took.push(message.to), message.id) }),
      stop: () => undefined,
    },
  });
  const { subjectId } = await stand.person(114);
  stand.smtp.refuse('rcpt', 550);
  const id = await receipt(stand, notices, subjectId);
  notices.worker.start();
  await until('sent', done(id));
  assert.equal((await stateOf(stand, id)).state, 'done');
  assert.deepEqual(took, ['+996000000114']);
});

test('a kind without a handler is given up loudly, and taken up by the first version that knows it', async () => {
  const old = stand.notices();
  const { subjectId } = await stand.person(115);
  const id = await receipt(stand, old, subjectId, 'receipt.of-tomorrow');
  old.worker.start();
  await until('given up', done(id));
  assert.deepEqual([(await stateOf(stand, id)).state, (await stateOf(stand, id)).last_fault], ['dead', 'NO_HANDLER']);
  await old.worker.stop();
  const newer = stand.notices({
    handlers: { 'receipt.of-tomorrow': { messages: () => [{ to: 'holder', content: { subject: facts.holder } }] } },
  });
  newer.worker.start();
  await until('known now', async () => (await stateOf(stand, id)).state === 'done');
});

test('nobody writes to a deceased person; a person without addresses has the inbox', async () => {
  const notices = stand.notices();
  const [dead, silent] = [await stand.person(116), await stand.person(117, { contacts: [] })];
  await db.tx(system, (tx) => setPersonState(tx, dead.personId, 'deceased', systemClock.real()));
  notices.worker.start();
  for (const { subjectId } of [dead, silent]) {
    const id = await receipt(stand, notices, subjectId);
    await until('dealt with', done(id));
    assert.equal((await stateOf(stand, id)).state, 'done');
    const attempts = await notices.attemptsOf(personScope([subjectId]), id);
    assert.deepEqual(
      attempts.map((one) => one.result),
      ['sent', 'no-address', 'no-address'],
    );
  }
  assert.equal(mailsTo('kishi.116@example.kg').length, 0);
});

test('a check goes to the holder’s list of work and nowhere else; a dispute also to the person', async () => {
  const notices = stand.notices();
  notices.worker.start();
  const { subjectId } = await stand.person(118);
  const before = stand.smtp.mails.length;
  const paper = await receipt(stand, notices, subjectId, 'check.paper-consent');
  await until('task', done(paper));
  assert.equal(stand.smtp.mails.length, before);
  const dispute = await receipt(stand, notices, subjectId, 'check.consent-disputed');
  await until('receipt', done(dispute));
  assert.equal(
    mailsTo('kishi.118@example.kg')[0]?.headers.get('subject'),
    receiptTexts['receipt.consent-disputed'].subject.ky,
  );
  const tasks = (await notices.listTasks(holderScope(holderId), holderId, 'ru')).tasks.filter(
    (task) => task.subjectId === subjectId,
  );
  assert.deepEqual(
    tasks.map((task) => task.subject),
    ['Сверьте бумажное согласие с подлинником', 'Проверьте согласие, оспоренное субъектом персональных данных'],
  );
  assert.deepEqual((await notices.listTasks(holderScope(otherHolder), holderId, 'ru')).tasks, []);
  assert.equal(
    await db.tx(holderScope(holderId), (tx) => notices.endTasks(tx, 'check.paper-consent', tasks[0]!.ref)),
    1,
  );
  assert.equal(
    (await notices.listTasks(holderScope(holderId), holderId, 'ky')).tasks.filter(
      (task) => task.subjectId === subjectId,
    ).length,
    1,
  );
});

test('a person reads own messages only, and marks them read once', async () => {
  const notices = stand.notices();
  notices.worker.start();
  const [mine, other] = [await stand.person(119), await stand.person(120)];
  const ids = [
    await receipt(stand, notices, mine.subjectId),
    await receipt(stand, notices, mine.subjectId, 'receipt.consent-withdrawn'),
  ];
  await until('both', async () => (await notices.unread(personScope([mine.subjectId]), [mine.subjectId])) === 2);
  // Read before they are sent; sent before the next test counts what is.
  for (const id of ids) await until('sent', done(id));
  const me = personScope([mine.subjectId]);
  const first = await notices.listInbox(me, { subjectIds: [mine.subjectId], lang: 'en', limit: 1 });
  const second = await notices.listInbox(me, {
    subjectIds: [mine.subjectId],
    lang: 'en',
    limit: 1,
    before: first[0]!.id,
  });
  assert.deepEqual(
    [...first, ...second].map((one) => one.id),
    [...ids].reverse(),
  );
  assert.equal(
    (await notices.listInbox(personScope([other.subjectId]), { subjectIds: [mine.subjectId], lang: 'en' })).length,
    0,
  );
  assert.equal(await notices.markRead(personScope([other.subjectId]), [mine.subjectId], ids), 0);
  assert.equal(await notices.markRead(me, [mine.subjectId], ids), 2);
  assert.equal(await notices.markRead(me, [mine.subjectId], ids), 0);
  assert.equal(await notices.unread(me, [mine.subjectId]), 0);
});

test('two workers empty one outbox, and nobody gets a letter twice', async () => {
  const [one, two] = [stand.notices(), stand.notices()];
  const { subjectId } = await stand.person(121);
  // More than one worker holds at a time (four batches of fifty), so that the other finds its share however late it starts.
  const count = 400;
  const ids: string[] = [];
  await db.tx(system, async (tx) => {
    for (let i = 0; i < count; i++)
      ids.push(await one.enqueue(tx, { holderId, subjectId, kind: 'receipt.consent-given', ref: uuidv7() }));
  });
  one.worker.start();
  two.worker.start();
  await until(
    'all sent',
    async () =>
      (await owner.query(system, `SELECT 1 FROM outbox WHERE state = 'due' AND id = ANY ($1::uuid[])`, [ids]))
        .length === 0,
    60_000,
  );
  const sent = mailsTo('kishi.121@example.kg').map((mail) => mail.headers.get('message-id'));
  assert.equal(sent.length, count);
  assert.equal(new Set(sent).size, count);
  const [a, b] = [await one.worker.health(), await two.worker.health()];
  assert.equal(a.sent + b.sent, count);
  assert.ok(a.sent > 0 && b.sent > 0, 'both worked');
});

test('a stopped worker ends what is in hand and gives the rest back untouched', async () => {
  const notices = stand.notices();
  const { subjectId } = await stand.person(122);
  stand.smtp.slow(100);
  const ids: string[] = [];
  await db.tx(system, async (tx) => {
    for (let i = 0; i < 20; i++)
      ids.push(await notices.enqueue(tx, { holderId, subjectId, kind: 'receipt.consent-given', ref: uuidv7() }));
  });
  notices.worker.start();
  await until('some sent', () => mailsTo('kishi.122@example.kg').length >= 2);
  await notices.worker.stop();
  stand.smtp.slow(0);
  const rows = await owner.query<{ state: string; attempts: number; leased_by: string | null }>(
    system,
    'SELECT state, attempts, leased_by FROM outbox WHERE id = ANY ($1::uuid[])',
    [ids],
  );
  const rest = rows.filter((row) => row.state === 'due');
  assert.ok(rest.length > 0 && rest.length < 20);
  assert.ok(rest.every((row) => row.attempts === 0 && row.leased_by === null));
  assert.equal(rows.length - rest.length, mailsTo('kishi.122@example.kg').length);
  await owner.query(system, 'DELETE FROM outbox WHERE id = ANY ($1::uuid[])', [ids]);
});

test('killed between sending and noting it: another worker sends the same letter under the same Message-ID', async (t) => {
  const smtp = await startSmtp();
  smtp.slow(60_000);
  const notices = stand.notices();
  const { subjectId } = await stand.person(123);
  const id = await receipt(stand, notices, subjectId);
  const child = spawn(
    process.execPath,
    [
      fileURLToPath(new URL('test-worker.ts', import.meta.url)),
      stand.database.target,
      stand.keyFolder,
      smtp.url,
      '1500',
    ],
    { stdio: 'ignore' },
  );
  t.after(() => child.kill('SIGKILL'));
  t.after(() => smtp.stop());
  await until('the letter is taken, not yet confirmed', () => smtp.mails.length === 1, 60_000);
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
  assert.equal((await stateOf(stand, id)).state, 'due');
  notices.worker.start();
  await until('sent again', done(id));
  const [again] = mailsTo('kishi.123@example.kg');
  assert.equal(again?.headers.get('message-id'), smtp.mails[0]!.headers.get('message-id'));
  assert.equal((await stateOf(stand, id)).attempts, 2);
  await notices.worker.stop();
});

test('what was noted as sent is not sent again, even where its row was not ended', async () => {
  const notices = stand.notices();
  const { subjectId } = await stand.person(124);
  const id = await receipt(stand, notices, subjectId);
  notices.worker.start();
  await until('sent', done(id));
  await owner.query(system, `UPDATE outbox SET state = 'due' WHERE id = $1`, [id]);
  notices.worker.poke();
  await until('ended', done(id));
  assert.equal(mailsTo('kishi.124@example.kg').length, 1);
  assert.equal((await notices.listInbox(personScope([subjectId]), { subjectIds: [subjectId], lang: 'ky' })).length, 1);
});
