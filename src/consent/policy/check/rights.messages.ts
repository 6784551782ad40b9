import type { FindingEntry } from './finding.ts';

export const rightFindings = {
  RIGHTS_MISSING: {
    severity: 'warning',
    law: ['SP-2a', 'PD-10.2-7'],
    text: {
      ky: 'Субъекттин укуктары жазылган эмес.',
      ru: 'Права субъекта не описаны.',
      en: "The data subject's rights are not described.",
    },
    fix: {
      ky: 'Укуктарды жана аларды кантип ишке ашырууну жазыңыз.',
      ru: 'Перечислите права и порядок их осуществления.',
      en: 'List the rights and how to exercise them.',
    },
  },
  RIGHT_WORDED_AS_DUTY: {
    severity: 'warning',
    law: ['SP-3a-4', 'PD-14.1a', 'PD-35.2a'],
    text: {
      ky: 'Субъекттин укугу милдет катары жазылган ("{word}", {par}-пункт): укук ордуна милдет жүктөлүп калат.',
      ru: 'Право субъекта записано как обязанность («{word}», пункт {par}): вместо права возникает обязанность.',
      en: 'A right of the data subject is worded as a duty ("{word}", paragraph {par}): instead of a right a duty arises.',
    },
    fix: {
      ky: '"милдеттүү" деген сөздү "укуктуу" деп оңдоңуз.',
      ru: 'Замените «обязан» на «вправе».',
      en: 'Replace "is obliged to" by "has the right to".',
    },
  },
  WITHDRAWAL_NOT_MENTIONED: {
    severity: 'warning',
    law: ['CP-F-30', 'PD-9.4a', 'PD-9.4h'],
    text: {
      ky: 'Макулдукту кайта сурап алууга болору саясатта айтылган эмес.',
      ru: 'В политике не сказано, что согласие можно отозвать.',
      en: 'The policy does not say that consent can be withdrawn.',
    },
    fix: {
      ky: 'Макулдукту эркин формадагы арыз менен кайта сурап алса болорун, тартибин жана натыйжасын жазыңыз (consent/withdrawal).',
      ru: 'Напишите, что согласие отзывается заявлением в свободной форме, как и с какими последствиями (consent/withdrawal).',
      en: 'Say that consent is withdrawn by an application in free form, how, and with what effect (consent/withdrawal).',
    },
  },
  SUBMISSION_SIGNATURE_NOT_STATED: {
    severity: 'warning',
    law: ['SP-16', 'CP-7b'],
    text: {
      ky: 'Электрондук кол тамганын кайсы түрү (жөнөкөй, квалификацияланбаган, квалификацияланган) керектиги айтылган эмес.',
      ru: 'Не указан вид электронной подписи (простая, неквалифицированная, квалифицированная).',
      en: 'The kind of electronic signature (simple, unqualified, qualified) is not stated.',
    },
    fix: {
      ky: 'Кол тамганын түрүн жана ага негиз болгон актыны же макулдашууну көрсөтүңүз.',
      ru: 'Укажите вид подписи и акт или соглашение, на котором она основана.',
      en: 'State the kind of signature and the act or agreement it rests on.',
    },
  },
  SUBMISSION_NO_PAPER: {
    severity: 'note',
    law: ['SP-16', 'CP-7a', 'CP-4c'],
    text: {
      ky: 'Маалымат электрондук документ түрүндө гана кабыл алынат; токтом макулдукту кагаз түрүндө да берүүгө жол берет.',
      ru: 'Данные принимаются только электронным документом; постановление допускает согласие и на бумаге.',
      en: 'Data is accepted as an electronic document only; the decree lets consent be given on paper too.',
    },
    fix: {
      ky: 'Кагаз түрүндө берүүнүн тартибин кошуңуз.',
      ru: 'Добавьте порядок подачи на бумаге.',
      en: 'Add how to do it on paper.',
    },
  },
  ANSWER_TERM_TOO_LONG: {
    severity: 'warning',
    law: ['PD-10.4e', 'PD-21.1-5', 'SP-4b-3'],
    text: {
      ky: 'Жооп берүү мөөнөтү - {days} күн. Субъекттин өз маалыматына кирүү суроо-талабына мыйзам долбоору 14 күн берет; платформа кыска мөөнөттү колдонот.',
      ru: 'Срок ответа - {days} дней. На запрос субъекта о доступе к своим данным законопроект даёт 14 дней; платформа применяет более короткий срок.',
      en: "The answer term is {days} days. For a subject's request for access the draft law gives 14 days; the platform applies the shorter term.",
    },
    fix: {
      ky: 'Кирүү боюнча суроо-талаптар үчүн 14 күндү, башка кайрылууларга 30 күндү өзүнчө көрсөтүңүз.',
      ru: 'Разделите сроки: 14 дней на запросы о доступе, 30 - на иные обращения.',
      en: 'Separate the terms: 14 days for access requests, 30 for other applications.',
    },
  },
  ANSWER_DAYS_NOT_STATED: {
    severity: 'note',
    law: ['SP-4b-3'],
    text: {
      ky: 'Күндөр жумушчубу же календардыкпы, айтылган эмес; календардык деп эсептелет.',
      ru: 'Не сказано, рабочие это дни или календарные; считаются календарными.',
      en: 'It is not said whether the days are working or calendar days; calendar days are assumed.',
    },
    fix: { ky: 'Күндөрдүн түрүн жазыңыз.', ru: 'Укажите вид дней.', en: 'State the kind of days.' },
  },
  TERMINATION_BY_UPDATE: {
    severity: 'warning',
    law: ['SP-17b'],
    text: {
      ky: 'Маалыматтын актуалдаштырылышы иштетүүнү токтотуунун шарты катары аталган: сөзмө-сөз алганда, маалымат жаңырганда иштетүү токтойт.',
      ru: 'Актуализация данных названа условием прекращения обработки: буквально, после обновления обработка прекращается.',
      en: 'Updating of the data is named as a condition for ending processing: read literally, an update ends it.',
    },
    fix: {
      ky: 'Эскирген маалымат гана колдонулбай калары жөнүндө болсо, ошону жазыңыз.',
      ru: 'Если имеется в виду прекращение использования устаревших данных, так и напишите.',
      en: 'If only the outdated data goes out of use, say that.',
    },
  },
  TERMINATION_WITHOUT_WITHDRAWAL: {
    severity: 'note',
    law: ['SP-17c', 'PD-9.4a', 'CP-8h-1'],
    text: {
      ky: 'Иштетүүнү токтотуунун шарттарынын арасында макулдукту кайта сурап алуу жана анын мөөнөтүнүн бүтүшү жок.',
      ru: 'Среди условий прекращения обработки нет отзыва согласия и истечения его срока.',
      en: 'Withdrawal of consent and its expiry are not among the conditions for ending processing.',
    },
    fix: {
      ky: 'Бул эки шартты кошуңуз.',
      ru: 'Добавьте эти два условия.',
      en: 'Add these two conditions.',
    },
  },
  CORRECTION_TERM_MISSING: {
    severity: 'note',
    law: ['SP-20c', 'PD-35.2a', 'PD-23.4a'],
    text: {
      ky: 'Так эмес же мыйзамсыз иштетилген маалыматты оңдоонун мөөнөтү айтылган эмес; мыйзам долбоору боюнча - 7 күн.',
      ru: 'Не указан срок исправления неточных или неправомерно обработанных данных; по законопроекту - 7 дней.',
      en: 'No term is given for mending inaccurate or unlawfully processed data; the draft law gives 7 days.',
    },
    fix: { ky: 'Мөөнөттү жазыңыз.', ru: 'Укажите срок.', en: 'State the term.' },
  },
  SECURITY_MEASURES_INCOMPLETE: {
    severity: 'warning',
    law: ['SP-18a', 'PD-4.9'],
    text: {
      ky: 'Коргоо чараларынын үч түрү тең (укуктук, уюштуруучулук, техникалык) аталган эмес.',
      ru: 'Названы не все три вида мер защиты (правовые, организационные, технические).',
      en: 'Not all three kinds of protection measures (legal, organisational, technical) are named.',
    },
    fix: {
      ky: 'Жетишпеген чараларды кошуңуз.',
      ru: 'Добавьте недостающие меры.',
      en: 'Add the missing measures.',
    },
  },
  CHANGE_RULE_MISSING: {
    severity: 'warning',
    law: ['SP-23e', 'SP-23d'],
    text: {
      ky: 'Саясат кантип өзгөртүлөрү жана бул жөнүндө качан алдын ала кабарланары айтылган эмес.',
      ru: 'Не сказано, как меняется политика и за какой срок об этом объявляют.',
      en: 'It is not said how the policy is changed and how long before that is announced.',
    },
    fix: {
      ky: 'Алдын ала жарыялоонун мөөнөтүн жазыңыз: 14 жумушчу күндөн кем эмес.',
      ru: 'Укажите срок предварительного опубликования: не менее 14 рабочих дней.',
      en: 'State the term of advance publication: at least 14 working days.',
    },
  },
  CHANGE_NOTICE_SHORT: {
    severity: 'warning',
    law: ['SP-23d'],
    text: {
      ky: 'Өзгөртүүлөр жөнүндө алдын ала жарыялоонун мөөнөтү 14 жумушчу күндөн аз.',
      ru: 'Срок предварительного опубликования изменений меньше 14 рабочих дней.',
      en: 'Changes are announced less than 14 working days ahead.',
    },
    fix: {
      ky: 'Мөөнөттү узартыңыз.',
      ru: 'Увеличьте срок.',
      en: 'Lengthen the term.',
    },
  },
  CHANGE_NOTICE_UNDER_A_MONTH: {
    severity: 'note',
    law: ['SP-23d'],
    text: {
      ky: 'Санариптик кодекс (2025-жылдын 31-июлундагы № 178, 114-берененин 5-бөлүгү) пайдалануучу макулдашуусун өзгөртүүдө бир айдан кем эмес мөөнөттү талап кылат; бул мөөнөт андан кыска болушу мүмкүн.',
      ru: 'Цифровой кодекс (№ 178 от 31 июля 2025 года, часть 5 статьи 114) требует при изменении пользовательского соглашения срока не менее месяца; этот срок может оказаться короче.',
      en: 'The Digital Code (No. 178 of 31 July 2025, article 114 part 5) asks for at least a month when a user agreement changes; this term can be shorter.',
    },
    fix: {
      ky: 'Бир айлык мөөнөткө өтүүнү карап көрүңүз.',
      ru: 'Рассмотрите переход на месячный срок.',
      en: 'Consider a term of one month.',
    },
  },
  CHANGE_CHANNELS_MISSING: {
    severity: 'warning',
    law: ['SP-10b'],
    text: {
      ky: 'Субъекттерге өзгөртүүлөр жөнүндө кайсы ыкма менен кабарланары айтылган эмес.',
      ru: 'Не сказано, каким способом субъектов уведомляют об изменениях.',
      en: 'It is not said by which means data subjects are told of changes.',
    },
    fix: {
      ky: 'Жок дегенде бир ыкманы атаңыз: расмий сайт, пуш-билдирүү, электрондук почта.',
      ru: 'Назовите хотя бы один способ: официальный сайт, пуш-уведомление, электронная почта.',
      en: 'Name at least one: the official site, push notification, e-mail.',
    },
  },
} as const satisfies Record<string, FindingEntry>;
