export {
  type DecreeStanding,
  decreeStanding,
  decreeStandingText,
  type Holder,
  type HolderBody,
  type HolderType,
  holderTypes,
  isPublicBody,
  type ProcessorBody,
} from './holder.ts';
export type { PolicyBody, PolicyState, PolicyVersion } from './policy-version.ts';
export { checkRule, decreeRules } from './rules.ts';
export { refuse as refuseHolder } from './refusals.ts';
export {
  allHolders,
  holderByCode,
  holderById,
  insertHolder,
  insertPolicyVersion,
  policyInForce,
  policyVersion,
  policyVersions,
  putPolicyInForce,
  replaceDraftBody,
  setPolicyState,
  setRegistered,
  updateHolder,
} from './store.ts';
