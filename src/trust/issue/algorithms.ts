import { constants, type KeyObject, sign, verify } from 'node:crypto';
import { checkedTogether, signedTogether } from '../../platform/work/signatures.ts';
import { der, fields, oids, readDer, readOid, tags } from '../der/index.ts';

// Signature algorithms with which certificates and CRLs are issued. Law 128 art. 4(2) asks for none in particular.

export const signatureAlgorithms = ['ecdsa-sha256', 'ecdsa-sha384', 'rsa-sha256', 'rsa-pss-sha256', 'ed25519'] as const;
export type SignatureAlgorithm = (typeof signatureAlgorithms)[number];
export const isSignatureAlgorithm = (name: string): name is SignatureAlgorithm =>
  (signatureAlgorithms as readonly string[]).includes(name);

const sha256 = der.algorithmIdentifier(oids.sha256, der.nul());
// RFC 4055 3.1: SHA-256, MGF1 with it, a salt of 32 octets, the default trailer left out.
const pss = der.sequence(
  der.explicit(0, sha256),
  der.explicit(1, der.algorithmIdentifier(oids.mgf1, sha256)),
  der.explicit(2, der.integer(32)),
);

type Row = { readonly identifier: Buffer; readonly digest: string | null; readonly pss?: boolean };
const rows: Readonly<Record<SignatureAlgorithm, Row>> = {
  'ecdsa-sha256': { identifier: der.algorithmIdentifier(oids.ecdsaWithSHA256), digest: 'sha256' },
  'ecdsa-sha384': { identifier: der.algorithmIdentifier(oids.ecdsaWithSHA384), digest: 'sha384' },
  'rsa-sha256': { identifier: der.algorithmIdentifier(oids.sha256WithRSAEncryption, der.nul()), digest: 'sha256' },
  'rsa-pss-sha256': { identifier: der.algorithmIdentifier(oids.rsassaPss, pss), digest: 'sha256', pss: true },
  ed25519: { identifier: der.algorithmIdentifier(oids.ed25519), digest: null },
};

/** The AlgorithmIdentifier as it stands in certificates. */
export const algorithmBytes = (algorithm: SignatureAlgorithm): Buffer => rows[algorithm].identifier;

/** The algorithm that an AlgorithmIdentifier names, if it is one of ours with exactly our parameters. */
export const algorithmOf = (identifier: Uint8Array): SignatureAlgorithm | undefined =>
  signatureAlgorithms.find((one) => rows[one].identifier.equals(identifier));

const padding = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 };

export const signWith = (algorithm: SignatureAlgorithm, key: KeyObject, data: Uint8Array): Buffer => {
  const { digest, pss: isPss } = rows[algorithm];
  return sign(digest, data, isPss === true ? { key, ...padding } : key);
};

// On P-256 and Ed25519 one signature costs less than handing it to another thread and hearing of it.
const isQuick = (algorithm: SignatureAlgorithm): boolean => algorithm === 'ecdsa-sha256' || algorithm === 'ed25519';

/**
 * The same, and checked by the public key, where it takes long or many meet on another thread: for many at once, while this one makes
 * the next. Nothing where the signature does not verify. @throws where a key cannot be used so
 */
export async function signBeside(
  algorithm: SignatureAlgorithm,
  key: KeyObject,
  by: KeyObject,
  data: Uint8Array,
): Promise<Buffer | undefined> {
  const { digest, pss: isPss } = rows[algorithm];
  if (isQuick(algorithm)) return signedTogether({ digest, key, by, data });
  const signature = await new Promise<Buffer>((resolve, reject) =>
    sign(digest, data, isPss === true ? { key, ...padding } : key, (error, made) =>
      error === null ? resolve(made) : reject(error),
    ),
  );
  return ifVerifies(algorithm, by, data, signature);
}

/** The signature, if it verifies by the public key: found on another thread where that takes long or many meet. @throws where the key cannot be used so */
export const ifVerifies = async (
  algorithm: SignatureAlgorithm,
  by: KeyObject,
  data: Uint8Array,
  signature: Buffer,
): Promise<Buffer | undefined> => ((await verifiesBeside(algorithm, by, data, signature)) ? signature : undefined);

async function verifiesBeside(
  algorithm: SignatureAlgorithm,
  key: KeyObject,
  data: Uint8Array,
  signature: Uint8Array,
): Promise<boolean> {
  const { digest, pss: isPss } = rows[algorithm];
  if (isQuick(algorithm)) return checkedTogether({ digest, key, data, signature });
  return new Promise((resolve, reject) =>
    verify(digest, data, isPss === true ? { key, ...padding } : key, signature, (error, good) =>
      error === null ? resolve(good) : reject(error),
    ),
  );
}

export const verifiesWith = (
  algorithm: SignatureAlgorithm,
  key: KeyObject,
  data: Uint8Array,
  signature: Uint8Array,
): boolean => {
  const { digest, pss: isPss } = rows[algorithm];
  return verify(digest, data, isPss === true ? { key, ...padding } : key, signature);
};

/** The identifiers of a SubjectPublicKeyInfo: of its algorithm and, where the parameters are one, of its curve. @throws DerError */
export function keyAlgorithmOf(spki: Uint8Array): { readonly algorithm: string; readonly curve?: string } {
  const f = fields(fields(readDer(spki)).next());
  const algorithm = readOid(f.next());
  const parameters = f.peek;
  return parameters?.tag === tags.oid ? { algorithm, curve: readOid(parameters) } : { algorithm };
}

/** Whether a key may be used with the algorithm: P-256 with SHA-256, P-384 with SHA-384 (RFC 5753 and the profile of means). */
export function fits(algorithm: SignatureAlgorithm, spki: Uint8Array): boolean {
  const key = keyAlgorithmOf(spki);
  switch (algorithm) {
    case 'ecdsa-sha256':
      return key.algorithm === oids.ecPublicKey && key.curve === oids.prime256v1;
    case 'ecdsa-sha384':
      return key.algorithm === oids.ecPublicKey && key.curve === oids.secp384r1;
    case 'ed25519':
      return key.algorithm === oids.ed25519;
    default:
      return key.algorithm === oids.rsaEncryption;
  }
}
