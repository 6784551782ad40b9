import { randomBytes } from 'node:crypto';
import { openDb } from '../src/platform/db/index.ts';
import { uuidv7 } from '../src/platform/ids.ts';
import { sequenceBatch } from '../src/record/index.ts';
import { record } from '../src/record/test-entries.ts';
import { insertLeaves } from './bench-store.ts';
import type { Cluster } from './cluster.ts';
import { type Figure, figure, interleaved, ratios } from './measure.ts';

export type LogResult = { readonly sequenced: Figure; readonly plain: Figure; readonly ratio: Figure };

const batch = 2000;

/** Row 3: taking entries from the queue into leaves, tiles and head, against inserting the same leaves in the same batches. */
export async function measureLog(
  cluster: Cluster,
  options: { rounds: number; perRound: number },
  say: (line: string) => void,
): Promise<LogResult> {
  const { rounds, perRound } = options;
  const [db, plainDb] = await Promise.all(
    (['log', 'plain_log'] as const).map(async (name) =>
      openDb(await cluster.database(name), { role: 'makulduk_app', max: 4 }),
    ),
  );
  let index = 0;
  const sequenced = async (): Promise<number> => {
    for (let n = 0; n < perRound; n += 1000) await record(db!, 1000);
    const began = performance.now();
    let done = 0;
    for (let taken = 1; taken > 0; done += taken) taken = await sequenceBatch(db!, batch);
    return done / ((performance.now() - began) / 1000);
  };
  const plain = async (): Promise<number> => {
    const rows = Array.from({ length: perRound }, () => ({ index: index++, id: uuidv7(), data: randomBytes(32) }));
    const began = performance.now();
    for (let n = 0; n < perRound; n += batch) await insertLeaves(plainDb!, rows.slice(n, n + batch));
    return perRound / ((performance.now() - began) / 1000);
  };
  await sequenced();
  await plain();
  const sides = await interleaved(rounds, { sequenced, plain });
  await Promise.all([db!.stop(), plainDb!.stop()]);
  const result = {
    sequenced: figure(sides.sequenced),
    plain: figure(sides.plain),
    ratio: ratios(sides.sequenced, sides.plain),
  };
  say(
    `log: ${result.sequenced.median.toFixed(0)} entries/s, plain inserts ${result.plain.median.toFixed(0)}/s, ratio ${result.ratio.median.toFixed(2)}`,
  );
  return result;
}
