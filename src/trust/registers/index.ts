// The door of src/trust/registers: what is published of centres and certificates, for anybody, as of any moment.

export type { PublishedCentreCertificate, PublishedEntry } from './entry.ts';
export type { Contents, WholeContents } from './contents.ts';
export { type ReadEntry, readEntries } from './read-entry.ts';
export { receivedBySuccessor, takeOverEntries } from './hand-over.ts';
export { registerRoutes } from './http/routes.ts';
export { documentNames, publishedDocument, rootRegister } from './lists.ts';
export { refuse as refuseRegister } from './refusals.ts';
