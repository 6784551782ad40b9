import type { Text3 } from '../platform/text.ts';

export const words = {
  subject: {
    ky: 'Жеке маалыматыңыз үчүнчү тарапка берилди',
    ru: 'Ваши персональные данные переданы третьей стороне',
    en: 'Your personal data was transferred to a third party',
  },
  lead: {
    ky: 'Сиздин жеке маалыматыңыз {on} үчүнчү тарапка берилди. Бул билдирүү Министрлер Кабинетинин 759-токтому менен бекитилген тартипке ылайык жөнөтүлдү.',
    ru: '{on} ваши персональные данные переданы третьей стороне. Уведомление направлено в соответствии с Порядком, утверждённым постановлением Кабинета Министров № 759.',
    en: 'On {on} your personal data was transferred to a third party. This notification is sent under the Procedure approved by Cabinet Resolution No. 759.',
  },
  holder: {
    ky: 'Жеке маалыматтар массивин кармоочу (ээси), дареги',
    ru: 'Держатель (обладатель) массива персональных данных, адрес',
    en: 'Holder of the personal data array, address',
  },
  ground: {
    ky: 'Жеке маалыматтарды берүүгө негиз',
    ru: 'Основание передачи персональных данных',
    en: 'Ground for the transfer',
  },
  items: {
    ky: 'Берилген жеке маалыматтардын курамы',
    ru: 'Состав переданных персональных данных',
    en: 'Composition of the data transferred',
  },
  purpose: {
    ky: 'Иштетүүнүн максаты жана ыкмаларынын жалпы баяндалышы',
    ru: 'Цель и общее описание способов обработки',
    en: 'Purpose and general description of the methods of processing',
  },
  source: {
    ky: 'Жеке маалыматтарды алуунун булагы',
    ru: 'Источник получения персональных данных',
    en: 'Source from which the data was obtained',
  },
  recipient: { ky: 'Маалымат берилген үчүнчү тарап', ru: 'Третья сторона, получившая данные', en: 'Third party' },
  link: {
    ky: 'Билдирүү жана анын далили',
    ru: 'Уведомление и его подтверждение',
    en: 'The notification and its proof',
  },
  sms: {
    ky: 'Жеке маалыматыңыз үчүнчү тарапка берилди. Толук билдирүү: {link}',
    ru: 'Ваши персональные данные переданы третьей стороне. Полностью: {link}',
    en: 'Your personal data was transferred to a third party. In full: {link}',
  },
} as const satisfies Record<string, Text3>;

/** CP-15e: who an item was obtained from. */
export const sourceWords = {
  subject: { ky: 'субъекттин өзү', ru: 'сам субъект', en: 'the subject' },
  state_body: { ky: 'мамлекеттик орган: {name}', ru: 'государственный орган: {name}', en: 'state body: {name}' },
  other_holder: { ky: 'башка кармоочу: {name}', ru: 'другой держатель: {name}', en: 'another holder: {name}' },
  public_source: {
    ky: 'жалпыга жеткиликтүү булак: {name}',
    ru: 'общедоступный источник: {name}',
    en: 'public source: {name}',
  },
} as const satisfies Record<string, Text3>;

export const consentOfSubject: Text3 = {
  ky: 'жеке маалыматтар субъектисинин макулдугу',
  ru: 'согласие субъекта персональных данных',
  en: 'consent of the personal data subject',
};
