import type { PurposeVersion } from '../../consent/index.ts';
import { recipientTypes } from '../../law/index.ts';
import { button, checkboxes, errorFor, form, html, type Html, radios, select } from '../../platform/html/index.ts';
import { area, itemsOf, line, type Sheet, words3 } from '../holder/fields.ts';
import { offeredGrounds } from '../holder/grounds.ts';
import { listOf, textOf } from '../holder/given.ts';
import { handedOver, otherRecipient } from './execute-given.ts';
import { executeWords } from './execute.messages.ts';

/** CP-11, CP-12c, CP-15: what a clerk says of a transfer before it is executed. */
export function executeForm(sheet: Sheet, csrf: string, action: string, { body }: PurposeVersion): Html {
  const { lang, given, trouble } = sheet;
  const w = executeWords[lang];
  const named = body.recipients ?? [];
  return form(
    { action, csrf },
    area(sheet, { name: 'people', label: w.people, hint: w.peopleHint, rows: 4 }),
    radios({
      lang,
      name: 'recipient',
      label: w.recipient,
      value: textOf(given, 'recipient') || (named.length === 0 ? otherRecipient : ''),
      error: errorFor(trouble.errors, 'recipient'),
      items: [
        ...named.map((one) => ({ value: one.code, text: `${one.name[lang]} (${one.country})` })),
        {
          value: otherRecipient,
          text: w.other,
          reveal: html`${line(sheet, { name: 'recipientName', label: w.recipientName })}${line(sheet, { name: 'recipientCode', label: w.recipientCode, hint: w.recipientCodeHint, width: 20 })}${line(sheet, { name: 'country', label: w.country, hint: w.countryHint, width: 2 })}`,
        },
      ],
    }),
    radios({
      lang,
      name: 'recipientType',
      label: w.recipientType,
      value: textOf(given, 'recipientType'),
      error: errorFor(trouble.errors, 'recipientType'),
      items: recipientTypes
        .filter((one) => one.code !== 'subject')
        .map((one) => ({ value: one.code, text: one.label[lang] })),
    }),
    radios({
      lang,
      name: 'ground',
      label: w.ground,
      value: textOf(given, 'ground'),
      error: errorFor(trouble.errors, 'ground'),
      items: [
        { value: 'consent', text: w.consent, hint: w.consentHint },
        {
          value: 'article',
          text: w.article,
          reveal: html`${select({
            lang,
            name: 'groundCode',
            label: w.groundCode,
            empty: true,
            value: textOf(given, 'groundCode'),
            error: errorFor(trouble.errors, 'groundCode'),
            options: offeredGrounds.map((one) => ({ value: one.row, text: one.label[lang] })),
          })}${line(sheet, { name: 'document', label: w.document, hint: w.documentHint })}`,
        },
      ],
    }),
    itemFields(sheet, body),
    words3(sheet, { name: 'methods', label: w.methods, hint: w.methodsHint, optional: body.methods !== null, rows: 2 }),
    radios({
      lang,
      name: 'channel',
      label: w.channel,
      value: textOf(given, 'channel'),
      error: errorFor(trouble.errors, 'channel'),
      items: handedOver.map((one) => ({ value: one, text: w.channels[one] })),
    }),
    radios({
      lang,
      name: 'exemption',
      label: w.exemption,
      value: textOf(given, 'exemption') || 'none',
      error: errorFor(trouble.errors, 'exemption'),
      items: [
        { value: 'none', text: w.notExempt },
        {
          value: 'ART15_1_2_A',
          text: w.exemptA,
          reveal: area(sheet, { name: 'justification', label: w.justification, hint: w.justificationHint, rows: 3 }),
        },
        {
          value: 'ART15_1_2_B',
          text: w.exemptB,
          reveal: area(sheet, { name: 'justificationB', label: w.justification, hint: w.justificationHint, rows: 3 }),
        },
      ],
    }),
    button({ text: w.check, name: 'step', value: 'check' }),
  );
}

function itemFields(sheet: Sheet, body: PurposeVersion['body']): Html {
  const { lang, given, trouble } = sheet;
  const w = executeWords[lang];
  return checkboxes({
    lang,
    name: 'items',
    label: w.items,
    hint: w.itemsHint,
    values: listOf(given, 'items'),
    error: errorFor(trouble.errors, 'items'),
    items: body.categories.map(({ code, text }) => ({
      value: code,
      text: text[lang],
      reveal: html`${select({
        lang,
        name: `source-${code}`,
        label: w.source,
        value: textOf(given, `source-${code}`) || 'subject',
        options: itemsOf(w.sources),
        error: errorFor(trouble.errors, `source-${code}`),
      })}${line(sheet, { name: `sourceName-${code}`, label: w.sourceName, hint: w.sourceNameHint })}`,
    })),
  });
}
