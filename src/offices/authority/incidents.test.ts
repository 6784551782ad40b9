import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { startPlatform, type Visitor } from '../../../test/support/platform.ts';
import { systemScope } from '../../platform/db/index.ts';
import { formOf } from '../holder/test-forms.ts';

// What the checks of integrity find, from the officer who looks to the second one who closes.

const t = await startPlatform({ at: '2026-11-23T04:00:00Z' });
after(() => t.stop());
const [first, second] = [
  await t.signedIn('officer@authority.example.kg', '10.22.0.1'),
  await t.signedIn('officer2@authority.example.kg', '10.22.0.2'),
];
const home = '/authority/incidents';
const page = async (who: Visitor, url: string): Promise<string> => {
  const { status, body } = await who.get(`${url}?lang=en`);
  assert.equal(status, 200, body.slice(0, 500));
  return body;
};
/** Moves the end of every certificate behind the program's back, or back again. */
const shift = (by: string): Promise<unknown> =>
  t.database.owner.query(systemScope('test'), `UPDATE certificate SET not_after = not_after + interval '${by}'`, []);
const checked = async (): Promise<string> => {
  const { status, headers } = await first.post(`${home}/check`);
  assert.equal(status, 303);
  return String(headers.location);
};
const send = (who: Visitor, url: string, form: Record<string, string>) => who.post(`${url}?lang=en`, { form });

test('an officer checks, finds and explains; another one closes on exactly that, once the check finds it no more', async () => {
  assert.match(await checked(), /done=clean$/);
  assert.match(await page(first, home), /No incident is open/);
  await shift('1 year');
  assert.match(await checked(), /done=found$/);
  const listed = await page(first, home);
  assert.match(listed, /an entry of a register of certificates was altered or destroyed/);
  const url = new RegExp(`${home}/[0-9a-f-]{36}`).exec(listed)![0];
  assert.match(await page(first, url), /Nothing has been explained yet/);
  assert.equal((await send(first, url, { explanation: '' })).status, 422);
  const text = 'The disk was restored from the wrong copy.';
  assert.equal((await send(first, url, { explanation: text })).status, 303);
  // Who explained does not close, and the page says why.
  assert.match(await page(first, url), /another officer closes the incident/);
  const form = formOf((await page(second, url)).split('Close the incident')[1]!, url) as Record<string, string>;
  const own = await send(first, url, form);
  assert.equal(own.status, 403);
  assert.match(own.body, /closed by another officer/);
  const still = await send(second, url, form);
  assert.equal(still.status, 409);
  assert.match(still.body, /finds this difference still/);
  await shift('-1 year');
  // An explanation that came in between is read before it is closed on.
  assert.equal((await send(first, url, { explanation: 'Restored from the copy of the day before.' })).status, 303);
  assert.equal((await send(second, url, form)).status, 409);
  const fresh = formOf((await page(second, url)).split('Close the incident')[1]!, url) as Record<string, string>;
  assert.notEqual(fresh['explanationId'], form['explanationId']);
  assert.equal((await send(second, url, fresh)).status, 303);
  const closed = await page(first, url);
  assert.match(closed, new RegExp(text));
  assert.doesNotMatch(closed, /Write an explanation|Close the incident/);
  assert.match(await page(first, home), /Closed incidents/);
  assert.match(await checked(), /done=clean$/, 'the journal of all this agrees too');
});

test('the same by API: what is closed or unknown is refused, and a new difference is a new incident', async () => {
  const nobody = '0198c0de-0000-7000-8000-000000000000';
  const api = '/v1/authority/incidents';
  const code = (answer: { json<T>(): T }): string => answer.json<{ code: string }>().code;
  const explain = (id: string) => first.post(`${api}/${id}/explanations`, { json: { explanation: 'x' } });
  assert.equal(code(await explain(nobody)), 'INCIDENT_UNKNOWN');
  await shift('1 day');
  const { incidents } = (await first.post('/v1/authority/integrity-checks')).json<{ incidents: string[] }>();
  const id = incidents.at(-1)!;
  const close = (who: Visitor, explanationId: string) => who.post(`${api}/${id}/closing`, { json: { explanationId } });
  assert.equal(code(await close(second, nobody)), 'INCIDENT_NOT_EXPLAINED');
  const said = (await explain(id)).json<{ id: string }>().id;
  await shift('-1 day');
  assert.equal((await close(second, said)).status, 200);
  assert.equal(code(await close(second, said)), 'INCIDENT_CLOSED');
  assert.equal(code(await explain(id)), 'INCIDENT_CLOSED');
  const open = (await first.get(api)).json<{ items: object[] }>().items;
  assert.deepEqual(open, []);
});
