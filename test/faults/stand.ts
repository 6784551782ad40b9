import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Db, openDb, systemScope } from '../../src/platform/db/index.ts';
import { integrityCheck } from '../../src/record/index.ts';
import { fetchIn, HttpClient } from '../support/client.ts';
import { until as untilTrue } from '../support/until.ts';

export const system = systemScope('the test looks behind the curtain');
export const effort = Number(process.env['EFFORT'] ?? 1);

/** Purposes of the sandbox's holder that ask for consent: what a load may decide about. */
export async function askedPurposes(url: string): Promise<string[]> {
  const { items } = (await new HttpClient(url).call('GET', '/v1/holders')).body as { items: { id: string }[] };
  const forms = (await new HttpClient(url).call('GET', `/v1/holders/${items[0]!.id}/forms`)).body as {
    items: { purposeId: string; asksConsent: boolean }[];
  };
  return forms.items.filter((form) => form.asksConsent).map((form) => form.purposeId);
}

export type Load = {
  /** Ids of decisions that were answered with 201. */
  readonly acknowledged: Set<string>;
  /** How often each status was answered; 0 for a broken connection. */
  readonly statuses: Map<number, number>;
  readonly problems: { status: number; body: Record<string, unknown> }[];
  /** Ends the load, after the answers in flight. */
  stop(): Promise<void>;
};

// Every load that was begun: one that a failed test left behind would go on asking for ever and hold its file open.
const loads = new Set<Load>();
/** For the hook after all tests of a file. */
export const stopLoads = async (): Promise<void> => {
  await Promise.all([...loads].map((load) => load.stop()));
};

/** Clients that keep deciding, through faults too, until they are stopped; never longer than ten minutes. */
export function startLoad(clients: readonly HttpClient[], purposes: readonly string[], pauseMs = 10): Load {
  const [acknowledged, statuses, problems] = [new Set<string>(), new Map<number, number>(), [] as Load['problems']];
  let stopped = false;
  const last = performance.now() + 600_000;
  const run = async (client: HttpClient): Promise<void> => {
    for (let i = 0; !stopped && performance.now() < last; i++) {
      const answer = await client
        .call('POST', `/v1/me/purposes/${purposes[i % purposes.length]}/refusal`)
        .catch(() => ({ status: 0, body: {} as Record<string, unknown> }));
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
      if (answer.status === 201) acknowledged.add(answer.body['consentId'] as string);
      else if (answer.status !== 429 && answer.status !== 0) problems.push(answer);
      await sleep(answer.status === 201 ? pauseMs : 60);
    }
  };
  const running = clients.map(run);
  const load: Load = {
    acknowledged,
    statuses,
    problems,
    async stop() {
      stopped = true;
      loads.delete(load);
      await Promise.all(running);
    },
  };
  loads.add(load);
  return load;
}

export async function signedIn(url: string, count: number): Promise<HttpClient[]> {
  const clients = Array.from({ length: count }, () => new HttpClient(url));
  for (const client of clients) await client.signIn('aibek@example.kg');
  return clients;
}

/** A refusal as the law's reader must see it: one code, one sentence in three languages, nothing from inside. */
export function assertProblem(
  { status, body }: { status: number; body: Record<string, unknown> },
  statuses: readonly number[] = [503],
): void {
  assert.ok(statuses.includes(status), `${status} ${JSON.stringify(body)}`);
  const texts = body['texts'] as Record<string, string>;
  for (const lang of ['ky', 'ru', 'en']) assert.ok((texts?.[lang] ?? '').length > 20, JSON.stringify(body));
  assert.equal(body['status'], status);
  assert.doesNotMatch(JSON.stringify(body), /node_modules|\bat .+:\d+:\d+|SELECT |INSERT |ECONN|ENOSPC|postgres/i);
}

export async function until(what: string, holds: () => Promise<boolean> | boolean, ms = 60_000): Promise<void> {
  await untilTrue(what, holds, { limitMs: ms });
}

export const readiness = (url: string): Promise<number> =>
  fetchIn(`${url}/health/ready`, {}, 10_000).then(
    (answer) => answer.status,
    () => 0,
  );

/** All that was acknowledged stands whole in the tables and in a log that verifies. Answers how many decisions are kept. */
export async function assertKept(
  target: string,
  acknowledged: ReadonlySet<string>,
): Promise<{ kept: number; leaves: number }> {
  const db: Db = openDb(target, { max: 2 });
  try {
    const rows = await db.query<{ id: string; complete: boolean }>(
      system,
      `SELECT c.id, d.consent_id IS NOT NULL AND j.entry_id IS NOT NULL AND o.id IS NOT NULL AS complete FROM consent c
       LEFT JOIN consent_document d ON d.subject_id = c.subject_id AND d.consent_id = c.id LEFT JOIN journal j ON j.entry_id = c.journal_entry_id
       LEFT JOIN outbox o ON o.subject_id = c.subject_id AND o.ref = c.id`,
    );
    const kept = new Set(rows.map((row) => row.id));
    assert.deepEqual(
      [...acknowledged].filter((id) => !kept.has(id)),
      [],
      'an acknowledged decision is lost',
    );
    assert.deepEqual(
      rows.filter((row) => !row.complete),
      [],
      'a decision is half-done',
    );
    await until(
      'the log catches up',
      async () => (await db.query<{ n: number }>(system, 'SELECT count(*)::int AS n FROM log_pending'))[0]!.n === 0,
      15_000,
    );
    const report = await integrityCheck(db);
    assert.deepEqual(report.findings, []);
    return { kept: kept.size, leaves: report.leaves };
  } finally {
    await db.stop();
  }
}
