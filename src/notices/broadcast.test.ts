import assert from 'node:assert/strict';
import { after, afterEach, test } from 'node:test';
import { systemClock } from '../platform/clock.ts';
import { holderScope, personScope } from '../platform/db/index.ts';
import { uuidv7 } from '../platform/ids.ts';
import { fanOut } from './broadcast.ts';
import { policyChangeHandler, policyChangeKind } from './index.ts';
import { policyChangeTexts } from './receipts.messages.ts';
import { facts, holderId, noticesStand, otherHolder, system, until } from './test-stand.ts';
import type { AudiencePage, Content, NoticesDeps } from './types.ts';

const stand = await noticesStand();
const { db, owner } = stand.database;
after(() => stand.stop());
afterEach(() => stand.rest());

const change = { holder: facts.holder, publicationOn: '2026-12-15', path: '/holders/salyk/policy/next' };
const handlers: NoticesDeps['handlers'] = { [policyChangeKind]: policyChangeHandler(() => Promise.resolve(change)) };
/** Pages over fixed subjects; the cursor is the last one handed out. A subject may stand twice, as one with two consents does. */
const pages =
  (subjects: readonly string[], size: number) =>
  (_tx: unknown, _holder: string, from: string | null): Promise<AudiencePage> => {
    const start = from === null ? 0 : subjects.lastIndexOf(from) + 1;
    const page = subjects.slice(start, start + size);
    return Promise.resolve({ subjectIds: page, cursor: start + size >= subjects.length ? null : page.at(-1)! });
  };
const announce = (
  notices: ReturnType<typeof stand.notices>,
  channels: readonly ('inbox' | 'email' | 'sms')[],
): Promise<string> =>
  db.tx(holderScope(holderId), (tx) =>
    notices.enqueueBroadcast(tx, { holderId, kind: policyChangeKind, ref: uuidv7(), channels }),
  );

test('a change of the policy reaches every subject once, with what can be proven of each channel', async () => {
  const people = [
    await stand.person(200),
    await stand.person(201),
    await stand.person(202, { contacts: [] }),
    await stand.person(203),
  ];
  const ids = people.map((one) => one.subjectId);
  stand.langs.set(people[1]!.personId, 'ru');
  const notices = stand.notices({ handlers, audience: pages([...ids, ids[0]!], 2) });
  stand.smtp.refuse('rcpt', 550);
  const id = await announce(notices, ['inbox', 'email']);
  notices.worker.start();
  const proof = () => notices.broadcastProof(holderScope(holderId), id);
  await until(
    'everybody is told',
    async () => ((await proof())?.fannedOutAt ?? null) !== null && (await proof())!.waiting === 0,
  );
  const found = (await proof())!;
  assert.equal(found.audience, 4);
  const counts = found.channels.map(({ channel, sent, refused, unreachable }) => ({
    channel,
    sent,
    refused,
    unreachable,
  }));
  assert.deepEqual(counts, [
    { channel: 'inbox', sent: 4, refused: 0, unreachable: 0 },
    { channel: 'email', sent: 2, refused: 1, unreachable: 1 },
  ]);
  assert.ok(found.channels.every((one) => one.firstAt !== null && one.firstAt <= one.lastAt!));
  assert.equal(stand.smtp.mails.length, 2);
  for (const { subjectId } of people) {
    const [message] = await notices.listInbox(personScope([subjectId]), { subjectIds: [subjectId], lang: 'ky' });
    assert.equal(message?.subject, policyChangeTexts.subject.ky);
    assert.deepEqual(
      message?.facts.map((fact) => fact.value),
      [facts.holder.ky, '2026-жылдын 15-декабры'],
    );
  }
  // A wrong address of one among millions is counted, not an alarm.
  assert.deepEqual((await notices.worker.health()).dead, []);
  assert.equal(await notices.broadcastProof(holderScope(otherHolder), id), null);
});

test('a change whose day is not named is told without a day', () => {
  const said = (publicationOn: string | null) =>
    handlers[policyChangeKind]!.messages(
      {
        id: '',
        holderId,
        subjectId: '',
        kind: policyChangeKind,
        ref: '',
        data: { channels: ['inbox'] },
        createdAt: new Date(0),
      },
      { ...change, publicationOn },
    )[0]!.content as Content;
  assert.deepEqual(said('').facts!.length, 1);
  assert.deepEqual(said(null).lines, [policyChangeTexts.line]);
  assert.deepEqual(said('2026-12-15').lines, [policyChangeTexts.line, policyChangeTexts.published]);
});

test('a fan-out cut off anywhere goes on where it was, and two at once tell nobody twice', async () => {
  const subjects = Array.from({ length: 130 }, () => uuidv7());
  const audience = pages(subjects, 10);
  const notices = stand.notices({ handlers, audience });
  const id = await announce(notices, ['inbox']);
  let page = 0;
  const failing: NoticesDeps['audience'] = (tx, holder, from, limit) => {
    if (++page === 4) throw new Error('cut off');
    return audience(tx, holder, from).then((one) => (limit > 0 ? one : one));
  };
  const deps = {
    db,
    clock: { now: () => new Date('2026-11-21T06:00:00Z'), real: () => new Date('2026-11-21T06:00:00Z') },
  };
  const faults: string[] = [];
  while (faults.length === 0)
    await fanOut({ ...deps, audience: failing, onFault: (error) => faults.push(error.message) });
  assert.match(faults[0]!, /cut off/);
  assert.equal((await notices.broadcastProof(holderScope(holderId), id))!.audience, 30);
  assert.equal(await fanOut({ ...deps, audience }), false, 'it rests');
  const later = { ...deps.clock, real: () => new Date('2026-11-21T06:00:03Z') };
  const go = async (): Promise<void> => {
    while ((await notices.broadcastProof(system, id))!.fannedOutAt === null)
      await fanOut({ ...deps, clock: later, audience });
  };
  await Promise.all([go(), go()]);
  const rows = await owner.query<{ subject_id: string }>(
    system,
    'SELECT subject_id FROM outbox WHERE broadcast_id = $1',
    [id],
  );
  assert.equal(rows.length, 130);
  assert.equal(new Set(rows.map((row) => row.subject_id)).size, 130);
  assert.equal((await notices.broadcastProof(holderScope(holderId), id))!.audience, 130);
  await owner.query(system, 'DELETE FROM outbox');
});

test('a broadcast never keeps a code or a receipt waiting, nor fills the outbox beyond what is soon sent', async () => {
  const subjects = Array.from({ length: 5_600 }, () => uuidv7());
  const notices = stand.notices({ handlers, audience: pages(subjects, 500) });
  const id = await announce(notices, ['inbox']);
  const deps = {
    db,
    clock: { now: () => new Date('2026-11-21T06:00:00Z'), real: () => new Date('2026-11-21T06:00:00Z') },
    audience: pages(subjects, 500),
  };
  while (await fanOut(deps)) continue;
  assert.equal((await notices.broadcastProof(system, id))!.waiting, 5_000);
  assert.equal((await notices.broadcastProof(system, id))!.fannedOutAt, null);
  await db.tx(system, (tx) =>
    notices.sendMessage(tx, {
      to: { kind: 'email', address: 'kezek@example.kg' },
      lang: 'ky',
      subject: facts.holder,
      text: facts.purpose,
    }),
  );
  const start = performance.now();
  notices.worker.start();
  await until('the code is sent', () => stand.smtp.mails.some((mail) => mail.to.includes('kezek@example.kg')));
  const { waiting } = (await notices.broadcastProof(system, id))!;
  assert.ok(waiting > 4_000, `${waiting} still waiting after ${performance.now() - start} ms`);
});

test('a broadcast that fails rests and holds up no later one', async () => {
  await owner.query(system, 'DELETE FROM outbox');
  await owner.query(system, 'DELETE FROM broadcast');
  const { subjectId } = await stand.person(230);
  const faults: string[] = [];
  const notices = stand.notices({
    handlers,
    audience: () => Promise.resolve({ subjectIds: [], cursor: null }),
  });
  const poisoned = await announce(notices, ['inbox']);
  const next = await announce(notices, ['inbox']);
  const audience: NoticesDeps['audience'] = (tx) =>
    tx
      .query<{ n: number }>('SELECT count(*)::int AS n FROM broadcast WHERE id = $1 AND fanned_out_at IS NULL', [next])
      .then(async ([row]) => {
        // The older one comes first; it fails as a row does that the database refuses.
        if (faults.length === 0) await tx.query('SELECT 1 / 0');
        return { subjectIds: row!.n === 1 ? [subjectId] : [], cursor: null };
      });
  const deps = { db, clock: systemClock, audience, onFault: (error: Error) => faults.push(error.message) };
  assert.equal(await fanOut(deps), true);
  assert.match(faults[0]!, new RegExp(`^broadcast: ${poisoned} is set aside`));
  assert.equal(await fanOut(deps), true);
  const proof = async (id: string) => (await notices.broadcastProof(holderScope(holderId), id))!;
  assert.deepEqual([(await proof(poisoned)).audience, (await proof(next)).audience], [0, 1]);
  assert.equal((await proof(poisoned)).fannedOutAt, null);
  await owner.query(system, `DELETE FROM set_aside`);
  while (await fanOut(deps));
  assert.notEqual((await proof(poisoned)).fannedOutAt, null);
});
