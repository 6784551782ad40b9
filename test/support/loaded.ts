// The sandbox is loaded once a run: its database becomes a template, and the folder with its keys is copied beside it. Keys, secrets and
// what is sealed under them go together, and each test file gets a copy of its own.
import { cpSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPlatform, type PlatformInput } from '../../src/app.ts';
import { loadSandbox, type Sandbox } from '../../src/sandbox.ts';
import { migrationsHash, oneAtATime, type TestDatabase, testDatabase } from './db.ts';

export type Loaded = {
  readonly database: TestDatabase;
  readonly dataFolder: string;
  /** Undefined: it is still to be loaded. */
  readonly sandbox: Sandbox | undefined;
};

type Template = { readonly database: string; readonly sandbox: Sandbox; readonly log: readonly string[] };

/** What a platform needs beside its database and its folder. */
export type Input = (database: TestDatabase, dataFolder: string) => PlatformInput;

const emptyFolder = (): string => mkdtempSync(join(tmpdir(), 'mk-platform-'));

/** A database and a folder with nothing but the migrations. */
export const nothingLoaded = async (): Promise<Loaded> => ({
  database: await testDatabase({ max: 12 }),
  dataFolder: emptyFolder(),
  sandbox: undefined,
});

/**
 * A copy of the run's sandbox, which the first who asks loads. Outside a run nobody shares anything: nothing is loaded then.
 * `log`: where `input` logs; it holds afterwards what was logged while the sandbox was loaded, whoever did it.
 */
export async function sandboxLoaded(input: Input, log: string[]): Promise<Loaded> {
  const shared = process.env['MAKULDUK_TEST_SHARED'];
  if (shared === undefined || process.env['MAKULDUK_TEST_PG'] === undefined) return nothingLoaded();
  const folder = join(shared, `sandbox-${migrationsHash()}`);
  const file = `${folder}.json`;
  if (!existsSync(file)) await oneAtATime(() => makeTemplate(input, log, file, folder));
  const template = JSON.parse(readFileSync(file, 'utf8')) as Template;
  log.splice(0, log.length, ...template.log);
  const database = await testDatabase({ max: 12, template: template.database });
  const dataFolder = emptyFolder();
  cpSync(folder, dataFolder, { recursive: true });
  return { database, dataFolder, sandbox: template.sandbox };
}

async function makeTemplate(input: Input, log: readonly string[], file: string, folder: string): Promise<void> {
  if (existsSync(file)) return;
  const { database, dataFolder } = await nothingLoaded();
  try {
    const platform = await createPlatform(input(database, dataFolder));
    let sandbox: Sandbox;
    try {
      sandbox = await loadSandbox(platform);
    } finally {
      await platform.stop();
    }
    const template: Template = { database: await database.keepAsTemplate(), sandbox, log };
    cpSync(dataFolder, folder, { recursive: true });
    writeFileSync(`${file}.new`, JSON.stringify(template));
    renameSync(`${file}.new`, file);
  } finally {
    rmSync(dataFolder, { recursive: true, force: true });
  }
}
