import { refusals } from '../../platform/refusal.ts';

export const refuse = refusals({
  COLLECTION_FORM_WITHOUT_CONTACTS: {
    law: ['CP-13a'],
    text: {
      ky: 'Маалымат алуу формасында субъекттин дареги, телефон номери жана электрондук почтасы суралышы керек.',
      ru: 'Форма получения данных должна запрашивать адрес, номер телефона и электронную почту субъекта.',
      en: 'A form that collects data must ask for the subject’s address, telephone number and e-mail.',
    },
  },
  COLLECTION_FORM_UNKNOWN: {
    law: ['CP-13a'],
    status: 404,
    text: {
      ky: 'Кармоочуда мындай форма жок.',
      ru: 'У держателя нет такой формы.',
      en: 'The holder has no such form.',
    },
  },
  CONTACT_SUBJECT_UNKNOWN: {
    law: ['CP-13a'],
    status: 404,
    text: {
      ky: 'Мындай субъект кармоочуда жок.',
      ru: 'Такого субъекта у держателя нет.',
      en: 'The holder knows no such subject.',
    },
  },
  CONTACT_UNKNOWN: {
    law: ['CP-13a'],
    status: 404,
    text: {
      ky: 'Мындай байланыш маалыматы жок.',
      ru: 'Таких контактных данных нет.',
      en: 'There is no such contact.',
    },
  },
  CONTACT_NONE: {
    law: ['CP-13c'],
    status: 409,
    text: {
      ky: 'Бул жол менен билдирүүгө субъекттин байланыш маалыматы жок.',
      ru: 'Для этого способа уведомления нет контактных данных субъекта.',
      en: 'There is no contact of the subject for this way of telling.',
    },
  },
  CONTACT_SHAPE: {
    law: ['CP-13a'],
    text: {
      ky: 'Байланыш маалыматы бош.',
      ru: 'Контактные данные пусты.',
      en: 'The contact is empty.',
    },
  },
  CONTACT_SOURCE_UNNAMED: {
    law: ['CP-13e', 'CP-13d'],
    text: {
      ky: 'Маалымат кайдан алынганы көрсөтүлүшү керек: органдын, кармоочунун же булактын аталышы, дареги.',
      ru: 'Нужно указать, откуда получены данные: орган, держатель или источник, его адрес.',
      en: 'Say where the contact was obtained: the body, the holder or the source, and its address.',
    },
  },
  CONTACT_OWNERSHIP_UNVERIFIED: {
    law: ['CP-13f'],
    status: 409,
    text: {
      ky: 'Байланыш маалыматы дал ушул субъектке тиешелүү экени текшерилген эмес.',
      ru: 'Не проверено, что контактные данные принадлежат именно этому субъекту.',
      en: 'It is not verified that the contact belongs to this very subject.',
    },
  },
  CONTACT_PURPOSE_INCOMPATIBLE: {
    law: ['CP-13g'],
    status: 409,
    text: {
      ky: 'Байланыш маалыматын алуу жеке маалыматтарды иштетүү максаттарына каршы келет.',
      ru: 'Сбор этих контактных данных противоречит целям обработки.',
      en: 'Obtaining this contact contradicts the purposes of processing.',
    },
  },
  CONTACT_PURPOSE_UNCHECKED: {
    law: ['CP-13g'],
    status: 409,
    text: {
      ky: 'Байланыш маалыматын алуу иштетүү максаттарына каршы келбеши текшерилген эмес.',
      ru: 'Не проверено, что сбор контактных данных не противоречит целям обработки.',
      en: 'It is not checked that obtaining the contact does not contradict the purposes of processing.',
    },
  },
  CONTACT_DONOR_NO_CONSENT: {
    law: ['CP-13h', 'CP-13i'],
    text: {
      ky: 'Башка кармоочунун маалыматты үчүнчү тарапка берүүгө субъекттен алган макулдугу же макулдукту талап кылбаган мыйзам жобосу көрсөтүлүшү керек.',
      ru: 'Нужно указать согласие субъекта на передачу третьим лицам, которое есть у другого держателя, или норму закона, по которой оно не требуется.',
      en: 'Name the subject’s consent to transfers that the other holder has, or the provision by which none is needed.',
    },
  },
  CHANNEL_NOT_AGREED: {
    law: ['CP-12e'],
    status: 409,
    text: {
      ky: 'Билдирүүнүн бул формасы субъект менен макулдашылган эмес.',
      ru: 'Эта форма уведомления с субъектом не согласована.',
      en: 'This form of telling is not agreed with the subject.',
    },
  },
});
