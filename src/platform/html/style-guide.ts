// Every component on one page, in the reader's language: for page authors, for pictures and for the accessibility tests.
import type { Lang } from '../text.ts';
import { money, number } from '../i18n/index.ts';
import { button, buttonGroup, linkButton, postButton } from './buttons.ts';
import { barChart, lineChart } from './chart.ts';
import { checkbox, checkboxes, dateInput, fieldset, radios } from './choices.ts';
import { citation, citeLink } from './citation.ts';
import { codeBlock, hashBlock } from './code.ts';
import { fileUpload, searchBox, select, textInput, textarea } from './fields.ts';
import { errorFor, errorSummary, filterForm, form } from './form.ts';
import { type Html, html } from './html.ts';
import { type Page, page } from './layout.ts';
import { band, hero, points } from './landing.ts';
import { card, cardGrid, statTiles, summaryList, taskList, timeline } from './lists.ts';
import { backLink, pagination, sectionNav, steps } from './navigation.ts';
import { banner, details, emptyState, inset, panel, warningText } from './notices.ts';
import { samples } from './style-guide.messages.ts';
import { table } from './table.ts';
import { type State, stateTag, tag } from './tag.ts';
import { uiMessages } from './ui.messages.ts';

type Words = (typeof samples)['ky'];

const buttons = (m: Words): Html => html`<h2>${m.parts.buttons}</h2>
${buttonGroup(button({ text: m.consent, type: 'button' }), button({ text: m.refuse, kind: 'secondary', type: 'button' }), button({ text: m.later, kind: 'quiet', type: 'button' }))}
${buttonGroup(linkButton({ text: m.start, href: '#', start: true }), button({ text: m.withdraw, kind: 'warning', type: 'button' }), button({ text: m.consent, type: 'button', disabled: true }))}
<p>${postButton({ action: '/design', csrf: 'x', text: m.withdraw })}</p>`;

const errors = (m: Words) => [
  { field: 'pin', text: m.pinError },
  { field: 'wrong-channel', text: m.channel },
];

const forms = (lang: Lang, m: Words): Html => html`<h2>${m.parts.forms}</h2>
${form(
  { action: '/design', csrf: 'x', key: 'k' },
  fieldset(
    { legend: m.someone, group: true },
    textInput({ lang, name: 'surname', label: m.surname, autocomplete: 'family-name' }),
    textInput({ lang, name: 'given', label: m.name, optional: true, width: 20 }),
  ),
  dateInput({
    lang,
    name: 'born',
    label: m.born,
    hint: m.bornHint,
    value: { day: '14', month: '3', year: '1899' },
    birthday: true,
  }),
  textInput({ lang, name: 'phone', label: m.phone, type: 'tel', prefix: '+996', width: 20, value: '000 123 456' }),
  textInput({
    lang,
    name: 'password',
    label: m.password,
    type: 'password',
    autocomplete: 'current-password',
    width: 20,
  }),
  select({
    lang,
    name: 'region',
    label: m.region,
    empty: true,
    options: m.regions.map((text, i) => ({ value: String(i), text })),
  }),
  radios({
    lang,
    name: 'channel',
    label: m.channel,
    value: 'mail',
    items: [
      {
        value: 'mail',
        text: m.mail,
        reveal: textInput({ lang, name: 'mail', label: m.mailAddress, type: 'email', value: 'aigul@example.kg' }),
      },
      { value: 'sms', text: m.sms, hint: m.smsHint },
      { value: 'letter', text: m.letter },
    ],
  }),
  checkboxes({
    lang,
    name: 'categories',
    label: m.categories,
    hint: m.categoriesHint,
    values: ['0', '1'],
    items: m.category.map((text, i) => ({
      value: String(i),
      text,
      ...(i === 2 ? { aside: tag({ text: m.special, tone: 'wait' }) } : {}),
      ...(i === 3 ? { afterOr: true } : {}),
    })),
  }),
  textarea({ lang, name: 'reason', label: m.reason, hint: m.reasonHint, optional: true, limit: 500 }),
  fileUpload({ lang, name: 'scan', label: m.file, hint: m.fileHint, accept: 'application/pdf,image/*' }),
  checkbox({ lang, name: 'read', text: m.read }),
  button({ text: m.consent }),
)}
<h3>${m.fix}</h3>
${errorSummary({ lang, errors: errors(m) })}
${textInput({ lang, name: 'pin', label: m.pin, hint: m.pinHint, error: errorFor(errors(m), 'pin'), inputmode: 'numeric', width: 20, value: '1234' })}
${radios({
  lang,
  name: 'wrong-channel',
  label: m.channel,
  error: m.channel,
  inline: true,
  items: [
    { value: 'a', text: m.mail },
    { value: 'b', text: m.sms },
  ],
})}
${dateInput({ lang, name: 'wrong-born', label: m.born, error: m.bornHint, wrong: ['year'], value: { day: '1', month: '2' } })}
${filterForm({ action: '/design', label: m.search }, textInput({ lang, name: 'filter-name', label: m.surname }), select({ lang, name: 'filter-state', label: m.state, empty: true, options: [{ value: 'a', text: m.active }] }), button({ text: uiMessages[lang].search, kind: 'secondary' }))}
${searchBox({ lang, action: '/design', label: m.search })}`;

const messages = (lang: Lang, m: Words): Html => html`<h2>${m.parts.messages}</h2>
${banner({ lang, body: html`<p>${m.notice}</p>` })}
${banner({ lang, kind: 'success', body: html`<p>${m.saved}</p>` })}
${banner({ lang, kind: 'warning', body: html`<p>${m.warn}</p>` })}
${inset(html`<p>${m.inset} ${citeLink('PD-9.4', '#PD-9.4')}</p>`)}
${warningText(lang, m.warn)}
${details({ summary: m.more }, html`<p>${m.moreBody}</p>`)}
${emptyState({ title: m.emptyTitle, body: html`<p>${m.emptyBody}</p>`, action: linkButton({ text: m.consent, href: '#' }) })}`;

const facts = (lang: Lang, m: Words): Html => html`<h2>${m.parts.facts}</h2>
<div class="mk-tags">${(Object.keys(uiMessages[lang].states) as State[]).map((s) => stateTag(lang, s))}</div>
${statTiles([
  { label: m.active, value: number(lang, 12480), href: '#' },
  { label: m.withdrawn, value: number(lang, 312), tone: 'wait' },
  { label: uiMessages[lang].states.late, value: number(lang, 3), tone: 'bad', note: m.taskHint },
])}
${cardGrid(
  card({
    title: m.tax,
    href: '#',
    level: 3,
    tag: stateTag(lang, 'active'),
    body: html`<p>${m.purpose}</p>`,
    meta: [{ key: m.until, value: m.untilDate }],
    actions: linkButton({ text: m.withdraw, href: '#', kind: 'secondary' }),
  }),
  card({
    title: m.app,
    href: '#',
    level: 3,
    tag: stateTag(lang, 'withdrawn'),
    body: html`<p>${m.purpose}</p>`,
    meta: [{ key: m.until, value: m.untilDate }],
  }),
)}
${summaryList({
  lang,
  title: m.check,
  rows: [
    { key: m.surname, value: m.someone, actions: [{ href: '#', hiddenText: m.surname }] },
    {
      key: m.purpose,
      value: html`<ul>${m.category.slice(0, 3).map((c) => html`<li>${c}</li>`)}</ul>`,
      actions: [{ href: '#', hiddenText: m.purpose }],
    },
    { key: m.until, value: m.untilDate },
  ],
})}
${summaryList({
  lang,
  rows: [
    { key: m.holder, value: m.tax },
    { key: m.receipt, value: 'MK-2026-000481' },
  ],
})}
${table({
  caption: m.consents,
  columns: [{ head: m.holder }, { head: m.until }, { head: m.people, numeric: true }, { head: m.state }],
  rows: [
    [m.tax, m.untilDate, number(lang, 12480), stateTag(lang, 'active')],
    [m.app, m.untilDate, money(lang, 2_000_000n), stateTag(lang, 'pending')],
  ],
})}
${taskList({
  id: 'tasks',
  tasks: [
    { title: m.tasks[0]!, href: '#', status: stateTag(lang, 'done') },
    { title: m.tasks[1]!, href: '#', hint: m.taskHint, status: stateTag(lang, 'todo') },
    { title: m.tasks[2]!, status: stateTag(lang, 'blocked') },
  ],
})}
${timeline({
  items: [
    {
      when: m.when,
      datetime: '2026-11-21T18:34:00+06:00',
      title: m.asked,
      by: m.you,
      tone: 'wait',
      body: html`<p>${m.warn}</p>`,
    },
    { when: m.when, title: m.given, by: m.you, tone: 'good' },
    { when: m.when, title: m.shown, by: m.tax },
  ],
})}`;

const ways = (lang: Lang, m: Words): Html => html`<h2>${m.parts.ways}</h2>
${backLink(lang, '#')}
${steps({ lang, step: 2, of: 4, name: m.steps })}
${sectionNav({ lang, links: m.sections.map((text, i) => ({ text, href: '#', current: i === 0 })) })}
${pagination({ lang, previous: '#', next: '#', note: '21–40' })}`;

const law = (lang: Lang, m: Words): Html => html`<h2>${m.parts.law}</h2>
${citation({ lang, id: 'PD-9.4', label: m.act, original: { text: samples.ky.inset, lang: 'ky' }, plain: m.inset, unofficial: lang !== 'ky', status: { text: m.draftLaw, tone: 'wait' }, href: { url: '#', text: m.more } })}
${hashBlock({ lang, label: m.hash, value: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08' })}
${codeBlock({ lang, label: 'POST /v1/may', code: '{\n  "holder": "sti",\n  "purpose": "tax-returns",\n  "action": "collect"\n}' })}
${details({ summary: m.act, open: true }, citation({ lang, id: 'PD-9.5', label: m.act, original: { text: samples.ky.inset, lang: 'ky' } }))}`;

const charts = (lang: Lang, m: Words): Html => {
  const series = [
    { name: m.active, values: [120, 210, 300, 390, 520, 640] },
    { name: m.withdrawn, values: [4, 9, 22, 31, 38, 60] },
    { name: m.expired, values: [0, 0, 10, 12, 40, 44] },
  ];
  const common = { lang, title: m.chart, desc: m.chartDesc, labels: m.months, series };
  return html`<h2>${m.parts.charts}</h2>${barChart({ ...common, id: 'bars' })}${lineChart({ ...common, id: 'lines' })}`;
};

export function styleGuide(lang: Lang): Html {
  const m = samples[lang];
  return html`<h1>${m.title}</h1><p class="mk-lead">${m.lead}</p>
${buttons(m)}${forms(lang, m)}${messages(lang, m)}${facts(lang, m)}${ways(lang, m)}${law(lang, m)}${charts(lang, m)}`;
}

/** The guide as a whole page, with everything the layout can show. */
export function styleGuidePage(lang: Lang, more: Partial<Page> = {}): string {
  const m = samples[lang];
  return page({
    lang,
    title: m.title,
    path: '/design',
    office: {
      name: m.officeName,
      href: '#',
      nav: m.officeNav.map((text, i) => ({ text, href: '#', current: i === 0 })),
    },
    account: {
      name: m.someone,
      role: m.officeName,
      links: [{ text: m.officeNav[2]!, href: '#' }],
      signOut: { action: '/design', csrf: 'x' },
    },
    sandboxTime: { text: m.when, href: '#' },
    breadcrumbs: [
      { text: m.officeName, href: '#' },
      { text: m.officeNav[0]!, href: '#' },
    ],
    body: styleGuide(lang),
    ...more,
  });
}

/** A front page has a page of its own as well. */
export const sampleLanding = (lang: Lang): Html => {
  const m = samples[lang];
  const items = m.points.map(([title, body]) => ({ title: title!, body: html`<p>${body}</p>` }));
  return html`${hero({ title: m.heroTitle, lead: m.heroLead, note: m.inset, actions: html`${linkButton({ text: m.start, href: '#', start: true })}${linkButton({ text: m.search, href: '#', kind: 'secondary' })}` })}
${band({ title: m.steps }, points({ numbered: true, items }))}${band({ tint: true, title: m.parts.law }, points({ items }))}`;
};

/** A journey's last page: the panel holds the h1, so it has a page of its own. */
export const samplePanel = (lang: Lang): Html => {
  const m = samples[lang];
  return html`${panel({ title: m.done, body: html`<p>${m.doneBody}</p>`, reference: { label: m.receipt, value: 'MK-2026-000481' } })}<h2>${m.check}</h2>${summaryList(
    {
      lang,
      rows: [
        { key: m.holder, value: m.tax },
        { key: m.until, value: m.untilDate },
      ],
    },
  )}`;
};
