// Accounts, sessions, bindings to persons, agreements on signatures, the signing ceremony, machine clients.
export { createIdentity, type Identity } from './identity.ts';
export { recordJournal } from './journal.ts';
export { type AgreementContent, type AgreementDraft, agreementText, checkAgreement } from './agreement.ts';
export {
  acceptAgreement,
  acceptedText,
  activateAgreement,
  type AgreementView,
  draftAgreement,
  showAgreement,
} from './agreements.ts';
export { standardAgreement } from './agreement-text-data.ts';
export { type Bound, bindAccount, bindingOf, type BindingState, ownRecord, type ProvenPerson } from './bind-account.ts';
export { brokenStep, stepHash } from './protocol.ts';
export { checkIdentificationPolicy, type IdentificationMethod } from './identification.ts';
export {
  checkSimpleSignature,
  offeredTypes,
  simpleForbidden,
  type SimplySigned,
  type SimpleVerdict,
} from './simple-signature.ts';
export { clientOf } from './http-common.ts';
export {
  deviceCookie,
  endSession,
  listSessions,
  methodOfSession,
  sessionCookie,
  type SessionView,
} from './sessions.ts';
export { listMachines, registerMachine, removeMachine } from './machine-clients.ts';
export { isMachineScope, type MachineScope, machineScopes } from './machine-scopes.ts';
export { closeStaff } from './close-staff.ts';
export { addStaff, grantStaffRole, endStaffRole, listStaff, type StaffMember } from './staff.ts';
export { type SandboxLogin, type SandboxStaff, seedIdentity, seedStaff } from './seed.ts';
export { type EsiCitizen, type EsiStandIn, startEsiStandIn } from './esi-stand-in/esi-stand-in.ts';
export { inventedCitizens } from './esi-stand-in/citizens-data.ts';
export type { PageSettings } from './pages/index.ts';
export type {
  AuthenticationMethod,
  BindingFact,
  BindingMethod,
  CertificateEvidence,
  EvidenceMode,
  LoginSessionEvidence,
  Protocol,
  ProtocolStep,
  SessionFact,
  SignatureBasis,
  SignatureFindings,
  SignatureType,
  SigningEvidence,
  SigningFact,
  StepData,
  StepKind,
  WebAuthnEvidence,
} from './evidence.ts';
export { stepKinds } from './evidence.ts';
export type { CloudService, CloudSigning, CodeMethod } from './cloud.ts';
export type {
  CertificateOwner,
  Certificates,
  CertificateView,
  CompletedSignature,
  PdfSignatures,
  PreparedByCertificate,
  ToSign,
} from './certificates.ts';
export type { Client, DocumentKind, EsiSettings, IdentityDeps, Journal, JournalAct, SendMessage } from './types.ts';
export type { BegunSigning, ByCertificate, OnSigned, SessionRef, SigningApi } from './signing-api.ts';
export { langOfPerson } from './binding-store.ts';
export { refuse as refuseIdentity } from './refusals.ts';
export { insertKeyUse as recordKeyUse } from './key-use-store.ts';
export { mostOwnPdf } from './http-own-pdf.ts';
export { type KeyUse, keyUses } from './key-uses.ts';
export { keyCompromised, type KeyReport, suspectKey, suspectKeyOfPerson } from './suspect-key.ts';
export { accountOfKey, type KeyAccount } from './owner-of-key.ts';
export { isSuspected as isSuspectedKey } from './suspect-store.ts';
