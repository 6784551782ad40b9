import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { accepted, refused } from '../../test/requirements/support.ts';
import { partOf } from '../../test/stand-ins/smtp.ts';
import type { Visitor } from '../../test/support/platform.ts';
import { readSourceNames } from '../../tools/law-report.ts';
import { requirements } from '../law/index.ts';
import { silentPerson } from './contacts/test-contacts.ts';
import { bank, codeOf, consented, fromSubject, type NoticeSeen, startTelling } from './test-transfers.ts';

let s: Awaited<ReturnType<typeof startTelling>>;
let citizen: Visitor;
before(async () => {
  s = await startTelling();
  citizen = await s.t.signedIn('aibek@example.kg');
  accepted(
    await s.post(`/subjects/${s.subjects[0]}/contacts`, {
      kind: 'email',
      value: 'kat.2@example.kg',
      source: 'subject',
    }),
  );
});
after(() => s?.stop());

const telephonogram = () => ({ at: s.t.clock.now().toISOString(), caller: 'А. Кызматкер', receivedBy: 'субъект өзү' });
const send = (of: { transferId: string; notices: string[] }, channel: string | null, more: object = {}) =>
  s.post(`/transfers/${of.transferId}/notices/${of.notices[0]!}/sending`, { channel, ...more });
const read = async (transferId: string): Promise<NoticeSeen> => (await s.notices(transferId))[0]!;
const sent = (transferId: string): Promise<NoticeSeen> => s.sent(transferId);
const agree = async (...agreed: string[]): Promise<void> =>
  void accepted(await citizen.post(`/v1/me/holders/${s.t.sandbox.holderId}/channels`, { json: { channels: agreed } }));
/** A transfer about somebody the holder had no contact of; `contacts` are added as the desk has them. */
async function stranger(n: number) {
  const { subjectId } = await silentPerson(s.t, n);
  await s.contractWith(subjectId);
  const path = `/subjects/${subjectId}/contacts`;
  const add = async (value: string): Promise<string> =>
    accepted<{ contactId: string }>(
      await s.post(path, { kind: 'email', value, source: 'state_body', reference: 'МКК, 12-кат' }),
    ).contactId;
  const check = async (id: string, json: object) => accepted(await s.post(`${path}/${id}/checks`, json));
  return { subjectId, add, check, done: () => s.done({ subjects: [{ subjectId }] }) };
}
const own = { check: 'ownership', method: 'state_is_identification', passed: true };
const fits = { check: 'purpose', conclusion: 'compatible' };

test('CP-12e: who agreed to be told by SMS is not told by e-mail, until the subject chooses otherwise', async () => {
  await agree('sms');
  const made = await s.done();
  refused(await send(made, 'email'), 'CHANNEL_NOT_AGREED', 'CP-12e');
  assert.deepEqual([(await read(made.transferId)).state, (await read(made.transferId)).channel], ['DUE', null]);
  await agree('sms', 'email');
  assert.equal((await send(made, 'email')).status, 200);
  assert.equal((await sent(made.transferId)).channel, 'email');
  refused(
    await citizen.post(`/v1/me/holders/${made.transferId}/channels`, { json: { channels: ['email'] } }),
    'HOLDER_UNKNOWN',
  );
});

test('CP-13f CP-13g: a notice leaves for a contact from elsewhere only after it is known to be the subject’s and to fit the purposes', async () => {
  const address = 'kat.301@example.kg';
  const one = await stranger(301);
  const contactId = await one.add(address);
  const made = await one.done();
  refused(await send(made, 'email'), 'CONTACT_OWNERSHIP_UNVERIFIED', 'CP-13f');
  await one.check(contactId, own);
  refused(await send(made, 'email'), 'CONTACT_PURPOSE_UNCHECKED', 'CP-13g');
  await one.check(contactId, { ...fits, conclusion: 'contradicts' });
  refused(await send(made, 'email'), 'CONTACT_PURPOSE_INCOMPATIBLE', 'CP-13g');
  assert.ok(!s.smtp.mails.some((mail) => mail.raw.includes(address)));
  await one.check(contactId, fits);
  assert.equal((await send(made, 'email')).status, 200);
  await sent(made.transferId);
  assert.equal(s.smtp.mails.filter((mail) => mail.raw.includes(address)).length, 1);
});

test('CP-D-1: consent and its transfer are one way: consented on the form, transferred on that consent, told with proof; each row of both chapters is traced to a test', async () => {
  await agree('email');
  const consentId = await s.consents(citizen);
  const made = await s.done({
    purposeId: s.purpose(consented),
    ground: { kind: 'consent' },
    items: [{ category: 'email', source: fromSubject }],
    subjects: [{ subjectId: s.subjects[0], consentId }],
  });
  assert.equal((await send(made, null)).status, 200);
  assert.equal((await sent(made.transferId)).channelReason, 'agreed');
  const letter = s.smtp.mails.findLast((mail) => partOf(mail.raw, 'text/plain').includes(made.notices[0]!));
  assert.ok(letter !== undefined && partOf(letter.raw, 'text/plain').includes(bank.name));
  const proof = await citizen.get(`/v1/me/transfer-notices/${made.notices[0]!}/proof.zip`);
  assert.equal(proof.headers['content-type'], 'application/zip');
  // Some names are put together as the tests run, so the rows are looked for in the tests themselves.
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const files = new Set(readSourceNames(root).map(({ file }) => file));
  const named = new Set(
    [...files].flatMap((file) => readFileSync(`${root}/${file}`, 'utf8').match(/CP-\w[\w-]*/g) ?? []),
  );
  const rows = requirements.filter(({ id, executable }) => executable && /^CP-([4-9]|1[0-8])(?!\d)/.test(id));
  assert.ok(rows.length > 80, `${rows.length}`);
  assert.deepEqual(
    rows.filter(({ id }) => !named.has(id)).map(({ id }) => id),
    [],
  );
});

test('CP-14a: of the contacts there are, the agreed channel is chosen, and the reason is kept with the notice', async () => {
  const subjects = [{ subjectId: s.subjects[0] }];
  const path = `${s.holder}/subjects/${s.subjects[0]}/contacts`;
  const added = await s.officer.post(path, {
    json: { kind: 'email', value: 'kat.1@example.kg', source: 'subject' },
  });
  assert.equal(added.status, 201, added.body);
  const contacts = (await s.officer.get(path)).json<{ items: { kind: string }[] }>();
  const kinds = contacts.items.map((one) => one.kind);
  assert.ok(kinds.includes('phone') && kinds.includes('email'), kinds.join());
  await agree('email');
  const first = await s.done({ subjects });
  assert.equal(codeOf(await send(first, 'phone', { proof: telephonogram() })), 'CHANNEL_NOT_AGREED');
  const chosen = await send(first, null);
  assert.equal(chosen.json<{ channel: string }>().channel, 'email', chosen.body);
  const one = await sent(first.transferId);
  assert.deepEqual([one.channel, one.channelReason], ['email', 'agreed']);
  // The other way round: by phone, of which a clerk has to bring the telephonogram.
  await agree('phone');
  const second = await s.done({ subjects });
  assert.equal(codeOf(await send(second, null)), 'PROOF_MISSING');
  const called = await send(second, null, { proof: telephonogram() });
  assert.equal(called.json<{ channel: string }>().channel, 'phone', called.body);
  // Where nothing was agreed, the usual order counts, and the reason says so.
  const third = await s.done({ subjects: [{ subjectId: s.subjects[1] }] });
  assert.equal((await send(third, null)).status, 200);
  const usual = await sent(third.transferId);
  assert.deepEqual([usual.channel, usual.channelReason], ['email', 'usual-order']);
});
