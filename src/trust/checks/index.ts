// The door of src/trust/checks: signatures verified by a centre at the request of participants (ES-13.1.9, ES-13.3.2).

export {
  checkForParticipant,
  type ChecksDeps,
  type CheckView,
  ofPerson,
  readCheck,
  type Repeated,
  repeatCheck,
} from './check.ts';
export { type CheckRow, checksOf, checksOfAskers } from './checks-store.ts';
export { askerOf, checkRoutes, type CheckRoutesDeps, scopeAt } from './http/routes.ts';
export { reportMember } from './signed-report.ts';
export { refuse as refuseCheck } from './refusals.ts';
