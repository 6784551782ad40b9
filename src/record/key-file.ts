import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readState } from './signer-state.ts';

/** The log's signing key from its file; the sandbox makes one on its first start. Production brings its own (HSM, KMS). */
export function ensureLogKey(file: string): KeyObject {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  try {
    const pem = generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' });
    writeFileSync(file, pem, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return createPrivateKey(readFileSync(file));
}

/** The log's name. Given once: a log that answers at another address, or on another port, is still the same log. */
export function ensureLogOrigin(folder: string, fresh: string): string {
  const file = join(folder, 'origin');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  try {
    writeFileSync(file, `${readState(join(folder, 'signed.json'))?.origin ?? fresh}\n`, { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const origin = readFileSync(file, 'utf8').trim();
  if (origin === '' || /\s/.test(origin)) throw new Error(`${file} is damaged: it holds the name of the log`);
  return origin;
}
