import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { ok, refused } from '../procedures/centres/test-centre.ts';
import { checkRegisters, takeIssuer, issuersOf, registerOf } from '../trust/issue/index.ts';
import { applicants, example, newRequest } from './test-applicants.ts';

// A day of issuing: many registrars press the button at once. Over HTTP, each case with its own act.

const t = await applicants('2026-11-23T04:00:00Z');
after(() => t.stop());

/** How many transactions wait for a lock. */
const waiting = async (): Promise<number> => {
  const [row] = await t.tx((db) =>
    db.query<{ n: number }>('SELECT count(DISTINCT pid)::int AS n FROM pg_locks WHERE NOT granted'),
  );
  return row!.n;
};

test('certificates that are issued in many cases at once share a transaction, each case stands for itself, and the refused are refused alone', async () => {
  const request = await newRequest();
  const views = [await t.ready({ request }), await t.ready({ request })];
  while (views.length < 12) views.push(await t.ready());
  const early = await t.apply();
  const registerId = await t.tx(async (db) => (await registerOf(db, t.centre.id))!.id);
  const [taken, free] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  // Whoever comes finds the register taken.
  const holding = t.tx(async (db) => {
    for (const { id, kind } of await issuersOf(db, registerId)) if (kind === 'ACA') await takeIssuer(db, id);
    taken.resolve();
    await free.promise;
  });
  try {
    await taken.promise;
    const asked = [...views.slice(1), early, views[0]!].map((view) =>
      t.by(t.registrar, view, 'issue', example('issue')),
    );
    // One that came first, and those who came meanwhile. However many it is by then, all are answered alike.
    for (let tries = 0; tries < 100 && (await waiting()) < 2; tries++) await sleep(20);
    free.resolve();
    const answers = await Promise.all(asked);
    refused(answers.at(-2)!, 'ISS_INFORMATION_NOT_GIVEN');
    const ofTwo = [answers[0]!, answers.at(-1)!];
    const no = ofTwo.filter(({ status }) => status !== 200);
    assert.equal(no.length, 1);
    refused(no[0]!, 'ISS_DUPLICATE_KEY', 'ES-13.1.8');
    const issued = answers.filter(({ status }) => status === 200).map((one) => ok(one));
    assert.equal(issued.length, 11);
    assert.ok(issued.every(({ stage }) => stage === 'ISSUED'));

    const rows = await t.tx((db) =>
      db.query<{ agreement: string; record: number; transaction: string; journalled: boolean }>(
        `SELECT c.agreement_id AS agreement, c.record::int AS record, c.xmin::text AS transaction, j.entry_id IS NOT NULL AS journalled
         FROM certificate c LEFT JOIN journal j ON j.entry_id = c.journal_entry_id
         WHERE c.register_id = $1 AND c.agreement_id = ANY($2) ORDER BY c.record`,
        [registerId, views.map(({ id }) => id)],
      ),
    );
    assert.deepEqual(rows.map(({ agreement }) => agreement).toSorted(), issued.map(({ id }) => id).toSorted());
    assert.deepEqual(
      rows.map(({ record }) => record),
      rows.map((_, n) => rows[0]!.record + n),
    );
    assert.ok(rows.every(({ journalled }) => journalled));
    // Each certificate is of its own case, and the act of the case was written by the same transaction.
    const acts = await t.tx((db) =>
      db.query<{ case_id: string; transaction: string }>(
        `SELECT case_id, xmin::text AS transaction FROM case_act WHERE act = 'issue' AND case_id::text = ANY($1)`,
        [views.map(({ id }) => id)],
      ),
    );
    const byCase = new Map(acts.map((one) => [one.case_id, one.transaction]));
    for (const { agreement, transaction } of rows) assert.equal(byCase.get(agreement), transaction);
    assert.equal(acts.length, 11, 'what was refused has left no act');
    const attempts = await t.tx((db) =>
      db.query<{ code: string }>('SELECT code FROM case_refused WHERE case_id = $1', [early.id]),
    );
    assert.ok(attempts.length >= 1, 'the refused attempt is on record');
  } finally {
    free.resolve();
    await holding;
  }
  assert.deepEqual((await t.tx((db) => checkRegisters(db, t.platform.identityDeps))).findings, []);
});

const pages = {
  'by the API': null,
  "at the registrar's desk": (id: string) => ({ url: `/centre/applications/${id}/issue`, form: { lang: 'ky' } }),
  "by the act's own page": (id: string) => ({
    url: `/centre/cases/certificate-application/${id}/acts/issue`,
    form: example('issue') as Record<string, string>,
  }),
};
for (const [way, page] of Object.entries(pages))
  test(`issued at once ${way} with nobody refused, they are fewer transactions than certificates`, async () => {
    const views: Awaited<ReturnType<typeof t.ready>>[] = [];
    while (views.length < 8) views.push(await t.ready());
    const answers = await Promise.all(
      views.map((view) => {
        if (page === null) return t.by(t.registrar, view, 'issue', example('issue'));
        const { url, form } = page(view.id);
        return t.registrar.post(url, { form });
      }),
    );
    assert.ok(
      answers.every(({ status }) => status === (page === null ? 200 : 303)),
      answers.find(({ status }) => status >= 400)?.body,
    );
    const [row] = await t.tx((db) =>
      db.query<{ n: number; transactions: number }>(
        'SELECT count(*)::int AS n, count(DISTINCT c.xmin::text)::int AS transactions FROM certificate c WHERE c.agreement_id = ANY($1)',
        [views.map(({ id }) => id)],
      ),
    );
    assert.equal(row!.n, 8);
    assert.ok(row!.transactions < 8, `${row!.transactions} transactions`);
  });
