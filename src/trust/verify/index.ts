// The door of src/trust/verify: whether a signature is what the law asks of it (ES 5, 7, 11, 12.3).
export type { Use } from './condition-limits.ts';
export { isAmount } from './condition-limits.ts';
export { verifyingMeans } from './condition-integrity.ts';
export {
  type AccreditationAnswer,
  type CourtDecision,
  type Means,
  noTrustContext,
  type TrustContext,
} from './context.ts';
export type {
  Condition,
  Feature,
  Finding,
  SignatureClass,
  SignatureReport,
  VerificationReport,
} from './report.ts';
export { refuse as refuseSignature } from './refusals.ts';
export type { SignerView } from './signer.ts';
export type { ProvenTime } from './time.ts';
export { mostSignatureBytes, type VerificationInput, verifySignature } from './verify.ts';
export { offlineContext, type TrustData } from './offline.ts';
export { parseTrustList, type TrustList } from './trust-list.ts';
export { signatureWords } from './words.messages.ts';
