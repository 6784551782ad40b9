import { refusals } from '../platform/refusal.ts';

export const refuse = refusals({
  NO_PRIOR_NOTICE: {
    law: ['CP-5e', 'PD-9.3'],
    status: 409,
    text: {
      ky: 'Маалымат берүүдөн мурда субъект билдирүү менен таанышышы керек. Эч нерсе сакталган жок.',
      ru: 'До предоставления данных субъект должен быть ознакомлен с уведомлением. Ничего не сохранено.',
      en: 'The subject must be acquainted with the notice before giving any data. Nothing was stored.',
    },
  },
  CLOUD_NOT_CONNECTED: {
    law: ['ES-4.1'],
    status: 404,
    text: {
      ky: 'Булуттагы колтамга кызматы бул жерге туташтырылган эмес. Башка жол менен кол коюңуз.',
      ru: 'Служба облачной подписи здесь не подключена. Подпишите другим способом.',
      en: 'No cloud signature service is connected here. Sign in another way.',
    },
  },
  SEAL_MISSING: {
    law: ['ES-12.5'],
    status: 406,
    text: {
      ky: 'Бул орнотуунун автоматтык колтамгасы үчүн ачкыч жок, ошондуктан жооп кол коюлган түрдө берилбейт.',
      ru: 'У этой установки нет ключа для автоматической подписи, поэтому подписанного ответа она не даёт.',
      en: 'This installation has no key for automatic signatures, so it gives no signed answer.',
    },
  },
  CONSENT_INCOMPLETE: {
    law: ['CP-6b', 'CP-8'],
    text: {
      ky: 'Макулдук толук эмес: {parts}.',
      ru: 'Согласие неполное: {parts}.',
      en: 'The consent is incomplete: {parts}.',
    },
  },
  CONSENT_FORM_NOT_ALLOWED: {
    law: ['CP-7a', 'PD-9.1g'],
    text: {
      ky: 'Макулдук кагаз жүзүндө же электрондук документ түрүндө гана берилет; оозеки же унчукпай берилген макулдук кабыл алынбайт.',
      ru: 'Согласие даётся только на бумаге или электронным документом; устное или молчаливое согласие не принимается.',
      en: 'Consent is given on paper or as an electronic document; oral, implied or silent consent is not accepted.',
    },
  },
  STRICT_FORM: {
    law: ['PD-9.1h'],
    text: {
      ky: 'Бул максат үчүн мыйзам макулдуктун жазуу же санариптик түрүн талап кылат.',
      ru: 'Для этой цели закон требует письменной или цифровой формы согласия.',
      en: 'An act demands the written or digital form of consent for this purpose.',
    },
  },
  REPRESENTATIVE_REQUIRED: {
    law: ['PD-18.2a', 'PD-18.2b'],
    text: {
      ky: 'Бул максат үчүн баланын мыйзамдуу өкүлүнүн макулдугу керек.',
      ru: 'Для этой цели нужно согласие законного представителя ребёнка.',
      en: 'This purpose needs the consent of the child’s legal representative.',
    },
  },
  REPRESENTATIVE_AUTHORITY_MISSING: {
    law: ['CP-6e', 'CP-8b-4', 'PD-9.1f'],
    text: {
      ky: 'Өкүлдүн ыйгарым укугун ырастаган жарактуу документ жок.',
      ru: 'Нет действующего документа, подтверждающего полномочия представителя.',
      en: 'There is no valid document confirming the representative’s power.',
    },
  },
  REPRESENTATIVE_AUTHORITY_ELSEWHERE: {
    law: ['CP-6e', 'CP-8b-4', 'PD-9.1f'],
    text: {
      ky: 'Бул ыйгарым укук башка кармоочуда (ээсинде) катталган жана ошол жерде гана колдонулат.',
      ru: 'Это полномочие учтено у другого держателя (обладателя) и действует только у него.',
      en: 'This power was recorded at another holder and acts there only.',
    },
  },
  POWER_REACH_UNPROVEN: {
    law: ['CP-6e', 'CP-8b-4'],
    text: {
      ky: 'Бардык кармоочуларда (ээлеринде) нотариалдык аракеттердин реестринде номери бар ишеним кат гана колдонулат.',
      ru: 'У всех держателей (обладателей) действует только доверенность, имеющая номер в реестре нотариальных действий.',
      en: 'Only a power of attorney with a number in the register of notarial acts acts at every holder.',
    },
  },
  SIGNATURE_INVALID: {
    law: ['CP-7b', 'ES-9.1'],
    text: {
      ky: 'Кол тамга бул документке таандык эмес: макулдук күчүнө кирген жок.',
      ru: 'Подпись не относится к этому документу: согласие не вступило в силу.',
      en: 'The signature is not of this document: the consent does not take effect.',
    },
  },
  SIGNATURE_CLASS_TOO_LOW: {
    law: ['PD-32.4-1', 'ES-4.1'],
    text: {
      ky: 'Бул макулдук жөнөкөй колтамга менен берилбейт: {reason}.',
      ru: 'Это согласие нельзя дать простой подписью: {reason}.',
      en: 'This consent cannot be given with a simple signature: {reason}.',
    },
  },
  DRAFT_GONE: {
    law: ['CP-6c'],
    status: 409,
    text: {
      ky: 'Даярдалган документтин мөөнөтү бүттү: кайра баштаңыз. Макулдук берилген жок.',
      ru: 'Срок подготовленного документа истёк: начните снова. Согласие не дано.',
      en: 'The prepared document has expired: start again. No consent was given.',
    },
  },
  CONSENT_UNKNOWN: {
    law: ['CP-6c'],
    status: 404,
    text: { ky: 'Мындай макулдук жок.', ru: 'Такого согласия нет.', en: 'There is no such consent.' },
  },
  NOT_WITHDRAWABLE: {
    law: ['PD-9.4a'],
    status: 409,
    text: {
      ky: 'Бул макулдук мурунтан эле колдонулбайт: кайта сурап алууга эч нерсе жок.',
      ru: 'Это согласие уже не действует: отзывать нечего.',
      en: 'This consent is no longer in force: there is nothing to withdraw.',
    },
  },
  PROCESSING_LAWFUL_WITHOUT_CONSENT: {
    law: ['PD-9.4b', 'CP-F-31'],
    status: 409,
    text: {
      ky: 'Макулдукту кайта сурап алуу мүмкүн эмес: ушул эле максат үчүн башка негиз мурда жазылган ({ground}).',
      ru: 'Отзыв невозможен: для этой же цели ранее записано другое основание ({ground}).',
      en: 'The consent cannot be withdrawn: another ground was recorded earlier for the same purpose ({ground}).',
    },
  },
  OBLIGATION_NOT_LISTED: {
    law: ['PD-9.4c'],
    text: {
      ky: 'Аткарылбаган жарандык-укуктук милдеттенме көрсөтүлгөн эмес (келишим, сумма же иш-аракет, мөөнөт).',
      ru: 'Не указано неисполненное гражданско-правовое обязательство (договор, сумма или действие, срок).',
      en: 'The unfulfilled civil-law obligation is not named (contract, amount or act, due date).',
    },
  },
  OBLIGATION_NOT_CIVIL: {
    law: ['PD-9.4c'],
    text: {
      ky: 'Салык карызы макулдукту кайта сурап алууга тоскоол болбойт: жарандык-укуктук милдеттенме гана тоскоол болот.',
      ru: 'Налоговый долг не препятствует отзыву: препятствует только гражданско-правовое обязательство.',
      en: 'A tax debt does not bar a withdrawal: only a civil-law obligation does.',
    },
  },
  EVIDENCE_MISSING: {
    law: ['CP-10a', 'CP-10e'],
    text: {
      ky: 'Далил толук эмес: {parts}. Макулдук күчүнө кирбейт.',
      ru: 'Доказательство неполное: {parts}. Согласие не вступает в силу.',
      en: 'The evidence is incomplete: {parts}. The consent does not take effect.',
    },
  },
  WITHDRAWAL_NOT_SIGNED: {
    law: ['CP-F-30'],
    status: 404,
    text: {
      ky: 'Бул макулдукту кайта сурап алуу арызына сертификаттын ачкычы менен кол коюлган эмес.',
      ru: 'Заявление об отзыве этого согласия не подписывалось ключом из сертификата.',
      en: 'No application to withdraw this consent was signed with the key of a certificate.',
    },
  },
  EVIDENCE_RETENTION_LOCK: {
    law: ['CP-10b'],
    status: 409,
    text: {
      ky: 'Маалыматтар иштетилип же сакталып турганда макулдуктун далилин өчүрүүгө болбойт.',
      ru: 'Пока данные обрабатываются или хранятся, доказательство согласия удалить нельзя.',
      en: 'The evidence of a consent cannot be deleted while data under it is processed or stored.',
    },
  },
  SECOND_PERSON_NEEDED: {
    law: ['CP-10e'],
    status: 409,
    text: {
      ky: 'Кагаз макулдукту башка кызматкер текшериши керек.',
      ru: 'Бумажное согласие должен проверить другой сотрудник.',
      en: 'A paper consent is checked by another member of staff.',
    },
  },
  LATER_WORD_STANDS: {
    law: ['CP-10e', 'PD-9.4a'],
    status: 409,
    text: {
      ky: 'Бул кагазга кол коюлгандан кийин субъект башка чечим кабыл алган: кагаз анын ордун баспайт.',
      ru: 'После подписания этой бумаги субъект принял другое решение: бумага его не заменяет.',
      en: 'After this paper was signed the subject decided otherwise: the paper does not replace that decision.',
    },
  },
  HOLDER_CANNOT_CONSENT: {
    law: ['CP-6a', 'PD-9.1a'],
    status: 403,
    text: {
      ky: 'Кармоочу субъекттин ордуна макулдук бере албайт.',
      ru: 'Держатель не может дать согласие за субъекта.',
      en: 'A holder cannot consent on the subject’s behalf.',
    },
  },
  SUBJECT_NOT_NATURAL: {
    law: ['PD-3.9'],
    text: {
      ky: 'Жеке маалыматтардын субъектиси — жеке адам гана.',
      ru: 'Субъектом персональных данных является только физическое лицо.',
      en: 'Only a natural person is a data subject (article 3).',
    },
  },
  PERSON_INCOMPLETE: {
    law: ['CP-8a-2', 'CP-8a-3'],
    status: 409,
    text: {
      ky: 'Макулдукта дарегиңиз жана ким экендигиңизди ырастаган документ көрсөтүлөт: алгач аларды профилиңизге жазыңыз.',
      ru: 'В согласии указываются ваш адрес и документ, удостоверяющий личность: сначала внесите их в профиль.',
      en: 'A consent states your address and identity document: first add them to your profile.',
    },
  },
  ADDRESS_MISSING: {
    law: ['CP-8a-2'],
    status: 409,
    text: {
      ky: 'Макулдукта жашаган дарегиңиз көрсөтүлөт: алгач аны профилиңизге жазыңыз.',
      ru: 'В согласии указывается ваш адрес: сначала внесите его в профиль.',
      en: 'A consent states your address: first add it to your profile.',
    },
  },
  DOCUMENT_MISSING: {
    law: ['CP-8a-3'],
    status: 409,
    text: {
      ky: 'Макулдукта ким экендигиңизди ырастаган документ көрсөтүлөт: алгач аны профилиңизге жазыңыз.',
      ru: 'В согласии указывается документ, удостоверяющий личность: сначала внесите его в профиль.',
      en: 'A consent states your identity document: first add it to your profile.',
    },
  },
  CP_RULES_NOT_IN_FORCE: {
    law: ['CP-D-3'],
    text: {
      ky: 'Бул күнгө токтомдун эрежелери күчүнө кире элек болчу.',
      ru: 'На эту дату правила постановления ещё не действовали.',
      en: 'On this date the decree’s rules were not yet in force.',
    },
  },
  REVIEW_UNKNOWN: {
    law: ['PD-5.1'],
    status: 404,
    text: {
      ky: 'Мындай ачык кайра карап чыгуу тапшырмасы жок.',
      ru: 'Такой открытой задачи на пересмотр нет.',
      en: 'There is no such open review task.',
    },
  },
  GROUND_UNKNOWN: {
    law: ['PD-5.1'],
    status: 404,
    text: { ky: 'Мындай негиз жазылган эмес.', ru: 'Такое основание не записано.', en: 'No such ground is on record.' },
  },
  CLAUSE_UNKNOWN: {
    law: ['PD-9.2b'],
    text: {
      ky: 'Макулдукта мындай бөлүк жок: {clause}.',
      ru: 'В согласии нет такой части: {clause}.',
      en: 'The consent has no such clause: {clause}.',
    },
  },
  CONSENT_IN_FORCE: {
    law: ['PD-9.4a', 'CP-F-30'],
    status: 409,
    text: {
      ky: 'Бул максат үчүн макулдугуңуз күчүндө. Аны токтотуу үчүн макулдукту кайта сурап алыңыз.',
      ru: 'Ваше согласие для этой цели действует. Чтобы прекратить его, отзовите согласие.',
      en: 'Your consent for this purpose is in force. To end it, withdraw it.',
    },
  },
  CHILD_WITHOUT_GROUND: {
    law: ['PD-18.2a', 'PD-18.1', 'PD-18.4'],
    status: 409,
    text: {
      ky: 'Баланын маалыматы 18-берененин негизи же мыйзамдуу өкүлүнүн макулдугу менен гана иштетилет. Эч нерсе сакталган жок.',
      ru: 'Данные ребёнка обрабатываются только на основании статьи 18 или с согласия законного представителя. Ничего не сохранено.',
      en: 'A child’s data is processed only on a ground of article 18 or with the legal representative’s consent. Nothing was stored.',
    },
  },
  SUBJECT_CATEGORY_NOT_DECLARED: {
    law: ['SP-6'],
    text: {
      ky: 'Субъекттердин мындай категориясы саясатта жок.',
      ru: 'Такая категория субъектов в политике не указана.',
      en: 'This category of subjects is not in the policy.',
    },
  },
  PROVENANCE_MISSING: {
    law: ['SP-4a-3', 'PD-3.16'],
    text: {
      ky: 'Маалыматтын булагы жана милдети көрсөтүлгөн эмес.',
      ru: 'Не указаны источник данных и функция, в рамках которой они получены.',
      en: 'The data’s source and the function behind it are not stated.',
    },
  },
  DECLARATION_MISSING: {
    law: ['SP-3b-1'],
    text: {
      ky: 'Маалыматтын ишенимдүүлүгү ырасталган эмес.',
      ru: 'Не подтверждена достоверность сведений.',
      en: 'The reliability of the data was not declared.',
    },
  },
  RETENTION_EXTENSION_NOT_ALLOWED: {
    law: ['SP-19b'],
    text: {
      ky: 'Сактоо мөөнөтү субъекттин кызыкчылыгында же мыйзам боюнча гана узартылат.',
      ru: 'Срок хранения продлевается только в интересах субъекта или по закону.',
      en: 'Storage is extended only in the subject’s interest or where legislation provides for it.',
    },
  },
});
