// The decision alone: no database, no server. What the command line loads.
export type { Use } from './condition-limits.ts';
export { isAmount } from './condition-limits.ts';
export type { PdfChange, PdfCoverage, PdfReport, PdfRevision } from './pdf-report.ts';
export { signedRevisions } from './pdf.ts';
export { pdfWords } from './pdf.messages.ts';
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
export { certificatesOf } from './certificates-in.ts';
export { automaticMember } from './automatic-member.ts';
export { foreignContainer } from './foreign.ts';
export { evidenceJudge } from './judge-evidence.ts';
export type { SignerView } from './signer.ts';
export type { ProvenTime } from './time.ts';
export { contentOf, mostSignatureBytes, type VerificationInput, verifySignature } from './verify.ts';
export { type LegacyAuthority, type LegacyRegister, type LegacyView } from './legacy.ts';
export { offlineContext, type TrustData } from './offline.ts';
export { parseTrustList, type TrustList } from './trust-list.ts';
export { signatureWords } from './words.messages.ts';
