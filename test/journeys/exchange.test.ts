import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { inventedCitizens } from '../../src/identity/index.ts';
import { signIn } from '../support/browser-keys.ts';
import { subjectOf } from '../support/consenting.ts';
import { journey } from '../support/journey.ts';
import { look } from '../support/looks.ts';
import { startPlatform, type TestPlatform } from '../support/platform.ts';
import { accepted } from '../requirements/support.ts';

// An exchange of documents in a real browser: a citizen signs simply, by the session, and the organisation reads and answers.

const { browser, ends, folder, phone } = await journey();
let t: TestPlatform | undefined;
ends.push(() => t?.stop());

/** A public system of the tax service; it and the first citizen take part. */
async function exchange(simpleRules: string | null): Promise<{ base: string; id: string }> {
  const owner = await t!.signedIn('admin@salyk.example.kg', '10.71.0.1');
  const officer = await t!.signedIn('dpo@salyk.example.kg', '10.71.0.2');
  const base = `/v1/holders/${t!.sandbox.holderId}/exchange-systems`;
  const settings = {
    scope: 'public',
    name: { ky: 'Салык менен алмашуу', ru: 'Обмен с налоговой', en: 'Exchange with the tax service' },
    operator: { kind: 'legal_person', name: '«Алмашуу» ЖЧКсы', representative: null },
    simpleRules,
    automatic: false,
    documentKinds: [{ code: 'letter' }],
  };
  const { id } = accepted<{ id: string }>(await owner.post(base, { json: settings }));
  const subjectId = await subjectOf(t!, officer, inventedCitizens[0]!.claims['pin'] as string);
  for (const json of [{ holderId: t!.sandbox.holderId }, { kind: 'citizen', subjectId }])
    accepted(await owner.post(`${base}/${id}/participants`, { json }));
  return { base, id };
}

test('ES-9.1.2b: a document that is signed simply on a page names who is signed in; the organisation opens, reads and accepts it', {
  skip: browser === null,
  timeout: 120_000,
}, async () => {
  t = await startPlatform();
  const url = await t.listen();
  const [open, strict] = [await exchange('Ачкыч – тутумга кирүү сырсөзү.'), await exchange(null)];
  const letter = join(folder, 'кат.txt');
  writeFileSync(letter, 'Салык кызматына кат.\n');

  const page = await phone();
  await signIn(page, url);
  const send = async (id: string): Promise<void> => {
    await page.goto(`${url}/me/exchange/${id}/send?lang=ky`);
    await page.setInputFiles('input[name=document]', letter);
    for (const [name, value] of [
      ['documentKind', 'letter'],
      ['category', 'civil_transaction'],
      ['signatureType', 'simple'],
    ] as const)
      await page.check(`input[name=${name}][value=${value}]`);
    await page.locator('input[name=recipients]').first().check();
    await page.locator('main form button[type=submit]').click();
    await page.waitForLoadState();
  };
  // ES-9.1.2a: where the operator has set no rules for its key, no simple signature is taken, and what was chosen is still there.
  await send(strict.id);
  await page.locator('main .mk-error-summary').waitFor();
  assert.ok(await page.isChecked('input[name=signatureType][value=simple]'));
  await send(open.id);
  await page.waitForURL(/\/me\/exchange\?done=sent/);
  assert.match(await page.locator('main').innerText(), /жөнөкөй/);
  await page.goto(`${url}/me/certificates/uses?lang=ky`);
  assert.match(
    await page.locator('main table').innerText(),
    /Сырсөз\s+жөнөкөй/,
    'the session is the key, and its use is shown',
  );

  const desk = await phone();
  await signIn(desk, url, 'admin@salyk.example.kg');
  await desk.goto(`${url}/holder/exchange?lang=ky`);
  await desk.locator('main a.mk-button', { hasText: 'Документти ачуу' }).first().click();
  await desk.waitForURL(new RegExp(`/holder/exchange/${open.id}/`));
  const shown = await desk.locator('main').innerText();
  for (const said of ['Сыдыков Айбек', 'Салык кызматына кат.', 'жөнөкөй'])
    assert.ok(shown.includes(said), `${said}: ${shown}`);
  await look(desk, 'exchange-simple');
  await desk.locator('main form button', { hasText: 'Кабыл алуу' }).click();
  await desk.waitForURL(/done=1/);
  await page.goto(`${url}/me/exchange?lang=ky`);
  await page.locator('main a.mk-button', { hasText: 'Документти ачуу' }).first().click();
  assert.match(await page.locator('main').innerText(), /кабыл алынды/);
});
