import { createHash } from 'node:crypto';
import {
  context,
  DerError,
  type DerNode,
  fields,
  inside,
  oids,
  readBitOctets,
  readDer,
  readInteger,
  readSmallInteger,
  readTime,
  tags,
} from '../der/index.ts';
import { CrlEntries } from './crl-entries.ts';
import {
  type AuthorityKey,
  type IssuingPoint,
  readAuthorityKey,
  readExpiredCertsOnCrl,
  readIssuingPoint,
} from './extension-values.ts';
import { type Extensions, extensionValue, noExtensions, notUnderstood, readExtensions } from './extensions.ts';
import { type Name, readName } from './names.ts';
import { type AlgorithmId, readAlgorithmId } from './signature-algorithms.ts';

/** A CRL as RFC 5280 5.1 lays it out. Made by `parseCrl`; nothing in it was judged yet. */
export type Crl = {
  readonly raw: Buffer;
  readonly fingerprint: string;
  readonly tbs: Buffer;
  readonly version: 1 | 2;
  readonly issuer: Name;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date | undefined;
  readonly signatureAlgorithm: AlgorithmId;
  readonly algorithmsAgree: boolean;
  readonly signature: Buffer;
  readonly extensions: Extensions;
  readonly authorityKey: AuthorityKey | undefined;
  readonly number: bigint | undefined;
  /** BaseCRLNumber: this is a delta CRL (5.2.4). */
  readonly deltaBase: bigint | undefined;
  readonly issuingPoint: IssuingPoint | undefined;
  /** Entries of certificates that expired from this moment on are kept. */
  readonly keepsExpiredSince: Date | undefined;
  readonly entries: CrlEntries;
  /** Nothing critical in it, or in an entry, that we cannot process (5.2, 5.3). */
  readonly usable: boolean;
};

/** What may be critical. 5.2.3: a number never is, and OpenSSL takes no list where it is. */
const understood: ReadonlySet<string> = new Set([
  oids.authorityKeyIdentifier,
  oids.issuerAltName,
  oids.deltaCRLIndicator,
  oids.issuingDistributionPoint,
  oids.freshestCRL,
  oids.expiredCertsOnCRL,
]);

const MAX_EXTENSIONS = 1024 * 1024;

/** A million entries with their grounds, as our own lists have them, are some 85 MiB; entries are no objects, so only the bytes weigh. */
const MAX_LENGTH = 160 * 1024 * 1024;

/** Reads a DER CRL of at most 160 MiB. @throws DerError */
export function parseCrl(bytes: Uint8Array): Crl {
  const outer = fields(readDer(bytes, { length: MAX_LENGTH }));
  const tbsNode = outer.next(tags.sequence);
  const algorithm = outer.next(tags.sequence);
  const signature = readBitOctets(outer.next());
  outer.end();

  const f = fields(tbsNode);
  // 5.1.2.1: present means version 2.
  const versionNode = f.optional(tags.integer);
  const version = versionNode === undefined ? 1 : ((readSmallInteger(versionNode, 1, 1) + 1) as 2);
  const inner = f.next(tags.sequence);
  const issuer = readName(f.next());
  const thisUpdate = readTime(f.next());
  const next = f.optional(tags.utcTime, tags.generalizedTime);
  const revoked = f.optional(tags.sequence);
  const listed = f.optional(context(0));
  f.end();
  if (listed !== undefined && version === 1) throw new DerError('unexpected', listed.start, 'extensions in version 1');

  if (listed !== undefined && listed.raw.length > MAX_EXTENSIONS)
    throw new DerError('range', listed.start, 'extensions of more than 1 MiB');
  const extensions = listed === undefined ? noExtensions : readExtensions(inside(listed));
  const entries = new CrlEntries(revoked, issuer.key);
  const raw = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return {
    raw,
    fingerprint: createHash('sha256').update(raw).digest('hex'),
    tbs: tbsNode.raw,
    version,
    issuer,
    thisUpdate,
    nextUpdate: next && readTime(next),
    signatureAlgorithm: readAlgorithmId(algorithm),
    algorithmsAgree: algorithm.raw.equals(inner.raw),
    signature,
    extensions,
    ...known(extensions),
    entries,
    usable: !entries.notUnderstood && notUnderstood(extensions, understood).length === 0,
  };
}

function known(extensions: Extensions) {
  const value = <T>(oid: string, read: (node: DerNode) => T): T | undefined => extensionValue(extensions, oid, read);
  return {
    authorityKey: value(oids.authorityKeyIdentifier, readAuthorityKey),
    number: value(oids.cRLNumber, (node) => readInteger(node)),
    deltaBase: value(oids.deltaCRLIndicator, (node) => readInteger(node)),
    issuingPoint: value(oids.issuingDistributionPoint, readIssuingPoint),
    keepsExpiredSince: value(oids.expiredCertsOnCRL, readExpiredCertsOnCrl),
  };
}
