import { type Db, systemScope } from '../../../platform/db/index.ts';
import type { KeptAnswers } from './kept-answers.ts';
import { endedSince, lastRecord } from './ocsp-store.ts';

const scope = systemScope('what ended is no longer answered for from memory');
const BATCH = 2_000;

/**
 * ES-14.5c, RFC 6960 2.2: whatever has ended is dropped from memory, in whatever process it was entered and however much there is of it.
 * Answers how to look: the registers with anything in memory have to be among those named. A register that is seen for the first time is
 * watched from its newest record on, with nothing in memory from before.
 */
export function watching(deps: {
  readonly db: Db;
  readonly answers: KeptAnswers;
}): (registerIds: readonly string[]) => Promise<void> {
  const { db, answers } = deps;
  const upTo = new Map<string, number>();
  return async (registerIds) => {
    const first = registerIds.filter((id) => !upTo.has(id));
    if (first.length > 0) {
      const found = await db.tx(scope, async (tx) => {
        const records: [string, number][] = [];
        for (const id of first) records.push([id, await lastRecord(tx, id)]);
        return records;
      });
      // In this order: what is kept from here on was read after the records were.
      answers.clear();
      for (const [id, record] of found) upTo.set(id, record);
    }
    for (const id of registerIds) {
      for (;;) {
        const ended = await db.tx(scope, (tx) => endedSince(tx, id, upTo.get(id)!, BATCH));
        for (const { issuerId, serial } of ended) answers.drop(issuerId, serial);
        if (ended.length > 0) upTo.set(id, ended.at(-1)!.record);
        if (ended.length < BATCH) break;
      }
    }
  };
}
