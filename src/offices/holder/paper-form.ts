import type { PaperInput, PurposeVersion } from '../../consent/index.ts';
import { dayOf } from '../../law/index.ts';
import {
  button,
  checkbox,
  checkboxes,
  errorFor,
  fileUpload,
  form,
  type FieldError,
  type Html,
  html,
  radios,
  tag,
} from '../../platform/html/index.ts';
import { isLang, type Lang } from '../../platform/text.ts';
import { authorityFields } from './authority-fields.ts';
import { commonWords } from './common.messages.ts';
import { dayField, line, type Sheet } from './fields.ts';
import { dayOfParts, type Given, listOf, textOf, ticked, wrongDay } from './given.ts';
import { paperWords } from './paper.messages.ts';
import { findFields } from './person-form.ts';
import { purposeWords } from './purposes.messages.ts';

/** The paper's fields in the order of the paper. */
export function paperForm(
  sheet: Sheet,
  f: { readonly subject: string; readonly purposeId: string; readonly csrf: string },
  version: PurposeVersion,
): Html {
  const { lang, given, trouble } = sheet;
  const words = paperWords[lang];
  const { body } = version;
  const error = (field: string) => errorFor(trouble.errors, field);
  const languages = [
    { value: 'ky', text: purposeWords[lang].inKy },
    { value: 'ru', text: purposeWords[lang].inRu },
    { value: 'en', text: purposeWords[lang].inEn },
  ];
  const address = `/holder/paper/new?${new URLSearchParams({ subject: f.subject, purpose: f.purposeId }).toString()}`;
  return form(
    { action: address, csrf: f.csrf, multipart: true },
    html`<h2>${words.form}</h2>`,
    checkboxes({
      lang,
      name: 'categories',
      label: words.categories,
      hint: words.categoriesHint,
      values: listOf(given, 'categories'),
      error: error('categories'),
      items: body.categories.map((one) => ({
        value: one.code,
        text: one.text[lang],
        ...(one.required ? { aside: tag({ text: words.required }) } : {}),
      })),
    }),
    checkboxes({
      lang,
      name: 'permits',
      label: words.permits,
      values: listOf(given, 'permits'),
      error: error('permits'),
      items: [
        { value: 'processing', text: words.processing },
        ...((body.recipients ?? []).length > 0 ? [{ value: 'transfer', text: words.transfer }] : []),
        ...((body.crossBorder ?? []).length > 0 ? [{ value: 'crossBorder', text: words.crossBorder }] : []),
      ],
    }),
    line(sheet, { name: 'place', label: words.place }),
    dayField(sheet, { name: 'acquaintedOn', label: words.acquaintedOn, hint: words.acquaintedHint }),
    radios({
      lang,
      name: 'noticeLang',
      label: words.noticeLang,
      value: textOf(given, 'noticeLang') || 'ky',
      inline: true,
      items: languages,
    }),
    dayField(sheet, { name: 'signedOn', label: words.signedOn, hint: words.signedOnHint }),
    radios({
      lang,
      name: 'beside',
      label: words.beside,
      value: textOf(given, 'beside') || 'ky',
      items: [
        { value: 'ky', text: words.besideKy },
        { value: 'ru', text: words.besideRu },
        { value: 'en', text: words.besideEn },
      ],
    }),
    body.service.kind !== 'none' &&
      checkbox({
        lang,
        name: 'acknowledged',
        text: words.acknowledged,
        value: 'yes',
        checked: ticked(given, 'acknowledged'),
        error: error('acknowledged'),
      }),
    radios({
      lang,
      name: 'signer',
      label: words.signer,
      value: textOf(given, 'signer') || 'subject',
      error: error('signer'),
      items: [
        { value: 'subject', text: words.bySubject },
        {
          value: 'representative',
          text: words.byRepresentative,
          reveal: html`${findFields(sheet, 'rep-')}${authorityFields(sheet)}`,
        },
      ],
    }),
    fileUpload({
      lang,
      name: 'scan',
      label: words.scan,
      hint: words.scanHint,
      accept: 'application/pdf,image/png,image/jpeg',
      error: error('scan'),
    }),
    line(sheet, { name: 'original', label: words.original, hint: words.originalHint }),
    button({ text: words.register }),
  );
}

type Paper = Pick<PaperInput, 'choices' | 'beside' | 'signedOn' | 'acquaintedOn' | 'noticeLang' | 'placeOfOriginal'>;

/** Reads the form; what the law says about its content is judged when it is registered. */
export function paperOf(
  lang: Lang,
  given: Given,
  version: PurposeVersion,
  now: Date,
): { paper: Paper } | { errors: readonly FieldError[] } {
  const said = commonWords[lang];
  const words = paperWords[lang];
  const errors: FieldError[] = [];
  const day = (name: 'acquaintedOn' | 'signedOn'): string => {
    const value = dayOfParts(given, name);
    if (value === null || value === wrongDay || value > dayOf(now))
      errors.push({
        field: name,
        text: value === null ? said.fill(words[name]) : `«${words[name]}»: ${said.wrongDay}`,
      });
    return value ?? '';
  };
  const permits = listOf(given, 'permits');
  if (!permits.includes('processing')) errors.push({ field: 'permits', text: said.fill(words.permits) });
  for (const category of version.body.categories)
    if (category.required && !listOf(given, 'categories').includes(category.code))
      errors.push({ field: 'categories', text: said.fill(category.text[lang]) });
  if (version.body.service.kind !== 'none' && textOf(given, 'place') === '')
    errors.push({ field: 'place', text: said.fill(words.place) });
  if (textOf(given, 'original') === '') errors.push({ field: 'original', text: said.fill(words.original) });
  const [acquaintedOn, signedOn] = [day('acquaintedOn'), day('signedOn')];
  const [beside, noticeLang] = [textOf(given, 'beside'), textOf(given, 'noticeLang')];
  if (errors.length > 0) return { errors };
  return {
    paper: {
      choices: {
        categories: listOf(given, 'categories'),
        processing: true,
        transfer: permits.includes('transfer'),
        crossBorder: permits.includes('crossBorder'),
        place: textOf(given, 'place'),
        acknowledged: ticked(given, 'acknowledged'),
      },
      beside: beside === 'ru' || beside === 'en' ? beside : null,
      signedOn,
      acquaintedOn,
      noticeLang: isLang(noticeLang) ? noticeLang : 'ky',
      placeOfOriginal: textOf(given, 'original'),
    },
  };
}
