import { DerError } from '../../der/index.ts';
import type { Refusal } from '../../../platform/refusal.ts';
import type { Kind } from '../kinds.ts';
import { refuse } from '../refusals.ts';
import type { LintFacts } from './facts.ts';
import { lintedOf } from './linted.ts';
import { centreRules } from './profile-centre.ts';
import { limitRules } from './profile-limits.ts';
import { ownerRules } from './profile-owner.ts';
import { presenceRules } from './profile-presence.ts';
import { extensionRules } from './rfc5280-extensions.ts';
import { basicRules } from './rfc5280-fields.ts';
import type { Finding, LintCode, Rule } from './rule.ts';

// What reads as no certificate of version 3 gets no further: its one finding is made where reading ends.
const structure: Rule = {
  id: 'rfc.structure',
  source: 'RFC 5280 4.1, 4.1.2.1, 4.2',
  norms: ['ES-14.2'],
  check: () => [],
};

/** Every rule. */
export const lintRules: readonly Rule[] = [
  structure,
  ...presenceRules,
  ...ownerRules,
  ...limitRules,
  ...centreRules,
  ...basicRules,
  ...extensionRules,
];

/** All that speaks against signing these bytes as a certificate of `kind`. Nothing: it may be signed. Never throws. */
export function lint(tbs: Uint8Array, kind: Kind, facts: LintFacts): readonly Finding[] {
  const it = lintedOf(tbs, kind);
  if ('what' in it)
    return [
      it.missing === undefined
        ? finding(structure, 'tbsCertificate')
        : finding({ ...structure, code: 'ISS_FIELD_MISSING' }, it.missing),
    ];
  const findings: Finding[] = [];
  for (const rule of lintRules)
    try {
      const wrong = rule.check(it, facts);
      if (wrong.length > 0) findings.push(...wrong.map((field) => finding(rule, field)));
    } catch (error) {
      if (!(error instanceof DerError)) throw error;
      // A part that only this rule reads is malformed.
      findings.push(finding(rule, 'malformed'));
    }
  return findings;
}

const finding = ({ id, source, norms = [], code = 'ISS_PROFILE_VIOLATION' }: Rule, field: string): Finding => ({
  rule: id,
  source,
  norms,
  code,
  field,
});

const gravest: readonly LintCode[] = [
  'ISS_DUPLICATE_KEY',
  'ISS_ACCREDITATION_NOT_ACTIVE',
  'ISS_TOOL_NOT_CONFIRMED',
  'ISS_DOCS_MISSING',
  'ISS_FIELD_MISSING',
  'ISS_PROFILE_VIOLATION',
];

/** The refusal of a certificate that fails: one code, all rules and fields in the details, no personal values. */
export function lintRefusal(findings: readonly Finding[]): Refusal | undefined {
  const code = gravest.find((one) => findings.some((found) => found.code === one));
  if (code === undefined) return undefined;
  const own = findings.filter((found) => found.code === code);
  const norms = [...new Set(own.flatMap((found) => found.norms))];
  return refuse(code, {
    field: own[0]!.field,
    ...(norms.length === 0 ? {} : { law: norms }),
    details: { findings: findings.map(({ rule, field, source }) => ({ rule, field, source })) },
  });
}
