// Certification centres as the law sees them: standings as intervals, confirmed means, trusted persons, the lists of ES-8.3.
export {
  accredit,
  ceaseCentre,
  endAccreditation,
  handOver,
  issueRootCertificate,
  type RootOrder,
  stand,
  type StandingDeps,
} from './acts/change-standing.ts';
export { confirmMeans, endMeans, type NewMeans } from './acts/confirm-means.ts';
export { type LogMeans, logMeans, meansLog } from './acts/log-means.ts';
export { approveTrusted, orderTrusted, type ShownOrder, waitingOrder } from './acts/certify-trusted.ts';
export { addTrustedOfficer, trustedRole } from './acts/trusted-officers.ts';
export { makeCentreKey } from './acts/make-centre-key.ts';
export { changeParticulars, enterCentre } from './acts/enter-centre.ts';
export { publishPaper } from './acts/publish-paper.ts';
export { entrust, type NewTrusted, withdrawTrust } from './acts/trusted-persons.ts';
export {
  type Centre,
  type CentreKind,
  centreKinds,
  type ConfirmedMeans,
  isConfirmed,
  isLegalPerson,
  isPublicKind,
  isTrusted,
  type MeansFunction,
  meansFunctions,
  type NewCentre,
  type TrustedPerson,
} from './centre.ts';
export { allCentres, centreByCode, centreById, centresByRegistration, lockCentre } from './centre-store.ts';
export { type CentreDeps, journal as journalOfCentres } from './deps.ts';
export { dutiesOf } from './duties.ts';
export { centreRoutes } from './http/index.ts';
export { centreStanding, type Listed, listAt, type ListName, listNames } from './lists.ts';
export { meansByNumbers, meansList } from './means-store.ts';
export { dropMeansUses, type LoggedUse, meansUses } from './means-use-store.ts';
export {
  type ApplicantOrder,
  type CentreKeys,
  type CentreOrder,
  type EndGround,
  endGrounds,
  type Issuing,
  noIssuing,
  type RegisteredCertificate,
  type TrustedIssuing,
  type TrustedOrder,
} from './ports.ts';
export { refuse as refuseCentre } from './refusals.ts';
export {
  type Accreditation,
  intervalsOf,
  isAccredited,
  type Standing,
  standingAt,
  type StandingState,
  standingStates,
} from './standing.ts';
export { accreditations } from './standing-store.ts';
export { type CentrePaper, checkPaper, type PaperKind, paperKinds, type PaperParts, paperParts } from './paper.ts';
export { paperOf, papersOf } from './paper-store.ts';
export { insertTransfer, type Transfer, transfers } from './transfer-store.ts';
export {
  inForceUnder,
  officerOf,
  officersOf,
  ordersOf,
  type TrustedIssuer,
  trustedIssuers,
} from './trusted-issuing-store.ts';
export { trustedPersons } from './trusted-store.ts';
