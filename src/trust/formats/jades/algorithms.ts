import type { KeyObject } from 'node:crypto';
import { der, DerError, fields, oids, readDer, readInteger } from '../../der/index.ts';
import { type SignatureMethod, verifySignature } from '../../path/index.ts';

/** An algorithm of JWS (RFC 7518 3, RFC 8037, RFC 9864) as the rest of this code knows it. */
export type JwsMethod = {
  readonly name: string;
  readonly method: SignatureMethod;
  /** The digest the signature rests on, as node:crypto calls it. */
  readonly digest: string;
  /** ECDSA: the one curve that goes with it (RFC 7518 3.4), and the octets of each number. */
  readonly curve?: { readonly name: string; readonly half: number };
};

const method = (
  oid: string,
  key: SignatureMethod['key'],
  digest: string | null,
  saltLength?: number,
): SignatureMethod => ({
  oid,
  key,
  digest,
  pss: saltLength === undefined ? undefined : { saltLength },
});
const ecdsa = (name: string, oid: string, digest: string, curve: string, half: number): JwsMethod => ({
  name,
  method: method(oid, 'ec', digest),
  digest,
  curve: { name: curve, half },
});
const rsa = (name: string, oid: string, digest: string, saltLength?: number): JwsMethod => ({
  name,
  method: method(oid, 'rsa', digest, saltLength),
  digest,
});

/** In the order in which a key's own is sought. Nothing else is computed: no `none`, no shared secret. */
const methods: readonly JwsMethod[] = [
  ecdsa('ES256', oids.ecdsaWithSHA256, 'sha256', 'prime256v1', 32),
  ecdsa('ES384', oids.ecdsaWithSHA384, 'sha384', 'secp384r1', 48),
  ecdsa('ES512', oids.ecdsaWithSHA512, 'sha512', 'secp521r1', 66),
  rsa('PS256', oids.rsassaPss, 'sha256', 32),
  rsa('PS384', oids.rsassaPss, 'sha384', 48),
  rsa('PS512', oids.rsassaPss, 'sha512', 64),
  rsa('RS256', oids.sha256WithRSAEncryption, 'sha256'),
  rsa('RS384', oids.sha384WithRSAEncryption, 'sha384'),
  rsa('RS512', oids.sha512WithRSAEncryption, 'sha512'),
  { name: 'EdDSA', method: method(oids.ed25519, 'ed25519', null), digest: 'sha512' },
  { name: 'Ed25519', method: method(oids.ed25519, 'ed25519', null), digest: 'sha512' },
  { name: 'ML-DSA-65', method: method(oids.mlDsa65, 'ml-dsa-65', null), digest: 'sha512' },
];
const byName = new Map(methods.map((one) => [one.name, one]));

export const jwsMethod = (name: string): JwsMethod | undefined => byName.get(name);

/** RFC 8725 3.1: an algorithm is for one kind of key, on one curve; the header does not choose for the key. */
export function goesWith({ method: { key: kind, pss }, curve }: JwsMethod, key: KeyObject): boolean {
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = key;
  if (kind === 'ec') return type === 'ec' && details?.namedCurve === curve?.name;
  if (kind === 'rsa') return type === 'rsa' || (type === 'rsa-pss' && pss !== undefined);
  return type === kind;
}

/** The algorithm that a key signs with here. @throws RangeError for a key nobody should sign with */
export function jwsMethodFor(key: KeyObject, options: { readonly pkcs1?: boolean } = {}): JwsMethod {
  const found = methods.find((one) => goesWith(one, key) && (one.method.pss === undefined || options.pkcs1 !== true));
  if (found === undefined) throw new RangeError(`no JWS algorithm for a key of type ${key.asymmetricKeyType}`);
  return found;
}

/** Whether `signature`, as it stands in a JWS, is one over `input`. Never throws. */
export function verifyJws(alg: JwsMethod, key: KeyObject, input: Uint8Array, signature: Buffer): boolean {
  const value = alg.curve === undefined ? signature : sequenceOf(signature, alg.curve.half);
  return value !== undefined && goesWith(alg, key) && verifySignature(alg.method, key, input, value);
}

// RFC 7518 3.4: both numbers at their full length, side by side; a shorter or longer value is no signature.
function sequenceOf(pair: Buffer, half: number): Buffer | undefined {
  if (pair.length !== 2 * half) return undefined;
  return der.sequence(der.unsignedInteger(pair.subarray(0, half)), der.unsignedInteger(pair.subarray(half)));
}

/** An ECDSA value as tokens and certificates have it, turned into that of a JWS; others stay. */
export function jwsValue({ curve }: JwsMethod, signature: Uint8Array): Buffer {
  const value = Buffer.from(signature);
  if (curve === undefined || value.length === 2 * curve.half) return value;
  try {
    const pair = fields(readDer(value));
    const [r, s] = [readInteger(pair.next()), readInteger(pair.next())];
    pair.end();
    return Buffer.concat([r, s].map((one) => Buffer.from(one.toString(16).padStart(2 * curve.half, '0'), 'hex')));
  } catch (error) {
    if (error instanceof DerError) return value;
    throw error;
  }
}

/** The DER form of a JWS's ECDSA value; undefined for other algorithms. */
export const derValue = ({ curve }: JwsMethod, signature: Buffer): Buffer | undefined =>
  curve === undefined ? undefined : sequenceOf(signature, curve.half);
