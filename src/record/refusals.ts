import { refusals } from '../platform/refusal.ts';

export const refuse = refusals({
  LOG_ENTRY_UNKNOWN: {
    law: [],
    status: 404,
    text: {
      ky: 'Журналда мындай жазуу жок.',
      ru: 'В журнале нет такой записи.',
      en: 'The log has no such entry.',
    },
  },
  LOG_ENTRY_NOT_YET: {
    law: [],
    status: 409,
    text: {
      ky: 'Жазуу кабыл алынды, бирок журналдын кол коюлган абалына али кире элек. Бир секунддан кийин кайталаңыз.',
      ru: 'Запись принята, но ещё не вошла в подписанное состояние журнала. Повторите через секунду.',
      en: 'The entry is recorded but not yet under a signed checkpoint. Try again in a second.',
    },
  },
  LOG_SIZE_UNKNOWN: {
    law: [],
    status: 404,
    text: {
      ky: 'Журналдын мындай кол коюлган абалы жок.',
      ru: 'Подписанного состояния журнала с таким размером нет.',
      en: 'The log was never signed at such a size.',
    },
  },
  WITNESS_UNKNOWN: {
    law: [],
    status: 403,
    text: {
      ky: 'Бул күбөнүн ачкычы журналга белгисиз же анын колтамгасы туура эмес.',
      ru: 'Ключ этого свидетеля журналу неизвестен либо его подпись неверна.',
      en: 'The log does not know this witness’s key, or its signature does not hold.',
    },
  },
});
