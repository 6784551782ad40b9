import { canonicalBytes, type JsonObject, type JsonValue } from './canonical.ts';
import { bytesHash, type ConsentManifest, manifestBytes, type PackageManifest } from './manifest.ts';
import { formatNote, type NoteSigner } from './note.ts';
import { parseTlogProof } from './tlog-proof.ts';
import { type Member, writeZip } from './zip.ts';

// The evidence package: one file that proves one consent to anyone, offline. docs/evidence-format.md.

export const memberNames = {
  manifest: 'META-INF/manifest.json',
  seal: 'META-INF/seal.txt',
  consentManifest: 'consent-manifest.json',
  /** A signature by certificate over the manifest, detached: CMS, as other tools read it. */
  signature: 'consent-manifest.json.p7s',
  document: 'consent.json',
  rendering: 'consent.pdf',
  notice: 'notice.json',
  agreement: 'agreement.json',
  evidence: 'evidence.json',
  entry: 'journal-entry.json',
  inclusion: 'inclusion.tlog-proof',
  checkpoint: 'checkpoint.txt',
  logKey: 'log-key.txt',
  keyEntry: 'key-binding.json',
  keyInclusion: 'key-binding.tlog-proof',
  withdrawal: 'withdrawal.json',
  withdrawalSignature: 'withdrawal.json.p7s',
  withdrawalEvidence: 'withdrawal-evidence.json',
  withdrawalEntry: 'withdrawal-entry.json',
  withdrawalInclusion: 'withdrawal-entry.tlog-proof',
} as const;

export const evidenceMediaType = 'application/vnd.etsi.asic-e+zip';

/** What makes the ZIP an ASiC-E container (EN 319 162-1): beside the package's own members, over all of them. */
export const containerNames = {
  kind: 'mimetype',
  manifest: 'META-INF/ASiCManifest001.xml',
  signature: 'META-INF/signature001.p7s',
} as const;

/** A journal entry as it stands in a package: its bytes follow from `entry`, its leaf from both. */
export type Recorded = { readonly body: Uint8Array; readonly salt: Uint8Array };

export type EvidenceParts = {
  readonly consentManifest: ConsentManifest;
  /** Canonical originals, as hashed in the consent manifest. */
  readonly document: JsonValue;
  readonly notice: JsonValue;
  readonly agreement?: JsonValue;
  /** The evidence of the signature; its SHA-256 stands in the journal entry as `data.evidenceHash`. */
  readonly evidence: JsonValue;
  readonly rendering?: Uint8Array;
  /** Further parts of the consent manifest that travel along: a scan, the template. */
  readonly more?: readonly (Member & { readonly mediaType: string })[];
  readonly entry: Recorded;
  /** C2SP tlog-proof of the entry. */
  readonly inclusion: string;
  /** The journalled act that bound a passkey to its account, with its own proof. */
  readonly keyBinding?: Recorded & { readonly inclusion: string };
  /** CP-F-30: the signed application to withdraw the consent, where there is one, with the act that took it and that act's proof. */
  readonly withdrawal?: Recorded & {
    readonly document: Uint8Array;
    readonly evidence: JsonValue;
    readonly inclusion: string;
  };
  readonly logKey: string;
  /** The log's signer: seals the package as exported by this platform. */
  readonly seal?: NoteSigner;
};

/** The CMS message in the evidence of a signature by certificate. */
export function certificateSignature(evidence: unknown): Buffer | undefined {
  const { certificate } = (evidence ?? {}) as { certificate?: { cades?: unknown } | null };
  return typeof certificate?.cades === 'string' ? Buffer.from(certificate.cades, 'base64url') : undefined;
}

const SEAL_HEADER = 'makulduk/evidence-package/v1';

/** The text of the seal. Its first line can never be a checkpoint's, which is the log's origin. */
export const sealText = (packageManifestHash: string): string => `${SEAL_HEADER}\n${packageManifestHash}\n`;

export const recordedBytes = ({ body, salt }: Recorded): Uint8Array =>
  canonicalBytes({
    entry: JSON.parse(Buffer.from(body).toString()) as JsonObject,
    salt: Buffer.from(salt).toString('hex'),
  });

/** The package as a plain ZIP. The same parts always give the same bytes. */
export const buildEvidencePackage = (parts: EvidenceParts): Uint8Array => writeZip(evidenceMembers(parts));

/** The members of a package, for whoever puts them into a container. */
export function evidenceMembers(parts: EvidenceParts): readonly TypedMember[] {
  const members = [...membersOf(parts)].sort((a, b) => (a.name < b.name ? -1 : 1));
  const manifest: PackageManifest = {
    v: 1,
    kind: 'evidence-package',
    ids: parts.consentManifest.ids,
    members: members.map(({ name, mediaType, bytes }) => ({
      name,
      mediaType,
      size: bytes.length,
      sha256: bytesHash(bytes),
    })),
  };
  const bytes = manifestBytes(manifest);
  const text = sealText(bytesHash(bytes));
  const seal = parts.seal && [
    {
      name: memberNames.seal,
      mediaType: 'text/plain',
      bytes: Buffer.from(formatNote(text, [parts.seal.sign(text)])),
    },
  ];
  return [{ name: memberNames.manifest, mediaType: 'application/json', bytes }, ...(seal ?? []), ...members];
}

export type TypedMember = Member & { readonly mediaType: string };

function* membersOf(parts: EvidenceParts): Generator<TypedMember> {
  const json = (name: string, value: JsonValue): TypedMember => ({
    name,
    mediaType: 'application/json',
    bytes: canonicalBytes(value),
  });
  const text = (name: string, value: string): TypedMember => ({
    name,
    mediaType: 'text/plain',
    bytes: Buffer.from(value),
  });
  yield json(memberNames.consentManifest, parts.consentManifest as unknown as JsonObject);
  yield json(memberNames.document, parts.document);
  yield json(memberNames.notice, parts.notice);
  if (parts.agreement !== undefined) yield json(memberNames.agreement, parts.agreement);
  yield json(memberNames.evidence, parts.evidence);
  const signature = certificateSignature(parts.evidence);
  if (signature) yield { name: memberNames.signature, mediaType: 'application/pkcs7-signature', bytes: signature };
  if (parts.rendering) yield { name: memberNames.rendering, mediaType: 'application/pdf', bytes: parts.rendering };
  yield* parts.more ?? [];
  yield { name: memberNames.entry, mediaType: 'application/json', bytes: recordedBytes(parts.entry) };
  yield text(memberNames.inclusion, parts.inclusion);
  yield text(memberNames.checkpoint, parseTlogProof(parts.inclusion).checkpoint);
  yield text(memberNames.logKey, `${parts.logKey}\n`);
  if (parts.keyBinding) {
    yield { name: memberNames.keyEntry, mediaType: 'application/json', bytes: recordedBytes(parts.keyBinding) };
    yield text(memberNames.keyInclusion, parts.keyBinding.inclusion);
  }
  if (!parts.withdrawal) return;
  const { document, evidence, inclusion } = parts.withdrawal;
  const own = certificateSignature(evidence);
  yield { name: memberNames.withdrawal, mediaType: 'application/json', bytes: document };
  if (own) yield { name: memberNames.withdrawalSignature, mediaType: 'application/pkcs7-signature', bytes: own };
  yield json(memberNames.withdrawalEvidence, evidence);
  yield { name: memberNames.withdrawalEntry, mediaType: 'application/json', bytes: recordedBytes(parts.withdrawal) };
  yield text(memberNames.withdrawalInclusion, inclusion);
}
