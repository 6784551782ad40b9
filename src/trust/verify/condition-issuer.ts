import { isQualifiedEnd } from '../issue/index.ts';
import { type Certificate, formatName, type Problem, type Verdict } from '../path/index.ts';
import { judgeAt, type Judging, topOf } from './chain.ts';
import type { AccreditationState } from './context.ts';
import { judgeLegacyIssuance, type LegacyAuthority, legacyAnchors } from './legacy.ts';
import { type Finding, finding } from './report.ts';
import type { FindingCode } from './report.messages.ts';
import type { OwnerFacts } from './signer.ts';

/** How the signer's certificate came to be: what condition 1 rests on, and whom condition 2 asks. */
export type Issuance = {
  readonly findings: readonly Finding[];
  /** The certificate of the centre from the root, where the chain is one of ours. */
  readonly centre: Certificate | undefined;
  readonly under: 'authority' | 'legacy' | 'foreign' | 'nobody';
  readonly issuedAt: Date;
  readonly qualified: boolean;
  /** The chain that was found, if there is one. */
  readonly chain?: Verdict;
};

const states: Readonly<Record<AccreditationState, FindingCode>> = {
  active: 'ISSUER_ACCREDITED',
  suspended: 'ISSUER_SUSPENDED',
  revoked: 'ISSUER_ACCREDITATION_REVOKED',
  expired: 'ISSUER_ACCREDITATION_EXPIRED',
  ceased: 'ISSUER_CEASED',
  never: 'ISSUER_NEVER_ACCREDITED',
};

/**
 * ES-11.1, DECISIONS 38: a qualified certificate, by a chain that ends at the authority's root and passes through an accredited
 * centre (and its recorded trusted person) only, as everything stood at the moment of issue. `reliable`: when the signature was there,
 * at the latest, where that is proven.
 */
export function judgeIssuance(
  certificate: Certificate,
  owner: OwnerFacts,
  judging: Judging,
  reliable: Date | undefined,
): Issuance {
  const { context } = judging;
  const entered = context.issuedAt(certificate);
  const issuedAt = entered instanceof Date ? entered : certificate.notBefore;
  const findings: Finding[] = [];
  const qualified = owner.kind !== undefined && isQualifiedEnd(owner.kind);
  // ES-14.5: a certificate may be entered before its term begins; its chain is asked for no moment outside of it.
  const reference = issuedAt < certificate.notBefore ? certificate.notBefore : issuedAt;
  if (entered === 'absent') findings.push(finding('NOT_IN_REGISTER', certificate.serial));
  if (entered === 'purged') findings.push(finding('PURGED_FROM_REGISTER', certificate.serial));
  const chain = (anchors: readonly Certificate[], conforming: boolean): Verdict =>
    judgeAt(certificate, { anchors, reference, status: 'if-known', conforming }, judging);

  // ES-17.4: under the authority's root everybody issues by the profile, which is narrower than RFC 5280 4.
  const ours = chain(context.roots, true);
  const former = ours.valid ? undefined : underFormerLaw(chain, context.legacy);
  if (former !== undefined) {
    findings.push(...judgeLegacyIssuance(certificate, former.anchor?.certificate, context.legacy, reliable));
    return { findings, centre: undefined, under: 'legacy', issuedAt, qualified: false, chain: former };
  }
  if (!qualified) findings.push(finding('CERTIFICATE_NOT_QUALIFIED'));
  if (ours.valid) {
    const [centre, ...below] = ours.path;
    findings.push(...judgeCentre(centre!, below, issuedAt, judging));
    const above = below.length > 0 ? centre : undefined;
    return { findings, centre: above, under: 'authority', issuedAt, qualified, chain: ours };
  }
  if (context.foreignRoots.length > 0 && chain(context.foreignRoots, false).valid) {
    findings.push(finding('ISSUER_FOREIGN', formatName(certificate.issuer)));
    return { findings, centre: undefined, under: 'foreign', issuedAt, qualified };
  }
  findings.push(...noChain(certificate, ours.problems, judging));
  return { findings, centre: undefined, under: 'nobody', issuedAt, qualified };
}

/** ES-19.1: the chain to an authority of the former law, where there is one. */
function underFormerLaw(
  chain: (anchors: readonly Certificate[], conforming: boolean) => Verdict,
  all: readonly LegacyAuthority[],
): Verdict | undefined {
  const anchors = legacyAnchors(all, 'certificates');
  const found = anchors.length === 0 ? undefined : chain(anchors, false);
  return found?.valid === true ? found : undefined;
}

/** How the centre under the root, and its trusted person, stood at `issuedAt`. `below`: the rest of the path. */
export function judgeCentre(
  centre: Certificate,
  below: readonly Certificate[],
  issuedAt: Date,
  { context }: Judging,
): readonly Finding[] {
  // ES-16.9: the root itself is not accredited.
  if (below.length === 0) return [finding('ISSUER_IS_ROOT')];
  if (below.length > 2) return [finding('CHAIN_TOO_LONG', String(below.length + 1))];
  const answer = context.accreditationAt(centre, issuedAt);
  const findings = [
    answer === 'unknown'
      ? finding('ACCREDITATION_UNKNOWN', formatName(centre.subject))
      : finding(states[answer.state], [issuedAt.toISOString(), answer.number].filter(Boolean).join(', № ')),
  ];
  if (below.length === 2) {
    const person = below[0]!;
    const trusted = context.trustedPersonAt(person, centre, issuedAt);
    const code = { trusted: 'TRUSTED_PERSON', 'not-trusted': 'NOT_TRUSTED_PERSON', unknown: 'TRUSTED_PERSON_UNKNOWN' };
    findings.push(finding(code[trusted] as FindingCode, formatName(person.subject)));
  }
  return findings;
}

function noChain(certificate: Certificate, problems: readonly Problem[], judging: Judging): readonly Finding[] {
  if (judging.context.roots.length === 0) return [finding('ROOT_UNKNOWN')];
  if (problems.some(({ fault }) => fault !== 'no-path'))
    return [finding('CHAIN_WRONG', problems.map(({ fault }) => fault).join(' '))];
  const top = topOf(certificate, judging);
  return top.own
    ? [finding('ISSUER_OTHER_ROOT', formatName(top.name.subject))]
    : [finding('CHAIN_INCOMPLETE', formatName(top.name.issuer))];
}
