import { der, DerError, type DerNode, fields, oids, readOctets } from '../../der/index.ts';
import { digestOf, readAlgorithmId } from '../../path/index.ts';

/** MessageImprint (RFC 3161 2.4.1). `digest`: as node:crypto calls it; undefined where it is none of ours. */
export type Imprint = { readonly algorithm: string; readonly digest: string | undefined; readonly hash: Buffer };

const lengths: Readonly<Record<string, number>> = { sha1: 20, sha256: 32, sha384: 48, sha512: 64 };

/** @throws DerError, also where the hash is not as long as its algorithm's are */
export function readImprint(node: DerNode): Imprint {
  const f = fields(node);
  const algorithm = readAlgorithmId(f.next());
  const hash = readOctets(f.next());
  f.end();
  const digest = digestOf(algorithm);
  if (digest !== undefined && hash.length !== lengths[digest])
    throw new DerError('range', node.start, `a ${digest} of ${hash.length} octets`);
  return { algorithm: algorithm.oid, digest, hash };
}

const names: Readonly<Record<string, string>> = { sha256: oids.sha256, sha384: oids.sha384, sha512: oids.sha512 };

/** @throws RangeError for digests nobody should use */
export function imprintBytes(digest: string, hash: Uint8Array): Buffer {
  const name = names[digest];
  if (name === undefined || hash.length !== lengths[digest]) throw new RangeError(`no imprint with ${digest}`);
  return der.sequence(der.algorithmIdentifier(name, der.nul()), der.octetString(hash));
}
