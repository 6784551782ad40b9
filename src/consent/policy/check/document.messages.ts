import type { FindingEntry } from './finding.ts';

export const documentFindings = {
  VERSION_MISSING: {
    severity: 'warning',
    law: ['SP-23a'],
    text: {
      ky: 'Саясаттын редакциясынын номери жок: макулдук кайсы редакцияга берилгенин далилдөө кыйын.',
      ru: 'У политики нет номера редакции: трудно доказать, к какой редакции дано согласие.',
      en: 'The policy has no edition number: it is hard to prove to which edition a consent was given.',
    },
    fix: {
      ky: 'Ар бир редакцияга номер бериңиз.',
      ru: 'Присвойте каждой редакции номер.',
      en: 'Give each edition a number.',
    },
  },
  LAST_UPDATE_DATE_MISSING: {
    severity: 'error',
    law: ['SP-23b'],
    text: {
      ky: 'Акыркы жаңыртуунун датасы көрсөтүлгөн эмес.',
      ru: 'Не указана дата последнего обновления.',
      en: 'The date of the last update is missing.',
    },
    fix: {
      ky: 'Саясаттын ар бир редакциясына акыркы жаңыртуунун датасын жазыңыз.',
      ru: 'Указывайте дату последнего обновления в каждой редакции политики.',
      en: 'Print the date of the last update on every edition of the policy.',
    },
  },
  IN_FORCE_DATE_MISSING: {
    severity: 'warning',
    law: ['SP-23c'],
    text: {
      ky: 'Саясаттын качан күчүнө киргени көрсөтүлгөн эмес.',
      ru: 'Не указано, когда политика вступила в силу.',
      en: 'It is not said when the policy took effect.',
    },
    fix: {
      ky: 'Редакция эркин колдонууга жайгаштырылган күндү жазыңыз.',
      ru: 'Укажите день размещения редакции в свободном доступе.',
      en: 'State the day on which the edition was placed in free access.',
    },
  },
  DATES_OUT_OF_ORDER: {
    severity: 'error',
    law: ['SP-23b', 'SP-23c'],
    text: {
      ky: 'Даталардын ирети туура эмес: саясат бекитилгенге чейин күчүнө кире да, жаңыртыла да албайт.',
      ru: 'Нарушен порядок дат: политика не может вступить в силу или обновиться раньше, чем утверждена.',
      en: 'The dates are out of order: a policy cannot take effect or be updated before it is adopted.',
    },
    fix: {
      ky: 'Бекитилген, күчүнө кирген жана жаңыртылган күндөрдү текшериңиз.',
      ru: 'Проверьте даты утверждения, вступления в силу и обновления.',
      en: 'Check the dates of adoption, entry into force and update.',
    },
  },
  LEGAL_PURPOSE_MISSING: {
    severity: 'note',
    law: ['SP-1a'],
    text: {
      ky: 'Саясат кайсы мыйзамдын талабын аткаруу үчүн кабыл алынганы айтылган эмес.',
      ru: 'Не сказано, во исполнение какой нормы закона принята политика.',
      en: 'It is not said which norm of the law the policy is made to fulfil.',
    },
    fix: {
      ky: 'Мыйзамдын беренесин көрсөтүңүз.',
      ru: 'Укажите статью закона.',
      en: 'Cite the article of the law.',
    },
  },
  SCOPE_MISSING: {
    severity: 'warning',
    law: ['SP-2b'],
    text: {
      ky: 'Саясат кайсы операцияларга (автоматташтырылган, автоматташтырылбаган) жайылтылары айтылган эмес.',
      ru: 'Не сказано, на какие операции (автоматизированные, неавтоматизированные) распространяется политика.',
      en: 'It is not said which operations (automated, non-automated) the policy covers.',
    },
    fix: {
      ky: 'Жайылтылуу чөйрөсүн жазыңыз; кагаз түрүндөгү иштетүүнү да унутпаңыз.',
      ru: 'Опишите сферу действия, включая обработку на бумаге.',
      en: 'Describe the scope, processing on paper included.',
    },
  },
  SECTION_NUMBER_TWICE: {
    severity: 'note',
    law: ['SP-20a', 'SP-22'],
    text: {
      ky: 'Эки бөлүмдүн номери бирдей: {number}. Шилтеме кайсы бөлүмгө таандык экени түшүнүксүз болуп калат.',
      ru: 'Два раздела имеют один номер: {number}. Ссылка на раздел становится неоднозначной.',
      en: 'Two sections carry the same number: {number}. A reference to it is ambiguous.',
    },
    fix: {
      ky: 'Бөлүмдөрдү кайра номерлеңиз.',
      ru: 'Перенумеруйте разделы.',
      en: 'Number the sections anew.',
    },
  },
  REPEALED_LAW_CITED: {
    severity: 'note',
    law: ['SP-1a', 'SP-12d', 'SP-22'],
    text: {
      ky: 'Саясат "Жеке мүнөздөгү маалымат жөнүндө" Мыйзамга таянат; маалыматтарга караганда бул мыйзам 2025-жылдын 31-июлундагы № 179 Мыйзам менен күчүн жоготкон.',
      ru: 'Политика опирается на Закон «Об информации персонального характера»; по имеющимся сведениям, он утратил силу Законом № 179 от 31 июля 2025 года.',
      en: 'The policy relies on the Law "On Personal Information"; as far as is known it was repealed by Law No. 179 of 31 July 2025.',
    },
    fix: {
      ky: 'Колдонуудагы актыны текшерип, шилтемелерди жаңыртыңыз.',
      ru: 'Проверьте действующий акт и обновите ссылки.',
      en: 'Check which act is in force and update the references.',
    },
  },
  LANGUAGE_MISSING: {
    severity: 'warning',
    law: ['PD-4.5', 'CP-5a'],
    text: {
      ky: '{count} тексттин {language} жок: субъект аларды өз тилинде окуй албайт.',
      ru: 'У {count} текстов нет {language}: субъект не сможет прочесть их на своём языке.',
      en: '{count} texts have no {language}: a data subject cannot read them in their language.',
    },
    fix: {
      ky: 'Жетишпеген текстти кошуңуз, биринчиси ушул жерде.',
      ru: 'Добавьте недостающие тексты; первый из них здесь.',
      en: 'Add the missing texts; the first of them is here.',
    },
  },
} as const satisfies Record<string, FindingEntry>;

export const languageNames = {
  ky: { ky: 'кыргызча түрү', ru: 'кыргызского варианта', en: 'Kyrgyz version' },
  ru: { ky: 'орусча түрү', ru: 'русского варианта', en: 'Russian version' },
  en: { ky: 'англисче түрү', ru: 'английского варианта', en: 'English version' },
} as const;
