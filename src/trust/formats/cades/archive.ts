import { hash } from 'node:crypto';
import { der, DerError, type DerNode, elements, fields, oids, readOctets } from '../../der/index.ts';
import { digestName, readAlgorithmId } from '../../path/index.ts';
import type { ContentDigests } from '../cms/content.ts';
import { parseSignedData, type SignedData } from '../cms/signed-data.ts';
import type { SignerInfo } from '../cms/signer-info.ts';
import { type CadesProblem, cadesProblem } from './problems.ts';

// EN 319 122-1 5.5.2, 5.5.3: an archive time-stamp is made over the signature, the digest of its content, and an index: the
// digests of every certificate, revocation value and unsigned attribute value that was there.

const digestOids: Readonly<Record<string, string>> = {
  sha256: oids.sha256,
  sha384: oids.sha384,
  sha512: oids.sha512,
};

type Listed = { readonly certificates: Buffer[]; readonly revocations: Buffer[]; readonly unsigned: Buffer[] };

/** The octets the index has digests of. */
const listed = (signed: SignedData, signer: SignerInfo): Listed => ({
  certificates: signed.certificateChoices.map(({ raw }) => raw),
  revocations: signed.revocationChoices.map(({ raw }) => raw),
  unsigned: (signer.unsigned?.all ?? []).flatMap(({ values, node }) =>
    values.map(({ raw }) => Buffer.concat([node.children[0]!.raw, raw])),
  ),
});

/** ATSHashIndexV3 of a message as it is now. @throws RangeError for digests nobody should use */
export function archiveIndex(signed: SignedData, signer: SignerInfo, digest: string): Buffer {
  const name = digestOids[digest];
  if (name === undefined) throw new RangeError(`no archive time-stamps with ${digest}`);
  const { certificates, revocations, unsigned } = listed(signed, signer);
  const digests = (all: readonly Buffer[]): Buffer =>
    der.sequence(
      ...all
        .map((one) => hash(digest, one, 'buffer'))
        .sort((a, b) => a.compare(b))
        .map((one) => der.octetString(one)),
    );
  return der.sequence(der.algorithmIdentifier(name), digests(certificates), digests(revocations), digests(unsigned));
}

/** What the archive time-stamp's imprint is the digest of (5.5.3). undefined where the content's digest is not at hand. */
export function archiveInput(
  signed: SignedData,
  signer: SignerInfo,
  content: ContentDigests,
  index: Uint8Array,
  digest: string,
): Buffer | undefined {
  const contentDigest = content.digest(digest);
  return contentDigest && Buffer.concat([signed.contentTypeRaw, contentDigest, ...signer.signedFields, index]);
}

/** What an archive time-stamp found in the message was made over, as digests; and why the index in it does not hold. */
export function archivedContent(
  token: Uint8Array,
  signed: SignedData,
  signer: SignerInfo,
  content: ContentDigests,
): { readonly content: ContentDigests; readonly problems: readonly CadesProblem[] } {
  const problems: CadesProblem[] = [];
  const none = { content: { bytes: undefined, digest: () => undefined }, problems };
  let index: DerNode | undefined;
  try {
    const values = parseSignedData(token).signers[0]?.unsigned?.values(oids.atsHashIndexV3) ?? [];
    index = values[0];
    if (index === undefined || values.length > 1) {
      problems.push(cadesProblem('archive-index-missing'));
      return none;
    }
    problems.push(...missingFrom(index, listed(signed, signer)));
  } catch (error) {
    if (!(error instanceof DerError)) throw error;
    problems.push(cadesProblem('archive-index-malformed', error.message));
    return none;
  }
  const { raw } = index;
  const algorithm = indexDigest(index);
  const over: ContentDigests = {
    bytes: undefined,
    digest: (name) => {
      // 5.5.2: one digest algorithm for the index and the imprint.
      if (name !== algorithm) problems.push(cadesProblem('archive-index-algorithm', name));
      const input = archiveInput(signed, signer, content, raw, name);
      if (input === undefined) problems.push(cadesProblem('archive-content-missing', name));
      return input && hash(name, input, 'buffer');
    },
  };
  return { content: over, problems };
}

const indexDigest = (index: DerNode): string | undefined => digestName(readAlgorithmId(fields(index).next()).oid);

// Each digest listed must be of something that is there; what is there and not listed came later and is not covered.
function missingFrom(index: DerNode, there: Listed): CadesProblem[] {
  const digest = indexDigest(index);
  if (digest === undefined) return [cadesProblem('archive-index-algorithm')];
  const f = fields(index);
  f.next();
  const lists = [f.next(), f.next(), f.next()].map((list) => elements(list).map((node) => readOctets(node)));
  f.end();
  const [certificates, revocations, unsigned] = lists as [Buffer[], Buffer[], Buffer[]];
  const missing = (hashes: readonly Buffer[], values: readonly Buffer[], name: string): CadesProblem[] => {
    if (hashes.length === 0) return [];
    const have = new Set(values.map((value) => hash(digest, value, 'hex')));
    return hashes.every((one) => have.has(one.toString('hex'))) ? [] : [cadesProblem('archive-index-not-found', name)];
  };
  return [
    ...missing(certificates, there.certificates, 'certificates'),
    ...missing(revocations, there.revocations, 'revocations'),
    ...missing(unsigned, there.unsigned, 'unsigned attributes'),
  ];
}
