import type { Handler } from '../notices/index.ts';
import { formatDate } from '../platform/dates.ts';
import type { Lang, Text3 } from '../platform/text.ts';

// ES-13.6c, ES-13.6e: the written notice to the owners of unexpired certificates, and the word to the centre on the other side.

export const ceasingKind = 'centre.ceases';
export const relievedKind = 'centre.takeover-told';

const each = (make: (lang: Lang) => string): Text3 => ({ ky: make('ky'), ru: make('ru'), en: make('en') });
const t = (ky: string, ru: string, en: string): Text3 => ({ ky, ru, en });

const subject = t(
  'Сертификатыңызды берген борбор ишин токтотот',
  'Центр, выдавший ваш сертификат, прекращает деятельность',
  'The centre that issued your certificate ceases its activity',
);
const dated = t(
  'Сертификатыңызды берген күбөлөндүрүүчү борбор ишин {on} токтотот.',
  'Удостоверяющий центр, выдавший ваш сертификат, прекращает деятельность {on}.',
  'The certification centre that issued your certificate ceases its activity on {on}.',
);
const passes = t(
  'Анын милдеттери төмөнкү борборго өтөт: {successor}. Сертификатыңыздын колдонулушу улантылат; аны токтотуу жөнүндө арызды ушул күндөн тартып ошол борборго бересиз.',
  'Его функции переходят к центру: {successor}. Ваш сертификат продолжает действовать; заявление о прекращении его действия с этого дня подаётся туда.',
  'Its functions pass to this centre: {successor}. Your certificate stays valid; from that day on you ask that centre to end it.',
);
const ends = t(
  'Анын милдеттери эч кимге өткөрүлбөйт, ошондуктан сертификатыңыздын колдонулушу ошол күнү токтойт. Андан кийин колтамга коюу үчүн башка борбордон сертификат алыңыз.',
  'Его функции никому не передаются, поэтому действие вашего сертификата в этот день прекратится. Чтобы подписывать после этого, получите сертификат в другом центре.',
  'Its functions are transferred to nobody, so your certificate ends on that day. To sign after it, get a certificate from another centre.',
);
const sms = t(
  'Сертификатыңызды берген борбор ишин токтотот: {link}',
  'Центр, выдавший ваш сертификат, прекращает деятельность: {link}',
  'The centre that issued your certificate ceases its activity: {link}',
);
const label = t('Борбор жөнүндө маалымат', 'Сведения о центре', 'About the centre');
const relieved = t(
  'Борбордун милдеттерин өткөрүү боюнча жаңылык бар',
  'Есть новость о передаче функций центра',
  'There is news about the transfer of a centre’s functions',
);

export const ceasingHandlers: Readonly<Record<typeof ceasingKind | typeof relievedKind, Handler>> = {
  [ceasingKind]: {
    messages: ({ ref, data }) => {
      const on = String(data['on']);
      const successor = data['successor'] as Text3 | null;
      const first = each((lang) => dated[lang].replace('{on}', formatDate(lang, on)));
      const second = successor === null ? ends : each((lang) => passes[lang].replace('{successor}', successor[lang]));
      const link = { path: `/centres/${ref}`, label };
      const content = { subject, lines: [first, second], link, sms };
      return [{ to: 'subject', how: 'first', channels: ['inbox', 'email', 'sms'], content }];
    },
  },
  [relievedKind]: { news: true, messages: () => [{ to: 'holder', content: { subject: relieved } }] },
};
