import { hash } from 'node:crypto';
import { der, type DerNode, fields, oids, readIntegerBytes, readOctets } from '../../der/index.ts';
import { type Certificate, digestOf, type Issuer, readAlgorithmId } from '../../path/index.ts';
import { serialNumber } from '../cms/signing-certificate.ts';

/** CertID (RFC 6960 4.1.1): the certificate asked about, by digests of its issuer's name and key and by its number. */
export type CertId = {
  /** As node:crypto calls it; undefined where it is none of ours. */
  readonly digest: string | undefined;
  readonly nameHash: Buffer;
  readonly keyHash: Buffer;
  /** As in `Certificate`. */
  readonly serial: string;
  readonly raw: Buffer;
};

/** @throws DerError */
export function readCertId(node: DerNode): CertId {
  const f = fields(node);
  const digest = digestOf(readAlgorithmId(f.next()));
  const [nameHash, keyHash] = [readOctets(f.next()), readOctets(f.next())];
  const serial = readIntegerBytes(f.next()).toString('hex');
  f.end();
  return { digest, nameHash, keyHash, serial, raw: node.raw };
}

const names: Readonly<Record<string, string>> = {
  sha1: oids.sha1,
  sha256: oids.sha256,
  sha384: oids.sha384,
  sha512: oids.sha512,
};

/** SHA-1 names a key here and proves nothing; RFC 5019 2.1.1 asks for it. @throws RangeError for another digest than ours */
export function certIdBytes(
  serial: string,
  { name, publicKey }: Pick<Issuer, 'name' | 'publicKey'>,
  digest = 'sha1',
): Buffer {
  const oid = names[digest];
  if (oid === undefined) throw new RangeError(`no CertID with ${digest}`);
  return der.sequence(
    der.algorithmIdentifier(oid, der.nul()),
    der.octetString(hash(digest, name.raw, 'buffer')),
    der.octetString(hash(digest, publicKey.key, 'buffer')),
    serialNumber(serial),
  );
}

/** Whether the issuer is the one an identifier names. */
export const isIssuer = (
  { digest, nameHash, keyHash }: CertId,
  { name, publicKey }: Pick<Issuer, 'name' | 'publicKey'>,
): boolean =>
  digest !== undefined &&
  hash(digest, name.raw, 'buffer').equals(nameHash) &&
  hash(digest, publicKey.key, 'buffer').equals(keyHash);

/** Whether an identifier names this certificate, issued by this key. */
export const isAbout = (id: CertId, certificate: Certificate, issuer: Issuer): boolean =>
  id.serial === certificate.serial && isIssuer(id, { name: certificate.issuer, publicKey: issuer.publicKey });
