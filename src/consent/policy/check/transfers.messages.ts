import type { FindingEntry } from './finding.ts';

export const transferFindings = {
  RECIPIENTS_NOT_STATED: {
    severity: 'error',
    law: ['CP-5c', 'CP-8g-2', 'PD-9.6-4', 'PD-9.3-5', 'CP-F-23'],
    text: {
      ky: 'Жеке маалыматтар үчүнчү тарапка берилеби же жокпу, айтылган эмес: {purposes}.',
      ru: 'Не сказано, передаются ли персональные данные третьим лицам: {purposes}.',
      en: 'It is not said whether personal data is transferred to third parties: {purposes}.',
    },
    fix: {
      ky: 'Алуучуларды атаңыз же бош тизме [] менен берилбей турганын көрсөтүңүз (recipients).',
      ru: 'Назовите получателей либо пустым списком [] укажите, что передачи нет (recipients).',
      en: 'Name the recipients, or say with an empty list [] that there are none (recipients).',
    },
  },
  RECIPIENT_WITHOUT_TRANSFER: {
    severity: 'error',
    law: ['CP-8g-1', 'CP-F-23'],
    text: {
      ky: '"{purpose}" максатында алуучулар аталган, бирок иш-аракеттердин арасында "берүү" жок.',
      ru: 'Для цели «{purpose}» названы получатели, но действия «передача» нет.',
      en: 'The purpose "{purpose}" names recipients, but "transfer" is not among its actions.',
    },
    fix: {
      ky: 'actions тизмегине transfer кошуңуз же алуучуларды алып салыңыз.',
      ru: 'Добавьте transfer в actions или уберите получателей.',
      en: 'Add transfer to actions or remove the recipients.',
    },
  },
  TRANSFER_WITHOUT_RECIPIENT: {
    severity: 'warning',
    law: ['CP-5c', 'CP-8g-2'],
    text: {
      ky: '"{purpose}" максатында маалымат берүү каралган, бирок кимге берилери айтылган эмес.',
      ru: 'Для цели «{purpose}» предусмотрена передача, но получатели не названы.',
      en: 'The purpose "{purpose}" provides for a transfer, but no recipient is named.',
    },
    fix: {
      ky: 'Алуучуларды же алардын категорияларын атаңыз.',
      ru: 'Назовите получателей или их категории.',
      en: 'Name the recipients or their categories.',
    },
  },
  CROSS_BORDER_NOT_STATED: {
    severity: 'error',
    law: ['PD-9.3-7', 'PD-9.6-5', 'CP-F-24', 'CP-2'],
    text: {
      ky: 'Трансчекаралык берүү барбы же жокпу, айтылган эмес: {purposes}.',
      ru: 'Не сказано, есть ли трансграничная передача: {purposes}.',
      en: 'It is not said whether there is cross-border transfer: {purposes}.',
    },
    fix: {
      ky: 'Өлкөлөрдү атаңыз же бош тизме [] менен жок экенин көрсөтүңүз (crossBorder).',
      ru: 'Назовите страны либо пустым списком [] укажите, что её нет (crossBorder).',
      en: 'Name the countries, or say with an empty list [] that there is none (crossBorder).',
    },
  },
  CROSS_BORDER_WITHOUT_ACTION: {
    severity: 'error',
    law: ['CP-8g-1', 'CP-F-24'],
    text: {
      ky: '"{purpose}" максатында чет өлкө аталган, бирок иш-аракеттердин арасында "трансчекаралык берүү" жок.',
      ru: 'Для цели «{purpose}» названа другая страна, но действия «трансграничная передача» нет.',
      en: 'The purpose "{purpose}" names a foreign country, but "cross-border transfer" is not among its actions.',
    },
    fix: {
      ky: 'actions тизмегине cross_border_transfer кошуңуз.',
      ru: 'Добавьте cross_border_transfer в actions.',
      en: 'Add cross_border_transfer to actions.',
    },
  },
  CROSS_BORDER_GROUND_MISSING: {
    severity: 'warning',
    law: ['PD-32.4', 'PD-32.3'],
    text: {
      ky: '{country}: жетиштүү коргоосу бар өлкөлөрдүн тизмеси азырынча бош, ошондуктан ар бир өлкөгө өзүнчө негиз керек.',
      ru: '{country}: перечень стран с достаточной защитой пока пуст, поэтому для каждой страны нужно отдельное основание.',
      en: '{country}: the list of countries with adequate protection is still empty, so each country needs a ground of its own.',
    },
    fix: {
      ky: '32-берененин 4-бөлүгүнөн негиз тандаңыз (crossBorder/ground).',
      ru: 'Выберите основание из части 4 статьи 32 (crossBorder/ground).',
      en: 'Choose a ground of article 32 part 4 (crossBorder/ground).',
    },
  },
  OTHER_USE_NOT_STATED: {
    severity: 'error',
    law: ['CP-5d', 'CP-8g-3'],
    text: {
      ky: 'Маалыматтарды башкача пайдалануу мүмкүнбү же жокпу, айтылган эмес: {purposes}.',
      ru: 'Не сказано, возможно ли иное использование данных: {purposes}.',
      en: 'It is not said whether other use of the data is possible: {purposes}.',
    },
    fix: {
      ky: 'otherUse/possible талаасына true же false жазыңыз.',
      ru: 'Укажите в otherUse/possible true или false.',
      en: 'Write true or false in otherUse/possible.',
    },
  },
  OTHER_USE_UNDESCRIBED: {
    severity: 'error',
    law: ['CP-5d', 'CP-8g-3', 'PD-4.2b'],
    text: {
      ky: '"{purpose}" максатында башкача пайдалануу мүмкүн делген, бирок кандай экени жазылган эмес.',
      ru: 'Для цели «{purpose}» допущено иное использование, но оно не описано.',
      en: 'The purpose "{purpose}" allows other use but does not describe it.',
    },
    fix: {
      ky: 'Кандай пайдалануу экенин так жазыңыз.',
      ru: 'Опишите это использование точно.',
      en: 'Describe that use exactly.',
    },
  },
  PUBLIC_DISTRIBUTION_NOT_STATED: {
    severity: 'error',
    law: ['PD-9.6-6'],
    text: {
      ky: 'Маалыматтар жалпыга жеткиликтүү булактарга жайылтылабы же жокпу, айтылган эмес: {purposes}.',
      ru: 'Не сказано, распространяются ли данные в общедоступных источниках: {purposes}.',
      en: 'It is not said whether the data is distributed in public sources: {purposes}.',
    },
    fix: {
      ky: 'publicDistribution/possible талаасына true же false жазыңыз.',
      ru: 'Укажите в publicDistribution/possible true или false.',
      en: 'Write true or false in publicDistribution/possible.',
    },
  },
  TRANSFER_NOTICE_NOT_STATED: {
    severity: 'warning',
    law: ['CP-12a', 'CP-12d', 'CP-12e', 'CP-14a'],
    text: {
      ky: 'Маалыматы үчүнчү тарапка берилгени жөнүндө субъектке кантип билдирилери айтылган эмес.',
      ru: 'Не сказано, как субъекта уведомят о передаче его данных третьему лицу.',
      en: 'It is not said how a data subject is told that the data was transferred to a third party.',
    },
    fix: {
      ky: 'Билдирүү бир жумада жиберилерин жана ыкмасын (телефон, смс, кат, электрондук почта) жазыңыз (transferNotice).',
      ru: 'Напишите, что уведомление направляется в течение недели и каким способом: телефон, СМС, письмо, электронная почта (transferNotice).',
      en: 'Say that a notice is sent within a week and how: telephone, SMS, letter, e-mail (transferNotice).',
    },
  },
  CONSENT_TERM_MISSING: {
    severity: 'error',
    law: ['CP-8h-1', 'PD-9.3-4', 'PD-9.6-3'],
    text: {
      ky: 'Макулдуктун жарактуу мөөнөтү көрсөтүлгөн эмес: {purposes}.',
      ru: 'Не указан срок действия согласия: {purposes}.',
      en: 'The period of validity of the consent is missing: {purposes}.',
    },
    fix: {
      ky: 'Мөөнөттү, окуяны же аны белгилеген актыны жазыңыз (consentTerm).',
      ru: 'Укажите срок, событие или акт, который его устанавливает (consentTerm).',
      en: 'State a length, an event or the act that sets it (consentTerm).',
    },
  },
  STORAGE_TERM_MISSING: {
    severity: 'error',
    law: ['PD-4.6a', 'SP-19a', 'PD-34.1a'],
    text: {
      ky: 'Так сактоо мөөнөтү көрсөтүлгөн эмес: {purposes}. "Зарыл болгондон узак эмес" деген - мөөнөт эмес.',
      ru: 'Не указан конкретный срок хранения: {purposes}. «Не дольше необходимого» - это не срок.',
      en: 'No concrete storage period is given: {purposes}. "No longer than necessary" is not a period.',
    },
    fix: {
      ky: 'Ар бир максат үчүн мөөнөттү жана анын башталышын жазыңыз (storageTerm).',
      ru: 'Укажите для каждой цели срок и его начало (storageTerm).',
      en: 'State for each purpose the period and its start (storageTerm).',
    },
  },
} as const satisfies Record<string, FindingEntry>;
