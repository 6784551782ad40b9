import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { cadesMessage, digestsFrom, finishSigner, prepareCades, signPrepared } from '../../formats/index.ts';
import { keyInMemory, makeRequest } from '../../issue/index.ts';
import type { Certificate } from '../../path/index.ts';

/** Somebody whose key lies at the stand-in. Nobody who lives. */
export type CloudPerson = {
  readonly pin: string;
  readonly name: string;
  readonly key: KeyObject;
  /** Of that key; without one there is nothing to sign with. */
  certificate: Certificate | undefined;
};

export const cloudPerson = (pin: string, name: string): CloudPerson => ({
  pin,
  name,
  key: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey,
  certificate: undefined,
});

/** The request that a person takes to a centre, for the key that stays in the cloud (RFC 2986). */
export const requestOf = ({ name, key }: CloudPerson): Promise<Buffer> =>
  makeRequest({ countryName: 'KG', commonName: name }, keyInMemory('ecdsa-sha256', key));

/** Whether a certificate is one of the person's key. */
export const isOfKey = ({ key }: CloudPerson, certificate: Certificate): boolean =>
  certificate.publicKey.raw.equals(createPublicKey(key).export({ format: 'der', type: 'spki' }));

// The means that this code is; the list of confirmed means knows it by this name.
const means = {
  use: ['createSignatureKey'] as const,
  kind: 'signatureMeans' as const,
  name: 'Makulduk sign',
  version: '1',
};

/** What `get-sign/for-hash` gives: a detached CAdES message over the hash. */
export function signedOver({ key, certificate }: CloudPerson, hash: Buffer, at: Date): Buffer {
  if (certificate === undefined) throw new RangeError('no certificate');
  const content = digestsFrom((name) => (name === 'sha256' ? hash : undefined));
  const prepared = prepareCades({ certificate, content, signingTime: at, creationMeans: means });
  return cadesMessage([finishSigner(prepared, signPrepared(prepared, key))], [certificate]);
}
