import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Answer, Visitor } from '../../../test/support/platform.ts';
import { systemScope } from '../../platform/db/index.ts';
import { certificateApplication } from './certificate-application.ts';
import { accredited, act, casesOf, type CaseView, centreStand, ok, refused, signedAct } from './test-centre.ts';

// The application for a certificate, over HTTP, up to the point where something would have to be issued.

const s = await centreStand('2027-03-01T04:00:00Z');
after(() => s.stop());
const procedure = 'certificate-application';
const centre = s.sandboxCentre;
let applicant: Visitor;
let accreditationId: string;

before(async () => {
  applicant = await s.signedIn('aibek@example.kg');
  accreditationId = (await accredited(s, centre)).id;
});

const example = (name: string): Record<string, unknown> => certificateApplication.acts[name]!.example!;
const apply = (change: object = {}): Promise<Answer> =>
  applicant.post(casesOf(centre, procedure), { json: { data: { ...example('apply'), ...change } } });
const by = (who: Visitor, { id }: CaseView, name: string, data: object = {}): Promise<Answer> =>
  act(who, centre, procedure, id, name, data);
const clerk = (view: CaseView, name: string, change: object = {}): Promise<Answer> =>
  by(s.registrar, view, name, { ...example(name), ...change });
const document = (slot: string, change: object = {}): object => ({ ...example('keepDocument'), slot, ...change });
const issue = (view: CaseView): Promise<Answer> => clerk(view, 'issue');

/** An application with every step done that issuing needs, but for those left out. */
async function prepared(change: object, slots: readonly string[], without: readonly string[] = []): Promise<CaseView> {
  const view = ok(await apply(change));
  for (const name of ['inform', 'establish']) if (!without.includes(name)) ok(await clerk(view, name));
  if ('organisation' in change && !without.includes('confirmAuthority'))
    ok(await clerk(view, 'confirmAuthority', { registered }));
  for (const slot of slots)
    ok(await by(s.registrar, view, 'keepDocument', document(slot, slot === 'registration' ? { number: '333' } : {})));
  if (!without.includes('agree')) ok(await by(applicant, view, 'agree'));
  return view;
}
const registered = { name: 'Ала-Тоо ЖЧК', registrationNumber: '333', place: 'Бишкек ш.' };
const legal = { owner: 'legal', organisation: { name: 'Ала-Тоо ЖЧК', registrationNumber: '333', foreign: 'no' } };
const ofLegal = ['identity', 'constituent', 'registration'];

test('with every step done, the case says plainly that nothing issues yet', async () => {
  const view = await prepared({}, ['identity']);
  refused(await issue(view), 'ISS_ISSUING_ABSENT', 'ES-13.1.1a');
  assert.equal(ok(await applicant.get(`${casesOf(centre, procedure)}/${view.id}`)).stage, 'APPLIED');
});

test('ES-13.2.1a: nothing is issued, and no agreement concluded, before the written information is delivered', async () => {
  const view = await prepared({}, ['identity'], ['inform', 'agree']);
  refused(await issue(view), 'ISS_INFORMATION_NOT_GIVEN', 'ES-13.2.1a');
  refused(await by(applicant, view, 'agree'), 'ISS_INFORMATION_NOT_GIVEN', 'ES-13.2.1a');
  for (const part of ['conditions', 'risks', 'security', 'proof'])
    assert.equal((await clerk(view, 'inform', { [part]: undefined })).status, 400, part);
  ok(await clerk(view, 'inform'));
  ok(await by(applicant, view, 'agree'));
});

test('ES-14.1: nothing is issued without an agreement of the centre and the applicant', async () => {
  const view = await prepared({}, ['identity'], ['agree']);
  refused(await issue(view), 'ISS_NO_AGREEMENT', 'ES-14.1');
  assert.equal((await by(s.registrar, view, 'agree')).status, 403, 'the centre does not agree for the applicant');
});

test('ES-18.1.1: nothing is issued before the identity is established', async () => {
  const view = await prepared({}, ['identity'], ['establish']);
  refused(await issue(view), 'ISS_IDENTITY_NOT_ESTABLISHED', 'ES-18.1.1');
  ok(await clerk(view, 'establish', { outcome: 'not_established' }));
  refused(await issue(view), 'ISS_IDENTITY_NOT_ESTABLISHED');
  ok(await clerk(view, 'establish'));
  refused(await issue(view), 'ISS_ISSUING_ABSENT');
});

test('ES-18.1.2: who acts for a legal entity shows the right to apply for a certificate', async () => {
  const view = await prepared(legal, ofLegal, ['confirmAuthority']);
  refused(await issue(view), 'ISS_AUTHORITY_NOT_CONFIRMED', 'ES-18.1.2');
  for (const change of [{ name: 'Ала-Тоо ААК' }, { registrationNumber: '334' }])
    refused(await clerk(view, 'confirmAuthority', { registered: { ...registered, ...change } }), 'ISS_DATA_MISMATCH');
  ok(await clerk(view, 'confirmAuthority', { registered, coversApplying: 'no' }));
  refused(await issue(view), 'ISS_AUTHORITY_NOT_CONFIRMED');
  ok(await clerk(view, 'confirmAuthority', { registered }));
  refused(await issue(view), 'ISS_ISSUING_ABSENT');
});

test('ES-18.2a: the question about limits is answered, and limits that are set are stated', async () => {
  assert.equal((await apply({ limits: undefined })).status, 400);
  refused(await apply({ limits: 'stated' }), 'ISS_LIMITS_MISSING', 'ES-18.2a');
  ok(await apply({ limits: 'stated', limitsText: 'Салык отчеттору үчүн гана' }));
});

test('ES-18.2b: an original or a duly notarised copy; a plain one is not taken', async () => {
  const view = ok(await apply());
  const keep = (change: object) => by(s.registrar, view, 'keepDocument', document('identity', change));
  refused(await keep({ form: 'plain_copy' }), 'ISS_PLAIN_COPY', 'ES-18.2b');
  refused(await keep({ form: 'notarised_copy' }), 'ISS_PLAIN_COPY', 'ES-18.2b');
  ok(await keep({ form: 'notarised_copy', notary: 'Нотариус, реестр № 1-77' }));
});

test('ES-18.2.1a ES-18.2.1b ES-18.2.1c: the documents each kind of applicant must give', async () => {
  refused(await issue(await prepared({}, [])), 'ISS_DOCS_MISSING', 'ES-18.2.1a');
  refused(await issue(await prepared(legal, ['identity', 'registration'])), 'ISS_DOCS_MISSING', 'ES-18.2.1b');
  const view = await prepared(legal, ['identity', 'constituent']);
  refused(await issue(view), 'ISS_DOCS_MISSING', 'ES-18.2.1c');
  const other = document('registration', { number: '334' });
  refused(await by(s.registrar, view, 'keepDocument', other), 'ISS_DATA_MISMATCH', 'ES-18.2.1c');
  ok(await by(s.registrar, view, 'keepDocument', document('registration', { number: '333' })));
  refused(await issue(view), 'ISS_ISSUING_ABSENT');
  refused(await apply({ owner: 'legal' }), 'ISS_FIELD_MISSING');
});

test('ES-18.2.2: a foreign legal entity gives a certified translation', async () => {
  const foreign = { ...legal, organisation: { ...legal.organisation, foreign: 'yes' } };
  refused(await issue(await prepared(foreign, ofLegal)), 'ISS_DOCS_MISSING', 'ES-18.2.2');
  refused(await issue(await prepared(foreign, [...ofLegal, 'translation'])), 'ISS_ISSUING_ABSENT');
});

test('ES-18.2.3: who applies for others gives the document of that power', async () => {
  const power = {
    kind: 'legal',
    principal: 'Ысык-Көл ЖЧК',
    scope: 'Келишимдерге кол коюу',
    title: 'Ишеним кат',
    number: '9',
    issued: '2027-01-11',
  };
  refused(await apply({ onBehalf: 'yes' }), 'ISS_POWERS_MISSING', 'ES-18.2.3');
  const change = { onBehalf: 'yes', powers: [power] };
  refused(await issue(await prepared(change, ['identity'])), 'ISS_DOCS_MISSING', 'ES-18.2.3');
  refused(await issue(await prepared(change, ['identity', 'power'])), 'ISS_ISSUING_ABSENT');
});

test('what names a person is sealed, and read back by those who take part; another centre learns nothing', async () => {
  const view = await prepared({ limits: 'stated', limitsText: 'КУПУЯ-ЧЕК' }, ['identity']);
  const path = `${casesOf(centre, procedure)}/${view.id}`;
  assert.match((await s.registrar.get(path)).body, /КУПУЯ-ЧЕК/);
  assert.match((await applicant.get(path)).body, /ID0000001/);
  const stored = await s.database.owner.query<{ data: object }>(
    systemScope('test'),
    'SELECT data FROM case_act WHERE case_id = $1',
    [view.id],
  );
  assert.doesNotMatch(JSON.stringify(stored), /КУПУЯ-ЧЕК|ID0000001|MKK/);
  const other = await s.newCentre();
  assert.equal((await other.head.get(path)).status, 403);
  assert.equal((await s.officer.get(path)).status, 403, 'the authority takes no part');
});

test('a centre whose accreditation is suspended issues nothing', async () => {
  const view = await prepared({}, ['identity']);
  const warning = { number: 'W', breaches: [{ breach: 'Staff' }], fixUntil: '2027-06-30' };
  ok(await signedAct(s, s.officer, centre, accreditationId, 'warn', warning));
  refused(await issue(view), 'ISS_ACCREDITATION_NOT_ACTIVE', 'ES-16.7f');
  const declined = ok(await clerk(view, 'decline', { reason: 'not_accredited' }));
  assert.equal(declined.stage, 'DECLINED');
});
