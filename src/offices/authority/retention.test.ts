import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { startPlatform } from '../../../test/support/platform.ts';
import { formOf } from '../holder/test-forms.ts';

// Terms of storage: an act entered by the authority on its desk, and a centre's purge on its own.

const t = await startPlatform({ at: '2026-11-23T04:00:00Z' });
after(() => t.stop());
const officer = await t.signedIn('officer@authority.example.kg', '10.23.0.1');
const head = await t.signedIn('head@ishenim.example.kg', '10.23.0.2');
const act = {
  what: 'register',
  years: '3',
  runsFrom: 'end',
  title: 'Мөөнөттөр жөнүндө токтом № 9, 2-берене',
  'inForceFrom-day': '1',
  'inForceFrom-month': '1',
  'inForceFrom-year': '2026',
};

test('an act with a shorter term is entered by a form and read by anybody; what was typed wrongly comes back with what was typed', async () => {
  const path = '/authority/retention';
  const wrong = await officer.post(`${path}?lang=en`, { form: { ...act, years: '0', what: '' } });
  assert.equal(wrong.status, 422);
  assert.match(wrong.body, /whole number from 1 to 100/);
  const again = formOf(wrong.body, path);
  assert.deepEqual([again['title'], again['runsFrom'], again['years']], [act.title, 'end', '0']);
  const crossed = { 'inForceTo-day': '1', 'inForceTo-month': '1', 'inForceTo-year': '2025' };
  const refused = await officer.post(`${path}?lang=en`, { form: { ...act, ...crossed } });
  assert.equal(refused.status, 422);
  assert.match(refused.body, /cannot end before it comes into force/);
  assert.match(refused.body, /art\. 13, part 6/);
  assert.equal((await officer.post(path, { form: act })).status, 303);
  const { items } = (await t.visitor('10.23.0.9').get('/v1/retention-overrides')).json<{ items: { act: string }[] }>();
  assert.deepEqual(
    items.map((one) => one.act),
    [act.title],
  );
});

test('a centre removes nothing without having confirmed it, without an act or before its term: the page says which norm forbids it', async () => {
  const path = '/centre/purge';
  const shown = await head.get(`${path}?lang=ky`);
  assert.equal(shown.status, 200);
  assert.ok(shown.body.includes(act.title), 'the centre reads the acts on which it may');
  assert.ok((await head.get('/centre')).body.includes(`href="${path}"`));
  const form = { what: 'owner-file', certificateNumber: 'AB 01', sure: 'yes' };
  const careless = await head.post(`${path}?lang=en`, { form: { ...form, sure: '' } });
  assert.equal(careless.status, 422);
  assert.match(careless.body, /cannot be restored/);
  assert.equal(formOf(careless.body, path)['certificateNumber'], 'AB 01');
  const unknown = await head.post(`${path}?lang=en`, { form });
  assert.equal(unknown.status, 404);
  assert.match(unknown.body, /has no such certificate/);
  assert.equal(formOf(unknown.body, path)['sure'], undefined, 'a second attempt is confirmed anew');
  const badly = await head.post(`${path}?lang=en`, { form: { ...form, certificateNumber: 'number' } });
  assert.match(badly.body, /hexadecimal/);
});
