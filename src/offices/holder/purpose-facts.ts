import {
  actionLabel,
  groundLabel,
  type Notice,
  type PurposeBody,
  type PurposeVersion,
  termLabel,
} from '../../consent/index.ts';
import { type Html, html, summaryList, table, tag } from '../../platform/html/index.ts';
import { list } from '../../platform/i18n/index.ts';
import type { Lang } from '../../platform/text.ts';
import { purposeWords } from './purposes.messages.ts';

/** What a version says, for the holder's staff. */
export function purposeFacts(lang: Lang, { body, number }: Pick<PurposeVersion, 'body' | 'number'>): Html {
  const words = purposeWords[lang];
  const names = (given: readonly string[]): string => (given.length === 0 ? words.notPlanned : list(lang, given));
  return html`${summaryList({
    lang,
    title: `${words.facts}, ${words.version.toLowerCase()} ${number}`,
    rows: [
      { key: words.ground, value: groundOf(lang, body) },
      { key: words.service, value: body.service.name?.[lang] ?? words.notPlanned },
      { key: words.actions, value: names(body.actions.map((code) => actionLabel(code)[lang])) },
      { key: words.methods, value: body.methods?.text[lang] ?? '—' },
      {
        key: words.recipients,
        value: names((body.recipients ?? []).map((one) => `${one.name[lang]} (${one.country})`)),
      },
      { key: words.processors, value: names((body.processors ?? []).map((one) => one.name[lang])) },
      { key: words.crossBorder, value: names((body.crossBorder ?? []).map((one) => one.name[lang])) },
      { key: words.term, value: termLabel(body)[lang] },
    ],
  })}${table({
    caption: words.categories,
    columns: [{ head: words.data }, { head: words.need }, { head: words.why }],
    rows: body.categories.map((category) => [
      category.text[lang],
      html`<div class="mk-tags">${tag({ text: category.required ? words.required : words.optional })}${category.special !== null && tag({ text: words.special, tone: 'wait' })}</div>`,
      category.necessity[lang],
    ]),
  })}`;
}

const groundOf = (lang: Lang, body: PurposeBody): string =>
  body.ground === null
    ? '—'
    : [groundLabel(body.ground.code)?.[lang] ?? body.ground.code, body.ground.norm?.[lang]].filter(Boolean).join(': ');

/** The notice as the person reads it. */
export function noticePreview(lang: Lang, notice: Notice): Html {
  const words = purposeWords[lang];
  const names = (given: readonly string[]): string => (given.length === 0 ? words.notPlanned : list(lang, given));
  return html`${notice.plainWords !== null && html`<p class="mk-lead">${notice.plainWords}</p>`}${summaryList({
    lang,
    plain: true,
    rows: [
      {
        key: words.notice_holder,
        value: [notice.holder.name, notice.holder.location, notice.holder.phone, notice.holder.email]
          .filter(Boolean)
          .join(', '),
      },
      { key: words.notice_purpose, value: notice.purpose },
      { key: words.notice_ground, value: notice.ground },
      {
        key: words.notice_data,
        value: html`<ul>${notice.data.map((one) => html`<li>${one.text}: ${one.why}</li>`)}</ul>`,
      },
      { key: words.notice_actions, value: names(notice.actions) },
      { key: words.notice_methods, value: notice.methods },
      { key: words.notice_processors, value: names(notice.processors) },
      { key: words.notice_transfer, value: names(notice.thirdPartyTransfer.recipients) },
      { key: words.notice_crossBorder, value: names(notice.crossBorder) },
      { key: words.notice_public, value: notice.publicDistribution ?? words.notPlanned },
      { key: words.notice_other, value: notice.otherUse ?? words.notPlanned },
      { key: words.notice_term, value: notice.term },
      ...(notice.storage === null ? [] : [{ key: words.notice_storage, value: notice.storage }]),
      ...(notice.service === null ? [] : [{ key: words.notice_service, value: notice.service }]),
      ...notice.extra.map((one) => ({ key: one.label, value: one.value })),
    ],
  })}`;
}
