import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { inventedCitizens } from '../../src/identity/index.ts';
import { systemScope } from '../../src/platform/db/index.ts';
import { subjectOf } from '../support/consenting.ts';
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
  const body = { purposeId: t.sandbox.purposes['inform_by_email'], subjectId, kind: 'civil', contract: 'No. 7', amountTyiyn: 100, act: null, dueOn: '2027-01-01' };
  const send = (json: object, key = 'key-0001-abcdef') => officer.post(url, { json, headers: { 'idempotency-key': key } });
  const answers = await Promise.all([send(body), send(body), send(body)]);
  assert.deepEqual(answers.map((answer) => answer.status), [201, 201, 201], answers[1]!.body);
  assert.equal(new Set(answers.map((answer) => answer.json<{ obligationId: string }>().obligationId)).size, 1, answers.map((answer) => answer.body).join());
  const [row] = await t.database.owner.query<{ n: number }>(systemScope('test'), 'SELECT count(*)::int AS n FROM obligation');
  assert.equal(row!.n, 1);
  const other = await send({ ...body, contract: 'No. 8' });
  assert.equal(other.json<{ code: string }>().code, 'KEY_REUSED');
  assert.equal((await send({ ...body, kind: 'tax' }, 'key-0002-abcdef')).json<{ code: string }>().code, 'OBLIGATION_NOT_CIVIL');
  assert.equal((await send({ ...body, contract: 'No. 9' }, 'key-0002-abcdef')).status, 201);
});
