// What a thief of the database finds: all of its files, the write-ahead log included.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { type TestDatabase, testDatabase } from '../../test/support/db.ts';
import { testKeys, testPerson, testPin } from '../../test/support/people.ts';
import { holderScope, systemScope } from '../platform/db/index.ts';
import { uuidv7 } from '../platform/ids.ts';
import { isRefusal } from '../platform/refusal.ts';
import {
  createPerson,
  dataKey,
  type DataKeyRow,
  destroyKeys,
  erasePerson,
  findByPin,
  findPersons,
  KekGone,
  type KeyOwner,
  openSealed,
  type PersonRecord,
  readPerson,
  replacePin,
  rotateKek,
  sealJson,
  unwrapDataKey,
  updatePerson,
} from './index.ts';

const now = new Date('2026-11-21T06:00:00Z');
const december = new Date('2026-12-01T00:00:00Z');
const system = systemScope('test: the thief');
const database: TestDatabase = await testDatabase({ ownCluster: true });
const { db, owner } = database;
const { keys, store, drop } = testKeys(now);
after(async () => {
  await database.drop();
  drop();
});

const person = (n: number): PersonRecord =>
  testPerson(n, {
    surname: `Сырдуубаева${n}`,
    givenName: `Жашырын${n}`,
    patronymic: `Көмүскөевна${n}`,
    address: { kind: 'residence', text: `Каракол шаары, Табылгыс көчөсү, ${n}-үй` },
    documents: [
      {
        type: 'id-card-2017',
        series: 'ZZ',
        number: String(7_310_000 + n),
        issuedOn: '2018-05-14',
        issuedBy: `МКК 21${8_011 + n}`,
      },
    ],
    contacts: [
      { kind: 'phone', value: `+996000${String(731_000 + n)}` },
      { kind: 'email', value: `jashyryn.adam.${n}@example.kg` },
    ],
  });
const secretsOf = (record: PersonRecord): string[] => [
  record.pin!,
  record.surname,
  record.givenName,
  record.patronymic!,
  record.address!.text,
  record.documents[0]!.number,
  record.documents[0]!.issuedBy,
  ...record.contacts.map((contact) => contact.value),
  record.contacts[0]!.value.slice(1),
];

/** The forms in which a value could stand in a file: as text, in UTF-16, in hex, and in base64 at each of its three alignments. */
function formsOf(value: string): Buffer[] {
  const bytes = Buffer.from(value);
  const base64 = [0, 1, 2].map((shift) => {
    const text = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64');
    // Only the characters that no neighbouring byte has a part in.
    return text.slice(Math.ceil((shift * 8) / 6), Math.floor(((shift + bytes.length) * 8) / 6));
  });
  const texts = [
    bytes.toString('hex'),
    bytes.toString('hex').toUpperCase(),
    ...base64,
    ...base64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_')),
  ];
  return [bytes, Buffer.from(value, 'utf16le'), ...texts.map((text) => Buffer.from(text))];
}

function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** Files of the cluster that hold one of the values in any form. */
async function findInFiles(values: readonly string[]): Promise<string[]> {
  await owner.query(system, 'CHECKPOINT');
  const forms = values.flatMap((value) => formsOf(value).map((form) => ({ value, form })));
  const byHead = Map.groupBy(forms, ({ form }) => form.readUInt32BE(0));
  // One pass over each file for all forms: only where four bytes are the head of one is anything compared.
  const heads = new Uint8Array(1 << 24);
  for (const head of byHead.keys()) heads[head >>> 8] = 1;
  const found = new Set<string>();
  for (const file of filesOf(database.folder!)) {
    const bytes = readFileSync(file);
    for (let at = 0, word = 0; at < bytes.length; at++) {
      word = ((word << 8) | bytes[at]!) >>> 0;
      if (heads[word >>> 8] === 0) continue;
      const start = at - 3;
      for (const { value, form } of byHead.get(word) ?? [])
        if (bytes.subarray(start, start + form.length).equals(form))
          found.add(`${value} in ${file.slice(database.folder!.length)}`);
    }
  }
  return [...found];
}

async function create(record: PersonRecord): Promise<string> {
  const made = await db.tx(system, (tx) => createPerson(keys, tx, record, now));
  assert.ok(!isRefusal(made));
  return made.personId;
}

test('the search itself finds what stands in clear, in the tables’ files and in the write-ahead log', async () => {
  await owner.query(system, 'CREATE TABLE in_clear (v text, w text)');
  await owner.query(system, 'INSERT INTO in_clear VALUES ($1, $2)', [
    'көрүнүп турган сөз',
    `x${Buffer.from('көрүнүп турган сөз').toString('base64')}`,
  ]);
  const found = await findInFiles(['көрүнүп турган сөз']);
  assert.ok(
    found.some((hit) => hit.includes('/base/')) && found.some((hit) => hit.includes('/pg_wal/')),
    found.join('\n'),
  );
  for (const [shift, prefix] of ['', 'a', 'bc'].entries()) {
    const text = Buffer.from(Buffer.from(`${prefix}Табылгыс`).toString('base64'));
    assert.ok(
      formsOf('Табылгыс').some((form) => text.includes(form)),
      `alignment ${shift}`,
    );
  }
});

test('a stolen database, write-ahead log included, holds no PIN, name, address, telephone, e-mail or document number', async () => {
  const holder = uuidv7();
  const people = [1, 2, 3].map(person);
  const others = [11, 12, 13].map(person);
  for (const [n, record] of people.entries()) {
    const id = await create(record);
    const subjectId = keys.subjectIdOf(id, holder);
    await db.tx(holderScope(holder), async (tx) => {
      await dataKey(keys, tx, { class: 'content', subjectId, holderId: holder, purposeId: uuidv7() }, now);
      await dataKey(keys, tx, { class: 'proof', subjectId, holderId: holder }, now);
    });
    const changed = { ...others[n]!, pin: record.pin };
    assert.ok(!isRefusal(await db.tx(system, (tx) => updatePerson(keys, tx, id, 1, changed, now))));
    assert.equal(await db.tx(system, (tx) => replacePin(keys, tx, id, others[n]!.pin, now)), undefined);
    await db.tx(system, async (tx) => {
      assert.deepEqual((await readPerson(keys, tx, id))?.record, others[n]);
      await findByPin(keys, tx, record.pin!);
      await findPersons(keys, tx, 'email', record.contacts[1]!.value);
    });
  }
  await createAgain(others[0]!);
  await rotateKek(db, store, december);
  assert.deepEqual(await findInFiles([...people, ...others].flatMap(secretsOf)), []);
});

// A refused act leaves nothing behind either.
async function createAgain(record: PersonRecord): Promise<void> {
  assert.ok(isRefusal(await db.tx(system, (tx) => createPerson(keys, tx, record, now))));
}

test('PD-3.24: a destroyed record is found in no table, index, file or backup, while the act exists, with no personal value', async () => {
  const holder = uuidv7();
  const record = person(21);
  const id = await create(record);
  const content: KeyOwner = {
    class: 'content',
    subjectId: keys.subjectIdOf(id, holder),
    holderId: holder,
    purposeId: uuidv7(),
  };
  const place = { table: 'consent', row: 'r', column: 'content' };
  const sealed = await db.tx(holderScope(holder), async (tx) =>
    sealJson(await dataKey(keys, tx, content, december), place, { income: 731 }),
  );
  const backup = {
    keys: await owner.query<DataKeyRow>(system, 'SELECT * FROM data_key WHERE subject_id = ANY ($1::uuid[])', [
      [id, content.subjectId],
    ]),
    persons: await owner.query(system, 'SELECT * FROM person WHERE person_id = $1', [id]),
  };
  assert.equal(backup.keys.length, 2);

  const reason = { actor: 'test', ground: ['PD-34.1c'] };
  const january = new Date('2027-01-01T00:00:00Z');
  const contentAct = await db.tx(holderScope(holder), (tx) => destroyKeys(keys, tx, content, reason, december));
  const personActs = await db.tx(system, (tx) => erasePerson(keys, tx, id, reason, december));
  await rotateKek(db, store, january);

  // In the store and its index.
  await db.tx(system, async (tx) => {
    assert.equal((await readPerson(keys, tx, id))?.record, null);
    assert.deepEqual(await findByPin(keys, tx, record.pin!), { state: 'none' });
    for (const [kind, value] of [
      ['document', `ZZ${record.documents[0]!.number}`],
      ['phone', record.contacts[0]!.value],
      ['email', record.contacts[1]!.value],
    ] as const)
      assert.deepEqual(await findPersons(keys, tx, kind, value), []);
    assert.equal(typeof (await openSealed(keys, tx, content.subjectId, place, sealed)), 'symbol');
  });
  // In the files, and in a copy of the rows kept from before: no key store opens them any more.
  assert.deepEqual(await findInFiles(secretsOf(record)), []);
  for (const row of backup.keys) assert.throws(() => unwrapDataKey(keys, row), KekGone);
  assert.equal(backup.persons.length, 1);
  // The acts remain, both moments filled.
  assert.ok(contentAct !== undefined && !isRefusal(personActs));
  const acts = await owner.query<{ act: string; unreadable_at: Date; irrecoverable_at: Date }>(
    system,
    'SELECT d::text AS act, unreadable_at, irrecoverable_at FROM destruction d WHERE id = ANY ($1::uuid[])',
    [[contentAct.id, personActs[0]!.id]],
  );
  assert.equal(acts.length, 2);
  for (const { act, unreadable_at, irrecoverable_at } of acts) {
    assert.deepEqual([unreadable_at, irrecoverable_at], [december, january]);
    for (const secret of [...secretsOf(record), testPin(21)]) assert.equal(act.includes(secret), false);
  }
});
