import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type DataRecordRow, type PurposeBody, recordsOf } from '../../src/consent/index.ts';
import { formOperations, operations } from '../../src/law/index.ts';
import { canonicalBytes, type JsonObject, sha256 } from '../../src/record/index.ts';
import { insertPolicyVersion, policyInForce, policyVersions } from '../../src/holders/index.ts';
import { holderScope, systemScope } from '../../src/platform/db/index.ts';
import { uuidv7 } from '../../src/platform/ids.ts';
import { consentByPassword, subjectOf } from '../support/consenting.ts';
import { type Answer, startPlatform, type TestPlatform, type Visitor } from '../support/platform.ts';
import {
  accepted,
  administrator,
  bodyOf,
  citizen,
  clerk,
  collect,
  count,
  journalled,
  officer,
  pin,
  publishVariant,
  refused,
  text3,
  travelTo,
} from './support.ts';

// The Salyk.kg privacy policy as the closed lists it is: who, what, for what, on which basis.

let t: TestPlatform;
let person: Visitor;
let dpo: Visitor;
let subjectId: string;
const holder = () => `/v1/holders/${t.sandbox.holderId}`;

before(async () => {
  t = await startPlatform();
  [person, dpo] = await Promise.all([t.signedIn(citizen), t.signedIn(officer)]);
  subjectId = await subjectOf(t, dpo, pin);
});
after(() => t.stop());

const records = async (answer: Answer): Promise<DataRecordRow> => {
  const { recordId } = accepted<{ recordId: string }>(answer);
  return (await recordsOf(t.platform.db, holderScope(t.sandbox.holderId), [subjectId])).find(
    (one) => one.id === recordId,
  )!;
};
const operation = (purpose: string, categories: string[], activity: string, mode = 'automated') =>
  dpo.post(`${holder()}/operations`, { json: { purpose, subjectId, categories, action: 'store', activity, mode } });

test('SP-2b: an operation by hand without a ground meets the refusal of an automated one', async () => {
  for (const [purpose, code] of [
    ['access_to_services', 'CONSENT_REQUIRED'],
    ['civil_contracts', 'GROUND_NOT_RECORDED'],
  ] as const)
    for (const mode of ['automated', 'manual']) {
      refused(await collect(t, dpo, { subjectId, purpose, category: 'email', mode }), code);
      refused(await operation(purpose, ['email'], 'letter', mode), code);
    }
  assert.equal(await count(t, 'data_record'), 0);
  assert.deepEqual(await journalled(t, 'processing.logged'), []);
});

test('SP-4b-6: who has no role in personal data is refused, and the attempt is on record', async () => {
  const admin = await t.signedIn(administrator);
  refused(await admin.post(`${holder()}/subjects/lookup`, { json: { pin } }), 'FORBIDDEN', 'PD-4.9');
  refused(await person.get(`${holder()}/consents`), 'FORBIDDEN', 'PD-4.9');
  const denied = await journalled(t, 'access.denied');
  assert.deepEqual(
    denied.map(({ object, actor }) => [object.id, actor.kind]),
    [
      ['POST /v1/holders/:holderId/subjects/lookup', 'account'],
      ['GET /v1/holders/:holderId/consents', 'account'],
    ],
  );
  const nobody = await t.visitor().get(`${holder()}/consents`);
  assert.equal(nobody.status, 401);
  assert.ok(
    t.log.some((line) => line.includes('"route":"/v1/holders/:holderId/consents"') && line.includes('"status":401')),
  );
});

test('SP-4a-1 SP-5: what a subject gives is stored with its source, purpose, ground, channel and policy version', async () => {
  for (const code of ['inform_by_email', 'access_to_services'])
    assert.equal((await consentByPassword(t, person, code)).answer.status, 201);
  const row = await records(
    await collect(t, dpo, { subjectId, purpose: 'inform_by_email', category: 'email', channel: 'email' }),
  );
  const policy = (await policyInForce(t.platform.db, t.sandbox.holderId))!;
  assert.deepEqual(
    [row.source, row.purpose_id, row.ground, row.channel, row.policy_version_id],
    ['subject', t.sandbox.purposes['inform_by_email'], 'PD-5.1-1', 'email', policy.id],
  );
  for (const channel of ['form', 'phone', 'paper']) {
    const other = await records(
      await collect(t, dpo, { subjectId, purpose: 'inform_by_email', category: 'email', channel }),
    );
    assert.deepEqual([other.channel, other.policy_version_id, other.ground], [channel, policy.id, 'PD-5.1-1']);
  }
});

test('SP-4a-3: data from another source is saved only with the source and the function behind it', async () => {
  const from = (source: object) =>
    collect(t, dpo, {
      subjectId,
      purpose: 'access_to_services',
      category: 'property',
      source: { kind: 'other', ...source },
    });
  refused(await from({ name: '', fulfils: 'мүлк салыгын эсептөө' }), 'PROVENANCE_MISSING', 'SP-4a-3');
  refused(await from({ name: 'Кадастр', fulfils: ' ' }), 'PROVENANCE_MISSING', 'SP-4a-3');
  const row = await records(await from({ name: 'Кадастр', fulfils: 'мүлк салыгын эсептөө' }));
  assert.deepEqual([row.source, row.source_name], ['other', 'Кадастр: мүлк салыгын эсептөө']);
});

test('SP-6: a record about anybody but a user of the application is refused', async () => {
  refused(
    await collect(t, dpo, { subjectId, purpose: 'access_to_services', category: 'email', subjectCategory: 'employee' }),
    'SUBJECT_CATEGORY_NOT_DECLARED',
    'SP-6',
  );
});

const declared = {
  'SP-7a': 'full_name',
  'SP-7b': 'birth_date',
  'SP-7c': 'photo',
  'SP-7d': 'address',
  'SP-7e': 'passport',
  'SP-7f': 'cookie',
  'SP-7g': 'email',
  'SP-7h': 'phone',
  'SP-7i': 'property',
  'SP-7j': 'income',
};
for (const [id, category] of Object.entries(declared))
  test(`${id}: ${category} is collected under a valid ground, an undeclared category is not`, async () => {
    const row = await records(await collect(t, dpo, { subjectId, purpose: 'access_to_services', category }));
    assert.deepEqual([row.category, row.ground], [category, 'PD-5.1-1']);
    refused(
      await collect(t, dpo, { subjectId, purpose: 'access_to_services', category: `${category}_of_relatives` }),
      'CATEGORY_NOT_IN_POLICY',
      'SP-7a',
    );
  });

test('SP-8a: data that is not mapped to the purpose is excessive for it', async () => {
  refused(
    await collect(t, dpo, { subjectId, purpose: 'inform_by_email', category: 'phone' }),
    'EXCESSIVE_DATA',
    'SP-8a',
  );
  const body = await bodyOf(t, 'inform_by_email');
  const phone = (await bodyOf(t, 'access_to_services')).categories.find((one) => one.code === 'phone')!;
  refused(
    await publishVariant(t, dpo, 'inform_by_email', { categories: [...body.categories, phone] }),
    'EXCESSIVE_DATA',
    'SP-8a',
  );
});

const specials = {
  'SP-9a': ['health'],
  'SP-9b': ['race_ethnic_origin', 'nationality', 'political_views', 'religious_views', 'philosophical_views'],
  'SP-9c': ['health', 'intimate_life'],
};
for (const [id, flags] of Object.entries(specials))
  test(`${id}: ${flags.join(', ')}: refused when a form is published and when data is entered`, async () => {
    const body = await bodyOf(t, 'access_to_services');
    for (const code of flags) {
      // Whether the form itself calls it special or not.
      for (const special of ['PD-8.1', null]) {
        const field: PurposeBody['categories'][number] = {
          code,
          text: text3(code),
          decreeCategory: null,
          special,
          required: false,
          necessity: text3('керек'),
        };
        refused(
          await publishVariant(t, dpo, 'access_to_services', { categories: [...body.categories, field] }),
          'SPECIAL_CATEGORY_NOT_PROCESSED',
          'SP-9a',
        );
      }
      refused(
        await collect(t, dpo, { subjectId, purpose: 'access_to_services', category: code }),
        'SPECIAL_CATEGORY_NOT_PROCESSED',
        'SP-9a',
      );
    }
  });

const logged = async (answer: Answer) => {
  const done = accepted<{
    operationId: string;
    purpose: string;
    ground: string;
    legalBasis: string;
    groundId: string | null;
    consentId: string | null;
  }>(answer);
  const entry = (await journalled(t, 'processing.logged')).at(-1)!;
  assert.deepEqual(
    [entry.data['purpose'], entry.data['legalBasis'], entry.subject],
    [done.purpose, done.legalBasis, subjectId],
  );
  return done;
};

test('SP-11a: an e-mail sent for information is on record under inform_by_email', async () => {
  const sent = await logged(await operation('inform_by_email', ['email'], 'email'));
  assert.equal(sent.purpose, 'inform_by_email');
  assert.equal(
    (await bodyOf(t, 'inform_by_email')).text.ky,
    'электрондук каттарды жөнөтүү аркылуу Пайдалануучуга маалымат берүү',
  );
});

test('SP-11b: a contract activity is on record under civil_contracts with the reference of its contract', async () => {
  const ground = (contract: string) =>
    dpo.post(`${holder()}/grounds`, {
      json: {
        purposeId: t.sandbox.purposes['civil_contracts'],
        subjectId,
        code: 'PD-5.1-2a',
        evidence: { contract, subjectIsParty: true, from: '2026-11-20' },
        endsAt: null,
      },
    });
  refused(await ground(' '), 'GROUND_EVIDENCE_MISSING', 'PD-5.1-2a');
  refused(await operation('civil_contracts', ['email'], 'contract'), 'GROUND_NOT_RECORDED');
  const { groundId } = accepted<{ groundId: string }>(await ground('№ 12 / 2026-11-20'));
  const done = await logged(await operation('civil_contracts', ['email'], 'contract'));
  assert.deepEqual([done.purpose, done.ground, done.groundId], ['civil_contracts', 'PD-5.1-2a', groundId]);
  const [row] = await t.database.owner.query<{ evidence: { contract: string } }>(
    systemScope('test'),
    'SELECT evidence FROM processing_ground WHERE id = $1',
    [groundId],
  );
  assert.equal(row!.evidence.contract, '№ 12 / 2026-11-20');
});

test('SP-11c: account access is on record under access_to_services', async () => {
  const done = await logged(await operation('access_to_services', ['cookie'], 'account-access'));
  assert.equal(done.purpose, 'access_to_services');
  // No other purpose has the data an account needs.
  for (const other of ['inform_by_email', 'civil_contracts'])
    refused(await operation(other, ['cookie'], 'account-access'), 'EXCESSIVE_DATA');
});

test('SP-12: an activity whose basis is not of the list does not start', async () => {
  const { ground } = await bodyOf(t, 'civil_contracts');
  for (const legalBasis of [null, 'custom'])
    refused(
      await publishVariant(t, dpo, 'civil_contracts', { ground: { ...ground, legalBasis } }),
      'BASIS_NOT_DECLARED',
      'SP-12',
    );
});

const bases = {
  'SP-12a': ['constitution', 'PD-5.1-3a'],
  'SP-12b': ['tax_code', 'PD-5.1-3a'],
  'SP-12c': ['civil_code', 'PD-5.1-3a'],
  'SP-12d': ['personal_info_law', 'PD-5.1-3a'],
  'SP-12e': ['charter_documents', 'PD-5.1-3a'],
  'SP-12f': ['contracts_with_subjects', 'PD-5.1-2a'],
  'SP-12g': ['consent', 'PD-5.1-1'],
  'SP-12h': ['aml_cft_law', 'PD-5.1-3a'],
} as const;
for (const [id, [legalBasis, code]] of Object.entries(bases))
  test(`${id}: an activity on the basis ${legalBasis} starts, and the basis is printed`, async () => {
    const purpose = code === 'PD-5.1-1' ? 'inform_by_email' : 'civil_contracts';
    const { purposeId } = accepted<{ purposeId: string }>(
      await publishVariant(t, dpo, purpose, { ground: { code, norm: text3('берененин бөлүгү'), legalBasis } }),
    );
    const started = await logged(await operation(purpose, ['email'], 'work'));
    assert.deepEqual([started.legalBasis, started.ground], [legalBasis, code]);
    const policy = (await policyInForce(t.platform.db, t.sandbox.holderId))!;
    const basis = policy.body.legalBases!.find((one) => one.code === legalBasis)!;
    for (const lang of ['ky', 'ru', 'en'] as const) {
      const { notice } = accepted<{ notice: { ground: string } }>(
        await t.visitor().get(`/v1/purposes/${purposeId}/notice?lang=${lang}`),
      );
      assert.ok(notice.ground.includes(basis.text[lang]), notice.ground);
    }
  });

test('SP-10a SP-23c: a changed list works from the moment its edition is public, and not before', async () => {
  const before = (await policyInForce(t.platform.db, t.sandbox.holderId))!;
  const body = before.body as unknown as {
    dataCategories: object[];
    purposes: { code: string; dataCategories: string[] }[];
  };
  const iban = {
    code: 'iban',
    par: '7',
    text: text3('банк эсеби'),
    special: false,
    specialCategory: null,
    decreeCategory: null,
  };
  const changed = {
    ...body,
    dataCategories: [...body.dataCategories, iban],
    purposes: body.purposes.map((one) =>
      one.code === 'inform_by_email' ? { ...one, dataCategories: [...one.dataCategories, 'iban'] } : one,
    ),
  };
  const hash = sha256(canonicalBytes(changed as unknown as JsonObject));
  const versionId = uuidv7();
  await t.platform.db.tx(holderScope(t.sandbox.holderId), (tx) =>
    insertPolicyVersion(
      tx,
      {
        id: versionId,
        holderId: t.sandbox.holderId,
        number: 2,
        state: 'draft',
        body: changed as never,
        hash,
        lastUpdatedOn: '2026-12-25',
      },
      t.clock.now(),
    ),
  );
  const form = await bodyOf(t, 'inform_by_email');
  const withIban = {
    categories: [
      ...form.categories,
      {
        code: 'iban',
        text: iban.text,
        decreeCategory: null,
        special: null,
        required: false,
        necessity: text3('керек'),
      },
    ],
  };
  const notYet = async () => {
    refused(
      await collect(t, dpo, { subjectId, purpose: 'inform_by_email', category: 'iban' }),
      'CATEGORY_NOT_IN_POLICY',
      'SP-10a',
    );
    refused(await publishVariant(t, dpo, 'inform_by_email', withIban), 'CATEGORY_NOT_IN_POLICY', 'SP-10a');
    assert.equal((await policyInForce(t.platform.db, t.sandbox.holderId))!.id, before.id);
  };
  await notYet();
  const cases = `${holder()}/cases/change-of-policy`;
  const send = async (visitor: Visitor, url: string, json: object) =>
    accepted<{ id: string }>(await visitor.post(url, { json, headers: { 'idempotency-key': uuidv7() } }));
  const { id } = await send(dpo, cases, {
    data: { policyId: t.sandbox.holderId, versionId, previousVersionId: before.id, contentHash: hash.toString('hex') },
  });
  await notYet();
  await send(await t.signedIn(administrator), `${cases}/${id}/acts/approve`, {
    kind: 'Буйрук',
    number: '12',
    date: '2026-11-23',
  });
  await notYet();
  await send(dpo, `${cases}/${id}/acts/announce`, {
    plannedChanges: text3('Тизмеге банк эсеби кошулат'),
    place: 'https://salyk.example.kg',
    proof: 'сүрөт',
    publicationOn: '2026-12-25',
  });
  await send(dpo, `${cases}/${id}/acts/notify`, {
    channel: 'official_site',
    audience: 'all_current_subjects',
    proof: 'https://salyk.example.kg/news/1',
  });
  await travelTo(t, '2026-12-25T05:00:00Z');
  await notYet();
  await send(dpo, `${cases}/${id}/acts/publish`, { lastUpdatedOn: '2026-12-25', place: 'https://salyk.example.kg' });

  const [second, first] = await policyVersions(t.platform.db, t.sandbox.holderId);
  const at = '2026-12-25T05:00:00.000Z';
  assert.deepEqual(
    [second!.state, second!.inForceFrom?.toISOString(), first!.state, first!.supersededAt?.toISOString()],
    ['in_force', at, 'superseded', at],
  );
  const card = accepted<{ policy: { number: number; inForceFrom: string } }>(await t.visitor().get(holder()));
  assert.deepEqual([card.policy.number, card.policy.inForceFrom], [2, at]);
  const page = await t.visitor().get(`/holders/${t.sandbox.holderId}/policy`);
  assert.ok(page.status === 200 && page.body.includes('банк эсеби'), 'in free access');
  accepted(await publishVariant(t, dpo, 'inform_by_email', withIban));
  assert.equal((await consentByPassword(t, person, 'inform_by_email')).answer.status, 201);
  assert.equal(
    (
      await records(
        await collect(t, await t.signedIn(clerk), { subjectId, purpose: 'inform_by_email', category: 'iban' }),
      )
    ).policy_version_id,
    versionId,
  );
});

test('SP-14: each of the eight operations of the policy starts and is on record; any other is refused, and nothing else is ever logged', async () => {
  const eight = formOperations.map(({ code }) => code);
  assert.deepEqual(eight, ['collect', 'record', 'store', 'update', 'group', 'block', 'erase', 'destroy']);
  const done = await collect(t, dpo, { subjectId, purpose: 'access_to_services', category: 'phone' });
  const { recordId } = accepted<{ recordId: string }>(done);
  const start = (action: string): Promise<Answer> =>
    dpo.post(`/v1/holders/${t.sandbox.holderId}/subjects/${subjectId}/data-records/${recordId}/operations`, {
      json: { action, purposeId: t.sandbox.purposes['access_to_services'], furtherPurposeId: null },
    });
  for (const action of eight) assert.equal((await start(action)).status, 201, action);
  for (const action of [...operations.map(({ code }) => code), 'profile'].filter((code) => !eight.includes(code)))
    assert.ok((await start(action)).status >= 400, action);
  const entries = (await journalled(t, 'data.operation-started')).map(({ data }) => String(data['action']));
  assert.deepEqual(new Set(entries), new Set(eight));
});
