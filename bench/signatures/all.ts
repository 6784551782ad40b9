import { fork } from 'node:child_process';
import { once } from 'node:events';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import type { Part } from './part.ts';
import { writeTable } from './report.ts';
import type { Options, Row } from './row.ts';

// npm run bench:signatures: everything about signatures in one run. BENCH_QUICK=1 tries the programs themselves.

const quick = process.env['BENCH_QUICK'] === '1';
const options: Options = { rounds: quick ? 2 : 5, part: quick ? 0.1 : 1 };

/** Each in a process of its own: none is slower for what another has left in memory, or compiled for its own use. */
async function measured(part: Part): Promise<readonly Row[]> {
  const child = fork(join(import.meta.dirname, 'part.ts'), [part, JSON.stringify(options)]);
  let rows: readonly Row[] | undefined;
  child.on('message', (told: readonly Row[]) => void (rows = told));
  const [code] = await once(child, 'exit');
  if (rows === undefined) throw new Error(`${part} ended with ${code} and told nothing`);
  return rows;
}

const at = new Date(performance.timeOrigin);
const before = loadavg()[0]!;
const rows: Row[] = [];
const parts: readonly Part[] = ['verification', 'issuing', 'stamps', 'pdfs', 'ocsp', 'list', 'archive'];
for (const part of parts) rows.push(...(await measured(part)));
writeTable(
  rows,
  { at, rounds: options.rounds, load: [before, loadavg()[0]!] },
  (text) => void process.stdout.write(`${text}\n`),
);
