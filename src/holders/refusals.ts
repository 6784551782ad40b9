import { refusals } from '../platform/refusal.ts';

export const refuse = refusals({
  HOLDER_UNKNOWN: {
    law: ['PD-3.10'],
    status: 404,
    text: {
      ky: 'Мындай кармоочу катталган эмес.',
      ru: 'Такой держатель не зарегистрирован.',
      en: 'No such holder is registered.',
    },
  },
  HOLDER_TYPE_REQUIRED: {
    law: ['PD-3.10'],
    text: {
      ky: 'Кармоочунун түрү көрсөтүлүшү керек: мамлекеттик орган, жергиликтүү өз алдынча башкаруу органы, юридикалык же жеке жак.',
      ru: 'Нужно указать вид держателя: государственный орган, орган местного самоуправления, юридическое или физическое лицо.',
      en: 'A holder is a state body, a local self-government body, a legal person or a natural person: state which.',
    },
  },
  CP_RULES_MANDATORY: {
    law: ['CP-D-2a'],
    status: 409,
    text: {
      ky: 'Аткаруу бийлигинин мамлекеттик органы үчүн токтомдун эрежелерин өчүрүүгө болбойт.',
      ru: 'Для государственного органа исполнительной власти правила постановления отключить нельзя.',
      en: 'The decree’s rules cannot be switched off for a state body of the executive branch.',
    },
  },
  CP_RULES_NEVER_OFF: {
    law: ['CP-2'],
    status: 409,
    text: {
      ky: 'Тартип маалыматтарды чогулткан жана иштеткен ар бир кармоочуга колдонулат: эрежелерди өчүрүүгө болбойт.',
      ru: 'Порядок применяется каждым держателем, который собирает и обрабатывает данные: отключить правила нельзя.',
      en: 'The procedure applies to every holder that collects and processes data: its rules cannot be switched off.',
    },
  },
  RULE_UNKNOWN: {
    law: ['CP-D-2a'],
    status: 404,
    text: {
      ky: 'Токтомдо мындай эреже жок.',
      ru: 'Такого правила в постановлении нет.',
      en: 'The decree has no such rule.',
    },
  },
  POLICY_MISSING: {
    law: ['SP-1a', 'PD-4.2a'],
    status: 409,
    text: {
      ky: 'Кармоочунун жарыяланган купуялуулук саясаты жок: макулдук формасын жарыялоого болбойт.',
      ru: 'У держателя нет опубликованной политики конфиденциальности: форму согласия опубликовать нельзя.',
      en: 'The holder has no published privacy policy: a consent form cannot be published.',
    },
  },
  HOLDER_ADDRESS_MISSING: {
    law: ['CP-8c-2', 'PD-9.3-1b'],
    status: 409,
    text: {
      ky: 'Кармоочунун дареги көрсөтүлгөн эмес.',
      ru: 'Не указан адрес держателя.',
      en: 'The holder’s address is not stated.',
    },
  },
  DECREE_ACCESSION_MISSING: {
    law: ['CP-D-2c'],
    status: 409,
    text: {
      ky: 'Юридикалык жак токтомдун аткарылышы боюнча макулдашууну (ооба же жок) биринчи макулдук формасына чейин көрсөтүшү керек.',
      ru: 'Юридическое лицо должно указать согласование исполнения постановления (да или нет) до первой формы согласия.',
      en: 'A legal entity states its agreement to carry out the decree (yes or no) before its first consent form.',
    },
  },
  POLICY_IMMUTABLE: {
    law: ['SP-23a'],
    status: 409,
    text: {
      ky: 'Жарыяланган саясат өзгөртүлбөйт: жаңы редакция түзүңүз.',
      ru: 'Опубликованная политика не изменяется: создайте новую редакцию.',
      en: 'A published policy is not edited: make a new version.',
    },
  },
  LAST_UPDATE_DATE_MISSING: {
    law: ['SP-23b'],
    text: {
      ky: 'Саясаттын акыркы жаңыртылган күнү көрсөтүлгөн эмес.',
      ru: 'Не указана дата последнего обновления политики.',
      en: 'The policy does not state the date of its last update.',
    },
  },
});
