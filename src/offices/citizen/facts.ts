import { type PurposeVersion, termLabel } from '../../consent/index.ts';
import { type ConsentDocument, fullName } from '../../consent/document/index.ts';
import type { Holder } from '../../holders/index.ts';
import { formatDate } from '../../platform/dates.ts';
import { type Html, html, type SummaryRow } from '../../platform/html/index.ts';
import type { Lang } from '../../platform/text.ts';
import { journeyWords } from './journey.messages.ts';
import { words } from './words.messages.ts';

const lines = (items: readonly string[]): Html => html`<ul>${items.map((one) => html`<li>${one}</li>`)}</ul>`;

/** A document with what it was made from, which is worded in every language; the document itself may be in Kyrgyz only. */
export type Decided = { readonly document: ConsentDocument; readonly version: PurposeVersion; readonly holder: Holder };

/** The end of a consent in words: a day, an event, a provision (CP-8h). */
export function endText({ document, version }: Pick<Decided, 'document' | 'version'>, lang: Lang): string {
  const { end } = document.validity;
  return end.kind === 'date' ? formatDate(lang, end.until) : termLabel(version.body)[lang];
}

/** What was decided, as rows; `change` names the page where it can be changed. */
export function decisionRows(lang: Lang, { document, version, holder }: Decided, change?: string): SummaryRow[] {
  const m = journeyWords[lang];
  const w = words[lang];
  const { body } = version;
  const act = (anchor: string, name: string) =>
    change === undefined ? {} : { actions: [{ href: `${change}#${anchor}`, hiddenText: name }] };
  const of = (choice: 'given' | 'declined') => {
    const codes = new Set(document.dataItems.filter((item) => item.choice === choice).map((item) => item.code));
    return body.categories.filter((one) => codes.has(one.code)).map((one) => one.text[lang]);
  };
  const permit = (yes: boolean, names: readonly string[]) => (yes ? `${m.allowed}: ${names.join('; ')}` : m.notAllowed);
  const form = document.standardForm;
  const declined = of('declined');
  return [
    ...(document.representative === null ? [] : [{ key: m.subjectIs, value: fullName(document.subject.name) }]),
    { key: w.holder, value: holder.body.name[lang] },
    { key: w.purpose, value: body.text[lang] },
    { key: w.given, value: lines(of('given')), ...act('given', w.given) },
    ...(declined.length === 0 ? [] : [{ key: w.notGiven, value: lines(declined), ...act('given', w.notGiven) }]),
    {
      key: m.permitRows.processing,
      value: form?.permits.processing === false ? m.notAllowed : m.allowed,
      ...act('processing', m.permitRows.processing),
    },
    {
      key: m.permitRows.transfer,
      value: permit(
        document.thirdPartyTransfer.possible,
        body.recipients!.map((one) => one.name[lang]),
      ),
      ...(body.recipients!.length === 0 ? {} : act('transfer', m.permitRows.transfer)),
    },
    {
      key: m.permitRows.crossBorder,
      value: permit(
        document.crossBorder?.planned === true,
        body.crossBorder!.map((one) => one.name[lang]),
      ),
      ...(body.crossBorder!.length === 0 ? {} : act('crossBorder', m.permitRows.crossBorder)),
    },
    { key: w.until, value: endText({ document, version }, lang) },
    ...(form === null ? [] : [{ key: m.place, value: form.place, ...act('place', m.place) }]),
    {
      key: m.language,
      value: document.languages.beside === null ? m.onlyKy : document.languages.beside === 'ru' ? m.withRu : m.withEn,
      ...act('beside', m.language),
    },
  ];
}
