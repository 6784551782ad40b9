import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { type HolderBody, holderById, updateHolder } from '../../src/holders/index.ts';
import { systemScope } from '../../src/platform/db/index.ts';
import { ask, consentByPassword, prepare } from '../support/consenting.ts';
import { startPlatform, type TestPlatform } from '../support/platform.ts';
import {
  accepted,
  category,
  collect,
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

// PD-9.3: the notice is generated when a purpose is published; a part that is not said stops it, by name.

let t: TestPlatform;
let o: Office;
let person: Person;
let holder: HolderBody;

before(async () => {
  t = await startPlatform();
  o = await office(t, 'ministry', { purposes: ['post', 'news', 'app', 'brochure'] });
  holder = (await holderById(t.platform.db, o.holderId))!.body;
  person = await newPerson(t, 1);
});
beforeEach(() => putHolder({}));
after(() => t.stop());

const putHolder = (change: Partial<HolderBody>): Promise<void> =>
  t.database.db.tx(systemScope('the holder’s entry in the register'), (tx) =>
    updateHolder(tx, o.holderId, { ...holder, ...change }),
  );
const foreign = { code: 'cloud', name: text3('Булут'), country: 'DE' };

const lacking: readonly { id: string; part: string; holder?: Partial<HolderBody>; body?: object }[] = [
  { id: 'PD-9.3-1a', part: 'holder_name', holder: { name: text3(' ') } },
  { id: 'PD-9.3-1b', part: 'holder_location', holder: { address: { ky: 'Бишкек', ru: '', en: '' } } },
  {
    id: 'PD-9.3-1c',
    part: 'holder_contacts',
    holder: { contacts: { phone: '', email: ' ', website: 'https://example.kg' } },
  },
  { id: 'PD-9.3-2', part: 'purposes', body: { text: text3('') } },
  { id: 'PD-9.3-3', part: 'data_list', body: { categories: [] } },
  { id: 'PD-9.3-5', part: 'processors', body: { processors: [] } },
  { id: 'PD-9.3-6b', part: 'methods', body: { methods: { kind: 'mixed', text: text3('  ') } } },
  { id: 'PD-9.3-7', part: 'cross_border', body: { recipients: [foreign], crossBorder: [] } },
];
for (const one of lacking)
  test(`${one.id}: without ${one.part} the notice is not made, and the refusal names the part`, async () => {
    if (one.holder !== undefined) await putHolder(one.holder);
    const problem = refused(await o.publish(purpose('news', one.body)), 'NOTICE_INCOMPLETE', one.id);
    assert.deepEqual(problem.details?.missing, [one.part]);
    await putHolder({});
    accepted(await o.publish(purpose('news')));
  });

test('PD-9.3-1b PD-9.3-7: no address at all, or a transfer abroad left unsaid, stop the notice too', async () => {
  await putHolder({ address: null });
  refused(await o.publish(purpose('news')), 'HOLDER_ADDRESS_MISSING');
  await putHolder({});
  refused(await o.publish(purpose('news', { crossBorder: null })), 'NOTICE_INCOMPLETE', 'PD-9.3-7');
  refused(
    await o.publish(
      purpose('news', { recipients: [foreign], crossBorder: [{ country: 'FR', name: text3('Франция') }] }),
    ),
    'NOTICE_INCOMPLETE',
    'PD-9.3-7',
  );
  accepted(
    await o.publish(
      purpose('news', { recipients: [foreign], crossBorder: [{ country: 'DE', name: text3('Германия') }] }),
    ),
  );
});

test('PD-9.3-5: a processor of the holder that the notice leaves out is found, whoever else is named', async () => {
  const other = [{ code: 'somebody', name: text3('Башка'), address: null }];
  assert.deepEqual(
    refused(await o.publish(purpose('news', { processors: other })), 'NOTICE_INCOMPLETE', 'PD-9.3-5').details?.missing,
    ['processors'],
  );
});

test('PD-9.3-6a: an operation the notice does not list is refused on this consent', async () => {
  await o.open(purpose('post', { actions: ['collect', 'store'] }));
  const given = await consentByPassword(o.t, person.visitor, 'post');
  assert.equal(given.answer.status, 201, given.answer.body);
  const subjectId = subjectAt(o, person.personId);
  for (const [action, allowed] of [
    ['collect', true],
    ['store', true],
    ['use', false],
    ['update', false],
    ['transfer', false],
    ['group', false],
  ] as const) {
    const answer = await ask(o.t, o.officer, { code: 'post', subjectId, categories: ['email'], action });
    assert.deepEqual([answer.allowed, answer.reason], [allowed, allowed ? 'CONSENT' : 'ACTION_NOT_CONSENTED'], action);
  }
});

test('PD-9.2a: a consent request with a contract in it is not published', async () => {
  const texts = [
    'Төлөмдөр. Келишимдин предмети: кызматтарды көрсөтүү.',
    'Стороны заключили настоящий договор о нижеследующем',
    'Article 1. Subject of the contract',
  ];
  for (const text of texts) {
    refused(await o.publish(purpose('brochure', { text: text3(text) })), 'TEXT_INSIDE_CONTRACT', 'PD-9.2a');
    refused(
      await o.publish(purpose('brochure', { extra: [{ label: text3('Башка'), value: text3(text) }] })),
      'TEXT_INSIDE_CONTRACT',
      'PD-9.2a',
    );
  }
  accepted(await o.publish(purpose('brochure')));
});

test('PD-4.4: a field outside the list is refused in a form and in a collection, and nothing of it is stored', async () => {
  await o.open(purpose('app', { categories: [category('full_name'), category('photo', null, false)] }));
  const subjectId = subjectAt(o, person.personId);
  const { draft } = await prepare(o.t, person.visitor, 'app', { categories: ['full_name', 'income'] });
  refused(draft, 'EXCESSIVE_DATA', 'PD-4.4');
  await consentByPassword(o.t, person.visitor, 'app');
  refused(await collect(o, 'app', subjectId, 'income', { value: '100000 сом' }), 'EXCESSIVE_DATA', 'PD-4.4');
  accepted(await collect(o, 'app', subjectId, 'full_name', { value: 'Үлгү' }));
  assert.deepEqual(
    (await records(o, subjectId)).map((one) => one.category),
    ['full_name'],
  );
  refused(
    await o.publish(purpose('brochure', { categories: [{ ...category('photo'), necessity: text3('') }] })),
    'EXCESSIVE_DATA',
    'PD-4.4',
  );
});
