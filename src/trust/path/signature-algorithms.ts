import { constants, hash, type KeyObject, verify, type VerifyKeyObjectInput } from 'node:crypto';
import { checkedTogether } from '../../platform/work/signatures.ts';
import { DerError, type DerNode, fields, oids, readDer, readOid, readSmallInteger, tags } from '../der/index.ts';
import { type GostKey, type GostKind, gostKeyOf, isGostInfo, isGostKey, verifyGost } from './gost/gost.ts';
import { streebog, type StreebogName } from './gost/streebog.ts';
import { keyObject, type PublicKeyInfo, traitsOf } from './public-key.ts';

/** AlgorithmIdentifier (RFC 5280 4.1.1.2). */
export type AlgorithmId = {
  readonly oid: string;
  /** The encoding of the parameters; undefined where there are none. */
  readonly parameters: Buffer | undefined;
};

/** @throws DerError */
export function readAlgorithmId(node: DerNode): AlgorithmId {
  const f = fields(node);
  const oid = readOid(f.next());
  const parameters = f.peek && f.next();
  f.end();
  return { oid, parameters: parameters?.raw };
}

type OwnKind = 'ec' | 'rsa' | 'ed25519' | 'ed448' | 'ml-dsa-44' | 'ml-dsa-65' | 'ml-dsa-87' | 'dsa';
export type KeyKind = OwnKind | GostKind;
/** A key that verifies: of node:crypto, or of the plug-in for what that has not. Nothing here signs with the latter. */
export type VerifyingKey = KeyObject | GostKey;
type Parameters = 'absent' | 'null-or-absent' | 'pss';
type Scheme = { readonly key: KeyKind; readonly digest: string | null; readonly parameters: Parameters };

const rsa = (digest: string): Scheme => ({ key: 'rsa', digest, parameters: 'null-or-absent' });
const ecdsa = (digest: string): Scheme => ({ key: 'ec', digest, parameters: 'absent' });
const pure = (key: KeyKind): Scheme => ({ key, digest: null, parameters: 'absent' });

/** The signature algorithms this machine can compute. Whether one is trusted is the policy's word, not this table's. */
const schemes: ReadonlyMap<string, Scheme> = new Map([
  [oids.ecdsaWithSHA1, ecdsa('sha1')],
  [oids.ecdsaWithSHA256, ecdsa('sha256')],
  [oids.ecdsaWithSHA384, ecdsa('sha384')],
  [oids.ecdsaWithSHA512, ecdsa('sha512')],
  [oids.sha1WithRSAEncryption, rsa('sha1')],
  [oids.sha256WithRSAEncryption, rsa('sha256')],
  [oids.sha384WithRSAEncryption, rsa('sha384')],
  [oids.sha512WithRSAEncryption, rsa('sha512')],
  [oids.rsassaPss, { key: 'rsa', digest: null, parameters: 'pss' }],
  [oids.ed25519, pure('ed25519')],
  [oids.ed448, pure('ed448')],
  [oids.mlDsa44, pure('ml-dsa-44')],
  [oids.mlDsa65, pure('ml-dsa-65')],
  [oids.mlDsa87, pure('ml-dsa-87')],
  [oids.dsaWithSHA1, { key: 'dsa', digest: 'sha1', parameters: 'null-or-absent' }],
  [oids.gost2012x256WithStreebog, { key: 'gost-256', digest: 'streebog256', parameters: 'null-or-absent' }],
  [oids.gost2012x512WithStreebog, { key: 'gost-512', digest: 'streebog512', parameters: 'null-or-absent' }],
]);

/** What a policy needs to judge a signature: the algorithm, the digest it rests on, the strength of the key. */
export type SignatureMethod = {
  readonly oid: string;
  readonly key: KeyKind;
  readonly digest: string | null;
  readonly pss: { readonly saltLength: number } | undefined;
};

/** The algorithm with its parameters read; undefined where it is unknown to us or its parameters are not as its standard says. */
export function signatureMethod({ oid, parameters }: AlgorithmId): SignatureMethod | undefined {
  const scheme = schemes.get(oid);
  if (scheme === undefined) return undefined;
  if (scheme.parameters === 'pss') {
    const pss = pssParameters(parameters);
    return pss && { oid, key: scheme.key, digest: pss.digest, pss: { saltLength: pss.saltLength } };
  }
  if (parameters !== undefined && !(scheme.parameters === 'null-or-absent' && isNull(parameters))) return undefined;
  return plain.get(oid);
}

const plain: ReadonlyMap<string, SignatureMethod> = new Map(
  [...schemes].map(([oid, { key, digest }]) => [oid, { oid, key, digest, pss: undefined }]),
);

const isNull = (parameters: Buffer): boolean => parameters.length === 2 && parameters[0] === tags.null;

const digests: ReadonlyMap<string, string> = new Map([
  [oids.sha1, 'sha1'],
  [oids.sha256, 'sha256'],
  [oids.sha384, 'sha384'],
  [oids.sha512, 'sha512'],
]);

/** The digest of an identifier as node:crypto calls it; undefined where it is none of ours. */
export const digestName = (oid: string): string | undefined => digests.get(oid);

/** RFC 5754 2: the parameters of a digest are absent or NULL. undefined for others, and where it is none of ours. */
export const digestOf = ({ oid, parameters }: AlgorithmId): string | undefined =>
  parameters === undefined || isNull(parameters) ? digestName(oid) : undefined;

const isStreebog = (name: string): name is StreebogName => name === 'streebog256' || name === 'streebog512';
const signersDigests: ReadonlyMap<string, string> = new Map([
  ...digests,
  [oids.streebog256, 'streebog256'],
  [oids.streebog512, 'streebog512'],
]);

/** The same of a digest that a signer took of content, attributes and certificate: Streebog too, which is computed here (`digestBytes`). */
export const signersDigestOf = ({ oid, parameters }: AlgorithmId): string | undefined =>
  parameters === undefined || isNull(parameters) ? signersDigests.get(oid) : undefined;

/** The digest of the octets, by a name of `signersDigestOf`. */
export const digestBytes = (name: string, octets: Uint8Array): Buffer =>
  isStreebog(name) ? streebog(name, octets) : hash(name, octets, 'buffer');

// RFC 4055 3.1: all fields have defaults (SHA-1, 20 octets). The mask's digest must be the message's: the only way node:crypto has.
function pssParameters(parameters: Buffer | undefined): { digest: string; saltLength: number } | undefined {
  if (parameters === undefined) return undefined;
  try {
    const f = fields(readDer(parameters));
    const [hash, mask, salt, trailer] = [
      f.optionalExplicit(0),
      f.optionalExplicit(1),
      f.optionalExplicit(2),
      f.optionalExplicit(3),
    ];
    f.end();
    const digest = hash === undefined ? 'sha1' : digestOf(readAlgorithmId(hash));
    const maskDigest = mask === undefined ? 'sha1' : maskDigestOf(readAlgorithmId(mask));
    if (digest === undefined || digest !== maskDigest) return undefined;
    if (trailer !== undefined && readSmallInteger(trailer) !== 1) return undefined;
    return { digest, saltLength: salt === undefined ? 20 : readSmallInteger(salt, 0, 512) };
  } catch (error) {
    if (error instanceof DerError) return undefined;
    throw error;
  }
}

const maskDigestOf = ({ oid, parameters }: AlgorithmId): string | undefined =>
  oid === oids.mgf1 && parameters !== undefined ? digestOf(readAlgorithmId(readDer(parameters))) : undefined;

const typesOf: Readonly<Record<OwnKind, readonly string[]>> = {
  ec: ['ec'],
  rsa: ['rsa', 'rsa-pss'],
  ed25519: ['ed25519'],
  ed448: ['ed448'],
  'ml-dsa-44': ['ml-dsa-44'],
  'ml-dsa-65': ['ml-dsa-65'],
  'ml-dsa-87': ['ml-dsa-87'],
  dsa: ['dsa'],
};

/** Whether the key can make signatures of this method: a PSS-only key makes no PKCS #1 ones (RFC 4055 1.2). */
export function fits({ key: kind, pss }: SignatureMethod, key: VerifyingKey): boolean {
  if (isGostKey(key)) return key.kind === kind;
  const { type = '' } = traitsOf(key);
  return isOwn(kind) && typesOf[kind].includes(type) && (type !== 'rsa-pss' || pss !== undefined);
}

const isOwn = (kind: KeyKind): kind is OwnKind => kind in typesOf;

const costs = new WeakMap<KeyObject, number>();

/** What a check costs, in checks with P-256 or RSA-2048: a stranger chooses the key, and numbers of any size are slow. */
export function costOf({ key: kind }: SignatureMethod, key: VerifyingKey): number {
  if (!isOwn(kind) || isGostKey(key)) return 5;
  let cost = costs.get(key);
  if (cost === undefined) costs.set(key, (cost = costOfKey(key)));
  return cost;
}

const usualBits = 2048;
const usualExponentBits = 17;

function costOfKey(key: KeyObject): number {
  const { type, details = {} } = traitsOf(key);
  const { modulusLength = 0, publicExponent = 0n, namedCurve } = details;
  if (type === 'ec') return namedCurve === 'prime256v1' ? 1 : 4;
  if (type === 'dsa') return 4;
  const exponent = Math.max(1, publicExponent.toString(2).length / usualExponentBits);
  return Math.max(1, Math.ceil((modulusLength / usualBits) ** 2 * exponent));
}

/** Whether `signature` over `data` verifies. Never throws: what cannot be computed does not verify. */
export function verifySignature(
  method: SignatureMethod,
  key: VerifyingKey,
  data: Uint8Array,
  signature: Uint8Array,
): boolean {
  if (!fits(method, key)) return false;
  if (isGostKey(key)) return verifyGost(key, digestBytes(method.digest!, data), signature);
  try {
    return verify(method.digest, data, padded(method, key), signature);
  } catch {
    return false;
  }
}

// On P-256 and Ed25519 one costs less than handing it to another thread and hearing of it.
const isQuick = ({ digest }: SignatureMethod, { asymmetricKeyType: type }: KeyObject): boolean =>
  type === 'ed25519' || (type === 'ec' && digest === 'sha256');

/** The same, on another thread where it takes long or many meet: for many at once. Never rejects. */
export async function verifySignatureBeside(
  method: SignatureMethod,
  key: VerifyingKey,
  data: Uint8Array,
  signature: Uint8Array,
): Promise<boolean> {
  if (!fits(method, key) || isGostKey(key)) return verifySignature(method, key, data, signature);
  if (isQuick(method, key)) return checkedTogether({ digest: method.digest, key, data, signature }).catch(() => false);
  return new Promise((resolve) => {
    try {
      verify(method.digest, data, padded(method, key), signature, (error, good) => resolve(error === null && good));
    } catch {
      resolve(false);
    }
  });
}

const padded = ({ pss }: SignatureMethod, key: KeyObject): KeyObject | VerifyKeyObjectInput =>
  pss === undefined ? key : { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: pss.saltLength };

const keys = new WeakMap<PublicKeyInfo, { readonly key: KeyObject | undefined }>();

const gostKeys = new WeakMap<PublicKeyInfo, { readonly key: GostKey | undefined }>();

/** The key of a key info that verifies, also where only the plug-in has it. */
export function verifyingKeyOf(info: PublicKeyInfo): VerifyingKey | undefined {
  if (!isGostInfo(info)) return keyOf(info);
  let found = gostKeys.get(info);
  if (found === undefined) gostKeys.set(info, (found = { key: gostKeyOf(info) }));
  return found.key;
}

/** The key object of a key info, made once. */
export function keyOf(info: PublicKeyInfo): KeyObject | undefined {
  let kept = keys.get(info);
  if (kept === undefined) {
    kept = { key: keyObject(info) };
    keys.set(info, kept);
  }
  return kept.key;
}
