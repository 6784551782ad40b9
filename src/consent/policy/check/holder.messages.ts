import type { FindingEntry } from './finding.ts';

export const holderFindings = {
  HOLDER_NAME_MISSING: {
    severity: 'error',
    law: ['CP-8c-1', 'PD-9.3-1a', 'PD-9.6-1a'],
    text: {
      ky: 'Кармоочунун аталышы көрсөтүлгөн эмес.',
      ru: 'Не указано наименование держателя.',
      en: 'The holder is not named.',
    },
    fix: {
      ky: 'Макулдукту ким алаарын көрсөтүңүз: толук аталышын үч тилде жазыңыз.',
      ru: 'Укажите, кто получает согласие: полное наименование на трёх языках.',
      en: 'Say who obtains the consent: the full name in three languages.',
    },
  },
  HOLDER_TYPE_MISSING: {
    severity: 'error',
    law: ['PD-3.10', 'CP-D-2a', 'CP-D-2b', 'CP-D-2c'],
    text: {
      ky: 'Кармоочу ким экени (мамлекеттик орган, юридикалык жак, жеке адам) көрсөтүлгөн эмес.',
      ru: 'Не указано, кем является держатель (государственный орган, юридическое или физическое лицо).',
      en: 'It is not said what the holder is (a state body, a legal entity, a natural person).',
    },
    fix: {
      ky: 'holder/type талаасын толтуруңуз: кайсы негиздер жана эрежелер колдонулары ушундан көз каранды.',
      ru: 'Заполните поле holder/type: от него зависят доступные основания и правила.',
      en: 'Fill in holder/type: the grounds and rules that apply depend on it.',
    },
  },
  HOLDER_ADDRESS_MISSING: {
    severity: 'error',
    law: ['CP-8c-2', 'CP-F-21b', 'PD-9.3-1b', 'CP-15a'],
    text: {
      ky: 'Кармоочунун дареги көрсөтүлгөн эмес: ансыз макулдуктун формасын да, берүү жөнүндө билдирүүнү да түзүүгө болбойт.',
      ru: 'Не указан адрес держателя: без него нельзя составить ни форму согласия, ни уведомление о передаче.',
      en: "The holder's address is missing: without it neither a consent form nor a notice of transfer can be made.",
    },
    fix: {
      ky: 'Кармоочунун жайгашкан дарегин жазыңыз.',
      ru: 'Укажите адрес места нахождения держателя.',
      en: 'State the address where the holder is located.',
    },
  },
  HOLDER_CONTACTS_MISSING: {
    severity: 'error',
    law: ['PD-9.3-1c', 'SP-21a'],
    text: {
      ky: 'Кармоочу менен кантип байланышуу керектиги көрсөтүлгөн эмес (телефон же электрондук почта).',
      ru: 'Не указано, как связаться с держателем (телефон или электронная почта).',
      en: 'There is no way given to reach the holder (telephone or e-mail).',
    },
    fix: {
      ky: 'Субъект кайрыла ала турган телефонду жана электрондук почтаны жазыңыз.',
      ru: 'Укажите телефон и электронную почту, по которым может обратиться субъект.',
      en: 'State a telephone number and an e-mail address that a data subject can use.',
    },
  },
  HOLDER_TIN_MISSING: {
    severity: 'error',
    law: ['PD-9.6-1b'],
    text: {
      ky: 'Кармоочунун салык төлөөчүнүн идентификациялык номери (ИНН) көрсөтүлгөн эмес.',
      ru: 'Не указан идентификационный номер налогоплательщика (ИНН) держателя.',
      en: "The holder's taxpayer identification number (TIN) is missing.",
    },
    fix: { ky: 'ИННди (14 сан) жазыңыз.', ru: 'Укажите ИНН (14 цифр).', en: 'State the TIN (14 digits).' },
  },
  HOLDER_TIN_SHAPE: {
    severity: 'error',
    law: ['PD-9.6-1b'],
    text: {
      ky: 'Кармоочунун ИННи 14 сандан турушу керек.',
      ru: 'ИНН держателя должен состоять из 14 цифр.',
      en: "The holder's TIN must have 14 digits.",
    },
    fix: {
      ky: 'Номерди күбөлүк менен салыштырыңыз жана тырмакчага алып жазыңыз.',
      ru: 'Сверьте номер со свидетельством и запишите его в кавычках.',
      en: 'Compare the number with the certificate and write it in quotes.',
    },
  },
  HOLDER_TIN_CHECK_DIGIT: {
    severity: 'warning',
    law: ['PD-9.6-1b'],
    text: {
      ky: 'Кармоочунун ИННинин текшерүү саны туура келбейт: ката кетсе керек.',
      ru: 'Контрольная цифра ИНН держателя не сходится: вероятна опечатка.',
      en: "The check digit of the holder's TIN does not fit: probably a misprint.",
    },
    fix: {
      ky: 'Номерди күбөлүк менен салыштырыңыз.',
      ru: 'Сверьте номер со свидетельством.',
      en: 'Compare the number with the certificate.',
    },
  },
  HOLDER_CERTIFICATE_MISSING: {
    severity: 'error',
    law: ['PD-9.6-1b'],
    text: {
      ky: 'Кармоочунун мамлекеттик каттоо жөнүндө күбөлүгүнүн маалыматтары жок.',
      ru: 'Нет данных свидетельства о государственной регистрации держателя.',
      en: "Details of the holder's state registration certificate are missing.",
    },
    fix: {
      ky: 'Күбөлүктүн номерин, берилген күнүн жана берген органды жазыңыз.',
      ru: 'Укажите номер свидетельства, дату выдачи и выдавший орган.',
      en: 'State the number of the certificate, its date and the issuing body.',
    },
  },
  RESPONSIBLE_PERSON_MISSING: {
    severity: 'warning',
    law: ['PD-38.1-1', 'PD-10.2-9'],
    text: {
      ky: 'Жеке маалыматтар үчүн жооптуу адам көрсөтүлгөн эмес; мамлекеттик жана муниципалдык органдар аны дайындоого тийиш.',
      ru: 'Не указано ответственное лицо по персональным данным; государственные и муниципальные органы обязаны его назначить.',
      en: 'No person responsible for personal data is named; state and municipal bodies must appoint one.',
    },
    fix: {
      ky: 'Жооптуу адамдын аты-жөнүн жана байланыш маалыматын жазыңыз.',
      ru: 'Укажите имя и контакты ответственного лица.',
      en: 'State the name and the contacts of the responsible person.',
    },
  },
  DECREE_ACCESSION_MISSING: {
    severity: 'warning',
    law: ['CP-D-2c', 'CP-D-2b'],
    text: {
      ky: 'Бул кармоочуга № 759 токтом макулдашуу боюнча колдонулат, бирок макулдашуу жөнүндө жазуу жок.',
      ru: 'К этому держателю постановление № 759 применяется по согласованию, но запись о согласовании отсутствует.',
      en: 'Decree No. 759 applies to this holder by agreement, and no such agreement is recorded.',
    },
    fix: {
      ky: 'Макулдашылганын же макулдашылбаганын, күнүн жана документин көрсөтүңүз (holder/decreeAccession).',
      ru: 'Укажите, согласовано или нет, дату и документ (holder/decreeAccession).',
      en: 'State whether it is agreed, the date and the document (holder/decreeAccession).',
    },
  },
  PROCESSORS_NOT_STATED: {
    severity: 'error',
    law: ['CP-8f-2', 'CP-8f-1', 'PD-9.3-5'],
    text: {
      ky: 'Иштетүүчүнүн бар же жок экени айтылган эмес.',
      ru: 'Не сказано, есть ли обработчик.',
      en: 'It is not said whether there is a processor.',
    },
    fix: {
      ky: 'Иштетүүчүлөрдүн аталышын жана дарегин жазыңыз же бош тизме [] менен иштетүүчү жок экенин көрсөтүңүз.',
      ru: 'Назовите обработчиков с адресами либо пустым списком [] укажите, что их нет.',
      en: 'Name the processors with their addresses, or say with an empty list [] that there are none.',
    },
  },
  PROCESSOR_ADDRESS_MISSING: {
    severity: 'error',
    law: ['CP-8f-1'],
    text: {
      ky: '"{name}" иштетүүчүсүнүн дареги көрсөтүлгөн эмес.',
      ru: 'Не указан адрес обработчика «{name}».',
      en: 'The address of the processor "{name}" is missing.',
    },
    fix: {
      ky: 'Иштетүүчүнүн дарегин жазыңыз.',
      ru: 'Укажите адрес обработчика.',
      en: "State the processor's address.",
    },
  },
  PROCESSOR_CONTRACT_MISSING: {
    severity: 'warning',
    law: ['PD-24.1', 'PD-24.4', 'PD-3.12'],
    text: {
      ky: '"{name}" иштетүүчүсү менен түзүлгөн келишим көрсөтүлгөн эмес.',
      ru: 'Не указан договор с обработчиком «{name}».',
      en: 'The contract with the processor "{name}" is not given.',
    },
    fix: {
      ky: 'Келишимдин же актынын номерин жана күнүн жазыңыз.',
      ru: 'Укажите номер и дату договора или акта.',
      en: 'State the number and the date of the contract or act.',
    },
  },
} as const satisfies Record<string, FindingEntry>;
