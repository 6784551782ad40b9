import { refusals } from '../platform/refusal.ts';

/** Refusals of the engine itself. A procedure adds its own through its guards. */
export const refuse = refusals({
  NOT_YOUR_ACT: {
    law: [],
    status: 403,
    text: {
      ky: 'Бул иште мындай аракетти жасоого укугуңуз жок.',
      ru: 'В этом деле вы не вправе совершать такое действие.',
      en: 'In this case it is not for you to do this.',
    },
  },
  NOT_ITS_TURN: {
    law: [],
    status: 409,
    text: {
      ky: 'Иштин азыркы абалында бул аракетти жасоого болбойт.',
      ru: 'На нынешней стадии дела это действие невозможно.',
      en: 'At this stage of the case this cannot be done.',
    },
  },
  CASE_ENDED: {
    law: [],
    status: 409,
    text: { ky: 'Иш аяктаган.', ru: 'Дело завершено.', en: 'The case is over.' },
  },
  ACT_INCOMPLETE: {
    law: [],
    text: {
      ky: 'Маалымат толук эмес же туура эмес толтурулган.',
      ru: 'Сведения неполны или заполнены неверно.',
      en: 'Something is missing or filled in wrongly.',
    },
  },
  NO_SUCH_CASE: {
    law: [],
    status: 404,
    text: { ky: 'Мындай иш табылган жок.', ru: 'Такое дело не найдено.', en: 'There is no such case.' },
  },
  NO_SUCH_ACT: {
    law: [],
    status: 404,
    text: {
      ky: 'Бул иште мындай аракет жок.',
      ru: 'В этом деле нет такого действия.',
      en: 'This case knows no such act.',
    },
  },
  ACT_UNSIGNED: {
    law: [],
    text: {
      ky: 'Бул чечимге электрондук колтамга коюлушу керек: анысыз ал күчүнө кирбейт.',
      ru: 'Этот документ подписывается электронной подписью: без неё он не действует.',
      en: 'This document is signed electronically: without the signature it takes no effect.',
    },
  },
  SIGNED_OTHER_DOCUMENT: {
    law: [],
    text: {
      ky: 'Колтамга азыр түзүлө турган документке эмес, башка документке коюлган. Документти кайра карап, кайра кол коюңуз.',
      ru: 'Подписан не тот документ, который составляется сейчас. Просмотрите документ и подпишите его заново.',
      en: 'Another document was signed than the one drawn up now. Read the document and sign it anew.',
    },
  },
  SUBJECT_MISSING: {
    law: [],
    text: {
      ky: 'Иш кайсы адамга тиешелүү экени көрсөтүлгөн эмес.',
      ru: 'Не указано, кого касается дело.',
      en: 'It is not said whom the case is about.',
    },
  },
});
