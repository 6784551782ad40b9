import { refusals } from '../../platform/refusal.ts';

export const refuseCertificate = refusals({
  ISS_LIMITS_MISSING: {
    law: ['ES-18.2a'],
    text: {
      ky: 'Сертификатты пайдаланууну чектөөлөр коюлса, алар көрсөтүлүшү керек.',
      ru: 'Если устанавливаются ограничения использования сертификата, их нужно указать.',
      en: 'Where limits on the use of the certificate are set, they have to be stated.',
    },
  },
  ISS_FIELD_MISSING: {
    law: ['ES-17.2.2d'],
    text: {
      ky: 'Юридикалык жактын аталышы жана каттоо номери көрсөтүлгөн эмес.',
      ru: 'Не указаны наименование и регистрационный номер юридического лица.',
      en: 'The name and the registration number of the legal entity are not stated.',
    },
  },
  ISS_POWERS_MISSING: {
    law: ['ES-18.2.3', 'ES-17.3a'],
    text: {
      ky: 'Кимдин атынан, кандай чекте жана кайсы документ боюнча аракеттенери көрсөтүлгөн эмес.',
      ru: 'Не указано, от чьего имени, в каких пределах и по какому документу действует заявитель.',
      en: 'It is not said in whose name, how far and on which document the applicant acts.',
    },
  },
  ISS_REQUEST_MISSING: {
    law: ['ES-13.1.4b'],
    text: {
      ky: 'Ачкычты өзүңүз түзсөңүз, арызга сертификатка суроо-талап (PKCS#10) тиркелиши керек.',
      ru: 'Если ключ создаёте вы, к заявлению нужен запрос этого ключа (PKCS#10).',
      en: 'Where you make the key, the application needs the request of that key (PKCS#10).',
    },
  },
  ISS_BIRTH_PLACE_MISSING: {
    law: ['ES-17.2.2b'],
    text: {
      ky: 'Туулган жери документтегидей көрсөтүлүшү керек.',
      ru: 'Нужно указать место рождения, как в документе.',
      en: 'The place of birth has to be stated as in the document.',
    },
  },
  ISS_EDITION_NOT_IN_FORCE: {
    law: ['ES-13.2.1a', 'ES-13.2.1b', 'ES-13.2.1c'],
    status: 409,
    text: {
      ky: 'Борбор жарыялаган акыркы редакция берилиши керек.',
      ru: 'Выдаётся последняя опубликованная центром редакция.',
      en: 'The edition to be given is the latest one the centre has published.',
    },
  },
  ISS_PLAIN_COPY: {
    law: ['ES-18.2b'],
    text: {
      ky: 'Документтин өзү же талаптагыдай күбөлөндүрүлгөн көчүрмөсү керек: нотариустун маалыматын көрсөтүңүз.',
      ru: 'Нужен подлинник или надлежаще заверенная копия: укажите данные нотариуса.',
      en: 'The original or a duly notarised copy is needed: state the notary.',
    },
  },
  ISS_DATA_MISMATCH: {
    law: ['ES-18.2.1c'],
    text: {
      ky: 'Документтеги маалымат арыздагыга дал келбейт.',
      ru: 'Сведения документа не совпадают с указанными в заявлении.',
      en: 'The document does not say what the application says.',
    },
  },
  ISS_DOCS_MISSING: {
    law: ['ES-18.2b'],
    status: 409,
    text: {
      ky: 'Талап кылынган документ сакталган эмес.',
      ru: 'Нет требуемого документа.',
      en: 'A document that is required is missing.',
    },
  },
  ISS_INFORMATION_NOT_GIVEN: {
    law: ['ES-13.2.1a'],
    status: 409,
    text: {
      ky: 'Арыз ээсине пайдалануунун шарттары, тобокелдиктери жана коопсуздук чаралары жөнүндө жазуу жүзүндө маалымат бериле элек.',
      ru: 'Заявитель ещё не проинформирован письменно об условиях, рисках и мерах безопасности.',
      en: 'The applicant has not yet been informed in writing of conditions, risks and security measures.',
    },
  },
  ISS_IDENTITY_NOT_ESTABLISHED: {
    law: ['ES-18.1.1'],
    status: 409,
    text: {
      ky: 'Арыз ээсинин ким экендиги аныкталган эмес.',
      ru: 'Личность заявителя не установлена.',
      en: 'The identity of the applicant is not established.',
    },
  },
  ISS_AUTHORITY_NOT_CONFIRMED: {
    law: ['ES-18.1.2'],
    status: 409,
    text: {
      ky: 'Юридикалык жактын атынан сертификат сурап кайрылуу укугу тастыкталган эмес.',
      ru: 'Не подтверждено право обращаться за сертификатом от имени юридического лица.',
      en: 'The right to apply for a certificate on behalf of the legal entity is not confirmed.',
    },
  },
  ISS_NO_AGREEMENT: {
    law: ['ES-14.1'],
    status: 409,
    text: {
      ky: 'Борбор менен арыз ээсинин ортосунда келишим түзүлгөн эмес.',
      ru: 'Между центром и заявителем не заключено соглашение.',
      en: 'There is no agreement between the centre and the applicant.',
    },
  },
  ISS_ACCREDITATION_NOT_ACTIVE: {
    law: ['ES-16.7f', 'ES-15.1'],
    status: 409,
    text: {
      ky: 'Борбор аккредиттелген эмес же аккредиттөөсү токтотулуп коюлган: квалификацияланган сертификат берилбейт.',
      ru: 'Центр не аккредитован либо его аккредитация приостановлена: квалифицированный сертификат не выдаётся.',
      en: 'The centre is not accredited, or its accreditation is suspended: no qualified certificate is issued.',
    },
  },
  ISS_ISSUING_ABSENT: {
    law: ['ES-13.1.1a'],
    status: 409,
    text: {
      ky: 'Борбордун каражаттары туташтырыла элек: сертификат түзүлгөн жок.',
      ru: 'Средства удостоверяющего центра ещё не подключены: сертификат не создан.',
      en: 'The means of the certification centre are not connected yet: no certificate has been created.',
    },
  },
  ISS_RECEIPT_MISSING: {
    law: ['ES-18.3a', 'ES-18.3b'],
    status: 409,
    text: {
      ky: 'Арыз ээси сертификаттагы маалымат менен тилкат аркылуу таанышкан эмес.',
      ru: 'Заявитель не ознакомлен под расписку со сведениями сертификата.',
      en: 'The applicant has not been acquainted with the contents of the certificate against receipt.',
    },
  },
  TRUSTED_POWERS_ENDED: {
    law: ['ES-13.4a'],
    status: 409,
    text: {
      ky: 'Ишенимдүү жактын ыйгарым укугу токтотулган: ал сертификат түзө жана бере албайт.',
      ru: 'Полномочия доверенного лица прекращены: оно не создаёт и не выдаёт сертификаты.',
      en: 'The powers of the trusted person have ended: it creates and issues no certificates.',
    },
  },
  TRUSTED_PERSON_ISSUES: {
    law: ['ES-13.4a'],
    status: 409,
    text: {
      ky: 'Бул арыз ишенимдүү жак аркылуу берилген: сертификатты анын кызматкери берет.',
      ru: 'Заявление подано через доверенное лицо: сертификат выдаёт его работник.',
      en: 'This application was made through a trusted person: its own officer issues the certificate.',
    },
  },
  TRUSTED_PERSON_NOT_ISSUING: {
    law: ['ES-13.4a'],
    text: {
      ky: 'Борбордун мындай сертификат берүүчү ишенимдүү жагы жок.',
      ru: 'У центра нет такого доверенного лица, выдающего сертификаты.',
      en: 'The centre has no such trusted person that issues certificates.',
    },
  },
  CERTIFICATE_UNKNOWN: {
    law: ['ES-14.6.2'],
    status: 404,
    text: {
      ky: 'Бул борбордун реестринде мындай колдонуудагы сертификат жок.',
      ru: 'В реестре этого центра нет такого действующего сертификата.',
      en: 'The register of this centre holds no such certificate in force.',
    },
  },
  NOT_THE_OWNER: {
    law: ['ES-14.6.2'],
    status: 409,
    text: {
      ky: 'Сертификат бул адамга таандык эмес.',
      ru: 'Сертификат принадлежит другому лицу.',
      en: 'The certificate belongs to somebody else.',
    },
  },
  BREACH_KNOWN_LATER: {
    law: ['ES-10.2c'],
    text: {
      ky: 'Бузулганы белгилүү болгон күн бүгүнкү күндөн кеч боло албайт.',
      ru: 'День, когда стало известно о нарушении, не может быть позже сегодняшнего.',
      en: 'The day on which the breach became known cannot be later than today.',
    },
  },
  COURT_DECISION_NOT_IN_FORCE: {
    law: ['ES-14.8a'],
    text: {
      ky: 'Соттун чечими мыйзамдуу күчүнө кире элек.',
      ru: 'Решение суда не вступило в законную силу.',
      en: 'The decision of the court has not entered into legal force.',
    },
  },
  REG_NOTICE_REQUIRED: {
    law: ['ES-14.9c'],
    status: 409,
    text: {
      ky: 'Реестрге жазуудан мурун сертификаттын ээсине жазуу жүзүндө кабарланышы керек.',
      ru: 'До внесения записи в реестр владелец сертификата должен быть письменно уведомлён.',
      en: 'The owner of the certificate has to be notified in writing before the entry in the register.',
    },
  },
});
