// The door of JAdES (ETSI TS 119 182-1): signatures as JSON.
export { type Jws, type JwsSignature, parseJws } from './parse.ts';
export { type JadesFault, jadesNorms, JwsError, type JwsFault, jwsNorms } from './problems.ts';
export {
  compactJws,
  finishJades,
  type FinishedJws,
  type JadesRequest,
  jsonJws,
  jwsToTimeStamp,
  prepareJades,
  type PreparedJws,
} from './sign.ts';
export { isJws } from './sniff.ts';
export type { UnsignedToAdd } from './unsigned.ts';
export { type JadesVerdict, verifyJwsSignature } from './verify.ts';
