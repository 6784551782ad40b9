export { cutPage, pageQuery } from './cursor.ts';
export {
  claimIdempotency,
  dropOldClaims,
  type IdempotencyClaim,
  releaseIdempotency,
  requestMac,
} from './idempotency-store.ts';
export { once } from './once.ts';
export { createMetrics, type Metrics } from './metrics.ts';
export {
  type Access,
  checkAccess,
  type Citizen,
  type Denial,
  type Machine,
  nameOf,
  type Office,
  type Principal,
  type Staff,
} from './principal.ts';
export { type CitationView, type Cite, type Problem, problemSchema, toProblem } from './problem.ts';
export { refuse as refuseHttp } from './refusals.ts';
export { type App, createServer, orRefuse, RefusalError, type ServerDeps, type TypeBoxProvider } from './server.ts';
export { htmlSchema, sendHtml } from './html-response.ts';
export { callerOf } from './rate-limit.ts';
export { etagOf, sendBytes, sendFile, sendKept, sendPieces, type Freshness } from './send-bytes.ts';
