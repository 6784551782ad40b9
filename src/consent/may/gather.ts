import { holderScope, type Db } from '../../platform/db/index.ts';
import { readMayBatch } from './batch-store.ts';
import { type MayFactsRead, readMay } from './may-store.ts';

type Asked = { readonly purposeId: string; readonly subjectId: string };
type Waiting = {
  readonly asked: Asked;
  resolve(read: MayFactsRead | null): void;
  reject(error: unknown): void;
};
type Line = { reading: number; waiting: Waiting[] };

/** Reads under way for one holder at a time; what is asked meanwhile is read together next. */
const most = 2;
const together = 100;
const lines = new WeakMap<Db, Map<string, Line>>();

/**
 * The facts of one question about now. An idle server reads it at once, alone; a busy one reads together what came while
 * earlier reads were under way. A read always begins after its question came, so "no" after a withdrawal stays immediate.
 */
export async function gatherMay(db: Db, holderId: string, asked: Asked): Promise<MayFactsRead | null> {
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
    const batch = line.waiting.splice(0, together);
    try {
      const [first] = batch;
      const found =
        batch.length === 1
          ? [await readMay(db, holderScope(holderId), holderId, first!.asked, null)]
          : await readMayBatch(
              db,
              holderScope(holderId),
              holderId,
              batch.map((one) => one.asked),
            );
      for (const [i, one] of batch.entries()) one.resolve(found[i] ?? null);
    } catch (error) {
      for (const one of batch) one.reject(error);
    }
  }
  line.reading--;
  if (line.reading === 0 && line.waiting.length === 0) ofDb.delete(holderId);
}
