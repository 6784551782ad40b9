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

export { readStatements, statedMeans, type SignerStatements, type StatementsToMake } from './cades/attributes.ts';
export { type Evidence, evidenceIn } from './cades/evidence.ts';
export {
  type PreparedArchive,
  prepareArchive,
  toTimeStamp,
  withArchiveTimeStamp,
  withSignatureTimeStamp,
  withUnsigned,
  withValidationData,
} from './cades/extend.ts';
export { type CadesFault, cadesNorms, type CadesProblem } from './cades/problems.ts';
export { archivedContent, type Coverage } from './cades/archive.ts';
export { stampAttribute, type StampKind, stampsOn } from './cades/stamps.ts';
export { cadesMessage, type CadesRequest, prepareCades } from './cades/sign.ts';

export {
  answerTimeStampRequest,
  finishTimeStampResponse,
  finishToken,
  type PreparedToken,
  type TimeStampAuthority,
} from './tsp/answer.ts';
export { type TspFault, tspNorms, type TspProblem } from './tsp/problems.ts';
export { parseTimeStampRequest, timeStampRequest, type TimeStampRequest } from './tsp/request.ts';
export {
  type Failure,
  grantedResponse,
  parseTimeStampResponse,
  rejectedResponse,
  type TimeStampResponse,
} from './tsp/response.ts';
export { parseTstInfo, type TstInfo } from './tsp/tst-info.ts';
export {
  type TokenExpectations,
  type TokenVerdict,
  verifyTimeStampResponse,
  verifyToken,
} from './tsp/verify-token.ts';

export { ocspRefusal, ocspResponse, ocspResponseData, type SingleAnswer } from './ocsp/build.ts';
export { type CertId, certIdBytes, isAbout, isIssuer } from './ocsp/cert-id.ts';
export { type OcspFault, ocspNorms, type OcspProblem } from './ocsp/problems.ts';
export {
  ocspPathOf,
  ocspRequest,
  type OcspRequest,
  ocspRequestInPath,
  parseOcspRequest,
} from './ocsp/request.ts';
export {
  type BasicResponse,
  parseOcspResponse,
  type ResponseStatus,
  type SingleResponse,
  type SingleState,
} from './ocsp/response.ts';
export { ocspSource, readAnswer } from './ocsp/source.ts';
export { type OcspRules, type OcspVerdict, verifyOcspResponse } from './ocsp/verify.ts';
export {
  type AsicFault,
  type AsicFile,
  asicMediaType,
  type AsicProblem,
  type AsicSignature,
  type AsicVerdict,
  type ManifestSigner,
  verifyAsic,
  writeAsic,
} from './asic/container.ts';
export { isListed } from './asic/listed.ts';
export { type AsicManifest, AsicManifestError, readAsicManifest, writeAsicManifest } from './asic/manifest.ts';

export {
  compactJws,
  finishJades,
  type FinishedJws,
  isJws,
  type JadesFault,
  jadesNorms,
  type JadesRequest,
  type JadesVerdict,
  jsonJws,
  type Jws,
  JwsError,
  type JwsFault,
  jwsNorms,
  type JwsSignature,
  jwsToTimeStamp,
  parseJws,
  prepareJades,
  type PreparedJws,
  type UnsignedToAdd,
  verifyJwsSignature,
} from './jades/index.ts';

export {
  type Change,
  type ChangeKind,
  changeKinds,
  changesAfter,
  closedPdf,
  isPdf,
  mostPdfBytes,
  type OpenPdf,
  type PadesFault,
  padesNorms,
  type PdfBudget,
  pdfBudget,
  type PdfFaultCode,
  pdfNorms,
  PdfReadError,
  type PdfSignature,
  type PdfSigning,
  preparePdf,
  type PreparedPdf,
  rangeDigests,
  readSignatures,
  readSignedPdf,
  type SecurityStore,
  type SignedPdf,
  signedRevision,
  signPdf,
  type Stamp,
  standing,
  type Standing,
  standings,
  type StoreData,
  under,
  withDocumentTimeStamp,
  withStore,
} from './pades/index.ts';

export { encryptKey, publicKeyUnder } from './pkcs12/pbes2.ts';
export { type KeyFile, writePkcs12 } from './pkcs12/write.ts';
