import { constants, type KeyObject, hash, sign } from 'node:crypto';
import { der, oids } from '../../der/index.ts';
import { type Certificate, keyOf, verifySignature } from '../../path/index.ts';
import { type SigningScheme, signingScheme } from './algorithms.ts';
import { attribute } from './attributes.ts';
import { encodeSignedData } from './encode.ts';
import { serialNumber } from './signing-certificate.ts';
import type { ContentDigests } from './content.ts';

export type SignerRequest = {
  readonly certificate: Certificate;
  /** undefined for a countersignature, which has no type (RFC 5652 11.4). */
  readonly contentType: string | undefined;
  readonly content: ContentDigests;
  /** Further signed attributes, encoded. */
  readonly attributes?: readonly Uint8Array[];
  /** RSASSA-PSS for an RSA key that may do both. */
  readonly pss?: boolean;
  /** Names the signer by key identifier instead of issuer and number. */
  readonly byKeyId?: boolean;
};

/** A signature up to the key's own work, which may happen elsewhere: in a browser, a token, a State service. */
export type PreparedSigner = {
  readonly request: SignerRequest;
  readonly scheme: SigningScheme;
  /** What the key signs: the signed attributes. For WebCrypto and others that hash themselves. */
  readonly message: Buffer;
  /** The digest of `message`, for tokens that sign digests; undefined for schemes that sign messages only. */
  readonly digest: Buffer | undefined;
};

/** Digest in, signed attributes out (RFC 5652 5.3, 5.4). @throws RangeError for a key nobody should sign with */
export function prepareSigner(request: SignerRequest): PreparedSigner {
  const { certificate, contentType, content, attributes = [], pss = false } = request;
  const key = keyOf(certificate.publicKey);
  if (key === undefined) throw new RangeError('the key of the certificate cannot be read');
  const scheme = signingScheme(key, { pss });
  const contentDigest = content.digest(scheme.digest);
  if (contentDigest === undefined) throw new RangeError(`no ${scheme.digest} of the content`);
  const message = der.setOf(
    ...(contentType === undefined ? [] : [attribute(oids.contentType, der.oid(contentType))]),
    attribute(oids.messageDigest, der.octetString(contentDigest)),
    attribute(
      oids.cmsAlgorithmProtection,
      der.sequence(scheme.digestAlgorithm, der.implicit(1, scheme.signatureAlgorithm)),
    ),
    ...attributes,
  );
  const digest = scheme.signature.digest === null ? undefined : hash(scheme.signature.digest, message, 'buffer');
  return { request, scheme, message, digest };
}

/** A SignerInfo with what goes around it. */
export type FinishedSigner = {
  readonly signerInfo: Buffer;
  readonly digestAlgorithm: Buffer;
  readonly signature: Buffer;
};

/**
 * Puts the key's answer in its place. ECDSA signatures may come as WebCrypto and tokens give them, two numbers side by side.
 * @throws RangeError where the signature is not one of the certificate's key over what was prepared
 */
export function finishSigner(
  { request, scheme, message }: PreparedSigner,
  value: Uint8Array,
  unsigned: readonly Uint8Array[] = [],
): FinishedSigner {
  const { certificate, byKeyId = false } = request;
  const key = keyOf(certificate.publicKey)!;
  const fits = (signature: Uint8Array): boolean => verifySignature(scheme.signature, key, message, signature);
  const given = Buffer.from(value);
  const signature = fits(given) || scheme.signature.key !== 'ec' ? given : ecdsaSequence(given);
  if (!fits(signature)) throw new RangeError('the signature is not one of this key over what was prepared');
  if (byKeyId && certificate.subjectKeyId === undefined) throw new RangeError('the certificate has no key identifier');
  const id = byKeyId
    ? der.implicit(0, der.octetString(certificate.subjectKeyId!))
    : der.sequence(certificate.issuer.raw, serialNumber(certificate.serial));
  const signerInfo = der.sequence(
    der.integer(byKeyId ? 3 : 1),
    id,
    scheme.digestAlgorithm,
    der.implicit(0, message),
    scheme.signatureAlgorithm,
    der.octetString(signature),
    unsigned.length === 0 ? undefined : der.implicit(1, der.setOf(...unsigned)),
  );
  return { signerInfo, digestAlgorithm: scheme.digestAlgorithm, signature };
}

// IEEE P1363's r and s side by side as RFC 3279 2.2.3's SEQUENCE.
function ecdsaSequence(pair: Buffer): Buffer {
  const half = pair.length / 2;
  if (!Number.isInteger(half) || half === 0) return pair;
  return der.sequence(der.unsignedInteger(pair.subarray(0, half)), der.unsignedInteger(pair.subarray(half)));
}

/** The key's work where the key is at hand. */
export function signPrepared({ scheme, message }: PreparedSigner, key: KeyObject): Buffer {
  const { digest, pss } = scheme.signature;
  const how = pss === undefined ? key : { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: pss.saltLength };
  return sign(digest, message, how);
}

/** A whole message of finished signers. `content`: attached; undefined for a detached signature. */
export const signedDataOf = (parts: {
  readonly contentType: string;
  readonly content: Uint8Array | undefined;
  readonly signers: readonly FinishedSigner[];
  readonly certificates: readonly Certificate[];
}): Buffer =>
  encodeSignedData({
    contentType: parts.contentType,
    content: parts.content,
    digestAlgorithms: parts.signers.map(({ digestAlgorithm }) => digestAlgorithm),
    certificates: parts.certificates.map(({ raw }) => raw),
    revocations: [],
    signers: parts.signers.map(({ signerInfo }) => signerInfo),
  });
