import { errorFor, html, type Html, linkButton, radios, table, tag } from '../../platform/html/index.ts';
import type { Lang } from '../../platform/text.ts';
import { contactKinds } from '../../transfers/contacts/index.ts';
import type { Found, Search } from '../../transfers/relay/index.ts';
import { line, type Sheet } from '../holder/fields.ts';
import { type Given, textOf } from '../holder/given.ts';
import { searchWords } from './search.messages.ts';
import { transferWords } from './transfers.messages.ts';
import { moment } from './views.ts';

// What the pages of a search show and ask alike.

const tones = { open: 'wait', found: 'good', failed: 'ended' } as const;

/** CP-16c: everything that was done to tell the subject. `base`: where an answer to a request is recorded; null: nowhere. */
export function actionsTable(lang: Lang, { steps, failed }: Search, base: string | null): Html {
  const w = searchWords[lang];
  if (steps.length + failed.length === 0) return html`<p>${w.nothing}</p>`;
  const channels: Readonly<Record<string, string>> = transferWords[lang].channels;
  return table({
    caption: w.done,
    captionHidden: true,
    columns: [{ head: w.what }, { head: w.when }, { head: w.result }],
    rows: [
      ...steps.map(({ row, named }) => {
        const text = `${w.kinds[row.kind]}: ${named}`;
        return [
          base !== null && row.kind === 'STATE_BODY_REQUEST'
            ? html`<a href="${base}/search/${row.id}">${text}</a>`
            : text,
          moment(lang, row.at),
          tag({ text: w.results[row.result], tone: tones[row.result] }),
        ];
      }),
      ...failed.map(({ channel, at }) => [
        `${w.kinds.SEND_ATTEMPT}: ${channels[channel] ?? channel}`,
        moment(lang, at),
        tag({ text: w.undelivered, tone: 'ended' }),
      ]),
    ],
    stack: true,
  });
}

/** CP-13f, CP-13g: what was found, and whether it may be used. */
export function contactsTable(lang: Lang, { contacts }: Search, base: string): Html {
  const w = searchWords[lang];
  return html`<h2>${w.contacts}</h2>${table({
    caption: w.contacts,
    captionHidden: true,
    columns: [{ head: w.contact }, { head: w.source }, { head: w.result }],
    rows: contacts.map(({ contact, why }) => [
      contact.value,
      [w.sources[contact.source], contact.reference].filter((part) => part !== '').join(': '),
      why === null
        ? tag({ text: w.usable, tone: 'good' })
        : html`<a href="${base}/contacts/${contact.id!}">${w.toCheck}<span class="mk-hidden">: ${contact.value}</span></a>`,
    ]),
    stack: true,
  })}${contacts.some(({ why }) => why === null) && html`<p>${linkButton({ text: w.tell, href: base })}</p>`}`;
}

const nothing = 'none';

/** CP-13d, CP-13e: the contact that a body answered or a source gave, or that there is none. */
export function foundFields(sheet: Sheet): Html {
  const { lang, given, trouble } = sheet;
  const w = searchWords[lang];
  return radios({
    lang,
    name: 'found',
    label: w.found,
    value: textOf(given, 'found') || nothing,
    error: errorFor(trouble.errors, 'found'),
    items: [
      { value: nothing, text: w.foundNothing },
      ...contactKinds.map((kind) => ({
        value: kind,
        text: w.contactKinds[kind],
        reveal: line(sheet, {
          name: `found-${kind}`,
          label: w.contactKinds[kind],
          ...(kind === 'email' ? { type: 'email' as const } : kind === 'phone' ? { type: 'tel' as const } : {}),
        }),
      })),
    ],
  });
}
export function foundOf(given: Given): Found | null {
  const kind = contactKinds.find((one) => one === textOf(given, 'found'));
  return kind === undefined ? null : { kind, value: textOf(given, `found-${kind}`).slice(0, 500) };
}
/** A refused contact, at the field it was typed in. */
export const foundField = (given: Given, field: string): string =>
  field === 'value' ? `found-${textOf(given, 'found')}` : field;
