import { refusals } from '../../platform/refusal.ts';

export const refuse = refusals({
  NO_LEGAL_GROUND: {
    law: ['PD-5.1', 'PD-4.1a'],
    text: {
      ky: 'Максаттын укуктук негизи көрсөтүлгөн эмес же 5-берененин тизмесинде жок.',
      ru: 'Правовое основание цели не указано или не входит в перечень статьи 5.',
      en: 'The purpose has no ground, or one outside the closed list of article 5.',
    },
  },
  GROUND_EVIDENCE_MISSING: {
    law: ['PD-5.1'],
    text: {
      ky: 'Бул негиз үчүн керектүү маалымат көрсөтүлгөн эмес: {field}.',
      ru: 'Для этого основания не указано обязательное сведение: {field}.',
      en: 'This ground needs a detail that is not given: {field}.',
    },
  },
  GROUND_NOT_FOR_HOLDER: {
    law: ['PD-5.1-3a'],
    text: {
      ky: 'Мындай негизди мамлекеттик органдар жана жергиликтүү өз алдынча башкаруу органдары гана колдоно алат.',
      ru: 'Это основание доступно только государственным органам и органам местного самоуправления.',
      en: 'Only state and local self-government bodies may use this ground.',
    },
  },
  CONSENT_NOT_NEEDED: {
    law: ['PD-5.1', 'CP-6d'],
    status: 409,
    text: {
      ky: 'Бул максат үчүн макулдук суралбайт: башка негиз жетиштүү ({ground}). Керексиз сурамжылоо субъектини адаштырат.',
      ru: 'Для этой цели согласие не запрашивается: достаточно другого основания ({ground}). Лишний запрос вводит субъекта в заблуждение.',
      en: 'Consent must not be asked for this purpose: another ground suffices ({ground}). A needless request misleads the subject.',
    },
  },
  PURPOSE_NOT_DECLARED: {
    law: ['SP-11', 'PD-4.2a'],
    text: {
      ky: 'Максат кармоочунун жарыяланган саясатында жок.',
      ru: 'Цель отсутствует в опубликованной политике держателя.',
      en: 'The purpose is not among those of the holder’s published policy.',
    },
  },
  BASIS_NOT_DECLARED: {
    law: ['SP-12'],
    text: {
      ky: 'Укуктук негиз кармоочунун саясатында көрсөтүлгөн эмес.',
      ru: 'Правовое основание не указано в политике держателя.',
      en: 'The legal basis is not among those of the holder’s policy.',
    },
  },
  CATEGORY_NOT_IN_POLICY: {
    law: ['SP-7a', 'SP-10a'],
    text: {
      ky: '«{category}» категориясы кармоочунун саясатында жок.',
      ru: 'Категория «{category}» отсутствует в политике держателя.',
      en: 'Category "{category}" is not in the holder’s policy.',
    },
  },
  SPECIAL_CATEGORY_NOT_PROCESSED: {
    law: ['SP-9a', 'PD-8.1'],
    text: {
      ky: 'Атайын категориядагы маалыматтарды («{category}») бул кармоочу иштетпейт.',
      ru: 'Данные специальной категории («{category}») этот держатель не обрабатывает.',
      en: 'This holder does not process data of a special category ("{category}").',
    },
  },
  SPECIAL_CATEGORY_UNMARKED: {
    law: ['PD-8.1'],
    text: {
      ky: '«{category}» атайын категорияга кирет: 8-берененин тиешелүү пункту көрсөтүлүшү керек.',
      ru: '«{category}» относится к специальной категории: нужно указать пункт статьи 8.',
      en: '"{category}" is of a special category: the item of article 8 has to be stated.',
    },
  },
  EXCESSIVE_DATA: {
    law: ['SP-8a', 'PD-4.4'],
    text: {
      ky: '«{category}» бул максат үчүн ашыкча: зарылдыгы көрсөтүлгөн эмес.',
      ru: '«{category}» избыточно для этой цели: необходимость не указана.',
      en: '"{category}" is excessive for this purpose: no necessity is stated.',
    },
  },
  DOCUMENT_NOT_REQUIRED: {
    law: ['SP-3b-2', 'PD-4.4'],
    text: {
      ky: '«{document}» документи максат үчүн керектүү көлөмдөн ашат.',
      ru: 'Документ «{document}» выходит за объём, необходимый для цели.',
      en: 'Document "{document}" goes beyond what the purpose needs.',
    },
  },
  NOTICE_INCOMPLETE: {
    law: ['PD-9.3', 'CP-5a'],
    text: {
      ky: 'Билдирүү толук эмес: {parts}.',
      ru: 'Уведомление неполное: {parts}.',
      en: 'The notice is incomplete: {parts}.',
    },
  },
  FORM_MEDIUM_MISSING: {
    law: ['CP-4c'],
    text: {
      ky: 'Форма кагаз бланк же электрондук документ түрүндө болушу керек.',
      ru: 'Форма должна быть бумажным бланком или электронным документом.',
      en: 'A form is a paper blank, an electronic document, or both: at least one is needed.',
    },
  },
  FORM_NOT_IN_THIS_MEDIUM: {
    law: ['CP-4c'],
    status: 409,
    text: {
      ky: 'Бул макулдуктун формасы мындай түрдө жарыяланган эмес.',
      ru: 'Форма этого согласия в таком виде не опубликована.',
      en: 'The form of this consent is not published in this medium.',
    },
  },
  SERVICE_STORAGE_MISSING: {
    law: ['CP-F-29b'],
    text: {
      ky: 'Кызмат көрсөтүүлөр жөнүндө маалыматтарды сактоо мөөнөтү жана аны белгилеген акт көрсөтүлгөн эмес.',
      ru: 'Не указан срок хранения сведений об услуге и устанавливающий его акт.',
      en: 'The storage term of the service’s records, with the act that sets it, is not stated.',
    },
  },
  SERVICE_HAS_NO_CONSENT_FORM: {
    law: ['CP-4b'],
    status: 409,
    text: {
      ky: 'Кызматтын жарыяланган макулдук формасы жок.',
      ru: 'У услуги нет опубликованной формы согласия.',
      en: 'The service has no published consent form.',
    },
  },
  SERVICE_UNKNOWN: {
    law: ['CP-4b'],
    status: 404,
    text: {
      ky: 'Кармоочунун тизмегинде мындай кызмат жок.',
      ru: 'Такой услуги в перечне держателя нет.',
      en: 'The holder’s catalogue has no such service.',
    },
  },
  SERVICE_IS_OPEN: {
    law: ['CP-4b'],
    status: 409,
    text: {
      ky: 'Кызмат ачылган: анын формасы максаттын жаңы редакциясы менен өзгөртүлөт.',
      ru: 'Услуга уже открыта: её форма меняется новой редакцией цели.',
      en: 'The service is open already: its form changes by a new version of the purpose.',
    },
  },
  CHILD_TEXT_MISSING: {
    law: ['PD-18.3'],
    text: {
      ky: 'Балдарга түшүнүктүү текст жок: балдар үчүн максат жарыяланбайт.',
      ru: 'Нет текста, понятного ребёнку: цель для детей не публикуется.',
      en: 'There is no wording a child understands: a purpose for children is not published.',
    },
  },
  TEXT_INSIDE_CONTRACT: {
    law: ['PD-9.2a'],
    text: {
      ky: 'Макулдук суроо келишимдин текстинин ичинде болбошу керек.',
      ru: 'Запрос согласия не должен находиться внутри текста договора.',
      en: 'A consent request must not stand inside a contract’s text.',
    },
  },
  FORM_NOT_PUBLISHED: {
    law: ['CP-4a'],
    status: 409,
    text: {
      ky: 'Макулдук формасы кармоочунун расмий сайтында жарыялана элек.',
      ru: 'Форма согласия не опубликована на официальном сайте держателя.',
      en: 'The consent form has not been published on the holder’s official site.',
    },
  },
  PURPOSE_UNKNOWN: {
    law: ['PD-4.2a'],
    status: 404,
    text: { ky: 'Мындай максат жок.', ru: 'Такой цели нет.', en: 'There is no such purpose.' },
  },
});
