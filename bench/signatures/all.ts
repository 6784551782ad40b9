import { loadavg } from 'node:os';
import { measureArchive } from './many.ts';
import { measureIssuing, measureStamps } from './issue.ts';
import { measurePdfs } from './pdf.ts';
import { writeTable } from './report.ts';
import type { Options, Row, Say } from './row.ts';
import { measureList, measureOcsp } from './status.ts';
import { measureVerification } from './verify.ts';

// npm run bench:signatures: everything about signatures in one run. BENCH_QUICK=1 tries the programs themselves.

const quick = process.env['BENCH_QUICK'] === '1';
const options: Options = { rounds: quick ? 2 : 5, part: quick ? 0.1 : 1 };
const say: Say = (text) => void process.stdout.write(`${text}\n`);

const at = new Date(performance.timeOrigin);
const before = loadavg()[0]!;
const rows: Row[] = [];
for (const measure of [
  measureVerification,
  measureIssuing,
  measureStamps,
  measurePdfs,
  measureOcsp,
  measureList,
  measureArchive,
])
  rows.push(...(await measure(options, say)));
writeTable(rows, { at, rounds: options.rounds, load: [before, loadavg()[0]!] }, say);
