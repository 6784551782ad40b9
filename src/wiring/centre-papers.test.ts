import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { isRefusal } from '../platform/refusal.ts';
import { casesOf, ok, refused } from '../procedures/centres/test-centre.ts';
import { issueCertificate, issuersOf, nameOf, profileVersion, registerOf } from '../trust/issue/index.ts';
import { draftOf, newKey, statusIssuer } from '../trust/issue/test-people.ts';
import { parseCertificate } from '../trust/path/index.ts';
import { keyOfIssuer } from './issuing.ts';
import { applicants, example } from './test-applicants.ts';

// What a centre tells in writing, over HTTP: published by editions, given to applicants, read by anybody.

const t = await applicants('2026-11-23T04:00:00Z');
after(() => t.stop());
const head = await t.signedIn('head@ishenim.example.kg');
const publish = (kind: string, parts: object) =>
  head.post(`/v1/centres/${t.centre.id}/papers`, { json: { kind, parts } });
const three = (text: string) => ({ ky: `${text} ky`, ru: `${text} ru`, en: `${text} en` });
const sheet = { conditions: three('Шарттар'), risks: three('Тобокелдик'), security: three('Коопсуздук') };

test('ES-13.2.1b ES-13.2.1c: a sheet without its part on risks, or on security, is not published; the one that is reaches the applicant in writing before the agreement', async () => {
  for (const [part, law] of [
    ['risks', 'ES-13.2.1b'],
    ['security', 'ES-13.2.1c'],
  ] as const) {
    refused(await publish('information', { ...sheet, [part]: { ...sheet[part], ru: ' ' } }), 'PAPER_PART_MISSING', law);
    const { [part]: _left, ...rest } = sheet;
    refused(await publish('information', rest), 'PAPER_PART_MISSING', law);
  }
  assert.equal((await t.registrar.post(`/v1/centres/${t.centre.id}/papers`, { json: {} })).status, 403);
  assert.equal((await publish('information', sheet)).json<{ edition: number }>().edition, 2);
  const view = await t.apply();
  const inform = { ...example('inform'), conditions: '2', risks: '2', security: '2' };
  for (const part of ['conditions', 'risks', 'security'])
    refused(await t.by(t.registrar, view, 'inform', { ...inform, [part]: '1' }), 'ISS_EDITION_NOT_IN_FORCE');
  refused(await t.by(t.applicant, view, 'agree'), 'ISS_INFORMATION_NOT_GIVEN');
  const { documents } = ok(await t.by(t.registrar, view, 'inform', inform));
  assert.ok(documents.some(({ kind }) => kind === 'certificate-application-information'));
  const read = (await t.applicant.get(`/me/certificates/${view.id}?lang=ru`)).body;
  for (const text of ['Тобокелдик ru', 'Коопсуздук ru']) assert.ok(read.includes(text), text);
  // What was given stays what was given, whatever is published later.
  await publish('information', { ...sheet, risks: three('Башкача') });
  assert.ok((await t.applicant.get(`/me/certificates/${view.id}?lang=ru`)).body.includes('Тобокелдик ru'));
});

test('ES-18.4: the certificate is not issued without the published guide, and the record of giving it has the moment of the issue', async () => {
  const inForce = (await publish('information', sheet)).json<{ edition: number }>().edition;
  const view = await t.apply();
  const edition = String(inForce);
  const told = { ...example('inform'), conditions: edition, risks: edition, security: edition };
  for (const [act, data] of Object.entries({
    inform: told,
    establish: example('establish'),
    keepDocument: example('keepDocument'),
  }))
    ok(await t.by(t.registrar, view, act, data));
  ok(await t.by(t.applicant, view, 'agree'));
  const issue = { guideEdition: '7', guideLanguage: 'ru' };
  refused(await t.by(t.registrar, view, 'issue', issue), 'ISS_EDITION_NOT_IN_FORCE', 'ES-18.4');
  const { documents, acts } = ok(await t.by(t.registrar, view, 'issue', { ...issue, guideEdition: '1' }));
  const given = documents.find(({ kind }) => kind === 'security-guide')!;
  const file = await t.applicant.get(
    `${casesOf(t.centre, 'certificate-application')}/${view.id}/documents/${given.seq}`,
  );
  const { content, at } = file.json<{ content: Record<string, unknown>; at: string }>();
  assert.deepEqual([content['guideEdition'], content['guideLanguage']], ['1', 'ru']);
  assert.equal(at, acts.findLast(({ act }) => act === 'issue')!.at);
  assert.match(
    (await t.applicant.get(`/me/certificates/${view.id}?lang=ru`)).body,
    /Не подписывайте на чужом устройстве/,
  );
});

test('ES-13.1.6a ES-13.1.6b: the centre’s order of its register stands published, with how to get at it; who follows it reads an entry that is not qualified, free', async () => {
  const anybody = t.visitor('10.6.0.1');
  refused(await publish('register-order', { keeping: three('Тартип') }), 'PAPER_PART_MISSING', 'ES-13.1.6b');
  refused(await publish('register-order', { access: three('Жетүү') }), 'PAPER_PART_MISSING', 'ES-13.1.6a');
  const page = await anybody.get('/centres/ishenim/register-order?lang=en');
  assert.equal(page.status, 200);
  assert.match(page.body, /not qualified are entered in the same register/);
  const [, way] = /(\/v1\/registers\/certificates\/)NUMBER/.exec(page.body)!;
  const number = await t.tx(async (tx) => {
    const { deps } = t.platform.issuing;
    const issuer = (await issuersOf(tx, (await registerOf(tx, t.centre.id))!.id)).at(-1)!;
    const key = (await keyOfIssuer(tx, deps, issuer.id))!;
    const own = parseCertificate(issuer.der);
    const by = { name: own.subject.raw, key };
    const {
      serial: _s,
      issuer: _i,
      notBefore: _b,
      notAfter: _a,
      ...draft
    } = draftOf('NQ', by, newKey().spki, Buffer.from(own.serial, 'hex'));
    const now = t.clock.now();
    const made = await issueCertificate(
      tx,
      deps,
      {
        issuerId: issuer.id,
        draft: { ...draft, crl: [draft.crl![0]!, { ...draft.crl![1]!, issuer: nameOf(statusIssuer) }] },
        until: new Date(now.getTime() + 86_400_000),
        subjectId: null,
        agreement: { id: 'test', concludedAt: now },
        facts: {
          confirmedMeans: [],
          profileInForce: profileVersion,
          application: { powers: false, noPatronymic: false, furtherData: false },
        },
        actor: { kind: 'system', id: 'test' },
      },
      key,
    );
    assert.ok(!isRefusal(made), JSON.stringify(made));
    return made.number;
  });
  const found = await anybody.get(`${way}${number}`);
  assert.deepEqual(
    found.json<{ items: { kind: string; state: string }[] }>().items.map(({ kind }) => kind),
    ['NQ'],
  );
});
