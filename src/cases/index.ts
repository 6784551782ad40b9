export { type Circumstances, type Command, decide, type Decision, isParty, settle } from './decide.ts';
export { byLaw, document, effect, effectNames, officer, openingAct, procedure, staff, subject, tell, tellEffect } from './procedure.ts';
export { clocksOf, deriveState } from './state.ts';
export type {
  Actor,
  CaseHead,
  CaseHistory,
  CaseState,
  Data,
  DoneAct,
  DutyState,
  Guard,
  LawOfTerms,
  Party,
  Procedure,
  View,
} from './types.ts';
