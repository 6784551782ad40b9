import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { openDb, systemScope } from '../../src/platform/db/index.ts';
import { integrityCheck } from '../../src/record/index.ts';
import { HttpClient } from '../support/client.ts';
import { freePort, type Program, startProgram } from '../support/program.ts';

const rounds = Number(process.env['KILLS'] ?? (process.env['CI'] === 'true' ? 20 : 4));
const dataFolder = mkdtempSync(join(tmpdir(), 'mk-kill-'));
let program: Program | undefined;
const stops: AbortController[] = [];
after(async () => {
  for (const stop of stops) stop.abort();
  program?.child.kill('SIGTERM');
  await program?.ended();
  rmSync(dataFolder, { recursive: true, force: true });
});

/** Two people's systems keep deciding until the connection breaks; every 201 is remembered. */
async function load(
  client: HttpClient,
  purposes: readonly string[],
  acknowledged: Set<string>,
  stop: AbortSignal,
): Promise<void> {
  for (let i = 0; !stop.aborted; i++) {
    try {
      const answer = await client.call('POST', `/v1/me/purposes/${purposes[i % purposes.length]}/refusal`);
      if (answer.status === 201) acknowledged.add(answer.body['consentId'] as string);
      else if (answer.status === 429) await sleep(50);
    } catch {
      return;
    }
  }
}

test(`kill -9 of the application and of the database in the middle of a load, ${rounds} times: what was acknowledged is there, the log verifies, nothing is half-done`, {
  timeout: 600_000,
}, async () => {
  const port = await freePort();
  const acknowledged = new Set<string>();
  program = await startProgram({ dataFolder, port });
  const { items } = (await new HttpClient(program.url).call('GET', '/v1/holders')).body as { items: { id: string }[] };
  const forms = (await new HttpClient(program.url).call('GET', `/v1/holders/${items[0]!.id}/forms`)).body as {
    items: { purposeId: string; asksConsent: boolean }[];
  };
  const purposes = forms.items.filter((form) => form.asksConsent).map((form) => form.purposeId);

  for (let round = 0; round < rounds; round++) {
    const client = new HttpClient(program.url);
    await client.signIn('aibek@example.kg');
    const stop = new AbortController();
    stops.push(stop);
    const loads = [0, 1, 2, 3].map(() => load(client, purposes, acknowledged, stop.signal));
    await sleep(150 + Math.floor(Math.random() * 350));
    const killDatabase = round % 3 === 2;
    if (killDatabase) process.kill(program.databasePid(), 'SIGKILL');
    else program.child.kill('SIGKILL');
    await sleep(50);
    stop.abort();
    if (killDatabase) program.child.kill('SIGKILL');
    await Promise.all(loads);
    await program.ended();
    program = await startProgram({ dataFolder, port });
  }

  const db = openDb(program.databaseTarget(), { max: 2 });
  const system = systemScope('the test looks behind the curtain');
  const rows = await db.query<{ id: string; complete: boolean }>(
    system,
    `SELECT c.id, d.consent_id IS NOT NULL AND j.entry_id IS NOT NULL AND o.id IS NOT NULL AS complete FROM consent c
     LEFT JOIN consent_document d ON d.subject_id = c.subject_id AND d.consent_id = c.id LEFT JOIN journal j ON j.entry_id = c.journal_entry_id
     LEFT JOIN outbox o ON o.subject_id = c.subject_id AND o.ref = c.id`,
  );
  const kept = new Set(rows.map((row) => row.id));
  const lost = [...acknowledged].filter((id) => !kept.has(id));
  assert.ok(acknowledged.size > rounds, `only ${acknowledged.size} decisions were acknowledged`);
  assert.deepEqual(lost, [], 'an acknowledged decision is lost');
  assert.deepEqual(
    rows.filter((row) => !row.complete),
    [],
    'a decision is half-done',
  );
  await sleep(1500);
  const report = await integrityCheck(db);
  assert.deepEqual(report.findings, []);
  assert.ok(report.leaves >= acknowledged.size);
  await db.stop();
  console.log(
    `${rounds} kills, ${acknowledged.size} acknowledged decisions, ${report.leaves} log leaves: nothing lost`,
  );
});
