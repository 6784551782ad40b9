import { oids } from '../der/index.ts';
import type { AlgorithmPolicy } from './algorithm-policy.ts';
import { anchorLimits, type AnchorLimits, type TrustAnchor } from './anchor.ts';
import { type Certificate, isSelfIssued } from './certificate.ts';
import { clausesBroken, namesAnotherKey } from './conforming.ts';
import type { KeyUsage, Subtree } from './extension-values.ts';
import { type Extensions, notUnderstood } from './extensions.ts';
import { checkNames, type ConstraintState, constrained, unconstrained } from './name-constraints.ts';
import { PolicyGraph, type WantedPolicies } from './policy-graph.ts';
import { type Fault, type Problem, problem } from './problems.ts';
import { isKnownKind, type PublicKeyInfo, withParameters } from './public-key.ts';
import { keyOf } from './signature-algorithms.ts';
import { checkSignature } from './signed.ts';
import { Work } from './work.ts';

/** The inputs of RFC 5280 6.1.1 but for the path, the anchor and the moment. */
export type PathRules = {
  readonly algorithms: AlgorithmPolicy;
  /** (c) user-initial-policy-set; 'any' unless given. */
  readonly policies?: WantedPolicies;
  /** (e) to (g) */
  readonly explicitPolicy?: boolean;
  readonly inhibitMapping?: boolean;
  readonly inhibitAnyPolicy?: boolean;
  /** (h), (i) */
  readonly permitted?: readonly Subtree[];
  readonly excluded?: readonly Subtree[];
  /** Critical extensions beyond RFC 5280's that the caller reads itself. */
  readonly understood?: ReadonlySet<string>;
  /** Whether each certificate must also be as RFC 5280 4 binds its issuer to make it, the anchor's own among them. */
  readonly conforming?: boolean;
  /** What the last certificate must be good for. */
  readonly purpose?: { readonly extKeyUsage?: string; readonly keyUsage?: readonly KeyUsage[] };
};

export type PathResult = {
  readonly valid: boolean;
  /** Everything that speaks against the path, in its order. */
  readonly problems: readonly Problem[];
  readonly policies: { readonly authority: ReadonlySet<string>; readonly user: ReadonlySet<string> };
  /** working_public_key: the last certificate's key, with inherited parameters. */
  readonly publicKey: PublicKeyInfo;
};

/** RFC 5280 4.2: the extensions this validation, or the revocation check, acts upon. */
const understoodExtensions: ReadonlySet<string> = new Set([
  oids.subjectKeyIdentifier,
  oids.authorityKeyIdentifier,
  oids.keyUsage,
  oids.subjectAltName,
  oids.issuerAltName,
  oids.basicConstraints,
  oids.nameConstraints,
  oids.certificatePolicies,
  oids.policyMappings,
  oids.policyConstraints,
  oids.inhibitAnyPolicy,
  oids.extKeyUsage,
  oids.cRLDistributionPoints,
  oids.freshestCRL,
]);

type State = {
  graph: PolicyGraph;
  constraints: ConstraintState;
  explicitPolicy: number;
  mapping: number;
  anyPolicy: number;
  pathLength: number;
  key: PublicKeyInfo;
  issuer: Certificate['issuer'];
};

/**
 * RFC 5280 6.1 (with the policy graph of RFC 9618) at the moment `at`: `path[0]` was issued by the anchor, the last one is
 * the target. Revocation is not looked at here (6.1.3(a)(3)): see `checkStatus`. No clock, no network.
 * @throws BudgetSpent
 */
export function validatePath(
  path: readonly Certificate[],
  anchor: TrustAnchor,
  at: Date,
  rules: PathRules,
  work: Work = new Work(),
): PathResult {
  const limits = anchorLimits(anchor, path, at, (extensions) => unknownCritical(extensions, rules));
  const state = initial(path.length, anchor, rules, limits);
  const problems: Problem[] = path.length === 0 ? [problem('no-path')] : [...limits.problems];
  path.forEach((certificate, index) => {
    const last = index === path.length - 1;
    const add = (fault: Fault | undefined, detail?: string): void => {
      if (fault !== undefined) problems.push(problem(fault, index, detail));
    };
    basic(state, certificate, { at, last, rules, work }, add);
    if (rules.conforming === true && namesAnotherKey(certificate, path[index - 1] ?? anchor.certificate))
      add('not-conforming', '4.2.1.1 authorityKeyIdentifier of another key');
    if (last) wrapUp(state, certificate, rules, add);
    else prepareNext(state, certificate, rules, add);
  });
  if (rules.conforming === true && anchor.certificate !== undefined)
    for (const clause of clausesBroken(anchor.certificate, true))
      problems.push(problem('not-conforming', undefined, `anchor ${clause}`));
  const policies = (): PathResult['policies'] => state.graph.result(rules.policies ?? 'any');
  // 6.1.5: success where no policy is asked for, or one that is wanted is left.
  if (state.explicitPolicy === 0 && policies().user.size === 0)
    problems.push(problem(state.graph.isNull ? 'policy-missing' : 'policy-not-wanted'));
  return {
    valid: problems.length === 0,
    problems: problems.length < 2 ? problems : distinct(problems),
    get policies() {
      return policies();
    },
    publicKey: state.key,
  };
}

// 6.1.2
function initial(length: number, anchor: TrustAnchor, rules: PathRules, limits: AnchorLimits): State {
  const first = (asked: boolean | undefined): number => (asked === true ? 0 : length + 1);
  const asked = constrained(unconstrained, { permitted: rules.permitted ?? [], excluded: rules.excluded ?? [] });
  return {
    graph: new PolicyGraph(),
    constraints: limits.names === undefined ? asked : constrained(asked, limits.names),
    explicitPolicy: first(rules.explicitPolicy),
    mapping: first(rules.inhibitMapping),
    anyPolicy: first(rules.inhibitAnyPolicy),
    pathLength: Math.min(length, limits.pathLength),
    key: anchor.publicKey,
    issuer: anchor.name,
  };
}

type Add = (fault: Fault | undefined, detail?: string) => void;
type Step = { readonly at: Date; readonly last: boolean; readonly rules: PathRules; readonly work: Work };

// 6.1.3
function basic(state: State, certificate: Certificate, { at, last, rules, work }: Step, add: Add): void {
  add(checkSignature(certificate, state.key, rules.algorithms, at, work));
  if (certificate.notBefore > at) add('not-yet-valid', certificate.notBefore.toISOString());
  if (certificate.notAfter < at) add('expired', certificate.notAfter.toISOString());
  if (certificate.issuer.key !== state.issuer.key) add('issuer-name');
  add(checkNames(state.constraints, certificate, last, work));
  checkPurpose(certificate, rules, add);
  if (rules.conforming === true) for (const clause of clausesBroken(certificate)) add('not-conforming', clause);
  state.graph.descend(certificate.policies, state.anyPolicy > 0 || (!last && isSelfIssued(certificate)));
  if (state.explicitPolicy === 0 && state.graph.isNull) add('policy-missing');
}

// 6.1.4
function prepareNext(state: State, certificate: Certificate, rules: PathRules, add: Add): void {
  const { policyMappings: mappings, policyConstraints, basicConstraints } = certificate;
  if (mappings !== undefined) {
    if (mappings.some((one) => [one.issuerPolicy, one.subjectPolicy].includes(oids.anyPolicy)))
      add('mapping-any-policy');
    else state.graph.map(mappings, state.mapping > 0);
  }
  state.issuer = certificate.subject;
  state.key = withParameters(certificate.publicKey, state.key);
  if (certificate.nameConstraints !== undefined)
    state.constraints = constrained(state.constraints, certificate.nameConstraints);
  const selfIssued = isSelfIssued(certificate);
  if (!selfIssued) {
    state.explicitPolicy = Math.max(0, state.explicitPolicy - 1);
    state.mapping = Math.max(0, state.mapping - 1);
    state.anyPolicy = Math.max(0, state.anyPolicy - 1);
  }
  state.explicitPolicy = Math.min(state.explicitPolicy, policyConstraints?.requireExplicit ?? Infinity);
  state.mapping = Math.min(state.mapping, policyConstraints?.inhibitMapping ?? Infinity);
  state.anyPolicy = Math.min(state.anyPolicy, certificate.inhibitAnyPolicy ?? Infinity);
  // (k): nobody vouches for CA certificates before version 3 by other means here.
  if (certificate.version !== 3) add('version-too-old');
  else if (basicConstraints?.ca !== true) add('not-a-ca');
  if (!selfIssued && state.pathLength-- <= 0) add('path-too-long');
  state.pathLength = Math.min(state.pathLength, basicConstraints?.pathLength ?? Infinity);
  if (certificate.keyUsage?.has('keyCertSign') === false) add('key-usage', 'keyCertSign');
  checkCritical(certificate, rules, add);
}

// 6.1.5
function wrapUp(state: State, certificate: Certificate, rules: PathRules, add: Add): void {
  state.explicitPolicy = Math.max(0, state.explicitPolicy - 1);
  if (certificate.policyConstraints?.requireExplicit === 0) state.explicitPolicy = 0;
  state.key = withParameters(certificate.publicKey, state.key);
  // 4.1.2.7: a key that is none signs nothing, whatever the certificate was asked for.
  if (isKnownKind(state.key) && keyOf(state.key) === undefined) add('key-unreadable');
  checkCritical(certificate, rules, add);
  for (const usage of rules.purpose?.keyUsage ?? [])
    if (certificate.keyUsage?.has(usage) === false) add('key-usage', usage);
}

// 4.2.1.12. Stricter than 6.1 in one thing: a centre that is limited to some purposes limits what it issues to them.
function checkPurpose({ extKeyUsage: has }: Certificate, { purpose }: PathRules, add: Add): void {
  const wanted = purpose?.extKeyUsage;
  if (wanted !== undefined && has !== undefined && !has.has(wanted) && !has.has(oids.anyExtendedKeyUsage))
    add('purpose', wanted);
}

function checkCritical(certificate: Certificate, rules: PathRules, add: Add): void {
  for (const oid of unknownCritical(certificate.extensions, rules)) add('critical-extension', oid);
}

function unknownCritical(extensions: Extensions, { understood }: PathRules): readonly string[] {
  const unknown = notUnderstood(extensions, understoodExtensions);
  return unknown.length === 0 ? unknown : unknown.filter((oid) => understood?.has(oid) !== true);
}

const distinct = (problems: readonly Problem[]): Problem[] => [
  ...new Map(problems.map((one) => [`${one.fault} ${one.at} ${one.detail}`, one])).values(),
];
