import { refusals } from '../../platform/refusal.ts';

export const refuse = refusals({
  TIMESTAMP_REQUEST_EXPECTED: {
    law: [],
    status: 415,
    text: {
      ky: 'Бул дарек убакыт белгисине болгон сурамды application/timestamp-query түрүндө гана кабыл алат (RFC 3161).',
      ru: 'Этот адрес принимает запрос метки времени только как application/timestamp-query (RFC 3161).',
      en: 'This address takes a time-stamp request as application/timestamp-query only (RFC 3161).',
    },
  },
});
