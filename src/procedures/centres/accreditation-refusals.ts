import { refusals } from '../../platform/refusal.ts';

export const refuseAccreditation = refusals({
  ACC_NOT_LEGAL_PERSON: {
    law: ['ES-16.1b'],
    text: {
      ky: 'Юридикалык жак болуп саналган күбөлөндүрүүчү борбор гана аккредиттелет.',
      ru: 'Аккредитуются только удостоверяющие центры, являющиеся юридическими лицами.',
      en: 'Only certification centres that are legal persons are accredited.',
    },
  },
  ACC_APPLICATION_PENDING: {
    law: ['ES-16.5a'],
    status: 409,
    text: {
      ky: 'Борбордун мурунку арызы боюнча чечим кабыл алына элек.',
      ru: 'По прежнему заявлению центра решение ещё не принято.',
      en: 'An earlier application of the centre still waits for its decision.',
    },
  },
  ACC_ALREADY: {
    law: ['ES-16.2b'],
    status: 409,
    text: {
      ky: 'Борбордун аккредиттөөсүнүн мөөнөтү бүтө элек.',
      ru: 'Срок аккредитации центра ещё не истёк.',
      en: 'The term of the centre’s accreditation has not ended.',
    },
  },
  ACC_TERM: {
    law: ['ES-16.2c'],
    text: {
      ky: 'Мөөнөт беш жылдан аз болгондо гана арызда көрсөтүлөт.',
      ru: 'Срок указывается в заявлении, только если он меньше пяти лет.',
      en: 'A term is stated in the application only where it is shorter than five years.',
    },
  },
  ACC_DOCS_MISSING: {
    law: ['ES-16.4b'],
    text: {
      ky: 'Талапка ылайык келерин тастыктоочу документ тиркелген эмес.',
      ru: 'Не приложен документ, подтверждающий соответствие требованию.',
      en: 'A document that confirms the requirement is missing.',
    },
  },
  ACC_NET_ASSETS: {
    law: ['ES-16.3.1', 'ES-16.6a'],
    text: {
      ky: 'Таза активдердин наркы бир миллион сомдон кем.',
      ru: 'Стоимость чистых активов менее одного миллиона сомов.',
      en: 'The net assets are worth less than one million som.',
    },
  },
  ACC_LIABILITY_COVER: {
    law: ['ES-16.3.2', 'ES-16.6a'],
    text: {
      ky: 'Жоопкерчиликти финансылык камсыз кылуу бир жарым миллион сомдон кем же анын мөөнөтү бүткөн.',
      ru: 'Финансовое обеспечение ответственности менее полутора миллионов сомов либо его срок истёк.',
      en: 'The financial security for liability is less than one and a half million som, or it has ended.',
    },
  },
  ACC_TOOLS: {
    law: ['ES-16.3.3', 'ES-16.6a'],
    text: {
      ky: 'Тастыктоо алган электрондук колтамга каражаттары жана күбөлөндүрүүчү борбордун каражаттары жок: экөө тең тастыкталган каражаттардын тизмегинде болушу керек.',
      ru: 'Нет подтверждённых средств электронной подписи и средств удостоверяющего центра: и те, и другие должны стоять в перечне подтверждённых средств.',
      en: 'There are no confirmed signature means and centre means: both kinds must stand on the list of confirmed means.',
    },
  },
  ACC_STAFF: {
    law: ['ES-16.3.4a', 'ES-16.3.4b', 'ES-16.3.4c', 'ES-16.6a'],
    text: {
      ky: 'Сертификаттарды түзгөн жана берген, талап кылынган билими бар кызматкер экиден кем.',
      ru: 'Работников, создающих и выдающих сертификаты и имеющих требуемое образование, меньше двух.',
      en: 'Fewer than two employees create and issue certificates and have the education required.',
    },
  },
  ACC_REASONS_MISSING: {
    law: ['ES-16.5g'],
    text: {
      ky: 'Баш тартуунун себептери көрсөтүлгөн эмес.',
      ru: 'Не указаны причины отказа.',
      en: 'The reasons for the refusal are not stated.',
    },
  },
  ACC_GROUND_DOES_NOT_HOLD: {
    law: ['ES-16.6a'],
    text: {
      ky: 'Бул негиз ырасталбайт: арыз бул талапка ылайык келет.',
      ru: 'Это основание не подтверждается: заявление этому требованию соответствует.',
      en: 'This ground does not hold: the application meets that requirement.',
    },
  },
  ACC_FALSE_DATA_UNPROVEN: {
    law: ['ES-16.6b'],
    text: {
      ky: 'Анык эмес маалымат кайсы документте экени жана эмне аныкталганы көрсөтүлүшү керек.',
      ru: 'Нужно указать, в каком документе содержатся недостоверные сведения и что установлено.',
      en: 'Say which document contains untrue information and what was found.',
    },
  },
  ACC_WARNING_OWED: {
    law: ['ES-8.2.1c', 'ES-16.7e'],
    status: 409,
    text: {
      ky: 'Бузуу табылган: адегенде аны четтетүү жөнүндө жазма эскертүү берилиши керек.',
      ru: 'Выявлено нарушение: сначала должно быть вынесено письменное предупреждение о его устранении.',
      en: 'A breach was found: the written warning to eliminate it comes first.',
    },
  },
  ACC_DAY_PAST: {
    law: ['ES-16.7e'],
    text: {
      ky: 'Бул күн өтүп кеткен: кийинки күндү көрсөтүңүз.',
      ru: 'Этот день уже прошёл: укажите более поздний.',
      en: 'That day is past: state a later one.',
    },
  },
  ACC_SUSPENDED_ALREADY: {
    law: ['ES-16.7f'],
    status: 409,
    text: {
      ky: 'Аккредиттөөнүн колдонулушу токтотулуп коюлган; адегенде ал боюнча чечим кабыл алынышы керек.',
      ru: 'Действие аккредитации уже приостановлено; сначала нужно решение по этому предупреждению.',
      en: 'The accreditation is suspended already; that warning has to be decided on first.',
    },
  },
  ACC_FIX_TERM_OVER: {
    law: ['ES-16.7h', 'ES-16.7k'],
    status: 409,
    text: {
      ky: 'Эскертүүдө көрсөтүлгөн мөөнөт бүткөн.',
      ru: 'Срок, указанный в предупреждении, истёк.',
      en: 'The term stated in the warning has passed.',
    },
  },
  ACC_FIX_TERM_RUNS: {
    law: ['ES-16.7k'],
    status: 409,
    text: {
      ky: 'Эскертүүдө көрсөтүлгөн мөөнөт бүтө элек: ага чейин аккредиттөө жокко чыгарылбайт.',
      ru: 'Срок, указанный в предупреждении, не истёк: до его окончания аккредитация не аннулируется.',
      en: 'The term stated in the warning still runs: before its end the accreditation is not revoked.',
    },
  },
  ACC_BREACH_NOT_COVERED: {
    law: ['ES-16.7h'],
    text: {
      ky: 'Эскертүүдөгү {number}-бузуу четтетилгени жөнүндө маалымат жок.',
      ru: 'Нет сведений об устранении нарушения № {number} из предупреждения.',
      en: 'Nothing is said of breach No. {number} of the warning.',
    },
  },
  ACC_NOT_SUSPENDED: {
    law: ['ES-16.7j'],
    status: 409,
    text: {
      ky: 'Аккредиттөөнүн колдонулушу токтотулуп коюлган эмес.',
      ru: 'Действие аккредитации не приостановлено.',
      en: 'The accreditation is not suspended.',
    },
  },
  ACC_ELIMINATION_NOT_REPORTED: {
    law: ['ES-16.7h', 'ES-16.7j'],
    status: 409,
    text: {
      ky: 'Борбор бузуулар четтетилгени тууралуу жазуу жүзүндө кабарлай элек.',
      ru: 'Центр ещё не сообщил письменно об устранении нарушений.',
      en: 'The centre has not yet informed in writing that the breaches are eliminated.',
    },
  },
  ACC_REQUEST_MISSING: {
    law: ['ES-16.5d'],
    status: 409,
    text: {
      ky: 'Борбор сертификат алуу үчүн ачкычынын сурамын (PKCS#10) бере элек.',
      ru: 'Центр не подал запрос на сертификат со своим ключом (PKCS#10).',
      en: 'The centre has not filed the request for its key (PKCS#10) yet.',
    },
  },
  ACC_ORDER_MISSING: {
    law: ['ES-16.5d', 'ES-13.1.7b'],
    status: 409,
    text: {
      ky: 'Адегенде ушул номердеги күбөлүк боюнча башкы (түпкү) борбор эмнеге кол коёру даярдалып, аны эки кызматкер ырасташы керек.',
      ru: 'Сначала нужно подготовить то, что подпишет головной (корневой) центр по свидетельству с этим номером, и подтвердить это двумя сотрудниками.',
      en: 'What the root is to sign for the certificate of this number has to be prepared and approved by two officers first.',
    },
  },
  ACC_NO_CERTIFICATE: {
    law: ['ES-14.6.2'],
    status: 409,
    text: {
      ky: 'Борбордун башкы (түпкү) борбор берген, колдонулуудагы сертификаты жок.',
      ru: 'У центра нет действующего сертификата головного (корневого) центра.',
      en: 'The centre has no certificate of the root centre that is in force.',
    },
  },
  ACC_DAY_AHEAD: {
    law: ['ES-14.7a'],
    text: {
      ky: 'Бул күн келе элек.',
      ru: 'Этот день ещё не наступил.',
      en: 'That day has not come yet.',
    },
  },
  ACC_NUMBER_DIFFERS: {
    law: ['ES-16.5c'],
    text: {
      ky: 'Аккредиттөө жөнүндө күбөлүк башка номер менен тапшырылган.',
      ru: 'Свидетельство об аккредитации вручено под другим номером.',
      en: 'The accreditation certificate was handed over under another number.',
    },
  },
  ROOT_ISSUING_ABSENT: {
    law: ['ES-16.5d', 'ES-16.5e'],
    status: 409,
    text: {
      ky: 'Башкы (түпкү) күбөлөндүрүүчү борбордун каражаттары туташтырыла элек: квалификацияланган сертификат берилген жок.',
      ru: 'Средства головного (корневого) удостоверяющего центра ещё не подключены: квалифицированный сертификат не выдан.',
      en: 'The means of the root certification centre are not connected yet: the qualified certificate has not been issued.',
    },
  },
});
