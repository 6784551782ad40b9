import type { KeyObject } from 'node:crypto';
import { keyOfSpki } from '../../platform/spki.ts';
import {
  type DerNode,
  der,
  elements,
  fields,
  oids,
  readBitOctets,
  readDer,
  readInteger,
  readIntegerBytes,
  readOid,
  remembering,
  tags,
} from '../der/index.ts';

/** SubjectPublicKeyInfo (RFC 5280 4.1.2.7). */
export type PublicKeyInfo = {
  readonly raw: Buffer;
  readonly algorithm: string;
  /** The encoding of the parameters; undefined where there are none. */
  readonly parameters: Buffer | undefined;
  readonly key: Buffer;
};

/** Whoever signs signs again: the same octets are read once. @throws DerError */
export const readPublicKeyInfo = remembering((node: DerNode): PublicKeyInfo => {
  const f = fields(node);
  const algorithm = fields(f.next());
  const oid = readOid(algorithm.next());
  const parameters = algorithm.peek && algorithm.next();
  algorithm.end();
  const key = readBitOctets(f.next());
  f.end();
  return { raw: node.raw, algorithm: oid, parameters: parameters?.raw, key };
});

const names = new WeakMap<PublicKeyInfo, string>();

/** The same for the same key, whatever it was read from: to count by. */
export function nameOfKey(info: PublicKeyInfo): string {
  let name = names.get(info);
  if (name === undefined) names.set(info, (name = info.raw.toString('latin1')));
  return name;
}

/** A key info by itself, for trust anchors kept without a certificate. @throws DerError */
export const parsePublicKeyInfo = (bytes: Uint8Array): PublicKeyInfo => readPublicKeyInfo(readDer(bytes));

/** Whether the key takes its parameters from its issuer's key (RFC 5280 6.1.4(d) to (f)). Only DSA does. */
export const inheritsParameters = ({ algorithm, parameters }: PublicKeyInfo): boolean =>
  algorithm === oids.dsa && (parameters === undefined || parameters[0] === tags.null);

const kinds: ReadonlySet<string> = new Set([
  oids.rsaEncryption,
  oids.rsassaPss,
  oids.ecPublicKey,
  oids.dsa,
  oids.ed25519,
  oids.ed448,
  oids.mlDsa44,
  oids.mlDsa65,
  oids.mlDsa87,
]);

/** Whether a key of this algorithm can be read here at all. */
export const isKnownKind = (info: PublicKeyInfo): boolean => kinds.has(info.algorithm) && !inheritsParameters(info);

/** The key with the parameters of `from`, where it has none of its own and both are of one algorithm. */
export function withParameters(info: PublicKeyInfo, from: PublicKeyInfo): PublicKeyInfo {
  if (!inheritsParameters(info) || from.algorithm !== info.algorithm || inheritsParameters(from)) return info;
  const parameters = from.parameters!;
  const raw = der.sequence(der.algorithmIdentifier(info.algorithm, parameters), der.bitString(info.key));
  return { ...info, raw, parameters };
}

const MAX_RSA_BITS = 8192;

/** The key for node:crypto; undefined where it is malformed, of an unknown kind, or so large that using it would stall us. */
export function keyObject(info: PublicKeyInfo): KeyObject | undefined {
  if (!isSane(info)) return undefined;
  const name = nameOfKey(info);
  let key = young.get(name) ?? old.get(name);
  if (key === undefined) {
    key = readKey(info.raw);
    if (key === undefined) return undefined;
    // OpenSSL has read the key by the curve that its parameters name.
    const namedCurve = info.algorithm === oids.ecPublicKey ? curveOf(info) : undefined;
    if (namedCurve !== undefined) traits.set(key, { type: 'ec', details: { namedCurve } });
    // One key is asked for several times in a row: of a request, of the certificate made of it, of what that signed.
    if (young.size >= MAX_KEPT) [old, young] = [young, new Map()];
    young.set(name, key);
  }
  return key;
}

// Two generations: what was met lately is not forgotten with the rest.
const MAX_KEPT = 256;
let [young, old] = [new Map<string, KeyObject>(), new Map<string, KeyObject>()];

type Traits = { readonly type: KeyObject['asymmetricKeyType']; readonly details: KeyObject['asymmetricKeyDetails'] };
const traits = new WeakMap<KeyObject, Traits>();

const curves: readonly (readonly [Buffer, string])[] = (
  [
    [oids.prime256v1, 'prime256v1'],
    [oids.secp384r1, 'secp384r1'],
  ] as const
).map(([curve, name]) => [der.oid(curve), name]);

const curveOf = ({ parameters }: PublicKeyInfo): string | undefined =>
  parameters && curves.find(([encoded]) => encoded.equals(parameters))?.[1];

/** What node:crypto says of a key. The runtime takes it from the key anew at each question: it is asked once, or not at all. */
export function traitsOf(key: KeyObject): Traits {
  let known = traits.get(key);
  if (known === undefined)
    traits.set(key, (known = { type: key.asymmetricKeyType, details: key.asymmetricKeyDetails }));
  return known;
}

/** Length, curve and exponent of a key, as node:crypto names them. */
export const keyDetailsOf = (key: KeyObject): KeyObject['asymmetricKeyDetails'] => traitsOf(key).details;

function readKey(spki: Buffer): KeyObject | undefined {
  try {
    return keyOfSpki(spki);
  } catch {
    return undefined;
  }
}

// The cost of a verification grows with the modulus and the exponent, which a stranger chooses.
function isSane({ algorithm, parameters, key }: PublicKeyInfo): boolean {
  if (algorithm === oids.rsaEncryption || algorithm === oids.rsassaPss) return isSaneRsa(key);
  // RFC 5480 2.1.1, 2.2: named curves only; a point compressed or not, never the hybrid form.
  if (algorithm === oids.ecPublicKey)
    return parameters?.[0] === tags.oid && key.length <= 133 && key[0]! >= 2 && key[0]! <= 4;
  if (algorithm === oids.dsa) return key.length <= 400 && (parameters?.length ?? 0) <= 1200;
  return key.length <= 4096;
}

function isSaneRsa(key: Buffer): boolean {
  try {
    const [modulus, exponent, ...others] = elements(readDer(key));
    if (modulus === undefined || exponent === undefined || others.length > 0) return false;
    const [n, e] = [readIntegerBytes(modulus), readIntegerBytes(exponent)];
    if (n.length > MAX_RSA_BITS / 8 + 1 || e.length > 9) return false;
    // RFC 8017 3.1: both positive and odd, the exponent from 3 on. With 1 whoever likes makes signatures.
    return [n, e].every((value) => value[0]! < 0x80 && (value.at(-1)! & 1) === 1) && readInteger(exponent) >= 3n;
  } catch {
    return false;
  }
}
