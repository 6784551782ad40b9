import { type SignatureType, simpleForbidden } from '../../identity/index.ts';
import type { ExchangeSystem } from './system.ts';
import { signatureTypes } from './system.ts';

// ES-3.2: the owner's or the participants' order of using signatures. Statutes first: what contradicts them is reported and has no effect.

export const policyRules = ['accept', 'handwritten-too', 'no-foreign'] as const;
export type PolicyRule =
  /** Only these types on documents of this kind. */
  | { readonly rule: 'accept'; readonly documentKind: string; readonly types: readonly SignatureType[] }
  /** A signature by hand is demanded beside the electronic one. */
  | { readonly rule: 'handwritten-too'; readonly documentKind: string }
  /** Signatures of foreign issuers are not taken. */
  | { readonly rule: 'no-foreign' };
export type Policy = {
  readonly basis: 'owner' | 'agreement';
  /** YYYY-MM-DD. */
  readonly on: string;
  readonly parties: readonly string[];
  readonly rules: readonly PolicyRule[];
};
/** `at`: the place of the rule in the policy; `law`: the norms that win over it. */
export type Conflict = { readonly at: number; readonly rule: PolicyRule['rule']; readonly law: readonly string[] };

const rank = (type: SignatureType): number => signatureTypes.indexOf(type);

/** What a statute forbids for a simple signature on documents of this kind here, by its norms. */
export function simpleForbiddenHere(
  system: Pick<ExchangeSystem, 'documentKinds' | 'simpleRules'>,
  documentKind: string,
  holdsStateSecrets: boolean,
): readonly string[] | undefined {
  const kind = system.documentKinds.find(({ code }) => code === documentKind) ?? { code: documentKind };
  const forbidden = simpleForbidden(kind, { holdsStateSecrets });
  return forbidden !== undefined ? forbidden.law : system.simpleRules === null ? ['ES-9.1.2a'] : undefined;
}

/** Every rule of a policy that a statute does not allow. Pure. */
export function conflictsOf(
  policy: Policy,
  system: Pick<ExchangeSystem, 'documentKinds' | 'simpleRules'>,
  holdsStateSecrets: boolean,
): Conflict[] {
  return policy.rules.flatMap((rule, at): Conflict[] => {
    const law = lawAgainst(rule, system, holdsStateSecrets);
    return law.length === 0 ? [] : [{ at, rule: rule.rule, law }];
  });
}

function lawAgainst(
  rule: PolicyRule,
  system: Pick<ExchangeSystem, 'documentKinds' | 'simpleRules'>,
  holdsStateSecrets: boolean,
): string[] {
  // ES-4.4, ES-6.1a: an electronic signature is no less for not being by hand. ES-7.2: a foreign issuer alone is no reason.
  if (rule.rule === 'handwritten-too') return ['ES-4.4', 'ES-6.1a'];
  if (rule.rule === 'no-foreign') return ['ES-7.2'];
  const simple = rule.types.includes('simple')
    ? simpleForbiddenHere(system, rule.documentKind, holdsStateSecrets)
    : undefined;
  const lowest = Math.min(...rule.types.map(rank));
  // ES-5.4: a stronger signature has every feature of a weaker one, so whoever takes that takes this.
  const skipped = signatureTypes.some((type) => rank(type) > lowest && !rule.types.includes(type));
  return [...(simple ?? []), ...(skipped ? ['ES-5.4'] : [])];
}

/** The types that a document of this kind may be signed with: what the statutes leave, narrowed by what of the policy stands. */
export function acceptedTypes(
  system: Pick<ExchangeSystem, 'documentKinds' | 'simpleRules'>,
  documentKind: string,
  policy: Policy | null,
  holdsStateSecrets: boolean,
): { readonly types: readonly SignatureType[]; readonly simpleLaw: readonly string[] | undefined } {
  const simpleLaw = simpleForbiddenHere(system, documentKind, holdsStateSecrets);
  const rule = policy?.rules.findLast((one) => one.rule === 'accept' && one.documentKind === documentKind);
  const lowest = rule?.rule === 'accept' ? Math.min(...rule.types.map(rank)) : 0;
  return {
    types: signatureTypes.filter((type) => rank(type) >= lowest && (type !== 'simple' || simpleLaw === undefined)),
    simpleLaw,
  };
}
