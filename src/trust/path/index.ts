// The door of src/trust/path: certificates, CRLs, validation.

export {
  type AlgorithmPolicy,
  distrust,
  type FurtherAlgorithm,
  historicAlgorithms,
  isFurtherAlgorithm,
  isSwitchedOn,
  strictAlgorithms,
  trustedWith,
  withGost,
  withMlDsa,
} from './algorithm-policy.ts';
export { anchorOf, type TrustAnchor } from './anchor.ts';
export { type Certificate, isCa, isSelfIssued, parseCertificate, parseHashedCertificate } from './certificate.ts';
export type { RevokedEntry } from './crl-entries.ts';
export { type Crl, parseCrl } from './crl.ts';
export {
  type AccessDescription,
  type DistributionPoint,
  type KeyUsage,
  keyUsages,
  type NameConstraints,
  type PolicyInformation,
  readPolicies,
} from './extension-values.ts';
export { ecdsaTwin } from './ecdsa-twin.ts';
export { type Extension, type Extensions, extensionValue, readExtensions } from './extensions.ts';
export { directoryNames, type GeneralName, readGeneralName, readGeneralNames } from './general-names.ts';
export { namesAsIssuer } from './find-path.ts';
export { attributesOf, formatName, type Name, readName, sameName } from './names.ts';
export type { WantedPolicies } from './policy-graph.ts';
export { CertificatePool, CrlPool } from './pools.ts';
export { endsStamp, keyMayBeLost } from './lost-key.ts';
export { type Fault, norms, type Problem } from './problems.ts';
export {
  inheritsParameters,
  keyDetailsOf,
  keyObject,
  parsePublicKeyInfo,
  type PublicKeyInfo,
  readPublicKeyInfo,
  withParameters,
} from './public-key.ts';
export {
  type AlgorithmId,
  costOf,
  digestBytes,
  digestName,
  digestOf,
  keyOf,
  readAlgorithmId,
  signatureMethod,
  type SignatureMethod,
  signersDigestOf,
  verifyingKeyOf,
  verifySignature,
  verifySignatureBeside,
} from './signature-algorithms.ts';
export { checkSignature, type Signed } from './signed.ts';
export { type TerminationGround, terminationGround } from './termination-ground.ts';
export { endedBy, type Gap, type Issuer, type Revocation, type Status, type Trust, type Verdict } from './trust.ts';
export { type PathResult, type PathRules, validatePath } from './validate-path.ts';
export { verifyCertificate } from './verify-certificate.ts';
export { type Budget, BudgetSpent, Work } from './work.ts';
