// The door of src/trust/rules: rules of the Government and of the authority as dated, checked data (ES-8.1, ES-8.4, ES-8.5, ES-13.7b).

export {
  bodies,
  byTheLaw,
  checkRule,
  type DisclosedPart,
  disclosedParts,
  keyKinds,
  openSteps,
  type OpenStep,
  type RuleBody,
  type RuleKind,
  ruleKinds,
  statutoryChecks,
} from './bodies.ts';
export { loaderOf, roleFor, ruleRoutes } from './http/routes.ts';
export { loadRule, type NewRule } from './load-rule.ts';
export { type ContractTerms, contractTerms, publishOffer, stepTerm, type StepTerm, termOfStep } from './offer.ts';
export { type Offer, offerAt, services, type Service } from './offer-store.ts';
export { type Act, bodyAt, type Edition, type Rule, ruleAt, ruleById, rulesBy } from './rules-store.ts';
export { type Officer, withdrawRule } from './withdraw-rule.ts';
export { refuse as refuseRule } from './refusals.ts';
