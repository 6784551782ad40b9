import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addStaff } from '../identity/index.ts';
import { isRefusal } from '../platform/refusal.ts';
import { password, type Visitor } from '../../test/support/platform.ts';
import { decideRegime } from './index.ts';
import { codeOf, name, newArray, type Stand, startStand } from './test-arrays.ts';

let s: Stand;
let keeper: Visitor;
let arrayId: string;
let furtherPurposeId: string;
let set: { setId: string; rows: { pseudonym: string; category: string; value: string }[] };

before(async () => {
  s = await startStand();
  const added = await addStaff(
    s.t.platform.identityDeps,
    {
      login: 'keeper@salyk.example.kg',
      password,
      name: 'Ачкыч сактоочу',
      office: 'holder',
      holderId: s.t.sandbox.holderId,
      roles: ['pseudonym-keeper'],
      lang: 'ky',
    },
    null,
  );
  assert.ok(!isRefusal(added));
  keeper = await s.t.signedIn('keeper@salyk.example.kg');
  await s.consents('access_to_services');
  await s.collected('access_to_services', 'property', 'эки бөлмөлүү батир');
  await s.collected('access_to_services', 'income', '120000');
  arrayId = (await s.post('/arrays', newArray)).json<{ arrayId: string }>().arrayId;
  await s.post(`/arrays/${arrayId}/data-lists`, {
    purposeId: s.purpose('access_to_services'),
    categories: ['property', 'income', 'email'],
    reviewMonths: null,
  });
  furtherPurposeId = (
    await s.post('/further-purposes', {
      kind: 'statistics',
      name: name('Кирешелердин статистикасы'),
      measures: ['псевдонимдештирүү'],
    })
  ).json<{ furtherPurposeId: string }>().furtherPurposeId;
  await s.post(`/further-purposes/${furtherPurposeId}/start`);
});
after(() => s.t.stop());

const resolve = (as: Visitor) =>
  s.post(
    `/pseudonym-sets/${set.setId}/resolution`,
    { pseudonym: set.rows[0]!.pseudonym, reason: 'каттаган катаны оңдоо' },
    as,
  );
const lift = () =>
  s.post(`/arrays/${arrayId}/regime`, {
    case: 'PD-6.3-1',
    categories: ['property', 'income'],
    subjectId: null,
    consentId: null,
    setId: set.setId,
    basis: null,
    norm: null,
    evidence: 'акт № 1',
  });

test('PD-3.15: a pseudonymised set holds pseudonyms and no direct identifier; resolving without its own right is denied and logged', async () => {
  assert.equal(
    codeOf(await s.post(`/arrays/${arrayId}/pseudonymised`, { categories: ['email'], furtherPurposeId })),
    'DIRECT_IDENTIFIER',
  );
  const made = await s.post(`/arrays/${arrayId}/pseudonymised`, {
    categories: ['property', 'income'],
    furtherPurposeId,
  });
  assert.equal(made.status, 201, made.body);
  set = made.json();
  assert.deepEqual(set.rows.map((row) => row.value).toSorted(), ['120000', 'эки бөлмөлүү батир']);
  assert.equal(new Set(set.rows.map((row) => row.pseudonym)).size, 1, 'one pseudonym a subject');
  assert.ok(!made.body.includes(s.subjectId));

  for (const [who, visitor] of [
    ['data officer', s.officer],
    ['clerk', s.clerk],
  ] as const) {
    const denied = await resolve(visitor);
    assert.deepEqual([denied.status, codeOf(denied)], [403, 'NOT_PSEUDONYM_KEEPER'], who);
  }
  assert.equal(
    (await s.journal('data.operation-refused')).filter((entry) => entry.data['act'] === 'resolve').length,
    2,
  );
  assert.deepEqual((await resolve(keeper)).json(), { subjectId: s.subjectId });
  assert.deepEqual(
    (await s.journal('pseudonyms.resolved')).map((entry) => entry.subject),
    [s.subjectId],
  );
  // The mapping is another store: the holder's own scope does not even see it.
  const scope = {
    kind: 'holder',
    holder: s.t.sandbox.holderId,
    subjects: '',
    key: `holder|${s.t.sandbox.holderId}|`,
  } as never;
  assert.deepEqual(await s.t.database.db.query(scope, 'SELECT 1 FROM pseudonym_map'), []);
});

test('PD-6.3-1: a lift reaches the pseudonymised output alone; the mapping stays confidential, and while it exists kr-strict lifts nothing', async () => {
  assert.equal(codeOf(await lift()), 'PSEUDONYMS_RESOLVABLE');
  const standing = async () => (await s.get(`/pseudonym-sets/${set.setId}`)).json();
  assert.deepEqual(await standing(), { regime: 'confidential', mapping: { state: 'kept', regime: 'confidential' } });
  // The draft law read by itself lifts a pseudonymised output; its mapping cannot be anything but confidential.
  const asked = { case: 'PD-6.3-1', categories: ['income'], basis: null, norm: null, evidence: 'акт № 1' };
  const facts = {
    listed: ['income'],
    publicType: null,
    consent: null,
    set: { mappingDestroyed: false, categories: ['income'] },
  };
  assert.deepEqual(decideRegime(asked, { ...facts, pseudonymsSuffice: true }), { regime: 'lifted' });
  const system = { kind: 'system', holder: '', subjects: '', key: 'system||' } as never;
  await assert.rejects(
    s.t.database.owner.query(system, `UPDATE pseudonym_map SET regime = 'lifted'`),
    /check constraint/,
  );

  const { rows } = set;
  assert.equal((await keeper.delete(`${s.holder}/pseudonym-sets/${set.setId}/mapping`)).status, 200);
  assert.deepEqual((await lift()).json(), { regime: 'lifted' });
  assert.deepEqual(await standing(), { regime: 'lifted', mapping: { state: 'destroyed', regime: 'confidential' } });
  assert.equal(
    codeOf(
      await s.post(`/pseudonym-sets/${set.setId}/resolution`, { pseudonym: rows[0]!.pseudonym, reason: 'x' }, keeper),
    ),
    'PSEUDONYM_UNKNOWN',
  );
  const source = (await s.get(`/arrays/${arrayId}/regime?subjectId=${s.subjectId}`)).json<{
    categories: { regime: string }[];
  }>().categories;
  assert.ok(
    source.every((one) => one.regime === 'confidential'),
    'the source stays confidential',
  );
});
