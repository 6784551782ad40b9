import { refusals } from '../../platform/refusal.ts';

export const refuse = refusals({
  ISS_REQUEST_UNREADABLE: {
    law: ['ES-13.1.1a'],
    text: {
      ky: 'Сертификатка суроо-талап окулбайт: PKCS#10 форматындагы файл керек.',
      ru: 'Запрос на сертификат не читается: нужен файл формата PKCS#10.',
      en: 'The certificate request cannot be read: a PKCS#10 file is needed.',
    },
  },
  ISS_FORMER_LAW: {
    law: ['ES-20.2', 'ES-8.5.2a'],
    text: {
      ky: 'Суроо-талап 2004-жылдын № 92 Мыйзамындагы электрондук санариптик колтамганын ачкычы үчүн түзүлгөн. Ал мыйзам күчүн жоготкон: мындай сертификат берилбейт. Жаңы ачкыч түзүңүз.',
      ru: 'Запрос сделан для ключа электронной цифровой подписи по Закону № 92 2004 года. Тот закон утратил силу: такие сертификаты не выдаются. Создайте новый ключ.',
      en: 'The request is for a key of the electronic digital signature of the law No. 92 of 2004. That law has lost force: no such certificate is issued. Make a new key.',
    },
  },
  ISS_KEY_PAIR_MISMATCH: {
    law: ['ES-2.6', 'ES-13.1.1a'],
    text: {
      ky: 'Суроо-талапка коюлган кол тамга текшерүү ачкычына туура келбейт: кол тамга ачкычы арыз ээсинде экени далилденген жок.',
      ru: 'Подпись запроса не соответствует ключу проверки: не доказано, что ключ подписи находится у заявителя.',
      en: 'The request’s signature does not match its verification key: it is not proven that the applicant holds the signature key.',
    },
  },
  ISS_KEY_UNSUITABLE: {
    law: ['ES-14.2.4b', 'ES-8.5.2a'],
    text: {
      ky: 'Мындай түрдөгү ачкыч кабыл алынбайт. Жарактуусу: P-256, P-384, Ed25519 же узундугу 2048 биттен кем эмес RSA.',
      ru: 'Ключ такого вида не принимается. Подходят P-256, P-384, Ed25519 или RSA не короче 2048 бит.',
      en: 'A key of this kind is not accepted. P-256, P-384, Ed25519 or RSA of at least 2048 bits will do.',
    },
  },
  ISS_WEAK_KEY: {
    law: ['ES-8.5.2a'],
    text: {
      ky: 'Ачкыч начар: аны башкалар табышы мүмкүн. Жаңы ачкыч түзүңүз.',
      ru: 'Ключ слабый: его могут подобрать другие. Создайте новый ключ.',
      en: 'The key is weak: others could find it. Make a new key.',
    },
  },
  ISS_DUPLICATE_KEY: {
    law: ['ES-13.1.8'],
    status: 409,
    text: {
      ky: 'Бул текшерүү ачкычы борбордун реестринде бар. Жаңы ачкыч түзүңүз.',
      ru: 'Этот ключ проверки уже есть в реестре центра. Создайте новый ключ.',
      en: 'This verification key is in the centre’s register already. Make a new key.',
    },
  },
  ISS_FIELD_MISSING: {
    law: ['ES-14.2', 'ES-17.2'],
    text: {
      ky: 'Сертификатта мыйзам талап кылган маалымат жок: сертификат түзүлбөйт.',
      ru: 'В сертификате нет сведений, которых требует закон: сертификат не создаётся.',
      en: 'The certificate lacks information that the law requires: it is not created.',
    },
  },
  ISS_PROFILE_VIOLATION: {
    law: ['ES-17.4'],
    text: {
      ky: 'Сертификат белгиленген формага туура келбейт: сертификат түзүлбөйт.',
      ru: 'Сертификат не соответствует установленной форме: сертификат не создаётся.',
      en: 'The certificate does not have the established form: it is not created.',
    },
  },
  ISS_TOOL_NOT_CONFIRMED: {
    law: ['ES-17.1', 'ES-17.2.4c'],
    text: {
      ky: 'Каражаттын талаптарга ылайык келиши бүгүнкү күнгө тастыкталган эмес: квалификацияланган сертификат түзүлбөйт.',
      ru: 'Соответствие средства требованиям на сегодня не подтверждено: квалифицированный сертификат не создаётся.',
      en: 'The means are not confirmed today as meeting the requirements: no qualified certificate is created.',
    },
  },
  ISS_ACCREDITATION_NOT_ACTIVE: {
    law: ['ES-2.3', 'ES-16.7f'],
    status: 409,
    text: {
      ky: 'Борбордун аккредиттөөсү күчүндө эмес: квалификацияланган сертификат берилбейт.',
      ru: 'Аккредитация центра не действует: квалифицированные сертификаты не выдаются.',
      en: 'The centre’s accreditation is not in force: no qualified certificates are issued.',
    },
  },
  ISS_DOCS_MISSING: {
    law: ['ES-15.2.3b', 'ES-17.3a'],
    text: {
      ky: 'Үчүнчү жактардын атынан аракеттенүү укугу жөнүндө маалымат тапшырылган документтерге туура келбейт.',
      ru: 'Сведения о праве действовать от имени третьих лиц не соответствуют представленным документам.',
      en: 'What is said of powers to act for third parties does not match the documents that were submitted.',
    },
  },
  KEY_SECOND_OFFICER: {
    law: ['ES-13.1.7b'],
    status: 409,
    text: {
      ky: 'Түпкү борбордун же борбордун ачкычы менен иш-аракетти эки башка кызматкер ырасташы керек.',
      ru: 'Действие с ключом корневого или иного центра подтверждают два разных сотрудника.',
      en: 'An operation with the key of the root or of a centre is approved by two different officers.',
    },
  },
  KEY_OPERATION_CHANGED: {
    law: ['ES-13.1.7b'],
    status: 409,
    text: {
      ky: 'Кол коюла турган маалымат ырасталган маалыматтан айырмаланат: кайра ырастоо керек.',
      ru: 'То, что будет подписано, отличается от подтверждённого: нужно подтвердить заново.',
      en: 'What is to be signed differs from what was approved: it has to be approved again.',
    },
  },
  KEY_OPERATION_STALE: {
    law: ['ES-13.1.7b'],
    status: 409,
    text: {
      ky: 'Ырастоонун мөөнөтү өттү: кайра ырастоо керек.',
      ru: 'Срок подтверждения истёк: нужно подтвердить заново.',
      en: 'The approval has lapsed: it has to be given again.',
    },
  },
  ISS_NO_AGREEMENT: {
    law: ['ES-14.1'],
    status: 409,
    text: {
      ky: 'Борбор менен арыз ээсинин ортосунда келишим түзүлгөн эмес: сертификат түзүлбөйт жана берилбейт.',
      ru: 'Соглашение между центром и заявителем не заключено: сертификат не создаётся и не выдаётся.',
      en: 'The centre and the applicant have not concluded an agreement: no certificate is created or issued.',
    },
  },
  ISS_ISSUER_ENDED: {
    law: ['ES-17.5a', 'ES-13.4b'],
    status: 409,
    text: {
      ky: 'Сертификат берүүчүнүн өз сертификаты колдонулбайт: ал сертификат бере албайт.',
      ru: 'Собственный сертификат издателя прекращён: выдавать сертификаты он не может.',
      en: 'The issuer’s own certificate has ended: it cannot issue certificates.',
    },
  },
  ISS_NO_TIME_LEFT: {
    law: ['ES-13.1.2', 'ES-17.5c'],
    status: 409,
    text: {
      ky: 'Мөөнөттөн эч нерсе калбайт: сертификаттын өз мөөнөтү, борбордун сертификаты же аккредиттөөсү суралган күнгө чейин бүтөт.',
      ru: 'От срока ничего не остаётся: срок самого сертификата, сертификат центра или его аккредитация заканчивается до запрошенной даты.',
      en: 'Nothing is left of the term: the certificate’s own term, the centre’s certificate or its accreditation ends before the day asked for.',
    },
  },
  REG_CERTIFICATE_UNKNOWN: {
    law: ['ES-13.1.5a'],
    status: 404,
    text: {
      ky: 'Реестрде мындай сертификат жок.',
      ru: 'Такого сертификата в реестре нет.',
      en: 'The register has no such certificate.',
    },
  },
  REG_GROUND_REQUIRED: {
    law: ['ES-13.1.5d', 'ES-14.6.4'],
    text: {
      ky: 'Сертификаттын колдонулушун токтотуунун негизи көрсөтүлүшү керек: мыйзамдын беренеси, келишимдин пункту же соттун чечими.',
      ru: 'Нужно указать основание прекращения действия сертификата: статью закона, пункт соглашения или решение суда.',
      en: 'The ground on which the certificate ends must be stated: an article of a law, a clause of the agreement or a decision of a court.',
    },
  },
  REG_ENDED_ALREADY: {
    law: ['ES-14.7b'],
    status: 409,
    text: {
      ky: 'Бул сертификаттын колдонулушу мурда эле токтогон: жазуу өзгөртүлбөйт.',
      ru: 'Действие этого сертификата уже прекращено: запись не изменяется.',
      en: 'This certificate has ended already: the record is not changed.',
    },
  },
  REG_TERM_OVER: {
    law: ['ES-14.6.1'],
    status: 409,
    text: {
      ky: 'Сертификаттын мөөнөтү бүткөн: анын колдонулушу ошону менен токтогон.',
      ru: 'Срок действия сертификата истёк: этим его действие прекращено.',
      en: 'The certificate’s term is over: it ended by that.',
    },
  },
  REG_DECISION_NOT_IN_FORCE: {
    law: ['ES-14.8a'],
    status: 409,
    text: {
      ky: 'Соттун чечими мыйзамдуу күчүнө кире элек: сертификат кайтарылып алынбайт.',
      ru: 'Решение суда ещё не вступило в законную силу: сертификат не отзывается.',
      en: 'The court’s decision has not entered into legal force yet: the certificate is not revoked.',
    },
  },
  REG_NOTICE_REQUIRED: {
    law: ['ES-14.9c'],
    status: 409,
    text: {
      ky: 'Сертификатты кайтарып алуу жөнүндө жазуу киргизилгенге чейин анын ээсине жазуу жүзүндө билдирилиши керек.',
      ru: 'До внесения записи об отзыве владелец сертификата должен быть письменно уведомлён.',
      en: 'The certificate’s owner is notified in writing before the revocation is entered.',
    },
  },
  ISS_ROOT_ELSEWHERE: {
    law: ['ES-16.5d', 'ES-16.5e'],
    status: 409,
    text: {
      ky: 'Түпкү борбор өзүнчө машинада кол коёт: даярдалган тапшырма ага жеткирилип, ал кол койгон сертификат алынып келиши керек.',
      ru: 'Корневой центр подписывает на отдельной машине: подготовленный заказ нужно доставить туда и принести подписанный сертификат.',
      en: 'The root signs on a machine of its own: carry the prepared order there, and bring the certificate it has signed.',
    },
  },
  ISS_CERTIFICATE_FOREIGN: {
    law: ['ES-13.4b', 'ES-16.5e'],
    text: {
      ky: 'Бул сертификатка реестрдин сертификат берүүчүсү кол койгон эмес же ал окулбайт.',
      ru: 'Этот сертификат не подписан издателем реестра или не читается.',
      en: 'This certificate is not signed by the register’s issuer, or cannot be read.',
    },
  },
});
