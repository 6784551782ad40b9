import { refusals } from '../refusal.ts';

/** Refusals of the transport itself: no norm decides them, so `law` is empty. */
export const refuse = refusals({
  SIGN_IN_REQUIRED: {
    law: [],
    status: 401,
    text: {
      ky: 'Бул бетти көрүү үчүн системага кириңиз.',
      ru: 'Войдите в систему, чтобы продолжить.',
      en: 'Sign in to continue.',
    },
  },
  ACCOUNT_NOT_BOUND: {
    law: ['PD-4.9'],
    status: 403,
    text: {
      ky: 'Эсебиңиз азырынча адамга байланыштырыла элек. Ким экениңизди ЕСИ аркылуу же кармоочунун кызматкеринде ырастаңыз.',
      ru: 'Ваша учётная запись ещё не привязана к личности. Подтвердите личность через ЕСИ или у сотрудника держателя.',
      en: 'Your account is not yet bound to a person. Prove your identity through ESI or at a holder’s counter.',
    },
  },
  FORBIDDEN: {
    law: ['PD-4.9'],
    status: 403,
    text: {
      ky: 'Бул аракетке сиздин ыйгарым укугуңуз жок.',
      ru: 'У вас нет полномочий на это действие.',
      en: 'You have no authority for this act.',
    },
  },
  NOT_FOUND: {
    law: [],
    status: 404,
    text: {
      ky: 'Мындай дарек же жазуу табылган жок.',
      ru: 'Такой адрес или запись не найдены.',
      en: 'No such address or record.',
    },
  },
  BAD_REQUEST: {
    law: [],
    status: 400,
    text: {
      ky: 'Суроо-талап талап кылынган түзүлүшкө туура келбейт.',
      ru: 'Запрос не соответствует требуемой структуре.',
      en: 'The request does not have the required shape.',
    },
  },
  BODY_TOO_LARGE: {
    law: [],
    status: 413,
    text: {
      ky: 'Жөнөтүлгөн маалымат өтө чоң.',
      ru: 'Отправленные данные слишком велики.',
      en: 'What was sent is too large.',
    },
  },
  UNSUPPORTED_MEDIA: {
    law: [],
    status: 415,
    text: {
      ky: 'Мындай форматтагы маалымат кабыл алынбайт.',
      ru: 'Данные в таком формате не принимаются.',
      en: 'Data in this format is not accepted.',
    },
  },
  TOO_MANY_REQUESTS: {
    law: [],
    status: 429,
    text: {
      ky: 'Аракеттер өтө көп. Бир аздан кийин кайталаңыз.',
      ru: 'Слишком много попыток. Повторите немного позже.',
      en: 'Too many attempts. Try again a little later.',
    },
  },
  CSRF: {
    law: [],
    status: 403,
    text: {
      ky: 'Форма эскирди же башка сайттан жөнөтүлдү. Бетти жаңыртып, кайра жөнөтүңүз. Эч нерсе сакталган жок.',
      ru: 'Форма устарела или отправлена с другого сайта. Обновите страницу и отправьте снова. Ничего не сохранено.',
      en: 'The form is stale or came from another site. Reload the page and send it again. Nothing was saved.',
    },
  },
  KEY_REUSED: {
    law: [],
    status: 409,
    text: {
      ky: 'Бул кайталоо ачкычы башка мазмундагы суроо-талап менен колдонулган.',
      ru: 'Этот ключ идемпотентности уже использован с другим содержанием запроса.',
      en: 'This idempotency key was used with a different request.',
    },
  },
  UNAVAILABLE: {
    law: [],
    status: 503,
    text: {
      ky: 'Маалымат базасы убактылуу жеткиликсиз. Аракетиңиз сакталган жок, бир аздан кийин кайталаңыз.',
      ru: 'База данных временно недоступна. Действие не сохранено, повторите немного позже.',
      en: 'The database is away for a moment. Nothing was saved; try again shortly.',
    },
  },
  DAY_NOT_COVERED: {
    law: [],
    text: {
      ky: 'Бул күн платформанын жумушчу күндөрдүн календарында жок, андыктан мөөнөттү эсептөөгө болбойт. Күндү текшериңиз.',
      ru: 'Этого дня нет в календаре рабочих дней платформы, поэтому срок посчитать нельзя. Проверьте дату.',
      en: 'The platform’s calendar of working days does not have this day, so the term cannot be counted. Check the date.',
    },
  },
  KEYS_AWAY: {
    law: [],
    status: 503,
    text: {
      ky: 'Ачкычтар сакталган түзмөк убактылуу жеткиликсиз. Аракетиңиз сакталган жок, бир аздан кийин кайталаңыз.',
      ru: 'Устройство, в котором хранятся ключи, временно недоступно. Действие не сохранено, повторите немного позже.',
      en: 'The device that holds the keys is away for a moment. Nothing was saved; try again shortly.',
    },
  },
  INTERNAL: {
    law: [],
    status: 500,
    text: {
      ky: 'Биз тарапта ката кетти. Аракетиңиз сакталган жок. Төмөнкү номерди көрсөтүп кайрылсаңыз болот.',
      ru: 'На нашей стороне произошла ошибка. Действие не сохранено. Обращаясь к нам, укажите номер ниже.',
      en: 'Something failed on our side. Nothing was saved. Quote the number below if you contact us.',
    },
  },
});
