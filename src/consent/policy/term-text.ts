import { type Lang, langs, type Text3 } from '../../platform/text.ts';
import type { Spoken, Term } from './policy.ts';
import { lengthOf } from './terms.ts';

// A term in words: "3 жыл", "3 года, после исполнения договора".

type Unit = 'year' | 'month' | 'day';
const units: Readonly<Record<Unit, Readonly<Record<Lang, Readonly<Record<string, string>>>>>> = {
  year: { ky: { other: 'жыл' }, ru: { one: 'год', few: 'года', other: 'лет' }, en: { one: 'year', other: 'years' } },
  month: {
    ky: { other: 'ай' },
    ru: { one: 'месяц', few: 'месяца', other: 'месяцев' },
    en: { one: 'month', other: 'months' },
  },
  day: { ky: { other: 'күн' }, ru: { one: 'день', few: 'дня', other: 'дней' }, en: { one: 'day', other: 'days' } },
};
const plurals = { ky: new Intl.PluralRules('ky'), ru: new Intl.PluralRules('ru'), en: new Intl.PluralRules('en') };

function counted(count: number, unit: Unit, lang: Lang): string {
  const forms = units[unit][lang];
  return `${count} ${forms[plurals[lang].select(count)] ?? forms['other']}`;
}

export function durationText(duration: string): Text3 {
  const { months, days } = lengthOf(duration);
  const parts: readonly (readonly [number, Unit])[] = [
    [Math.floor(months / 12), 'year'],
    [months % 12, 'month'],
    [days, 'day'],
  ];
  const said = parts.filter(([count]) => count > 0);
  const spelled = said.length > 0 ? said : ([[0, 'day']] as const);
  return inEach((lang) => spelled.map(([count, unit]) => counted(count, unit, lang)).join(' '));
}

export function termText({ duration, event, act }: Spoken<Term>): Text3 {
  const length = duration === null ? null : durationText(duration);
  return inEach((lang) => [length?.[lang], event?.[lang], act?.[lang]].filter(Boolean).join(', '));
}

const inEach = (say: (lang: Lang) => string): Text3 =>
  Object.fromEntries(langs.map((lang) => [lang, say(lang)])) as Text3;
