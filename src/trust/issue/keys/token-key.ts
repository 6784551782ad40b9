import { createHash } from 'node:crypto';
import {
  type Attribute,
  attributes as a,
  classes,
  keyTypes,
  mechanism,
  mechanisms,
  mgf1Sha256,
  type Token,
  TokenRefused,
  words,
} from '../../../platform/pkcs11/index.ts';
import { keyOfSpki } from '../../../platform/spki.ts';
import { der, oids, readDer, readOctets } from '../../der/index.ts';
import { type SignatureAlgorithm, signatureAlgorithms, verifiesWith } from '../algorithms.ts';
import type { CaKey } from '../ca-key.ts';

// Signing keys that live in a PKCS#11 token: made there, used there, and never seen here.

/** `signNow` keeps the program waiting: for what is signed once in a while. @throws TokenRefused */
export type TokenKey = CaKey & { readonly signNow: (data: Uint8Array) => Buffer };

// Hashed here: a list of a million entries would take minutes through the wire of a token.
type Signing = {
  readonly generate: number;
  readonly keyType: number;
  /** The curve, as PKCS#11 names it, and how long its points are; undefined for RSA. */
  readonly curve?: { readonly parameters: Buffer; readonly point: number; readonly identifier: Buffer };
  /** What the token is given to sign, by which mechanism. */
  readonly how: () => Buffer;
  readonly input: (data: Uint8Array) => Buffer;
  /** The token's answer as it stands in certificates. */
  readonly output: (made: Buffer) => Buffer;
};

const hashed =
  (name: string) =>
  (data: Uint8Array): Buffer =>
    createHash(name).update(data).digest();
const sha256 = hashed('sha256');
const asIs = (made: Buffer): Buffer => made;

const ecdsa = (curve: string, point: number, hash: string): Signing => ({
  generate: mechanisms.ecKeyPairGen,
  keyType: keyTypes.ec,
  curve: { parameters: der.oid(curve), point, identifier: der.algorithmIdentifier(oids.ecPublicKey, der.oid(curve)) },
  how: () => mechanism(mechanisms.ecdsa),
  input: hashed(hash),
  // PKCS#11 gives r and s one behind the other; X.509 wants a sequence of two numbers (RFC 3279 2.2.3).
  output: (made) =>
    der.sequence(
      der.unsignedInteger(made.subarray(0, made.length / 2)),
      der.unsignedInteger(made.subarray(made.length / 2)),
    ),
});
const rsa = (how: Signing['how'], input: Signing['input']): Signing => ({
  generate: mechanisms.rsaKeyPairGen,
  keyType: keyTypes.rsa,
  how,
  input,
  output: asIs,
});

const ways: Readonly<Record<SignatureAlgorithm, Signing>> = {
  'ecdsa-sha256': ecdsa(oids.prime256v1, 65, 'sha256'),
  'ecdsa-sha384': ecdsa(oids.secp384r1, 97, 'sha384'),
  // RFC 8017 9.2: a DigestInfo.
  'rsa-sha256': rsa(
    () => mechanism(mechanisms.rsaPkcs),
    (data) => der.sequence(der.algorithmIdentifier(oids.sha256, der.nul()), der.octetString(sha256(data))),
  ),
  'rsa-pss-sha256': rsa(() => mechanism(mechanisms.rsaPkcsPss, words(mechanisms.sha256, mgf1Sha256, 32)), sha256),
  ed25519: {
    generate: mechanisms.ecEdwardsKeyPairGen,
    keyType: keyTypes.ecEdwards,
    curve: { parameters: der.oid(oids.ed25519), point: 32, identifier: der.algorithmIdentifier(oids.ed25519) },
    how: () => mechanism(mechanisms.eddsa),
    input: (data) => Buffer.from(data),
    output: asIs,
  },
};
const RSA_BITS = 3072;

/** Makes a key in the token, which neither can leave it nor do anything but sign. @throws TokenRefused */
export function createTokenKey(token: Token, name: string, algorithm: SignatureAlgorithm): TokenKey {
  const { curve, generate, keyType } = ways[algorithm];
  const both: Attribute[] = [
    [a.token, true],
    [a.label, Buffer.from(name)],
    // Programs of other makers pair the two halves by this.
    [a.id, createHash('sha256').update(name).digest().subarray(0, 16)],
    [a.keyType, keyType],
  ];
  const ofPublic: Attribute[] =
    curve === undefined
      ? [
          [a.modulusBits, RSA_BITS],
          [a.publicExponent, Buffer.of(1, 0, 1)],
        ]
      : [[a.ecParams, curve.parameters]];
  token.generatePair(
    name,
    generate,
    [[a.class, classes.publicKey], ...both, [a.private, false], [a.verify, true], [a.encrypt, false], ...ofPublic],
    [
      [a.class, classes.privateKey],
      ...both,
      [a.private, true],
      [a.sensitive, true],
      [a.extractable, false],
      [a.sign, true],
      [a.decrypt, false],
      [a.unwrap, false],
    ],
  );
  return tokenKey(token, name, algorithm);
}

/** A key that the token holds. @throws TokenRefused where it does not, or where the key could leave the token */
export function tokenKey(token: Token, name: string, algorithm: SignatureAlgorithm): TokenKey {
  const yes = (type: number): boolean => token.attribute('privateKey', name, type)[0] === 1;
  if (yes(a.extractable) || !yes(a.sensitive) || !yes(a.neverExtractable) || !yes(a.local))
    throw new TokenRefused('unfit', `the key ${name} was not made in its token, or may leave it: it is not used`);
  const spki = spkiOf(token, name, algorithm);
  const publicKey = keyOfSpki(spki);
  const checked = (data: Uint8Array, made: Buffer): Buffer => {
    const signature = ways[algorithm].output(made);
    // A token that errs, or another key under this name, must not put its signature under a certificate.
    if (!verifiesWith(algorithm, publicKey, data, signature))
      throw new TokenRefused('unfit', `the token signed with something else than the key ${name}`);
    return signature;
  };
  const { how, input } = ways[algorithm];
  return {
    algorithm,
    spki,
    sign: async (data) => checked(data, await token.sign(name, how(), input(data))),
    signNow: (data) => checked(data, token.signNow(name, how(), input(data))),
  };
}

/** The algorithm that a key of the token is for, by its kind; undefined where there is no such key, or none for signatures here. */
export function algorithmInToken(token: Token, name: string): SignatureAlgorithm | undefined {
  if (!token.has('privateKey', name) || !token.has('publicKey', name)) return undefined;
  const type = Number(token.attribute('privateKey', name, a.keyType).readBigUInt64LE());
  if (type === keyTypes.rsa) return 'rsa-sha256';
  const parameters = token.attribute('publicKey', name, a.ecParams);
  return signatureAlgorithms.find(
    (one) => ways[one].keyType === type && ways[one].curve?.parameters.equals(parameters),
  );
}

function spkiOf(token: Token, name: string, algorithm: SignatureAlgorithm): Buffer {
  const { curve, keyType } = ways[algorithm];
  const own = token.attribute('privateKey', name, a.keyType).readBigUInt64LE();
  const other = new TokenRefused('unfit', `the key ${name} is none for ${algorithm}`);
  if (own !== BigInt(keyType)) throw other;
  const open = (type: number): Buffer => token.attribute('publicKey', name, type);
  if (curve === undefined)
    return der.sequence(
      der.algorithmIdentifier(oids.rsaEncryption, der.nul()),
      der.bitString(der.sequence(der.unsignedInteger(open(a.modulus)), der.unsignedInteger(open(a.publicExponent)))),
    );
  if (!open(a.ecParams).equals(curve.parameters)) throw other;
  const point = open(a.ecPoint);
  // CKA_EC_POINT is an OCTET STRING around the point; some makers give the point alone.
  const bare = point.length === curve.point ? point : readOctets(readDer(point));
  return der.sequence(curve.identifier, der.bitString(bare));
}
