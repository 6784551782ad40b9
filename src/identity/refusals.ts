import { refusals } from '../platform/refusal.ts';

/** Every "no" of this module. Sign-in answers never tell whether an account exists. */
export const refuse = refusals({
  LOGIN_SHAPE: {
    law: [],
    text: {
      ky: 'Телефон номерин +996 менен (тогуз сан) же электрондук почтанын дарегин жазыңыз.',
      ru: 'Укажите номер телефона в виде +996 и девять цифр или адрес электронной почты.',
      en: 'Give a phone number as +996 and nine digits, or an e-mail address.',
    },
  },
  PASSWORD_WEAK: {
    law: [],
    text: {
      ky: 'Сырсөз 10 белгиден кем болбосун, кеңири белгилүү сөз жана логиниңиз болбосун.',
      ru: 'Пароль должен содержать не менее 10 знаков, не быть общеизвестным и не повторять логин.',
      en: 'The password needs at least 10 characters and must not be a common one or your login.',
    },
  },
  SIGN_IN_FAILED: {
    law: [],
    status: 401,
    text: {
      ky: 'Логин же сырсөз туура эмес.',
      ru: 'Неверный логин или пароль.',
      en: 'The login or the password is wrong.',
    },
  },
  SIGN_IN_WAIT: {
    law: [],
    status: 429,
    text: {
      ky: 'Бул түзмөктөн ката аракеттер көп болду. {seconds} секунддан кийин кайталаңыз.',
      ru: 'С этого устройства слишком много неудачных попыток. Повторите через {seconds} с.',
      en: 'Too many failed attempts from this device. Try again in {seconds} seconds.',
    },
  },
  CODE_WRONG: {
    law: [],
    text: {
      ky: 'Код туура эмес же анын мөөнөтү өтүп кеткен. Жаңы код сураңыз.',
      ru: 'Код неверен или его срок истёк. Запросите новый.',
      en: 'The code is wrong or has expired. Ask for a new one.',
    },
  },
  LINK_SPENT: {
    law: [],
    text: {
      ky: 'Бул шилтеме колдонулган же анын мөөнөтү өтүп кеткен.',
      ru: 'Эта ссылка уже использована или её срок истёк.',
      en: 'This link has been used or has expired.',
    },
  },
  PASSKEY_FAILED: {
    law: [],
    text: {
      ky: 'Түзмөктүн ачкычы текшерүүдөн өткөн жок. Кайра аракет кылыңыз же сырсөз менен кириңиз.',
      ru: 'Ключ доступа не прошёл проверку. Повторите попытку или войдите по паролю.',
      en: 'The passkey did not pass the check. Try again or use your password.',
    },
  },
  STAFF_UNKNOWN: {
    law: [],
    status: 404,
    text: {
      ky: 'Мындай логини бар кызматкердин эсеби жок.',
      ru: 'Учётной записи сотрудника с таким логином нет.',
      en: 'No member of staff has an account with this login.',
    },
  },
  NOT_YOURS: {
    law: [],
    status: 404,
    text: { ky: 'Мындай жазуу табылган жок.', ru: 'Такая запись не найдена.', en: 'No such record.' },
  },
  PIN_SHAPE: {
    law: [],
    text: {
      ky: 'Жеке номер (ПИН) 14 сандан турат: жынысы, туулган күнү жана катар номери.',
      ru: 'Персональный номер (ПИН) состоит из 14 цифр: пол, дата рождения и порядковый номер.',
      en: 'A personal number (PIN) has 14 digits: sex, date of birth and a serial number.',
    },
  },
  PERSON_FACTS: {
    law: ['SP-3b-1'],
    text: {
      ky: 'Адам жөнүндө маалымат толук эмес же өз ара дал келбейт. Документ боюнча текшериңиз.',
      ru: 'Сведения о лице неполны или не согласуются между собой. Сверьте их с документом.',
      en: 'What is stated about the person is incomplete or contradicts itself. Check it against the document.',
    },
  },
  DECLARATION_MISSING: {
    law: ['SP-3b-1'],
    text: {
      ky: 'Маалыматтын өзүңүз жөнүндө жана ишенимдүү экенин ырастаңыз.',
      ru: 'Подтвердите, что сведения относятся к вам и достоверны.',
      en: 'Confirm that the data is about yourself and reliable.',
    },
  },
  DOCUMENT_CHECK_MISSING: {
    law: ['SP-3b-1'],
    text: {
      ky: 'Ким экендигин ырастаган документтин түп нускасы текшерилгенин белгилеңиз.',
      ru: 'Отметьте, что подлинник документа, удостоверяющего личность, проверен.',
      en: 'Confirm that you checked the original of the identity document.',
    },
  },
  ALREADY_BOUND: {
    law: [],
    status: 409,
    text: {
      ky: 'Бул эсеп башка адамга байланыштырылган.',
      ru: 'Эта учётная запись уже привязана к другому лицу.',
      en: 'This account is already bound to another person.',
    },
  },
  PIN_CONTESTED: {
    law: ['PD-4.9'],
    status: 409,
    text: {
      ky: 'Бул жеке номерди эки эсеп талап кылууда. Эки эсеп тең токтотулду: документиңиз менен ыйгарым укуктуу органга же кармоочуга кайрылыңыз, алар чечкенге чейин бул адам боюнча эч нерсе көрсөтүлбөйт.',
      ru: 'На этот персональный номер претендуют две учётные записи. Обе приостановлены: обратитесь с документом в уполномоченный орган или к держателю; до решения ничего о лице не показывается.',
      en: 'Two accounts claim this personal number. Both are frozen: turn to the authority or a holder with your document; until it is settled nothing about the person is shown.',
    },
  },
  ESI_UNAVAILABLE: {
    law: [],
    status: 503,
    text: {
      ky: 'ЕСИ азыр жооп бербей жатат. Бир аздан кийин кайталаңыз же кармоочунун кызматкерине кайрылыңыз.',
      ru: 'ЕСИ сейчас не отвечает. Повторите позже или обратитесь к сотруднику держателя.',
      en: 'ESI does not answer at the moment. Try again later or go to a holder’s counter.',
    },
  },
  ESI_REJECTED: {
    law: [],
    text: {
      ky: 'ЕСИ аркылуу кирүү аягына чыккан жок. Кайра баштаңыз.',
      ru: 'Вход через ЕСИ не завершён. Начните заново.',
      en: 'The log-in through ESI was not completed. Start again.',
    },
  },
  ESI_NO_ACCOUNT: {
    law: [],
    text: {
      ky: 'Бул адамга байланышкан эсеп жок. Адегенде катталып, андан кийин аны ЕСИ аркылуу байланыштырыңыз.',
      ru: 'К этому лицу не привязана учётная запись. Сначала зарегистрируйтесь, затем привяжите её через ЕСИ.',
      en: 'No account is bound to this person. Sign up first, then bind the account through ESI.',
    },
  },
  NOT_BOUND: {
    law: ['ES-9.3.1'],
    status: 403,
    text: {
      ky: 'Кол коюу үчүн эсебиңиз адамга байланыштырылышы керек: кимдин атынан кол коюлганы аныкталышы зарыл.',
      ru: 'Чтобы подписать, привяжите учётную запись к личности: должно быть известно, от чьего имени подписано.',
      en: 'To sign, bind the account to a person: it must be known in whose name the document is signed.',
    },
  },
  SIGN_NO_BASIS: {
    law: ['ES-9.3a', 'ES-6.2a'],
    text: {
      ky: 'Мындай документке жөнөкөй же квалификацияланбаган электрондук колтамга коюу үчүн негиз жок: кармоочу менен макулдашуу түзүлгөн эмес жана аны караган ченемдик укуктук акт жок.',
      ru: 'Нет основания для простой или неквалифицированной подписи такого документа: соглашение с держателем не заключено, а нормативного акта, который её предусматривает, нет.',
      en: 'There is no basis for a simple or unqualified signature on such a document: no agreement with the holder has been accepted and no act provides for it.',
    },
  },
  SIGN_TYPE_NOT_ALLOWED: {
    law: ['ES-4.1'],
    text: {
      ky: 'Бул документ үчүн {source} башка түрдөгү электрондук колтамганы талап кылат.',
      ru: 'Для этого документа {source} требует подпись другого вида.',
      en: 'For this document {source} requires another type of signature.',
    },
  },
  SIGN_SIMPLE_STATE_SECRET: {
    law: ['ES-9.5a'],
    text: {
      ky: 'Мамлекеттик жашырын сырды камтыган документке жөнөкөй электрондук колтамга коюуга болбойт.',
      ru: 'Документ, содержащий государственную тайну, нельзя подписать простой электронной подписью.',
      en: 'A document that holds a state secret must not be signed with a simple signature.',
    },
  },
  SIGN_SIMPLE_SECRET_SYSTEM: {
    law: ['ES-9.5b'],
    text: {
      ky: 'Мамлекеттик жашырын сыр камтылган маалыматтык тутумда жөнөкөй электрондук колтамганы колдонууга болбойт.',
      ru: 'В информационной системе с государственной тайной простую электронную подпись применять нельзя.',
      en: 'Simple signatures must not be used in an information system that holds state secrets.',
    },
  },
  SIGN_SIMPLE_NOTARY: {
    law: ['ES-9.5c'],
    text: {
      ky: 'Нотариалдык күбөлөндүрүү талап кылынган документке жөнөкөй электрондук колтамга коюуга болбойт.',
      ru: 'Документ, требующий нотариального удостоверения, нельзя подписать простой электронной подписью.',
      en: 'A document that needs a notary must not be made with a simple signature.',
    },
  },
  SIGN_SIMPLE_STATE_REGISTRATION: {
    law: ['ES-9.5d'],
    text: {
      ky: 'Мамлекеттик каттоо талап кылынган документке жөнөкөй электрондук колтамга коюуга болбойт.',
      ru: 'Документ, требующий государственной регистрации, нельзя подписать простой электронной подписью.',
      en: 'A document that needs state registration must not be made with a simple signature.',
    },
  },
  SIGN_KEY_WRONG: {
    law: ['ES-9.1.2a'],
    text: {
      ky: 'Сырсөз туура эмес: документке кол коюлган жок.',
      ru: 'Пароль неверен: документ не подписан.',
      en: 'The password is wrong: the document was not signed.',
    },
  },
  SIGNING_OVER: {
    law: ['CP-10d-2'],
    status: 409,
    text: {
      ky: 'Бул кол коюу бүткөн же анын мөөнөтү өтүп кеткен. Документти кайра ачып, жаңыдан баштаңыз.',
      ru: 'Это подписание завершено или его срок истёк. Откройте документ и начните заново.',
      en: 'This signing is finished or has expired. Open the document and start again.',
    },
  },
  AGR_IDENTIFICATION_MISSING: {
    law: ['ES-9.3.1'],
    text: {
      ky: 'Макулдашууда документке кимдин атынан кол коюлганын аныктоо механизми жок.',
      ru: 'В соглашении нет механизма определения лица, от чьего имени подписан документ.',
      en: 'The agreement lacks the mechanism for determining in whose name a document is signed.',
    },
  },
  AGR_CONFIDENTIALITY_MISSING: {
    law: ['ES-9.3.2'],
    text: {
      ky: 'Макулдашууда колтамга ачкычынын купуялуулугун сактоо милдети жок.',
      ru: 'В соглашении нет обязанности хранить ключ подписи в тайне.',
      en: 'The agreement lacks the duty to keep the signature key confidential.',
    },
  },
  AGR_VERIFICATION_PROCEDURE_MISSING: {
    law: ['ES-6.2c'],
    text: {
      ky: 'Макулдашууда электрондук колтамганы текшерүүнүн тартиби жок.',
      ru: 'В соглашении нет порядка проверки электронной подписи.',
      en: 'The agreement lacks the procedure for verifying the signature.',
    },
  },
  AGREEMENT_NOT_ACCEPTED: {
    law: ['ES-6.2a', 'ES-9.3a'],
    status: 409,
    text: {
      ky: 'Бул кармоочу менен күчүндө турган макулдашууңуз жок.',
      ru: 'У вас нет действующего соглашения с этим держателем.',
      en: 'You have no agreement in force with this holder.',
    },
  },
  AGREEMENT_CHANGED: {
    law: ['ES-9.3a'],
    status: 409,
    text: {
      ky: 'Макулдашуунун тексти өзгөрдү. Жаңы текстин окуп, кайра кабыл алыңыз.',
      ru: 'Текст соглашения изменился. Прочитайте новый текст и примите его снова.',
      en: 'The text of the agreement has changed. Read the new text and accept it again.',
    },
  },
  BIOMETRIC_ONLY: {
    law: ['PD-8.4b'],
    text: {
      ky: 'Биометриялык маалыматтар ким экендикти аныктоонун жалгыз ыкмасы боло албайт.',
      ru: 'Биометрия не может быть единственным способом идентификации и аутентификации.',
      en: 'Biometrics must not be the only form of identification and authentication.',
    },
  },
  CLIENT_KEYS: {
    law: [],
    text: {
      ky: 'Кардарга бир ачкыч таандык: же ачык ачкычтар (JWKS), же сыр.',
      ru: 'У клиента один способ входа: открытые ключи (JWKS) или секрет.',
      en: 'A client has one credential: public keys (JWKS) or a secret.',
    },
  },
  SCOPE_UNKNOWN: {
    law: [],
    text: { ky: 'Мындай уруксат жок.', ru: 'Такого разрешения нет.', en: 'There is no such scope.' },
  },
  JSON_ONLY: {
    law: [],
    status: 415,
    text: {
      ky: 'Суроо-талап JSON форматында жөнөтүлөт.',
      ru: 'Запрос передаётся в формате JSON.',
      en: 'Send the request as JSON.',
    },
  },
  SIGN_ELECTRONIC_FORM_FORBIDDEN: {
    law: ['ES-6.1b', 'ES-6.2b'],
    text: {
      ky: 'Мындай документти электрондук түрдө түзүүгө тыюу салынган: {act}.',
      ru: 'Составлять такой документ в электронной форме запрещено: {act}.',
      en: 'Such a document must not be made in electronic form: {act}.',
    },
  },
  SIGN_TOOL_SECRECY_LEVEL: {
    law: ['ES-12.4a'],
    text: {
      ky: 'Бул колтамга каражаты мындай купуялык даражасындагы мамлекеттик жашыруун сырды коргоого сертификатталган эмес.',
      ru: 'Это средство подписи не сертифицировано по защите сведений такого уровня секретности.',
      en: 'This signature means is not certified for the protection of information of that level of secrecy.',
    },
  },
  SIGN_CONTENT_NOT_SHOWN: {
    law: ['ES-12.2.1'],
    text: {
      ky: 'Көрсөтүлгөн документ менен кол коюлган документ бир эмес. Колтамга түзүлгөн жок деп эсептелет.',
      ru: 'Показанный и подписанный документы не совпадают. Подпись не принята.',
      en: 'The document shown is not the document signed. The signature is not accepted.',
    },
  },
  CERTIFICATES_NOT_TAKEN: {
    law: ['ES-4.2'],
    text: {
      ky: 'Бул жерде азырынча сертификаттагы ачкыч менен кол коюуга болбойт.',
      ru: 'Подпись ключом из сертификата здесь пока не принимается.',
      en: 'A signature with the key of a certificate is not taken here yet.',
    },
  },
  CERTIFICATE_NOT_YOURS: {
    law: ['ES-11.3a', 'CP-10c'],
    text: {
      ky: 'Бул сертификаттын ээси башка адам же анын сиз экениңизди текшерүү мүмкүн эмес. Өзүңүзгө берилген сертификатты тандаңыз.',
      ru: 'Владелец этого сертификата — другое лицо, или проверить, что это вы, невозможно. Выберите сертификат, выданный вам.',
      en: 'The owner of this certificate is somebody else, or it cannot be checked that it is you. Choose the certificate issued to you.',
    },
  },
  BINDING_NEEDS_QUALIFIED: {
    law: ['ES-5.4.1'],
    text: {
      ky: 'Эсепти адамга жеке адамдын квалификацияланган сертификаты гана байланыштырат.',
      ru: 'Учётную запись с лицом связывает только квалифицированный сертификат физического лица.',
      en: 'Only the qualified certificate of a natural person binds an account to a person.',
    },
  },
  CERTIFICATE_NAMES_NOBODY: {
    law: [],
    text: {
      ky: 'Сертификат боюнча адамды аныктоо мүмкүн эмес: анда жеке номер жок жана анын ээси бул жерде белгисиз. ЕСИ аркылуу же кармоочунун кызматкеринде байланыштырыңыз.',
      ru: 'По этому сертификату определить лицо нельзя: в нём нет персонального номера, и его владелец здесь неизвестен. Свяжите запись через ЕСИ или у сотрудника держателя.',
      en: 'The person cannot be told by this certificate: it has no personal number, and its owner is not known here. Bind the account through ESI or at a holder’s counter.',
    },
  },
  KNOWN_IN_THE_FUTURE: {
    law: ['ES-10.2c'],
    text: {
      ky: 'Бузулганы белгилүү болгон учур келечекте боло албайт.',
      ru: 'Момент, когда о нарушении стало известно, не может быть в будущем.',
      en: 'The moment at which the breach became known cannot lie in the future.',
    },
  },
  CLOUD_NEEDS_PIN: {
    law: ['ES-5.3.2'],
    status: 409,
    text: {
      ky: 'Булуттагы ачкыч ПИН боюнча табылат, ал эми эсебиңиздин ээсинин ПИНи белгисиз. Башка жол менен кол коюңуз.',
      ru: 'Ключ в облаке находят по ПИН, а ПИН владельца вашей учётной записи неизвестен. Подпишите другим способом.',
      en: 'A key in the cloud is found by PIN, and the PIN of your account’s owner is not known. Sign in another way.',
    },
  },
  SIGN_KEY_LOCKED: {
    law: ['ES-10.1a', 'ES-5.3.4'],
    status: 409,
    text: {
      ky: 'Код бир нече жолу катары менен туура эмес терилди: ачкыч бөгөттөлдү, колтамга түзүлгөн жок. Чыгып, кайра кириңиз, же башка жол менен кол коюңуз.',
      ru: 'Код несколько раз подряд введён неверно: ключ заблокирован, подпись не создана. Выйдите и войдите снова или подпишите другим способом.',
      en: 'The code was wrong several times in a row: the key is locked, and no signature was made. Sign out and in again, or sign in another way.',
    },
  },
  SIGN_KEY_SUSPECT: {
    law: ['ES-10.3'],
    status: 409,
    text: {
      ky: 'Бул ачкычтын купуялыгы бузулганын өзүңүз билдиргенсиз: аны менен кол коюуга болбойт.',
      ru: 'Вы сообщили, что конфиденциальность этого ключа нарушена: подписывать им нельзя.',
      en: 'You reported that the secrecy of this key is broken: nothing may be signed with it.',
    },
  },
});
