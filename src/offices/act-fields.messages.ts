import type { Lang } from '../platform/text.ts';

const ky = {
  title: 'Актынын аталышы',
  number: 'Актынын номери',
  on: 'Актынын күнү',
  required: 'Толтуруңуз.',
  badDay: 'Күндү толук көрсөтүңүз: күнү, айы, жылы.',
};
const ru: typeof ky = {
  title: 'Название акта',
  number: 'Номер акта',
  on: 'Дата акта',
  required: 'Заполните.',
  badDay: 'Укажите дату полностью: день, месяц, год.',
};
const en: typeof ky = {
  title: 'Title of the act',
  number: 'Number of the act',
  on: 'Date of the act',
  required: 'Fill this in.',
  badDay: 'Give the whole date: day, month, year.',
};
/** Words of the fields that name an act. */
export const actFieldsWords: Readonly<Record<Lang, typeof ky>> = { ky, ru, en };
