import { hash } from 'node:crypto';
import {
  context,
  DerError,
  type DerLimits,
  type DerNode,
  fields,
  oids,
  readBitOctets,
  readDer,
  readIntegerBytes,
  readOctets,
  readSmallInteger,
  readTime,
  tags,
} from '../der/index.ts';
import {
  type AccessDescription,
  type AuthorityKey,
  type BasicConstraints,
  type DistributionPoint,
  type KeyUsage,
  type NameConstraints,
  type PolicyConstraints,
  type PolicyInformation,
  type PolicyMapping,
  readAccess,
  readAuthorityKey,
  readBasicConstraints,
  readDistributionPoints,
  readExtKeyUsage,
  readKeyUsage,
  readNameConstraints,
  readPolicies,
  readPolicyConstraints,
  readPolicyMappings,
} from './extension-values.ts';
import { type Extensions, extensionValue, noExtensions, readExtensions } from './extensions.ts';
import { type GeneralName, readGeneralNames } from './general-names.ts';
import { type Name, readName } from './names.ts';
import { type PublicKeyInfo, readPublicKeyInfo } from './public-key.ts';
import { type AlgorithmId, readAlgorithmId } from './signature-algorithms.ts';

/** A certificate as RFC 5280 4.1 lays it out. Made by `parseCertificate`; nothing in it was judged yet. */
export type Certificate = {
  readonly raw: Buffer;
  /** SHA-256 of the whole certificate, hexadecimal: its name in pools and results. */
  readonly fingerprint: string;
  /** What the issuer signed. */
  readonly tbs: Buffer;
  readonly version: 1 | 2 | 3;
  /** The contents octets of the INTEGER, hexadecimal: two's complement, so that negative numbers of old centres differ. */
  readonly serial: string;
  readonly issuer: Name;
  readonly subject: Name;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** The forms that the two were written in (4.1.2.5). */
  readonly timeTags: readonly [from: number, to: number];
  readonly publicKey: PublicKeyInfo;
  readonly signatureAlgorithm: AlgorithmId;
  /** The algorithm inside and outside of what is signed are the same, octet by octet (4.1.1.2). */
  readonly algorithmsAgree: boolean;
  readonly signature: Buffer;
  readonly extensions: Extensions;
  readonly basicConstraints: BasicConstraints | undefined;
  readonly keyUsage: ReadonlySet<KeyUsage> | undefined;
  readonly extKeyUsage: ReadonlySet<string> | undefined;
  readonly subjectKeyId: Buffer | undefined;
  readonly authorityKey: AuthorityKey | undefined;
  readonly subjectAltNames: readonly GeneralName[];
  readonly issuerAltNames: readonly GeneralName[];
  readonly policies: readonly PolicyInformation[] | undefined;
  readonly policyMappings: readonly PolicyMapping[] | undefined;
  readonly policyConstraints: PolicyConstraints | undefined;
  readonly inhibitAnyPolicy: number | undefined;
  readonly nameConstraints: NameConstraints | undefined;
  readonly crlPoints: readonly DistributionPoint[] | undefined;
  readonly freshestCrl: readonly DistributionPoint[] | undefined;
  readonly authorityInfo: readonly AccessDescription[];
};

const limits: DerLimits = { length: 256 * 1024, depth: 24, nodes: 20_000 };

/** Reads a DER certificate of at most 256 KiB. @throws DerError where it is none, or an extension of RFC 5280 in it is malformed */
export const parseCertificate = (bytes: Uint8Array): Certificate =>
  parseHashedCertificate(bytes, hash('sha256', bytes, 'hex'));

/** The same where the caller has the SHA-256 of the bytes already. @throws DerError */
export function parseHashedCertificate(bytes: Uint8Array, fingerprint: string): Certificate {
  const outer = fields(readDer(bytes, limits));
  const tbsNode = outer.next(tags.sequence);
  const algorithm = outer.next(tags.sequence);
  const signature = readBitOctets(outer.next());
  outer.end();
  const tbs = readTbs(tbsNode);
  const raw = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return {
    raw,
    fingerprint,
    tbs: tbsNode.raw,
    signatureAlgorithm: readAlgorithmId(algorithm),
    algorithmsAgree: algorithm.raw.equals(tbs.algorithm.raw),
    signature,
    ...tbs.read,
    ...known(tbs.read.extensions),
  };
}

function readTbs(node: DerNode) {
  const f = fields(node);
  const versionNode = f.optionalExplicit(0);
  const version = ((versionNode === undefined ? 0 : readSmallInteger(versionNode, 0, 2)) + 1) as 1 | 2 | 3;
  const serial = readIntegerBytes(f.next()).toString('hex');
  const algorithm = f.next(tags.sequence);
  const issuer = readName(f.next());
  const validity = fields(f.next());
  const [from, to] = [validity.next(), validity.next()];
  validity.end();
  const subject = readName(f.next());
  const publicKey = readPublicKeyInfo(f.next());
  // 4.1.2.8: unique identifiers, unused but not forbidden from version 2 on.
  const unique = [f.optionalImplicit(1), f.optionalImplicit(2)].filter((id) => id !== undefined);
  const extensions = f.optional(context(3));
  f.end();
  if (unique.length > 0 && version === 1)
    throw new DerError('unexpected', node.start, 'unique identifiers in version 1');
  if (extensions !== undefined && version !== 3)
    throw new DerError('unexpected', extensions.start, 'extensions before version 3');
  return {
    algorithm,
    read: {
      version,
      serial,
      issuer,
      subject,
      notBefore: readTime(from),
      notAfter: readTime(to),
      timeTags: [from.tag, to.tag] as const,
      publicKey,
      extensions: extensions === undefined ? noExtensions : readExtensions(inExplicit(extensions)),
    },
  };
}

function inExplicit(node: DerNode): DerNode {
  const f = fields(node, context(3));
  const inner = f.next(tags.sequence);
  f.end();
  return inner;
}

// By name: an extension is read once by the same reader.
const readKeyId = (node: DerNode): Buffer => readOctets(node);
const readNames = (node: DerNode): readonly GeneralName[] => readGeneralNames(node);
const readSkip = (node: DerNode): number => readSmallInteger(node);

function known(extensions: Extensions) {
  const value = <T>(oid: string, read: (node: DerNode) => T): T | undefined => extensionValue(extensions, oid, read);
  return {
    basicConstraints: value(oids.basicConstraints, readBasicConstraints),
    keyUsage: value(oids.keyUsage, readKeyUsage),
    extKeyUsage: value(oids.extKeyUsage, readExtKeyUsage),
    subjectKeyId: value(oids.subjectKeyIdentifier, readKeyId),
    authorityKey: value(oids.authorityKeyIdentifier, readAuthorityKey),
    subjectAltNames: value(oids.subjectAltName, readNames) ?? [],
    issuerAltNames: value(oids.issuerAltName, readNames) ?? [],
    policies: value(oids.certificatePolicies, readPolicies),
    policyMappings: value(oids.policyMappings, readPolicyMappings),
    policyConstraints: value(oids.policyConstraints, readPolicyConstraints),
    inhibitAnyPolicy: value(oids.inhibitAnyPolicy, readSkip),
    nameConstraints: value(oids.nameConstraints, readNameConstraints),
    crlPoints: value(oids.cRLDistributionPoints, readDistributionPoints),
    freshestCrl: value(oids.freshestCRL, readDistributionPoints),
    authorityInfo: value(oids.authorityInfoAccess, readAccess) ?? [],
  };
}

/** 6.1: issuer and subject are the same name. Such a certificate does not count for path lengths and policy counters. */
export const isSelfIssued = (certificate: Certificate): boolean => certificate.issuer.key === certificate.subject.key;

/** basicConstraints says that the key signs certificates (4.2.1.9). */
export const isCa = (certificate: Certificate): boolean => certificate.basicConstraints?.ca === true;
