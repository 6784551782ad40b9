import { refusals } from '../../platform/refusal.ts';

/** Why a system of exchange, or a document in it, is not taken. */
export const refuse = refusals({
  SYSTEM_UNKNOWN: {
    law: ['ES-2.14'],
    status: 404,
    text: {
      ky: 'Мындай маалыматтык тутум жок.',
      ru: 'Такой информационной системы нет.',
      en: 'There is no such information system.',
    },
  },
  SYSTEM_WITHOUT_OPERATOR: {
    law: ['ES-2.14', 'ES-9.1.2a'],
    text: {
      ky: 'Оператору жок тутумда жөнөкөй колтамгага жол берилбейт: ачкычты колдонуу эрежелерин оператор белгилейт.',
      ru: 'Без оператора простая подпись в системе не допускается: правила применения ключа устанавливает он.',
      en: 'Without an operator a system has no simple signature: the rules for its key are the operator’s.',
    },
  },
  SYSTEM_CLOSED: {
    law: ['ES-2.12'],
    status: 403,
    text: {
      ky: 'Корпоративдик тутум: катышуучулардын чөйрөсү аныкталган, аны тутумдун ээси толуктайт.',
      ru: 'Система корпоративная: круг участников определён, дополняет его владелец системы.',
      en: 'The system is corporate: its circle of participants is definite, and its owner adds to it.',
    },
  },
  NOT_A_PARTICIPANT: {
    law: ['ES-2.12'],
    status: 403,
    text: {
      ky: 'Сиз бул тутумдун катышуучусу эмессиз.',
      ru: 'Вы не участник этой системы.',
      en: 'You are no participant of this system.',
    },
  },
  NOT_REGISTERED_YET: {
    law: ['ES-2.13'],
    status: 409,
    text: {
      ky: 'Адегенде бул тутумга катталыңыз: каттоо ар бир адамга ачык.',
      ru: 'Сначала зарегистрируйтесь в этой системе: регистрация открыта каждому.',
      en: 'Register in this system first: registration is open to everybody.',
    },
  },
  RECIPIENT_UNKNOWN: {
    law: ['ES-2.11'],
    text: {
      ky: 'Алуучулардын бири бул тутумдун катышуучусу эмес.',
      ru: 'Один из получателей не является участником этой системы.',
      en: 'One of the recipients is no participant of this system.',
    },
  },
  PARTICIPANT_UNKNOWN: {
    law: ['ES-2.11'],
    text: {
      ky: 'Мындай адам же уюм табылган жок.',
      ru: 'Такое лицо или организация не найдены.',
      en: 'No such person or organisation was found.',
    },
  },
  DOCUMENT_KIND_UNKNOWN: {
    law: ['ES-3.2'],
    text: {
      ky: 'Бул тутум мындай документ түрүн кабыл албайт.',
      ru: 'Документы такого вида эта система не принимает.',
      en: 'This system does not take documents of that kind.',
    },
  },
  POLICY_PARTIES_MISSING: {
    law: ['ES-3.2'],
    text: {
      ky: 'Катышуучулардын макулдашуусунда жок дегенде эки тарап көрсөтүлөт.',
      ru: 'В соглашении участников указываются не менее двух сторон.',
      en: 'An agreement of participants names two parties at least.',
    },
  },
  SIGN_TYPE_NOT_ALLOWED: {
    law: ['ES-3.3a'],
    text: {
      ky: 'Мындай орган үчүн Өкмөт колтамганын бул түрүн белгилеген эмес ({act}).',
      ru: 'Для такого органа этот вид подписи Правительством не установлен ({act}).',
      en: 'The Government has not set this type of signature for such a body ({act}).',
    },
  },
  SIGN_TYPE_NOT_ACCEPTED: {
    law: ['ES-3.2'],
    text: {
      ky: 'Бул тутумдун тартиби боюнча мындай документке колтамганын бул түрү коюлбайт.',
      ru: 'По порядку этой системы такой документ этим видом подписи не подписывается.',
      en: 'By the order of this system such a document is not signed with this type.',
    },
  },
  SIGN_SIMPLE_FORBIDDEN: {
    law: ['ES-9.5c'],
    text: {
      ky: 'Мындай документке жөнөкөй колтамга коюуга мыйзам жол бербейт.',
      ru: 'Закон не допускает простой подписи под таким документом.',
      en: 'The law allows no simple signature on such a document.',
    },
  },
  SIGNER_NOT_NAMED: {
    law: ['ES-9.1.2b'],
    text: {
      ky: 'Документте анын кимдин атынан түзүлгөнү көрсөтүлгөн эмес.',
      ru: 'В документе не указано, от чьего имени он создан.',
      en: 'The document does not say in whose name it was made.',
    },
  },
  SIGNER_NAMED_OTHERWISE: {
    law: ['ES-9.1.2b'],
    text: {
      ky: 'Жөнөкөй колтамга коюлган документте тутумга кирген адамдын өзү көрсөтүлөт (фамилиясы жана аты); программа мындай колтамга койбойт.',
      ru: 'В документе с простой подписью указывается сам вошедший в систему (фамилия и имя); программа так не подписывает.',
      en: 'A document with a simple signature names the very person who is signed in (surname and given name); no program signs so.',
    },
  },
  SIGNATURE_INSIDE_PDF: {
    law: ['ES-10.4'],
    text: {
      ky: 'Колтамгасы өзүнүн ичинде турган PDF бул жерде кабыл алынбайт: документти жана колтамганы өз-өзүнчө файл (CAdES же JAdES) катары жөнөтүңүз.',
      ru: 'PDF с подписью внутри здесь не принимается: пришлите документ и подпись отдельными файлами (CAdES или JAdES).',
      en: 'A PDF with its signature inside is not taken here: send the document and the signature as files of their own (CAdES or JAdES).',
    },
  },
  SIGNATURE_NOT_VALID: {
    law: ['ES-11a'],
    text: {
      ky: 'Колтамга жарактуу деп табылган жок: {why}',
      ru: 'Подпись не признана действительной: {why}',
      en: 'The signature is not found valid: {why}',
    },
  },
  SIGNATURES_NOT_ONE: {
    law: ['ES-6.4a'],
    text: {
      ky: 'Документте так бир колтамга болушу керек.',
      ru: 'Под документом должна стоять ровно одна подпись.',
      en: 'There has to be exactly one signature upon the document.',
    },
  },
  SIGN_TOOL_NOT_CONFIRMED: {
    law: ['ES-10.4', 'ES-5.4.2'],
    text: {
      ky: 'Колтамга тастыкталган каражат менен түзүлгөн эмес ({means}): ал документ квалификацияланган колтамга менен кабыл алынбайт.',
      ru: 'Подпись создана не подтверждённым средством ({means}): как документ с квалифицированной подписью он не принимается.',
      en: 'The signature was not made with a confirmed means ({means}): the document is not taken as one with a qualified signature.',
    },
  },
  SIGNER_NOT_SENDER: {
    law: ['ES-11.3a'],
    text: {
      ky: 'Жаран өзүнүн сертификатынын ачкычы менен кол койгон документти гана жөнөтөт.',
      ru: 'Гражданин направляет только документ, подписанный ключом его собственного сертификата.',
      en: 'A citizen sends only what is signed with the key of a certificate of their own.',
    },
  },
  SIGN_TYPE_NOT_PROVEN: {
    law: ['ES-5.4'],
    text: {
      ky: 'Документ «{declared}» деп жөнөтүлгөн, бирок анын колтамгасы андай түрдө эмес.',
      ru: 'Документ подан как «{declared}», но его подпись такого вида не доказана.',
      en: 'The document was sent as “{declared}”, which its signature is not proven to be.',
    },
  },
  SIGN_AUTOMATIC_ONLY_IN_SYSTEM: {
    law: ['ES-12.5', 'ES-12.2.2'],
    status: 403,
    text: {
      ky: 'Автоматтык колтамга катталган жана ушундай режимге коюлган маалыматтык тутумдун ичинде гана түзүлөт; адамдын каражаты документти көрсөтүп, ырастоону сурайт.',
      ru: 'Автоматически подписывает только информационная система, зарегистрированная в таком режиме; средство человека показывает документ и спрашивает подтверждения.',
      en: 'Only an information system registered in that mode signs automatically; a person’s means shows the document and asks for confirmation.',
    },
  },
  AUTOMATIC_KEY_MISSING: {
    law: ['ES-12.5'],
    status: 409,
    text: {
      ky: 'Бул орнотмодо маалыматтык тутумдардын автоматтык колтамгасы үчүн өзүнчө ачкыч жок.',
      ru: 'В этой установке нет отдельного ключа для автоматической подписи информационных систем.',
      en: 'This installation holds no separate key for the automatic signatures of information systems.',
    },
  },
  DOCUMENT_NAME_RESERVED: {
    law: ['ES-12.5'],
    text: {
      ky: '«{name}» деген ат кайталанат же аны платформа өз файлдары үчүн пайдаланат: документке башка ат бериңиз.',
      ru: 'Имя «{name}» повторяется либо занято файлами самой платформы: назовите документ иначе.',
      en: 'The name “{name}” is there twice or is one of the platform’s own files: name the document otherwise.',
    },
  },
  DOCUMENT_UNKNOWN: {
    law: ['ES-2.11'],
    status: 404,
    text: {
      ky: 'Сизге мындай документ жөнөтүлгөн эмес.',
      ru: 'Такой документ вам не направлялся.',
      en: 'No such document was sent to you.',
    },
  },
  MESSAGE_TOO_LARGE: {
    law: ['ES-2.11'],
    status: 413,
    text: {
      ky: 'Документ колтамгасы менен бирге өтө чоң ({size} байт): эң көбү {most} байт.',
      ru: 'Документ вместе с подписью слишком велик ({size} байт): не больше {most} байт.',
      en: 'The document with its signature is too large ({size} bytes): at most {most} bytes.',
    },
  },
  MESSAGE_NOT_KEPT: {
    law: ['PD-34.1a'],
    status: 410,
    text: {
      ky: 'Документтин сактоо мөөнөтү бүткөн: платформада анын өзү жок, SHA-256 изи гана бар.',
      ru: 'Срок хранения документа истёк: на платформе его самого нет, остался только SHA-256.',
      en: 'The term for which the document was kept is over: of it the platform has nothing but its SHA-256.',
    },
  },
  ANSWERED_ALREADY: {
    law: ['ES-2.11'],
    status: 409,
    text: {
      ky: 'Бул документке жооп берилген.',
      ru: 'По этому документу ответ уже дан.',
      en: 'This document has been answered already.',
    },
  },
});
