// The door of src/trust/issue.

export {
  algorithmBytes,
  algorithmOf,
  fits,
  isSignatureAlgorithm,
  keyAlgorithmOf,
  type SignatureAlgorithm,
} from './algorithms.ts';
export { type CaKey, keyInMemory } from './ca-key.ts';
export { type IssuerAccreditation, readIssuerAccreditation } from './content/accreditation.ts';
export { type AdditionalInfo, readAdditionalInfo } from './content/additional-info.ts';
export { type PersonalData, readSubjectDirectoryAttributes } from './content/birth.ts';
export { type DocumentDetails, readDocumentDetails } from './content/document-details.ts';
export {
  readRepresentation,
  readSubjectLegalEntity,
  type Representation,
  type SubjectLegalEntity,
} from './content/legal-entity.ts';
export { type Power, readThirdPartyPowers } from './content/powers.ts';
export { type QcStatements, readQcStatements } from './content/qc-statements.ts';
export {
  type MeansUse,
  meansUse,
  readMeansUse,
  readSignatureMeans,
  type SignatureMeans,
} from './content/signature-means.ts';
export {
  type EndState,
  readTerminationGround,
  type TerminationGround,
  terminationGround,
} from './content/termination-ground.ts';
export { type LimitRule, readUsageLimits, type UsageLimits } from './content/usage-limits.ts';
export type { Draft } from './draft.ts';
export { type CrlPoint, keyIdentifierOf } from './extensions.ts';
export { isKind, isQualified, isQualifiedEnd, type Kind, kindOfPolicies, kinds, rulesOf, usage } from './kinds.ts';
export { commonNameOf, nameOf, shortNameOf, subjectNameOf, type SubjectName } from './names.ts';
export { checkKey, keyDigest } from './check-key.ts';
export { provenKey, provenKeyBeside, type Request, readRequest, requestBytes } from './request.ts';
export { refuse as refuseIssue } from './refusals.ts';
export { type Accreditation, type ConfirmedMeans, type LintFacts, profileVersion } from './lint/facts.ts';
export { lint, lintRefusal, lintRules } from './lint/lint.ts';
export { type Content as CertificateContent, contentOf } from './lint/linted.ts';
export type { Finding } from './lint/rule.ts';
export { createKeyFile, KeyFileRefused, openKeyFile } from './keys/key-file.ts';
export { createReferencedKey, type OpenedKey, openSigningKey } from './keys/key-reference.ts';
export { algorithmInToken, createTokenKey, type TokenKey, tokenKey } from './keys/token-key.ts';
export {
  APPROVAL_HOURS,
  approve,
  checkApproved,
  contentHash,
  type KeyOperation,
  type KeyOperationKind,
} from './keys/key-operation.ts';
export { makeRequest } from './make-request.ts';
export { pemOf, readPem } from './pem.ts';
export { newSerial } from './serial.ts';
export { signStructure, tbsFor } from './sign-certificate.ts';
export { capValidity, type Validity, type ValidityCap } from './validity.ts';
export { acceptCertificate } from './register/accept.ts';
export { readCertificate } from './register/contents.ts';
export type { RegisterDeps } from './register/deps.ts';
export { type CourtDecision, decideEnd, endCertificate, type EndOrder } from './register/end.ts';
export { type CentreEnd, endCentre, endTerms } from './register/end-many.ts';
export { issueCertificate } from './register/issue.ts';
export { approvalContent, isSignedBy, type IssuedCertificate, type IssueOrder } from './register/order.ts';
export { addIssuer, openRegister } from './register/open-register.ts';
export {
  type CertificateRecord,
  type CertificateState,
  type EndGround,
  endGrounds,
  type EndRecord,
  momentOfEntry,
  stateAt,
} from './register/record.ts';
export {
  certificateByFingerprint,
  certificateByNumber,
  agreementAndKey,
  certificateOfAgreement,
  issuerById,
  type IssuerRow,
  issuersOf,
  registerOf,
  takeIssuer,
} from './register/store.ts';
export { checkRegisters, type RegisterFinding } from './register/check-registers.ts';
export { destroyRegister, passOn } from './register/end-of-keeping.ts';
export {
  countEntries,
  keeperOf,
  type KeptRegister,
  type Owner,
  ownersEndedSince,
  ownersUnexpired,
  registersDestroyed,
  registersKeptBy,
  takenOver,
} from './register/keeper-store.ts';
export { centreMeans } from './centre-means.ts';
