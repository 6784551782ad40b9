// The three languages of the product. Kyrgyz is the default and the authentic language of the acts.

export type Lang = 'ky' | 'ru' | 'en';
export const langs: readonly Lang[] = ['ky', 'ru', 'en'];
export const isLang = (value: unknown): value is Lang => value === 'ky' || value === 'ru' || value === 'en';

/** One sentence in the three languages. */
export type Text3 = Readonly<Record<Lang, string>>;

/** Fills `{name}` places of a trilingual text; a place without a value stays as it is, so that a test can find it. */
export function fill(text: Text3, values: Readonly<Record<string, string | number>>): Text3 {
  const one = (sentence: string): string =>
    sentence.replace(/\{(\w+)\}/g, (whole, name: string) => (name in values ? String(values[name]) : whole));
  return { ky: one(text.ky), ru: one(text.ru), en: one(text.en) };
}
