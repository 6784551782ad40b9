import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbedded } from '../../src/platform/postgres/embedded.ts';

/** A throw-away cluster for a test run: real PostgreSQL, fsync off. `target` has `{db}` where the database's name goes. */
export async function startTestCluster(): Promise<{ target: string; stop(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'mk-test-'));
  const server = await startEmbedded(folder, { fsync: false, settings: { max_connections: '200' } });
  return {
    target: server.target('{db}').replace('%7Bdb%7D', '{db}'),
    async stop() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
