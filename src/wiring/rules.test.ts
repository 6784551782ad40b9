import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { citizen, secondCitizen } from '../../test/requirements/support.ts';
import { statutoryChecks } from '../trust/rules/index.ts';
import {
  accredited,
  casesOf,
  centreStand,
  type CaseView,
  ok,
  refused,
  type TestCentre,
} from '../procedures/centres/test-centre.ts';
import { contentOf, issuersOf, registerOf } from '../trust/issue/index.ts';
import { parseCertificate } from '../trust/path/index.ts';
import { readZip } from '../record/index.ts';
import { loadPapers } from '../sandbox-papers.ts';
import { systemScope } from '../platform/db/index.ts';
import { applicantsOf, example } from './test-applicants.ts';

// Rules of the Government and of the authority as dated data: loaded by an officer, kept to by everything that is done from their day on.

const s = await centreStand('2026-11-23T04:00:00Z');
after(() => s.stop());
const text3 = (text: string) => ({ ky: text, ru: text, en: text });
const source = (number: string) => ({ title: 'Кыргыз Республикасынын Өкмөтүнүн токтому', number, on: '2026-11-20' });
const load = (kind: string, from: string, body: object, who = s.officer, number = '112') =>
  who.post('/v1/authority/rules', { json: { kind, from, act: source(number), body } });
async function loaded(...args: Parameters<typeof load>): Promise<void> {
  const done = await load(...args);
  assert.equal(done.status, 201, done.body);
}
const applicant = await s.signedIn(citizen);
const head = await s.signedIn('head@ishenim.example.kg');
const at = applicantsOf(
  s,
  { id: s.sandbox.accreditedCentreId },
  applicant,
  await s.signedIn('registrar@ishenim.example.kg'),
);
/** The name of the authorised body as the root's certificate for a centre cites it, and as the centre's certificates do. */
const named = async (centre: Pick<TestCentre, 'id'>): Promise<string | undefined> =>
  s.platform.db.tx(systemScope('test'), async (tx) => {
    const { id } = (await registerOf(tx, centre.id))!;
    const own = (await issuersOf(tx, id)).findLast(({ kind }) => kind === 'ACA')!;
    return contentOf(parseCertificate(own.der)).content.subjectAccreditation?.issuedBy;
  });
const newAccredited = async (): Promise<TestCentre> => {
  const centre = await s.newCentre();
  await accredited(s, centre);
  return centre;
};

test('ES-8.1a: from the day of a change of the authorised body on, documents bear the new name; those of before keep the old one', async () => {
  const before = await newAccredited();
  const old = await named(before);
  assert.match(old!, /ыйгарым укуктуу орган/);
  const name = text3('Санариптик өнүктүрүү агенттиги');
  await loaded('authorised-body', '2026-12-01', { name, address: text3('Бишкек ш., Жаңы көч., 1') });
  const between = await newAccredited();
  assert.equal(await named(between), old);
  s.clock.set('2026-12-01T04:00:00Z');
  const later = await newAccredited();
  assert.equal(await named(later), name.ky);
  assert.deepEqual([await named(before), await named(between)], [old, old]);
  // A certificate issued now by a centre accredited then cites its certificate of accreditation as it was given.
  const issued = contentOf((await at.issued()).certificate).content.issuerAccreditation!;
  assert.equal(issued.certificate.issuedBy, old);
  refused(await load('authorised-body', '2026-11-30', { name, address: name }), 'RULE_IN_THE_PAST', 'ES-8.1a');
  refused(await load('authorised-body', '2026-12-01', { name }), 'RULE_MALFORMED');
  const asOf = async (moment: string): Promise<string> =>
    (await s.visitor().get(`/v1/registers/rules?asOf=${moment}`)).json<{
      inForce: Record<string, { name: { ky: string } }>;
    }>().inForce['authorised-body']!.name.ky;
  assert.deepEqual([await asOf('2026-11-30T17:59:59Z'), await asOf('2026-11-30T18:00:00Z')], [old, name.ky]);
});

test('ES-8.4.3a: rules of accreditation without the check of net assets are rejected when they are loaded; complete ones stand in the decision', async () => {
  const documents = [{ check: 'ES-16.3.1', title: text3('Баланс') }];
  for (const missing of statutoryChecks) {
    const checks = statutoryChecks.filter((one) => one !== missing);
    const answer = await load('accreditation', '2026-12-02', { checks, documents });
    refused(answer, 'RULE_STATUTORY_CHECK_MISSING', missing);
  }
  const rules = (await s.visitor().get('/v1/registers/rules')).json<{ editions: { kind: string }[] }>().editions;
  assert.ok(!rules.some(({ kind }) => kind === 'accreditation'));
  await loaded('accreditation', '2026-12-01', { checks: [...statutoryChecks], documents }, s.officer, '257');
  s.clock.advance(1000);
  const centre = await s.newCentre();
  const { id } = await accredited(s, centre);
  const decision = await s.officer.get(`${casesOf(centre, 'accreditation')}/${id}/documents/2`);
  assert.equal(decision.json<{ content: { rules: string } }>().content.rules, '257');
});

test('ES-8.4.2b: anybody is told exactly the parts of an entry that the disclosure policy opens, and pays nothing', async () => {
  const { certificate } = await at.issued();
  type Told = {
    certificate: string | null;
    contents: Record<string, unknown> & { owner: Record<string, string | null> | null };
  };
  let caller = 0;
  const told = async (): Promise<Told> => {
    const answer = await s.visitor(`10.12.0.${++caller}`).get(`/v1/registers/certificates/${certificate.serial}`);
    assert.equal(answer.status, 200, answer.body);
    return answer.json<{ items: Told[] }>().items[0]!;
  };
  const whole = await told();
  assert.ok(whole.certificate !== null && whole.contents.owner!['birthDate'] !== null);
  await loaded('disclosure', '2026-12-01', { everyone: ['owner', 'issuer'] }, s.officer, '300');
  s.clock.advance(1000);
  const { contents, certificate: bytes } = await told();
  assert.equal(bytes, null, 'the certificate would tell the rest');
  const { owner, issuer, number, validFrom, validUntil, ...rest } = contents;
  const name = String(whole.contents.owner!['name']);
  assert.deepEqual(owner, { ...whole.contents.owner, birthDate: null, birthPlace: null });
  assert.deepEqual(
    [issuer, number, validFrom, validUntil],
    ['issuer', 'number', 'validFrom', 'validUntil'].map((part) => whole.contents[part]),
  );
  assert.deepEqual(rest, { key: null, means: null, limits: null, powers: null, actingPerson: null });
  const page = (await s.visitor('10.12.1.1').get(`/registers/certificates?id=${certificate.serial}&lang=en`)).body;
  assert.ok(page.includes(name) && !page.includes(String(whole.contents.owner!['birthPlace'])));
  const signed = await s.visitor('10.12.1.2').get(`/registers/signed/certificate-${certificate.serial}.asice`);
  const inside = Buffer.concat(readZip(signed.raw).map(({ bytes: member }) => Buffer.from(member))).toString('utf8');
  assert.ok(inside.includes(name) && !inside.includes(String(whole.contents.owner!['birthDate'])));
  await loaded('disclosure', '2026-12-02', {
    everyone: ['owner', 'birth', 'key', 'means', 'limits', 'powers', 'issuer'],
  });
  s.clock.set('2026-12-02T04:00:00Z');
  assert.ok((await told()).certificate !== null);
});

test('ES-8.5.1: what violates the form of certificates in force is not issued: ISS_PROFILE_VIOLATION, with the rule named; before its day it is', async () => {
  refused(await load('certificate-form', '2026-12-03', { profile: '2026-1' }), 'FORBIDDEN');
  await loaded('certificate-form', '2026-12-03', { profile: '2026-1', keys: ['RSA', 'P-384'] }, s.security);
  await at.issued();
  s.clock.set('2026-12-03T04:00:00Z');
  const issue = async (): Promise<Record<string, unknown>> => {
    const view = await at.ready();
    const answer = await at.by(at.registrar, view, 'issue', example('issue'));
    return refused(answer, 'ISS_PROFILE_VIOLATION', 'ES-8.5.1');
  };
  const rules = ({ details }: Record<string, unknown>): string[] =>
    (details as { findings: { rule: string }[] }).findings.map(({ rule }) => rule);
  assert.deepEqual(rules(await issue()), ['form.key']);
  await loaded('certificate-form', '2026-12-04', { profile: '2027-1', longestDays: 30 }, s.security);
  s.clock.set('2026-12-04T04:00:00Z');
  assert.deepEqual(rules(await issue()).sort(), ['form.longest-term', 'profile.in-force']);
  await loaded('certificate-form', '2026-12-05', { profile: '2026-1' }, s.security);
  s.clock.set('2026-12-05T04:00:00Z');
  await at.issued();
});

test('the rules in force and every edition stand on a page, in three languages', async () => {
  for (const lang of ['ky', 'ru', 'en']) {
    const page = await s.visitor('10.12.2.1').get(`/registers/rules?lang=${lang}`);
    assert.equal(page.status, 200);
    for (const words of ['Санариптик өнүктүрүү агенттиги', '№ 257', '№ 300', '2027-1'])
      assert.ok(page.body.includes(words), words);
  }
});

test('ES-13.7b: a normative act that sets a shorter term for a step than the centre’s own rules goes before them when the timer starts', async () => {
  const copy = async (): Promise<{ view: CaseView; days: number }> => {
    const { certificate } = await at.issued();
    const json = { data: { certificateNumber: certificate.serial, language: 'ky' } };
    const view = ok(await applicant.post(casesOf(at.centre, 'certificate-copy'), { json }));
    const due = new Date(view.duties.find(({ duty }) => duty === 'copy')!.dueAt);
    return { view, days: (due.getTime() - s.clock.now().getTime()) / 86_400_000 };
  };
  assert.equal((await copy()).days, 7, 'nobody has set a term');
  const prices = { natural: '0.00', legal: '0.00', automatic: '0.00' };
  const offered = await head.post(`/v1/centres/${at.centre.id}/offer`, {
    json: { prices, terms: { 'certificate-copy': 10 } },
  });
  assert.equal(offered.status, 201, offered.body);
  const byCentre = await copy();
  assert.equal(byCentre.days, 10);
  await loaded('terms', '2026-12-06', { terms: [{ step: 'certificate-copy', days: 3 }] }, s.officer, '400');
  assert.equal((await copy()).days, 10, 'the act has not begun');
  s.clock.set('2026-12-06T04:00:00Z');
  const byAct = await copy();
  assert.equal(byAct.days, 3);
  assert.deepEqual([byAct.view.acts[0]!.data['termSetBy'], byAct.view.acts[0]!.data['termAct']], ['act', '400']);
  // The timer that had started keeps its term.
  const running = ok(await applicant.get(`${casesOf(at.centre, 'certificate-copy')}/${byCentre.view.id}`));
  assert.equal(running.duties[0]!.dueAt, byCentre.view.duties[0]!.dueAt);
});

test('ES-13.8: two applicants for the same service have the same terms and price in their contracts; nobody is refused without a legal reason code', async () => {
  const prices = { natural: '150.00', legal: '900.00', automatic: '1500.00' };
  await loadPapers(s.platform, at.centre.id);
  assert.equal((await head.post(`/v1/centres/${at.centre.id}/offer`, { json: { prices, terms: {} } })).status, 201);
  // Anybody reads it, on the way from the centre's page and from the form of the application.
  const page = await s.visitor().get(`/centres/${at.centre.id}/offer?lang=en`);
  assert.equal(page.status, 200);
  for (const price of ['150.00 som', '900.00 som', '1500.00 som', 'Edition 2', '3 days', 'act No. 400'])
    assert.ok(page.body.includes(price), price);
  for (const from of [`/centres/${at.centre.id}`, '/me/certificates/apply'])
    assert.ok((await applicant.get(from)).body.includes(`/centres/${at.centre.id}/offer"`), from);
  const { visitor: second } = await secondCitizen(s);
  const other = applicantsOf(s, at.centre, second, at.registrar);
  const contractOf = async (who: typeof at, change: object = {}, more: Parameters<typeof at.ready>[1] = {}) => {
    const view = await who.ready(change, more);
    const { seq } = view.documents.find(({ kind }) => kind === 'service-contract')!;
    const read = await who.applicant.get(
      `${casesOf(at.centre, 'certificate-application')}/${view.id}/documents/${seq}`,
    );
    return { view, content: read.json<{ content: Record<string, unknown> }>().content };
  };
  const [first, same] = [await contractOf(at), await contractOf(other)];
  assert.deepEqual(first.content, same.content);
  assert.deepEqual([first.content['service'], first.content['price']], ['natural', '150.00']);
  // Nobody types a price: neither of the parties can name another one.
  const more = { ...example('apply'), price: '1.00' };
  assert.equal(
    (await applicant.post(casesOf(at.centre, 'certificate-application'), { json: { data: more } })).status,
    400,
  );
  const decline = (data: object) => at.by(at.registrar, same.view, 'decline', data);
  for (const data of [
    {},
    { explanation: 'x' },
    { reason: '', explanation: 'x' },
    { reason: 'because', explanation: 'x' },
  ])
    assert.ok([400, 422].includes((await decline(data)).status), JSON.stringify(data));
  const waiting = ok(await at.registrar.get(`${casesOf(at.centre, 'certificate-application')}/${same.view.id}`));
  assert.ok(!waiting.acts.some(({ act: name }) => name === 'decline'));
  const refusal = ok(await decline({ reason: 'documents', explanation: 'x' }));
  assert.equal(refusal.stage, 'DECLINED');
});
