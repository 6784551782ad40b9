// Accounts, sessions, bindings to persons, agreements on signatures, the signing ceremony, machine clients.
export type {
  AuthenticationMethod,
  BindingFact,
  BindingMethod,
  EvidenceMode,
  LoginSessionEvidence,
  Protocol,
  ProtocolStep,
  SessionFact,
  SignatureBasis,
  SignatureType,
  SigningEvidence,
  SigningFact,
  StepData,
  StepKind,
  WebAuthnEvidence,
} from './evidence.ts';
export { stepKinds } from './evidence.ts';
export type {
  AccountSeal,
  DocumentKind,
  EsiSettings,
  IdentityDeps,
  Journal,
  JournalAct,
  PersonFacts,
  PersonVault,
  Secrets,
  SendMessage,
} from './types.ts';
export type { BegunSigning, SessionRef, SigningApi } from './signing-api.ts';
