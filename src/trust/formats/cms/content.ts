import {
  type AlgorithmPolicy,
  type Certificate,
  digestBytes,
  type PublicKeyInfo,
  type Work,
} from '../../path/index.ts';
import { type CmsProblem, cmsProblem } from './problems.ts';
import type { SignedData } from './signed-data.ts';

/** The content of a detached signature: the bytes, or the digests of them by node:crypto's names, or both. */
export type DetachedContent = Uint8Array | ContentDigests | ((digest: string) => Uint8Array | undefined);

/** What a signature is over: the bytes where they are at hand, and their digests, each computed once. */
export type ContentDigests = {
  readonly bytes: Uint8Array | undefined;
  readonly digest: (name: string) => Buffer | undefined;
};

export type CmsRules = {
  readonly algorithms: AlgorithmPolicy;
  /** The moment the signatures are held to have been made at: algorithms are judged by it. Never the claimed one. */
  readonly at: Date;
  /** Whether a signer's certificate must be pinned by a signed attribute (CAdES). */
  readonly pinned?: boolean;
  /** RFC 3161 2.4.2 has authorities pin their certificate by SHA-1: of a time-stamp's own signer that is enough. */
  readonly pinnedBySha1?: boolean;
  /** The key of a certificate that takes its parameters from its issuer's, where they are known; unless given: as it stands there. */
  readonly key?: (certificate: Certificate) => PublicKeyInfo;
  /** What the message may cost; its own budget unless it is part of something larger. */
  readonly work?: Work;
  /** What the countersignatures upon it may cost, where that is shared too. */
  readonly counterWork?: Work;
};

export function digestsOf(bytes: Uint8Array): ContentDigests {
  const digests: { readonly name: string; readonly digest: Buffer }[] = [];
  return {
    bytes,
    digest: (name) => {
      const known = digests.find((one) => one.name === name);
      if (known !== undefined) return known.digest;
      const digest = digestBytes(name, bytes);
      digests.push({ name, digest });
      return digest;
    },
  };
}

/** Content that is known by its digests only: it lies elsewhere, or is too large to hold. */
export const digestsFrom = (given: (digest: string) => Uint8Array | undefined): ContentDigests => ({
  bytes: undefined,
  digest: (name) => {
    const digest = given(name);
    return digest === undefined ? undefined : Buffer.from(digest);
  },
});

/** What the signatures of a message are over. A message with content, and other content beside it, is refused: which was meant? */
export function signedContent(
  { content }: SignedData,
  given: DetachedContent | undefined,
): ContentDigests | CmsProblem {
  if (content === undefined) {
    if (given === undefined) return cmsProblem('content-missing');
    if (typeof given === 'function') return digestsFrom(given);
    return 'digest' in given ? given : digestsOf(given);
  }
  if (given === undefined) return digestsOf(content);
  if (typeof given === 'function') return cmsProblem('content-twice');
  if (!('digest' in given)) return content.equals(given) ? digestsOf(content) : cmsProblem('content-twice');
  return given.bytes !== undefined && content.equals(given.bytes) ? given : cmsProblem('content-twice');
}
