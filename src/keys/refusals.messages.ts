// Texts of the vault's refusals and warnings. They never repeat what was typed: a refusal may be logged.

import type { Text3 } from '../platform/text.ts';

type Entry = { readonly law: readonly string[]; readonly text: Text3; readonly status?: number };

export const refusalTexts = {
  PIN_SHAPE: {
    law: ['PD-4.3'],
    text: {
      ky: 'Жеке идентификациялык номер 14 сандан турат. Документиңиздеги номерди текшерип, кайра жазыңыз.',
      ru: 'Персональный идентификационный номер состоит из 14 цифр. Проверьте номер в документе и введите его снова.',
      en: 'A personal identification number has 14 digits. Check the number in your document and enter it again.',
    },
  },
  PIN_OF_ORGANISATION: {
    law: ['PD-4.3'],
    text: {
      ky: 'Бул номер уюмга таандык. Адамдын жеке идентификациялык номери 1 же 2 санынан башталат.',
      ru: 'Этот номер принадлежит организации. Персональный идентификационный номер человека начинается с цифры 1 или 2.',
      en: 'This number belongs to an organisation. A person’s number begins with 1 or 2.',
    },
  },
  INN_OF_PERSON: {
    law: ['PD-4.3'],
    text: {
      ky: 'Бул номер адамга таандык. Уюмдун салык төлөөчү катары идентификациялык номери 0 санынан башталат.',
      ru: 'Этот номер принадлежит человеку. ИНН организации начинается с цифры 0.',
      en: 'This number belongs to a person. An organisation’s taxpayer number begins with 0.',
    },
  },
  PIN_TAKEN: {
    law: ['PD-4.3'],
    status: 409,
    text: {
      ky: 'Бул жеке идентификациялык номер башка адамдын атына катталган. Документиңиз менен кызмат адамына кайрылыңыз: номер текшерилгенге чейин токтотулат.',
      ru: 'Этот персональный идентификационный номер уже записан за другим человеком. Обратитесь с документом к сотруднику: до проверки номер будет заморожен.',
      en: 'This personal number is already recorded for another person. Go to a clerk with your document: the number is frozen until it is checked.',
    },
  },
  PIN_FROZEN: {
    law: ['PD-4.3'],
    status: 409,
    text: {
      ky: 'Бул жеке идентификациялык номер талаштуу болгондуктан, текшерүү аяктаганга чейин колдонулбайт.',
      ru: 'Этот персональный идентификационный номер оспаривается и не используется до окончания проверки.',
      en: 'This personal number is contested and is not used until the check ends.',
    },
  },
  PIN_CHANGED_ELSEWHERE: {
    law: ['PD-4.3'],
    text: {
      ky: 'Жеке идентификациялык номер өзүнчө аракет менен гана, документтин негизинде алмаштырылат.',
      ru: 'Персональный идентификационный номер заменяется только отдельным действием, на основании документа.',
      en: 'A personal number is replaced by an act of its own only, on the basis of a document.',
    },
  },
  NAME_MISSING: {
    law: ['CP-8a-1'],
    text: {
      ky: 'Фамилияңызды жана атыңызды жазыңыз.',
      ru: 'Укажите фамилию и имя.',
      en: 'Enter your surname and given name.',
    },
  },
  PATRONYMIC_UNSTATED: {
    law: ['CP-8a-1'],
    text: {
      ky: 'Атаңыздын атын жазыңыз же атаңыздын аты жок экенин белгилеңиз.',
      ru: 'Укажите отчество или отметьте, что отчества нет.',
      en: 'Enter your patronymic or mark that you have none.',
    },
  },
  BIRTH_DATE_SHAPE: {
    law: ['PD-4.3'],
    text: {
      ky: 'Туулган күнүңүздү толук жазыңыз: күнү, айы, жылы. Ал келечектеги күн болбошу керек.',
      ru: 'Укажите дату рождения полностью: день, месяц, год. Она не может быть в будущем.',
      en: 'Enter your full date of birth: day, month, year. It cannot be in the future.',
    },
  },
  DOCUMENT_TYPE_MISSING: {
    law: ['CP-8a-3', 'CP-F-06'],
    text: {
      ky: 'Ким экендигиңизди ырастаган документтин түрүн тандаңыз.',
      ru: 'Выберите вид документа, удостоверяющего личность.',
      en: 'Choose the kind of your identity document.',
    },
  },
  DOCUMENT_NUMBER_MISSING: {
    law: ['CP-8a-3', 'CP-F-08'],
    text: {
      ky: 'Ким экендигиңизди ырастаган документтин номерин жазыңыз.',
      ru: 'Укажите номер документа, удостоверяющего личность.',
      en: 'Enter the number of your identity document.',
    },
  },
  DOCUMENT_SERIES_SHAPE: {
    law: ['CP-8a-3', 'CP-F-07'],
    text: {
      ky: 'Документтин сериясы документте жазылгандай болушу керек, мисалы: ID, AN же AC.',
      ru: 'Серия указывается так, как она напечатана в документе, например: ID, AN или AC.',
      en: 'The series is as printed in the document, for example ID, AN or AC.',
    },
  },
  DOCUMENT_NUMBER_SHAPE: {
    law: ['CP-8a-3', 'CP-F-08'],
    text: {
      ky: 'Документтин номери туура эмес. Паспорттун жана ID-картанын номери сериядан кийинки 7 сандан турат.',
      ru: 'Номер документа указан неверно. Номер паспорта и ID-карты состоит из 7 цифр после серии.',
      en: 'The document number is wrong. The number of a passport or an ID card has 7 digits after the series.',
    },
  },
  DOCUMENT_ISSUE_MISSING: {
    law: ['CP-8a-3', 'CP-F-09', 'CP-F-10'],
    text: {
      ky: 'Документ качан жана ким тарабынан берилгенин жазыңыз.',
      ru: 'Укажите, когда и кем выдан документ.',
      en: 'Enter when and by whom the document was issued.',
    },
  },
  ADDRESS_MISSING: {
    law: ['CP-8a-2', 'CP-F-05'],
    text: {
      ky: 'Жашаган дарегиңизди (турган жериңизди) жазыңыз.',
      ru: 'Укажите адрес проживания (места нахождения).',
      en: 'Enter the address where you live or stay.',
    },
  },
  PHONE_SHAPE: {
    law: ['PD-4.3'],
    text: {
      ky: 'Телефон номери туура эмес. Аны +996 коду жана андан кийинки 9 сан менен жазыңыз.',
      ru: 'Номер телефона указан неверно. Введите его с кодом +996 и 9 цифрами после него.',
      en: 'The telephone number is wrong. Enter it with +996 and 9 digits after it.',
    },
  },
  EMAIL_SHAPE: {
    law: ['PD-4.3'],
    text: {
      ky: 'Электрондук почтанын дареги туура эмес. Мисалы: aty@example.kg.',
      ru: 'Адрес электронной почты указан неверно. Например: imya@example.kg.',
      en: 'The e-mail address is wrong. Example: name@example.kg.',
    },
  },
  PERSON_UNKNOWN: {
    law: ['PD-4.3'],
    status: 404,
    text: {
      ky: 'Мындай адам жөнүндө жазуу жок.',
      ru: 'Записи о таком человеке нет.',
      en: 'There is no record of such a person.',
    },
  },
  PERSON_CHANGED: {
    law: ['PD-4.3'],
    status: 409,
    text: {
      ky: 'Маалыматтар сиз ачкандан бери өзгөртүлгөн. Баракты жаңыртып, кайра аракет кылыңыз.',
      ru: 'Данные изменились с того времени, как вы их открыли. Обновите страницу и повторите.',
      en: 'The data changed since you opened it. Reload the page and try again.',
    },
  },
  PERSON_NOT_ACTIVE: {
    law: ['PD-4.3'],
    status: 409,
    text: {
      ky: 'Бул адамдын жазуусу токтотулган, бириктирилген же жабылган: аны өзгөртүүгө болбойт.',
      ru: 'Запись об этом человеке заморожена, объединена с другой или закрыта: изменить её нельзя.',
      en: 'This person’s record is frozen, merged or closed: it cannot be changed.',
    },
  },
  MERGE_WITH_ITSELF: {
    law: ['PD-4.3'],
    text: {
      ky: 'Бириктирүү үчүн эки башка жазууну тандаңыз.',
      ru: 'Для объединения выберите две разные записи.',
      en: 'Choose two different records to merge.',
    },
  },
} as const satisfies Readonly<Record<string, Entry>>;

export const warningTexts = {
  PIN_CHECK_DIGIT: {
    ky: 'Жеке идентификациялык номердин текшерүү саны туура келбейт. Номерди документ менен салыштырыңыз.',
    ru: 'Контрольная цифра персонального идентификационного номера не сходится. Сверьте номер с документом.',
    en: 'The check digit of the personal number does not match. Compare the number with the document.',
  },
  PIN_BIRTH_DATE: {
    ky: 'Жеке идентификациялык номердеги туулган күн жазылган күнгө туура келбейт.',
    ru: 'Дата рождения в персональном идентификационном номере не совпадает с указанной.',
    en: 'The birth date within the personal number differs from the one entered.',
  },
  PIN_SEX: {
    ky: 'Жеке идентификациялык номердеги жыныс жазылганга туура келбейт.',
    ru: 'Пол в персональном идентификационном номере не совпадает с указанным.',
    en: 'The sex within the personal number differs from the one entered.',
  },
} as const satisfies Readonly<Record<string, Text3>>;
