// Information systems in which signed documents are exchanged: operators, participants, orders of use (ES-1 to ES-3, ES-10.4, ES-12.5).
export { answerDocument } from './acts/answer-document.ts';
export { eraseOldMessages } from './acts/keep-message.ts';
export { mostInBatch } from './automatic.ts';
export { changeExchange, registerExchange, type Settings } from './acts/keep-system.ts';
export { loadPolicy } from './acts/load-policy.ts';
export { actsAs, addParticipant, type NewParticipant, partKinds } from './acts/participants.ts';
export { type OpenedDocument, readDocument } from './acts/read-document.ts';
export { documentSent, sendDocument } from './acts/send-document.ts';
export { setSignatureTypes } from './acts/set-signature-types.ts';
export { scope as systemScope, type SystemDeps } from './deps.ts';
export {
  type DocumentForParty,
  governmentRules,
  receivedByParty,
  sentByParty,
  sentWithKey,
  usesInName,
} from './document-store.ts';
export { actingOf } from './http/acting.ts';
export { sendMessagePart } from './http/message-routes.ts';
export { systemRoutes } from './http/routes.ts';
export { type GovernmentRule, publicBodies, type PublicBodies, ruleAt } from './public-bodies.ts';
export { refuse as refuseSystem } from './refusals.ts';
export {
  type Acting,
  type ExchangeSystem,
  operatorKinds,
  type Participant,
  refusalReasons,
  type RefusalReason,
  signatureTypes,
  systemScopes,
} from './system.ts';
export type { Policy, PolicyRule } from './policy.ts';
export { allSystems, type LoadedPolicy, participantsOf, policyOf } from './system-store.ts';
