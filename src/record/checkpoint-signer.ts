import { type Db, systemScope, type Tx } from '../platform/db/index.ts';
import { signCheckpoint } from './checkpoint.ts';
import {
  checkpointAt,
  type Head,
  insertCheckpoint,
  latestCheckpoint,
  pruneCheckpoints,
  readHead,
  readPlan,
} from './log-store.ts';
import { consistencyPlan, emptyRoot, same, verifyConsistency } from './merkle.ts';
import type { NoteSigner } from './note.ts';
import { readState, type SignedState, writeState } from './signer-state.ts';

/** The log cannot be signed any more without contradicting what was signed. The message is for the operator. */
export class LogFault extends Error {
  override readonly name = 'LogFault';
  readonly code: 'ROLLED_BACK' | 'FORKED' | 'STATE_MISSING' | 'WRONG_ORIGIN';
  constructor(code: LogFault['code'], message: string) {
    super(message);
    this.code = code;
  }
}

export type CheckpointSigner = {
  readonly origin: string;
  readonly vkey: string;
  /** Signs the head if it moved. @throws LogFault where the head contradicts what was signed before */
  sign(db: Db, at: Date): Promise<'signed' | 'unchanged' | 'busy'>;
  /** Looks whether the head may be continued at all; signs nothing. @throws LogFault */
  check(db: Db): Promise<void>;
};

const scope = systemScope('the checkpoint signer reads the log and keeps its promises');
const LOCK = 6962_001;
const KEEP_MS = 86_400_000;

/** `signer` bears the log's name. */
export function createCheckpointSigner(options: { signer: NoteSigner; stateFile: string }): CheckpointSigner {
  const { signer, stateFile } = options;
  const origin = signer.name;
  return {
    origin,
    vkey: signer.vkey,
    check: (db) =>
      db.tx(scope, async (tx) => {
        const head = await readHead(tx);
        await mustContinue(tx, await promised(tx, origin, stateFile), head);
      }),
    sign: (db, at) =>
      db.tx(scope, async (tx) => {
        const lock = await tx.query<{ mine: boolean }>('SELECT pg_try_advisory_xact_lock($1) AS mine', [LOCK]);
        if (!lock[0]!.mine) return 'busy';
        const head = await readHead(tx);
        const before = await promised(tx, origin, stateFile);
        if (head.size === before.size && same(head.root, before.root) && (await checkpointAt(tx, head.size)))
          return 'unchanged';
        await mustContinue(tx, before, head);
        // The promise is remembered before it is made: a crash in between promises less, never something else.
        await writeState(stateFile, { origin, size: head.size, root: head.root });
        const note = signCheckpoint({ origin, size: head.size, root: head.root }, signer);
        await insertCheckpoint(tx, { size: head.size, root: Buffer.from(head.root), note, at });
        await pruneCheckpoints(tx, new Date(at.getTime() - KEEP_MS));
        return 'signed';
      }),
  };
}

async function promised(tx: Tx, origin: string, stateFile: string): Promise<SignedState> {
  const state = readState(stateFile);
  if (state && state.origin !== origin)
    throw new LogFault('WRONG_ORIGIN', `${stateFile} belongs to the log ${state.origin}, not to ${origin}`);
  if (state) return state;
  const latest = await latestCheckpoint(tx);
  if (latest)
    throw new LogFault(
      'STATE_MISSING',
      `checkpoints up to size ${latest.size} were signed, but ${stateFile} is missing: put it back from the signer's machine`,
    );
  return { origin, size: 0, root: emptyRoot() };
}

async function mustContinue(tx: Tx, before: SignedState, head: Head): Promise<void> {
  if (head.size < before.size)
    throw new LogFault(
      'ROLLED_BACK',
      `the log has ${head.size} entries, but size ${before.size} was signed: the database is older than the promise; restore the newest backup and its write-ahead log`,
    );
  const proof = await readPlan(tx, consistencyPlan(before.size, head.size));
  if (!verifyConsistency(before.size, before.root, head.size, head.root, proof))
    throw new LogFault(
      'FORKED',
      `the log at size ${head.size} does not contain the log signed at size ${before.size}: its past was rewritten; nothing is signed`,
    );
}
