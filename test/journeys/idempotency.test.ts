import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { inventedCitizens } from '../../src/identity/index.ts';
import { systemScope } from '../../src/platform/db/index.ts';
import { consentByPassword, subjectOf } from '../support/consenting.ts';
import { startPlatform, type TestPlatform } from '../support/platform.ts';

let t: TestPlatform;
before(async () => {
  t = await startPlatform();
});
after(() => t.stop());

test('a request repeated with its key is done once, another request under the same key is refused, a refused one may come again', async () => {
  const officer = await t.signedIn('dpo@salyk.example.kg');
  const subjectId = await subjectOf(t, officer, inventedCitizens[0]!.claims['pin'] as string);
  const url = `/v1/holders/${t.sandbox.holderId}/obligations`;
  const body = {
    purposeId: t.sandbox.purposes['inform_by_email'],
    subjectId,
    kind: 'civil',
    contract: 'No. 7',
    amountTyiyn: 100,
    act: null,
    dueOn: '2027-01-01',
  };
  const send = (json: object, key = 'key-0001-abcdef') =>
    officer.post(url, { json, headers: { 'idempotency-key': key } });
  const answers = await Promise.all([send(body), send(body), send(body)]);
  assert.deepEqual(
    answers.map((answer) => answer.status),
    [201, 201, 201],
    answers[1]!.body,
  );
  assert.equal(
    new Set(answers.map((answer) => answer.json<{ obligationId: string }>().obligationId)).size,
    1,
    answers.map((answer) => answer.body).join(),
  );
  const [row] = await t.database.owner.query<{ n: number }>(
    systemScope('test'),
    'SELECT count(*)::int AS n FROM obligation',
  );
  assert.equal(row!.n, 1);
  const other = await send({ ...body, contract: 'No. 8' });
  assert.equal(other.json<{ code: string }>().code, 'KEY_REUSED');
  assert.equal(
    (await send({ ...body, kind: 'tax' }, 'key-0002-abcdef')).json<{ code: string }>().code,
    'OBLIGATION_NOT_CIVIL',
  );
  assert.equal((await send({ ...body, contract: 'No. 9' }, 'key-0002-abcdef')).status, 201);
});

test('a collection repeated with its key is one record, and the table of keys holds nothing of the person', async () => {
  const officer = await t.signedIn('dpo@salyk.example.kg');
  const pin = inventedCitizens[0]!.claims['pin'] as string;
  const subjectId = await subjectOf(t, officer, pin);
  await consentByPassword(t, await t.signedIn('aibek@example.kg'), 'inform_by_email');
  const json = {
    subjectId,
    purposeId: t.sandbox.purposes['inform_by_email'],
    category: 'email',
    subjectCategory: 'salyk_app_user',
    source: { kind: 'subject' },
    channel: 'form',
    mode: 'automated',
    declaredReliable: true,
  };
  const send = () =>
    officer.post(`/v1/holders/${t.sandbox.holderId}/data-records`, {
      json,
      headers: { 'idempotency-key': 'key-0003-abcdef' },
    });
  const ids = [];
  for (const answer of [await send(), await send()]) {
    assert.equal(answer.status, 201, answer.body);
    ids.push(answer.json<{ recordId: string }>().recordId);
  }
  assert.equal(new Set(ids).size, 1);
  const [count] = await t.database.owner.query<{ n: number }>(
    systemScope('test'),
    'SELECT count(*)::int AS n FROM data_record',
  );
  assert.equal(count!.n, 1);
  const kept = await t.database.owner.query<{ result: object }>(systemScope('test'), 'SELECT result FROM idempotency');
  assert.ok(kept.length > 0);
  for (const { result } of kept) {
    assert.ok(!JSON.stringify(result).includes(pin), 'a PIN stands in the table of keys');
    assert.ok(
      Object.values(result).every((value) => typeof value !== 'object' || value === null),
      JSON.stringify(result),
    );
  }
});
