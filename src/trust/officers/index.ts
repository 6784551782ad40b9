// The door of src/trust/officers: the certificates with which officers of the authority sign its decisions (ES-8.2.1).

export { approveOfficerCertificate, endOfficerCertificate, enterOfficerCertificate } from './acts.ts';
export { refuse as refuseOfficer } from './refusals.ts';
export { officerRoutes } from './routes.ts';
export {
  certificatesOfOfficers,
  type OfficerCertificate,
  officerFacts,
  type OfficerFacts,
  signsAsOfficer,
} from './store.ts';
