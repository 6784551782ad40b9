import type { KeyObject } from 'node:crypto';
import { der, oids, readDer, tags } from '../../der/index.ts';
import {
  type AlgorithmId,
  readAlgorithmId,
  type SignatureMethod,
  signatureMethod,
  signersDigestOf,
} from '../../path/index.ts';
import type { CmsFault } from './problems.ts';

/** How a signer hashes and signs. */
export type CmsMethod = {
  readonly signature: SignatureMethod;
  /** The digest of content and attributes, as node:crypto calls it. */
  readonly digest: string;
};

const withRsa: Readonly<Record<string, string>> = {
  sha1: oids.sha1WithRSAEncryption,
  sha256: oids.sha256WithRSAEncryption,
  sha384: oids.sha384WithRSAEncryption,
  sha512: oids.sha512WithRSAEncryption,
};

/** What those of GOST do likewise: the key's algorithm stands for the one with its only digest (RFC 9215 3). */
const ofGostKeys: Readonly<Record<string, string>> = {
  [oids.gost2012x256]: oids.gost2012x256WithStreebog,
  [oids.gost2012x512]: oids.gost2012x512WithStreebog,
};

/** Which digests each pure scheme may go with: RFC 8419 2.3 for Ed25519, RFC 9882 4 for ML-DSA (as strong as the scheme). */
const digestsOf: Readonly<Record<string, readonly string[]>> = {
  [oids.ed25519]: ['sha512'],
  [oids.mlDsa44]: ['sha256', 'sha384', 'sha512'],
  [oids.mlDsa65]: ['sha384', 'sha512'],
  [oids.mlDsa87]: ['sha512'],
};

/** What the two algorithm fields of a SignerInfo mean together, or why they mean nothing. */
export function cmsMethod(digestAlgorithm: AlgorithmId, signatureAlgorithm: AlgorithmId): CmsMethod | CmsFault {
  const digest = signersDigestOf(digestAlgorithm);
  if (digest === undefined) return 'digest-unknown';
  // RFC 3370 3.2: the key's algorithm alone, the digest being named beside it.
  const isRsa = signatureAlgorithm.oid === oids.rsaEncryption && plain(signatureAlgorithm);
  const named = isRsa ? withRsa[digest] : plain(signatureAlgorithm) ? ofGostKeys[signatureAlgorithm.oid] : undefined;
  const signature = signatureMethod(named === undefined ? signatureAlgorithm : { oid: named, parameters: undefined });
  if (signature === undefined) return 'algorithm-unknown';
  const fitting = signature.digest === null ? digestsOf[signature.oid] : [signature.digest];
  if (fitting === undefined) return 'algorithm-unknown';
  return fitting.includes(digest) ? { signature, digest } : 'algorithms-differ';
}

const plain = ({ parameters }: AlgorithmId): boolean =>
  parameters === undefined || (parameters.length === 2 && parameters[0] === tags.null);

/** The algorithms a signer signs with, and how they are written. */
export type SigningScheme = CmsMethod & {
  readonly digestAlgorithm: Buffer;
  readonly signatureAlgorithm: Buffer;
};

const digestOids: Readonly<Record<string, string>> = {
  sha256: oids.sha256,
  sha384: oids.sha384,
  sha512: oids.sha512,
};
const saltLengths: Readonly<Record<string, number>> = { sha256: 32, sha384: 48, sha512: 64 };
const curveDigests: Readonly<Record<string, string>> = {
  prime256v1: 'sha256',
  secp384r1: 'sha384',
  secp521r1: 'sha512',
};
const withEcdsa: Readonly<Record<string, string>> = {
  sha256: oids.ecdsaWithSHA256,
  sha384: oids.ecdsaWithSHA384,
  sha512: oids.ecdsaWithSHA512,
};

/**
 * The scheme for a public key: the digest as strong as the key. `pss`: RSASSA-PSS for an RSA key that may do both.
 * @throws RangeError for a key nobody should sign with
 */
export function signingScheme(key: KeyObject, options: { readonly pss?: boolean } = {}): SigningScheme {
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = key;
  switch (type) {
    case 'ec': {
      const digest = curveDigests[details?.namedCurve ?? ''];
      if (digest === undefined) throw new RangeError(`no signatures with the curve ${details?.namedCurve}`);
      return scheme(digest, der.algorithmIdentifier(withEcdsa[digest]!));
    }
    case 'rsa':
    case 'rsa-pss': {
      const bits = details?.modulusLength ?? 0;
      if (bits < 2048) throw new RangeError(`no signatures with RSA keys of ${bits} bits`);
      const digest = details?.hashAlgorithm ?? (bits > 3072 ? 'sha512' : 'sha256');
      return type === 'rsa-pss' || options.pss === true
        ? scheme(digest, pssAlgorithm(digest))
        : scheme(digest, der.algorithmIdentifier(withRsa[digest]!, der.nul()));
    }
    case 'ed25519':
      return scheme('sha512', der.algorithmIdentifier(oids.ed25519));
    case 'ml-dsa-65':
      return scheme('sha512', der.algorithmIdentifier(oids.mlDsa65));
    default:
      throw new RangeError(`no signatures with keys of type ${type}`);
  }
}

function scheme(digest: string, signatureAlgorithm: Buffer): SigningScheme {
  const name = digestOids[digest];
  if (name === undefined) throw new RangeError(`no signatures with ${digest}`);
  const digestAlgorithm = der.algorithmIdentifier(name);
  const method = cmsMethod(algorithmId(digestAlgorithm), algorithmId(signatureAlgorithm));
  if (typeof method === 'string') throw new RangeError(`no such scheme: ${method}`);
  return { ...method, digestAlgorithm, signatureAlgorithm };
}

// RFC 4055 3.1; the salt is as long as the digest.
function pssAlgorithm(digest: string): Buffer {
  const algorithm = der.algorithmIdentifier(digestOids[digest] ?? digest, der.nul());
  const parameters = der.sequence(
    der.explicit(0, algorithm),
    der.explicit(1, der.algorithmIdentifier(oids.mgf1, algorithm)),
    der.explicit(2, der.integer(saltLengths[digest]!)),
  );
  return der.algorithmIdentifier(oids.rsassaPss, parameters);
}

const algorithmId = (bytes: Buffer): AlgorithmId => readAlgorithmId(readDer(bytes));
