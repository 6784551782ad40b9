const ky = {
  title: 'Чогултулган маалыматтардын тизмектери',
  lead: (holder: string) =>
    `${holder} кайсы массивде, кайсы максат үчүн кандай маалыматтарды кармайт жана алар эмне үчүн керек. Тизмекте категориялар гана бар: эч кимдин маалыматы жарыяланбайт.`,
  none: 'Тизмек жарыялана элек',
  noneText: 'Бул кармоочу азырынча бир да массивин жазган жок.',
  public: 'жалпыга жеткиликтүү',
  confidential: 'купуя',
  medium: 'Сакталган түрү',
  informing: 'Коомго эмнени маалымдайт',
  purpose: 'Максаты',
  list: (n: string, day: string) => `${n}-редакция, ${day}`,
  category: 'Маалыматтар',
  why: 'Эмне үчүн керек',
  basis: 'Негизи',
  see: 'Чогултулган маалыматтардын тизмектери',
};
type Words = typeof ky;
const ru: Words = {
  title: 'Перечни собираемых данных',
  lead: (holder: string) =>
    `Какие данные, в каком массиве и для какой цели держит ${holder} и зачем они нужны. В перечнях только категории: ничьи данные не публикуются.`,
  none: 'Перечни ещё не опубликованы',
  noneText: 'Этот держатель пока не описал ни одного массива.',
  public: 'общедоступный',
  confidential: 'конфиденциальный',
  medium: 'Вид хранения',
  informing: 'О чём информирует общество',
  purpose: 'Цель',
  list: (n: string, day: string) => `редакция ${n}, ${day}`,
  category: 'Данные',
  why: 'Зачем нужны',
  basis: 'На чём это основано',
  see: 'Перечни собираемых данных',
};
const en: Words = {
  title: 'Lists of collected data',
  lead: (holder: string) =>
    `Which data ${holder} holds, in which array and for which purpose, and why it is needed. The lists have categories only: nobody’s data is published.`,
  none: 'No list is published yet',
  noneText: 'This holder has not described an array yet.',
  public: 'public',
  confidential: 'confidential',
  medium: 'Medium',
  informing: 'What it informs society about',
  purpose: 'Purpose',
  list: (n: string, day: string) => `version ${n}, ${day}`,
  category: 'Data',
  why: 'Why it is needed',
  basis: 'What this rests on',
  see: 'Lists of collected data',
};
export const publicArrayWords = { ky, ru, en };
