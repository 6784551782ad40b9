import { refusals } from '../../platform/refusal.ts';

/** The document's own refusals: what makes a paper no consent. */
export const refuse = refusals({
  CONSENT_INCOMPLETE: {
    law: ['CP-8', 'PD-9.6'],
    text: {
      ky: 'Макулдукта төмөнкүлөр көрсөтүлгөн эмес: {missing}.',
      ru: 'В согласии не указано: {missing}.',
      en: 'The consent does not state: {missing}.',
    },
  },
  STANDARD_FORM_REQUIRED: {
    law: ['CP-9'],
    text: {
      ky: 'Мамлекеттик жана муниципалдык кызмат көрсөтүүлөрдү алуу үчүн макулдук типтүү формада берилет.',
      ru: 'Для получения государственных и муниципальных услуг согласие даётся по типовой форме.',
      en: 'For state and municipal services the consent is given in the standard form.',
    },
  },
  REPRESENTATIVE_AUTHORITY_MISSING: {
    law: ['CP-8b-4', 'CP-F-19'],
    text: {
      ky: 'Өкүлдүн ыйгарым укугун ырастаган документтин реквизиттери көрсөтүлгөн эмес.',
      ru: 'Не указаны реквизиты документа, подтверждающего полномочия представителя.',
      en: "The requisites of the document confirming the representative's authority are not stated.",
    },
  },
  AUTHORITY_EXPIRED: {
    law: ['CP-8b-4'],
    text: {
      ky: 'Өкүлдүн ыйгарым укугун ырастаган документтин мөөнөтү бүткөн ({until}).',
      ru: 'Срок документа, подтверждающего полномочия представителя, истёк {until}.',
      en: "The document confirming the representative's authority expired on {until}.",
    },
  },
  REPRESENTATIVE_NOT_EXPECTED: {
    law: ['CP-8b-5', 'CP-F-11'],
    text: {
      ky: 'Макулдукту субъект өзү берсе, өкүл жөнүндө бөлүк толтурулбайт.',
      ru: 'Если согласие даёт сам субъект, раздел о представителе не заполняется.',
      en: 'When the subject gives the consent in person, the part on the representative stays empty.',
    },
  },
  ACKNOWLEDGEMENT_MISSING: {
    law: ['CP-F-28'],
    text: {
      ky: 'Макулдуктун мөөнөтү, кайта сурап алуу жана андан кийинки иштетүү жөнүндөгү үч пункт менен таанышкандык ырасталган эмес.',
      ru: 'Не подтверждено ознакомление с тремя пунктами: о сроке согласия, об отзыве и об обработке после отзыва.',
      en: 'Acquaintance with the three items on validity, withdrawal and processing after withdrawal is not confirmed.',
    },
  },
  DATE_ORDER: {
    law: ['CP-F-03', 'CP-F-32'],
    text: {
      ky: 'Даталардын ирети туура эмес: алгач {earlier}, андан кийин {later} болууга тийиш.',
      ru: 'Неверный порядок дат: {later} не может быть раньше, чем {earlier}.',
      en: 'The dates are in the wrong order: {later} cannot be before {earlier}.',
    },
  },
  VALIDITY_START: {
    law: ['CP-F-29a'],
    text: {
      ky: 'Макулдук ага кол коюлган күндөн тартып жарактуу.',
      ru: 'Согласие действует с даты его подписания.',
      en: 'The consent is valid from the date of signing it.',
    },
  },
  SIGNER_MISMATCH: {
    law: ['CP-F-35'],
    text: {
      ky: 'Колдун жанындагы аты-жөнү макулдук берген адамдыкына дал келбейт.',
      ru: 'Имя при подписи не совпадает с именем дающего согласие.',
      en: 'The name beside the signature is not that of the person who consents.',
    },
  },
  ISSUE_DATE_IN_FUTURE: {
    law: ['CP-F-09', 'CP-F-17'],
    text: {
      ky: 'Документтин берилген күнү келечекте болушу мүмкүн эмес.',
      ru: 'Дата выдачи документа не может быть в будущем.',
      en: 'The date of issue of a document cannot be in the future.',
    },
  },
  DATA_ITEM_NOT_REQUIRED: {
    law: ['CP-F-26'],
    text: {
      ky: 'Макулдукта ушул максат үчүн талап кылынбаган маалымат көрсөтүлгөн.',
      ru: 'В согласии указаны данные, которые для этой цели не требуются.',
      en: 'The consent lists data that this purpose does not require.',
    },
  },
  STATEMENTS_CONTRADICT: {
    law: ['CP-8g-2', 'CP-F-23', 'CP-F-24'],
    text: {
      ky: 'Макулдуктун бөлүктөрү бири-бирине карама-каршы: уруксат берилген аракет документте каралган эмес.',
      ru: 'Части согласия противоречат друг другу: разрешённое действие в документе не предусмотрено.',
      en: 'Parts of the consent contradict each other: an action is permitted that the document rules out.',
    },
  },
});
