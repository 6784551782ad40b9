import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readState } from './signer-state.ts';

/** The log's signing key from its file; the sandbox makes one on its first start. Production brings its own (HSM, KMS). */
export function ensureLogKey(file: string): KeyObject {
  writeOnce(file, () => generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }) as string);
  return createPrivateKey(readFileSync(file));
}

/** The log's name. Given once: a log that answers at another address, or on another port, is still the same log. */
export function ensureLogOrigin(folder: string, fresh: string): string {
  const file = join(folder, 'origin');
  writeOnce(file, () => `${readState(join(folder, 'signed.json'))?.origin ?? fresh}\n`);
  const origin = readFileSync(file, 'utf8').trim();
  if (origin === '' || /\s/.test(origin)) throw new Error(`${file} is damaged: it holds the name of the log`);
  return origin;
}

/** Writes a file that is made once. Whole or not at all: a start that was killed leaves no half a key behind. */
export function writeOnce(file: string, make: () => string | Uint8Array): void {
  if (existsSync(file)) return;
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const next = `${file}.${process.pid}.new`;
  try {
    writeFileSync(next, make(), { mode: 0o600, flush: true });
    linkSync(next, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(next, { force: true });
  }
}
