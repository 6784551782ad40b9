import { errorSummary, type FieldError, type Html, html } from '../../platform/html/index.ts';
import type { Refusal } from '../../platform/refusal.ts';
import type { Lang } from '../../platform/text.ts';
import { norms } from '../shell.ts';

/** Where a refusal's field stands on the page at hand. */
export type FieldMap = Readonly<Record<string, string>>;

export function errorsOf(lang: Lang, refusal: Refusal, fields: FieldMap = {}): FieldError[] {
  const field = refusal.field === undefined ? undefined : fields[refusal.field];
  return [{ text: refusal.text[lang], ...(field === undefined ? {} : { field }) }];
}

/** On the page where it can be mended: what is wrong, with links to the fields, and on which norm. */
export const refusedBox = (lang: Lang, errors: readonly FieldError[], law: readonly string[]): Html =>
  html`${errorSummary({ lang, errors })}${law.length > 0 && html`<div class="mk-flow">${norms(lang, law)}</div>`}`;
