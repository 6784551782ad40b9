import type { FindingEntry } from './finding.ts';

export const categoryFindings = {
  CATEGORIES_MISSING: {
    severity: 'error',
    law: ['CP-5a', 'CP-8e', 'PD-9.3-3', 'PD-21.1-7b'],
    text: {
      ky: 'Чогултулуучу маалыматтардын тизмеси жок.',
      ru: 'Нет перечня собираемых данных.',
      en: 'There is no list of the data to be collected.',
    },
    fix: {
      ky: 'Иштетилүүчү жеке маалыматтардын тизмегин жазыңыз.',
      ru: 'Перечислите обрабатываемые персональные данные.',
      en: 'List the personal data that is processed.',
    },
  },
  SUBJECTS_MISSING: {
    severity: 'warning',
    law: ['SP-6', 'PD-21.1-7c'],
    text: {
      ky: 'Кимдердин жеке маалыматтары иштетилери (субъекттердин категориялары) көрсөтүлгөн эмес.',
      ru: 'Не указано, чьи персональные данные обрабатываются (категории субъектов).',
      en: 'It is not said whose personal data is processed (categories of data subjects).',
    },
    fix: {
      ky: 'Субъекттердин категорияларын атаңыз.',
      ru: 'Назовите категории субъектов.',
      en: 'Name the categories of data subjects.',
    },
  },
  SPECIAL_POSITION_UNRESOLVED: {
    severity: 'error',
    law: ['SP-9a', 'PD-8.1'],
    text: {
      ky: 'Атайын категориялар иштетилеби же жокпу, аныкталган эмес: текстте эки вариант тең калтырылган ({par}-пункт).',
      ru: 'Не определено, обрабатываются ли специальные категории: в тексте оставлены оба варианта (пункт {par}).',
      en: 'It is left open whether special categories are processed: both alternatives stand in the text (paragraph {par}).',
    },
    fix: {
      ky: 'Бир вариантты калтырыңыз: "ишке ашырылбайт" же "ишке ашырылат" (экинчисинде негизин көрсөтүңүз).',
      ru: 'Оставьте один вариант: «не осуществляется» или «осуществляется» (во втором случае укажите основание).',
      en: 'Keep one alternative: "is not carried out" or "is carried out" (then with its ground).',
    },
  },
  SPECIAL_POSITION_MISSING: {
    severity: 'error',
    law: ['PD-8.1', 'SP-9a'],
    text: {
      ky: 'Атайын категориялар (ден соолук, диний көз караш ж.б.) иштетилеби же жокпу, айтылган эмес.',
      ru: 'Не сказано, обрабатываются ли специальные категории (здоровье, религиозные взгляды и другие).',
      en: 'It is not said whether special categories (health, religious views and others) are processed.',
    },
    fix: {
      ky: 'specialCategories/position талаасын толтуруңуз.',
      ru: 'Заполните поле specialCategories/position.',
      en: 'Fill in specialCategories/position.',
    },
  },
  SPECIAL_PROVISION_MISSING: {
    severity: 'error',
    law: ['PD-8.2', 'SP-9a'],
    text: {
      ky: 'Атайын категориялар иштетилет делген, бирок тыюу салуудан чыгаруунун негизи көрсөтүлгөн эмес.',
      ru: 'Сказано, что специальные категории обрабатываются, но не указано исключение из запрета.',
      en: 'Special categories are said to be processed, but no exception from the prohibition is cited.',
    },
    fix: {
      ky: '8-берененин 2-бөлүгүндөгү жети учурдун бирин көрсөтүңүз.',
      ru: 'Укажите один из семи случаев части 2 статьи 8.',
      en: 'Cite one of the seven cases of article 8 part 2.',
    },
  },
  SPECIAL_AGAINST_POSITION: {
    severity: 'error',
    law: ['SP-9a', 'PD-8.1'],
    text: {
      ky: '"{category}" атайын категория деп белгиленген, ал эми саясат атайын категориялар иштетилбейт дейт.',
      ru: '«{category}» отмечено как специальная категория, а политика говорит, что такие не обрабатываются.',
      en: '"{category}" is marked as a special category while the policy says that none are processed.',
    },
    fix: {
      ky: 'Категорияны алып салыңыз же саясаттын позициясын өзгөртүңүз.',
      ru: 'Исключите категорию или измените позицию политики.',
      en: 'Drop the category or change the position of the policy.',
    },
  },
  SPECIAL_UNCLEAR: {
    severity: 'warning',
    law: ['PD-8.1'],
    text: {
      ky: '"{category}" атайын категорияга киреби же жокпу, аныкталган эмес.',
      ru: 'Не определено, относится ли «{category}» к специальным категориям.',
      en: 'It is left open whether "{category}" is a special category.',
    },
    fix: {
      ky: 'special талаасына true же false жазыңыз.',
      ru: 'Укажите в поле special значение true или false.',
      en: 'Write true or false in the field special.',
    },
  },
  PHOTO_MAY_BE_BIOMETRIC: {
    severity: 'warning',
    law: ['PD-8.1-11', 'SP-7c'],
    text: {
      ky: 'Сүрөт адамды таануу үчүн колдонулса, ал биометрикалык маалымат, башкача айтканда атайын категория болуп калат; саясат бул жөнүндө айтпайт.',
      ru: 'Если фотография служит для установления личности, она становится биометрическими данными, то есть специальной категорией; политика об этом молчит.',
      en: 'Used to identify a person uniquely, a photograph becomes biometric data, a special category; the policy does not say.',
    },
    fix: {
      ky: 'Сүрөт эмне үчүн колдонуларын жазыңыз жана special талаасын толтуруңуз.',
      ru: 'Напишите, для чего используется фотография, и заполните поле special.',
      en: 'Say what the photograph is used for and fill in the field special.',
    },
  },
  CRIMINAL_RECORD_NOT_SPECIAL: {
    severity: 'error',
    law: ['CP-F-26r', 'PD-8.1-7'],
    text: {
      ky: 'Соттуулук жөнүндө маалымат атайын категория болуп саналат, бирок андай деп белгиленген эмес.',
      ru: 'Сведения о судимости относятся к специальным категориям, но так не отмечены.',
      en: 'Information on a criminal record is a special category but is not marked as one.',
    },
    fix: {
      ky: 'special: true деп белгилеп, негизин көрсөтүңүз.',
      ru: 'Отметьте special: true и укажите основание.',
      en: 'Mark it special: true and cite the exception.',
    },
  },
  CATEGORY_NOT_IN_DECREE: {
    severity: 'note',
    law: ['CP-F-26'],
    text: {
      ky: '"{category}" токтомдун типтүү формасындагы мисалдардын арасында жок; формага өзүнчө сап катары жазылат.',
      ru: '«{category}» нет среди примеров типовой формы постановления; на форме оно пишется отдельной строкой.',
      en: '"{category}" is not among the examples of the decree\'s standard form; it gets a line of its own there.',
    },
    fix: {
      ky: 'Бул маалымат эмне үчүн керек экенин субъектке түшүнүктүү кылып жазыңыз.',
      ru: 'Объясните субъекту понятными словами, зачем нужны эти данные.',
      en: 'Explain to the data subject in plain words why it is needed.',
    },
  },
  TIN_NOT_LISTED: {
    severity: 'note',
    law: ['CP-F-26k', 'SP-12b', 'PD-4.4'],
    text: {
      ky: 'Салык кодекси негиз катары аталган, бирок салык төлөөчүнүн идентификациялык номери маалыматтардын тизмесинде жок.',
      ru: 'Налоговый кодекс назван основанием, но идентификационного номера налогоплательщика нет в перечне данных.',
      en: 'The Tax Code is cited as a basis, yet the taxpayer identification number is not on the list of data.',
    },
    fix: {
      ky: 'ИНН чогултулса, аны тизмеге кошуңуз.',
      ru: 'Если ИНН собирается, добавьте его в перечень.',
      en: 'If the TIN is collected, put it on the list.',
    },
  },
} as const satisfies Record<string, FindingEntry>;
