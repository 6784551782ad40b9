import { refusals } from '../../platform/refusal.ts';

export const refuse = refusals({
  CENTRE_KEYS_ELSEWHERE: {
    law: ['ES-13.1.7b'],
    status: 409,
    text: {
      ky: 'Бул система борборлордун ачкычтарын сактабайт: сурамды (PKCS#10) борбор өз каражаттары менен түзөт.',
      ru: 'Эта система не хранит ключи центров: запрос (PKCS#10) центр создаёт своими средствами.',
      en: 'This system keeps no keys of centres: a centre makes its request (PKCS#10) by its own means.',
    },
  },
  CENTRE_UNKNOWN: {
    law: ['ES-8.3.1a'],
    status: 404,
    text: {
      ky: 'Мындай күбөлөндүрүүчү борбор жок.',
      ru: 'Такого удостоверяющего центра нет.',
      en: 'There is no such certification centre.',
    },
  },
  PAPER_PART_MISSING: {
    law: ['ES-13.2.1a'],
    text: {
      ky: 'Мыйзам талап кылган бөлүк үч тилдин биринде жазылган эмес.',
      ru: 'Требуемая законом часть не написана на одном из трёх языков.',
      en: 'A part that the law demands is not written in one of the three languages.',
    },
  },
  PAPER_UNKNOWN: {
    law: ['ES-13.2.1a'],
    status: 404,
    text: {
      ky: 'Борбор мындай документ жарыялаган эмес.',
      ru: 'Центр не опубликовал такого документа.',
      en: 'The centre has published no such paper.',
    },
  },
  CENTRE_CODE_TAKEN: {
    law: ['ES-8.3.1a'],
    status: 409,
    text: {
      ky: 'Мындай код менен күбөлөндүрүүчү борбор киргизилген.',
      ru: 'Удостоверяющий центр с таким кодом уже внесён.',
      en: 'A certification centre of that code has been entered already.',
    },
  },
  CENTRE_ADDRESS_MISSING: {
    law: ['ES-8.3.1b'],
    text: {
      ky: 'Күбөлөндүрүүчү борбордун дареги көрсөтүлгөн эмес: даректер жарыяланууга тийиш.',
      ru: 'Не указан адрес удостоверяющего центра: адреса подлежат опубликованию.',
      en: 'The address of the certification centre is not stated: addresses are to be published.',
    },
  },
  MEANS_NUMBER_TAKEN: {
    law: ['ES-8.5.3b'],
    status: 409,
    text: {
      ky: 'Мындай номердеги тастыктоо документи тизмекте бар.',
      ru: 'Документ о подтверждении с таким номером уже в перечне.',
      en: 'A confirmation document of that number is on the list already.',
    },
  },
  MEANS_WITHOUT_FUNCTION: {
    law: ['ES-2.9'],
    text: {
      ky: 'Колтамга каражаты жок дегенде бир функцияны аткарышы керек: колтамганы түзүү, аны текшерүү же ачкычтарды түзүү.',
      ru: 'Средство подписи выполняет хотя бы одну функцию: создание подписи, её проверку или создание ключей.',
      en: 'A signature means does at least one of three things: it creates signatures, verifies them, or makes keys.',
    },
  },
  CENTRE_MEANS_WITH_FUNCTION: {
    law: ['ES-2.10'],
    text: {
      ky: 'Күбөлөндүрүүчү борбордун каражаты сертификаттарды түзөт; колтамга каражатынын функциялары өзүнчө каражат катары тастыкталат.',
      ru: 'Средство удостоверяющего центра создаёт сертификаты; функции средства подписи подтверждаются отдельным средством.',
      en: 'A means of a certification centre makes certificates; functions of a signature means are confirmed as a means of their own.',
    },
  },
  MEANS_UNKNOWN: {
    law: ['ES-8.5.3b'],
    status: 404,
    text: {
      ky: 'Тизмекте мындай каражат жок же анын тастыктоосу токтотулган.',
      ru: 'Такого средства в перечне нет или его подтверждение прекращено.',
      en: 'The list holds no such means, or its confirmation has ended.',
    },
  },
  TERM_ENDS_BEFORE_IT_BEGINS: {
    law: ['ES-8.3a'],
    text: {
      ky: 'Мөөнөт башталганга чейин бүтө албайт.',
      ru: 'Срок не может закончиться раньше, чем начался.',
      en: 'A term cannot end before it begins.',
    },
  },
  TRUSTED_PERSON_UNKNOWN: {
    law: ['ES-13.4a'],
    status: 404,
    text: {
      ky: 'Мындай ишенимдүү жак жок же анын ыйгарым укугу токтотулган.',
      ru: 'Такого доверенного лица нет или его полномочия прекращены.',
      en: 'There is no such trusted person, or its powers have ended.',
    },
  },
  FIELD_MISSING: {
    law: ['ES-13.4a'],
    text: { ky: 'Толтуруңуз.', ru: 'Заполните поле.', en: 'Fill this in.' },
  },
  TRUSTED_ORDER_UNKNOWN: {
    law: ['ES-13.4b'],
    status: 404,
    text: {
      ky: 'Бекитүүнү күтүп турган мындай тапшырма жок.',
      ru: 'Нет такого поручения, ожидающего утверждения.',
      en: 'There is no such order that waits for approval.',
    },
  },
  TRUSTED_ORDER_CHANGED: {
    law: ['ES-13.4b'],
    status: 409,
    text: {
      ky: 'Кол коюлуучу маалымат өзгөрдү: аны кайра окуп чыгыңыз.',
      ru: 'То, что подписывается, изменилось: прочитайте заново.',
      en: 'What is to be signed has changed: read it anew.',
    },
  },
  CERTIFICATE_NUMBER_TAKEN: {
    law: ['ES-16.5c'],
    text: {
      ky: 'Мындай номердеги аккредиттөө жөнүндө күбөлүк берилген.',
      ru: 'Свидетельство об аккредитации с таким номером уже выдано.',
      en: 'An accreditation certificate of that number has been handed over already.',
    },
  },
});
