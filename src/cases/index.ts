// Statutory cases: procedures that read like the law, and the engine that runs them. See README.md.
export { examine, type Findings } from './check.ts';
export { type Circumstances, type Command, decide, type Decision, isParty, settle, shapeFault } from './decide.ts';
export { diagram } from './diagram.ts';
export { type CaseNow, createEngine, type DoAct, type Engine, type EngineDeps, type OpenCase } from './engine.ts';
export {
  type Admission,
  type EffectHandler,
  type EffectHandlers,
  type FactLoader,
  type Sealer,
  sealerOf,
  termsBy,
} from './ports.ts';
export {
  type FailedForm,
  type PageContext,
  type PageHooks,
  actFormPage,
  casePage,
  openingFormPage,
  taskListPage,
} from './pages.ts';
export { formToData, labelKeys } from './forms.ts';
export {
  actMeets,
  byLaw,
  centre,
  document,
  effect,
  effectNames,
  homeOf,
  list,
  officer,
  openingAct,
  procedure,
  staff,
  subject,
  tell,
  tellEffect,
} from './procedure.ts';
export { accessOf, actorOf, scopeOf, type SubjectOf } from './actors.ts';
export { documentsOf, openActs, possibleFor, readDocument, readWhole } from './read-case.ts';
export { type DocumentRow, readFile, readFiles, readTasks, type TaskRow } from './store.ts';
export { cursorOf, cursorTo, partiesOf } from './tasks-routes.ts';
export {
  type ActSignature,
  type ActSigning,
  documentBytes,
  type PreparedAct,
  type SentSignature,
  withSignature,
} from './signed-act.ts';
export { type Sent, sentSignature, signatureSchema } from './signed-schemas.ts';
export { isSigned } from './routes-schemas.ts';
export { caseRoutes, type CaseRoutesDeps } from './routes.ts';
export { clocksOf, deriveState } from './state.ts';
export {
  type ClockWorker,
  type ClockWorkerDeps,
  recountTerms,
  restingClocks,
  startClockWorker,
  tick,
} from './worker.ts';
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
export { refuse as refuseCase } from './refusals.ts';
