import { type Evidence, ocspSource, readAnswer } from '../formats/index.ts';
import {
  type AlgorithmPolicy,
  anchorOf,
  type Budget,
  BudgetSpent,
  type Certificate,
  CertificatePool,
  CrlPool,
  type Crl,
  endedBy,
  inheritsParameters,
  isCa,
  isSelfIssued,
  keyMayBeLost,
  type PublicKeyInfo,
  type Trust,
  type Verdict,
  verifyCertificate,
  withParameters,
  type Work,
} from '../path/index.ts';
import type { TrustContext } from './context.ts';
import { legacyStatus } from './legacy.ts';

/** Everything one verification judges certificates with. `at`: the moment of checking. */
export type Judging = {
  readonly context: TrustContext;
  readonly certificates: readonly Certificate[];
  readonly crls: readonly Crl[];
  readonly pools: { readonly certificates: CertificatePool; readonly crls: CrlPool };
  readonly ocsp: readonly Uint8Array[];
  /** What all questions about a message may cost together: it has many, and a stranger chooses how many and with which keys. */
  readonly work: Work;
  /** What all its answers may cost together. */
  readonly ocspWork: Work;
  /** What all that hangs on its time-stamps may. */
  readonly counterWork: Work;
  readonly algorithms: AlgorithmPolicy;
  readonly at: Date;
};

/** The same judging with what another message brings along. */
export const withMore = (judging: Judging, more: Evidence): Judging => {
  const certificates = [...judging.certificates, ...more.certificates];
  const crls = [...judging.crls, ...more.crls];
  const ocsp = [...judging.ocsp, ...more.ocspResponses];
  return { ...judging, certificates, crls, ocsp, pools: poolsOf(certificates, crls) };
};

export const poolsOf = (certificates: readonly Certificate[], crls: readonly Crl[]): Judging['pools'] => ({
  certificates: new CertificatePool(certificates),
  crls: new CrlPool(crls),
});

/** A stranger's message decides how much there is to try; this decides how much is tried. */
const budget: Budget = { signatures: 150, steps: 3_000, comparisons: 30_000, paths: 12 };
const MAX_OLD_LISTS = 3;

type Asked = {
  readonly anchors: readonly Certificate[];
  readonly reference: Date;
  readonly status: Trust['status'];
  readonly judge?: Trust['judge'];
  /** Ends that came until then may count: no list from before it can tell that there are none. `reference` unless given. */
  readonly endsUntil?: Date;
  readonly extKeyUsage?: string;
  /** What was found about the same certificate before: its path is tried first. */
  readonly likely?: Verdict | undefined;
  /** Whether the issuers are bound by the profile (RFC 5280 4), as everybody under the authority's root is. */
  readonly conforming?: boolean;
};

/**
 * Whether a certificate convinces as of `reference`. What lists say now is asked first; where that tells nothing, lists that
 * were made after the reference time and were current then (EN 319 102-1 5.2.5): a register entry is never backdated
 * (ES-14.7b), so such a list tells how the certificate stood.
 */
export function judgeAt(target: Certificate, asked: Asked, judging: Judging): Verdict {
  const now = one(target, asked, judging.at, judging);
  if (asked.status !== 'required' || !isUnknown(now)) return now;
  for (const moment of laterMoments(asked.reference, judging)) {
    const then = one(target, asked, moment, judging);
    if (
      isUnknown(then) ||
      keyIsLost(then, asked, judging) ||
      (then.valid && moment < (asked.endsUntil ?? asked.reference))
    )
      continue;
    return then;
  }
  return now;
}

function one(target: Certificate, { anchors, reference, ...asked }: Asked, listsAt: Date, judging: Judging): Verdict {
  const { context, algorithms } = judging;
  const ocsp = ocspSource(judging.ocsp, { algorithms, at: listsAt }, judging.ocspWork);
  return verifyCertificate(target, {
    anchors: anchors.map(anchorOf),
    certificates: judging.pools.certificates,
    crls: judging.pools.crls,
    at: reference,
    crlsAt: listsAt,
    status: asked.status,
    judge: asked.judge ?? endedBy,
    likely: asked.likely,
    knownStatus: (certificate, issuer) =>
      context.statusOf?.(certificate, issuer) ?? legacyStatus(certificate, context.legacy) ?? ocsp(certificate, issuer),
    rules: {
      ...context.pathPolicies,
      algorithms,
      conforming: asked.conforming ?? false,
      ...(asked.extKeyUsage === undefined ? {} : { purpose: { extKeyUsage: asked.extKeyUsage } }),
    },
    budget,
    shared: judging.work,
  });
}

// What is known against a certificate is no gap for older lists to fill.
const isUnknown = ({ valid, problems }: Verdict): boolean =>
  !valid && problems.every(({ fault }) => fault === 'status-unknown');

// Of lists that lie open to forgery, none proves the past: whoever has the key of a centre can date a list as he likes.
function keyIsLost(verdict: Verdict, asked: Asked, judging: Judging): boolean {
  return verdict.path.filter(isCa).some((centre) => {
    const { problems } = one(centre, { ...asked, status: 'if-known', judge: keyMayBeLost }, judging.at, judging);
    // What was not found out for lack of work is not known to be well.
    return problems.some(({ fault }) => fault === 'revoked' || fault === 'work-budget');
  });
}

function laterMoments(reference: Date, { crls, ocsp, ocspWork, at }: Judging): Date[] {
  const moments = [...crls.map(({ thisUpdate }) => thisUpdate), ...ocsp.flatMap((bytes) => momentsOf(bytes, ocspWork))]
    .map((moment) => moment.getTime())
    .filter((moment) => moment >= reference.getTime() && moment <= at.getTime());
  return [...new Set(moments)]
    .sort((a, b) => b - a)
    .slice(0, MAX_OLD_LISTS)
    .map((moment) => new Date(moment));
}

// An answer that there is no work left to read tells no moment; that it was not read is known of the work.
function momentsOf(bytes: Uint8Array, work: Work): Date[] {
  try {
    return readAnswer(bytes, work).map(({ producedAt }) => producedAt);
  } catch (error) {
    if (error instanceof BudgetSpent) return [];
    throw error;
  }
}

/**
 * The key of a signer's certificate. RFC 5280 6.1.4 (d) to (f): one without parameters has those of its issuer's key, which are known
 * only where its path is.
 */
export function keyOfSigner(certificate: Certificate, judging: Judging): PublicKeyInfo {
  if (!inheritsParameters(certificate.publicKey)) return certificate.publicKey;
  const { roots, foreignRoots } = judging.context;
  const asked = { anchors: [...roots, ...foreignRoots], reference: judging.at, status: 'none' } as const;
  const { valid, anchor, path } = one(certificate, asked, judging.at, judging);
  return valid
    ? path.reduce((above, { publicKey }) => withParameters(publicKey, above), anchor!.publicKey)
    : certificate.publicKey;
}

/** Where a chain ends that reaches none of the roots: at somebody's own root, or at an issuer whose certificate is not at hand. */
export function topOf(target: Certificate, { pools }: Judging): { readonly own: boolean; readonly name: Certificate } {
  let top = target;
  for (let length = 0; length < 16; length++) {
    if (isSelfIssued(top)) return { own: true, name: top };
    const above = pools.certificates
      .bySubject(top.issuer.key)
      .find(({ fingerprint }) => fingerprint !== top.fingerprint);
    if (above === undefined) return { own: false, name: top };
    top = above;
  }
  return { own: false, name: top };
}
