import type { Text3 } from '../../platform/text.ts';

export const footer = {
  automatic: {
    ky: 'Бул кат автоматтык түрдө жөнөтүлдү, ага жооп жазуунун кажети жок.',
    ru: 'Это письмо отправлено автоматически, отвечать на него не нужно.',
    en: 'This message was sent automatically; there is no need to answer it.',
  },
} as const satisfies Record<string, Text3>;

export const mailboxPage = {
  title: { ky: 'Сыноо чөйрөсүнүн каттары', ru: 'Почта испытательной среды', en: 'Mail of the sandbox' },
  lead: {
    ky: 'Сыноо чөйрөсүнөн эч бир кат же SMS сыртка чыкпайт. Алардын баары ушул жерде көрүнөт.',
    ru: 'Из испытательной среды письма и SMS наружу не уходят. Все они показаны здесь.',
    en: 'No mail or SMS leaves the sandbox. All of them are shown here.',
  },
  empty: { ky: 'Азырынча билдирүү жок.', ru: 'Сообщений пока нет.', en: 'There are no messages yet.' },
  to: { ky: 'Кимге', ru: 'Кому', en: 'To' },
  at: { ky: 'Убактысы', ru: 'Время', en: 'Time' },
  segments: { ky: 'SMS бөлүктөрү', ru: 'Частей SMS', en: 'SMS parts' },
} as const satisfies Record<string, Text3>;
