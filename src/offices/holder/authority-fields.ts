import type { AuthorityDocument } from '../../consent/document/index.ts';
import { dayOf } from '../../law/index.ts';
import { errorFor, type FieldError, type Html, html, radios } from '../../platform/html/index.ts';
import type { Lang } from '../../platform/text.ts';
import { authorityWords } from './authority.messages.ts';
import { commonWords } from './common.messages.ts';
import { dayField, line, type Sheet } from './fields.ts';
import { dayOfParts, type Given, orNull, textOf, wrongDay } from './given.ts';
import { refuse } from './refusals.ts';

const kinds = ['notarial_power_of_attorney', 'law', 'other_legal_act', 'other_document'] as const;

// CP-8b-4, CP-F-19: a law is named by its provision, any other document by number, date and issuer.
export function authorityFields(sheet: Sheet): Html {
  const { lang, given, trouble } = sheet;
  const words = authorityWords[lang];
  return html`${radios({ lang, name: 'authorityKind', label: words.kind, value: textOf(given, 'authorityKind'), error: errorFor(trouble.errors, 'authorityKind'), items: kinds.map((kind) => ({ value: kind, text: words[kind] })) })}
${line(sheet, { name: 'authorityTitle', label: words.title })}${line(sheet, { name: 'authorityProvision', label: words.provision, optional: true })}
${line(sheet, { name: 'authorityNumber', label: words.number, width: 20, optional: true })}${dayField(sheet, { name: 'authorityDate', label: words.date, optional: true })}
${line(sheet, { name: 'authorityIssuedBy', label: words.issuedBy, optional: true })}${dayField(sheet, { name: 'authorityUntil', label: words.validUntil, optional: true })}`;
}

export function authorityOf(
  lang: Lang,
  given: Given,
  now: Date,
): { authority: AuthorityDocument } | { errors: readonly FieldError[]; law: readonly string[] } {
  const said = commonWords[lang];
  const words = authorityWords[lang];
  const errors: FieldError[] = [];
  const kind = kinds.find((one) => one === textOf(given, 'authorityKind'));
  const [title, provision, number, issuedBy] = [
    textOf(given, 'authorityTitle'),
    textOf(given, 'authorityProvision'),
    textOf(given, 'authorityNumber'),
    textOf(given, 'authorityIssuedBy'),
  ];
  const [date, until] = [dayOfParts(given, 'authorityDate'), dayOfParts(given, 'authorityUntil')];
  if (kind === undefined) errors.push({ field: 'authorityKind', text: said.choose });
  if (title === '') errors.push({ field: 'authorityTitle', text: said.fill(words.title) });
  const byProvision = kind === 'law' || kind === 'other_legal_act';
  const needed = byProvision
    ? [['authorityProvision', provision, words.provision]]
    : [
        ['authorityNumber', number, words.number],
        ['authorityIssuedBy', issuedBy, words.issuedBy],
      ];
  for (const [field, value, label] of needed as [string, string, string][])
    if (kind !== undefined && value === '') errors.push({ field, text: said.fill(label) });
  if (!byProvision && kind !== undefined && date === null)
    errors.push({ field: 'authorityDate', text: said.fill(words.date) });
  if (date === wrongDay) errors.push({ field: 'authorityDate', text: said.wrongDay });
  if (until === wrongDay) errors.push({ field: 'authorityUntil', text: said.wrongDay });
  const over = until !== null && until !== wrongDay && until < dayOf(now);
  if (over) errors.push({ field: 'authorityUntil', text: refuse('POWER_EXPIRED').text[lang] });
  if (errors.length > 0 || kind === undefined) return { errors, law: ['CP-8b-4', ...(over ? ['PD-9.1f'] : [])] };
  return {
    authority: {
      kind,
      title: { ky: title },
      provision: orNull(provision),
      number: orNull(number),
      date,
      issuedBy: orNull(issuedBy),
      validUntil: until,
      copy: null,
    },
  };
}
