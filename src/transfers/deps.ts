import type { ArrayDeps } from '../arrays/index.ts';
import type { Notices } from '../notices/index.ts';
import type { Tx } from '../platform/db/index.ts';

/** What the acts of transfers stand on. Built once in src/wiring/transfers.ts. */
export type TransferDeps = ArrayDeps & {
  readonly notices: Notices;
  /** Under which requests are compared for `Idempotency-Key`. */
  readonly macSecret: Buffer;
  /**
   * CP-13c: which of these subjects the holder has no usable contact of; their notices begin as a search, the clock running.
   * Absent: nobody's contacts are known here, and each notice begins as DUE.
   */
  readonly withoutContacts?: (tx: Tx, holderId: string, subjectIds: readonly string[]) => Promise<ReadonlySet<string>>;
};
