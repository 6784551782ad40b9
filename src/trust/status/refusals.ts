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
