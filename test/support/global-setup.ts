import { startTestCluster } from './db.ts';

let stop: (() => Promise<void>) | undefined;

export async function globalSetup(): Promise<void> {
  const cluster = await startTestCluster();
  process.env['MAKULDUK_TEST_PG'] = cluster.socket;
  process.env['MAKULDUK_TEST_SHARED'] = cluster.folder;
  stop = cluster.stop;
}

export async function globalTeardown(): Promise<void> {
  await stop?.();
}
