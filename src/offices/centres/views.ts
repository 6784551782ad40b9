import { formatDate, formatDateTime, formatLastDay } from '../../platform/dates.ts';
import { html, type Html, tag, type Tone } from '../../platform/html/index.ts';
import type { Lang } from '../../platform/text.ts';
import {
  type ConfirmedMeans,
  isConfirmed,
  isTrusted,
  type Standing,
  type TrustedPerson,
} from '../../trust/centres/index.ts';
import { centresWords } from './centres.messages.ts';

// How standings, means and trusted persons look on every page.

const tones: Readonly<Record<Standing['state'], Tone>> = {
  active: 'good',
  suspended: 'wait',
  revoked: 'bad',
  expired: 'ended',
  ceased: 'ended',
};

export const standingTag = (lang: Lang, standing: Standing | null): Html =>
  standing === null
    ? tag({ text: centresWords[lang].notAccredited, tone: 'neutral' })
    : tag({ text: centresWords[lang].states[standing.state], tone: tones[standing.state] });

/** The last day of a term that ends at 24:00. */
export const lastDayText = (lang: Lang, end: Date | null): string => (end === null ? '—' : formatLastDay(lang, end));

export const confirmedTag = (lang: Lang, means: ConfirmedMeans, at: Date): Html =>
  isConfirmed(means, at)
    ? tag({ text: centresWords[lang].confirmed, tone: 'good' })
    : tag({ text: centresWords[lang].notConfirmed, tone: 'ended' });

export const trustedTag = (lang: Lang, one: TrustedPerson, at: Date): Html =>
  isTrusted(one, at)
    ? tag({ text: centresWords[lang].powersStand, tone: 'good' })
    : tag({ text: centresWords[lang].powersOver, tone: 'ended' });

export const meansColumns = (lang: Lang): { readonly head: string }[] => {
  const w = centresWords[lang];
  return [w.meansName, w.meansKind, w.document, w.since, w.until, w.state].map((head) => ({ head }));
};

export const meansCells = (lang: Lang, one: ConfirmedMeans, at: Date): Html[] => {
  const w = centresWords[lang];
  const { title, issuedOn, issuedBy } = one.document;
  return [
    html`${one.name} ${one.version}`,
    html`${w.kinds[one.kind]}${one.functions.length > 0 && html`<br><span class="mk-small">${one.functions.map((name) => w.functionNames[name]).join(', ')}</span>`}`,
    html`${title} № ${one.documentNumber}, ${formatDate(lang, issuedOn)}, ${issuedBy}`,
    html`${formatDateTime(lang, one.since)}`,
    html`${one.endedAt === null ? lastDayText(lang, one.untilAt) : formatDateTime(lang, one.endedAt)}`,
    confirmedTag(lang, one, at),
  ];
};

export const trustedCells = (lang: Lang, one: TrustedPerson, at: Date): Html[] => [
  html`${one.name}<br><span class="mk-small">${one.registrationNumber}</span>`,
  html`№ ${one.contractNumber}, ${formatDate(lang, one.contractOn)}`,
  html`${one.scope}`,
  html`${formatDateTime(lang, one.since)}`,
  html`${one.withdrawnAt === null ? lastDayText(lang, one.untilAt) : formatDateTime(lang, one.withdrawnAt)}`,
  trustedTag(lang, one, at),
];
