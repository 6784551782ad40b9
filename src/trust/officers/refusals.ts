import { refusals } from '../../platform/refusal.ts';

export const refuse = refusals({
  OFFICER_CERTIFICATE_UNREADABLE: {
    law: ['ES-8.2.1a'],
    text: {
      ky: 'Бул файл сертификат эмес, же анын ачкычы менен кол коюуга болбойт.',
      ru: 'Этот файл не является сертификатом, либо его ключом нельзя подписывать.',
      en: 'This file is no certificate, or its key is not one to sign with.',
    },
  },
  OFFICER_CERTIFICATE_TWICE: {
    law: ['ES-8.2.1a'],
    status: 409,
    text: {
      ky: 'Бул сертификат мурда эле киргизилген.',
      ru: 'Этот сертификат уже внесён.',
      en: 'This certificate has been entered before.',
    },
  },
  OFFICER_CERTIFICATE_UNKNOWN: {
    law: ['ES-8.2.1a'],
    status: 404,
    text: {
      ky: 'Мындай сертификат киргизилген эмес же ал мурда эле ырасталган же токтотулган.',
      ru: 'Такой сертификат не внесён, либо он уже подтверждён или прекращён.',
      en: 'No such certificate has been entered, or it was approved or ended before.',
    },
  },
  OFFICER_CERTIFICATE_OWN: {
    law: ['ES-8.2.1a'],
    status: 409,
    text: {
      ky: 'Кызматкердин сертификатын башка кызматкер ырастайт.',
      ru: 'Сертификат сотрудника подтверждает другой сотрудник.',
      en: 'An officer’s certificate is approved by another officer.',
    },
  },
  OFFICER_CERTIFICATE_OTHER: {
    law: ['ES-8.2.1a'],
    text: {
      ky: 'Бул сертификат чечим кабыл алган кызматкердики катары ырасталган эмес. Кол коюлган жок.',
      ru: 'Этот сертификат не подтверждён как сертификат сотрудника, принимающего решение. Подпись не принята.',
      en: 'This certificate is not approved as that of the officer who decides. The signature was not taken.',
    },
  },
});
