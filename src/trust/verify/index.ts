// The door of src/trust/verify: whether a signature is what the law asks of it (ES 5, 7, 11, 12.3).
export * from './decision.ts';
export { createVerifier, type Kept, type Verifier } from './apart/verifier.ts';
export type { Checked } from './apart/job.ts';
export { verificationRoutes } from './http/routes.ts';
export { placeFirst, placeOf } from './http/place.ts';
export type { Place } from './apart/room.ts';
export { bodyLimit as mostSentBytes, bytesOf as sentBytes, sent as sentToVerify } from './http/sent.ts';
export { reportView, VerificationReportSchema } from './schema.ts';
export { registersContext, type RegisterTrust } from './registers.ts';
export { judgeLimits } from './condition-limits.ts';
export { calledBy, ownerOf, signerView } from './signer.ts';
