import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Browser, launchBrowser } from '../../../test/support/browser.ts';
import { faultsOf } from '../../../test/support/looks.ts';
import { testCentre } from '../../../test/support/centre.ts';
import { consentByCertificate } from '../../../test/support/consenting.ts';
import { signedMessage } from '../../../test/support/exchange.ts';
import { startPlatform, type TestPlatform } from '../../../test/support/platform.ts';
import { inventedCitizens } from '../../identity/index.ts';
import { signingMeans } from '../../trust/sign/index.ts';

// Pages of the exchange, of the Government's table and of uses of keys, seen by a browser: WCAG, 360 px, three languages.

let t: TestPlatform;
let browser: Browser;
const pages: Record<string, string[]> = {};
before(async () => {
  [t, browser] = await Promise.all([startPlatform(), launchBrowser()]);
  const centre = await testCentre(t);
  const owner = await t.signedIn('admin@salyk.example.kg', '10.8.0.1');
  const citizen = await t.signedIn('aibek@example.kg', '10.8.0.2');
  const base = `/v1/holders/${t.sandbox.holderId}/exchange-systems`;
  const { id } = (
    await owner.post(base, {
      json: {
        scope: 'corporate',
        name: {
          ky: 'Салык төлөөчүлөр менен алмашуу',
          ru: 'Обмен с налогоплательщиками',
          en: 'Exchange with taxpayers',
        },
        operator: { kind: 'legal_person', name: '«Алмашуу» ЖЧКсы', representative: null },
        simpleRules: null,
        automatic: true,
        documentKinds: [{ code: 'letter' }, { code: 'deed', needsNotary: true }],
      },
    })
  ).json<{ id: string }>();
  const dpo = await t.signedIn('dpo@salyk.example.kg', '10.8.0.3');
  const { subjectId } = (
    await dpo.post(`/v1/holders/${t.sandbox.holderId}/subjects/lookup`, {
      json: { pin: inventedCitizens[0]!.claims['pin'] },
    })
  ).json<{ subjectId: string }>();
  const add = async (json: object): Promise<string> =>
    (await owner.post(`${base}/${id}/participants`, { json })).json<{ id: string }>().id;
  const [self, person] = [await add({ holderId: t.sandbox.holderId }), await add({ kind: 'citizen', subjectId })];
  await owner.post(`${base}/${id}/policy`, {
    json: {
      basis: 'owner',
      on: '2026-11-20',
      parties: ['Салык кызматы'],
      rules: [
        { rule: 'accept', documentKind: 'deed', types: ['simple', 'unqualified', 'qualified'] },
        { rule: 'handwritten-too', documentKind: 'deed' },
      ],
    },
  });
  const holder = await centre.issue(0);
  assert.equal((await consentByCertificate(t, citizen, holder)).status, 201);
  const letter = Buffer.from('Кат.\n');
  const sent: string[] = [];
  for (const [who, to] of [
    [citizen, self],
    [owner, person],
  ] as const) {
    const answer = await who.post(`/v1/exchange-systems/${id}/documents`, {
      json: {
        category: 'other_legal_act',
        documentKind: 'letter',
        signatureType: 'qualified',
        fileName: 'Жарандардын кайрылууларын кароо боюнча кошумча маалымат сурап жөнөтүлгөн расмий кат 2026-11-23.txt',
        document: letter.toString('base64'),
        signature: signedMessage(holder, letter, t.clock.now(), signingMeans, [centre.certificate]).toString('base64'),
        recipients: [to],
      },
    });
    assert.equal(answer.status, 201, answer.body);
    sent.push(answer.json<{ documentId: string }>().documentId);
  }
  const officer = await t.signedIn('officer@authority.example.kg', '10.8.0.4');
  const act = { title: 'Өкмөттүн токтому', number: '742', on: '2026-11-02' };
  await officer.post('/v1/authority/signature-types', {
    json: { bodies: 'executive', types: ['qualified'], act, from: '2026-12-01' },
  });
  const [received, sentOut] = sent.map((one) => `exchange/${id}/${one}`);
  pages['admin@salyk.example.kg'] = [
    '/holder/exchange',
    '/holder/exchange/uses',
    `/holder/${received}`,
    `/holder/${sentOut}`,
    '/holder/exchange/new',
    `/holder/exchange/${id}`,
    `/holder/exchange/${id}/order`,
    `/holder/exchange/${id}/send`,
  ];
  pages['aibek@example.kg'] = [
    '/me/exchange',
    `/me/exchange/${id}/send`,
    `/me/${sentOut}`,
    `/me/${received}`,
    '/me/certificates/uses',
  ];
  pages['officer@authority.example.kg'] = ['/authority/signature-types'];
  pages['security@authority.example.kg'] = ['/authority/means', '/authority/means/uses'];
  pages[''] = ['/registers/signature-types'];
});
after(async () => {
  await browser.close();
  await t.stop();
});

test('every page passes axe in three languages and fits 360 px', async () => {
  assert.deepEqual(await faultsOf(browser, t, pages), []);
});
