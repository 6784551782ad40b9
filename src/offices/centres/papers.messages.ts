import type { Lang } from '../../platform/text.ts';

const ky = {
  earlier: 'Мурдагы редакциялары',
  title: 'Борбордун жазма документтери',
  lead: 'Арыз берүүчүлөргө жана ар бир адамга эмнени жазуу жүзүндө билдиресиз. Ар бир редакция өзгөрүүсүз сакталат.',
  kinds: {
    information: 'Арыз берүүчүгө маалымат',
    guide: 'Коопсуздук боюнча колдонмо',
    'register-order': 'Реестрди жүргүзүү жана ага жетүү тартиби',
    rules: 'Борбордун эрежелери',
  },
  parts: {
    conditions: 'Пайдалануунун шарттары жана тартиби',
    risks: 'Тобокелдиктер',
    security: 'Коопсуздук чаралары',
    guide: 'Колдонмо',
    keeping: 'Реестрди жүргүзүүнүн тартиби',
    access: 'Реестрге жетүүнүн тартиби',
    rules: 'Эрежелер',
  } as Readonly<Record<string, string>>,
  edition: (number: number, on: string) => `${number}-редакция, ${on}`,
  none: 'жарыялана элек',
  publish: 'Жаңы редакцияны жарыялоо',
  published: 'Жаңы редакция жарыяланды.',
  basis: 'Негизи',
};
const ru = {
  earlier: 'Прежние редакции',
  title: 'Письменные документы центра',
  lead: 'Что вы письменно сообщаете заявителям и всем. Каждая редакция хранится без изменений.',
  kinds: {
    information: 'Информация для заявителя',
    guide: 'Руководство по безопасности',
    'register-order': 'Порядок ведения реестра и доступа к нему',
    rules: 'Правила центра',
  },
  parts: {
    conditions: 'Условия и порядок использования',
    risks: 'Риски',
    security: 'Меры безопасности',
    guide: 'Руководство',
    keeping: 'Порядок ведения реестра',
    access: 'Порядок доступа к реестру',
    rules: 'Правила',
  } as Readonly<Record<string, string>>,
  edition: (number: number, on: string) => `редакция ${number}, ${on}`,
  none: 'ещё не опубликовано',
  publish: 'Опубликовать новую редакцию',
  published: 'Новая редакция опубликована.',
  basis: 'Основание',
} satisfies typeof ky;
const en = {
  earlier: 'Earlier editions',
  title: 'The centre’s written papers',
  lead: 'What you tell applicants and the public in writing. Every edition is kept unchanged.',
  kinds: {
    information: 'Information for applicants',
    guide: 'Security guide',
    'register-order': 'Order of keeping and access to the register',
    rules: 'Rules of the centre',
  },
  parts: {
    conditions: 'Conditions and order of use',
    risks: 'Risks',
    security: 'Security measures',
    guide: 'Guide',
    keeping: 'Order of keeping the register',
    access: 'Order of access to the register',
    rules: 'Rules',
  } as Readonly<Record<string, string>>,
  edition: (number: number, on: string) => `edition ${number}, ${on}`,
  none: 'not published yet',
  publish: 'Publish a new edition',
  published: 'The new edition is published.',
  basis: 'Legal basis',
} satisfies typeof ky;

export const papersWords: Readonly<Record<Lang, typeof ky>> = { ky, ru, en };
