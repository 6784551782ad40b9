import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { consentByPassword, subjectOf } from '../../../test/support/consenting.ts';
import { type Answer, startPlatform, type Visitor } from '../../../test/support/platform.ts';
import { policyInForce, policyVersions } from '../../holders/index.ts';
import { inventedCitizens } from '../../identity/index.ts';
import { headingOf, mainOf, open, type Step, textOf } from '../citizen/test-walk.ts';
import { formOf } from '../holder/test-forms.ts';

// The next edition of the policy, from its draft to its entry into force, on pages alone.

const t = await startPlatform();
after(() => t.stop());
const dpo = await t.signedIn('dpo@salyk.example.kg');
const head = await t.signedIn('admin@salyk.example.kg');
const address = '/holder/policy/draft';
const { holderId } = t.sandbox;
const subjectId = await subjectOf(t, dpo, String(inventedCitizens[0]!.claims['pin']));

const text = (step: { body: string }): string => textOf(mainOf(step.body));
async function upload(visitor: Visitor, step: string, yaml: string, file?: string): Promise<Answer> {
  const boundary = 'edition';
  const part = (name: string, value: string, more = ''): string =>
    `--${boundary}\r\ncontent-disposition: form-data; name="${name}"${more}\r\n\r\n${value}\r\n`;
  const body = `${part('step', step)}${part('text', yaml)}${file === undefined ? '' : part('file', file, '; filename="next.yaml"')}--${boundary}--\r\n`;
  const answer = await t.platform.app.inject({
    method: 'POST',
    url: `${address}?_csrf=${encodeURIComponent(visitor.csrf)}`,
    headers: {
      'content-type': `multipart/form-data; boundary=${boundary}`,
      cookie: [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
    },
    payload: body,
  });
  return {
    status: answer.statusCode,
    body: answer.body,
    raw: answer.rawPayload,
    headers: answer.headers,
    json: <T>() => JSON.parse(answer.body) as T,
  };
}
async function act(visitor: Visitor, at: string, name: string, values: Record<string, string> = {}): Promise<Step> {
  const page = await open(visitor, `${at}/acts/${name}?lang=en`);
  assert.equal(page.status, 200, textOf(page.body).slice(0, 300));
  const answer = await visitor.post(`${at}/acts/${name}`, {
    form: { ...formOf(page.body, `${at}/acts/${name}`), ...values },
  });
  return answer.status === 303 ? open(visitor, String(answer.headers.location)) : { ...answer, url: at };
}
const collectIban = () =>
  dpo.post(`/v1/holders/${holderId}/data-records`, {
    json: {
      subjectId,
      purposeId: t.sandbox.purposes['inform_by_email'],
      category: 'iban',
      subjectCategory: 'salyk_app_user',
      source: { kind: 'subject' },
      channel: 'form',
      mode: 'automated',
      declaredReliable: true,
    },
  });

test('SP-10a SP-23c: drafted, approved, announced, notified and published on pages; a new category is refused until the edition is in force', async () => {
  assert.equal(
    (await consentByPassword(t, await t.signedIn('aibek@example.kg'), 'inform_by_email')).answer.status,
    201,
  );
  const first = (await policyInForce(t.platform.db, holderId))!;
  assert.ok((await open(dpo, '/holder/policy')).body.includes(`href="${address}"`));
  const page = await open(dpo, `${address}?lang=en`);
  const yaml = String(formOf(page.body, address)['text']);
  assert.match(yaml, /^format: makulduk\/policy\/1/);

  // Nothing changed, something unreadable, another holder's: each refused at the field, and what was typed stays.
  for (const [given, said] of [
    [yaml, /does not differ/],
    [`${yaml}\nnonsense: <b>`, /no field &quot;nonsense&quot;/],
    [yaml.replace(/^ {2}code: \S+/m, '  code: other-holder'), /policy of another holder/],
  ] as const) {
    const refused = await upload(dpo, 'save', given);
    assert.equal(refused.status, 422);
    assert.match(refused.body, said);
    assert.match(refused.body, /href="#text"/);
    assert.equal(String(formOf(refused.body, address)['text']).trim(), given.trim());
  }
  const iban =
    '  - code: iban\n    par: "7"\n    text: { ky: банк эсеби, ru: банковский счёт, en: bank account }\n    fields: null\n    special: false\n    specialCategory: null\n    decreeCategory: null\n';
  const listed = yaml.replace(/^dataCategories:\n/m, `dataCategories:\n${iban}`);
  const aimless = await upload(dpo, 'save', listed);
  assert.match(textOf(aimless.body), /contradicts the law.*"bank account" is collected but serves no purpose/);
  const why =
    '      - category: iban\n        required: true\n        text: { ky: акча кайтаруу үчүн, ru: для возврата денег, en: to pay money back }\n';
  const purpose = (part: string): string =>
    part
      .replace('      - email\n', '      - email\n      - iban\n')
      .replace('    necessity:\n', `    necessity:\n${why}`);
  const next = listed
    .replace(/code: inform_by_email[\s\S]*?necessity:\n/, purpose)
    .replace(/(^ {2}lastUpdated: ).*/m, '$12026-12-25');
  const checked = await upload(dpo, 'check', '', next);
  assert.equal(checked.status, 200, textOf(checked.body).slice(0, 600));
  assert.match(text(checked), /A category of data is added: bank account/);
  assert.equal((await policyVersions(t.platform.db, holderId)).length, 1, 'looking saves nothing');

  const saved = await upload(dpo, 'save', next);
  assert.equal(saved.status, 303, textOf(saved.body).slice(0, 600));
  const at = String(saved.headers.location).split('?')[0]!;
  const notYet = async (state: string): Promise<void> => {
    const answer = await collectIban();
    assert.equal(answer.json<{ code: string }>().code, 'CATEGORY_NOT_IN_POLICY', answer.body);
    const [second, one] = await policyVersions(t.platform.db, holderId);
    assert.deepEqual([second!.state, one!.state, one!.id], [state, 'in_force', first.id]);
  };
  await notYet('draft');
  const shown = await open(dpo, `${at}?lang=en`);
  for (const part of ['Draft', 'A category of data is added: bank account', 'Revise the draft'])
    assert.ok(text(shown).includes(part), part);
  assert.ok(!text(shown).includes('Approve'), 'approving is the administrator’s');
  // A draft is revised where its text is, and the case keeps the hash of each text.
  const revising = await open(dpo, `${at}/acts/revise`);
  assert.ok(revising.url === address && String(formOf(revising.body, address)['text']).includes('code: iban'));
  assert.equal(
    (await upload(dpo, 'save', next.replace('en: bank account', 'en: account at a bank'))).headers.location,
    `${at}?done=draft`,
  );
  assert.equal((await head.get(address)).status, 403);
  assert.equal((await dpo.get(`${at}/acts/approve`)).status, 403);

  assert.match(text(await act(head, at, 'approve', { kind: 'Буйрук', number: '12' })), /Approved|Бекитилди/);
  await notYet('approved');
  // Approved: the text stands, and its page leads to the case.
  assert.equal((await dpo.get(address)).headers.location, at);
  assert.equal((await upload(dpo, 'save', yaml)).headers.location, at);
  const announcing = await open(dpo, `${at}/acts/announce?lang=en`);
  assert.match(text(announcing), /Earliest day of publication: 11 December 2026/);
  assert.match(announcing.body, /A category of data is added: account at a bank/);
  const early = await act(dpo, at, 'announce', { proof: 'https://salyk.example.kg/news/1', 'publicationOn-day': '10' });
  assert.equal(early.status, 422);
  assert.match(early.body, /href="#publicationOn"/);
  await act(dpo, at, 'announce', { proof: 'https://salyk.example.kg/news/1' });
  await notYet('announced');
  assert.match(text(await open(dpo, '/holder/tasks?lang=en')), /Publish on the announced day/);
  await act(dpo, at, 'notify', { channel: 'official_site', proof: 'https://salyk.example.kg/news/1' });
  assert.equal((await act(dpo, at, 'publish')).status, 422, 'the fourteen working days are not over');
  t.clock.set('2026-12-11T05:00:00Z');
  await notYet('announced');
  const published = await act(dpo, at, 'publish');
  assert.match(text(published), /In force|Күчүндө/);

  const [second, one] = await policyVersions(t.platform.db, holderId);
  const moment = '2026-12-11T05:00:00.000Z';
  assert.deepEqual(
    [second!.state, second!.inForceFrom?.toISOString(), one!.state, one!.supersededAt?.toISOString()],
    ['in_force', moment, 'superseded', moment],
  );
  assert.match((await t.visitor().get(`/holders/${holderId}/policy`)).body, /банк эсеби/);
  // In the list now, it is the consent that does not cover it.
  assert.notEqual((await collectIban()).json<{ code?: string }>().code, 'CATEGORY_NOT_IN_POLICY');
  assert.match(
    headingOf((await open(dpo, '/holder/cases/change-of-policy?lang=en')).body),
    /New edition of the policy/,
  );
  assert.ok((await open(dpo, address)).url === address, 'the next edition may begin');
});
