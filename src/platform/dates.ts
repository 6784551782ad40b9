import { type Lang } from './text.ts';

// Dates as the three languages write them in documents. Never ICU's own Kyrgyz patterns: official papers write
// "2026-жылдын 21-ноябры", which no locale data knows.

/** A calendar day, YYYY-MM-DD. */
export type DateText = string;

const kyMonths = 'январы февралы марты апрели майы июну июлу августу сентябры октябры ноябры декабры'.split(' ');
const ruMonths = 'января февраля марта апреля мая июня июля августа сентября октября ноября декабря'.split(' ');
const enMonths = 'January February March April May June July August September October November December'.split(' ');

const bishkek = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Asia/Bishkek',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

type Parts = { readonly year: string; readonly month: number; readonly day: number; readonly time: string };

function partsOfDay(day: DateText): Parts {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  const month = Number(found?.[2]);
  const dayOfMonth = Number(found?.[3]);
  if (found === null || month < 1 || month > 12 || dayOfMonth < 1 || dayOfMonth > daysIn(Number(found[1]), month))
    throw new RangeError(`not a calendar day: ${day}`);
  return { year: found[1]!, month, day: dayOfMonth, time: '' };
}

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

const most = 1_000;
const known = new Map<number, Parts>();

// The zone is asked once a minute: its offset has been whole minutes since the zone time of 1924.
function partsOfMoment(moment: Date | number): Parts {
  const minute = Math.floor(Number(moment) / 60_000);
  const before = minute < 0 ? undefined : known.get(minute);
  if (before !== undefined) return before;
  const parts = readParts(moment);
  if (known.size >= most) known.clear();
  known.set(minute, parts);
  return parts;
}

function readParts(moment: Date | number): Parts {
  const parts = new Map(bishkek.formatToParts(moment).map((part) => [part.type, part.value]));
  return {
    year: parts.get('year')!,
    month: Number(parts.get('month')),
    day: Number(parts.get('day')),
    time: `${parts.get('hour')!}:${parts.get('minute')!}`,
  };
}

/** A day outside the years the working calendar has: whoever named it is told so, nothing is guessed. */
export class DayNotCovered extends RangeError {
  readonly day: DateText;
  constructor(calendar: string, day: DateText) {
    super(`working calendar ${calendar} does not cover ${day}`);
    this.day = day;
  }
}

/** True for a real calendar day written YYYY-MM-DD. */
export function isDay(value: unknown): value is DateText {
  if (typeof value !== 'string') return false;
  try {
    partsOfDay(value);
    return true;
  } catch {
    return false;
  }
}

/** The calendar day of a moment in Bishkek, YYYY-MM-DD. */
export function dayInBishkek(moment: Date): DateText {
  const { year, month, day } = partsOfMoment(moment);
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** The month's name as it stands after the day: "ноябры", "ноября", "November". */
export function monthOfDate(lang: Lang, month: number): string {
  const names = lang === 'ky' ? kyMonths : lang === 'ru' ? ruMonths : enMonths;
  return names[month - 1]!;
}

function write(lang: Lang, { year, month, day }: Parts): string {
  const name = monthOfDate(lang, month);
  if (lang === 'ky') return `${year}-жылдын ${day}-${name}`;
  return lang === 'ru' ? `${day} ${name} ${year} г.` : `${day} ${name} ${year}`;
}

/** "2026-жылдын 21-ноябры", "21 ноября 2026 г.", "21 November 2026"; a moment is taken as its day in Bishkek. */
export function formatDate(lang: Lang, day: DateText | Date): string {
  return write(lang, typeof day === 'string' ? partsOfDay(day) : partsOfMoment(day));
}

/** The day and the time in Bishkek: "2026-жылдын 21-ноябры, саат 18:05". */
export function formatDateTime(lang: Lang, moment: Date): string {
  const parts = partsOfMoment(moment);
  return `${write(lang, parts)}, ${lang === 'ky' ? 'саат ' : ''}${parts.time}`;
}

/** A span that ends at 24:00 names its last day; its end as a moment would read as the next one. */
export const lastDay = (end: Date): Date => new Date(end.getTime() - 1);

/** The last day of a span that ends at `end`, as `formatDate` writes it. */
export const formatLastDay = (lang: Lang, end: Date): string => formatDate(lang, lastDay(end));
