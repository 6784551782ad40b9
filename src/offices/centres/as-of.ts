import type { FastifyRequest } from 'fastify';
import { endOfDay } from '../../law/index.ts';
import { formatDate, formatDateTime, isDay } from '../../platform/dates.ts';
import { button, dateInput, errorSummary, html, type Html } from '../../platform/html/index.ts';
import type { Lang } from '../../platform/text.ts';
import { centresWords } from './centres.messages.ts';

// DECISIONS 33: the lists as of a day. A page is asked by three fields of a form, or by ?asOf= with a day or a moment.

export type AsOf = { readonly at: Date; readonly day: string | null; readonly fault: boolean; readonly now: Date };

export function asOfRequest(request: FastifyRequest, now: Date): AsOf {
  const query = request.query as Readonly<Record<string, unknown>>;
  const part = (name: string): string => {
    const value = query[`asOf-${name}`];
    return typeof value === 'string' ? value.trim() : '';
  };
  const asked = query['asOf'];
  if (typeof asked === 'string' && /^\d{4}-\d\d-\d\dT/.test(asked) && !Number.isNaN(Date.parse(asked)))
    return { at: new Date(asked), day: null, fault: false, now };
  const [year, month, day] = [part('year'), part('month'), part('day')];
  const text =
    typeof asked === 'string' && asked !== ''
      ? asked
      : year + month + day === ''
        ? null
        : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  if (text === null) return { at: now, day: null, fault: false, now };
  if (!isDay(text)) return { at: now, day: null, fault: true, now };
  // The last instant of the day, or now where the day is not over.
  const end = new Date(endOfDay(text).getTime() - 1);
  return { at: end > now ? now : end, day: text, fault: false, now };
}

/** The question, what it was answered as of, and what was wrong with it. */
export function asOfForm(lang: Lang, action: string, { at, day, fault, now }: AsOf): { top: Html; form: Html } {
  const w = centresWords[lang];
  const [year = '', month = '', date = ''] = day?.split('-') ?? [];
  const said =
    day !== null
      ? w.asOfDay.replace('{day}', formatDate(lang, day))
      : at === now || at.getTime() === now.getTime()
        ? `${w.asOfNow}: ${formatDateTime(lang, at)}`
        : `${w.asOf}: ${formatDateTime(lang, at)}`;
  return {
    top: fault ? errorSummary({ lang, errors: [{ field: 'asOf-day', text: w.badDay }] }) : html``,
    form: html`<form method="get" action="${action}">${dateInput({
      lang,
      name: 'asOf',
      label: w.asOf,
      hint: w.asOfHint,
      value: { day: String(Number(date) || ''), month: String(Number(month) || ''), year },
      ...(fault ? { error: w.badDay } : {}),
    })}${button({ text: w.show, kind: 'secondary' })}</form><p role="status">${said}</p>`,
  };
}
