import type { Text3 } from '../../platform/text.ts';
import type { ActionCode } from './document.ts';

const t = (ky: string, ru: string, en: string): Text3 => ({ ky, ru, en });

export const actionNames: Readonly<Record<ActionCode, Text3>> = {
  collect: t('топтоо', 'сбор', 'collection'),
  record: t('жазуу', 'запись', 'recording'),
  store: t('сактоо', 'хранение', 'storage'),
  update: t('актуалдаштыруу', 'актуализация', 'updating'),
  group: t('топтоштуруу', 'группировка', 'grouping'),
  use: t('колдонуу', 'использование', 'use'),
  block: t('бөгөт коюу', 'блокирование', 'blocking'),
  erase: t('өчүрүү', 'стирание', 'erasure'),
  destroy: t('бузуу (жок кылуу)', 'разрушение (уничтожение)', 'destruction'),
  transfer: t('үчүнчү жактарга берүү', 'передача третьим лицам', 'transfer to third parties'),
  cross_border_transfer: t('трансчекаралык берүү', 'трансграничная передача', 'cross-border transfer'),
};

export const methodNames = {
  automated: t('автоматтык каражаттар менен', 'автоматическими средствами', 'by automatic means'),
  manual: t('автоматтык каражаттарсыз', 'без автоматических средств', 'without automatic means'),
  mixed: t(
    'автоматтык каражаттар менен жана аларсыз',
    'автоматическими средствами и без них',
    'by automatic means and without them',
  ),
} as const satisfies Record<string, Text3>;

export const signatureClassNames = {
  simple: t('жөнөкөй электрондук колтамга', 'простая электронная подпись', 'simple electronic signature'),
  unqualified: t(
    'күчөтүлгөн квалификацияланбаган электрондук колтамга',
    'усиленная неквалифицированная электронная подпись',
    'enhanced unqualified electronic signature',
  ),
  qualified: t(
    'күчөтүлгөн квалификацияланган электрондук колтамга',
    'усиленная квалифицированная электронная подпись',
    'enhanced qualified electronic signature',
  ),
} as const satisfies Record<string, Text3>;

export const evidenceModeNames = {
  signed_document: t(
    'электрондук колтамга менен кол коюлган документ',
    'документ, подписанный электронной подписью',
    'document signed with an electronic signature',
  ),
  session: t(
    'логин жана сыр сөз менен кирген сеанстын иш-аракеттер протоколу',
    'протокол действий сеанса с входом по логину и паролю',
    'protocol of actions of a session opened with login and password',
  ),
  paper: t(
    'өз колу менен кол коюлган кагаз документ',
    'бумажный документ с собственноручной подписью',
    'paper document signed by hand',
  ),
} as const satisfies Record<string, Text3>;

export const languageNames = {
  ky: t('кыргызча', 'кыргызский', 'Kyrgyz'),
  ru: t('орусча', 'русский', 'Russian'),
  en: t('англисче', 'английский', 'English'),
} as const satisfies Record<string, Text3>;

/** Where each section's demand stands, under the Kyrgyz heading; the draft law is named as a draft wherever it is cited. */
export const norms = {
  person: 'Тартиптин 8-пункту; Мыйзам долбоорунун 9-беренеси',
  representative: 'Тартиптин 8-пункту',
  content: 'Тартиптин 8-пункту; Мыйзам долбоорунун 9-беренеси',
  told: 'Тартиптин 5 жана 8-пункттары; Мыйзам долбоорунун 9-беренеси',
  draft: 'Мыйзам долбоорунун 9-беренеси',
  notice: 'Тартиптин 5-пункту; Мыйзам долбоорунун 9-беренеси',
  evidence: 'Тартиптин 10-пункту',
} as const;

/** The small print at the foot of a page and the file's title stand in the authentic language only. */
export const foot = {
  formTitle: 'Жеке маалыматтарды берүүгө жана иштетүүгө макулдуктун типтүү формасы',
  original: 'Макулдук {id} · түп нуска: ушул файлга тиркелген consent.json',
  hash: 'Түп нусканын хеши (SHA-256): {hash}',
  templateHash: 'Бланктын үлгүсүнүн хеши (SHA-256): {hash}',
  blank: 'Бланк · Кыргыз Республикасынын Өкмөтүнүн 2017-жылдын 21-ноябрындагы № 759 токтому',
  notice: 'Билдирүү {id}',
  noticeHash: 'Билдирүүнүн хеши (SHA-256): {hash}',
  receipt: 'Дүмүрчөк {id}',
} as const;

export const say = {
  unofficial: t(
    'бейрасмий котормо',
    'неофициальный перевод; аутентичен кыргызский текст',
    'unofficial translation; the Kyrgyz text is authentic',
  ),
  supplementAbove: t('Типтүү формага кошумча', 'Дополнение к типовой форме', 'Supplement to the standard form'),
  supplementHeading: t(
    'Макулдуктун мазмунуна кошумча маалыматтар',
    'Дополнительные сведения к содержанию согласия',
    'Further particulars of the consent',
  ),
  supplementIntro: t(
    'Бул кошумча типтүү формада орду каралбаган маалыматтарды камтыйт жана форма менен бирге бирдиктүү документ болуп саналат: кол тамга экөөнө тең тиешелүү. «Мыйзам долбоору» деген шилтемелер азырынча кабыл алына элек «Жеке маалыматтарды коргоо жөнүндө» мыйзамга тиешелүү.',
    'Настоящее дополнение содержит сведения, для которых в типовой форме нет места, и составляет с нею один документ: подпись относится к обоим. Ссылки на «проект закона» относятся к ещё не принятому закону о защите персональных данных.',
    'This supplement carries what the standard form has no blank for and is one document with it: the signature covers both. References to the “draft law” are to the law on personal data protection, which has not been adopted.',
  ),
  consentHeading: t(
    'Жеке маалыматтарды чогултууга жана иштетүүгө жеке маалыматтар субъектисинин макулдугу',
    'Согласие субъекта персональных данных на сбор и обработку его персональных данных',
    "The personal data subject's consent to the collection and processing of his or her personal data",
  ),
  openingSubject: t(
    'Мен, {name}, төмөндө көрсөтүлгөн жеке маалыматтарымды ушул документте айтылган максатта жана шарттарда чогултууга жана иштетүүгө эркин, аң-сезимдүү түрдө, өз эрким менен макулдук берем.',
    'Я, {name}, свободно, осознанно, по своей воле даю согласие на сбор и обработку указанных ниже моих персональных данных в целях и на условиях, изложенных в настоящем документе.',
    'I, {name}, freely, consciously and of my own will consent to the collection and processing of my personal data listed below, for the purposes and on the terms stated in this document.',
  ),
  openingRepresentative: t(
    'Мен, {representative}, {name} атынан иш жүргүзүп, анын төмөндө көрсөтүлгөн жеке маалыматтарын ушул документте айтылган максатта жана шарттарда чогултууга жана иштетүүгө эркин, аң-сезимдүү түрдө макулдук берем.',
    'Я, {representative}, действуя от имени {name}, свободно и осознанно даю согласие на сбор и обработку указанных ниже его (её) персональных данных в целях и на условиях, изложенных в настоящем документе.',
    'I, {representative}, acting on behalf of {name}, freely and consciously consent to the collection and processing of his or her personal data listed below, for the purposes and on the terms stated in this document.',
  ),
  withdrawal: t(
    'Макулдукту эркин формада жазылган арыздын негизинде каалаган убакта кайта сурап алууга болот. Кайта сурап алуу макулдук берүүдөн оор болбойт.',
    'Согласие может быть отозвано в любое время на основании письменного заявления в свободной форме. Отозвать согласие не труднее, чем его дать.',
    'The consent may be withdrawn at any time by a written application in free form. Withdrawing is no harder than giving.',
  ),
  draftLaw: t(
    '«Мыйзам долбоору» деген шилтемелер азырынча кабыл алына элек «Жеке маалыматтарды коргоо жөнүндө» мыйзамга тиешелүү.',
    'Ссылки на «проект закона» относятся к ещё не принятому закону о защите персональных данных.',
    'References to the “draft law” are to the law on personal data protection, which has not been adopted.',
  ),
  signedOn: t('Кол коюлган күн:', 'Дата подписания', 'Date of signing'),

  subject: t('Жеке маалыматтар субъектиси', 'Субъект персональных данных', 'Personal data subject'),
  representative: t('Ишенимдүү адам (өкүл)', 'Доверенное лицо (представитель)', 'Trusted person (representative)'),
  name: t('Фамилиясы, аты, атасынын аты', 'Фамилия, имя, отчество', 'Surname, given name, patronymic'),
  address: t(
    'Жашаган дареги (турган жери)',
    'Адрес проживания (места нахождения)',
    'Address of residence (place of stay)',
  ),
  identity: t('Ким экендигин ырастаган документ', 'Документ, удостоверяющий личность', 'Identity document'),
  identityValue: t(
    '{type}, {series}№ {number}, берилген күнү: {issuedOn}, берген орган: {issuedBy}',
    '{type}, {series}№ {number}, выдан {issuedOn}, {issuedBy}',
    '{type}, {series}No. {number}, issued {issuedOn} by {issuedBy}',
  ),
  authority: t(
    'Ыйгарым укугун ырастаган документ',
    'Документ, подтверждающий полномочия',
    'Document confirming the authority',
  ),
  authorityValue: t(
    '{title}, № {number}, {date}, {issuedBy}',
    '{title}, № {number}, {date}, {issuedBy}',
    '{title}, No. {number}, {date}, {issuedBy}',
  ),
  authorityUntil: t(
    '{authority}; {until} күнүнө чейин жарактуу',
    '{authority}; действует до {until}',
    '{authority}; valid until {until}',
  ),

  holder: t(
    'Жеке маалыматтар массивин кармоочу (ээси)',
    'Держатель (обладатель) массива персональных данных',
    'Holder (owner) of the personal data array',
  ),
  organisation: t('Аталышы', 'Наименование', 'Name'),
  place: t('Дареги', 'Адрес', 'Address'),
  contacts: t('Байланыш маалыматы', 'Контактная информация', 'Contact information'),
  taxNumber: t(
    'Салык төлөөчүнүн идентификациялык номери',
    'Идентификационный номер налогоплательщика',
    'Taxpayer identification number',
  ),
  registration: t(
    'Мамлекеттик каттоо жөнүндө күбөлүк',
    'Свидетельство о государственной регистрации',
    'Certificate of state registration',
  ),
  registrationValue: t(
    '№ {number}, {date}, {issuedBy}',
    '№ {number}, {date}, {issuedBy}',
    'No. {number}, {date}, {issuedBy}',
  ),
  personalNumber: t(
    'Жеке идентификациялык номери',
    'Персональный идентификационный номер',
    'Personal identification number',
  ),
  obtainedBy: t('Макулдукту алуучу', 'Кем получено согласие', 'Consent obtained by'),
  byHolder: t('кармоочу (ээси) өзү', 'сам держатель (обладатель)', 'the holder (owner) itself'),
  byProcessor: t('иштетүүчү: {name}, {address}', 'обработчик: {name}, {address}', 'the processor: {name}, {address}'),

  groundAndPurpose: t('Негизи жана максаты', 'Основание и цель', 'Ground and purpose'),
  grounds: t(
    'Жеке маалыматтарды топтоонун, колдонуунун, иштетүүнүн негизи',
    'Основание сбора, использования, обработки',
    'Ground for collecting, using and processing',
  ),
  purposes: t(
    'Жеке маалыматтарды топтоонун, колдонуунун, иштетүүнүн максаты',
    'Цель сбора, использования, обработки',
    'Purpose of collecting, using and processing',
  ),

  data: t('Жеке маалыматтардын тизмеги', 'Перечень персональных данных', 'List of personal data'),
  given: t('Макулдук берилген маалыматтар', 'Данные, на обработку которых дано согласие', 'Data consented to'),
  declined: t(
    'Субъект макулдук бербеген маалыматтар',
    'Данные, на обработку которых согласие не дано',
    'Data not consented to',
  ),
  asked: t('Чогултулуучу маалыматтар', 'Собираемые данные', 'Data to be collected'),
  purposeOf: t('{item} — максаты: {purposes}', '{item} — цель: {purposes}', '{item} — purpose: {purposes}'),
  special: t('{item} (атайын категория)', '{item} (специальная категория)', '{item} (special category)'),
  optional: t('{item} (каалоо боюнча)', '{item} (по желанию)', '{item} (optional)'),

  processors: t('Иштетүүчү', 'Обработчик', 'Processor'),
  noProcessor: t(
    'Иштетүүчү жок: маалыматтарды кармоочу (ээси) өзү иштетет.',
    'Обработчика нет: данные обрабатывает сам держатель (обладатель).',
    'There is no processor: the holder (owner) itself processes the data.',
  ),
  partyValue: t('{name}, {address}', '{name}, {address}', '{name}, {address}'),

  actions: t(
    'Жеке маалыматтар менен болгон иш-аракеттер',
    'Действия с персональными данными',
    'Actions with the personal data',
  ),
  actionList: t(
    'Макулдук берилген иш-аракеттердин тизмеги',
    'Перечень действий, на которые даётся согласие',
    'Actions consented to',
  ),
  methods: t(
    'Иштетүү ыкмаларынын жалпы баяндамасы',
    'Общее описание способов обработки',
    'General description of the processing methods',
  ),
  otherUse: t('Башкача колдонуу мүмкүндүгү', 'Возможность иного использования', 'Possibility of other use'),
  noOtherUse: t(
    'Башкача колдонуу каралган эмес.',
    'Иное использование не предусмотрено.',
    'No other use is provided for.',
  ),

  sharing: t('Маалыматтарды берүү жана таратуу', 'Передача и распространение', 'Transfer and distribution'),
  thirdParties: t(
    'Үчүнчү жактарга берүү мүмкүнчүлүгү',
    'Возможность передачи третьим лицам',
    'Possibility of transfer to third parties',
  ),
  transferYes: t('Берилиши мүмкүн:', 'Возможна:', 'Possible:'),
  transferNo: t('Үчүнчү жактарга берилбейт.', 'Третьим лицам не передаются.', 'Not passed to third parties.'),
  crossBorder: t('Трансчекаралык берүү', 'Трансграничная передача', 'Cross-border transfer'),
  crossBorderYes: t(
    'Төмөнкү мамлекеттерге берилет:',
    'Осуществляется в следующие государства:',
    'To the following states:',
  ),
  crossBorderNo: t(
    'Трансчекаралык берүү жок.',
    'Трансграничная передача отсутствует.',
    'There is no cross-border transfer.',
  ),
  publicly: t(
    'Жалпыга жеткиликтүү булактарда таратуу',
    'Распространение в общедоступных источниках',
    'Distribution in public sources',
  ),
  publicYes: t('Таратылат: {where}', 'Распространяются: {where}', 'Distributed: {where}'),
  publicNo: t(
    'Жалпыга жеткиликтүү булактарда таратылбайт.',
    'В общедоступных источниках не распространяются.',
    'Not distributed in public sources.',
  ),

  term: t('Мөөнөттөр', 'Сроки', 'Terms'),
  validity: t('Макулдуктун жарактуу мөөнөтү', 'Срок действия согласия', 'Period of validity of the consent'),
  fromTo: t('{from} – {until}', 'с {from} по {until}', 'from {from} to {until}'),
  fromEvent: t('{from} күнүнөн баштап; бүтүшү: {event}', 'с {from}; окончание: {event}', 'from {from}; end: {event}'),
  fromLaw: t(
    '{from} күнүнөн баштап; мөөнөтү мыйзам менен белгиленген: {provision}',
    'с {from}; срок установлен законом: {provision}',
    'from {from}; the term is set by law: {provision}',
  ),
  validityDate: t('{until} күнүнө чейин', 'до {until}', 'until {until}'),
  validityEvent: t('Бүтүшү: {event}', 'Окончание: {event}', 'End: {event}'),
  validityLaw: t(
    'Мөөнөтү мыйзам менен белгиленген: {provision}',
    'Срок установлен законом: {provision}',
    'The term is set by law: {provision}',
  ),
  storage: t('Сактоо мөөнөтү', 'Срок хранения', 'Storage period'),
  earlier: t(
    'Макулдук ушул мөөнөттүн же типтүү формада көрсөтүлгөн мөөнөттүн кайсынысы эрте бүтсө, ошого чейин жарактуу.',
    'Согласие действует до того из сроков (настоящего или указанного в типовой форме), который истечёт раньше.',
    'The consent is valid until the earlier of this term and the term stated in the standard form.',
  ),

  extra: t('Башка маалыматтар', 'Иные сведения', 'Other information'),
  notice: t('Макулдук берүүгө чейинки билдирүү', 'Уведомление до согласия', 'Notice before consent'),
  noticeId: t('Билдирүү', 'Уведомление', 'Notice'),
  noticeHash: t('Билдирүүнүн хеши (SHA-256)', 'Хеш уведомления (SHA-256)', 'Hash of the notice (SHA-256)'),
  noticeShown: t('Билдирүү менен таанышуу', 'Ознакомление с уведомлением', 'Acquaintance with the notice'),
  noticeShownValue: t('{at}; тили: {language}', '{at}; язык: {language}', '{at}; language: {language}'),

  stampHeading: t('ЭЛЕКТРОНДУК КОЛТАМГА МЕНЕН КОЛ КОЮЛГАН', 'ПОДПИСАНО ЭЛЕКТРОННОЙ ПОДПИСЬЮ', 'SIGNED ELECTRONICALLY'),
  stampSigner: t('Кол койгон', 'Подписал', 'Signer'),
  stampAt: t('Убактысы (Бишкек)', 'Время (Бишкек)', 'Time (Bishkek)'),
  stampClass: t('Колтамганын түрү', 'Вид подписи', 'Class of signature'),
  stampEvidence: t('Далилдин номери', 'Номер доказательства', 'Evidence id'),
} as const satisfies Record<string, Text3>;

/** What a receipt states. */
export const receiptStatements = {
  given: t('Макулдук берилди', 'Согласие дано', 'Consent given'),
  given_in_part: t('Макулдук жарым-жартылай берилди', 'Согласие дано частично', 'Consent given in part'),
  refused: t('Макулдук берүүдөн баш тартылды', 'В согласии отказано', 'Consent refused'),
  withdrawn: t('Макулдук кайта сурап алынды', 'Согласие отозвано', 'Consent withdrawn'),
  withdrawal_pending: t(
    'Макулдукту кайта сурап алуу жөнүндө арыз катталды',
    'Заявление об отзыве согласия зарегистрировано',
    'Application to withdraw the consent registered',
  ),
  withdrawal_refused: t(
    'Макулдукту кайта сурап алуу четке кагылды',
    'В отзыве согласия отказано',
    'Withdrawal of the consent refused',
  ),
  expired: t('Макулдуктун мөөнөтү бүттү', 'Срок действия согласия истёк', 'Consent expired'),
  replaced: t('Макулдук жаңысы менен алмаштырылды', 'Согласие заменено новым', 'Consent replaced by a new one'),
  renewed: t('Макулдуктун мөөнөтү узартылды', 'Срок действия согласия продлён', 'Consent renewed'),
} as const satisfies Record<string, Text3>;

export const receiptSay = {
  heading: t('Дүмүрчөк', 'Квитанция', 'Receipt'),
  about: t('Макулдук жөнүндө', 'О согласии', 'The consent'),
  number: t('Макулдуктун номери', 'Номер согласия', 'Consent id'),
  purpose: t('Максаты', 'Цель', 'Purpose'),
  evidence: t('Далил', 'Доказательство', 'Evidence'),
  mode: t('Далилдин түрү', 'Вид доказательства', 'Kind of evidence'),
  evidenceId: t('Далилдин номери', 'Номер доказательства', 'Evidence id'),
  hash: t('Түп нусканын хеши (SHA-256)', 'Хеш подлинника (SHA-256)', 'Hash of the original (SHA-256)'),
  entry: t('Журналдагы жазуу', 'Запись в журнале', 'Journal entry'),
  next: t('Эмнени билүү керек', 'Что важно знать', 'What to know'),
  keep: t(
    'Бул дүмүрчөктү сактап коюңуз: ал жасалган аракетти ырастайт жана аны ким болбосун текшере алат.',
    'Сохраните эту квитанцию: она подтверждает совершённое действие, и проверить её может каждый.',
    'Keep this receipt: it confirms what was done, and anyone can verify it.',
  ),
} as const satisfies Record<string, Text3>;

export const noticeSay = {
  heading: t(
    'Жеке маалыматтарды чогултуу жана иштетүү жөнүндө билдирүү',
    'Уведомление о сборе и обработке персональных данных',
    'Notice on the collection and processing of personal data',
  ),
  before: t(
    'Бул билдирүү жеке маалыматтарыңызды бергенге чейин таанышуу үчүн берилет.',
    'Настоящее уведомление предоставляется для ознакомления до передачи Вами персональных данных.',
    'This notice is given to you before you provide any personal data.',
  ),
  free: t(
    'Жеке маалыматтарыңызды берүү маселесин өзүңүз чечесиз: макулдук бербей коюуга, аны жарым-жартылай берүүгө жана кийин кайта сурап алууга акыңыз бар.',
    'Вопрос о передаче своих персональных данных Вы решаете сами: Вы вправе не давать согласие, дать его частично и впоследствии отозвать.',
    'Whether to provide your personal data is your own decision: you may refuse, consent in part, and withdraw later.',
  ),
} as const satisfies Record<string, Text3>;
