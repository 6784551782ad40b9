// The record: journal, Merkle log, checkpoints, proofs, evidence packages. See README.md.
export {
  canonical,
  canonicalBytes,
  CanonicalError,
  hashOf,
  hex,
  type JsonObject,
  type JsonValue,
  parseCanonical,
  sha256,
} from './canonical.ts';
export { type CheckpointSigner, createCheckpointSigner, LogFault } from './checkpoint-signer.ts';
export { type Actor, type Entry, type EntryType, type PreparedEntry, prepareEntry, SALT_BYTES } from './entry.ts';
export { entryOf } from './entry-of.ts';
export { closeIncident, explainIncident } from './close-incident.ts';
export {
  type Explanation,
  type Incident,
  incidentById,
  type IncidentFinding,
  incidents,
  type IncidentView,
  openIncidents,
} from './incident-store.ts';
export {
  checkAndReport,
  type Finding,
  type IncidentDeps,
  integrityCheck,
  type IntegrityReport,
  openIncident,
} from './integrity.ts';
export {
  bytesHash,
  type ConsentManifest,
  consentManifest,
  isPartOf,
  manifestBytes,
  manifestHash,
  type SignedPart,
  signingChallenge,
} from './manifest.ts';
export { noteSigner, type NoteSigner, noteSignerWith, parseNote } from './note.ts';
export { cosignatureTime } from './cosignature.ts';
export { oldestPending } from './log-store.ts';
export { leafHash } from './merkle.ts';
export {
  buildEvidencePackage,
  certificateSignature,
  evidenceMediaType,
  type EvidenceParts,
  evidenceMembers,
  memberNames,
  type Recorded,
  type TypedMember,
} from './package.ts';
export { consistencyProof, inclusionProof, type InclusionProof, latestNote, provenEntry } from './proofs.ts';
export { recordRoutes, type RecordRoutesDeps } from './routes.ts';
export { sequenceBatch } from './sequencer.ts';
export {
  insertEntries,
  JOURNAL_PARAMETERS,
  journalCte,
  type JournalRow,
  journalValues,
  mayAlterJournal,
  readEntry,
} from './store.ts';
export { type RecordWorker, type RecordWorkerDeps, startRecordWorker } from './worker.ts';
export { trustFileText } from './trust-file.ts';
export { ensureLogKey, ensureLogOrigin, writeOnce } from './key-file.ts';
export type { CertificateJudge, CertificateVerdict, ConditionView, ContainerVerdict } from './verify/certificate.ts';
export { readCoseKey } from './verify/cose.ts';
export { type Check, type Report, type Status, type Verdict } from './verify/report.ts';
export { noTrust, parseTrust, type Trust } from './verify/trust.ts';
export { verifyEvidence } from './verify/verify.ts';
export { refuse as refuseRecord } from './refusals.ts';
export { evidenceLimits, type Member, readZip, writeZip, ZipError, type ZipLimits } from './zip.ts';
export { type Effect, type PaperEffect, paperEffect, type PaperRules, type SignedSo } from './verify/paper-effect.ts';
