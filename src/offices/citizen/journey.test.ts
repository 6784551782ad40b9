import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { ask, subjectOf } from '../../../test/support/consenting.ts';
import { password, startPlatform } from '../../../test/support/platform.ts';
import { consentsOfPerson, openConsent, subjectsOfPerson } from '../../consent/index.ts';
import { formTexts } from '../../consent/document/index.ts';
import { inventedCitizens } from '../../identity/index.ts';
import { systemScope } from '../../platform/db/index.ts';
import { isRefusal } from '../../platform/refusal.ts';
import { langs } from '../../platform/text.ts';
import {
  choiceValues,
  everything,
  formsOf,
  formTo,
  give,
  headingOf,
  mainOf,
  open,
  passwordForm,
  purposeOf,
  submit,
  textOf,
  toChoices,
  toSigning,
} from './test-walk.ts';

const t = await startPlatform();
after(() => t.stop());
const citizen = 'aibek@example.kg';
const system = systemScope('test');
const count = async (table: 'consent' | 'consent_draft' | 'data_record'): Promise<number> =>
  (await t.database.owner.query<{ n: number }>(system, `SELECT count(*)::int AS n FROM ${table}`))[0]!.n;

async function personId(): Promise<string> {
  const [row] = await t.database.owner.query<{ person_id: string }>(
    system,
    'SELECT b.person_id FROM binding b WHERE b.account_id = $1 AND b.ended_at IS NULL',
    [t.sandbox.logins.find((one) => one.login === citizen)!.accountId],
  );
  return row!.person_id;
}
async function mineNow() {
  const { scope, all } = await subjectsOfPerson(t.platform.consent, await personId());
  return { scope, rows: await consentsOfPerson(t.database.db, scope, all) };
}

test('PD-9.1a: nothing is pre-selected, and declining is one button beside agreeing, in every language', async () => {
  const visitor = await t.signedIn(citizen);
  for (const lang of langs)
    for (const code of ['inform_by_email', 'access_to_services']) {
      const { notice, choices } = await toChoices(t, visitor, code, lang);
      for (const page of [notice, choices])
        assert.doesNotMatch(mainOf(page.body), /<input[^>]*\schecked/, `${code} ${lang}: something is ticked`);
      const [agree, decline] = [formTo(notice.body, '/read'), formTo(notice.body, '/decline')];
      assert.deepEqual(decline.buttons, agree.buttons, 'the two buttons look the same');
      assert.deepEqual(
        decline.names.filter((name) => !name.startsWith('_')),
        [],
        'declining asks for nothing',
      );
      formTo(choices.body, '/decline');
    }
});

test('CP-5a: data sent before the notice was shown is refused, and nothing is stored', async () => {
  const visitor = await t.signedIn(citizen);
  await open(visitor, '/me');
  const begun = await visitor.get(`/me/consent/${purposeOf(t, 'inform_by_email')}`);
  assert.equal(begun.status, 303);
  const answer = await visitor.post(`${String(begun.headers.location)}/choices`, {
    form: choiceValues('inform_by_email'),
  });
  assert.equal(answer.status, 422);
  assert.match(textOf(mainOf(answer.body)), /Маалымат берүүдөн мурда субъект билдирүү менен таанышышы керек/);
  assert.match(answer.body, /CP-5e/);
  assert.equal(await count('consent_draft'), 0);
  assert.equal(await count('consent'), 0);
});

test('CP-6b: the permissions are ticked one by one; none ticked is refused, and what was typed stays', async () => {
  const visitor = await t.signedIn(citizen);
  const { choices } = await toChoices(t, visitor, 'access_to_services');
  for (const name of ['processing', 'transfer'])
    assert.match(mainOf(choices.body), new RegExp(`<input[^>]*name="${name}"[^>]*type="checkbox"`));
  const refused = await submit(visitor, formTo(choices.body, '/choices'), {
    given: ['full_name', 'photo'],
    place: 'Нарын <шаары>',
  });
  assert.equal(refused.status, 422);
  const main = mainOf(refused.body);
  assert.match(refused.body, /<title>Ката: /);
  for (const field of ['processing', 'given', 'acknowledged'])
    assert.match(main, new RegExp(`<a href="#${field}">`), `${field} is in the summary`);
  assert.match(main, /CP-F-22/);
  assert.match(main, /value="Нарын &lt;шаары&gt;"/);
  const ticked = [...main.matchAll(/<input[^>]*\svalue="(\w+)"[^>]*\schecked/g)].map(([, value]) => value);
  assert.deepEqual(ticked, ['full_name', 'photo'], 'what the person ticked, and nothing else');
  assert.equal(await count('consent_draft'), 0);
});

test('CP-6b: the whole declaration stands on the page before it is signed', async () => {
  const visitor = await t.signedIn(citizen);
  const { check } = await toSigning(t, visitor, 'access_to_services', 'ru', {
    given: ['full_name', 'birth_date', 'address', 'passport', 'email'],
    beside: 'ru',
    transfer: 'yes',
  });
  const text = textOf(mainOf(check.body));
  for (const lang of ['ky', 'ru'] as const)
    for (const key of [
      'declaration',
      'permitProcessing',
      'permitTransfer',
      'permitCrossBorder',
      'acquainted1',
      'acquainted2',
      'acquainted3',
    ] as const)
      assert.ok(text.includes(formTexts[lang][key].replace(/\s+/g, ' ')), `${lang} ${key}`);
  assert.match(text, /☑ иштетүүгө.*☑ жеке маалыматтарды берүүгө.*☐ жеке маалыматтарды трансчекаралык/);
  const pdf = await visitor.get(/href="([^"]*\.pdf)"/.exec(mainOf(check.body))![1]!);
  assert.equal(pdf.headers['content-type'], 'application/pdf');
  assert.equal(pdf.raw.subarray(0, 5).toString(), '%PDF-');
  const change = await open(visitor, /href="([^"]*choices\?draft=[^"#]*)/.exec(mainOf(check.body))![1]!);
  assert.match(
    mainOf(change.body),
    /name="given"[^>]*value="passport"[^>]*checked/,
    'the answers are there to be changed',
  );
});

test('CP-6a: declining leaves a record with a receipt and none of the form’s data', async () => {
  const visitor = await t.signedIn(citizen);
  const { choices } = await toChoices(t, visitor, 'inform_by_email');
  const drafts = await count('consent_draft');
  const receipt = await submit(visitor, formTo(choices.body, '/decline'));
  assert.match(receipt.url, /\/receipt$/);
  assert.match(textOf(mainOf(receipt.body)), /Баш тартууңуз катталды/);
  const { rows, scope } = await mineNow();
  assert.deepEqual(
    rows.map((row) => row.state),
    ['declined'],
  );
  const opened = await openConsent(t.platform.consent, scope, rows[0]!.subject_id, rows[0]!.id);
  assert.ok(!isRefusal(opened));
  const kept = JSON.stringify(opened.document);
  for (const part of ['Сыдыков', 'Айбек', 'address', 'identityDocument']) assert.ok(!kept.includes(part), part);
  assert.equal(await count('consent_draft'), drafts);
  assert.equal(await count('data_record'), 0);
  const holder = await t.signedIn('dpo@salyk.example.kg');
  const pin = String(inventedCitizens[0]!.claims['pin']);
  assert.equal(
    (
      await ask(t, holder, {
        code: 'inform_by_email',
        subjectId: await subjectOf(t, holder, pin),
        categories: ['email'],
      })
    ).allowed,
    false,
  );
  // Pressed twice, or after going back: still one record.
  await submit(visitor, formTo(choices.body, '/decline'));
  assert.equal((await mineNow()).rows.length, 1);
});

test('a consent is given without JavaScript in each language, with receipt, PDF and evidence', async () => {
  const visitor = await t.signedIn(citizen);
  const heads: Readonly<Record<string, RegExp>> = {
    ky: /Макулдугуңуз кабыл алынды/,
    ru: /Ваше согласие принято/,
    en: /Your consent is received/,
  };
  for (const lang of langs) {
    const { receipt, consentId, notice, sign } = await give(t, visitor, 'inform_by_email', lang);
    assert.match(headingOf(receipt.body), heads[lang]!);
    for (const page of [notice, sign, receipt]) assert.match(page.body, new RegExp(`<html lang="${lang}"`));
    for (const [file, type, head] of [
      ['document.pdf', 'application/pdf', '%PDF'],
      ['evidence.asice', 'application/vnd.etsi.asic-e+zip', 'PK'],
    ] as const) {
      const answer = await eventually(
        () => visitor.get(`/me/consents/${consentId}/${file}`),
        (got) => got.status === 200,
      );
      assert.equal(answer.headers['content-type'], type);
      assert.equal(answer.raw.subarray(0, head.length).toString(), head);
    }
    const details = await open(visitor, `/me/consents/${consentId}`);
    assert.equal(details.status, 200);
  }
  const { rows } = await mineNow();
  assert.deepEqual(
    rows.map((row) => row.state),
    ['active', 'replaced', 'replaced', 'declined'],
  );
});

test('CP-6c: the receipt names number, time, signer and the hash of the stored document', async () => {
  const visitor = await t.signedIn(citizen);
  const { rows } = await mineNow();
  const row = rows.find((one) => one.state === 'active')!;
  const page = await open(visitor, `/me/consents/${row.id}/receipt?lang=en`);
  const text = textOf(mainOf(page.body));
  for (const part of [row.id, '23 November 2026, 10:00', 'Сыдыков Айбек Нурланович'])
    assert.ok(text.includes(part), part);
  assert.ok(text.replaceAll(' ', '').includes(row.document_hash.toString('hex')));
});

test('a wrong password is told beside the field, the document stays, and the right one signs once however often it is sent', async () => {
  const visitor = await t.signedIn(citizen);
  const { sign } = await toSigning(t, visitor, 'access_to_services', 'ky');
  const wrong = await submit(visitor, passwordForm(sign.body), { password: 'жаңылыш-сырсөз-1' });
  assert.equal(wrong.status >= 400 && wrong.status < 500, true);
  assert.match(mainOf(wrong.body), /<a href="#password">/);
  const right = passwordForm(wrong.body);
  const twice = await Promise.all([submit(visitor, right, { password }), submit(visitor, right, { password })]);
  for (const answer of twice) assert.match(answer.url, /\/receipt$/);
  assert.equal(twice[0]!.url, twice[1]!.url);
  const back = await open(visitor, sign.url);
  assert.equal(back.status, 410);
  assert.match(textOf(mainOf(back.body)), /Кайталап эч нерсе берилген жок/);
  const { rows } = await mineNow();
  assert.equal(rows.filter((row) => row.purpose_id === purposeOf(t, 'access_to_services')).length, 1);
});

test('partial consent: what is not required may be kept back, and the pages say what was given', async () => {
  const visitor = await t.signedIn(citizen);
  const given = ['full_name', 'birth_date', 'address', 'passport', 'email'];
  const { consentId } = await give(t, visitor, 'access_to_services', 'en', { given });
  const { rows } = await mineNow();
  assert.deepEqual([...rows.find((row) => row.id === consentId)!.categories].sort(), [...given].sort());
  const home = textOf(mainOf((await open(visitor, '/me?lang=en')).body));
  assert.match(home, /Given in part/);
  assert.doesNotMatch(home, /information on income/);
  assert.ok(everything['access_to_services']!.length > given.length);
});

test('only the person sees the pages of a consent', async () => {
  const { rows } = await mineNow();
  const paths = ['', '/receipt', '/withdraw', '/dispute', '/document.pdf', '/evidence.asice'].map(
    (end) => `/me/consents/${rows[0]!.id}${end}`,
  );
  const strangers: readonly [string, number][] = [
    ['clerk@salyk.example.kg', 403],
    ['officer@authority.example.kg', 403],
    ['+996000123456', 403],
  ];
  for (const [login, status] of strangers) {
    const visitor = await t.signedIn(login);
    for (const path of paths) assert.equal((await visitor.get(path)).status, status, `${login} ${path}`);
  }
  const nobody = await t.visitor().get(paths[0]!);
  assert.equal(nobody.status, 303);
  assert.match(String(nobody.headers.location), /^\/sign-in\?next=/);
});

test('an account not yet bound is told how to become a person, and sees nothing', async () => {
  const visitor = await t.signedIn('+996000123456');
  const page = await open(visitor, '/me?lang=ru');
  assert.match(mainOf(page.body), /href="\/me\/profile"/);
  assert.equal(formsOf(page.body).length, 0);
});

async function eventually<T>(act: () => Promise<T>, good: (value: T) => boolean): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    const value = await act();
    if (good(value) || attempt === 300) return value;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
