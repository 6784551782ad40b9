import { createPlatform, version } from './app.ts';
import { DatabaseRefused, openDatabase, type Database } from './database.ts';
import { startEsiStandIn } from './identity/index.ts';
import { WrongKeyStore } from './keys/index.ts';
import { MailSettingsError } from './notices/index.ts';
import { acquireFolder } from './platform/folder-lock.ts';
import { systemClock } from './platform/clock.ts';
import { type Config, ConfigError, ensureDataFolder, readConfig } from './platform/config.ts';
import { createLogger } from './platform/log.ts';
import { TokenRefused } from './platform/pkcs11/index.ts';
import { openProductionToken, readCloudSettings, readEsiSettings, readTimeStampService } from './production.ts';
import { loadSandbox, printSandbox } from './sandbox.ts';
import { loadTrustedPerson } from './sandbox-trusted-person.ts';
import { connectionTo, startSandboxCloud } from './wiring/cloud.ts';
import { tokenKeys } from './wiring/token-keys.ts';

// configuration -> database -> migrate -> serve + work

const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function main(): Promise<void> {
  const config = readConfig(process.env);
  ensureDataFolder(config.dataFolder);
  const release = acquireFolder(config.dataFolder);
  const logger = createLogger(process.env['MAKULDUK_LOG'] ?? 'warn');
  const endings: Endings = [release];
  let ending: Promise<void> | undefined;
  // Connections that close while the program ends are no news.
  const opening = openDatabase(config, (error) => {
    if (ending === undefined) logger.warn({ fault: error.message }, 'idle connection');
  }).then((database) => {
    endings.push(() => database.stop());
    return database;
  });
  const end = (): Promise<void> =>
    (ending ??= (async () => {
      // A database server that is still coming up must be there before it can be stopped.
      await opening.catch(() => undefined);
      for (const step of endings.toReversed()) {
        try {
          await step();
        } catch (error) {
          logger.error({ fault: (error as Error).message }, 'one part did not end in order');
        }
      }
    })());
  // A terminal's Ctrl-C comes more than once: to the whole process group, and passed on by npm and by start.mjs.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => {
      void end().then(() => process.exit(0));
    });
  try {
    const database: Database = await opening;
    const start = config.mode === 'sandbox' ? startSandbox : startProduction;
    say(await start(config, database, logger as never, endings));
  } catch (error) {
    await end();
    throw error;
  }
}

type Endings = (() => Promise<unknown> | void)[];
type Logger = Parameters<typeof createPlatform>[0]['logger'];

async function startSandbox(config: Config, { db }: Database, logger: Logger, endings: Endings): Promise<string> {
  const esi = await startEsiStandIn({ port: 0, redirectUris: [`${config.publicUrl}/esi/callback`] });
  endings.push(() => esi.stop());
  const { issuer, clientId, clientSecret } = esi;
  // Certificates are of law time, which the platform knows once it is there.
  let now = (): Date => systemClock.now();
  const cloud = await startSandboxCloud(() => now());
  endings.push(() => cloud.stop());
  const platform = await createPlatform({
    config,
    db,
    logger,
    esi: { issuer, clientId, clientSecret, insecure: true },
    cloud: connectionTo(cloud),
  });
  now = () => platform.consent.clock.now();
  endings.push(() => platform.stop());
  const loaded = await loadSandbox(platform);
  const trusted = await loadTrustedPerson(platform, loaded);
  await platform.app.listen({ port: config.port, host: config.host });
  return printSandbox(config, { ...loaded, logins: [...loaded.logins, ...trusted] }, version);
}

async function startProduction(config: Config, { db }: Database, logger: Logger, endings: Endings): Promise<string> {
  const [esi, cloud] = [readEsiSettings(process.env), readCloudSettings(process.env)];
  const token = openProductionToken(process.env);
  endings.push(() => token.close());
  const ownKeys = tokenKeys(config.dataFolder, token, systemClock.real());
  const timeStamps = readTimeStampService(process.env, ownKeys.trust.root);
  const platform = await createPlatform({
    config,
    db,
    logger,
    ownKeys,
    ...(esi === undefined ? {} : { esi }),
    ...(timeStamps === undefined ? {} : { timeStamps }),
    ...(cloud === undefined ? {} : { cloud: { settings: cloud } }),
  });
  endings.push(() => platform.stop());
  await platform.app.listen({ port: config.port, host: config.host });
  return `Makulduk ${version} is ready: ${config.publicUrl}`;
}

main().catch((error: NodeJS.ErrnoException) => {
  const port = process.env['PORT'] ?? '8080';
  const clear = [ConfigError, DatabaseRefused, TokenRefused, MailSettingsError, WrongKeyStore];
  const sentence = clear.some((one) => error instanceof one)
    ? error.message
    : error.code === 'EADDRINUSE'
      ? `port ${port} is taken: stop the program that uses it, or set PORT`
      : error.code === 'EACCES' && error.syscall === 'listen'
        ? `port ${port} may not be opened by this user: choose one above 1023 with PORT`
        : `a fault at start: ${error.stack ?? error.message}`;
  process.stderr.write(`makulduk: ${sentence}\n`);
  process.exit(1);
});
