// Statutory cases: procedures that read like the law, and the engine that runs them. See README.md.
export { type Circumstances, type Command, decide, type Decision, isParty, settle } from './decide.ts';
export { diagram } from './diagram.ts';
export { type CaseNow, createEngine, type DoAct, type Engine, type EngineDeps, type OpenCase } from './engine.ts';
export { type EffectHandler, type EffectHandlers, type FactLoader, type Sealer, sealerOf, termsBy } from './ports.ts';
export { byLaw, document, effect, effectNames, officer, openingAct, procedure, staff, subject, tell, tellEffect } from './procedure.ts';
export { caseRoutes, type CaseRoutesDeps } from './routes.ts';
export { clocksOf, deriveState } from './state.ts';
export { type ClockWorker, type ClockWorkerDeps, startClockWorker, tick } from './worker.ts';
export type { Actor, CaseHead, CaseHistory, CaseState, Data, DoneAct, DutyState, Guard, LawOfTerms, Party, Procedure, View } from './types.ts';
