// What centres keep about the owners of certificates (ES-15.2 to ES-15.4): stored, shown to the owner, checked, purged, transferred.
export { checkOwnerFiles, type OwnerFileFinding } from './check.ts';
export type { OwnerFilesDeps } from './deps.ts';
export { readDocument, storeDocument } from './documents.ts';
export { keptAbout, type OwnerFile } from './kept-about.ts';
export { type KeptBeside, type KeptCase, keptBeside } from './kept-beside.ts';
export { subjectsAtCentres } from './own-ids.ts';
export { purgeOwnerFile } from './purge.ts';
export { ownerFileRoutes } from './routes.ts';
export { refuse as refuseOwnerFile } from './refusals.ts';
export { documentsOfCase, type OwnerDocument } from './store.ts';
export { takeOverFiles } from './transfer.ts';
