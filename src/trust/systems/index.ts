// Information systems in which signed documents are exchanged: operators, participants, orders of use (ES-1 to ES-3, ES-10.4, ES-12.5).
export { answerDocument } from './acts/answer-document.ts';
export { changeExchange, registerExchange, type Settings } from './acts/keep-system.ts';
export { addParticipant } from './acts/participants.ts';
export { documentSent } from './acts/send-document.ts';
export { setSignatureTypes } from './acts/set-signature-types.ts';
export { scope as systemScope, type SystemDeps } from './deps.ts';
export { type DocumentForParty, governmentRules, receivedByParty, sentWithKey } from './document-store.ts';
export { systemRoutes } from './http/routes.ts';
export { type GovernmentRule, publicBodies, type PublicBodies, ruleAt } from './public-bodies.ts';
export { refuse as refuseSystem } from './refusals.ts';
export {
  type Acting,
  type ExchangeSystem,
  operatorKinds,
  participantKinds,
  refusalReasons,
  type RefusalReason,
  signatureTypes,
  systemScopes,
} from './system.ts';
export { allSystems, participantsOf, policyOf } from './system-store.ts';
