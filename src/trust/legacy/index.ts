// The door of src/trust/legacy: what the authorised body has taken over of the former law No. 92 (ES-19), and what courts decided.

export { legacyRoutes } from './http/routes.ts';
export type { EnteredAuthority } from './approval-store.ts';
export { approveAuthority, endAuthority, waitingAuthorities } from './approve-end.ts';
export {
  courtDecisions,
  type CourtDecisionRow,
  legacyAuthorities,
  type LegacyAuthorityRow,
  legacyEntries,
  type LegacyEntry,
  type LegacyUse,
} from './legacy-store.ts';
export { enterCourtDecision, type TakeOver, takeOverAuthority } from './take-over.ts';
export { refuse as refuseLegacy } from './refusals.ts';
