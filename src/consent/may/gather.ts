import { holderScope, type Db } from '../../platform/db/index.ts';
import { readMayBatch } from './batch-store.ts';
import { type MayFactsRead, readMay } from './may-store.ts';

type Asked = { readonly purposeId: string; readonly subjectId: string };
type Read = readonly (MayFactsRead | null)[];
type Waiting = {
  readonly asked: readonly Asked[];
  resolve(read: Read): void;
  reject(error: unknown): void;
};
type Line = { reading: number; waiting: Waiting[] };

/** Reads under way for one holder at a time; what is asked meanwhile is read together next, so many questions at most. */
const most = 2;
const together = 400;
const lines = new WeakMap<Db, Map<string, Line>>();

/**
 * The facts of questions about now, in their order. An idle server reads them at once, alone; a busy one reads together what
 * came while earlier reads were under way. A read always begins after its question came, so "no" after a withdrawal stays immediate.
 */
export async function gatherMay(db: Db, holderId: string, asked: readonly Asked[]): Promise<Read> {
  let ofDb = lines.get(db);
  if (ofDb === undefined) lines.set(db, (ofDb = new Map()));
  let line = ofDb.get(holderId);
  if (line === undefined) ofDb.set(holderId, (line = { reading: 0, waiting: [] }));
  const { waiting } = line;
  return new Promise((resolve, reject) => {
    waiting.push({ asked, resolve, reject });
    if (line.reading < most) void read(db, holderId, line, ofDb);
  });
}

async function read(db: Db, holderId: string, line: Line, ofDb: Map<string, Line>): Promise<void> {
  line.reading++;
  while (line.waiting.length > 0) {
    const batch = line.waiting.splice(0, fitting(line.waiting));
    const asked = batch.length === 1 ? batch[0]!.asked : batch.flatMap((one) => one.asked);
    try {
      const scope = holderScope(holderId);
      const found =
        asked.length === 1
          ? [await readMay(db, scope, holderId, asked[0]!, null)]
          : await readMayBatch(db, scope, holderId, asked);
      let from = 0;
      for (const one of batch) one.resolve(found.slice(from, (from += one.asked.length)));
    } catch (error) {
      for (const one of batch) one.reject(error);
    }
  }
  line.reading--;
  if (line.reading === 0 && line.waiting.length === 0) ofDb.delete(holderId);
}

/** How many of those who wait are read together: one at least. */
function fitting(waiting: readonly Waiting[]): number {
  let [n, questions] = [0, 0];
  while (n < waiting.length && (n === 0 || questions + waiting[n]!.asked.length <= together))
    questions += waiting[n++]!.asked.length;
  return n;
}
