import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { openTokenFile } from '../../../platform/pkcs11/index.ts';
import { isSignatureAlgorithm, type SignatureAlgorithm } from '../algorithms.ts';
import type { CaKey } from '../ca-key.ts';
import { KeyFileRefused, openKeyFile } from './key-file.ts';
import { createTokenKey, tokenKey } from './token-key.ts';

// A ceremony names its key by a file: the key itself under two passphrases, or where in which token it is.

type Reference = {
  readonly format: 'makulduk token key';
  readonly version: 1;
  /** The token's description, from this file's folder. */
  readonly token: string;
  readonly name: string;
  readonly algorithm: SignatureAlgorithm;
};

/** A key that its officers have opened, until it is closed. */
export type OpenedKey = CaKey & { readonly name: string; close(): void };

/** Makes a key in a token and writes to a new file where it is. @throws TokenRefused, and where the file exists */
export function createReferencedKey(
  file: string,
  options: {
    readonly token: string;
    readonly name: string;
    readonly algorithm: SignatureAlgorithm;
    readonly passphrases: readonly string[];
  },
): CaKey {
  using token = openTokenFile(options.token, options.passphrases, { attended: true });
  const { name, algorithm } = options;
  const reference: Reference = {
    format: 'makulduk token key',
    version: 1,
    token: relative(dirname(resolve(file)), resolve(options.token)),
    name,
    algorithm,
  };
  const key = createTokenKey(token, name, algorithm);
  writeFileSync(file, `${JSON.stringify(reference)}\n`, { flag: 'wx', mode: 0o600, flush: true });
  return key;
}

/** Opens the key that a file holds or names. @throws KeyFileRefused, TokenRefused */
export function openSigningKey(file: string, passphrases: readonly string[]): OpenedKey {
  const reference = referenceIn(file);
  if (reference === undefined) return { ...openKeyFile(file, passphrases), close: () => undefined };
  const token = openTokenFile(resolve(dirname(resolve(file)), reference.token), passphrases, { attended: true });
  try {
    const key = tokenKey(token, reference.name, reference.algorithm);
    return { ...key, name: reference.name, close: () => token.close() };
  } catch (error) {
    token.close();
    throw error;
  }
}

function referenceIn(file: string): Reference | undefined {
  const damaged = new KeyFileRefused('format', `${file} is no signing key of this version`);
  let content: Partial<Reference>;
  try {
    content = JSON.parse(readFileSync(file, 'utf8')) as Partial<Reference>;
  } catch {
    throw damaged;
  }
  if (content.format !== 'makulduk token key') return undefined;
  const { version, token, name, algorithm } = content;
  if (version !== 1 || typeof token !== 'string' || typeof name !== 'string' || !isSignatureAlgorithm(algorithm ?? ''))
    throw damaged;
  return content as Reference;
}
