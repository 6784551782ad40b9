import type { Text3 } from '../../platform/text.ts';

// Every sentence of the verifier's report, in three languages.

export const titles = {
  container: { ky: 'Файл', ru: 'Файл', en: 'File' },
  members: { ky: 'Файлдын бөлүктөрү', ru: 'Состав файла', en: 'Members of the file' },
  seal: { ky: 'Платформанын мөөрү', ru: 'Печать платформы', en: 'Seal of the platform' },
  'container-seal': {
    ky: 'Платформанын файлга койгон электрондук колтамгасы',
    ru: 'Электронная подпись платформы на файле',
    en: 'Electronic signature of the platform on the file',
  },
  documents: { ky: 'Кол коюлган документтер', ru: 'Подписанные документы', en: 'Signed documents' },
  signature: { ky: 'Колтамга', ru: 'Подпись', en: 'Signature' },
  'key-binding': { ky: 'Колтамга ачкычынын ээси', ru: 'Владелец ключа подписи', en: 'Holder of the signing key' },
  protocol: { ky: 'Аракеттердин протоколу', ru: 'Протокол действий', en: 'Action protocol' },
  entry: { ky: 'Журналдагы жазуу', ru: 'Запись в журнале', en: 'Journal entry' },
  inclusion: { ky: 'Журналга киргизилгендиги', ru: 'Включение в журнал', en: 'Inclusion in the log' },
  checkpoint: { ky: 'Журналдын кол коюлган абалы', ru: 'Подписанное состояние журнала', en: 'Checkpoint of the log' },
  withdrawal: {
    ky: 'Макулдукту кайта сурап алуу арызы',
    ru: 'Заявление об отзыве согласия',
    en: 'Application to withdraw the consent',
  },
  witness: { ky: 'Көз карандысыз күбө', ru: 'Независимый свидетель', en: 'Independent witness' },
} satisfies Record<string, Text3>;
export type CheckName = keyof typeof titles;

export const summaries = {
  valid: {
    ky: 'Далил жарактуу: бардык негизги текшерүүлөрдөн өттү.',
    ru: 'Доказательство действительно: все основные проверки пройдены.',
    en: 'The evidence is valid: every decisive check holds.',
  },
  invalid: {
    ky: 'Далил жараксыз: кеминде бир текшерүүдөн өткөн жок.',
    ru: 'Доказательство недействительно: не пройдена хотя бы одна проверка.',
    en: 'The evidence is not valid: at least one check fails.',
  },
  undetermined: {
    ky: 'Далилдин жарактуулугун аныктоого мүмкүн эмес: каршылык табылган жок, бирок негизги текшерүү үчүн маалымат жетишсиз.',
    ru: 'Действительность доказательства установить нельзя: противоречий не найдено, но для основной проверки не хватает данных.',
    en: 'Validity cannot be determined: nothing contradicts, but a decisive check lacks what it needs.',
  },
} satisfies Record<string, Text3>;

export const findings = {
  CONTAINER_OK: {
    ky: 'Файл бүтүн, ашыкча байттар жок.',
    ru: 'Файл цел, лишних байтов нет.',
    en: 'The file is whole, with no byte to spare.',
  },
  CONTAINER_UNREADABLE: {
    ky: 'Файлды коопсуз ачууга мүмкүн эмес: ал бузулган же далилдин файлы эмес.',
    ru: 'Файл нельзя безопасно открыть: он повреждён либо не является файлом доказательства.',
    en: 'The file cannot be opened safely: it is damaged or is not an evidence file.',
  },
  CONTAINER_ALTERED: {
    ky: 'Файл түзүлгөндөн кийин өзгөртүлгөн же кайра таңгакталган.',
    ru: 'Файл изменён или переупакован после создания.',
    en: 'The file was altered or repacked after it was made.',
  },
  MEMBERS_OK: {
    ky: 'Бардык бөлүктөр тизмеге дал келет.',
    ru: 'Все части соответствуют описи.',
    en: 'All members match the manifest.',
  },
  MANIFEST_BAD: {
    ky: 'Файлдын тизмеси жок же бузулган.',
    ru: 'Опись файла отсутствует или повреждена.',
    en: 'The manifest is missing or damaged.',
  },
  MEMBER_MISSING: {
    ky: 'Тизмеде көрсөтүлгөн бөлүк жок.',
    ru: 'Отсутствует часть, указанная в описи.',
    en: 'A member named in the manifest is missing.',
  },
  MEMBER_UNLISTED: {
    ky: 'Тизмеде көрсөтүлбөгөн бөлүк бар.',
    ru: 'Есть часть, не указанная в описи.',
    en: 'There is a member the manifest does not name.',
  },
  MEMBER_ALTERED: { ky: 'Бөлүк өзгөртүлгөн.', ru: 'Часть изменена.', en: 'A member was altered.' },
  MEMBER_DAMAGED: {
    ky: 'Бөлүктүн байттары файл түзүлгөндөн кийин өзгөргөн: анын текшерүү суммасы дал келбейт.',
    ru: 'Байты части изменились после создания файла: её контрольная сумма не сходится.',
    en: 'The bytes of a member changed after the file was made: its checksum does not match.',
  },
  CERTIFICATE_OK: {
    ky: 'Макулдукка сертификаттын ачкычы менен коюлган колтамга анык.',
    ru: 'Подпись согласия ключом из сертификата подлинна.',
    en: 'The signature on the consent with the key of a certificate is authentic.',
  },
  CERTIFICATE_BAD: {
    ky: 'Сертификаттын ачкычы менен коюлган колтамга текшерүүдөн өткөн жок: шарттар төмөндө.',
    ru: 'Подпись ключом из сертификата не прошла проверку: условия указаны ниже.',
    en: 'The signature with the key of a certificate fails: the conditions are below.',
  },
  CERTIFICATE_UNDETERMINED: {
    ky: 'Сертификаттын ачкычы менен коюлган колтамганын аныктыгын айтууга маалымат жетишсиз: шарттар төмөндө.',
    ru: 'Подлинность подписи ключом из сертификата установить нельзя: каких сведений не хватает, указано ниже.',
    en: 'Whether the signature with the key of a certificate is authentic cannot be told: what is missing is below.',
  },
  CERTIFICATE_NOT_JUDGED: {
    ky: 'Сертификаттарды текшерүүчү маалымат (түпкү сертификат, тизмелер) берилген жок.',
    ru: 'Не предоставлено то, по чему проверяются сертификаты: корневой сертификат и списки.',
    en: 'What certificates are checked by was not given: the root certificate and the lists.',
  },
  CERTIFICATE_CLASS_OTHER: {
    ky: 'Колтамганын түрү далилде жазылгандай эмес.',
    ru: 'Вид подписи не тот, что записан в доказательстве.',
    en: 'The type of the signature is not the one on record in the evidence.',
  },
  WITHDRAWAL_OK: {
    ky: 'Ушул макулдукту кайта сурап алуу арызына кол коюлган, ал журналга киргизилген.',
    ru: 'Заявление об отзыве этого согласия подписано и внесено в журнал.',
    en: 'The application to withdraw this consent is signed and stands in the log.',
  },
  WITHDRAWAL_OTHER: {
    ky: 'Кайта сурап алуу арызы же журналдагы анын жазуусу башка макулдукка таандык.',
    ru: 'Заявление об отзыве или запись о нём относится к другому согласию.',
    en: 'The application to withdraw, or the entry about it, is about another consent.',
  },
  WITHDRAWAL_PART_MISSING: {
    ky: 'Кайта сурап алуу арызын далилдеген бөлүктөрдүн бири файлда жок.',
    ru: 'В файле нет одной из частей, доказывающих заявление об отзыве.',
    en: 'One of the parts that prove the application to withdraw is missing from the file.',
  },
  WITHDRAWAL_NOT_LOGGED: {
    ky: 'Кайта сурап алуу арызынын журналга киргизилгени далилденген эмес.',
    ru: 'Включение заявления об отзыве в журнал не доказано.',
    en: 'The proof that the application to withdraw is in the log does not hold.',
  },
  SIGNATURE_FILE_OTHER: {
    ky: 'Колтамганын файлы далилдеги колтамгага дал келбейт.',
    ru: 'Файл подписи не совпадает с подписью, записанной в доказательстве.',
    en: 'The signature file is not the signature on record in the evidence.',
  },
  CONTAINER_SEAL_OK: {
    ky: 'Файлдын бардык бөлүктөрүндө платформанын электрондук колтамгасы бар, алар өзгөргөн эмес.',
    ru: 'Все части файла подписаны электронной подписью платформы и не изменены.',
    en: 'All members stand under the platform’s electronic signature and are unchanged.',
  },
  CONTAINER_SEAL_BAD: {
    ky: 'Файлга коюлган электрондук колтамга туура эмес же платформаныкы эмес.',
    ru: 'Электронная подпись на файле неверна или не принадлежит платформе.',
    en: 'The electronic signature on the file is wrong, or is not the platform’s.',
  },
  CONTAINER_SEAL_UNKNOWN: {
    ky: 'Файлга коюлган колтамганын сертификатын текшерүүгө маалымат жетишсиз.',
    ru: 'Для проверки сертификата подписи на файле не хватает сведений.',
    en: 'What is needed to check the certificate of the signature on the file is missing.',
  },
  SEALED_MEMBER_ALTERED: {
    ky: 'Бул бөлүк платформа кол койгондон кийин өзгөртүлгөн.',
    ru: 'Эта часть изменена после подписания платформой.',
    en: 'This member was changed after the platform signed.',
  },
  SEAL_OK: {
    ky: 'Файл платформа берген түрүндө сакталган.',
    ru: 'Файл сохранён в том виде, в каком его выдала платформа.',
    en: 'The file is as the platform issued it.',
  },
  SEAL_BAD: {
    ky: 'Платформанын мөөрү файлга дал келбейт.',
    ru: 'Печать платформы не соответствует файлу.',
    en: 'The platform’s seal does not fit the file.',
  },
  SEAL_ABSENT: { ky: 'Платформанын мөөрү жок.', ru: 'Печати платформы нет.', en: 'There is no seal of the platform.' },
  SEAL_KEY_UNKNOWN: {
    ky: 'Мөөрдүн ачкычы көз карандысыз булактан белгилүү эмес.',
    ru: 'Ключ печати неизвестен из независимого источника.',
    en: 'The seal’s key is not known independently of this file.',
  },
  DOCUMENTS_OK: {
    ky: 'Макулдук жана көрсөтүлгөн билдирүү кол коюлган манифестке дал келет.',
    ru: 'Согласие и показанное уведомление соответствуют подписанному манифесту.',
    en: 'The consent and the notice shown match the signed manifest.',
  },
  CONSENT_MANIFEST_BAD: {
    ky: 'Макулдуктун манифести жок же бузулган.',
    ru: 'Манифест согласия отсутствует или повреждён.',
    en: 'The consent manifest is missing or damaged.',
  },
  DOCUMENT_MISSING: {
    ky: 'Кол коюлган документтердин бири файлда жок.',
    ru: 'Одного из подписанных документов нет в файле.',
    en: 'A signed document is missing from the file.',
  },
  DOCUMENT_ALTERED: {
    ky: 'Документ кол коюлгандан кийин өзгөртүлгөн.',
    ru: 'Документ изменён после подписания.',
    en: 'A document was altered after it was signed.',
  },
  DOCUMENT_UNSIGNED: {
    ky: 'Макулдуктун же билдирүүнүн тексти колтамга менен камтылган эмес.',
    ru: 'Текст согласия или уведомления не охвачен подписью.',
    en: 'The consent or the notice is not covered by the signature.',
  },
  SIGNATURE_OK: {
    ky: 'Адамдын ачкычы менен коюлган колтамга ушул документтерге таандык жана туура.',
    ru: 'Подпись ключом лица относится к этим документам и верна.',
    en: 'The signature by the person’s key is over these documents and holds.',
  },
  SESSION_OK: {
    ky: 'Жөнөкөй электрондук колтамга: кирүү жана сырсөз менен ырастоо ушул документтерге таандык.',
    ru: 'Простая электронная подпись: вход и подтверждение паролем относятся к этим документам.',
    en: 'Simple signature: log-in and confirmation by password are for these documents.',
  },
  PAPER_OK: {
    ky: 'Кагазга өз колу менен коюлган колтамга: кызматкердин ырастоосу ушул документтерге таандык. Колтамганын өзүн кагаздагы түп нуска боюнча гана текшерүүгө болот.',
    ru: 'Собственноручная подпись на бумаге: заверение сотрудника относится к этим документам. Сама подпись проверяется только по бумажному подлиннику.',
    en: 'Signed by hand on paper: the operator’s attestation is for these documents. The handwriting itself can be checked on the paper original only.',
  },
  EVIDENCE_BAD: {
    ky: 'Колтамганын далили жок же түзүлүшү бузулган.',
    ru: 'Доказательство подписи отсутствует или нарушена его структура.',
    en: 'The evidence of the signature is missing or malformed.',
  },
  SIGNED_OTHER: {
    ky: 'Колтамга башка документтерге коюлган.',
    ru: 'Подписаны другие документы.',
    en: 'The signature is over other documents.',
  },
  SIGNATURE_WRONG: {
    ky: 'Электрондук колтамга туура эмес.',
    ru: 'Электронная подпись неверна.',
    en: 'The signature does not hold.',
  },
  CHALLENGE_WRONG: {
    ky: 'Колтамга бул манифест үчүн түзүлгөн эмес.',
    ru: 'Подпись создана не для этого манифеста.',
    en: 'The signature was not made for this manifest.',
  },
  ORIGIN_WRONG: {
    ky: 'Колтамга башка дарекке коюлган.',
    ru: 'Подпись создана для другого адреса.',
    en: 'The signature was made for another address.',
  },
  USER_NOT_VERIFIED: {
    ky: 'Ачкыч адамдын өзүн текшерген эмес.',
    ru: 'Устройство не проверило личность пользователя.',
    en: 'The device did not verify its user.',
  },
  KEY_BINDING_OK: {
    ky: 'Ачкыч эсепке журналга жазылган аракет менен байланган.',
    ru: 'Ключ привязан к учётной записи действием, внесённым в журнал.',
    en: 'The key was bound to the account by a logged act.',
  },
  KEY_BINDING_BAD: {
    ky: 'Ачкычты байлоо жазуусу бул ачкычка туура келбейт.',
    ru: 'Запись о привязке не соответствует этому ключу.',
    en: 'The binding entry does not fit this key.',
  },
  KEY_BINDING_ABSENT: {
    ky: 'Ачкычты байлоо жазуусу файлда жок; аны платформадан сураса болот.',
    ru: 'Записи о привязке ключа в файле нет; её можно запросить у платформы.',
    en: 'The entry that bound the key is not in the file; the platform can provide it.',
  },
  PROTOCOL_OK: {
    ky: 'Аракеттердин тизмеги үзүлгөн эмес; билдирүү ырастоого чейин көрсөтүлгөн.',
    ru: 'Цепочка действий не нарушена; уведомление показано до подтверждения.',
    en: 'The chain of acts is unbroken; the notice came before the confirmation.',
  },
  PROTOCOL_BROKEN: {
    ky: 'Аракеттердин тизмеги бузулган.',
    ru: 'Цепочка действий нарушена.',
    en: 'The chain of acts is broken.',
  },
  PROTOCOL_ORDER: {
    ky: 'Ырастоо жок же билдирүү ага чейин көрсөтүлгөн эмес.',
    ru: 'Нет подтверждения либо уведомление не было показано до него.',
    en: 'There is no confirmation, or the notice was not shown before it.',
  },
  PROTOCOL_OTHER_NOTICE: {
    ky: 'Башка билдирүү көрсөтүлгөн.',
    ru: 'Было показано другое уведомление.',
    en: 'Another notice was shown.',
  },
  PROTOCOL_NONE: {
    ky: 'Кагаз түрүндөгү макулдукта электрондук протокол болбойт.',
    ru: 'У согласия на бумаге электронного протокола не бывает.',
    en: 'A consent on paper has no electronic protocol.',
  },
  ENTRY_OK: {
    ky: 'Журналдагы жазуу ушул манифестке жана ушул далилге шилтеме кылат.',
    ru: 'Запись в журнале ссылается на этот манифест и это доказательство.',
    en: 'The journal entry names this manifest and this evidence.',
  },
  ENTRY_BAD: {
    ky: 'Журналдагы жазуу жок же бузулган.',
    ru: 'Запись журнала отсутствует или повреждена.',
    en: 'The journal entry is missing or damaged.',
  },
  ENTRY_OTHER: {
    ky: 'Журналдагы жазуу башка макулдукка таандык.',
    ru: 'Запись журнала относится к другому согласию.',
    en: 'The journal entry is about another consent.',
  },
  INCLUSION_OK: { ky: 'Жазуу журналга киргизилген.', ru: 'Запись включена в журнал.', en: 'The entry is in the log.' },
  INCLUSION_BAD: {
    ky: 'Жазуунун журналга киргизилгени далилденген эмес.',
    ru: 'Включение записи в журнал не доказано.',
    en: 'The proof that the entry is in the log does not hold.',
  },
  CHECKPOINT_OK: {
    ky: 'Журналдын абалына ишенимдүү ачкыч менен кол коюлган.',
    ru: 'Состояние журнала подписано доверенным ключом.',
    en: 'The state of the log is signed by a trusted key.',
  },
  CHECKPOINT_BAD: {
    ky: 'Журналдын абалындагы колтамга туура эмес.',
    ru: 'Подпись состояния журнала неверна.',
    en: 'The signature of the log’s state does not hold.',
  },
  CHECKPOINT_KEY_UNKNOWN: {
    ky: 'Аныктоого мүмкүн эмес: журналдын ачкычы ушул файлдын өзүнөн гана белгилүү. Аны көз карандысыз булактан алып, --trust аркылуу көрсөтүңүз.',
    ru: 'Установить нельзя: ключ журнала известен только из самого файла. Получите его из независимого источника и укажите через --trust.',
    en: 'Not determinable: the log’s key is known from this file only. Get it from an independent source and name it by --trust.',
  },
  CHECKPOINT_KEY_OTHER: {
    ky: 'Журналдын абалына ишенимдүү ачкычтардын бири да кол койгон эмес.',
    ru: 'Состояние журнала не подписано ни одним из доверенных ключей.',
    en: 'None of the trusted keys signed the state of the log.',
  },
  WITNESS_OK: {
    ky: 'Журналдын абалын көз карандысыз күбө убактысы менен ырастаган.',
    ru: 'Состояние журнала подтверждено независимым свидетелем с указанием времени.',
    en: 'An independent witness confirmed the state of the log, with time.',
  },
  WITNESS_BAD: {
    ky: 'Күбөнүн колтамгасы туура эмес.',
    ru: 'Подпись свидетеля неверна.',
    en: 'The witness’s signature does not hold.',
  },
  WITNESS_NONE: {
    ky: 'Белгилүү күбөлөрдүн ырастоосу жок: кол коюу убактысы журналдын өз сөзү менен гана белгилүү.',
    ru: 'Подтверждений известных свидетелей нет: время известно только со слов самого журнала.',
    en: 'No known witness confirmed it: the time rests on the log’s own word.',
  },
} satisfies Record<string, Text3>;
export type FindingCode = keyof typeof findings;
