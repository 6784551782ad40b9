import { canonicalBytes, hashOf, hex, type JsonObject, parseCanonical, sha256 } from './canonical.ts';

// Two manifests, two promises. The consent manifest is what the person signs: the document, the notice shown, the
// template, the agreement. The package manifest is what the exporter made: every member of the file.

/** One thing the signature covers. `name` is its member in an evidence package, where it travels along. */
export type SignedPart = {
  readonly role: 'document' | 'notice' | 'template' | 'agreement' | 'rendering' | 'supplement' | 'scan';
  readonly name?: string;
  readonly id?: string;
  readonly mediaType?: string;
  /** SHA-256 of the part's bytes, lower-case hex. */
  readonly sha256: string;
};

export type ConsentManifest = {
  readonly v: 1;
  readonly kind: 'consent-manifest';
  /** At least `consent`; holder, notice, purpose version as the case may be. Ids only. */
  readonly ids: Readonly<Record<string, string>> & { readonly consent: string };
  readonly parts: readonly SignedPart[];
};

export type PackageManifest = {
  readonly v: 1;
  readonly kind: 'evidence-package';
  readonly ids: Readonly<Record<string, string>>;
  readonly members: readonly {
    readonly name: string;
    readonly mediaType: string;
    readonly size: number;
    readonly sha256: string;
  }[];
};

export function consentManifest(ids: ConsentManifest['ids'], parts: readonly SignedPart[]): ConsentManifest {
  return { v: 1, kind: 'consent-manifest', ids, parts };
}

/** ES-6.4b: whether these bytes are one of the parts that a consent manifest names. Never throws: what is no manifest names nothing. */
export function isPartOf(manifest: Uint8Array, bytes: Uint8Array): boolean {
  try {
    const { kind, parts } = parseCanonical(manifest) as { kind?: unknown; parts?: readonly { sha256?: unknown }[] };
    const own = bytesHash(bytes);
    return kind === 'consent-manifest' && Array.isArray(parts) && parts.some((part) => part?.sha256 === own);
  } catch {
    return false;
  }
}

/** What is signed: by passkey in the challenge, by password in the confirmation, on paper in the attestation. */
export const manifestHash = (manifest: ConsentManifest): string => hashOf(manifest as unknown as JsonObject);

export const manifestBytes = (manifest: ConsentManifest | PackageManifest): Uint8Array =>
  canonicalBytes(manifest as unknown as JsonObject);

export const bytesHash = (bytes: Uint8Array): string => hex(sha256(bytes));

/** DECISIONS, WebAuthn as a signature: the challenge of a signature is never one of a log-in. */
export function signingChallenge(manifest: string, nonce: Uint8Array): Buffer {
  return sha256('makulduk/sign/v1', Buffer.of(0), Buffer.from(manifest, 'hex'), nonce);
}
