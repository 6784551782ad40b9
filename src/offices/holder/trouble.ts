import { cite } from '../../law/index.ts';
import { details, errorSummary, type FieldError, type Html, html } from '../../platform/html/index.ts';
import type { Refusal } from '../../platform/refusal.ts';
import type { Lang } from '../../platform/text.ts';
import { norms } from '../shell.ts';
import { commonWords } from './common.messages.ts';

/** What was refused in a form: each at its field, with the norms behind it, and the answer's status where it is not 422. */
export type Trouble = {
  readonly errors: readonly FieldError[];
  readonly law: readonly string[];
  readonly status?: number | undefined;
};
export const noTrouble: Trouble = { errors: [], law: [] };

/** "…: art. 9 p. 3" — the norm in words, or nothing where the refusal rests on none. */
export function normText(lang: Lang, id: string | undefined): string {
  if (id === undefined) return '';
  try {
    return cite(id).label[lang];
  } catch {
    return '';
  }
}

export function refusedText(lang: Lang, refusal: Refusal): string {
  const norm = normText(lang, refusal.law[0]);
  return norm === '' ? refusal.text[lang] : `${refusal.text[lang]} (${norm})`;
}

/** A refusal at its field; `fieldOf` translates the act's field into the form's. */
export function troubleOf(
  lang: Lang,
  refusal: Refusal,
  fieldOf: (field: string) => string | undefined = (field) => field,
): Trouble {
  const field = refusal.field === undefined ? undefined : fieldOf(refusal.field);
  return {
    errors: [{ text: refusedText(lang, refusal), ...(field === undefined ? {} : { field }) }],
    law: refusal.law,
    status: refusal.status,
  };
}
export const troubleFrom = (...errors: readonly FieldError[]): Trouble => ({ errors, law: [] });

/** First thing on a page that shows a form again. */
export const troubleTop = (lang: Lang, trouble: Trouble): Html =>
  html`${errorSummary({ lang, errors: trouble.errors })}${trouble.law.length > 0 && details({ summary: commonWords[lang].normsBehind, open: false, id: 'norms' }, norms(lang, [...new Set(trouble.law)]))}`;
