import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { systemScope } from '../../src/platform/db/index.ts';
import { acceptAgreement, consentByPassword } from '../support/consenting.ts';
import { startPlatform, type TestPlatform } from '../support/platform.ts';
import { until } from '../support/until.ts';
import {
  accepted,
  category,
  collect,
  ground,
  newPerson,
  type Office,
  office,
  type Person,
  purpose,
  records,
  refused,
  subjectAt,
  text3,
} from './stand.ts';

// A consent given anew for less: what it leaves out is withdrawn, and goes at once unless something else needs it.

let t: TestPlatform;
let o: Office;
let person: Person;
let subjectId: string;
const all = systemScope('a test looks behind the curtain');
const codes = ['plain', 'grounded', 'blocked', 'kept'];
const full = ['full_name', 'photo'];
const actions = ['collect', 'store', 'use', 'update', 'erase'];

before(async () => {
  t = await startPlatform();
  o = await office(t, 'ministry', { purposes: codes });
  const categories = [category('full_name'), category('photo', null, false)];
  for (const code of ['plain', 'grounded', 'blocked']) await o.open(purpose(code, { categories, actions }));
  const storage = { text: text3('1 ай'), act: text3('Сактоо эрежелери'), months: 1 };
  const service = { kind: 'state', code: 'kept', name: text3('Кызмат'), storage };
  await o.open(purpose('kept', { categories, actions, service, storageTerm: null }));
  person = await newPerson(t, 1);
  subjectId = subjectAt(o, person.personId);
  await acceptAgreement(o.t, person.visitor);
});
after(() => t.stop());

const consent = async (code: string, categories: readonly string[]): Promise<string> => {
  t.clock.advance(1000);
  const given = await consentByPassword(o.t, person.visitor, code, { categories });
  assert.equal(given.answer.status, 201, given.answer.body);
  return given.consentId;
};
const collected = async (code: string, one: string): Promise<string> =>
  accepted<{ recordId: string }>(await collect(o, code, subjectId, one, { value: `${code} ${one}` })).recordId;
const use = (code: string, recordId: string) =>
  o.officer.post(`/v1/holders/${o.holderId}/subjects/${subjectId}/data-records/${recordId}/operations`, {
    json: { action: 'use', purposeId: o.purposes[code], furtherPurposeId: null },
  });
const row = async (id: string) =>
  (
    await t.database.owner.query<{ destroyed_at: Date | null; sealed: Buffer | null }>(
      all,
      'SELECT destroyed_at, sealed FROM data_record WHERE id = $1',
      [id],
    )
  )[0]!;
const keysOf = async (code: string): Promise<string[]> =>
  (
    await t.database.owner.query<{ key_id: string }>(
      all,
      `SELECT key_id FROM data_key WHERE subject_id = $1 AND class = 'content' AND purpose_id = $2`,
      [subjectId, o.purposes[code]],
    )
  ).map((one) => one.key_id);

test('categories left out of a new consent are destroyed at once with the key they lay under; the others stay readable', async () => {
  await consent('plain', full);
  const [name, photo] = [await collected('plain', 'full_name'), await collected('plain', 'photo')];
  const before = await keysOf('plain');
  await consent('plain', full);
  assert.ok((await row(photo)).sealed !== null, 'what is consented to again stays');
  assert.deepEqual(await keysOf('plain'), before);

  await consent('plain', ['full_name']);
  const gone = await row(photo);
  assert.deepEqual([gone.destroyed_at?.toISOString(), gone.sealed], [t.clock.now().toISOString(), null]);
  refused(await use('plain', photo), 'RECORD_DESTROYED');
  // A backup's copy of the value lay under a key that is no more.
  const after = await keysOf('plain');
  assert.equal(after.length, 1);
  assert.ok(!before.includes(after[0]!));
  assert.equal(accepted(await use('plain', name))['value'], 'plain full_name');
  const entries = await t.database.owner.query<{ entry: { data: { categories?: string[] } } }>(
    all,
    `SELECT convert_from(body, 'UTF8')::jsonb AS entry FROM journal WHERE type = 'content.destroyed' ORDER BY entry_id DESC LIMIT 1`,
  );
  assert.deepEqual(entries[0]?.entry.data.categories, ['photo']);
});

test('what another recorded ground needs stays under it', async () => {
  await consent('grounded', full);
  const photo = await collected('grounded', 'photo');
  accepted(
    await ground(o, 'PD-5.1-5', 'grounded', subjectId, {
      description: 'өмүргө коркунуч',
      at: t.clock.now().toISOString(),
      protectedPerson: 'субъект',
      categories: ['photo'],
    }),
  );
  await consent('grounded', ['full_name']);
  assert.ok((await row(photo)).sealed !== null);
});

test('PD-3.23: a blocked category is held, and destroyed once the block has ended, though the consent to the rest runs on', async () => {
  await consent('blocked', full);
  const photo = await collected('blocked', 'photo');
  const blocks = `/v1/holders/${o.holderId}/subjects/${subjectId}/blocks`;
  const { blockId } = accepted(
    await o.officer.post(blocks, {
      json: {
        recordId: null,
        purposeId: o.purposes['blocked'],
        categories: ['photo'],
        reason: 'court_decision',
        document: 'аныктама № 1',
      },
    }),
  );
  await consent('blocked', ['full_name']);
  assert.ok((await row(photo)).sealed !== null);
  accepted(await o.officer.post(`${blocks}/${blockId}/end`, { json: { document: 'аныктама № 2' } }));
  await until('the photo is destroyed', async () => (await row(photo)).destroyed_at !== null);
});

test('PD-9.4f: a category left out is kept for a mandatory term alone, and destroyed after it, though the consent to the rest runs on', async () => {
  await consent('kept', full);
  const [name, photo] = [await collected('kept', 'full_name'), await collected('kept', 'photo')];
  await consent('kept', ['full_name']);
  assert.ok((await row(photo)).sealed !== null);
  assert.equal((await use('kept', photo)).status, 409);
  t.clock.advance(32 * 86_400_000);
  await until('the photo is destroyed', async () => (await row(photo)).destroyed_at !== null);
  assert.equal(accepted(await use('kept', name))['value'], 'kept full_name');
  assert.deepEqual(
    (await records(o, subjectId)).filter((one) => one.destroyed_at === null && one.category === 'photo').length,
    1,
    'the grounded one only',
  );
});
