import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { accreditationExamples } from '../../procedures/centres/accreditation-examples-data.ts';
import { accreditation } from '../../procedures/centres/accreditation.ts';
import { certificateApplication } from '../../procedures/centres/certificate-application.ts';
import { accredited, act, centreStand, signedAct, type TestCentre } from '../../procedures/centres/test-centre.ts';
import type { Procedure } from '../../cases/index.ts';
import { langs } from '../../platform/text.ts';
import { applicantsOf } from '../../wiring/test-applicants.ts';
import type { Visitor } from '../../../test/support/platform.ts';

// What the page of a case offers can be done; what cannot be done yet stands there with the reason that the act itself would be refused with.

const s = await centreStand('2027-03-01T04:00:00Z');
after(() => s.stop());

/** The acts that a page offers, and those it says are not possible yet: the second are tried, and refused for the reason shown. */
async function judged(
  who: Visitor,
  page: string,
  of: { readonly procedure: Procedure; readonly centre: Pick<TestCentre, 'id'>; readonly id: string },
): Promise<{ offered: string[]; barred: string[] }> {
  const { procedure, centre, id } = of;
  const plain = (html: string): string =>
    html.replaceAll('&#39;', "'").replaceAll('&quot;', '"').replaceAll('&amp;', '&');
  let offered: string[] = [];
  let barred: string[] = [];
  for (const lang of langs) {
    const answer = await who.get(`${page}?lang=${lang}`);
    assert.equal(answer.status, 200);
    const main = plain(answer.body);
    offered = [...main.matchAll(/href="[^"]*\/acts\/(\w+)"/g)].map(([, name]) => name!);
    const said = [...main.matchAll(/<li><strong>([^<]+)<\/strong>: ([^<]+)<\/li>/g)].map(([, title, why]) => ({
      title,
      why: why!,
    }));
    barred = [];
    for (const [name, spec] of Object.entries(procedure.acts)) {
      const shown = said.find(({ title }) => title === procedure.texts.acts[name]![lang]);
      if (shown === undefined) continue;
      barred.push(name);
      const tried = await act(who, centre, procedure.name, id, name, spec.example ?? {});
      assert.ok(tried.status === 409 || tried.status === 422, `${name}: ${tried.status} ${tried.body}`);
      const { detail, title } = tried.json<{ detail?: string; title: string }>();
      if (lang === 'ky')
        assert.ok(
          [detail, title].some((text) => text && shown.why.includes(text)),
          `${name}: ${shown.why}; ${tried.body}`,
        );
    }
    assert.equal(said.length, barred.length, JSON.stringify(said));
  }
  return { offered: offered.toSorted(), barred: barred.toSorted() };
}

test('the page of an accreditation offers an officer what can be done, and says of the rest why not', async () => {
  const centre = await s.newCentre();
  const { id } = await accredited(s, centre);
  const of = { procedure: accreditation as unknown as Procedure, centre, id };
  const page = `/authority/holders/${centre.id}/cases/${id}`;
  const warning = { ...accreditationExamples.warn, fixUntil: '2027-03-20' };
  const seen = async () => judged(s.officer, page, of);
  const active = await seen();
  assert.ok(
    active.offered.includes('warn') && !active.offered.includes('resume') && !active.offered.includes('revoke'),
  );
  assert.equal((await signedAct(s, s.officer, centre, id, 'warn', warning)).status, 200);
  const suspended = await seen();
  assert.ok(
    ['resume', 'revoke', 'warn'].every((name) => !suspended.offered.includes(name)),
    JSON.stringify(suspended),
  );
  assert.deepEqual(suspended.barred, ['revoke', 'warn']);
  await s.travel('2027-03-22T04:00:00Z');
  const late = await seen();
  assert.ok(late.offered.includes('revoke') && late.barred.includes('warn'), JSON.stringify(late));
});

test('the page of an application for a certificate offers its registrar no issue before what goes before it', async () => {
  const registrar = await s.signedIn('registrar@ishenim.example.kg', '10.7.0.2');
  const centre = { id: s.sandbox.accreditedCentreId };
  const t = applicantsOf(s, centre, await s.signedIn('aibek@example.kg'), registrar);
  const procedure = certificateApplication as unknown as Procedure;
  const at = (id: string): string => `/centre/cases/${procedure.name}/${id}`;
  const filed = await t.apply();
  const first = await judged(registrar, at(filed.id), { procedure, centre, id: filed.id });
  assert.ok(first.barred.includes('issue') && first.offered.includes('inform'), JSON.stringify(first));
  const ready = await t.ready();
  const then = await judged(registrar, at(ready.id), { procedure, centre, id: ready.id });
  assert.ok(then.offered.includes('issue') && !then.barred.includes('issue'), JSON.stringify(then));
});

test('where a citizen begins a case that the centre’s offer prices, the offer is linked', async () => {
  const citizen = await s.signedIn('aibek@example.kg', '10.7.0.3');
  const centreId = s.sandbox.accreditedCentreId;
  for (const lang of langs) {
    const { body } = await citizen.get(`/me/centres/${centreId}/open/certificate-application?lang=${lang}`);
    assert.ok(body.includes(`href="/centres/${centreId}/offer"`), lang);
  }
});
