import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { accepted, citizen, clerk, refused, secondCitizen } from '../../../test/requirements/support.ts';
import { startPlatform } from '../../../test/support/platform.ts';
import { systemScope } from '../../platform/db/index.ts';
import { formOf } from '../../offices/holder/test-forms.ts';

const t = await startPlatform({ at: '2026-11-23T04:00:00Z' });
after(() => t.stop());
const me = await t.signedIn(citizen, '10.31.0.1');
const api = '/v1/me/registration';
const phone = '+996000759018';
type View = {
  registration: {
    contacts: Record<string, string | null>;
    purpose: string;
    registeredAt: string;
    updatedAt: string;
  } | null;
};
const mine = async (): Promise<View['registration']> => accepted<View>(await me.get(api)).registration;
const rows = (text: string): Promise<Record<string, unknown>[]> =>
  t.database.owner.query(systemScope('test'), text, []) as Promise<Record<string, unknown>[]>;

test('CP-18a CP-18e: nobody has to register; who registers may change it and leave, and then nothing given is left', async () => {
  // Everything else is there for a person who never registered.
  assert.equal(await mine(), null);
  for (const url of ['/me', '/me/data', '/me/history', '/v1/me/disclosures'])
    assert.equal((await me.get(url)).status, 200, url);
  refused(await me.delete(api), 'NOT_REGISTERED');
  accepted(await me.post(api, { json: { email: 'katto@example.kg' } }));
  assert.equal((await mine())?.contacts['email'], 'katto@example.kg');
  accepted(await me.post(api, { json: { phone } }));
  assert.deepEqual((await mine())?.contacts, { email: null, phone, address: null }, 'changed, not added to');
  assert.equal((await rows('SELECT id FROM voluntary_registration')).length, 1);
  const keys = "SELECT key_id FROM data_key WHERE holder_id = '0192a000-7590-7018-8000-000000000759'";
  assert.equal((await rows(keys)).length, 1);
  accepted(await me.delete(api));
  assert.equal(await mine(), null);
  assert.deepEqual(await rows('SELECT sealed FROM voluntary_registration'), [{ sealed: null }]);
  assert.deepEqual(await rows('SELECT mac FROM voluntary_registration_mac'), []);
  assert.deepEqual(await rows(keys), [], 'the key is destroyed: no copy of the row opens any more');
  // Registering anew is a new registration.
  accepted(await me.post(api, { json: { phone } }));
  assert.equal((await mine())?.contacts['phone'], phone);
  accepted(await me.delete(api));
});

test('CP-18b: what was given is kept with its date and its one purpose, sealed, and read by the person alone', async () => {
  const at = t.clock.now().toISOString();
  accepted(await me.post(api, { json: { phone: '0000 759 018', address: 'Бишкек шаары, Үлгү көчөсү, 1-үй' } }));
  assert.deepEqual(await mine(), {
    contacts: { email: null, phone, address: 'Бишкек шаары, Үлгү көчөсү, 1-үй' },
    purpose: 'transfer_information',
    registeredAt: at,
    updatedAt: at,
  });
  const [row] = await rows(
    "SELECT encode(sealed, 'escape') AS sealed FROM voluntary_registration WHERE left_at IS NULL",
  );
  assert.ok(!String(row!['sealed']).includes('759018'));
  refused(await me.post(api, { json: { address: 'Бишкек' } }), 'CONTACT_MISSING', 'CP-18b');
  refused(await me.post(api, { json: { phone: '12' } }), 'PHONE_SHAPE');
  const { visitor: other } = await secondCitizen(t);
  assert.equal(accepted<View>(await other.get(api)).registration, null);
  // No holder makes one, reads one or ends one.
  const staff = await t.signedIn(clerk, '10.31.0.3');
  for (const answer of [await staff.get(api), await staff.post(api, { json: { phone } }), await staff.delete(api)])
    assert.equal(answer.status, 403);
});

test('the page registers, says what is kept and for what, and lets one leave, in three languages', async () => {
  const url = '/me/registration';
  accepted(await me.delete(api));
  for (const [lang, words] of [
    ['ky', 'Сиз катталган эмессиз'],
    ['ru', 'Вы не зарегистрированы'],
    ['en', 'You are not registered'],
  ] as const)
    assert.ok((await me.get(`${url}?lang=${lang}`)).body.includes(words), lang);
  const empty = await me.post(`${url}?lang=en`, { form: { email: '', phone: '' } });
  assert.equal(empty.status, 422);
  assert.match(empty.body, /An e-mail address or a telephone number is needed/);
  assert.equal((await me.post(url, { form: { email: 'katto@example.kg', phone: '' } })).status, 303);
  const shown = (await me.get(`${url}?lang=en&done=entered`)).body;
  assert.match(shown, /What you gave is kept/);
  assert.match(shown, /katto@example\.kg/);
  assert.ok(formOf(shown.split('Your contact data is destroyed')[1]!, `${url}/leave`));
  const left = await me.post(`${url}/leave`, { form: {} });
  assert.equal(left.headers.location, `${url}?done=left`);
  assert.match((await me.get(`${url}?lang=en&done=left`)).body, /You are not registered/);
});
