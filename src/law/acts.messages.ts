import type { Text3 } from '../platform/text.ts';

// Titles of the acts and of their articles. CP, SP and ES are authentic in Kyrgyz, PD in Russian; the rest is translation.

type Titles = { readonly title: Text3; readonly short: Text3 };

export const actTitles: Readonly<Record<'CP' | 'PD' | 'SP' | 'ES', Titles>> = {
  CP: {
    title: {
      ky: 'Жеке маалыматтар субъектисинин жеке маалыматтарын чогултууга жана иштетүүгө анын макулдугун алуу тартибин, алардын жеке маалыматтарын үчүнчү тарапка берүү жөнүндө жеке маалыматтар субъектилерине билдирүү тартибин жана формасын бекитүү тууралуу',
      ru: 'Об утверждении Порядка получения согласия субъекта персональных данных на сбор и обработку его персональных данных, порядка и формы уведомления субъектов персональных данных о передаче их персональных данных третьей стороне',
      en: "On approval of the procedure for obtaining a data subject's consent to the collection and processing of personal data and of the procedure and form of notifying data subjects of the transfer of their data to a third party",
    },
    short: {
      ky: 'Кыргыз Республикасынын Өкмөтүнүн 2017-жылдын 21-ноябрындагы № 759 токтому',
      ru: 'Постановление Правительства Кыргызской Республики от 21 ноября 2017 года № 759',
      en: 'Decree of the Government of the Kyrgyz Republic No. 759 of 21 November 2017',
    },
  },
  PD: {
    title: {
      ky: 'Жеке маалыматтарды коргоо жөнүндө',
      ru: 'О защите персональных данных',
      en: 'On the protection of personal data',
    },
    short: {
      ky: '«Жеке маалыматтарды коргоо жөнүндө» Кыргыз Республикасынын Мыйзамынын долбоору',
      ru: 'Проект Закона Кыргызской Республики «О защите персональных данных»',
      en: 'Draft Law of the Kyrgyz Republic "On the protection of personal data"',
    },
  },
  SP: {
    title: {
      ky: 'Salyk.kg мобилдик тиркемесинин купуялуулук саясаты',
      ru: 'Политика конфиденциальности мобильного приложения Salyk.kg',
      en: 'Privacy policy of the Salyk.kg mobile application',
    },
    short: {
      ky: 'Salyk.kg купуялуулук саясаты',
      ru: 'Политика конфиденциальности Salyk.kg',
      en: 'Salyk.kg privacy policy',
    },
  },
  ES: {
    title: { ky: 'Электрондук колтамга жөнүндө', ru: 'Об электронной подписи', en: 'On electronic signature' },
    short: {
      ky: '«Электрондук колтамга жөнүндө» Кыргыз Республикасынын 2017-жылдын 19-июлундагы № 128 Мыйзамы',
      ru: 'Закон Кыргызской Республики «Об электронной подписи» от 19 июля 2017 года № 128',
      en: 'Law of the Kyrgyz Republic No. 128 of 19 July 2017 "On electronic signature"',
    },
  },
};

export const statusLabels = {
  'in-force': { ky: 'колдонууда', ru: 'действует', en: 'in force' },
  draft: {
    ky: 'мыйзам долбоору, кабыл алына элек',
    ru: 'проект закона, не принят',
    en: 'draft law, not adopted',
  },
  repealed: {
    ky: '2026-жылдын 5-февралынан тартып күчүн жоготкон',
    ru: 'утратил силу с 5 февраля 2026 года',
    en: 'repealed as of 5 February 2026',
  },
  'parent-repealed': {
    ky: 'негиз болгон Мыйзам 2026-жылдын 5-февралынан тартып күчүн жоготкон; токтомдун колдонулушу такталууга тийиш',
    ru: 'закон, на основании которого принято постановление, утратил силу с 5 февраля 2026 года; действие постановления подлежит уточнению',
    en: 'the law it was issued under was repealed as of 5 February 2026; whether the decree still applies is to be confirmed',
  },
  policy: {
    ky: 'кармоочунун өз документи',
    ru: 'собственный документ держателя',
    en: "the holder's own document",
  },
} as const satisfies Record<string, Text3>;

/** The same in few words, for a citation in running text. */
export const statusMarks = {
  'in-force': statusLabels['in-force'],
  draft: statusLabels.draft,
  repealed: { ky: 'күчүн жоготкон', ru: 'утратил силу', en: 'repealed' },
  'parent-repealed': {
    ky: 'негиз болгон Мыйзам күчүн жоготкон',
    ru: 'закон-основание утратил силу',
    en: 'its parent law is repealed',
  },
  policy: statusLabels.policy,
} as const satisfies Record<string, Text3>;

/** Shown beside every translation of a norm: the authentic text prevails. */
export const unofficial: Text3 = {
  ky: 'расмий эмес баяндоо',
  ru: 'неофициальное изложение',
  en: 'unofficial rendering',
};

// Keys: CP "procedure/<chapter>", "enacting", "form"; PD and ES the number of the article; SP the number of the section, "final".
export const chapterTitles: Readonly<Record<'CP' | 'PD' | 'SP' | 'ES', Readonly<Record<string, Text3>>>> = {
  CP: {
    enacting: { ky: 'Токтом', ru: 'Постановление', en: 'Decree' },
    'procedure/1': { ky: 'Жалпы жоболор', ru: 'Общие положения', en: 'General provisions' },
    'procedure/2': {
      ky: 'Мамлекеттик жана (же) муниципалдык кызмат көрсөтүүлөрдүн максатын кошкондо жеке маалыматтарын чогултууга жана иштетүүгө жеке маалыматтар субъектисинин макулдугун, анын ичинде электрондук документ формасында алуу тартиби',
      ru: 'Порядок получения согласия субъекта персональных данных на сбор и обработку его персональных данных, включая цели государственных и (или) муниципальных услуг, в том числе в форме электронного документа',
      en: "Procedure for obtaining a data subject's consent to collection and processing of personal data, including for state and/or municipal services, including as an electronic document",
    },
    'procedure/3': {
      ky: 'Үчүнчү тарапка жеке маалыматтарын берүү фактысы жөнүндө жеке маалыматтар субъектилерине билдирүүнүн тартиби жана формасы',
      ru: 'Порядок и форма уведомления субъектов персональных данных о факте передачи их персональных данных третьей стороне',
      en: 'Procedure and form of notifying data subjects of the transfer of their personal data to a third party',
    },
    form: {
      ky: 'Жеке маалыматтарын берүүгө жана иштетүүгө жеке маалыматтар субъектисинин макулдугунун типтүү формасы',
      ru: 'Типовая форма согласия субъекта персональных данных на предоставление и обработку его персональных данных',
      en: 'Standard form of the consent of the personal data subject to the provision and processing of his or her personal data',
    },
  },
  SP: {
    '1': { ky: 'Жалпы жоболор', ru: 'Общие положения', en: 'General provisions' },
    '2': {
      ky: 'Жеке маалыматтарды иштетүү категориялары жана көлөмү, жеке маалыматтар субъекттеринин категориялары',
      ru: 'Категории и объём обрабатываемых персональных данных, категории субъектов персональных данных',
      en: 'Categories and volume of personal data processed, categories of data subjects',
    },
    '3': {
      ky: 'Жеке маалыматтарды чогултуунун максаттары',
      ru: 'Цели сбора персональных данных',
      en: 'Purposes of collecting personal data',
    },
    '4': {
      ky: 'Жеке маалыматтарды иштеп чыгуунун укуктук негиздери',
      ru: 'Правовые основания обработки персональных данных',
      en: 'Legal bases of processing personal data',
    },
    '5': {
      ky: 'Жеке маалыматтарды иштеп чыгуу тартиби жана шарттары',
      ru: 'Порядок и условия обработки персональных данных',
      en: 'Procedure and conditions of processing personal data',
    },
    '6': {
      ky: 'Жеке маалыматтарды актуалдаштыруу, оңдоо, өчүрүү жана жок кылуу, жеке маалыматтар субъекттеринин жеке маалыматтарга кирүү боюнча суроо-талаптарына жооп берүү',
      ru: 'Актуализация, исправление, удаление и уничтожение персональных данных, ответы на запросы субъектов на доступ к персональным данным',
      en: "Updating, correcting, erasing and destroying personal data, answering subjects' requests for access",
    },
    final: { ky: 'Корутунду жоболор', ru: 'Заключительные положения', en: 'Final provisions' },
  },
  PD: {
    '1': { ky: 'Ушул Мыйзамдын колдонуу чөйрөсү', ru: 'Сфера действия настоящего Закона', en: 'Scope of this Law' },
    '2': { ky: 'Ушул Мыйзамдын максаттары', ru: 'Цели настоящего Закона', en: 'Aims of this Law' },
    '3': { ky: 'Терминдер жана аныктамалар', ru: 'Термины и определения', en: 'Terms and definitions' },
    '4': {
      ky: 'Жеке маалыматтар менен иштөөнүн негизги принциптери',
      ru: 'Основные принципы работы с персональными данными',
      en: 'Main principles of work with personal data',
    },
    '5': {
      ky: 'Жеке маалыматтар менен иштөөнү жүзөгө ашыруунун укуктук негиздери',
      ru: 'Правовые основания осуществления работы с персональными данными',
      en: 'Legal grounds of work with personal data',
    },
    '6': {
      ky: 'Жеке маалыматтардын укуктук режими',
      ru: 'Правовой режим персональных данных',
      en: 'Legal regime of personal data',
    },
    '7': {
      ky: 'Жеке маалыматтардын жалпыга жеткиликтүү массивдери',
      ru: 'Общедоступные массивы персональных данных',
      en: 'Public arrays of personal data',
    },
    '8': {
      ky: 'Жеке маалыматтардын атайын категориялары',
      ru: 'Специальные категории персональных данных',
      en: 'Special categories of personal data',
    },
    '9': {
      ky: 'Жеке маалыматтар субъектисинин өзүнүн жеке маалыматтарын берүүгө жана иштетүүгө макулдугу',
      ru: 'Согласие субъекта персональных данных на предоставление и обработку его персональных данных',
      en: "The data subject's consent to the provision and processing of his or her personal data",
    },
    '10': {
      ky: 'Субъекттин өзүнүн жеке маалыматтарына жетүүсү',
      ru: 'Доступ субъекта к своим персональным данным',
      en: "The subject's access to his or her personal data",
    },
    '11': {
      ky: 'Субъект үчүн укуктук натыйжаларга алып келүүчү жеке маалыматтарды автоматташтырылган иштетүүнү пайдалануу',
      ru: 'Использование автоматизированной обработки персональных данных, влекущее правовые последствия для субъекта персональных данных',
      en: 'Automated processing of personal data that has legal consequences for the subject',
    },
    '12': {
      ky: 'Субъекттин өзүнүн жеке маалыматтарын иштетүү маселелери боюнча каршы пикирлери',
      ru: 'Возражения субъекта по вопросам обработки его персональных данных',
      en: "The subject's objections to processing",
    },
    '13': {
      ky: 'Субъекттин өзүнүн жеке маалыматтарына өзгөртүүлөрдү киргизүүсү',
      ru: 'Внесение субъектом изменений в свои персональные данные',
      en: 'Changes made by the subject in his or her data',
    },
    '14': {
      ky: 'Жеке маалыматтарды иштетүүнү чектөө (бөгөт коюу)',
      ru: 'Ограничение обработки (блокировка персональных данных)',
      en: 'Restriction of processing (blocking)',
    },
    '15': {
      ky: 'Жеке маалыматтарга карата мыйзамсыз аракеттерге даттануу',
      ru: 'Обжалование неправомерных действий в отношении персональных данных',
      en: 'Appeal against unlawful actions with personal data',
    },
    '16': {
      ky: 'Чыгымдардын ордун толтуруу жана (же) моралдык зыяндын компенсациясы',
      ru: 'Возмещение убытков и (или) компенсация морального вреда',
      en: 'Damages and/or compensation for moral harm',
    },
    '17': { ky: 'Субъекттин укуктарын чектөө', ru: 'Ограничение прав субъекта', en: "Limits of the subject's rights" },
    '18': {
      ky: 'Балдардын жеке маалыматтарын иштетүүнүн өзгөчөлүктөрү',
      ru: 'Особенности обработки персональных данных детей',
      en: "Processing of children's personal data",
    },
    '19': { ky: 'Жазуулардын ээлери', ru: 'Владельцы записей', en: 'Holders of records' },
    '20': {
      ky: 'Жеке маалыматтардын массивдерин жана жазууларынын ээлерин каттоо',
      ru: 'Регистрация массивов и владельцев записей персональных данных',
      en: 'Registration of arrays and of holders of records',
    },
    '21': { ky: 'Жазуулардын ээсинин милдеттери', ru: 'Обязанности владельца записей', en: 'Duties of the holder' },
    '22': {
      ky: 'Жазуулардын ээлеринин жеке маалыматтардын тизмегин түзүү боюнча милдеттери',
      ru: 'Обязанности владельцев записей персональных данных по составлению перечней персональных данных',
      en: 'Duties of holders to draw up lists of personal data',
    },
    '23': {
      ky: 'Жазуулардын ээсинин жеке маалыматтарды иштетүүнү чектөө (бөгөт коюу, бөгөттү алуу жана жок кылуу) боюнча милдеттери',
      ru: 'Обязанности владельца записей по ограничению обработки (блокированию, снятию блокирования и уничтожению) персональных данных',
      en: 'Duties of the holder to restrict processing (block, unblock and destroy)',
    },
    '24': {
      ky: 'Жеке маалыматтарды иштетүүчүнүн милдеттери',
      ru: 'Обязанности обработчика персональных данных',
      en: 'Duties of the processor',
    },
    '25': {
      ky: 'Жеке маалыматтарды коргоого таасирин баалоо',
      ru: 'Оценка воздействия на защиту персональных данных',
      en: 'Assessment of impact on the protection of personal data',
    },
    '26': { ky: 'Жазуулардын биргелешкен ээлери', ru: 'Совместные владельцы записей', en: 'Joint holders' },
    '27': {
      ky: 'Жеке маалыматтарды коргоонун уюштуруу жана техникалык чаралары',
      ru: 'Организационные и технические меры защиты персональных данных',
      en: 'Organisational and technical measures of protection',
    },
    '28': {
      ky: 'Жеке маалыматтарды автоматташтырылган иштетүүнүн туруктуулугун камсыз кылуу',
      ru: 'Обеспечение устойчивости автоматизированной обработки персональных данных',
      en: 'Resilience of automated processing',
    },
    '29': {
      ky: 'Мамлекеттик бийлик органдарынын жана жергиликтүү өз алдынча башкаруу органдарынын өз ара алмашуудагы милдеттери',
      ru: 'Обязанности органов государственной власти и органов местного самоуправления при взаимном обмене',
      en: 'Duties of state and local bodies in mutual exchange',
    },
    '30': {
      ky: 'Бузуучулардын жана жазуулардын ак ниетсиз ээлеринин реестри',
      ru: 'Реестр нарушителей и недобросовестных владельцев записей',
      en: 'Register of violators and holders in bad faith',
    },
    '31': { ky: 'Жеке маалыматтарды берүү', ru: 'Передача персональных данных', en: 'Transfer of personal data' },
    '32': {
      ky: 'Жеке маалыматтарды трансчекаралык берүү',
      ru: 'Трансграничная передача персональных данных',
      en: 'Cross-border transfer of personal data',
    },
    '33': {
      ky: 'Жеке маалыматтарды ээсиздендирүү жана анонимдештирүү',
      ru: 'Обезличивание и анонимизация персональных данных',
      en: 'Depersonalisation and anonymisation',
    },
    '34': { ky: 'Жеке маалыматтарды сактоо', ru: 'Хранение персональных данных', en: 'Storage of personal data' },
    '35': {
      ky: 'Жеке маалыматтарды актуалдаштыруу',
      ru: 'Актуализация персональных данных',
      en: 'Updating of personal data',
    },
    '37': {
      ky: 'Жеке маалыматтардын коопсуздугунун бузулушу жөнүндө билдирүү',
      ru: 'Уведомление о нарушении безопасности персональных данных',
      en: 'Notice of a personal data breach',
    },
    '38': {
      ky: 'Жеке маалыматтарды коргоо боюнча жооптуу адамды дайындоо',
      ru: 'Назначение ответственного лица по защите персональных данных',
      en: 'Appointment of the data protection officer',
    },
    '39': {
      ky: 'Жеке маалыматтарды коргоо боюнча жооптуу адамдын ишинин укуктук негиздери',
      ru: 'Правовые основания деятельности ответственного лица по защите персональных данных',
      en: 'Legal bases of the work of the data protection officer',
    },
    '40': {
      ky: 'Контролдоону жүзөгө ашырууга сырткы уюмдарды тартуу',
      ru: 'Привлечение для осуществления контроля сторонних организаций',
      en: 'Engagement of outside organisations for control',
    },
    '41': {
      ky: 'Жеке маалыматтар менен иштөөнү мамлекеттик жөнгө салуу',
      ru: 'Государственное регулирование работы с персональными данными',
      en: 'State regulation of work with personal data',
    },
    '42': {
      ky: 'Ыйгарым укуктуу мамлекеттик орган',
      ru: 'Уполномоченный государственный орган',
      en: 'The authorised state body',
    },
    '43': {
      ky: 'Жеке маалыматтарды коргоо чөйрөсүндөгү билим берүү иши',
      ru: 'Образовательная деятельность в сфере персональных данных',
      en: 'Education in the field of personal data',
    },
    '44': { ky: 'Окуу борборунда окутуу', ru: 'Обучение в Учебном центре', en: 'Training at the training centre' },
    '45': {
      ky: 'Ушул Мыйзамды бузгандык үчүн жоопкерчилик',
      ru: 'Ответственность за нарушение настоящего Закона',
      en: 'Liability for breach of this Law',
    },
    '46': {
      ky: 'Ушул Мыйзамдын күчүнө кириши жөнүндө',
      ru: 'О вступлении настоящего Закона в силу',
      en: 'Entry into force of this Law',
    },
  },
  ES: {
    '1': { ky: 'Ушул Мыйзамдын колдонуу чөйрөсү', ru: 'Сфера применения настоящего Закона', en: 'Scope of this Law' },
    '2': {
      ky: 'Ушул Мыйзамда пайдаланылуучу түшүнүктөр',
      ru: 'Понятия, используемые в настоящем Законе',
      en: 'Concepts used in this Law',
    },
    '3': {
      ky: 'Электрондук колтамгаларды пайдалануу жаатындагы мамилелерди укуктук жөнгө салуу',
      ru: 'Правовое регулирование отношений в области использования электронных подписей',
      en: 'Legal regulation of the use of electronic signatures',
    },
    '4': {
      ky: 'Электрондук колтамганы пайдалануу принциптери',
      ru: 'Принципы использования электронной подписи',
      en: 'Principles of using an electronic signature',
    },
    '5': {
      ky: 'Электрондук колтамгалардын түрлөрү',
      ru: 'Виды электронных подписей',
      en: 'Types of electronic signatures',
    },
    '6': {
      ky: 'Электрондук колтамга коюлган электрондук документтерди өз колу коюлган кагаз түрүндөгү документтер менен бир мааниде деп таануу шарттары',
      ru: 'Условия признания электронных документов, подписанных электронной подписью, равнозначными документам на бумажном носителе, подписанным собственноручной подписью',
      en: 'Conditions for recognising electronically signed documents as equal to hand-signed paper documents',
    },
    '7': {
      ky: 'Чет өлкөлүк электрондук колтамгаларды таануу',
      ru: 'Признание иностранных электронных подписей',
      en: 'Recognition of foreign electronic signatures',
    },
    '8': {
      ky: 'Электрондук колтамганы пайдалануу чөйрөсүндөгү аткаруу бийлик органдарынын ыйгарым укуктары',
      ru: 'Полномочия органов исполнительной власти в сфере использования электронной подписи',
      en: 'Powers of executive bodies in the field of electronic signature',
    },
    '9': {
      ky: 'Жөнөкөй электрондук колтамганы пайдалануу',
      ru: 'Использование простой электронной подписи',
      en: 'Use of a simple electronic signature',
    },
    '10': {
      ky: 'Күчөтүлгөн электрондук колтамганы пайдаланууда электрондук өз ара аракеттенүүнүн катышуучуларынын милдеттери',
      ru: 'Обязанности участников электронного взаимодействия при использовании усиленной электронной подписи',
      en: 'Duties of participants in electronic interaction when using an enhanced signature',
    },
    '11': {
      ky: 'Квалификацияланган электрондук колтамганын аныктыгын таануу',
      ru: 'Признание квалифицированной электронной подписи действительной',
      en: 'Recognition of a qualified signature as valid',
    },
    '12': { ky: 'Электрондук колтамга каражаттары', ru: 'Средства электронной подписи', en: 'Signature means' },
    '13': { ky: 'Күбөлөндүрүүчү борбор', ru: 'Удостоверяющий центр', en: 'Certification centre' },
    '14': {
      ky: 'Колтамга текшерүү ачкычынын сертификаты',
      ru: 'Сертификат ключа проверки подписи',
      en: 'Certificate of a verification key',
    },
    '15': {
      ky: 'Аккредиттелген күбөлөндүрүүчү борбор',
      ru: 'Аккредитованный удостоверяющий центр',
      en: 'Accredited certification centre',
    },
    '16': {
      ky: 'Күбөлөндүрүүчү борборду аккредиттөө',
      ru: 'Аккредитация удостоверяющего центра',
      en: 'Accreditation of a certification centre',
    },
    '17': { ky: 'Квалификацияланган сертификат', ru: 'Квалифицированный сертификат', en: 'Qualified certificate' },
    '18': {
      ky: 'Квалификацияланган сертификатты берүү',
      ru: 'Выдача квалифицированного сертификата',
      en: 'Issue of a qualified certificate',
    },
    '19': {
      ky: 'Корутунду жана өткөөл жоболор',
      ru: 'Заключительные и переходные положения',
      en: 'Final and transitional provisions',
    },
    '20': {
      ky: 'Ушул Мыйзамдын күчүнө кириши',
      ru: 'Вступление в силу настоящего Закона',
      en: 'Entry into force of this Law',
    },
  },
};
