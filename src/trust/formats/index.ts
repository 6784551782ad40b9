// The door of src/trust/formats: signatures as messages. Bytes in, verdict out; time is an argument, the network is nobody's.

export { Attributes, attribute } from './cms/attributes.ts';
export { certificatesIn, crlsIn, ocspResponsesIn } from './cms/certificates.ts';
export {
  type CmsRules,
  type ContentDigests,
  type DetachedContent,
  digestsFrom,
  digestsOf,
} from './cms/content.ts';
export { encodeSignedData, ocspChoice, partsOf, type SignedDataParts } from './cms/encode.ts';
export { type CmsFault, cmsNorms, type CmsProblem } from './cms/problems.ts';
export {
  type FinishedSigner,
  finishSigner,
  prepareSigner,
  type PreparedSigner,
  signedDataOf,
  type SignerRequest,
  signPrepared,
} from './cms/sign.ts';
export { parseSignedData, type SignedData } from './cms/signed-data.ts';
export type { SignerId, SignerInfo } from './cms/signer-info.ts';
export { signingCertificateV2 } from './cms/signing-certificate.ts';
export { type CmsInput, type SignedDataVerdict, verifySignedData } from './cms/verify.ts';
export type { SignerVerdict } from './cms/verify-signer.ts';
