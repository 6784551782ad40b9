import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { testPerson } from '../../../test/support/people.ts';
import { startPlatform } from '../../../test/support/platform.ts';
import { newPerson, personOf, recorded } from './test-powers.ts';
import { formTo, mainOf, open, submit, textOf } from './test-walk.ts';

const t = await startPlatform();
after(() => t.stop());
const citizen = 'aibek@example.kg';
const page = async (visitor: Awaited<ReturnType<typeof t.signedIn>>) =>
  textOf(mainOf((await open(visitor, '/me/powers?lang=en')).body));

test('a person sees who may act for them and for whom they may act, by name, and ends either', async () => {
  const visitor = await t.signedIn(citizen);
  assert.match(await page(visitor), /You represent nobody.*Nobody may act for you/);
  const me = await personOf(t, citizen);
  const held = await recorded(t, { representative: me, principal: await newPerson(t, 51) });
  const given = await recorded(t, { representative: await newPerson(t, 52), principal: me, until: '2027-05-01' });
  const shown = await page(visitor);
  for (const n of [51, 52]) assert.ok(shown.includes(testPerson(n).surname), shown);
  assert.match(shown, /1 May 2027/);

  const revoke = await open(visitor, `/me/powers/${given}/end?lang=en`);
  assert.match(textOf(mainOf(revoke.body)), /can neither give nor withdraw consents for you/);
  const done = await submit(visitor, formTo(revoke.body, '/end'));
  assert.match(textOf(mainOf(done.body)), /The power has ended.*Nobody may act for you.*Ended and expired \(1\)/);
  assert.equal((await visitor.get(`/me/powers/${given}/end`)).status, 404, 'it ends once');

  await submit(visitor, formTo((await open(visitor, `/me/powers/${held}/end`)).body, '/end'));
  assert.match(await page(visitor), /You represent nobody.*Ended and expired \(2\)/);
});

test('a power is nobody else’s to see or end', async () => {
  const other = await recorded(t, { representative: await newPerson(t, 53), principal: await newPerson(t, 54) });
  const visitor = await t.signedIn(citizen);
  assert.equal((await visitor.get(`/me/powers/${other}/end`)).status, 404);
  assert.equal((await visitor.post(`/me/powers/${other}/end`, { form: {} })).status, 404);
  assert.ok(!(await page(visitor)).includes(testPerson(53).surname));
});
