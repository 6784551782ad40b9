import type { Lang } from '../../platform/text.ts';

const ky = {
  title: 'Мамлекеттик органдардын колтамгалары',
  lead: 'Аткаруу бийлик органдары жана жергиликтүү өз алдынча башкаруу органдары пайдаланган электрондук колтамгалардын түрлөрүн Өкмөт белгилейт.',
  none: 'Өкмөттүн актысы азырынча киргизилген эмес.',
  bodies: 'Кимдер үчүн',
  bodyNames: { executive: 'аткаруу бийлик органдары', local: 'жергиликтүү өз алдынча башкаруу органдары' },
  types: 'Колтамганын түрлөрү',
  typeNames: { simple: 'жөнөкөй', unqualified: 'квалификацияланбаган', qualified: 'квалификацияланган' },
  act: 'Өкмөттүн актысы',
  from: 'Күчүнө кирген күнү',
  add: 'Актыны киргизүү',
  addMore: 'Мурунку эреже жаңысы күчүнө киргенге чейинки күндөр үчүн сакталат.',
  required: 'Толтуруңуз.',
  saved: 'Киргизилди.',
};
const ru: typeof ky = {
  title: 'Подписи государственных органов',
  lead: 'Виды электронных подписей, которые используют органы исполнительной власти и органы местного самоуправления, устанавливает Правительство.',
  none: 'Актов Правительства пока не внесено.',
  bodies: 'Для кого',
  bodyNames: { executive: 'органы исполнительной власти', local: 'органы местного самоуправления' },
  types: 'Виды подписи',
  typeNames: { simple: 'простая', unqualified: 'неквалифицированная', qualified: 'квалифицированная' },
  act: 'Акт Правительства',
  from: 'Действует с',
  add: 'Внести акт',
  addMore: 'Прежнее правило сохраняется для дней до вступления нового в силу.',
  required: 'Заполните.',
  saved: 'Внесено.',
};
const en: typeof ky = {
  title: 'Signatures of public bodies',
  lead: 'The Government sets which types of electronic signature executive bodies and bodies of local self-government use.',
  none: 'No act of the Government has been entered yet.',
  bodies: 'For whom',
  bodyNames: { executive: 'executive bodies', local: 'bodies of local self-government' },
  types: 'Types of signature',
  typeNames: { simple: 'simple', unqualified: 'unqualified', qualified: 'qualified' },
  act: 'Act of the Government',
  from: 'In force from',
  add: 'Enter an act',
  addMore: 'The rule before it is kept for the days before the new one comes into force.',
  required: 'Fill this in.',
  saved: 'Entered.',
};
/** Words of the Government's table of signature types. */
export const signatureTypesWords: Readonly<Record<Lang, typeof ky>> = { ky, ru, en };
