import { pino, type Logger } from 'pino';

// Field names that could carry a person's data or a secret, wherever an object with them is logged.
const secret = ['pin', 'password', 'phone', 'email', 'surname', 'givenName', 'patronymic', 'address', 'token', 'secret', 'code', 'authorization', 'cookie', 'number', 'birthDate'];

/** Structured log on standard error, one JSON object a line; personal fields are replaced whatever object carries them. */
export function createLogger(level: string, destination?: { write(line: string): void }): Logger {
  const paths = secret.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);
  const options = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime, redact: { paths, censor: '[hidden]' }, formatters: { level: (label: string) => ({ level: label }) } };
  return destination === undefined ? pino(options, pino.destination({ fd: 2, sync: true })) : pino(options, destination);
}
