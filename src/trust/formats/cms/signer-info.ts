import {
  context,
  type DerNode,
  fields,
  readIntegerBytes,
  readOctets,
  readSmallInteger,
  tags,
} from '../../der/index.ts';
import { type AlgorithmId, type Certificate, type Name, readAlgorithmId, readName } from '../../path/index.ts';
import { type Attributes, readAttributes, signedForms } from './attributes.ts';

/** SignerIdentifier (RFC 5652 5.3): whose certificate it is. `serial` as in `Certificate`. */
export type SignerId =
  | { readonly by: 'issuer-serial'; readonly issuer: Name; readonly serial: string }
  | { readonly by: 'key-id'; readonly keyId: Buffer };

export type SignerInfo = {
  readonly raw: Buffer;
  readonly version: number;
  readonly id: SignerId;
  readonly digestAlgorithm: AlgorithmId;
  /** undefined: the content itself is signed. */
  readonly signed: { readonly attributes: Attributes; readonly forms: readonly Buffer[] } | undefined;
  readonly signatureAlgorithm: AlgorithmId;
  readonly signature: Buffer;
  readonly unsigned: Attributes | undefined;
  /** Version to signature as they stand: what an archive time-stamp is made over. */
  readonly signedFields: readonly Buffer[];
  /** What the digest algorithm's identifier is in bytes, for the set of them in SignedData. */
  readonly digestAlgorithmRaw: Buffer;
};

/** @throws DerError */
export function readSignerInfo(node: DerNode): SignerInfo {
  const f = fields(node);
  const parts = {
    version: f.next(),
    id: f.next(),
    digestAlgorithm: f.next(),
    signed: f.optionalImplicit(0),
    signatureAlgorithm: f.next(),
    signature: f.next(),
  };
  const unsigned = f.optionalImplicit(1);
  f.end();
  const { signed } = parts;
  return {
    raw: node.raw,
    version: readSmallInteger(parts.version),
    id: readSignerId(parts.id),
    digestAlgorithm: readAlgorithmId(parts.digestAlgorithm),
    signed: signed && { attributes: readAttributes(signed, context(0)), forms: signedForms(signed) },
    signatureAlgorithm: readAlgorithmId(parts.signatureAlgorithm),
    signature: readOctets(parts.signature, tags.octetString),
    unsigned: unsigned && readAttributes(unsigned, context(1)),
    signedFields: Object.values(parts).flatMap((part) => (part === undefined ? [] : [part.raw])),
    digestAlgorithmRaw: parts.digestAlgorithm.raw,
  };
}

function readSignerId(node: DerNode): SignerId {
  if (node.tag === context(0)) return { by: 'key-id', keyId: readOctets(node, context(0)) };
  const f = fields(node);
  const issuer = readName(f.next());
  const serial = readIntegerBytes(f.next()).toString('hex');
  f.end();
  return { by: 'issuer-serial', issuer, serial };
}

/** Whether the certificate is the one the signer names. */
export const isOf = (id: SignerId, certificate: Certificate): boolean =>
  id.by === 'key-id'
    ? certificate.subjectKeyId?.equals(id.keyId) === true
    : certificate.serial === id.serial && certificate.issuer.key === id.issuer.key;
