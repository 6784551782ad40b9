import type { CalendarDay, WorkingCalendar } from './calendar.ts';
import type { Text3 } from '../platform/text.ts';

// The working calendar of state bodies (five-day week) as dated data; the authority may replace it.
// Until 22 Jan 2025 holidays on a weekend moved to a working day and decrees swapped days; the Labour Code of
// 23 Jan 2025 ended both. Ait days follow the sighting of the moon: `estimated` until announced.

const names = {
  newYear: { ky: 'Жаңы жыл', ru: 'Новый год', en: 'New Year' },
  newYearRest: { ky: 'Жаңы жылдык эс алуу', ru: 'Новогодние каникулы', en: 'New Year vacation' },
  christmas: { ky: 'Рождество', ru: 'Рождество Христово', en: 'Orthodox Christmas' },
  defenders: { ky: 'Мекенди коргоочунун күнү', ru: 'День защитника Отечества', en: 'Defender of the Fatherland Day' },
  women: { ky: 'Аялдардын эл аралык күнү', ru: 'Международный женский день', en: "International Women's Day" },
  nooruz: { ky: 'Нооруз', ru: 'Нооруз', en: 'Nooruz' },
  april: {
    ky: 'Элдик Апрель революциясы күнү',
    ru: 'День народной Апрельской революции',
    en: "Day of the People's April Revolution",
  },
  labour: { ky: 'Эмгек майрамы', ru: 'Праздник труда', en: 'Labour Day' },
  mayRest: { ky: 'Майдагы эс алуу', ru: 'Майские каникулы', en: 'May vacation' },
  constitution: {
    ky: 'Кыргыз Республикасынын Конституциясы күнү',
    ru: 'День Конституции Кыргызской Республики',
    en: 'Constitution Day',
  },
  victory: { ky: 'Жеңиш күнү', ru: 'День Победы', en: 'Victory Day' },
  independence: {
    ky: 'Кыргыз Республикасынын Эгемендүүлүк күнү',
    ru: 'День независимости Кыргызской Республики',
    en: 'Independence Day',
  },
  history: {
    ky: 'Тарых жана ата-бабаларды эскерүү күндөрү',
    ru: 'Дни истории и памяти предков',
    en: 'Days of History and Remembrance of Ancestors',
  },
  orozo: { ky: 'Орозо айт', ru: 'Орозо айт', en: 'Orozo Ait' },
  kurman: { ky: 'Курман айт', ru: 'Курман айт', en: 'Kurman Ait' },
  moved: { ky: 'Которулган дем алыш күн', ru: 'Перенесённый выходной день', en: 'Day off moved by decree' },
  worked: { ky: 'Которулган жумушчу күн', ru: 'Рабочий день в порядке переноса', en: 'Working day moved by decree' },
} as const satisfies Record<string, Text3>;

type Name = keyof typeof names;
type Row = readonly [monthDay: string, name: Name];

const labourCode = 'Labour Code of 23 January 2025';
const oldCode = 'Labour Code of 2004 and the decree on moving days off';

/** Days off fixed by the Labour Code of 23 January 2025. */
const fixed: readonly Row[] = [
  ['01-01', 'newYear'],
  ...(['02', '03', '04', '05', '06'] as const).map((day): Row => [`01-${day}`, 'newYearRest']),
  ['01-07', 'christmas'],
  ['03-08', 'women'],
  ['03-21', 'nooruz'],
  ['05-01', 'labour'],
  ...(['02', '03', '04', '06', '07', '08'] as const).map((day): Row => [`05-${day}`, 'mayRest']),
  ['05-05', 'constitution'],
  ['05-09', 'victory'],
  ['08-31', 'independence'],
];

/** 2024: the last full year of the former rules. The Mondays after weekend holidays were worked, against the days moved. */
const off2024: readonly Row[] = [
  ['01-01', 'newYear'],
  ['01-02', 'moved'],
  ['01-03', 'moved'],
  ['01-04', 'moved'],
  ['01-05', 'moved'],
  ['01-07', 'christmas'],
  ['02-23', 'defenders'],
  ['03-08', 'women'],
  ['03-21', 'nooruz'],
  ['03-22', 'moved'],
  ['04-07', 'april'],
  ['05-01', 'labour'],
  ['05-02', 'moved'],
  ['05-03', 'moved'],
  ['05-05', 'constitution'],
  ['05-09', 'victory'],
  ['08-31', 'independence'],
  ['11-07', 'history'],
  ['11-08', 'history'],
];
const worked: readonly string[] = ['2024-01-27', '2024-03-02', '2024-05-11', '2025-01-11'];

/** Announced by the muftiyat (2024-2026) or computed by the Umm al-Qura calendar and not yet announced (from 2027). */
const ait: readonly (readonly [orozo: string, kurman: string, estimated: boolean])[] = [
  ['2024-04-10', '2024-06-17', false],
  ['2025-03-30', '2025-06-06', false],
  ['2026-03-20', '2026-05-27', false],
  ['2027-03-09', '2027-05-16', true],
  ['2028-02-26', '2028-05-05', true],
  ['2029-02-14', '2029-04-24', true],
  ['2030-02-04', '2030-04-13', true],
];

const day = (
  date: string,
  name: Name,
  source: string,
  more: { off?: boolean; estimated?: boolean } = {},
): CalendarDay => ({
  date,
  off: more.off ?? true,
  name: names[name],
  estimated: more.estimated ?? false,
  source,
});

const years = [2025, 2026, 2027, 2028, 2029, 2030];

const days: readonly CalendarDay[] = [
  ...off2024.map(([monthDay, name]) => day(`2024-${monthDay}`, name, oldCode)),
  ...years.flatMap((year) => fixed.map(([monthDay, name]) => day(`${year}-${monthDay}`, name, labourCode))),
  ...worked.map((date) => day(date, 'worked', oldCode, { off: false })),
  ...ait.flatMap(([orozo, kurman, estimated]) => {
    const source = estimated ? 'computed (Umm al-Qura), to be announced' : 'announced by the Muftiyat';
    return [day(orozo, 'orozo', source, { estimated }), day(kurman, 'kurman', source, { estimated })];
  }),
];

/** The calendar shipped with the platform. A holiday that meets an Ait day keeps the Ait entry as well. */
export const kyrgyzCalendar: WorkingCalendar = {
  id: 'kg-state-2024-2030',
  version: 1,
  from: '2024-01-01',
  to: '2030-12-31',
  days: [...days].sort((a, b) => a.date.localeCompare(b.date)),
};
