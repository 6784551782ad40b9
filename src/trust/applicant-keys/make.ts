import { generateKeyPairSync } from 'node:crypto';
import { encryptKey } from '../formats/index.ts';
import { keyInMemory, makeRequest, pemOf } from '../issue/index.ts';

/** A key under a password, and its request. */
export type NewKey = {
  /** PKCS#10, PEM. What it says of a person is nothing: a certificate says what the records say. */
  readonly request: string;
  /** SubjectPublicKeyInfo, DER. */
  readonly spki: Buffer;
  /** EncryptedPrivateKeyInfo (RFC 5958 3). */
  readonly encrypted: Buffer;
};

/**
 * ES-13.1.7a: makes a key for ECDSA on P-256 in this process's memory. It leaves the memory under the password only (ES-13.1.7b).
 * Slow on purpose: not within a transaction.
 */
export async function makeKeyUnder(password: string): Promise<NewKey> {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const key = keyInMemory('ecdsa-sha256', privateKey);
  const open = privateKey.export({ format: 'der', type: 'pkcs8' });
  try {
    return {
      request: pemOf('CERTIFICATE REQUEST', await makeRequest({}, key)),
      spki: key.spki,
      encrypted: await encryptKey(password, open),
    };
  } finally {
    open.fill(0);
  }
}

/** 12 to 64 signs that every program writes the same way into a key file: RFC 7292 and RFC 8018 encode others differently. */
export const isKeyPassword = (password: string): boolean => /^[\x20-\x7e]{12,64}$/.test(password);
