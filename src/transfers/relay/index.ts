// The authority's relay (Decree 759, par. 16-18): who has registered to be told, what holders report, what subjects complain of.

export { type Registration, leave, myRegistration, register, type RegistrationDeps } from './registration.ts';
export { registrationRoutes } from './http/registration-routes.ts';
export { refuse as refuseRelay } from './refusals.ts';
export { actionsText, relayHandlers } from './messages.ts';
export { allReportsFor, type Report, reportImpossible } from './report.ts';
export { allComplaints, complain, type Complaint, myComplaints } from './complaint.ts';
export { answerComplaint } from './answer-complaint.ts';
export { answerDueAt, watchComplaints } from './complaint-term.ts';
export { authorityParty, type IdentityKind, identityKinds } from './identity.ts';
export { readSearch, type Search } from './read-search.ts';
export { answerStep, beginSearch, type Found, readSteps, recordStep } from './search.ts';
export { relayRoutes } from './http/relay-routes.ts';
