import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { systemClock } from '../../src/platform/clock.ts';
import { noteVerifier } from '../../src/record/note.ts';
import { readState, writeState } from '../../src/record/signer-state.ts';
import { createKeyFile, readKeyFile } from './key-file.ts';
import { Fork, lookOnce, type WitnessDeps } from './witness.ts';

export const witnessUsage = `makulduk witness init --key FILE --name NAME
makulduk witness run --key FILE --state FILE --log URL --log-key VKEY|FILE [--every SECONDS] [--once]`;

const options = {
  key: { type: 'string' },
  name: { type: 'string' },
  state: { type: 'string' },
  log: { type: 'string' },
  'log-key': { type: 'string' },
  every: { type: 'string', default: '10' },
  once: { type: 'boolean', default: false },
} as const;

/** A witness of the log: its own key, its own memory, its own machine. Answers 2 where the log was caught forking. */
export async function witnessCommand(
  args: readonly string[],
  print: (text: string) => void,
  stop?: AbortSignal,
): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options });
  if (positionals[0] === 'init' && values.key !== undefined && values.name !== undefined) {
    print(createKeyFile(values.key, values.name).vkey);
    return 0;
  }
  const { key, state, log } = values;
  const logKey = values['log-key'];
  const every = Number(values.every);
  if (
    positionals[0] !== 'run' ||
    key === undefined ||
    state === undefined ||
    log === undefined ||
    logKey === undefined ||
    !(every >= 1)
  )
    throw new Error(witnessUsage);
  const deps: WitnessDeps = {
    url: log.replace(/\/+$/, ''),
    log: noteVerifier(existsSync(logKey) ? readFileSync(logKey, 'utf8') : logKey),
    cosigner: readKeyFile(key),
    read: () => readState(state),
    write: (seen) => writeState(state, seen),
    seconds: () => Math.floor(systemClock.real().getTime() / 1000),
    fetch,
  };
  return watch(deps, { state, every, once: values.once }, print, stop);
}

async function watch(
  deps: WitnessDeps,
  how: { state: string; every: number; once: boolean },
  print: (text: string) => void,
  stop?: AbortSignal,
): Promise<number> {
  for (;;) {
    try {
      const { said, size } = await lookOnce(deps);
      print(`${said} size ${size}`);
      if (how.once) return said === 'cosigned' ? 0 : 1;
    } catch (error) {
      if (error instanceof Fork) {
        const file = `${how.state}.fork.txt`;
        writeFileSync(file, error.exhibit);
        print(`FORK: ${error.message}. Nothing was cosigned. Both sides are kept in ${file}: publish it.`);
        return 2;
      }
      print(`not cosigned: ${(error as Error).message}`);
      if (how.once) return 1;
    }
    if (stop?.aborted) return 0;
    await sleep(how.every * 1000, undefined, stop ? { signal: stop } : {}).catch(() => undefined);
    if (stop?.aborted) return 0;
  }
}
