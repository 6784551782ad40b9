import { refusals } from '../../platform/refusal.ts';

// Why a policy written as data could not be read. Every sentence names the file and, where there is one, the line.
export const refuse = refusals({
  TOO_LARGE: {
    law: ['SP-1a'],
    status: 413,
    text: {
      ky: '{file}: файл өтө чоң; саясат {limit} КиБдан ашпашы керек.',
      ru: '{file}: файл слишком велик; политика не должна превышать {limit} КиБ.',
      en: '{file}: the file is too large; a policy may not exceed {limit} KiB.',
    },
  },
  NOT_UTF8: {
    law: ['SP-1a'],
    text: {
      ky: '{file}: текст UTF-8 коддоосунда эмес.',
      ru: '{file}: текст не в кодировке UTF-8.',
      en: '{file}: the text is not UTF-8.',
    },
  },
  EMPTY: {
    law: ['SP-1a'],
    text: { ky: '{file}: файл бош.', ru: '{file}: файл пуст.', en: '{file}: the file is empty.' },
  },
  NOT_YAML: {
    law: ['SP-1a'],
    text: {
      ky: '{file}, {line}-сап: YAML эрежеси бузулган. Сап башындагы боштуктарды (табуляция колдонулбайт), кош чекиттерди жана тырмакчаларды текшериңиз.',
      ru: '{file}, строка {line}: нарушены правила YAML. Проверьте отступы (табуляция не допускается), двоеточия и кавычки.',
      en: '{file}, line {line}: this is not valid YAML. Check the indentation (no tabs), the colons and the quotes.',
    },
  },
  KEY_TWICE: {
    law: ['SP-1a'],
    text: {
      ky: '{file}, {line}-сап: бул талаа экинчи жолу жазылган.',
      ru: '{file}, строка {line}: это поле записано второй раз.',
      en: '{file}, line {line}: this field is written a second time.',
    },
  },
  TOO_DEEP: {
    law: ['SP-1a'],
    text: {
      ky: '{file}, {line}-сап: камтылуу тереңдиги {limit} деңгээлден ашты.',
      ru: '{file}, строка {line}: вложенность превышает {limit} уровня.',
      en: '{file}, line {line}: nested deeper than {limit} levels.',
    },
  },
  TOO_MANY_NODES: {
    law: ['SP-1a'],
    text: {
      ky: '{file}: жазуулар өтө көп ({limit} ашык).',
      ru: '{file}: слишком много записей (более {limit}).',
      en: '{file}: too many entries (more than {limit}).',
    },
  },
  ALIAS: {
    law: ['SP-1a'],
    text: {
      ky: '{file}, {line}-сап: YAML шилтемелерине (& жана *) жол берилбейт; маанини толук жазыңыз.',
      ru: '{file}, строка {line}: ссылки YAML (& и *) не допускаются; запишите значение полностью.',
      en: '{file}, line {line}: YAML anchors and aliases (& and *) are not allowed; write the value out.',
    },
  },
  TAG: {
    law: ['SP-1a'],
    text: {
      ky: '{file}, {line}-сап: YAML тегдерине (!) жол берилбейт.',
      ru: '{file}, строка {line}: теги YAML (!) не допускаются.',
      en: '{file}, line {line}: YAML tags (!) are not allowed.',
    },
  },
  SEVERAL_DOCUMENTS: {
    law: ['SP-1a'],
    text: {
      ky: '{file}: бир файлда бир гана саясат болууга тийиш.',
      ru: '{file}: в одном файле может быть только одна политика.',
      en: '{file}: one file holds one policy.',
    },
  },
  UNKNOWN_FIELD: {
    law: ['SP-1a'],
    text: {
      ky: '{file}, {line}-сап: "{path}" талаасы бул форматта жок.{hint}',
      ru: '{file}, строка {line}: поля "{path}" в этом формате нет.{hint}',
      en: '{file}, line {line}: the format has no field "{path}".{hint}',
    },
  },
  WRONG_VALUE: {
    law: ['SP-1a'],
    text: {
      ky: '{file}, {line}-сап: "{path}" талаасында {expected} күтүлөт.',
      ru: '{file}, строка {line}: в поле "{path}" ожидается {expected}.',
      en: '{file}, line {line}: field "{path}" needs {expected}.',
    },
  },
  CODE_TWICE: {
    law: ['SP-1a'],
    text: {
      ky: '{file}, {line}-сап: "{code}" коду "{path}" тизмесинде экинчи жолу жолугат.',
      ru: '{file}, строка {line}: код "{code}" встречается в списке "{path}" второй раз.',
      en: '{file}, line {line}: the code "{code}" occurs twice in the list "{path}".',
    },
  },
  OVERLAY_UNMARKED: {
    law: ['SP-1a'],
    text: {
      ky: '{file}, {line}-сап: ойдон чыгарылган маани "sandbox: true" белгиси жана түшүндүрмөсү менен гана кабыл алынат.',
      ru: '{file}, строка {line}: вымышленное значение принимается только с пометкой "sandbox: true" и пояснением.',
      en: '{file}, line {line}: an invented value is accepted only with the mark "sandbox: true" and a note.',
    },
  },
  OVERLAY_NO_PLACE: {
    law: ['SP-1a'],
    text: {
      ky: '{file}, {line}-сап: саясатта "{path}" деген жер жок.',
      ru: '{file}, строка {line}: в политике нет места "{path}".',
      en: '{file}, line {line}: the policy has no place "{path}".',
    },
  },
  OVERLAY_CONTRADICTS: {
    law: ['SP-1a'],
    text: {
      ky: '{file}, {line}-сап: "{path}" саясатта айтылган; ойдон чыгарылган маани аны алмаштыра албайт.',
      ru: '{file}, строка {line}: "{path}" указано в политике; вымышленное значение не может его заменить.',
      en: '{file}, line {line}: the policy itself states "{path}"; an invented value cannot replace it.',
    },
  },
});
