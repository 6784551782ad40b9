import type { Certificate, Crl } from '../path/index.ts';
import { noTrustContext, type TrustContext } from './context.ts';
import { accreditationIn, courtDecisionIn, legacyIn, meansIn, type TrustList, trustedPersonIn } from './trust-list.ts';

/** What a reader has at hand, without a network. */
export type TrustData = {
  readonly algorithms?: NonNullable<TrustContext['algorithms']>;
  readonly pathPolicies?: NonNullable<TrustContext['pathPolicies']>;
  readonly roots?: readonly Certificate[];
  readonly foreignRoots?: readonly Certificate[];
  readonly timeStampRoots?: readonly Certificate[];
  /** ES-19: certificates of authorities of the former law. Their registers stand in the list. */
  readonly legacy?: readonly Certificate[];
  readonly certificates?: readonly Certificate[];
  readonly crls?: readonly Crl[];
  readonly ocsp?: readonly Uint8Array[];
  readonly list?: TrustList | undefined;
};

/** A context of what was handed over: certificates, lists, answers, an extract of the authority's lists. */
export function offlineContext({ list, legacy = [], ...data }: TrustData): TrustContext {
  const known = { ...noTrustContext, ...data, legacy: legacyIn(list, legacy) };
  if (list === undefined) return known;
  return {
    ...known,
    accreditationAt: (centre, at) => accreditationIn(list, centre, at),
    trustedPersonAt: (person, centre, at) => trustedPersonIn(list, person, centre, at),
    meansAt: (means, at) => meansIn(list, means, at),
    ...(list.courtDecisions?.length ? { courtDecision: (of) => courtDecisionIn(list, of) } : {}),
  };
}
