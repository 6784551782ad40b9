import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bareServer } from '../../test/support/bare-server.ts';
import { type TestDatabase, testDatabase } from '../../test/support/db.ts';
import { type Clock, systemClock } from '../platform/clock.ts';
import type { App } from '../platform/http/index.ts';
import { noteSigner } from './note.ts';
import { type CheckpointSigner, createCheckpointSigner } from './checkpoint-signer.ts';
import { recordRoutes } from './routes.ts';
import { sequenceBatch } from './sequencer.ts';
import { record, testKey } from './test-entries.ts';

export type TestLog = TestDatabase & {
  readonly app: App;
  readonly signer: CheckpointSigner;
  /** A folder that goes away with the log. */
  readonly folder: string;
  /** Records so many entries, gives them places and signs. */
  readonly grow: (count: number) => Promise<string[]>;
  readonly close: () => Promise<void>;
};

/** A log with its HTTP face and a database of its own, for tests. */
export async function testLog(witnesses: readonly string[], clock: Clock = systemClock): Promise<TestLog> {
  const folder = mkdtempSync(join(tmpdir(), 'mk-log-'));
  const database = await testDatabase();
  const signer = createCheckpointSigner({
    signer: noteSigner('log.example.kg', testKey(1)),
    stateFile: join(folder, 'signed.json'),
  });
  const app = await bareServer();
  recordRoutes(app, { db: database.db, clock, origin: signer.origin, vkey: signer.vkey, witnesses });
  return {
    ...database,
    app,
    signer,
    folder,
    grow: async (count) => {
      const ids = await record(database.db, count);
      while ((await sequenceBatch(database.db)) > 0);
      await signer.sign(database.db, clock.real());
      return ids;
    },
    close: async () => {
      await app.close();
      await database.drop();
      rmSync(folder, { recursive: true });
    },
  };
}
