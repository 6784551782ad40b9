import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { softwareAuthenticator } from '../../../test/support/authenticator.ts';
import { password, startPlatform } from '../../../test/support/platform.ts';
import { testPerson } from '../../../test/support/people.ts';
import { consentByIdOnly, openConsent, subjectsOfPerson } from '../../consent/index.ts';
import { addMonths, dayOf } from '../../law/index.ts';
import { isRefusal } from '../../platform/refusal.ts';
import { newPerson, personOf, recorded } from './test-powers.ts';
import {
  choiceValues,
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
  toSigning,
} from './test-walk.ts';

const t = await startPlatform();
after(() => t.stop());
const citizen = 'aibek@example.kg';

test('a passkey signs on the page, with the challenge the page carries', async () => {
  const visitor = await t.signedIn(citizen);
  const key = softwareAuthenticator({ origin: 'http://localhost:8080', rpId: 'localhost' });
  const asked = (await visitor.post('/v1/auth/passkeys/options', { json: { password } })).json<{
    options: { challenge: string };
  }>();
  assert.equal(
    (
      await visitor.post('/v1/auth/passkeys', {
        json: { answer: key.register(asked.options.challenge), label: 'phone' },
      })
    ).status,
    200,
  );
  const { sign } = await toSigning(t, visitor, 'inform_by_email', 'en');
  const main = mainOf(sign.body);
  assert.match(sign.body, /<script src="\/assets\/passkey[^"]*\.js" type="module">/);
  assert.ok(/data-credentials="([^"]*)"/.exec(main)![1]!.split(' ').includes(key.credentialId));
  const challenge = /data-challenge="([^"]*)"/.exec(main)![1]!;
  const form = formsOf(sign.body).find((one) => one.names.includes('assertion'))!;
  const broken = await submit(visitor, form, { assertion: '{"id":' });
  assert.equal(broken.status >= 400 && broken.status < 500, true);
  const receipt = await submit(visitor, form, { assertion: JSON.stringify(key.assert(challenge)) });
  assert.match(textOf(mainOf(receipt.body)), /electronically signed document/);
});

test('for a child the notice is in the child’s words, and the legal representative signs for it', async () => {
  const child = await newPerson(t, 31, { pin: null, birthDate: addMonths(dayOf(t.clock.now()), -12 * 9) });
  await recorded(t, {
    representative: await personOf(t, citizen),
    principal: child,
    kind: 'legal_representative',
    until: '2026-12-15',
  });
  const visitor = await t.signedIn(citizen);
  const whom = await open(visitor, `/me/consent/${purposeOf(t, 'inform_by_email')}?lang=ky`);
  assert.match(headingOf(whom.body), /Кимдин атынан/);
  assert.doesNotMatch(mainOf(whom.body), /\schecked/);
  assert.equal((await submit(visitor, formsOf(whom.body)[0]!)).status, 422, 'nobody is chosen for the person');
  const value = /value="([0-9a-f-]{36})"/.exec(mainOf(whom.body).replace(/name="_[^>]*/g, ''))![1]!;
  const notice = await submit(visitor, formsOf(whom.body)[0]!, { for: value });
  assert.match(textOf(mainOf(notice.body)), /Салык кызматы сага кат жазып, жаңылыктарды айтып турат/);
  const choices = await submit(visitor, formTo(notice.body, '/read'));
  const check = await submit(visitor, formTo(choices.body, '/choices'), choiceValues('inform_by_email'));
  const name = testPerson(31);
  assert.ok(textOf(mainOf(check.body)).includes(`${name.surname} ${name.givenName}`));
  const sign = await open(visitor, /href="([^"]*\/sign\/[^"]*)"/.exec(mainOf(check.body))![1]!);
  const receipt = await submit(visitor, passwordForm(sign.body), { password });
  const id = /consents\/([0-9a-f-]{36})/.exec(receipt.url)![1]!;
  const { scope } = await subjectsOfPerson(t.platform.consent, child);
  const row = (await consentByIdOnly(t.database.db, scope, id))!;
  assert.equal(row.signer_role, 'representative');
  const opened = await openConsent(t.platform.consent, scope, row.subject_id, row.id);
  assert.ok(!isRefusal(opened) && opened.document!.representative?.authority.provision === '70-берене');
  assert.match(textOf(mainOf((await open(visitor, '/me')).body)), new RegExp(name.surname));
});

test('PD-9.1f: when the power has run out, its holder can neither sign nor see any more', async () => {
  const visitor = await t.signedIn(citizen);
  const whom = await open(visitor, `/me/consent/${purposeOf(t, 'inform_by_email')}`);
  const value = /value="([0-9a-f-]{36})"/.exec(mainOf(whom.body).replace(/name="_[^>]*/g, ''))![1]!;
  const notice = await submit(visitor, formsOf(whom.body)[0]!, { for: value });
  const choices = await submit(visitor, formTo(notice.body, '/read'));
  t.clock.set('2026-12-20T04:00:00Z');
  const late = await submit(visitor, formTo(choices.body, '/choices'), choiceValues('inform_by_email'));
  assert.equal(late.status, 422);
  assert.match(late.body, /REPRESENTATIVE_AUTHORITY_MISSING/);
  assert.match(late.body, /PD-9\.1f/);
  const home = textOf(mainOf((await open(visitor, '/me')).body));
  assert.ok(!home.includes(testPerson(31).surname));
});

test('a term that runs out is announced on the home page, and is over when it is over', async () => {
  t.clock.set('2026-12-21T04:00:00Z');
  const visitor = await t.signedIn(citizen);
  const { consentId } = await give(t, visitor, 'inform_by_email', 'ru');
  const home = async (): Promise<string> => textOf(mainOf((await open(visitor, '/me')).body));
  assert.match(await home(), /Действует/);
  t.clock.set('2027-12-10T04:00:00Z');
  assert.match(await home(), /Срок истекает: 21 декабря 2027 г\./);
  t.clock.set('2027-12-21T17:59:00Z');
  assert.match(await home(), /Срок истекает/);
  t.clock.set('2027-12-21T18:00:00Z');
  assert.match(textOf(mainOf((await open(visitor, `/me/consents/${consentId}`)).body)), /Срок истёк/);
});
