// Information systems in which signed documents are exchanged: operators, participants, orders of use (ES-1 to ES-3, ES-10.4, ES-12.5).
export { documentSent } from './acts/send-document.ts';
export { setSignatureTypes } from './acts/set-signature-types.ts';
export type { SystemDeps } from './deps.ts';
export { governmentRules, sentWithKey } from './document-store.ts';
export { systemRoutes } from './http/routes.ts';
export { type GovernmentRule, publicBodies, type PublicBodies, ruleAt } from './public-bodies.ts';
export { refuse as refuseSystem } from './refusals.ts';
export { refusalReasons, type RefusalReason, signatureTypes } from './system.ts';
