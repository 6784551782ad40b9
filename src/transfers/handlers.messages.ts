import type { Text3 } from '../platform/text.ts';

export const taskWords = {
  failed: {
    ky: 'Маалымат берилгени жөнүндө билдирүү жеткен жок: башка ыкманы тандаңыз',
    ru: 'Уведомление о передаче данных не доставлено: выберите другой способ',
    en: 'A notification of a transfer was not delivered: choose another channel',
  },
  sourcesOpen: {
    ky: 'Берилген маалыматтын кайдан алынганын көрсөтүңүз: ансыз билдирүү жөнөтүлбөйт',
    ru: 'Укажите источник переданных данных: без него уведомление не отправить',
    en: 'State where transferred data was obtained: without it the notification cannot be sent',
  },
  dueSoon: {
    ky: 'Маалымат берилгени жөнүндө билдирүү мөөнөтү бүтүп баратат',
    ru: 'Истекает срок уведомления о передаче данных',
    en: 'The term for notifications of transfers is about to end',
  },
  overdue: {
    ky: 'Маалымат берилгени жөнүндө билдирүү мөөнөтү өтүп кетти',
    ru: 'Срок уведомления о передаче данных пропущен',
    en: 'The term for notifications of transfers has passed',
  },
  overdueAtHolder: {
    ky: 'Кармоочу маалымат берилгени жөнүндө субъекттерге мөөнөтүндө билдирген жок',
    ru: 'Держатель не уведомил субъектов о передаче данных в срок',
    en: 'A holder has not notified subjects of a transfer in time',
  },
} as const satisfies Record<string, Text3>;
