import { der, oids } from '../../der/index.ts';
import type { Certificate } from '../../path/index.ts';
import { attribute } from '../cms/attributes.ts';
import type { ContentDigests } from '../cms/content.ts';
import { encodeSignedData, ocspChoice, partsOf } from '../cms/encode.ts';
import { parseSignedData, type SignedData } from '../cms/signed-data.ts';
import type { SignerInfo } from '../cms/signer-info.ts';
import { archiveIndex, archiveInput } from './archive.ts';

// From level to level (EN 319 122-1 6): each step leaves every octet that was signed or stamped as it was.

/** The signer at a position. @throws RangeError where there is none */
function signerAt(signed: SignedData, at: number): SignerInfo {
  const signer = signed.signers[at];
  if (signer === undefined) throw new RangeError(`no signer ${at}`);
  return signer;
}

/** Adds unsigned attributes to one signer. @throws RangeError */
export function withUnsigned(signed: SignedData, at: number, ...attributes: readonly Uint8Array[]): Buffer {
  const signer = signerAt(signed, at);
  const all = [...(signer.unsigned?.all ?? []).map(({ node }) => node.raw), ...attributes];
  const extended = der.sequence(...signer.signedFields, der.implicit(1, der.setOf(...all)));
  const parts = partsOf(signed);
  return encodeSignedData({ ...parts, signers: parts.signers.map((raw, index) => (index === at ? extended : raw)) });
}

/** What a signature time-stamp is to be made over. @throws RangeError */
export const toTimeStamp = (signed: SignedData, at = 0): Buffer => signerAt(signed, at).signature;

/** B-T: a time-stamp over the signature value (5.3). @throws RangeError */
export const withSignatureTimeStamp = (signed: SignedData, token: Uint8Array, at = 0): Buffer =>
  withUnsigned(signed, at, attribute(oids.signatureTimeStampToken, token));

/** B-LT: the certificates and the revocation values with which signers and time-stamps can be judged later (6.3). */
export function withValidationData(
  signed: SignedData,
  data: {
    readonly certificates: readonly Certificate[];
    readonly crls: readonly Uint8Array[];
    readonly ocspResponses: readonly Uint8Array[];
  },
): Buffer {
  const parts = partsOf(signed);
  return encodeSignedData({
    ...parts,
    certificates: [...parts.certificates, ...data.certificates.map(({ raw }) => raw)],
    revocations: [...parts.revocations, ...data.crls, ...data.ocspResponses.map(ocspChoice)],
  });
}

/** An archive time-stamp to come: what it is made over, and the index that goes into its token. */
export type PreparedArchive = { readonly input: Buffer; readonly index: Buffer; readonly at: number };

/** B-LTA, first half (5.5.3). @throws RangeError where the content's digest is not at hand */
export function prepareArchive(
  signed: SignedData,
  content: ContentDigests,
  options: { readonly digest?: string; readonly at?: number } = {},
): PreparedArchive {
  const { digest = 'sha256', at = 0 } = options;
  const signer = signerAt(signed, at);
  const index = archiveIndex(signed, signer, digest);
  const input = archiveInput(signed, signer, content, index, digest);
  if (input === undefined) throw new RangeError(`no ${digest} of the content`);
  return { input, index, at };
}

/** B-LTA, second half: the token over `input`, the index put into it. The message must be the one that was prepared. @throws DerError, RangeError */
export function withArchiveTimeStamp(signed: SignedData, { index, at }: PreparedArchive, token: Uint8Array): Buffer {
  const indexed = withUnsigned(parseSignedData(token), 0, attribute(oids.atsHashIndexV3, index));
  return withUnsigned(signed, at, attribute(oids.archiveTimeStampV3, indexed));
}
