import { evidenceIn, type SecurityStore, type SignedData } from '../formats/index.ts';
import { type Budget, CertificatePool, CrlPool, strictAlgorithms, Work } from '../path/index.ts';
import { type Judging, poolsOf } from './chain.ts';
import type { TrustContext } from './context.ts';
import type { VerificationInput } from './input.ts';

/** Of a message: sixteen signers with all their time-stamps, centres and lists need less than half. */
const perMessage: Budget = { signatures: 1_000, steps: 20_000, comparisons: 200_000, paths: 400 };
const MAX_OCSP_SIGNATURES = 200;
const MAX_COUNTER_SIGNATURES = 64;
const nothing: SecurityStore = { certificates: [], crls: [], ocsp: [] };

/** What signatures are judged by: what the context knows, what lies in the messages, and beside them in the same file. */
export function judgingOf(
  messages: readonly SignedData[],
  { context, at, algorithms = context.algorithms ?? strictAlgorithms }: VerificationInput,
  store: SecurityStore = nothing,
): Judging {
  const brought = messages.map(evidenceIn);
  const certificates = [...context.certificates, ...brought.flatMap((one) => one.certificates), ...store.certificates];
  const crls = [...context.crls, ...brought.flatMap((one) => one.crls), ...store.crls];
  const known = knownTo(context);
  const work = new Work(perMessage);
  return {
    context,
    certificates,
    crls,
    pools: {
      certificates: new CertificatePool(certificates.slice(context.certificates.length), known.certificates),
      crls: crls.length === context.crls.length ? known.crls : new CrlPool(crls),
    },
    ocsp: [...context.ocsp, ...brought.flatMap((one) => one.ocspResponses), ...store.ocsp],
    work,
    ocspWork: new Work({ signatures: MAX_OCSP_SIGNATURES }, work),
    counterWork: new Work({ signatures: MAX_COUNTER_SIGNATURES }),
    algorithms,
    at,
  };
}

const pools = new WeakMap<TrustContext, Judging['pools']>();

// What a context knows is the same for every signature that is judged by it: it is put in order once.
function knownTo(context: TrustContext): Judging['pools'] {
  let known = pools.get(context);
  if (known === undefined) pools.set(context, (known = poolsOf(context.certificates, context.crls)));
  return known;
}
