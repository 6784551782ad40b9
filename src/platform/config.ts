import { accessSync, constants, mkdirSync } from 'node:fs';
import { resolve } from 'node:path';

export type Config = {
  readonly port: number;
  readonly host: string;
  readonly dataFolder: string;
  readonly databaseUrl: string | undefined;
  readonly mode: 'sandbox' | 'production';
  /** Address people use, without a slash at the end: links in notices, passkeys' relying party. */
  readonly publicUrl: string;
  readonly trustProxy: number;
  /** Names of algorithms that the verifier of signatures trusts beside the usual ones. */
  readonly algorithms?: readonly string[];
};

/** A setting that cannot work; the message is one clear sentence. */
export class ConfigError extends Error {}

/** Reads the environment. @throws ConfigError */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const mode = env['MAKULDUK_MODE'] ?? 'sandbox';
  if (mode !== 'sandbox' && mode !== 'production')
    throw new ConfigError(`MAKULDUK_MODE is "${mode}"; it may be sandbox or production`);
  const port = whole('PORT', env['PORT'] ?? '8080', 0, 65_535);
  const dataFolder = resolve(env['MAKULDUK_DATA'] ?? './data');
  const databaseUrl = env['DATABASE_URL'] === '' ? undefined : env['DATABASE_URL'];
  if (databaseUrl !== undefined && !/^postgres(ql)?:\/\//.test(databaseUrl) && !databaseUrl.startsWith('socket:'))
    throw new ConfigError('DATABASE_URL is not an address of the form postgres://user:password@host:port/database');
  if (mode === 'production' && databaseUrl === undefined)
    throw new ConfigError('production needs DATABASE_URL: the embedded server is for the sandbox');
  const publicUrl = (env['MAKULDUK_URL'] ?? `http://localhost:${port}`).replace(/\/+$/, '');
  if (!URL.canParse(publicUrl))
    throw new ConfigError(`MAKULDUK_URL is "${publicUrl}"; it must be an address such as https://makulduk.example.kg`);
  if (mode === 'production' && !publicUrl.startsWith('https://'))
    throw new ConfigError('production needs MAKULDUK_URL with https');
  return {
    port,
    host: env['HOST'] ?? '127.0.0.1',
    dataFolder,
    databaseUrl,
    mode,
    publicUrl,
    trustProxy: whole('MAKULDUK_PROXIES', env['MAKULDUK_PROXIES'] ?? '0', 0, 5),
    algorithms: (env['MAKULDUK_ALGORITHMS'] ?? '').split(',').flatMap((name) => name.trim() || []),
  };
}

function whole(name: string, value: string, least: number, most: number): number {
  const number = /^\d{1,6}$/.test(value) ? Number(value) : Number.NaN;
  if (!(number >= least && number <= most))
    throw new ConfigError(`${name} is "${value}"; it must be a whole number from ${least} to ${most}`);
  return number;
}

/** Makes the data folder, 0700, and checks that it can be written. @throws ConfigError */
export function ensureDataFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new ConfigError(`the data folder ${folder} cannot be written (${(error as NodeJS.ErrnoException).code})`);
  }
}
