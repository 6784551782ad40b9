// What a thief of the database finds of messages: every table's rows, and the server's files.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, test } from 'node:test';
import { SealBroken } from '../keys/index.ts';
import { personScope, publicScope } from '../platform/db/index.ts';
import { sandboxMailPage } from './index.ts';
import { addressMac, openMessage, sealMessage } from './seal-message.ts';
import { noticesStand, receipt, stateOf, system, until } from './test-stand.ts';

const stand = await noticesStand({ ownCluster: true });
const { db, owner } = stand.database;
after(() => stand.stop());
afterEach(() => stand.rest());

const person = {
  surname: 'Сырдуубаева',
  givenName: 'Жашыргүл',
  patronymic: 'Көмүскөевна',
  contacts: [
    { kind: 'phone', value: '+996000731731' },
    { kind: 'email', value: 'jashyryn.adam@example.kg' },
  ],
} as const;
const secrets = [
  'Сырдуубаева',
  'Жашыргүл',
  'Көмүскөевна',
  '000731731',
  'jashyryn.adam',
  'tilke.koldonuu',
  'kalybyna-7Qx9',
  '000555123',
  'kod-481516',
];
const t = (text: string) => ({ ky: text, ru: text, en: text });

test('no address, name or word of a direct message stands in clear: waiting, failed, sent, given up, or kept in the sandbox', async () => {
  const real = stand.notices();
  const { subjectId } = await stand.person(300, person);
  const ids: string[] = [];
  const message = (kind: 'email' | 'phone', address: string, secret: string): Promise<void> =>
    db.tx(publicScope(), (tx) =>
      real.sendMessage(tx, {
        to: { kind, address },
        lang: 'ky',
        subject: t('Макулдук'),
        text: t(`Шилтеме: https://makulduk.example.kg/${secret}`),
      }),
    );

  await message('email', 'tilke.koldonuu@example.kg', 'kalybyna-7Qx9');
  await assertNothing('waiting');
  // The server's answers repeat the address; they must not be kept.
  stand.smtp.refuse('rcpt', 450, 550);
  ids.push(await receipt(stand, real, subjectId));
  real.worker.start();
  await until(
    'one deferred, one refused',
    async () =>
      (await owner.query(system, `SELECT 1 FROM outbox WHERE attempts > 0 AND leased_by IS NULL`)).length === 2,
  );
  await assertNothing('deferred and refused');
  await owner.query(system, 'UPDATE outbox SET not_before = now()');
  await until(
    'sent or given up',
    async () => (await owner.query(system, `SELECT 1 FROM outbox WHERE state = 'due'`)).length === 0,
  );
  assert.deepEqual(await owner.query(system, 'SELECT count(sealed)::int AS n FROM outbox'), [{ n: 0 }]);
  await stand.rest();

  const sandbox = stand.notices({ mail: null });
  sandbox.worker.start();
  await message('phone', '+996000555123', 'kod-481516');
  ids.push(await receipt(stand, sandbox, subjectId));
  await until('kept in the sandbox', async () => (await sandbox.sandboxMail(10)).length === 2);
  await until('ended', async () => (await stateOf(stand, ids[1]!)).state === 'done');
  await assertNothing('in the sandbox');
  for (const fault of stand.faults)
    for (const secret of secrets) assert.ok(!`${fault.message} ${fault.stack}`.includes(secret), 'in a fault');
});

test('the sandbox shows on its page what would have been sent, counted in SMS', async () => {
  const sandbox = stand.notices({ mail: null });
  const mails = await sandbox.sandboxMail(10);
  const sms = mails.find((mail) => mail.channel === 'sms')!;
  assert.equal(sms.to, '+996000555123');
  assert.equal(sms.segments, 1);
  const { body } = sandboxMailPage('ky', mails);
  for (const wanted of [
    'jashyryn.adam@example.kg',
    'Макулдугуңуз катталды',
    '<a href="https://makulduk.example.kg/kod-481516">',
  ])
    assert.ok(body.toString().includes(wanted), wanted);
  assert.equal((await db.query(personScope([]), 'SELECT * FROM sandbox_mail')).length, 0);
  assert.match(sandboxMailPage('ru', []).body.toString(), /Сообщений пока нет/);
});

test('a direct message that nobody took for a day is emptied, not sent', async () => {
  const notices = stand.notices();
  await db.tx(publicScope(), (tx) =>
    notices.sendMessage(tx, {
      to: { kind: 'email', address: 'kech@example.kg' },
      lang: 'ru',
      subject: t('a'),
      text: t('b'),
    }),
  );
  const [row] = await owner.query<{ id: string }>(
    system,
    `UPDATE outbox SET expires_at = now() - interval '1 s' WHERE state = 'due' RETURNING id`,
  );
  notices.worker.start();
  await until('emptied', async () => (await stateOf(stand, row!.id)).state === 'dead');
  assert.deepEqual(await stateOf(stand, row!.id), { state: 'dead', attempts: 1, last_fault: 'EXPIRED', sealed: null });
  assert.ok(!stand.smtp.mails.some((mail) => mail.to.includes('kech@example.kg')));
  assert.equal(await notices.revive(['identity.message']), 0);
});

test('a sealed message opens in its own row only', () => {
  const sealed = sealMessage(stand.keys, 'outbox', 'row-1', { to: 'a' });
  assert.deepEqual(openMessage(stand.keys, 'outbox', 'row-1', sealed), { to: 'a' });
  assert.throws(() => openMessage(stand.keys, 'outbox', 'row-2', sealed), SealBroken);
  assert.throws(() => openMessage(stand.keys, 'sandbox_mail', 'row-1', sealed), SealBroken);
  assert.equal(addressMac(stand.keys, 'email', 'a@example.kg').length, 32);
  assert.notDeepEqual(addressMac(stand.keys, 'email', 'a@example.kg'), addressMac(stand.keys, 'sms', 'a@example.kg'));
});

async function assertNothing(when: string): Promise<void> {
  const tables = await owner.query<{ name: string }>(
    system,
    `SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public'`,
  );
  for (const { name } of tables) {
    const rows = await owner.query<{ text: string }>(system, `SELECT row_to_json(t)::text AS text FROM ${name} t`);
    for (const { text } of rows)
      for (const secret of secrets) assert.ok(!text.includes(secret), `${when}: ${secret} in ${name}`);
  }
  await owner.query(system, 'CHECKPOINT');
  let searched = false;
  for (const file of files(stand.database.folder!)) {
    const bytes = readFileSync(file);
    for (const secret of secrets) assert.equal(bytes.indexOf(secret), -1, `${when}: ${secret} in ${file}`);
    searched ||= bytes.includes('identity.message');
  }
  // What does stand in clear is found by the same search.
  assert.ok(searched);
}

const files = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
