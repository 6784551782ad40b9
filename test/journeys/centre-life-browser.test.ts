import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import {
  accredited,
  agreed,
  apply,
  casesOf,
  centreStand,
  list,
  ok,
  rowOf,
  type TestCentre,
} from '../../src/procedures/centres/test-centre.ts';
import { accreditationExamples } from '../../src/procedures/centres/accreditation-examples-data.ts';
import { officerKeyFile } from '../../src/wiring/officer-keys.ts';
import { launchBrowser } from '../support/browser.ts';
import { signWithFile } from '../support/browser-keys.ts';
import { officePages } from '../support/office-pages.ts';
import { until } from '../support/until.ts';

// What becomes of an application and of an accreditation, on the pages of the two offices, at 360 px, without JavaScript but where a key signs.

const s = await centreStand('2027-03-01T04:00:00Z');
const browser = await launchBrowser();
after(async () => {
  await browser.close();
  await s.stop();
});
const base = await s.listen();

const { open, send, doAct } = officePages(browser, base);
const officer = await open(s.officer);
const signing = await open(s.officer, true);
const { accountId } = s.sandbox.logins.find(({ login }) => login === 'officer@authority.example.kg')!;
const keyFile = officerKeyFile(s.platform.trustFolder, accountId);
const at = (centre: TestCentre, caseId: string): string => `${base}/authority/holders/${centre.id}/cases/${caseId}`;

/** The page of the public lists as of a day. */
async function lists(asOf = ''): Promise<string> {
  const page = await open({ cookies: new Map() });
  await page.goto(`${base}/registers/centres?lang=en${asOf === '' ? '' : `&asOf=${asOf}`}`);
  const text = (await page.textContent('main')) ?? '';
  await page.context().close();
  return text.replaceAll(/\s+/g, ' ');
}
/** A decision of the officer is read as a document and signed: for that the browser runs its script. What the case's page says after it. */
async function decide(caseUrl: string, act: string, data: object): Promise<string> {
  const shown = await doAct(signing, caseUrl, act, data);
  assert.match(shown, /takes no effect.*sign it with the key/s);
  await signWithFile(signing, keyFile);
  const text = (await signing.textContent('main')) ?? '';
  assert.match(text, /signed electronically/);
  return text;
}
/** What cannot be done yet is not offered, the reason stands there; whoever opens its form all the same gets it back as it was typed. */
async function tooEarly(caseUrl: string, act: string, data: Record<string, string>, why: RegExp): Promise<void> {
  await officer.goto(`${caseUrl}?lang=en`);
  assert.match((await officer.textContent('main')) ?? '', why);
  assert.equal(await officer.locator(`a[href$="/acts/${act}"]`).count(), 0);
  await officer.goto(`${caseUrl}/acts/${act}?lang=en`);
  await send(officer, data);
  assert.match((await officer.textContent('.mk-error-summary')) ?? '', why);
  for (const [name, value] of Object.entries(data))
    assert.equal(await officer.locator(`main form [name="${name}"]`).inputValue(), value);
}
const nameOf = async (centre: TestCentre): Promise<string> =>
  (await s.visitor().get(`/v1/centres/${centre.id}`)).json<{ centre: { name: { en: string } } }>().centre.name.en;

test('an application is refused on the pages, with the reason that holds and the notice', async () => {
  const centre = await s.newCentre();
  const { id } = ok(await apply(centre, { staff: [accreditationExamples.apply.staff[0]] }));
  await tooEarly(at(centre, id), 'accredit', { number: '7' }, /Fewer than two employees/);
  const reasons = [{ ground: 'ACC_STAFF', explanation: 'One employee only has the education.' }];
  assert.match(await decide(at(centre, id), 'refuse', { number: '8', reasons }), /One employee only/);
  await doAct(officer, at(centre, id), 'sendRefusal', { way: 'post', proof: 'No. 1' });
  const head = await open(centre.head);
  await head.goto(`${base}/centre/cases/accreditation/${id}?lang=en`);
  assert.match((await head.textContent('main')) ?? '', /One employee only has the education/);
  assert.doesNotMatch(await lists(), new RegExp(`${await nameOf(centre)}\\b`));
});

test('an accreditation is suspended, resumed, suspended again and revoked on the pages; the lists say so as of each day', async () => {
  const centre = await s.newCentre();
  const { id } = await accredited(s, centre);
  const head = await open(centre.head);
  const own = `${base}/centre/cases/accreditation/${id}`;
  const warning = (fixUntil: string) => ({ number: 'W-1', breaches: [{ breach: 'One employee is left.' }], fixUntil });
  await s.travel('2027-03-02T04:00:00Z');
  assert.match(await decide(at(centre, id), 'warn', warning('2027-03-20')), /suspended/i);
  await head.goto(`${base}/centre?lang=en`);
  assert.match((await head.textContent('main')) ?? '', /suspended/i);
  await s.travel('2027-03-05T04:00:00Z');
  const eliminated = [{ breachNumber: 1, evidence: 'A second employee, order No. 4.' }];
  await doAct(head, own, 'reportEliminated', { eliminated });
  await decide(at(centre, id), 'resume', { number: '9' });
  assert.equal(rowOf(await list(s, 'accredited'), centre)!.standing.state, 'active');
  await s.travel('2027-03-08T04:00:00Z');
  await decide(at(centre, id), 'warn', warning('2027-03-20'));
  await tooEarly(at(centre, id), 'revoke', { number: '10', reasons: 'Not eliminated.' }, /still runs/);
  await s.travel('2027-03-22T04:00:00Z');
  await decide(at(centre, id), 'revoke', { number: '10', reasons: 'Not eliminated.' });
  const name = await nameOf(centre);
  const anybody = await open({ cookies: new Map() });
  /** How the centre's row of the first list, of accredited centres, speaks of it as of the end of a day. */
  const shown = async (day: string): Promise<string> => {
    await anybody.goto(`${base}/registers/centres?lang=en&asOf=${day}`);
    const row = anybody.locator('main table').first().locator('tr', { hasText: name });
    if ((await row.count()) === 0) return 'not there';
    return /suspended/.test((await row.textContent()) ?? '') ? 'suspended' : 'active';
  };
  assert.equal(rowOf(await list(s, 'revoked'), centre)!.standing.state, 'revoked');
  assert.deepEqual(
    [await shown('2027-03-01'), await shown('2027-03-03'), await shown('2027-03-06'), await shown('2027-03-10')],
    ['active', 'suspended', 'active', 'suspended'],
  );
  assert.equal(await shown('2027-03-22'), 'not there');
  await head.goto(`${base}/centre?lang=en`);
  assert.match((await head.textContent('main')) ?? '', /revoked/i);
});

test('a centre ceases on the pages, with a successor and without: announced, handed over, received, and on the list from its day on', async () => {
  const successor = await s.newCentre();
  await accredited(s, successor);
  for (const followed of [false, true]) {
    const day = s.clock.now().toISOString().slice(0, 10);
    const on = new Date(Date.parse(day) + 45 * 86_400_000).toISOString().slice(0, 10);
    const centre = await s.newCentre();
    await accredited(s, centre);
    const head = await open(centre.head);
    const { transfer, case_ } = followed
      ? await agreed(s, successor, centre)
      : { transfer: { transfer: 'no' }, case_: null };
    await head.goto(`${base}/centre/open/cessation?lang=en`);
    const announcement = { ownersNotifiedOn: day, owners: 3, proof: 'Messages', ...transfer };
    await send(head, { ...announcement, on: day });
    assert.match((await head.textContent('main')) ?? '', /no later than a month/);
    await send(head, { ...announcement, on });
    const { id } = (await centre.head.get(casesOf(centre, 'cessation'))).json<{ items: { id: string }[] }>().items[0]!;
    const register = { entries: 3, digest: 'a'.repeat(64), files: 3, filesDigest: 'b'.repeat(64) };
    const own = `${base}/centre/cases/cessation/${id}`;
    await doAct(head, own, 'handOverRegister', { ...register, place: 'Carrier 1' });
    const differs = await doAct(officer, at(centre, id), 'acceptRegister', { number: '21', ...register, entries: 2 });
    assert.match(differs, /not the one handed over/);
    await send(officer, { number: '21', ...register });
    if (case_ !== null) {
      const next = await open(successor.head);
      const { files: _files, filesDigest: _digest, ...received } = register;
      const there = `${base}/centre/cases/takeover/${case_.id}`;
      assert.match(await doAct(next, there, 'receive', { number: '22', ...received }), /Register received/);
    }
    assert.equal(rowOf(await list(s, 'ceased'), centre), undefined, 'its day has not come');
    // On a loaded machine a clock of the law may fail once and rest: it fires when it is asked again.
    await until('the centre stands among those that ceased', async () => {
      await s.travel(new Date(Date.parse(on) + 4 * 3_600_000).toISOString());
      return rowOf(await list(s, 'ceased'), centre)?.standing.state === 'ceased';
    });
    const ending = followed ? `.*${await nameOf(successor)}` : '';
    assert.match(await lists(), new RegExp(`ceased.*${await nameOf(centre)}${ending}`, 'i'));
    await head.goto(`${base}/centre?lang=en`);
    assert.match((await head.textContent('main')) ?? '', /ceased/i);
  }
});
