const parties = {
  owner: { ky: 'Сертификаттын ээси', ru: 'Владелец сертификата', en: 'Owner of the certificate' },
  registrar: { ky: 'Борбордун кызматкери', ru: 'Работник центра', en: 'Registrar of the centre' },
};
const certificateNumber = { ky: 'Сертификаттын номери', ru: 'Номер сертификата', en: 'Number of the certificate' };
const yes = { ky: 'ооба', ru: 'да', en: 'yes' };
const no = { ky: 'жок', ru: 'нет', en: 'no' };

export const certificateTerminationTexts = {
  title: {
    ky: 'Сертификаттын колдонулушун токтотуу',
    ru: 'Прекращение действия сертификата',
    en: 'Termination of a certificate',
  },
  parties,
  acts: {
    apply: {
      ky: 'Сертификаттын колдонулушун токтотууга арыз берүү',
      ru: 'Подать заявление о прекращении действия',
      en: 'Apply for the termination of a certificate',
    },
    enter: { ky: 'Реестрге жазуу', ru: 'Внести запись в реестр', en: 'Enter it in the register' },
    strike: { ky: 'Арызды каттоодон чыгаруу', ru: 'Снять заявление с учёта', en: 'Strike the application out' },
  },
  duties: {
    entry: {
      ky: 'Колдонулушу токтотулганын реестрге жазуу',
      ru: 'Внести в реестр запись о прекращении действия',
      en: 'Enter the termination in the register',
    },
  },
  stages: {
    APPLIED: { ky: 'Арыз берилди', ru: 'Заявление подано', en: 'Applied' },
    TERMINATED: { ky: 'Колдонулушу токтотулду', ru: 'Действие прекращено', en: 'Terminated' },
    STRUCK: { ky: 'Арыз каттоодон чыгарылды', ru: 'Заявление снято с учёта', en: 'Struck out' },
  },
  fields: {
    certificateNumber,
    compromised: {
      ky: 'Ачкычтын купуялуулугу бузулган деп болжойсузбу',
      ru: 'Есть основания полагать, что конфиденциальность ключа нарушена',
      en: 'Are there grounds to suppose that the key is compromised',
    },
    'compromised=yes': yes,
    'compromised=no': no,
    knownOn: {
      ky: 'Бузулганы сизге качан белгилүү болду',
      ru: 'Когда вам стало известно о нарушении',
      en: 'When did you learn of the breach',
    },
    reason: { ky: 'Себеби (кааласаңыз)', ru: 'Причина (по желанию)', en: 'Reason (if you wish)' },
    explanation: { ky: 'Түшүндүрмө', ru: 'Пояснение', en: 'Explanation' },
  },
};

export const courtRevocationTexts = {
  title: {
    ky: 'Соттун чечими боюнча сертификатты жокко чыгаруу',
    ru: 'Аннулирование сертификата по решению суда',
    en: 'Revocation of a certificate by a court decision',
  },
  parties: { ...parties, law: { ky: 'Мыйзамдын күчү менен', ru: 'В силу закона', en: 'By force of law' } },
  acts: {
    register: {
      ky: 'Соттун чечимин каттоо',
      ru: 'Зарегистрировать решение суда',
      en: 'Register the decision of the court',
    },
    notifyOwner: {
      ky: 'Сертификаттын ээсине жазуу жүзүндө кабарлоо',
      ru: 'Письменно уведомить владельца сертификата',
      en: 'Notify the owner in writing',
    },
    enter: {
      ky: 'Жокко чыгарылганын реестрге жазуу',
      ru: 'Внести в реестр запись об аннулировании',
      en: 'Enter the revocation in the register',
    },
    state: {
      ky: 'Жокко чыгаруу боюнча арыз берүү',
      ru: 'Подать заявление об аннулировании',
      en: 'Make a statement about the revocation',
    },
    answer: { ky: 'Арызга жооп берүү', ru: 'Ответить на заявление', en: 'Answer the statement' },
    close: { ky: 'Иш аяктады', ru: 'Дело завершено', en: 'The case is closed' },
  },
  duties: {
    revocation: { ky: 'Сертификатты жокко чыгаруу', ru: 'Аннулировать сертификат', en: 'Revoke the certificate' },
    answer: {
      ky: 'Ээсинин арызына жооп берүү',
      ru: 'Ответить на заявление владельца',
      en: 'Answer the owner’s statement',
    },
    open: {
      ky: 'Ээси арыз бере турган мөөнөт',
      ru: 'Срок, в который владелец может подать заявление',
      en: 'Time for the owner’s statement',
    },
  },
  stages: {
    REGISTERED: { ky: 'Чечим катталды', ru: 'Решение зарегистрировано', en: 'Decision registered' },
    NOTIFIED: { ky: 'Ээсине кабарланды', ru: 'Владелец уведомлён', en: 'Owner notified' },
    REVOKED: { ky: 'Жокко чыгарылды', ru: 'Аннулирован', en: 'Revoked' },
    CLOSED: { ky: 'Иш аяктады', ru: 'Дело завершено', en: 'Closed' },
  },
  fields: {
    certificateNumber,
    court: { ky: 'Сот', ru: 'Суд', en: 'Court' },
    number: { ky: 'Чечимдин номери', ru: 'Номер решения', en: 'Number of the decision' },
    decidedOn: { ky: 'Чечимдин күнү', ru: 'Дата решения', en: 'Day of the decision' },
    inForceOn: {
      ky: 'Мыйзамдуу күчүнө кирген күнү',
      ru: 'Дата вступления в законную силу',
      en: 'Day on which it entered into legal force',
    },
    untrueInformation: {
      ky: 'Сертификатта анык эмес маалымат бар экени аныкталганбы',
      ru: 'Установлено, что сертификат содержит недостоверные сведения',
      en: 'Was it established that the certificate contains untrue information',
    },
    'untrueInformation=yes': yes,
    'untrueInformation=no': no,
    way: { ky: 'Кантип жеткирилди', ru: 'Как доставлено', en: 'How it was delivered' },
    'way=handed': { ky: 'колго тапшырылды', ru: 'вручено', en: 'handed over' },
    'way=electronic': {
      ky: 'электрондук түрдө жөнөтүлдү',
      ru: 'направлено в электронной форме',
      en: 'sent electronically',
    },
    'way=post': { ky: 'почта аркылуу жөнөтүлдү', ru: 'направлено почтой', en: 'sent by post' },
    about: { ky: 'Эмне жөнүндө', ru: 'О чём', en: 'What about' },
    'about=objection': {
      ky: 'жокко чыгарууга каршымын',
      ru: 'возражаю против аннулирования',
      en: 'I object to the revocation',
    },
    'about=replacement': {
      ky: 'анын ордуна жаңы сертификат сураймын',
      ru: 'прошу новый сертификат взамен',
      en: 'I ask for a certificate in its place',
    },
    statement: { ky: 'Арыздын мазмуну', ru: 'Содержание заявления', en: 'The statement' },
    answer: { ky: 'Жооп', ru: 'Ответ', en: 'Answer' },
    proof: { ky: 'Жеткирилгенин эмне тастыктайт', ru: 'Чем подтверждается', en: 'What proves it' },
  },
};
