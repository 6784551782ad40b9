import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Browser, launchBrowser } from '../../../test/support/browser.ts';
import { faultsOf } from '../../../test/support/looks.ts';
import { startPlatform, type TestPlatform, type Visitor } from '../../../test/support/platform.ts';
import { systemScope } from '../../platform/db/index.ts';
import { der, oids } from '../../trust/der/index.ts';
import { extension, makeParty, usage } from '../../trust/formats/test-parties.ts';

// The desk of the authority in a real browser: in three languages, on a narrow telephone.

let t: TestPlatform;
let browser: Browser;
const pages: Record<string, string[]> = {};
before(async () => {
  [t, browser] = await Promise.all([startPlatform({ at: '2026-11-23T04:00:00Z' }), launchBrowser()]);
  const officer = await t.signedIn('officer@authority.example.kg', '10.21.0.1');
  const load = async (number: string, name: string, more: object = {}): Promise<string> => {
    const text = { ky: name, ru: name, en: name };
    const act = { title: 'Кыргыз Республикасынын Министрлер Кабинетинин токтому', number, on: '2026-11-20' };
    const rule = { kind: 'authorised-body', from: '2026-12-01', act, body: { name: text, address: text }, ...more };
    const answer = await officer.post('/v1/authority/rules', { json: rule });
    assert.equal(answer.status, 201, answer.body);
    return answer.json<{ ruleId: string }>().ruleId;
  };
  const slip = await load('112', 'Санариптик өнүктүрүү агентиги');
  const right = await load('112', 'Санариптик өнүктүрүү агенттиги', { replaces: slip });
  const home = '/authority/rules';
  pages['officer@authority.example.kg'] = [
    home,
    ...[slip, right].map((id) => `${home}/${id}`),
    `${home}/new/authorised-body?replaces=${right}`,
    ...['accreditation', 'disclosure', 'terms'].map((kind) => `${home}/new/${kind}`),
  ];
  const retention = {
    what: 'register',
    years: 3,
    runsFrom: 'end',
    act: 'Министрлер Кабинетинин «Сактоо мөөнөттөрү жөнүндө» токтому № 9, 2-берене',
    inForceFrom: '2026-01-01',
    inForceTo: null,
  };
  assert.equal((await officer.post('/v1/authority/retention-overrides', { json: retention })).status, 201);
  pages['officer@authority.example.kg'].push('/authority/retention', '/authority/signature-types');
  pages['head@ishenim.example.kg'] = ['/centre/purge'];
  await takenOver(officer);
  pages['officer@authority.example.kg'].push('/authority/former-law');
  // The same by the eyes of the second officer, who approves what waits.
  pages['officer2@authority.example.kg'] = ['/authority/former-law', ...(await incidents(officer))];
  pages['security@authority.example.kg'] = [home, `${home}/new/certificate-form`];
  pages[''] = ['/registers/rules'];
});
/** One authority of the former law that waits for approval, one that stands, and a decision of a court. */
async function takenOver(officer: Visitor): Promise<void> {
  const second = await t.signedIn('officer2@authority.example.kg', '10.21.0.2');
  const extensions = [extension(oids.basicConstraints, der.sequence(der.boolean(true)), true), usage(5, 6)];
  const [from, to] = [new Date('2012-01-01T06:00:00Z'), new Date('2040-01-01T06:00:00Z')];
  const base = '/v1/authority/former-law/authorities';
  for (const name of ['Мурунку күбөлөндүрүүчү борбор', 'Мурунку убакыт белгилеринин борбору']) {
    const party = makeParty({ name, extensions, from, to });
    const basis = { title: 'Өткөрүп берүү актысы', number: '17', on: '2017-08-01' };
    const json = {
      certificate: Buffer.from(party.certificate.raw).toString('base64'),
      use: 'certificates',
      basis,
      register: null,
    };
    const entered = await officer.post(base, { json });
    assert.equal(entered.status, 201, entered.body);
    if (name.includes('убакыт')) continue;
    const { authorityId: id, contentHash } = entered.json<{ authorityId: string; contentHash: string }>();
    const approved = await second.post(`${base}/${id}/approve`, { json: { contentHash } });
    assert.equal(approved.status, 200, approved.body);
  }
}

/** An incident that is explained and one that is not; the addresses of the list and of both. */
async function incidents(officer: Visitor): Promise<string[]> {
  const shift = (by: string): Promise<unknown> =>
    t.database.owner.query(systemScope('test'), `UPDATE certificate SET not_after = not_after + interval '${by}'`, []);
  const found = async (): Promise<string> =>
    (await officer.post('/v1/authority/integrity-checks')).json<{ incidents: string[] }>().incidents.at(-1)!;
  await shift('1 day');
  const explained = await found();
  const explanation = 'Резервдик көчүрмөдөн калыбына келтирүүдө мөөнөттөр бир күнгө жылган.\nКөчүрмө алмаштырылды.';
  await officer.post(`/v1/authority/incidents/${explained}/explanations`, { json: { explanation } });
  await t.database.owner.query(
    systemScope('test'),
    `UPDATE certificate SET not_after = not_after - interval '1 day' WHERE id = (SELECT min(id::text)::uuid FROM certificate)`,
    [],
  );
  const fresh = await found();
  return ['/authority/incidents', ...[explained, fresh].map((id) => `/authority/incidents/${id}`)];
}

after(async () => {
  await browser.close();
  await t.stop();
});

test('every page of the authority’s desk passes axe in three languages and fits 360 px', async () => {
  assert.deepEqual(await faultsOf(browser, t, pages), []);
});
