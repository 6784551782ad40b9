import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { testDatabase } from '../../test/support/db.ts';
import { testKeys, testPerson, testPin } from '../../test/support/people.ts';
import { holderScope, personScope, publicScope, systemScope, type Tx } from '../platform/db/index.ts';
import { isRefusal } from '../platform/refusal.ts';
import {
  checkPersonRecord,
  createPerson,
  currentPersonId,
  erasePerson,
  findByPin,
  findPersons,
  freezePin,
  mergePersons,
  type PersonRecord,
  readPerson,
  replacePin,
  setPersonState,
  settlePin,
  subjectIdsOf,
  updatePerson,
} from './index.ts';

const now = new Date('2026-11-21T06:00:00Z');
const holder = '00000000-0000-7000-8000-000000000001';
const { db, owner, drop } = await testDatabase();
const { keys, drop: dropKeys } = testKeys(now);
after(async () => {
  await drop();
  dropKeys();
});

const vault = <T>(act: (tx: Tx) => Promise<T>): Promise<T> => db.tx(systemScope('test of the vault'), act);
const codeOf = (value: unknown): string | undefined => (isRefusal(value) ? value.code : undefined);
async function create(record: PersonRecord): Promise<string> {
  const made = await vault((tx) => createPerson(keys, tx, record, now));
  assert.ok(!isRefusal(made), JSON.stringify(made));
  return made.personId;
}

test('a person is found by PIN, document, telephone and e-mail, and read back whole', async () => {
  const id = await create(testPerson(1));
  await vault(async (tx) => {
    assert.deepEqual((await readPerson(keys, tx, id))?.record, testPerson(1));
    assert.deepEqual(await findByPin(keys, tx, testPin(1)), { state: 'active', personId: id });
    assert.deepEqual(await findPersons(keys, tx, 'document', 'ZZ0000001'), [id]);
    assert.deepEqual(await findPersons(keys, tx, 'phone', '+996000000001'), [id]);
    assert.deepEqual(await findPersons(keys, tx, 'email', 'kishi.1@example.kg'), [id]);
    assert.deepEqual(await findByPin(keys, tx, testPin(999)), { state: 'none' });
  });
});

test('a person may have no PIN, and any number of persons have none', async () => {
  const [a, b] = [await create(testPerson(2, { pin: null })), await create(testPerson(3, { pin: null }))];
  assert.notEqual(a, b);
});

test('one PIN is never two persons’, even when both come at once', async () => {
  const made = await Promise.all(
    Array.from({ length: 6 }, () => vault((tx) => createPerson(keys, tx, testPerson(4), now))),
  );
  assert.equal(made.filter((one) => !isRefusal(one)).length, 1);
  assert.deepEqual([...new Set(made.map(codeOf).filter((code) => code !== undefined))], ['PIN_TAKEN']);
});

test('a contested PIN finds nobody until it is settled, and then the rightful person only', async () => {
  const [first, second] = [await create(testPerson(5)), await create(testPerson(6, { pin: null }))];
  assert.equal(await vault((tx) => freezePin(keys, tx, testPin(5), now)), true);
  assert.deepEqual(await vault((tx) => findByPin(keys, tx, testPin(5))), { state: 'frozen' });
  assert.equal(codeOf(await vault((tx) => createPerson(keys, tx, testPerson(5), now))), 'PIN_FROZEN');
  assert.equal(codeOf(await vault((tx) => replacePin(keys, tx, second, testPin(5), now))), 'PIN_FROZEN');
  assert.equal(await vault((tx) => settlePin(keys, tx, testPin(5), second, now)), undefined);
  await vault(async (tx) => {
    assert.deepEqual(await findByPin(keys, tx, testPin(5)), { state: 'active', personId: second });
    assert.equal((await readPerson(keys, tx, first))?.record?.pin, null);
    assert.equal((await readPerson(keys, tx, second))?.record?.pin, testPin(5));
  });
});

test('a contested PIN may also stay with whom it was', async () => {
  const id = await create(testPerson(7));
  await vault((tx) => freezePin(keys, tx, testPin(7), now));
  assert.equal(await vault((tx) => settlePin(keys, tx, testPin(7), id, now)), undefined);
  assert.deepEqual(await vault((tx) => findByPin(keys, tx, testPin(7))), { state: 'active', personId: id });
});

test('a replaced PIN still leads to its person, as a former one', async () => {
  const id = await create(testPerson(8));
  assert.equal(await vault((tx) => replacePin(keys, tx, id, testPin(108), now)), undefined);
  await vault(async (tx) => {
    assert.deepEqual(await findByPin(keys, tx, testPin(8)), { state: 'former', personId: id });
    assert.deepEqual(await findByPin(keys, tx, testPin(108)), { state: 'active', personId: id });
    assert.equal((await readPerson(keys, tx, id))?.record?.pin, testPin(108));
  });
  assert.equal(codeOf(await vault((tx) => createPerson(keys, tx, testPerson(8), now))), 'PIN_TAKEN');
});

test('two records of one human being become one: look-ups and both pairwise ids lead to it', async () => {
  const [from, into, third] = [await create(testPerson(9)), await create(testPerson(10)), await create(testPerson(11))];
  assert.equal(await vault((tx) => mergePersons(tx, from, into, now)), undefined);
  await vault(async (tx) => {
    assert.deepEqual(await findByPin(keys, tx, testPin(9)), { state: 'former', personId: into });
    assert.deepEqual(await findByPin(keys, tx, testPin(10)), { state: 'active', personId: into });
    assert.equal(await currentPersonId(tx, from), into);
    assert.deepEqual(await subjectIdsOf(keys, tx, into, holder), [
      keys.subjectIdOf(into, holder),
      keys.subjectIdOf(from, holder),
    ]);
  });
  assert.equal(await vault((tx) => mergePersons(tx, into, third, now)), undefined);
  assert.equal(await vault((tx) => currentPersonId(tx, from)), third, 'a chain of merges is one step long');
  assert.equal((await vault((tx) => subjectIdsOf(keys, tx, third, holder))).length, 3);
  assert.equal(codeOf(await vault((tx) => mergePersons(tx, third, third, now))), 'MERGE_WITH_ITSELF');
  assert.equal(codeOf(await vault((tx) => mergePersons(tx, third, from, now))), 'PERSON_NOT_ACTIVE');
});

test('a change of the record forgets the old telephone, keeps the old document as a former one, and refuses what it did not see', async () => {
  const id = await create(testPerson(12));
  const changed = testPerson(12, { contacts: testPerson(112).contacts, documents: testPerson(112).documents });
  assert.deepEqual(await vault((tx) => updatePerson(keys, tx, id, 1, changed, now)), { version: 2 });
  assert.equal(codeOf(await vault((tx) => updatePerson(keys, tx, id, 1, changed, now))), 'PERSON_CHANGED');
  assert.equal(
    codeOf(await vault((tx) => updatePerson(keys, tx, id, 2, { ...changed, pin: testPin(212) }, now))),
    'PIN_CHANGED_ELSEWHERE',
  );
  await vault(async (tx) => {
    assert.deepEqual(await findPersons(keys, tx, 'phone', '+996000000012'), []);
    assert.deepEqual(await findPersons(keys, tx, 'phone', '+996000000112'), [id]);
    assert.deepEqual(await findPersons(keys, tx, 'document', 'ZZ0000012'), []);
    assert.deepEqual((await readPerson(keys, tx, id))?.record, changed);
  });
});

test('a frozen or dead person’s record is not changed', async () => {
  const id = await create(testPerson(13));
  for (const state of ['frozen', 'deceased'] as const) {
    assert.equal(await vault((tx) => setPersonState(tx, id, state, now)), undefined);
    assert.equal(codeOf(await vault((tx) => updatePerson(keys, tx, id, 1, testPerson(13), now))), 'PERSON_NOT_ACTIVE');
  }
});

test('a sealed record put back under a newer version, or under another person, does not open', async () => {
  const [a, b] = [await create(testPerson(14)), await create(testPerson(15))];
  const [before] = await owner.query<{ sealed: Buffer }>(
    systemScope('test'),
    'SELECT sealed FROM person WHERE person_id = $1',
    [a],
  );
  await vault((tx) => updatePerson(keys, tx, a, 1, testPerson(14, { surname: 'Башка' }), now));
  await owner.query(systemScope('test'), 'UPDATE person SET sealed = $2 WHERE person_id = $1', [a, before!.sealed]);
  await assert.rejects(
    vault((tx) => readPerson(keys, tx, a)),
    { message: 'a sealed value does not open' },
  );
  await owner.query(systemScope('test'), 'UPDATE person SET sealed = $2 WHERE person_id = $1', [b, before!.sealed]);
  assert.equal(
    (await vault((tx) => readPerson(keys, tx, b)))?.record ?? null,
    null,
    'another person’s key is not even looked for',
  );
});

test('an erased person cannot be read or found, and the act names both moments and no value', async () => {
  const id = await create(testPerson(16));
  const acts = await vault((tx) => erasePerson(keys, tx, id, { actor: 'test', ground: ['PD-34.1c'] }, now));
  assert.ok(!isRefusal(acts) && acts.length === 1);
  assert.deepEqual(
    [acts[0]!.unreadableAt, acts[0]!.irrecoverableOn, acts[0]!.irrecoverableAt],
    [now, '2026-12-01', null],
  );
  await vault(async (tx) => {
    assert.deepEqual(await readPerson(keys, tx, id), {
      personId: id,
      version: 1,
      state: 'erased',
      mergedInto: null,
      record: null,
    });
    assert.deepEqual(await findByPin(keys, tx, testPin(16)), { state: 'none' });
    assert.deepEqual(await erasePerson(keys, tx, id, { actor: 'test', ground: [] }, now), []);
  });
});

test('nobody but the vault sees persons: no holder, no person, no visitor', async () => {
  const id = await create(testPerson(17));
  for (const scope of [holderScope(holder), personScope([keys.subjectIdOf(id, holder), id]), publicScope()])
    for (const table of ['person', 'person_index', 'data_key', 'destruction'])
      assert.equal((await db.query(scope, `SELECT 1 FROM ${table}`)).length, 0, `${scope.kind} ${table}`);
  await assert.rejects(
    db.tx(holderScope(holder), (tx) => createPerson(keys, tx, testPerson(18), now)),
    /row-level security/,
  );
});

test('a name is whole: surname and given name, and a patronymic or its stated absence', () => {
  const refusals = (record: PersonRecord): string[] => {
    const checked = checkPersonRecord(record, '2026-11-21');
    return checked.ok ? [] : checked.refusals.map((one) => `${one.code} ${one.field} ${one.law[0]}`);
  };
  assert.deepEqual(refusals(testPerson(1)), []);
  assert.deepEqual(refusals(testPerson(1, { patronymic: null })), []);
  assert.deepEqual(refusals(testPerson(1, { surname: ' ', givenName: '', patronymic: '' })), [
    'NAME_MISSING surname CP-8a-1',
    'NAME_MISSING givenName CP-8a-1',
    'PATRONYMIC_UNSTATED patronymic CP-8a-1',
  ]);
});

test('everything wrong with a record is said at once, each at its field; doubts about the PIN stop nothing', () => {
  const bad = checkPersonRecord(
    testPerson(1, {
      pin: '12',
      birthDate: '2027-01-01',
      documents: [{ type: 'id-card-2017', series: 'ID', number: '', issuedOn: '', issuedBy: '' }],
      contacts: [{ kind: 'phone', value: '1' }],
      address: { kind: 'stay', text: '' },
    }),
    '2026-11-21',
  );
  assert.deepEqual(bad.ok ? [] : bad.refusals.map((one) => one.field), [
    'birthDate',
    'pin',
    'documents/0/number',
    'documents/0/issuedOn',
    'documents/0/issuedBy',
    'contacts/0/value',
    'address/text',
  ]);
  const doubtful = checkPersonRecord(
    testPerson(1, { sex: 'female', birthDate: '1990-01-01', contacts: [{ kind: 'phone', value: '0 (700) 00-00-00' }] }),
    '2026-11-21',
  );
  assert.ok(doubtful.ok);
  assert.deepEqual(
    doubtful.warnings.map((one) => one.code),
    ['PIN_CHECK_DIGIT', 'PIN_BIRTH_DATE', 'PIN_SEX'],
  );
  assert.equal(doubtful.record.contacts[0]!.value, '+996700000000');
});
