import { createPlatform, version } from './app.ts';
import { DatabaseRefused, openDatabase, type Database } from './database.ts';
import { startEsiStandIn, type EsiStandIn } from './identity/index.ts';
import { acquireFolder } from './platform/folder-lock.ts';
import { ConfigError, ensureDataFolder, readConfig } from './platform/config.ts';
import { createLogger } from './platform/log.ts';
import { systemClock } from './platform/clock.ts';
import { loadSandbox, printSandbox } from './sandbox.ts';
import { connectionTo, startSandboxCloud } from './wiring/cloud.ts';

// configuration -> database -> migrate -> serve + work

const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function main(): Promise<void> {
  const config = readConfig(process.env);
  ensureDataFolder(config.dataFolder);
  const release = acquireFolder(config.dataFolder);
  const logger = createLogger(process.env['MAKULDUK_LOG'] ?? 'warn');
  const endings: (() => Promise<unknown> | void)[] = [release];
  let ending: Promise<void> | undefined;
  const end = (): Promise<void> =>
    (ending ??= (async () => {
      for (const step of endings.toReversed()) await step();
    })());
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => {
      void end().then(() => process.exit(0));
    });
  try {
    // Ctrl-C reaches the embedded server as well: connections that it closes then are no news.
    const database: Database = await openDatabase(config, (error) => {
      if (ending === undefined) logger.warn({ fault: error.message }, 'idle connection');
    });
    endings.push(() => database.stop());
    const sandbox = config.mode === 'sandbox';
    if (!sandbox)
      throw new ConfigError(
        'production needs a key store other than the file one: none is built into this version yet',
      );
    const esi: EsiStandIn = await startEsiStandIn({ port: 0, redirectUris: [`${config.publicUrl}/esi/callback`] });
    endings.push(() => esi.stop());
    // Certificates are of law time, which the platform knows once it is there.
    let now = (): Date => systemClock.now();
    const cloud = await startSandboxCloud(() => now());
    endings.push(() => cloud.stop());
    const platform = await createPlatform({
      config,
      db: database.db,
      logger: logger as never,
      esi: { issuer: esi.issuer, clientId: esi.clientId, clientSecret: esi.clientSecret, insecure: true },
      cloud: connectionTo(cloud),
    });
    now = () => platform.consent.clock.now();
    endings.push(() => platform.stop());
    const loaded = await loadSandbox(platform);
    await platform.app.listen({ port: config.port, host: config.host });
    say(printSandbox(config, loaded, version));
  } catch (error) {
    await end();
    throw error;
  }
}

main().catch((error: NodeJS.ErrnoException) => {
  const port = process.env['PORT'] ?? '8080';
  const sentence =
    error instanceof ConfigError || error instanceof DatabaseRefused
      ? error.message
      : error.code === 'EADDRINUSE'
        ? `port ${port} is taken: stop the program that uses it, or set PORT`
        : error.code === 'EACCES' && error.syscall === 'listen'
          ? `port ${port} may not be opened by this user: choose one above 1023 with PORT`
          : `a fault at start: ${error.stack ?? error.message}`;
  process.stderr.write(`makulduk: ${sentence}\n`);
  process.exit(1);
});
