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
  COMPLAINT_EMPTY: {
    law: ['CP-17a'],
    text: {
      ky: 'Эмне болгонун жазыңыз.',
      ru: 'Опишите, что произошло.',
      en: 'Describe what happened.',
    },
  },
  ANSWER_EMPTY: {
    law: ['PD-15.1'],
    text: {
      ky: 'Жооптун мазмуну көрсөтүлүшү керек.',
      ru: 'Напишите ответ.',
      en: 'Write the answer.',
    },
  },
  COMPLAINT_NOT_OPEN: {
    law: ['PD-15.1', 'CP-17b'],
    status: 409,
    text: {
      ky: 'Мындай арыз жок, ага жооп берилген же ал боюнча отчет табылган.',
      ru: 'Такого заявления нет, на него уже ответили, или по нему найдено сообщение держателя.',
      en: 'There is no such application, or it is answered, or a report was found to it.',
    },
  },
  SEARCHED_NOTICE_UNKNOWN: {
    law: ['CP-13c'],
    status: 404,
    text: {
      ky: 'Кармоочуда мындай билдирүү жок.',
      ru: 'У держателя нет такого уведомления.',
      en: 'The holder owes no such notice.',
    },
  },
  NOT_SEARCHING: {
    law: ['CP-13c'],
    status: 409,
    text: {
      ky: 'Бул билдирүү боюнча байланыш маалыматы изделип жаткан жок.',
      ru: 'По этому уведомлению контакты не разыскиваются.',
      en: 'No contact is being searched for this notice.',
    },
  },
  STEP_NOT_OPEN: {
    law: ['CP-13d'],
    status: 409,
    text: {
      ky: 'Мындай суроо-талап жок же ага жооп катталган.',
      ru: 'Такого запроса нет, или ответ на него уже записан.',
      en: 'There is no such request, or its answer is already recorded.',
    },
  },
  REPORT_MISSING: {
    law: ['CP-16a'],
    status: 409,
    text: {
      ky: 'Субъектке билдирүү мүмкүн эместиги ыйгарым укуктуу органга отчет берилгенде гана белгиленет.',
      ru: 'Невозможность уведомить отмечается только вместе с сообщением в уполномоченный орган.',
      en: 'That a subject cannot be told is closed only with the report to the authority.',
    },
  },
  REPORT_INCOMPLETE: {
    law: ['CP-16b', 'CP-16c'],
    text: {
      ky: 'Отчетто субъектти идентификациялоого мүмкүндүк берген маалымат жана көрүлгөн аракеттер болушу керек; белгилүү номер (ПИН же документ) кошулат.',
      ru: 'В сообщении нужны данные, по которым субъекта можно идентифицировать, и принятые меры; известный номер (ПИН или документа) включается.',
      en: 'The report needs data that identifies the subject, and the actions taken; a number that is known (personal or of a document) is part of it.',
    },
  },
  SEARCH_NOT_ENDED: {
    law: ['CP-16a', 'CP-13c'],
    status: 409,
    text: {
      ky: 'Издөө бүтө элек: суроо-талапка жооп катталган эмес же колдонууга боло турган байланыш маалыматы бар.',
      ru: 'Поиск не завершён: есть запрос без ответа или контакт, который можно использовать.',
      en: 'The search has not ended: a request has no answer yet, or there is a contact that may be used.',
    },
  },
});
