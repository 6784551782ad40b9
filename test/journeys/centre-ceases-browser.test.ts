import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import {
  centreStand,
  filesOf,
  list,
  nameOf,
  registrationNumberOf,
  rowOf,
  type TestCentre,
} from '../../src/procedures/centres/test-centre.ts';
import { launchBrowser, type Page } from '../support/browser.ts';
import { centreLife } from '../support/centre-life.ts';
import { officePages } from '../support/office-pages.ts';
import { until } from '../support/until.ts';

// A centre with a register of its own ceases on the pages of the offices: with a successor that keeps it, and without. The public pages are
// asked as of before and after.

const s = await centreStand('2027-03-01T04:00:00Z');
const browser = await launchBrowser();
after(async () => {
  await browser.close();
  await s.stop();
});
const base = await s.listen();
const { open, send, doAct } = officePages(browser, base);
const life = await centreLife(s);
const [former, successor, alone] = [await life.newAccredited(), await life.newAccredited(), await life.newAccredited()];
const certificate = await life.certified(former.at);
const ended = await life.certified(alone.at);
// The owner has taken it into his hands: from then on it is his to end.
for (const name of ['receipt', 'collect']) await former.at.by(life.applicant, certificate.view, name);

const officer = await open(s.officer);
const owner = await open(life.applicant);
const anybody = await open({ cookies: new Map() });
const text = async (page: Page, path: string): Promise<string> => {
  await page.goto(`${base}${path}${path.includes('?') ? '&' : '?'}lang=en`);
  return ((await page.textContent('main')) ?? '').replaceAll(/\s+/g, ' ');
};
const caseOf = ({ id }: TestCentre, caseId: string): string => `${base}/authority/holders/${id}/cases/${caseId}`;
const idIn = (page: Page): string => page.url().split('/').at(-1)!.split('?')[0]!;
const entry = (number: string): Promise<string> => text(anybody, `/registers/certificates?id=${number}`);
/** The row of a centre in the list of accredited ones, as of the end of a day; null: it does not stand there. */
async function accreditedOn(day: string, name: string): Promise<string | null> {
  await anybody.goto(`${base}/registers/centres?lang=en&asOf=${day}`);
  const row = anybody.locator('main table').first().locator('tr', { hasText: name });
  return (await row.count()) === 0 ? null : row.textContent();
}

/** From the announcement to the acceptance by the authority, on the pages; the case, and what was handed over. */
async function announcedAndHandedOver(centre: TestCentre, data: object) {
  const head = await open(centre.head);
  await head.goto(`${base}/centre/open/cessation?lang=en`);
  // Too near a day comes back with what the law wants, and everything that was typed.
  await send(head, { ...data, on: '2027-04-01' });
  assert.match((await head.textContent('main')) ?? '', /no later than a month/);
  await send(head, { on: '2027-04-20' });
  assert.match(head.url(), /\/centre\/cases\/cessation\//);
  const id = idIn(head);
  const own = `${base}/centre/cases/cessation/${id}`;
  const { entries, digest } = (await centre.head.get(`/v1/centres/${centre.id}/register-export`)).json<{
    entries: number;
    digest: string;
  }>();
  const stated = { entries, digest, ...(await filesOf(centre)) };
  await doAct(head, own, 'handOverRegister', { ...stated, place: 'Carrier 1' });
  assert.match(
    await doAct(officer, caseOf(centre, id), 'acceptRegister', { number: `21-${centre.id.slice(-4)}`, ...stated }),
    /Confirm the receipt of the register/,
  );
  return { id, head, own, entries, digest };
}

test('a centre ceases with transfer on the pages: the successor agrees, receives and keeps the register, and the owner ends the certificate there', async () => {
  const { centre } = former;
  const [names, next] = [await nameOf(s, centre), await nameOf(s, successor.centre)];
  const number = certificate.certificate.serial;
  await s.travel('2027-03-05T04:00:00Z');
  const agreeing = await open(successor.centre.head);
  await agreeing.goto(`${base}/centre/open/takeover?lang=en`);
  await send(agreeing, { registrationNumber: 'nobody', number: '17' });
  assert.match((await agreeing.textContent('main')) ?? '', /no other centre of that registration number/);
  await send(agreeing, { registrationNumber: await registrationNumberOf(s, centre) });
  const takeover = `${base}/centre/cases/takeover/${idIn(agreeing)}`;
  const { id, entries, digest, own, head } = await announcedAndHandedOver(centre, {
    transfer: 'yes',
    successor: { registrationNumber: await registrationNumberOf(s, successor.centre) },
  });
  const wrong = await doAct(agreeing, takeover, 'receive', { number: '22', entries: entries + 1, digest });
  assert.match(wrong, /not the one handed over/);
  await send(agreeing, { entries });
  assert.match((await agreeing.textContent('main')) ?? '', /Register received/);
  await until('the owner is told who takes over', async () => (await text(owner, '/me/inbox')).includes(next.en));

  await s.travel('2027-04-20T04:00:00Z');
  assert.match(await text(officer, new URL(caseOf(centre, id)).pathname), /Ceased/);
  assert.match(await text(agreeing, new URL(takeover).pathname), /Register kept/);
  // As of before and after: the lists, the centre's page, the certificate.
  assert.match((await accreditedOn('2027-04-19', names.en)) ?? '', /active|accredited/i);
  assert.equal(await accreditedOn('2027-04-20', names.en), null);
  assert.equal(rowOf(await list(s, 'ceased'), centre)!.standing.state, 'ceased');
  assert.doesNotMatch(await text(anybody, `/centres/${centre.id}?asOf=2027-04-19`), /Functions passed to/);
  assert.match(await text(anybody, `/centres/${centre.id}`), new RegExp(`Functions passed to ?${next.en}`));
  assert.match(
    await text(anybody, `/centres/${successor.centre.id}`),
    new RegExp(`taken over the functions of ?${names.en}`),
  );
  assert.match(await entry(number), /Statein effect/);
  assert.match(await entry(number), new RegExp(`Functions passed to ?${next.en}`));

  // The owner's page leads to whoever keeps the certificate now, whose registrar enters the end.
  assert.match(await text(owner, `/me/certificates/${certificate.view.id}`), new RegExp(next.en));
  await owner.click('a[href$="/end"]');
  assert.match((await owner.textContent('main')) ?? '', new RegExp(next.en));
  await send(owner, { compromised: 'no' });
  assert.match(owner.url(), /\/me\/cases\//);
  const registrar = await open(successor.at.registrar);
  await doAct(registrar, `${base}/centre/cases/certificate-termination/${idIn(owner)}`, 'enter', {});
  s.clock.advance(1000);
  assert.match(await entry(number), /State(terminated|ended)/);
  assert.match(await doAct(head, own, 'destroy', { number: '23', on: '2027-04-21' }), /information destroyed/i);
  assert.match(await entry(number), /State(terminated|ended)/, 'what another keeps is not gone with the former centre');
});

test('a centre ceases without transfer on the pages: its certificates end on its day, and its register stays with the authority', async () => {
  const { centre } = alone;
  const name = (await nameOf(s, centre)).en;
  const number = ended.certificate.serial;
  assert.match(await entry(number), /Statein effect/, 'before');
  await s.travel('2027-06-01T04:00:00Z');
  const head = await open(centre.head);
  await head.goto(`${base}/centre/open/cessation?lang=en`);
  await send(head, { transfer: 'no', on: '2027-06-20' });
  assert.match(
    (await head.textContent('main')) ?? '',
    /told in writing no later than a month before|no later than a month/,
  );
  await send(head, { on: '2027-07-02' });
  const own = `${base}/centre/cases/cessation/${idIn(head)}`;
  await until('the owner is told', async () => (await text(owner, '/me/inbox')).includes('2 July 2027'));
  await s.travel('2027-07-02T04:00:00Z');
  assert.match(await entry(number), /State(terminated|ended)/, 'after');
  assert.match((await accreditedOn('2027-07-01', name)) ?? '', /active|accredited/i);
  assert.equal(await accreditedOn('2027-07-02', name), null);
  assert.match(await text(head, new URL(own).pathname), /unconfirmed/);
  assert.equal(await head.locator('a[href$="/acts/destroy"]').count(), 0, 'what would be refused is not offered');
  await head.goto(`${own}/acts/destroy?lang=en`);
  await send(head, { number: '23', on: '2027-07-02' });
  assert.match((await head.textContent('.mk-error-summary')) ?? '', /unconfirmed/);
});
