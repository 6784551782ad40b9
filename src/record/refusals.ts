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
  INCIDENT_UNKNOWN: {
    law: ['PD-4.9'],
    status: 404,
    text: {
      ky: 'Мындай окуя катталган эмес.',
      ru: 'Такое происшествие не зарегистрировано.',
      en: 'No such incident is on record.',
    },
  },
  INCIDENT_CLOSED: {
    law: ['PD-4.9'],
    status: 409,
    text: { ky: 'Бул окуя жабылган.', ru: 'Это происшествие закрыто.', en: 'This incident is closed.' },
  },
  INCIDENT_NOT_EXPLAINED: {
    law: ['PD-4.9'],
    status: 409,
    text: {
      ky: 'Түшүндүрмө жок же ал ортодо өзгөрдү: акыркысын окуп чыгыңыз.',
      ru: 'Объяснения нет или оно тем временем изменилось: прочтите последнее.',
      en: 'There is no explanation, or it has changed meanwhile: read the newest one.',
    },
  },
  INCIDENT_SECOND_OFFICER: {
    law: ['PD-4.9', 'ES-13.2.2b'],
    status: 403,
    text: {
      ky: 'Окуяны аны түшүндүргөн эмес, башка кызматкер жабат.',
      ru: 'Происшествие закрывает другой сотрудник, не тот, кто его объяснил.',
      en: 'An incident is closed by another officer than the one who explained it.',
    },
  },
  INCIDENT_STILL_FOUND: {
    law: ['PD-4.9', 'ES-13.2.2b'],
    status: 409,
    text: {
      ky: 'Текшерүү бул айырманы азыр да табат: ал оңдолмоюнча окуя жабылбайт.',
      ru: 'Проверка и сейчас находит это расхождение: пока оно не устранено, происшествие не закрывается.',
      en: 'The check finds this difference still: the incident is not closed until it is mended.',
    },
  },
});
