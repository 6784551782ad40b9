import type { Lang } from '../text.ts';
import { number } from './numbers.ts';

/** Kyrgyz nouns stay in the singular after a number, so one form mostly does; 0 takes `other`. A fraction in Russian takes `few`. */
export type PluralForms = {
  readonly ky: string | { readonly one: string; readonly other: string };
  readonly ru: { readonly one: string; readonly few: string; readonly many: string };
  readonly en: { readonly one: string; readonly other: string };
};

const rules: Readonly<Record<Lang, Intl.PluralRules>> = {
  ky: new Intl.PluralRules('ky'),
  ru: new Intl.PluralRules('ru'),
  en: new Intl.PluralRules('en'),
};

/** `plural('ru', 5, { one: '{n} день', few: '{n} дня', many: '{n} дней' })` -> "5 дней". `{n}` is the formatted number. */
export function plural<L extends Lang>(lang: L, n: number, forms: PluralForms[L]): string {
  const given: string | Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> = forms;
  if (typeof given === 'string') return put(lang, n, given);
  const kind = rules[lang].select(n);
  return put(lang, n, given[kind] ?? given.few ?? given.other ?? '');
}

const put = (lang: Lang, n: number, form: string): string => form.replaceAll('{n}', () => number(lang, n));
