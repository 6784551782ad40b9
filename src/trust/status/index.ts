// The door of src/trust/status.

export { acceptList } from './accept-list.ts';
export { type ListOrder, listOrder } from './list-order.ts';
export { type CrlPlan, type CrlScope, signCrl } from './crl.ts';
export { type EntryFacts, type ReasonName, reasons } from './crl-entries.ts';
export { LIST_HOURS, makeDelta, makeIndirectList, makeList, type MadeList } from './make-list.ts';
export { listAt } from '../issue/register/mass-store.ts';
export { type Directory, issuerNameOf, nameOfIssuer, type NamedIssuer, openDirectory } from './directory.ts';
export { DELTA_FROM } from './due.ts';
export { keepLists } from './keep-lists.ts';
export { freshnessOf, type ListDeps, listRoutes } from './list-routes.ts';
export { startStatusWorker, type StatusWorker, type StatusWorkerDeps } from './worker.ts';
export type { Responder } from './ocsp/answer.ts';
export { bounded, boundedEach, boundsOfSigning, usualBounds, usualForOne } from './ocsp/bounded.ts';
export { keptAnswers } from './ocsp/kept-answers.ts';
export { responderCertificates } from './ocsp/ocsp-store.ts';
export { presigning } from './ocsp/presign.ts';
export { type OcspDeps, ocspRoutes } from './ocsp/routes.ts';
export { respond, type RespondDeps } from './ocsp/respond.ts';
export { refuse as refuseStatus } from './refusals.ts';
