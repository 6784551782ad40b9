import type { ConsentDocument, Words } from '../../consent/document/index.ts';
import { fullName } from '../../consent/document/index.ts';
import { formatDate } from '../../platform/dates.ts';
import { type Html, html, type SummaryRow } from '../../platform/html/index.ts';
import type { Lang } from '../../platform/text.ts';
import { journeyWords } from './journey.messages.ts';
import { words } from './words.messages.ts';

const said = (text: Words, lang: Lang): string => text[lang] ?? text.ky;
const lines = (items: readonly string[]): Html => html`<ul>${items.map((one) => html`<li>${one}</li>`)}</ul>`;

/** The end of a consent in words: a day, an event, a provision (CP-8h). */
export function endText(document: ConsentDocument, lang: Lang): string {
  const { end } = document.validity;
  return end.kind === 'date' ? formatDate(lang, end.until) : said(end.kind === 'event' ? end.event : end.provision, lang);
}

/** What was decided, as rows; `change` names the page where it can be changed. */
export function decisionRows(lang: Lang, document: ConsentDocument, change?: string): SummaryRow[] {
  const m = journeyWords[lang];
  const w = words[lang];
  const act = (anchor: string, name: string) => (change === undefined ? {} : { actions: [{ href: `${change}#${anchor}`, hiddenText: name }] });
  const of = (choice: 'given' | 'declined') => document.dataItems.filter((item) => item.choice === choice).map((item) => said(item.text, lang));
  const form = document.standardForm;
  const answer = (yes: boolean): string => (yes ? m.allowed : m.notAllowed);
  const declined = of('declined');
  const transfer = document.thirdPartyTransfer;
  const abroad = document.crossBorder;
  return [
    ...(document.representative === null ? [] : [{ key: m.subjectIs, value: fullName(document.subject.name) }]),
    { key: w.holder, value: said(document.holder.name, lang) },
    { key: w.purpose, value: html`${document.purposes.map((one) => html`<p>${said(one.text, lang)}</p>`)}` },
    { key: w.given, value: lines(of('given')), ...act('given', w.given) },
    ...(declined.length === 0 ? [] : [{ key: w.notGiven, value: lines(declined), ...act('given', w.notGiven) }]),
    { key: m.permitRows.processing, value: answer(form?.permits.processing ?? true), ...act('processing', m.permitRows.processing) },
    { key: m.permitRows.transfer, value: transfer.possible ? html`${m.allowed}: ${transfer.recipients.map((one) => said(one.name, lang)).join('; ')}` : m.notAllowed, ...act('transfer', m.permitRows.transfer) },
    { key: m.permitRows.crossBorder, value: abroad?.planned === true ? html`${m.allowed}: ${abroad.countries.map((one) => said(one.name, lang)).join('; ')}` : m.notAllowed, ...act('crossBorder', m.permitRows.crossBorder) },
    { key: w.until, value: endText(document, lang) },
    ...(form === null ? [] : [{ key: m.place, value: form.place, ...act('place', m.place) }]),
    { key: m.language, value: document.languages.beside === null ? m.onlyKy : document.languages.beside === 'ru' ? m.withRu : m.withEn, ...act('beside', m.language) },
  ];
}
