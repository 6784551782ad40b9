import { pino, type Logger } from 'pino';
import { monotonicMs } from './clock.ts';
import { isUnavailable } from './db/index.ts';

// Field names that could carry a person's data or a secret, wherever an object with them is logged.
const secret = [
  'pin',
  'password',
  'phone',
  'email',
  'surname',
  'givenName',
  'patronymic',
  'address',
  'token',
  'secret',
  'code',
  'authorization',
  'cookie',
  'number',
  'birthDate',
];

/** Structured log on standard error, one JSON object a line; personal fields are replaced whatever object carries them. */
export function createLogger(level: string, destination?: { write(line: string): void }): Logger {
  const paths = secret.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths, censor: '[hidden]' },
    formatters: { level: (label: string) => ({ level: label }) },
  };
  return destination === undefined
    ? pino(options, pino.destination({ fd: 2, sync: true }))
    : pino(options, destination);
}

/** For workers: each fault is logged, but that the database is away only every half minute, not with every attempt. */
export function faultLog(logger: { error(data: object, text: string): void }, worker: string): (error: Error) => void {
  let told = Number.NEGATIVE_INFINITY;
  return (error) => {
    if (isUnavailable(error)) {
      if (monotonicMs() - told < 30_000) return;
      told = monotonicMs();
    }
    logger.error({ fault: error.message }, worker);
  };
}
