import { oids, tags } from '../der/index.ts';
import { type Certificate, isSelfIssued } from './certificate.ts';
import type { NameConstraints, Subtree } from './extension-values.ts';
import type { GeneralName } from './general-names.ts';
import { isWithin } from './names.ts';
import { dnsWithin, emailWithin, ipWithin, uriWithin, wildcardReaches } from './subtrees.ts';
import type { Fault } from './problems.ts';
import type { Work } from './work.ts';

/** permitted_subtrees and excluded_subtrees of RFC 5280 6.1.2(b) and (c): a name must lie within every list that speaks of its form. */
export type ConstraintState = {
  readonly permitted: readonly (readonly Subtree[])[];
  readonly excluded: readonly Subtree[];
};

export const unconstrained: ConstraintState = { permitted: [], excluded: [] };

/** 6.1.4(g): what a certificate adds. */
export const constrained = (state: ConstraintState, added: NameConstraints): ConstraintState => ({
  permitted: added.permitted.length === 0 ? state.permitted : [...state.permitted, added.permitted],
  excluded: [...state.excluded, ...added.excluded],
});

/** 6.1.3(b) and (c) for one certificate. Self-issued ones are exempt unless last in the path. @throws BudgetSpent */
export function checkNames(
  state: ConstraintState,
  certificate: Certificate,
  last: boolean,
  work: Work,
): Fault | undefined {
  if (state.permitted.length + state.excluded.length === 0) return undefined;
  if (isSelfIssued(certificate) && !last) return undefined;
  for (const name of namesOf(certificate)) {
    const fault = checkName(state, name, work);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

// 4.2.1.10: an empty subject is no name. The e-mail address of an old subject counts where there is no e-mail among the alternative names.
function namesOf(certificate: Certificate): GeneralName[] {
  const names: GeneralName[] = certificate.subjectAltNames.map((name) => smtpUtf8(name) ?? name);
  if (certificate.subject.rdns.length > 0) names.push({ form: 'directory', name: certificate.subject });
  if (certificate.subjectAltNames.every(({ form }) => form !== 'email'))
    // A value that is no text is no mailbox: no constraint can be applied to it.
    for (const { attributes } of certificate.subject.rdns)
      for (const { type, text = '' } of attributes) if (type === oids.emailAddress) names.push({ form: 'email', text });
  return names;
}

// RFC 9598 6: rfc822Name constraints rule SmtpUTF8Mailbox names as well.
function smtpUtf8(name: GeneralName): GeneralName | undefined {
  if (name.form !== 'other' || name.type !== oids.smtpUtf8Mailbox) return undefined;
  return name.value.tag === tags.utf8String ? { form: 'email', text: name.value.content.toString() } : undefined;
}

function checkName({ permitted, excluded }: ConstraintState, name: GeneralName, work: Work): Fault | undefined {
  for (const subtree of excluded) {
    const within = reaches(subtree.base, name) || compare(subtree, name, work);
    if (within === 'unprocessable') return 'constraint-unprocessable';
    if (within === true) return 'name-excluded';
  }
  for (const list of permitted) {
    const verdicts = list.map((subtree) => compare(subtree, name, work));
    if (verdicts.includes('unprocessable')) return 'constraint-unprocessable';
    if (verdicts.some((within) => within !== undefined) && !verdicts.includes(true)) return 'name-not-permitted';
  }
  return undefined;
}

// undefined: the subtree speaks of another form.
function compare({ base, whole }: Subtree, name: GeneralName, work: Work): boolean | 'unprocessable' | undefined {
  work.spend('comparisons');
  if (base.form !== name.form) return undefined;
  if (base.form === 'other' && name.form === 'other' && base.type !== name.type) return undefined;
  // 4.2.1.10: minimum is zero and maximum absent; a form whose subtrees nobody defined is refused where it occurs.
  if (!whole) return 'unprocessable';
  if (base.form === 'directory' && name.form === 'directory') return isWithin(name.name, base.name);
  if (base.form === 'email' && name.form === 'email') return emailWithin(name.text, base.text);
  if (base.form === 'dns' && name.form === 'dns') return dnsWithin(name.text, base.text);
  if (base.form === 'uri' && name.form === 'uri') return uriWithin(name.text, base.text);
  if (base.form === 'ip' && name.form === 'ip') return ipWithin(name.bytes, base.bytes);
  return 'unprocessable';
}

// A wildcard stands for hosts beneath it: where one of them is excluded, so is the wildcard.
const reaches = (base: GeneralName, name: GeneralName): boolean =>
  base.form === 'dns' && name.form === 'dns' && wildcardReaches(name.text, base.text);
