import { fill, type Lang, langs, type Text3 } from '../../../platform/text.ts';
import { type Policy, text3 } from '../policy.ts';
import { type ResolvedPurpose, resolvePurposes } from '../resolve.ts';
import type { Words } from '../shape.ts';

export type Severity = 'error' | 'warning' | 'note';

/** One thing that a policy lacks or says badly. `law` holds ids of law/requirements, the decisive one first. */
export type Finding = {
  readonly code: string;
  readonly severity: Severity;
  readonly law: readonly string[];
  /** Place in the policy: "purposes/inform_by_email/ground". */
  readonly path: string;
  readonly text: Text3;
  readonly fix: Text3;
};

export type Rule = (policy: Policy) => readonly Finding[];
export type FindingEntry = Omit<Finding, 'code' | 'path'>;
/** A value is the same in every language, or has a wording in each. */
type Values = Readonly<Record<string, string | number | Text3>>;

export function findings<T extends Readonly<Record<string, FindingEntry>>>(catalogue: T) {
  return (code: keyof T & string, path: string, values: Values = {}): Finding => {
    const { severity, law, text, fix } = catalogue[code]!;
    return { code, severity, law, path, text: fillEach(text, values), fix: fillEach(fix, values) };
  };
}

function fillEach(text: Text3, values: Values): Text3 {
  const said = langs.map((lang) => {
    const plain = Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'object' ? value[lang] : value,
    ]);
    return [lang, fill(text, Object.fromEntries(plain))[lang]] as const;
  });
  return Object.fromEntries(said) as Text3;
}

/** Things of the policy as its reader knows them, one after the other; never by the codes of its file. */
export const joined = (items: readonly { readonly text: Words }[]): Text3 => {
  const said = (lang: Lang): string => items.map(({ text }) => text3(text)[lang]).join('; ');
  return { ky: said('ky'), ru: said('ru'), en: said('en') };
};
const everyPurpose: Text3 = { ky: 'бардык максаттар', ru: 'все цели', en: 'every purpose' };

/** What every purpose lacks is said once, for the policy; what only some lack is said for each of them. */
export function lacking(
  policy: Policy,
  lacks: (purpose: ResolvedPurpose) => boolean,
  field: string,
  make: (path: string, purposes: Text3) => Finding,
): readonly Finding[] {
  const purposes = resolvePurposes(policy);
  const bare = purposes.filter(lacks);
  if (bare.length > 1 && bare.length === purposes.length) return [make('purposes', everyPurpose)];
  return bare.map((purpose) => make(`purposes/${purpose.code}/${field}`, joined([purpose])));
}

/** PD-5.1-1: only these purposes make a consent document. A purpose without a ground may yet be one of them. */
export const mayAskConsent = (purpose: ResolvedPurpose): boolean =>
  purpose.ground === null || purpose.ground.code === 'PD-5.1-1' || purpose.ground.code === 'PD-5.1-6a';

export const when = (condition: boolean, make: () => Finding): readonly Finding[] => (condition ? [make()] : []);

export const isStateBody = (policy: Policy): boolean =>
  policy.holder.type === 'executive_state_body' ||
  policy.holder.type === 'non_executive_state_body' ||
  policy.holder.type === 'local_self_government';
