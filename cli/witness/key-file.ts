import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { type Cosigner, cosigner } from '../../src/record/cosignature.ts';
import { isKeyName } from '../../src/record/note.ts';

/** Makes the witness's own key, for its owner's eyes only; an existing file is never overwritten. */
export function createKeyFile(file: string, name: string): Cosigner {
  if (!isKeyName(name)) throw new Error('a witness name has no blanks and no plus, such as witness.example.kg');
  const key = generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' });
  writeFileSync(file, `${JSON.stringify({ name, key })}\n`, { mode: 0o600, flag: 'wx' });
  return readKeyFile(file);
}

export function readKeyFile(file: string): Cosigner {
  const { name, key } = JSON.parse(readFileSync(file, 'utf8')) as { name?: unknown; key?: unknown };
  if (typeof name !== 'string' || typeof key !== 'string') throw new Error(`${file} is not a witness key`);
  return cosigner(name, createPrivateKey(key));
}
