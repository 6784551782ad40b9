import { loadavg } from 'node:os';
import { openDb } from '../src/platform/db/index.ts';
import { currentConsents, serverVersion } from './bench-store.ts';
import { startCluster } from './cluster.ts';
import { measureConsents } from './consents.ts';
import { measurePdf } from './form-pdf.ts';
import { measureGrowth } from './growth.ts';
import { measureLog } from './log.ts';
import { measureMay } from './may.ts';
import { startProduct } from './product.ts';
import { writeReport } from './report.ts';

// npm run bench: everything in one run. BENCH_LARGE=1 grows to 10^7 consents; BENCH_QUICK=1 tries the programs themselves;
// BENCH_PROFILE=folder writes CPU profiles of the product under the load of the first rows; BENCH_POSTGRES='{"name":"value"}' gives the database settings.

const quick = process.env['BENCH_QUICK'] === '1';
const rounds = quick ? 2 : 5;
const size = (usual: number): number => (quick ? Math.ceil(usual / 8) : usual);
const profile = process.env['BENCH_PROFILE'];
const say = (line: string): void => void process.stdout.write(`${line}\n`);

const at = new Date(performance.timeOrigin);
const loadBefore = loadavg()[0]!;
const cluster = await startCluster();
if (!cluster.slowable) say('NO C COMPILER: the row at a simulated 1 ms fsync is skipped');
try {
  const source = await cluster.database('product');
  const product = await startProduct({ dataFolder: cluster.folder, target: source });
  const consents = await measureConsents(
    cluster,
    product,
    source,
    { rounds, perRound: size(300), warmUp: size(3200), clients: 16, ...(profile === undefined ? {} : { profile }) },
    say,
  );
  const owner = openDb(source, { max: 2 });
  const given = await currentConsents(owner, 200);
  const postgres = await serverVersion(owner);
  const questions = given.map((one) => ({
    purposeId: one.purpose_id,
    subjectId: one.subject_id,
    categories: one.categories.slice(0, 2),
    action: one.actions[0]!,
  }));
  const may = await measureMay(
    product,
    questions,
    { rounds, perRound: size(2000), clients: 16, ...(profile === undefined ? {} : { profile }) },
    say,
  );
  await owner.stop();
  await product.stop();
  const log = await measureLog(cluster, { rounds, perRound: size(16_000) }, say);
  const pdf = await measurePdf({ rounds, perRound: size(24) }, say);
  const large = process.env['BENCH_LARGE'] === '1' ? 10_000_000 : quick ? 40_000 : 1_000_000;
  const model = {
    consentId: given[0]!.id,
    holderId: given[0]!.holder_id,
    purposeIds: [...new Set(given.map((one) => one.purpose_id))],
  };
  const growth = await measureGrowth(
    (name) => cluster.target(name),
    cluster.folder,
    'product',
    [10_000, large],
    model,
    say,
  );
  writeReport({ at, postgres, rounds, load: [loadBefore, loadavg()[0]!], consents, may, log, pdf, growth }, say);
} finally {
  await cluster.stop();
}
