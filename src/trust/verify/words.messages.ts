// Headings of a report about signatures, for pages and programs that print it.
export const signatureWords = {
  file: { ky: 'Файл', ru: 'Файл', en: 'File' },
  checkedAt: { ky: 'Текшерүү учуру', ru: 'Момент проверки', en: 'Checked at' },
  signature: { ky: 'Колтамга', ru: 'Подпись', en: 'Signature' },
  conditions: { ky: 'Мыйзамдын төрт шарты', ru: 'Четыре условия закона', en: 'The four conditions of the law' },
  class: { ky: 'Колтамганын түрү', ru: 'Вид подписи', en: 'Type of signature' },
  classes: {
    simple: { ky: 'жөнөкөй', ru: 'простая', en: 'simple' },
    unqualified: { ky: 'квалификацияланбаган', ru: 'неквалифицированная', en: 'unqualified' },
    qualified: { ky: 'квалификацияланган', ru: 'квалифицированная', en: 'qualified' },
  },
  noClass: {
    ky: 'аныкталган жок: бул документке коюлган колтамга экени далилденген эмес',
    ru: 'не определён: не доказано, что это подпись под этим документом',
    en: 'none: it is not proven to be a signature over this document',
  },
  formerLaw: { ky: 'Мурунку № 92 Мыйзам', ru: 'Прежний Закон № 92', en: 'The former law No. 92' },
  bases19: {
    '19(1)': {
      ky: 'сертификат таанылат (19-берененин 1-бөлүгү)',
      ru: 'сертификат признаётся (статья 19, часть 1)',
      en: 'the certificate is recognised (art. 19, part 1)',
    },
    '19(2)': {
      ky: 'документ квалификацияланган колтамга коюлган деп таанылат (19-берененин 2-бөлүгү)',
      ru: 'документ признаётся подписанным квалифицированной подписью (статья 19, часть 2)',
      en: 'the document is recognised as signed with a qualified signature (art. 19, part 2)',
    },
  },
  signer: { ky: 'Кол койгон', ru: 'Подписал', en: 'Signed by' },
  actingPerson: { ky: 'Анын атынан иш алып барган', ru: 'От его имени действует', en: 'Acting for it' },
  basis: { ky: 'Негизи', ru: 'Основание', en: 'On the basis of' },
  representations: {
    constituentDocuments: { ky: 'уюштуруу документтери', ru: 'учредительные документы', en: 'constituent documents' },
    powerOfAttorney: { ky: 'ишеним кат', ru: 'доверенность', en: 'power of attorney' },
  },
  registrationNumber: { ky: 'Каттоо номери', ru: 'Регистрационный номер', en: 'Registration number' },
  power: {
    ky: 'Үчүнчү жактардын атынан аракеттенүү укугу',
    ru: 'Право действовать за третьих лиц',
    en: 'Right to act for third parties',
  },
  notInForce: {
    ky: 'ушул учурга карата күчүндө эмес',
    ru: 'на этот момент не действует',
    en: 'not in force at this moment',
  },
  limits: { ky: 'Сертификаттагы чектөөлөр', ru: 'Ограничения в сертификате', en: 'Limits in the certificate' },
  certificate: { ky: 'Сертификат', ru: 'Сертификат', en: 'Certificate' },
  issuer: { ky: 'Сертификатты берген', ru: 'Кем выдан', en: 'Issued by' },
  validity: { ky: 'Колдонулуу мөөнөтү', ru: 'Срок действия', en: 'Valid' },
  claimed: {
    ky: 'Кол койгон адам көрсөткөн убакыт (далил эмес)',
    ru: 'Время по словам подписавшего (не доказательство)',
    en: 'Time stated by the signer (no proof)',
  },
  reliable: { ky: 'Далилденген убакыт', ru: 'Доказанное время', en: 'Proven time' },
  none: { ky: 'жок', ru: 'нет', en: 'none' },
  judgedAt: {
    ky: 'Сертификат ушул учурга карата бааланды',
    ru: 'Сертификат оценён на момент',
    en: 'The certificate was judged at',
  },
  bases: {
    'reliable-time': {
      ky: 'далилденген кол коюу убактысы',
      ru: 'доказанное время подписания',
      en: 'proven time of signing',
    },
    'moment-of-checking': { ky: 'текшерүү учуру', ru: 'момент проверки', en: 'moment of checking' },
  },
  statuses: {
    met: { ky: 'сакталган', ru: 'соблюдено', en: 'met' },
    'not-met': { ky: 'сакталган эмес', ru: 'не соблюдено', en: 'not met' },
    'not-determinable': { ky: 'аныктоого мүмкүн эмес', ru: 'установить нельзя', en: 'not determinable' },
  },
  missingFeature: { ky: 'Далилденбеген белги', ru: 'Не доказан признак', en: 'Feature not proven' },
  changes: { ky: 'Эмне өзгөртүлгөн', ru: 'Что изменено', en: 'What was changed' },
  listed: {
    ky: 'Документ кол коюлган топтомго кирет: ага топтомго коюлган колтамганын түрү менен кол коюлган деп эсептелет.',
    ru: 'Документ входит в подписанный пакет и считается подписанным подписью того вида, которой подписан пакет.',
    en: 'The document is in the signed package and is deemed signed with the type of signature put on the package.',
  },
  notListed: {
    ky: 'Бул документ кол коюлган топтомго кирбейт же өзгөртүлгөн: ага кол коюлган эмес.',
    ru: 'Этот документ не входит в подписанный пакет или изменён: он не подписан.',
    en: 'This document is not in the signed package, or it was changed: it is not signed.',
  },
  noChanges: {
    ky: 'Кол коюлгандан кийин өзгөртүүлөр киргизилген эмес.',
    ru: 'После подписания изменения не вносились.',
    en: 'Nothing was changed after signing.',
  },
};
