import { refusals } from '../../platform/refusal.ts';

export const refuse = refusals({
  CONTACT_MISSING: {
    law: ['CP-18b'],
    text: {
      ky: 'Электрондук почтанын дареги же телефон номери көрсөтүлүшү керек.',
      ru: 'Нужен адрес электронной почты или номер телефона.',
      en: 'An e-mail address or a telephone number is needed.',
    },
  },
  NOT_REGISTERED: {
    law: ['CP-18e'],
    status: 404,
    text: {
      ky: 'Сиз ыйгарым укуктуу органда катталган эмессиз.',
      ru: 'Вы не зарегистрированы в уполномоченном органе.',
      en: 'You are not registered with the authority.',
    },
  },
  PERSON_NOT_THERE: {
    law: ['CP-18a'],
    status: 409,
    text: {
      ky: 'Бул аракет ким экени ырасталган адам үчүн гана жеткиликтүү.',
      ru: 'Это доступно только лицу, чья личность подтверждена.',
      en: 'This is open only to a person whose identity is confirmed.',
    },
  },
});
