import { hash } from 'node:crypto';
import { type Member, readZip, writeZip, type ZipLimits } from '../../../record/index.ts';
import type { Certificate } from '../../path/index.ts';
import type { CmsRules } from '../cms/content.ts';
import { parseSignedData } from '../cms/signed-data.ts';
import { type SignedDataVerdict, verifySignedData } from '../cms/verify.ts';
import { DerError } from '../../der/index.ts';
import {
  AsicManifestError,
  type DataObject,
  digestAlgorithms,
  readAsicManifest,
  writeAsicManifest,
} from './manifest.ts';

// ASiC-E with CAdES (EN 319 162-1 4.4): files in a ZIP, and signatures over manifests that name them by their digests.

export const asicMediaType = 'application/vnd.etsi.asic-e+zip';
const mimetype: Member = { name: 'mimetype', bytes: Buffer.from(asicMediaType) };
const isManifest = (name: string): boolean => /^META-INF\/[^/]*ASiCManifest[^/]*\.xml$/i.test(name);

export type AsicFile = Member & { readonly mediaType: string };
/** Makes the detached CAdES message over the manifest's bytes. */
export type ManifestSigner = (manifest: Uint8Array) => Uint8Array | Promise<Uint8Array>;

/** A container with one signature for each signer, each over all files (ES-6.4: one signature over a package). */
export async function writeAsic(files: readonly AsicFile[], signers: readonly ManifestSigner[]): Promise<Uint8Array> {
  const members: Member[] = [mimetype, ...files.map(({ name, bytes }) => ({ name, bytes }))];
  for (const [index, sign] of signers.entries()) {
    const number = String(index + 1).padStart(3, '0');
    const signature = `META-INF/signature${number}.p7s`;
    const manifest = writeAsicManifest(signature, files);
    members.push({ name: `META-INF/ASiCManifest${number}.xml`, bytes: manifest });
    members.push({ name: signature, bytes: await sign(manifest) });
  }
  return writeZip(members);
}

export type AsicFault =
  | 'not-asic'
  | 'mimetype-not-first'
  | 'no-signature'
  | 'manifest-malformed'
  | 'signature-missing'
  | 'signature-malformed'
  | 'file-missing'
  | 'file-changed'
  | 'digest-unknown'
  | 'file-not-covered';
/** `name` is the member it is about. */
export type AsicProblem = { readonly fault: AsicFault; readonly name?: string };

export type AsicSignature = {
  readonly manifest: string;
  /** The manifest itself: what the message is over. */
  readonly bytes: Uint8Array;
  readonly files: readonly string[];
  /** The CMS message as it stands in the container, where it could be read. */
  readonly message: Uint8Array | undefined;
  readonly verdict: SignedDataVerdict | undefined;
};
export type AsicVerdict = {
  /** Every signature holds over files that are as they were signed, and covers every file. Says nothing of whose they are. */
  readonly holds: boolean;
  readonly problems: readonly AsicProblem[];
  readonly files: readonly Member[];
  readonly signatures: readonly AsicSignature[];
};

/**
 * Whether the signatures of a container hold, and over which files. Never throws for what a container holds.
 * @throws ZipError where the bytes are no ZIP that we would unpack
 */
export function verifyAsic(
  container: Uint8Array,
  rules: CmsRules,
  options: { readonly certificates?: readonly Certificate[]; readonly limits?: ZipLimits } = {},
): AsicVerdict {
  const members = readZip(container, options.limits);
  const byName = new Map(members.map(({ name, bytes }) => [name, bytes]));
  const problems: AsicProblem[] = [];
  const kind = byName.get('mimetype');
  if (kind === undefined || Buffer.from(kind).toString('latin1').trim() !== asicMediaType)
    problems.push({ fault: 'not-asic' });
  // EN 319 162-1 A.1: so that the kind can be told from the first bytes.
  else if (members[0]?.name !== 'mimetype') problems.push({ fault: 'mimetype-not-first' });
  const files = members.filter(({ name }) => name !== 'mimetype' && !name.startsWith('META-INF/'));
  const signatures = members
    .filter(({ name }) => isManifest(name))
    .map((manifest) => judge(manifest, byName, rules, options.certificates ?? [], problems));
  if (signatures.length === 0) problems.push({ fault: 'no-signature' });
  for (const { name } of files)
    if (!signatures.every((signature) => signature.files.includes(name)))
      problems.push({ fault: 'file-not-covered', name });
  const holds = problems.length === 0 && signatures.every(({ verdict }) => verdict?.holds === true);
  return { holds, problems, files, signatures };
}

function judge(
  { name, bytes }: Member,
  byName: ReadonlyMap<string, Uint8Array>,
  rules: CmsRules,
  certificates: readonly Certificate[],
  problems: AsicProblem[],
): AsicSignature {
  const unread: AsicSignature = { manifest: name, bytes, files: [], message: undefined, verdict: undefined };
  let manifest;
  try {
    manifest = readAsicManifest(bytes);
  } catch (error) {
    if (!(error instanceof AsicManifestError)) throw error;
    problems.push({ fault: 'manifest-malformed', name });
    return unread;
  }
  for (const object of manifest.objects) {
    const fault = changed(object, byName.get(object.name));
    if (fault !== null) problems.push({ fault, name: object.name });
  }
  const files = manifest.objects.map((object) => object.name);
  const message = byName.get(manifest.signature);
  if (message === undefined) {
    problems.push({ fault: 'signature-missing', name: manifest.signature });
    return { ...unread, files };
  }
  try {
    const verdict = verifySignedData(parseSignedData(message), { content: bytes, certificates }, rules);
    return { manifest: name, bytes, files, message, verdict };
  } catch (error) {
    if (!(error instanceof DerError)) throw error;
    problems.push({ fault: 'signature-malformed', name: manifest.signature });
    return { ...unread, files, message };
  }
}

function changed(object: DataObject, bytes: Uint8Array | undefined): AsicFault | null {
  if (bytes === undefined) return 'file-missing';
  const algorithm = digestAlgorithms.get(object.algorithm);
  if (algorithm === undefined) return 'digest-unknown';
  return hash(algorithm, bytes, 'buffer').equals(object.digest) ? null : 'file-changed';
}
