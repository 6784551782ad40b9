import { hash } from 'node:crypto';
import { der, DerError, type DerNode, elements, fields, oids, readOctets } from '../../der/index.ts';
import { digestOf, readAlgorithmId } from '../../path/index.ts';
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

/** Whether an index lists an unsigned attribute's value: what it does not list came later, and is proven by it in nothing. */
export type Coverage = (attribute: string, value: Uint8Array) => boolean;

/** What an archive time-stamp found in the message was made over, as digests; what it covers; why the index in it does not hold. */
export function archivedContent(
  token: Uint8Array,
  signed: SignedData,
  signer: SignerInfo,
  content: ContentDigests,
): { readonly content: ContentDigests; readonly covers: Coverage; readonly problems: readonly CadesProblem[] } {
  const problems: CadesProblem[] = [];
  const none = { content: { bytes: undefined, digest: () => undefined }, covers: () => false, problems };
  let index: DerNode | undefined;
  let covers: Coverage;
  try {
    const values = parseSignedData(token).signers[0]?.unsigned?.values(oids.atsHashIndexV3) ?? [];
    index = values[0];
    if (index === undefined || values.length > 1) {
      problems.push(cadesProblem('archive-index-missing'));
      return none;
    }
    problems.push(...missingFrom(index, signed, signer));
    covers = coverageOf(index);
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
  return { content: over, covers, problems };
}

const indexDigest = (index: DerNode): string | undefined => digestOf(readAlgorithmId(fields(index).next()));

// Each digest listed must be of something that is there; what is there and not listed came later and is not covered.
function missingFrom(index: DerNode, signed: SignedData, signer: SignerInfo): CadesProblem[] {
  const digest = indexDigest(index);
  if (digest === undefined) return [cadesProblem('archive-index-algorithm')];
  const { certificates, revocations, unsigned } = hashesIn(index);
  const missing = (hashes: readonly Buffer[], have: () => ReadonlySet<string>, name: string): CadesProblem[] =>
    hashes.every((one) => have().has(one.toString('hex'))) ? [] : [cadesProblem('archive-index-not-found', name)];
  const { certificateChoices, revocationChoices } = signed;
  const there = listed(signed, signer);
  return [
    ...missing(certificates, () => hashesOf(certificateChoices, digest, there.certificates), 'certificates'),
    ...missing(revocations, () => hashesOf(revocationChoices, digest, there.revocations), 'revocations'),
    ...missing(unsigned, () => hashesOf(signer, digest, there.unsigned), 'unsigned attributes'),
  ];
}

const hashed = new WeakMap<object, Map<string, ReadonlySet<string>>>();

// A message may have many archive time-stamps: what they are compared with is hashed once. `of`: what the values belong to.
function hashesOf(of: object, digest: string, values: readonly Buffer[]): ReadonlySet<string> {
  const sets = hashed.get(of) ?? new Map<string, ReadonlySet<string>>();
  hashed.set(of, sets);
  const set = sets.get(digest) ?? new Set(values.map((value) => hash(digest, value, 'hex')));
  sets.set(digest, set);
  return set;
}

function hashesIn(index: DerNode): Listed {
  const f = fields(index);
  f.next();
  const list = (node: DerNode): Buffer[] => elements(node).map((one) => readOctets(one));
  const hashes = { certificates: list(f.next()), revocations: list(f.next()), unsigned: list(f.next()) };
  f.end();
  return hashes;
}

function coverageOf(index: DerNode): Coverage {
  const digest = indexDigest(index);
  const hashes = new Set(hashesIn(index).unsigned.map((one) => one.toString('hex')));
  return (attribute, value) =>
    digest !== undefined && hashes.has(hash(digest, Buffer.concat([der.oid(attribute), value]), 'hex'));
}
