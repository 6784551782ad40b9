// The authority's relay (Decree 759, par. 16-18): who has registered to be told, what holders report, what subjects complain of.

export { type Registration, leave, myRegistration, register, type RegistrationDeps } from './registration.ts';
export { registrationRoutes } from './http/registration-routes.ts';
export { refuse as refuseRelay } from './refusals.ts';
