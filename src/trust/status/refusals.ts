import { refusals } from '../../platform/refusal.ts';

export const refuse = refusals({
  STATUS_ISSUER_UNKNOWN: {
    law: [],
    status: 404,
    text: {
      ky: 'Мындай сертификат берүүчү бул жерде жок.',
      ru: 'Такого издателя сертификатов здесь нет.',
      en: 'There is no such issuer of certificates here.',
    },
  },
  STATUS_LIST_UNKNOWN: {
    law: ['ES-13.2.3b'],
    status: 404,
    text: {
      ky: 'Бул учурга карата мындай тизме чыгарыла элек.',
      ru: 'На этот момент такого списка ещё нет.',
      en: 'There is no such list as of that moment yet.',
    },
  },
  STATUS_LIST_FOREIGN: {
    law: ['ES-13.2.3b'],
    text: {
      ky: 'Бул тизмеге ал тиешелүү болгон сертификат берүүчү кол койгон эмес же ал окулбайт.',
      ru: 'Этот список не подписан издателем, к которому относится, или не читается.',
      en: 'This list is not signed by the issuer it belongs to, or cannot be read.',
    },
  },
  STATUS_LIST_PARTIAL: {
    law: ['ES-13.2.3b'],
    text: {
      ky: 'Сертификат берүүчүнүн номери жана кийинки жаңыртуу күнү көрсөтүлгөн толук тизмеси керек.',
      ru: 'Нужен полный список издателя с номером и временем следующего обновления.',
      en: 'The issuer’s complete list is needed, with its number and the time of its next update.',
    },
  },
  STATUS_LIST_TIMES: {
    law: ['ES-13.2.3b'],
    status: 409,
    text: {
      ky: 'Тизменин мөөнөтү өтүп кеткен, баштала элек же ал мурункусунан эски.',
      ru: 'Срок списка истёк или ещё не начался, либо он старше прежнего.',
      en: 'The list’s term is over or has not begun, or it is older than the one before.',
    },
  },
  STATUS_LIST_NUMBER: {
    law: ['ES-13.2.3b'],
    status: 409,
    text: {
      ky: 'Тизменин номери мурунку тизменин номеринен чоң болушу керек.',
      ru: 'Номер списка должен быть больше номера прежнего.',
      en: 'The list’s number has to be greater than that of the one before.',
    },
  },
  STATUS_LIST_ENTRIES: {
    law: ['ES-13.2.3b', 'ES-14.7b'],
    status: 409,
    text: {
      ky: 'Тизмедеги жазуулар реестрдегилерге дал келбейт: тизмени реестр боюнча кайра түзүңүз.',
      ru: 'Записи списка не совпадают с реестром: составьте список по реестру заново.',
      en: 'The list’s entries are not those of the register: make it anew from the register.',
    },
  },
  OCSP_REQUEST_EXPECTED: {
    law: [],
    status: 415,
    text: {
      ky: 'Бул дарек сертификаттын абалы жөнүндө сурамды application/ocsp-request түрүндө гана кабыл алат (RFC 6960).',
      ru: 'Этот адрес принимает запрос о статусе сертификата только как application/ocsp-request (RFC 6960).',
      en: 'This address takes a question about a certificate’s status as application/ocsp-request only (RFC 6960).',
    },
  },
});
