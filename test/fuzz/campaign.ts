// node tools/run.mjs test/fuzz/campaign.ts [inputs] [seed]: changes certificates, lists, messages, time-stamps, OCSP answers,
// containers and PDF files that many times in all, and prints the table of docs/conformance.md. One core; nice it.
import fc from 'fast-check';
import { asicTargets } from './targets/asic.ts';
import { messageTargets } from './targets/messages.ts';
import { pdfTargets } from './targets/pdf.ts';
import type { Target } from './targets/target.ts';
import { x509Targets } from './targets/x509.ts';

const inputs = Number(process.argv[2] ?? 1_000_000);
const firstSeed = Number(process.argv[3] ?? 20_261_122);
const MAX_MILLISECONDS = 5_000;
const MAX_GROWTH = 256 * 2 ** 20;
const BATCH = 500;

const targets = [...x509Targets, ...messageTargets, ...asicTargets, ...pdfTargets];
const share = Math.ceil(inputs / targets.length);
const memory = (): number => {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
};

type Row = {
  name: string;
  inputs: number;
  seconds: number;
  slowest: number;
  growth: number;
  unread: number;
  refused: number;
  same: number;
  findings: number;
};

function run({ name, changed, check }: Target, seed: number): Row {
  const row: Row = {
    name,
    inputs: 0,
    seconds: 0,
    slowest: 0,
    growth: 0,
    unread: 0,
    refused: 0,
    same: 0,
    findings: 0,
  };
  for (let batch = 0; row.inputs < share; batch++) {
    for (const input of fc.sample(changed, { numRuns: Math.min(BATCH, share - row.inputs), seed: seed + batch })) {
      const [held, before] = [memory(), performance.now()];
      try {
        row[check(input)]++;
      } catch (error) {
        row.findings++;
        console.error(`${name}: ${error instanceof Error ? error.stack : String(error)}\n${input.toString('hex')}`);
      }
      const took = performance.now() - before;
      const grown = memory() - held;
      if (took > MAX_MILLISECONDS || grown > MAX_GROWTH) {
        row.findings++;
        console.error(`${name}: ${Math.round(took)} ms, ${Math.round(grown / 2 ** 20)} MiB\n${input.toString('hex')}`);
      }
      row.seconds += took / 1000;
      row.slowest = Math.max(row.slowest, took);
      row.growth = Math.max(row.growth, grown);
      row.inputs++;
    }
  }
  return row;
}

const cells = (row: Row): string =>
  [
    row.name,
    row.inputs.toLocaleString('en'),
    Math.round(row.seconds),
    Math.round(row.slowest),
    Math.max(1, Math.round(row.growth / 2 ** 20)),
    row.unread,
    row.refused,
    row.same,
    row.findings,
  ].join(' | ');

console.log('| changed | inputs | s | slowest, ms | most memory, MiB | unread | refused | same | findings |');
console.log('|---|---|---|---|---|---|---|---|---|');
let findings = 0;
for (const [index, target] of targets.entries()) {
  const row = run(target, firstSeed + index * 1_000_000);
  findings += row.findings;
  console.log(`| ${cells(row)} |`);
}
console.log(
  `\nAt most ${Math.round(process.resourceUsage().maxRSS / 1024)} MiB of the whole process; ${findings} findings.`,
);
process.exitCode = findings > 0 ? 1 : 0;
