import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate, readMigrations } from '../src/platform/db/index.ts';
import { migrationsFolder } from '../src/database.ts';
import { startEmbedded } from '../src/platform/postgres/embedded.ts';
import { createDatabase } from './bench-store.ts';

export type Cluster = {
  readonly folder: string;
  /** False where no compiler was found: then fsync costs what this disk asks. */
  readonly slowable: boolean;
  /** How long each fsync and fdatasync of the server takes on top of what the disk asks. */
  slowFsync(microseconds: number): void;
  target(database: string): string;
  /** A new database with our schema; its connection target. */
  database(name: string): Promise<string>;
  stop(): Promise<void>;
};

/** The embedded server as in production of one node: fsync on, data on this machine's disk. */
export async function startCluster(): Promise<Cluster> {
  const folder = mkdtempSync(join(tmpdir(), 'makulduk-bench-'));
  // The server may run as another user than root.
  chmodSync(folder, 0o755);
  const delayFile = join(folder, 'fsync-delay');
  writeFileSync(delayFile, Buffer.alloc(4), { mode: 0o644 });
  const shim = compileShim(join(folder, 'fsync-shim.so'));
  if (shim !== null) Object.assign(process.env, { LD_PRELOAD: shim, BENCH_FSYNC_DELAY_FILE: delayFile });
  const server = await startEmbedded(join(folder, 'database'), {
    // BENCH_POSTGRES: further settings as JSON, to look into the server while it is measured.
    settings: {
      max_wal_size: '4GB',
      checkpoint_timeout: '30min',
      ...JSON.parse(process.env['BENCH_POSTGRES'] ?? '{}'),
    },
  });
  delete process.env['LD_PRELOAD'];
  return {
    folder,
    slowable: shim !== null,
    target: (database) => server.target(database),
    slowFsync(microseconds) {
      const bytes = Buffer.alloc(4);
      bytes.writeUInt32LE(microseconds);
      // In place, not a new file: the server's processes hold this one.
      writeFileSync(delayFile, bytes, { flag: 'r+' });
    },
    async database(name) {
      await createDatabase(server.target('postgres'), name);
      const target = server.target(name);
      await migrate(target, readMigrations(migrationsFolder));
      return target;
    },
    async stop() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function compileShim(library: string): string | null {
  for (const compiler of ['cc', 'gcc', 'clang']) {
    const done = spawnSync(
      compiler,
      ['-O2', '-shared', '-fPIC', '-o', library, join(import.meta.dirname, 'fsync-shim.c'), '-ldl'],
      { encoding: 'utf8' },
    );
    if (done.status === 0) return library;
  }
  return null;
}
