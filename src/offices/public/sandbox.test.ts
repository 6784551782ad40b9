import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { fixedClock, travellingClock } from '../../platform/clock.ts';
import { type App, createMetrics, createServer } from '../../platform/http/index.ts';
import { createLogger } from '../../platform/log.ts';
import { problemPage } from '../shell.ts';
import type { PublicDeps } from './deps.ts';
import { sandboxPages } from './sandbox.ts';

const real = fixedClock('2026-11-23T04:00:00Z');

describe('time of the sandbox', () => {
  let app: App;
  let persisted = 0;
  const travel = Object.assign(
    travellingClock(0, () => real.now()),
    { persist: async () => void (persisted += 1) },
  );
  before(async () => {
    app = await serve({ sandbox: true, clock: travel, travel });
  });
  after(() => app.close());

  test('it shows law time beside real time', async () => {
    const { body } = await app.inject('/sandbox/time?lang=en');
    assert.match(body, /Law time<\/dt><dd[^>]*>23 November 2026, 10:00/);
    assert.match(body, /not moved/);
  });

  test('law time moves by days, is kept for every server, and never moves back', async () => {
    const done = await send({ how: 'days', days: '20' });
    assert.equal(done.statusCode, 303);
    assert.equal(travel.now().toISOString(), '2026-12-13T04:00:00.000Z');
    assert.equal(persisted, 1);
    assert.equal(travel.real().toISOString(), '2026-11-23T04:00:00.000Z');
    assert.match((await app.inject('/sandbox/time?lang=en&moved=1')).body, /Law time is now 13 December 2026, 10:00/);
    const back = await send({ how: 'date', 'date-day': '1', 'date-month': '12', 'date-year': '2026' });
    assert.equal(back.statusCode, 422);
    assert.match(back.body, /href="#date-day"/);
    assert.equal(travel.now().toISOString(), '2026-12-13T04:00:00.000Z');
  });

  test('law time moves to the beginning of a day in Bishkek; nonsense and a day beyond the calendar are refused', async () => {
    assert.equal(
      (await send({ how: 'date', 'date-day': '1', 'date-month': '2', 'date-year': '2027' })).statusCode,
      303,
    );
    assert.equal(travel.now().toISOString(), '2027-01-31T18:00:00.000Z');
    for (const bad of [
      { how: 'days', days: 'x' },
      { how: 'days', days: '0' },
      { how: 'days', days: '9999' },
      { how: 'date', 'date-day': '31', 'date-month': '2', 'date-year': '2028' },
      { how: 'date', 'date-day': '1', 'date-month': '1', 'date-year': '2999' },
      {},
    ])
      assert.equal((await send(bad as Record<string, string>)).statusCode, 422, JSON.stringify(bad));
  });

  test('the form needs the token of our own page', async () => {
    const answer = await app.inject({
      method: 'POST',
      url: '/sandbox/time',
      payload: 'how=days&days=1',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    assert.equal(answer.statusCode, 403);
  });

  test('outside the sandbox these pages do not exist', async () => {
    const production = await serve({ sandbox: false, clock: real });
    for (const url of ['/sandbox/time', '/design']) assert.equal((await production.inject(url)).statusCode, 404);
    await production.close();
  });

  async function send(fields: Record<string, string>) {
    const page = await app.inject('/sandbox/time?lang=en');
    const csrf = /name="_csrf" value="([^"]+)"/.exec(page.body)![1]!;
    const cookie = (page.cookies as { name: string; value: string }[])
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ');
    const payload = new URLSearchParams({ _csrf: csrf, ...fields }).toString();
    return app.inject({
      method: 'POST',
      url: '/sandbox/time',
      payload,
      headers: { cookie, 'content-type': 'application/x-www-form-urlencoded' },
    });
  }
});

async function serve(some: Pick<PublicDeps, 'sandbox' | 'clock' | 'travel'>): Promise<App> {
  const deps = some as PublicDeps;
  const app = await createServer({
    logger: createLogger('fatal', { write: () => undefined }) as never,
    metrics: createMetrics(),
    cite: () => undefined,
    csrfSecret: Buffer.alloc(32, 1),
    secure: false,
    title: 'test',
    version: '0',
    authenticate: async () => ({ kind: 'anonymous' }),
    problemPage: (problem, request) => problemPage(problem, request, deps),
  });
  sandboxPages(app, deps);
  await app.ready();
  return app;
}
