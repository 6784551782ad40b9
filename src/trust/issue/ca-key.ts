import { createPublicKey, type KeyObject } from 'node:crypto';
import { inspect } from 'node:util';
import { fits, type SignatureAlgorithm, signBeside, signWith } from './algorithms.ts';

/**
 * The port behind which a signing key of a root, a centre, a trusted person or a service lives: a file, a token, a machine
 * that is switched on once a year. It gives signatures and never the key.
 */
export type CaKey = {
  readonly algorithm: SignatureAlgorithm;
  /** SubjectPublicKeyInfo, DER. */
  readonly spki: Buffer;
  /** Signs exactly these bytes. @throws where the token is away or closed */
  sign(data: Uint8Array): Promise<Buffer>;
  /**
   * The same on another thread, where the key can be used there, and checked by the public key as the issuer's certificate has it;
   * nothing where it does not verify. Takes longer for one, and for many keeps nobody waiting.
   */
  signBeside?(data: Uint8Array, by: KeyObject): Promise<Buffer | undefined>;
};

/** A key that is in this process's memory, as OpenSSL's own object. It never prints. */
export function keyInMemory(algorithm: SignatureAlgorithm, privateKey: KeyObject): CaKey {
  const spki = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  if (!fits(algorithm, spki)) throw new RangeError(`the key is none for ${algorithm}`);
  return {
    algorithm,
    spki,
    sign: async (data) => signWith(algorithm, privateKey, data),
    signBeside: (data, by) => signBeside(algorithm, privateKey, by, data),
    toJSON: () => '[key]',
    [inspect.custom]: () => '[key]',
  } as CaKey;
}
