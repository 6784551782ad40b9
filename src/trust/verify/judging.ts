import { certificatesIn, crlsIn, ocspResponsesIn, type SecurityStore, type SignedData } from '../formats/index.ts';
import { strictAlgorithms, Work } from '../path/index.ts';
import { type Judging, poolsOf } from './chain.ts';
import type { VerificationInput } from './input.ts';

const MAX_OCSP_SIGNATURES = 200;
const nothing: SecurityStore = { certificates: [], crls: [], ocsp: [] };

/** What signatures are judged by: what the context knows, what lies in the messages, and beside them in the same file. */
export function judgingOf(
  messages: readonly SignedData[],
  { context, at, algorithms = context.algorithms ?? strictAlgorithms }: VerificationInput,
  store: SecurityStore = nothing,
): Judging {
  const certificates = [...context.certificates, ...messages.flatMap(certificatesIn), ...store.certificates];
  const crls = [...context.crls, ...messages.flatMap(crlsIn), ...store.crls];
  return {
    context,
    certificates,
    crls,
    pools: poolsOf(certificates, crls),
    ocsp: [...context.ocsp, ...messages.flatMap(ocspResponsesIn), ...store.ocsp],
    ocspWork: new Work({ signatures: MAX_OCSP_SIGNATURES }),
    algorithms,
    at,
  };
}
