import type { Lang } from '../../platform/text.ts';

const ky = {
  title: 'Борбор сактоого тийиш болгон талаптар',
  accredited:
    'Борбор аккредиттелген: ага күбөлөндүрүүчү борборлорго коюлган бардык талаптар жана аккредиттелген борборго коюлган талаптар колдонулат.',
  notAccredited: 'Борбор аккредиттелген эмес: ага күбөлөндүрүүчү борборлорго коюлган жалпы талаптар колдонулат.',
  article: '{n}-берене',
  rows: (n: number): string => `${n} талап`,
  basis: 'Негизи',
};
const ru = {
  title: 'Требования, которые центр обязан соблюдать',
  accredited:
    'Центр аккредитован: к нему применяются все требования к удостоверяющим центрам и требования к аккредитованному центру.',
  notAccredited: 'Центр не аккредитован: к нему применяются общие требования к удостоверяющим центрам.',
  article: 'Статья {n}',
  rows: (n: number): string => `требований: ${n}`,
  basis: 'Основание',
} satisfies typeof ky;
const en = {
  title: 'What the centre has to keep',
  accredited:
    'The centre is accredited: everything the law asks of certification centres applies to it, and what it asks of accredited ones.',
  notAccredited: 'The centre is not accredited: what the law asks of every certification centre applies to it.',
  article: 'Article {n}',
  rows: (n: number): string => `${n} requirements`,
  basis: 'Basis',
} satisfies typeof ky;

export const dutiesWords: Readonly<Record<Lang, typeof ky>> = { ky, ru, en };
