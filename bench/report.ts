import { writeFileSync } from 'node:fs';
import { cpus, release, totalmem } from 'node:os';
import { join } from 'node:path';
import type { ConsentsResult } from './consents.ts';
import type { PdfResult } from './form-pdf.ts';
import type { GrowthResult } from './growth.ts';
import type { LogResult } from './log.ts';
import type { MayResult } from './may.ts';
import type { Figure } from './measure.ts';

export type Results = {
  readonly at: Date;
  readonly postgres: string;
  readonly rounds: number;
  readonly load: readonly [number, number];
  readonly consents: readonly ConsentsResult[];
  readonly may: MayResult;
  readonly log: LogResult;
  readonly pdf: PdfResult;
  readonly growth: GrowthResult;
};

const whole = (value: number): string => Math.round(value).toLocaleString('en').replaceAll(',', ' ');
const span = (one: Figure, print: (value: number) => string = whole): string =>
  `${print(one.median)} (${print(one.min)} - ${print(one.max)})`;
const two = (value: number): string => value.toFixed(2);
const one = (value: number): string => value.toFixed(1);
const verdict = (met: boolean): string => (met ? 'met' : '**missed**');

/** Prints and writes the table of one run. Nothing in the file is written by hand but what the second half explains. */
export function writeReport(results: Results, say: (line: string) => void): void {
  const { consents, may, log, pdf, growth } = results;
  const aims: Readonly<Record<string, number>> = { free: 0.2, '1 ms': 0.4 };
  const behind = Math.max(...consents.map((row) => row.behindMs));
  const ratio = (figures: readonly Figure[]): number => figures.at(-1)!.median / figures[0]!.median;
  const rows = [
    ...consents.map((row) => [
      `consents/s over HTTP, 16 clients, signed by passkey, fsync ${row.fsync}`,
      span(row.product),
      `bare rows, one statement: ${span(row.raw)}`,
      span(row.ratio, two),
      `>= ${aims[row.fsync]}`,
      verdict(row.ratio.median >= aims[row.fsync]!),
    ]),
    ...(consents.length > 1
      ? []
      : [
          [
            'consents/s at a simulated 1 ms fsync',
            'not measured',
            'no C compiler on this machine',
            '-',
            '>= 0.4',
            '**skipped**',
          ],
        ]),
    [
      '`may`/s over HTTP, single',
      span(may.single),
      `bare POST route: ${span(may.bare)}`,
      span(may.ratio, two),
      '>= 0.35',
      verdict(may.ratio.median >= 0.35),
    ],
    [
      '`may` decisions/s in batches of 100',
      span(may.batch),
      'single `may`, same run',
      span(may.batchRatio, one),
      '>= 20',
      verdict(may.batchRatio.median >= 20),
    ],
    [
      'log integration, entries/s',
      span(log.sequenced),
      `plain inserts of the same leaves: ${span(log.plain)}`,
      span(log.ratio, two),
      '>= 0.5',
      verdict(log.ratio.median >= 0.5),
    ],
    [
      'log behind the journal under the load of the first rows',
      `${behind} ms at most`,
      '-',
      '-',
      '<= 1000 ms',
      verdict(behind <= 1000),
    ],
    [
      `standard form as PDF, documents/s, ${pdf.processes} rendering processes as in the product`,
      `${span(pdf.ours, one)}, ${pdf.pages} pages`,
      `pdfkit, same pages, its one thread: ${span(pdf.pdfkit, one)}, ${pdf.pdfkitPages} pages`,
      span(pdf.ratio, one),
      '>= 8',
      verdict(pdf.ratio.median >= 8),
    ],
    ['the same by one rendering process', span(pdf.alone, one), 'pdfkit as above', span(pdf.aloneRatio, one), '-', '-'],
    ...(['give', 'withdraw', 'may'] as const).map((act) => [
      `blocks touched by ${act}, ${growth.sizes.map(whole).join(' -> ')} consents`,
      span(growth.acts[act].at(-1)!),
      span(growth.acts[act][0]!),
      two(ratio(growth.acts[act])),
      '<= 2',
      verdict(ratio(growth.acts[act]) <= 2),
    ]),
  ];
  const table = [
    '| what | figure | denominator | ratio | aim | |',
    '|---|---|---|---|---|---|',
    ...rows.map((row) => `| ${row.join(' | ')} |`),
  ].join('\n');
  const acts = consents
    .map(
      (row) =>
        `fsync ${row.fsync}: ${one(row.roundTrips)} statements and ${whole(row.walBytes)} bytes of write-ahead log and ${one(row.cpuMs)} ms of the server process's processor time a consent, receipt and log integration included`,
    )
    .join('; ');
  const [cpu] = cpus();
  const text = `# What it costs

Written by \`npm run bench\` on ${results.at.toISOString().slice(0, 16).replace('T', ' ')} UTC. Medians of ${results.rounds} rounds, least and most in brackets; both sides of a
comparison take turns within one run, and a ratio is that of one round.

Machine: ${cpus().length} x ${cpu!.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, Linux ${release()}; Node ${process.versions.node}; PostgreSQL ${results.postgres}, embedded, fsync on.
Server, database and clients share these cores. Load average before and after: ${results.load.map((value) => value.toFixed(1)).join(', ')}${results.load[0] > 1 ? ' - **other work ran on the machine**' : ''}.

${table}

Per consent: ${acts}.

${notes}
`;
  writeFileSync(join(import.meta.dirname, 'RESULTS.md'), text);
  say(text);
}

const notes = `## How it is measured
- **Consents.** The confirming \`POST /v1/me/consents\`: session, assertion of a software passkey, protocol, document and evidence sealed, journal, receipt. Drafts and
  assertions are made beforehand. The product is a process of its own; the log's and the outbox's workers do their work meanwhile. The denominator writes rows of the same
  tables and bytes in one statement over 16 connections, on a database of the same schema, indexes, role and row-level security, and decides, signs and seals nothing.
  3,200 consents come before the first round, and each citizen consents to a purpose once. A slow disk is simulated by a library loaded into PostgreSQL (\`bench/fsync-shim.c\`) that makes each fsync and fdatasync last 1 ms longer.
- **\`may\`.** The bare route is the same server with the same schemas, access rules and authentication; its answer is at hand. All are warm: four thousand questions
  and as many to the bare route, a thousand batches of a hundred come before the first round.
- **Log.** Queue to leaves, tiles and head in batches of 2000, each a transaction, against inserting the same leaves in statements of 2000.
- **PDF.** Ours goes through the rendering processes as in the product, one a core, with twice as many documents waiting; each is of another person, tagged,
  archival and laid out as the official form. pdfkit sets the same sentences in the same faces and sizes, justified, tagged, with rules between the rows and a line
  at the foot of each page, in as many pages, in one thread, which is all it has. What one rendering process makes beside that thread stands in a row of its own.
- **Growth.** The database fills itself after the model of one real consent, ten consents a subject spread over three years; then 15 acts each are run with every
  statement under EXPLAIN (ANALYZE, BUFFERS). \`give\` is the writing of the decision. \`BENCH_LARGE=1\` measures 10^7 instead of 10^6.
  So it was on 23 November 2026, the growth alone and the database's memory larger for the filling (a quarter of an hour): blocks at 10^4 and at 10^7 were
  81 and 108 for give, 144 and 209 for withdraw, 8 and 12 for \`may\`: 1.33, 1.45 and 1.5 times.

## What is known of the misses
- One process answers HTTP on one core, while the bare rows are written by sixteen database processes and the bare route by no database at all. Where other work fills the cores,
  the scheduler gives the one process its share and the sixteen theirs, and all ratios of the first rows fall. The figure that a busy machine changes
  least is the processor time of a consent, which stands above. A consent took 43 statements once. Its receipt is prepared, kept in the sandbox's mailbox and
  ended by statements that serve up to fifty of them, none waiting for the disk.
- Signing and consent are one transaction. Consents that arrive while others are being written share the next one and its commit, and a statement reads or writes
  for all of them. In rounds of 800 a consent cost three statements where it had cost eleven, its receipt and place in the log included; in these shorter ones it costs what stands above.
  Until November 2026 the plan of the statement that ends a signing was made while nothing had been signed yet, and read all that was signed since: 14 to 20 ms of the
  database a consent in a database some minutes old; and with more than two thousand people at work each request opened a name anew, five statements of its own. And until the
  database was told that its pages lie in memory or on a disk without arms, three of a consent's statements could be planned as readings of whole tables and two were planned anew at
  every call: 1.2 ms of the database a consent, and 0.75 without (the bare rows: 0.7). Rounds that took turns, with and without, showed a tenth of a consent's time won where passkeys
  are checked by another thread and receipts gather for a tenth of a second; and an eighth where the next shared transaction waits up to 5 ms for signatures that are being checked,
  for until then every second transaction had a single act; and a tenth more where it takes half of those at hand, so that the others are read and checked while it
  is written. All sixteen together took turns with the database and left it without them for 6 to 8 of 18 ms; with eight and eight a quarter of the two cores' time is left. Two shared
  transactions at a time, or one that begins before the last one's COMMIT is sent, were slower: each then had fewer. Of eight consents' 8 ms, 2 are the first wait
  for the database, 1.2 the sealing, 2.4 the second wait and 3 the COMMIT, which the next transaction does not wait for.
  A seventh of the time the server's thread could go on and waits for a core, and more than half of that while the other core rests: the database process that it has just
  written to has taken its place, and Linux leaves it waiting there for up to half a millisecond, since it ran a moment ago. Less priority for the database's processes, batch scheduling for them and larger
  pools of buffers changed nothing (16 rounds each, taking turns).
- The log: an entry's place takes 4 microseconds of processor time here and 6 in the database, where its row goes out of the queue and into the leaves; a plain
  leaf takes 3 and 4. Ours were 11 before the hashes came as strings of bytes: the memory of its own that each had was dearer than the hash.
- \`may\`: questions that arrive together are read together, which makes a single one cheaper and so the batch look worse beside it: what helps the one helps the
  other. Batches that arrive together are one statement, too: up to 400 questions. In it consents that cover the same stand in one row by the hash of what they cover, each as sixty octets. The statement of a
  hundred took 720 microseconds of the database's time before and takes 340 now, a third of that for being there at all; the rest of a decision, five
  microseconds here, is reading 20 KB of questions, writing 23 KB of answers and the judgement, thinly spread.
- The form: one process needs some eleven milliseconds a document on a quiet machine, nearly half of them for its export as tagged, archival PDF, which begins anew with
  each (four faces cut to what is used, 2 ms; the tags, 1 ms). The feet of the pages, which name the document and count the pages, make the compiler lay out twice,
  and took a quarter of the whole. The second time is cheaper since each paper stands in one block that is then taken as it is, and since the words of the feet are
  set apart from their numbers: a tenth of a document's processor time less, measured on a machine full of other work, process against process. Without feet it
  would be another tenth less. Other settings of the memory allocator and a rarer cleaning of the compiler's memory change little or nothing; faces without their
  hints for coarse screens would save a twentieth, but PT Serif's licence reserves its name to unaltered files. Threads within a process are left out: the processes fill the cores already.
  Until November 2026 the person was the same in each document, which is a fifth cheaper to lay out, and there was one process.`;
