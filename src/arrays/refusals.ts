import { refusals } from '../platform/refusal.ts';

export const refuse = refusals({
  SOURCE_UNNAMED: {
    law: ['CP-15e'],
    text: {
      ky: 'Маалымат субъекттин өзүнөн алынбаса, анын булагы аталышы керек.',
      ru: 'Если данные получены не от субъекта, источник должен быть назван.',
      en: 'Where data was not obtained from the subject, its source must be named.',
    },
  },
  SOURCE_OF_OTHER_DATA: {
    law: ['CP-15e'],
    text: {
      ky: 'Булак берилген маалыматтын ар бир түрү үчүн бир жолу аталат, башка маалымат үчүн эмес.',
      ru: 'Источник называют один раз для каждой переданной категории данных и ни для какой другой.',
      en: 'A source is named once for each category that is disclosed, and for no other.',
    },
  },
  ARRAY_UNKNOWN: {
    law: ['PD-3.6'],
    status: 404,
    text: { ky: 'Мындай массив жок.', ru: 'Такого массива нет.', en: 'There is no such array.' },
  },
  ARRAY_INCOMPLETE: {
    law: ['PD-3.8', 'PD-20.1'],
    status: 409,
    text: {
      ky: 'Массивди каттоого берүүгө болбойт, жетишпегени: {parts}.',
      ru: 'Массив нельзя подать на регистрацию, не указано: {parts}.',
      en: 'The array cannot be submitted for registration; missing: {parts}.',
    },
  },
  ARRAY_SUBMITTED: {
    law: ['PD-20.1'],
    status: 409,
    text: {
      ky: 'Массив каттоого берилген.',
      ru: 'Массив уже подан на регистрацию.',
      en: 'The array has already been submitted.',
    },
  },
  NOTHING_TO_ANSWER: {
    law: ['PD-3.6'],
    status: 409,
    text: {
      ky: 'Бул массив боюнча жооп күтүлгөн суроо жок.',
      ru: 'По этому массиву нет вопроса, ожидающего ответа.',
      en: 'No question about this array waits for an answer.',
    },
  },
  DATA_LIST_BEYOND_PURPOSE: {
    law: ['PD-4.4', 'PD-3.5'],
    text: {
      ky: 'Тизмедеги категория максатка киргизилген эмес: {category}.',
      ru: 'Категория перечня не входит в цель: {category}.',
      en: 'A category of the list does not belong to the purpose: {category}.',
    },
  },
  DATA_LIST_UNKNOWN: {
    law: ['PD-3.5'],
    status: 404,
    text: {
      ky: 'Мындай маалыматтардын тизмеги жок.',
      ru: 'Такого перечня данных нет.',
      en: 'There is no such list of data.',
    },
  },
  REGIME_CASE_NOT_LISTED: {
    law: ['PD-6.1', 'PD-6.3'],
    text: {
      ky: 'Купуялуулук режими мыйзамда саналган учурларда гана өзгөртүлөт.',
      ru: 'Режим конфиденциальности изменяется только в случаях, перечисленных законом.',
      en: 'The regime of confidentiality is changed only in the cases the law lists.',
    },
  },
  REGIME_EVIDENCE_MISSING: {
    law: ['PD-6.3'],
    text: {
      ky: 'Режимди өзгөртүүнүн негизин ырастаган документ көрсөтүлгөн эмес.',
      ru: 'Не указано подтверждение случая, в котором меняется режим.',
      en: 'The evidence of the case is not given.',
    },
  },
  REGIME_LIST_UNKNOWN: {
    law: ['PD-6.3-2', 'PD-3.5'],
    text: {
      ky: 'Режим массивдин тизмегиндеги маалыматтар үчүн гана өзгөртүлөт.',
      ru: 'Режим изменяется только для данных из перечня массива.',
      en: 'The regime is changed only for data of the array’s lists.',
    },
  },
  REGIME_CONSENT_MISSING: {
    law: ['PD-6.3-2', 'PD-6.6a', 'PD-9.6-6'],
    text: {
      ky: 'Бул маалыматтарды жалпыга жеткиликтүү булактарда жайылтууга субъекттин колдонуудагы макулдугу жок.',
      ru: 'Нет действующего согласия субъекта на распространение именно этих данных в общедоступных источниках.',
      en: 'There is no consent in force that names this data for distribution in public sources.',
    },
  },
  REGIME_BASIS_MISSING: {
    law: ['PD-6.6b'],
    text: {
      ky: 'Макулдуксуз жалпыга жеткиликтүү кылуунун негизи жана мыйзамдын ченеми көрсөтүлгөн эмес.',
      ru: 'Для общедоступности без согласия нужны основание и норма закона.',
      en: 'Publicity without consent needs a basis and the norm of a law.',
    },
  },
  REGIME_SET_MISSING: {
    law: ['PD-6.3-1'],
    text: {
      ky: 'Ээсиздештирилген топтом көрсөтүлгөн эмес же ал бул маалыматтарды камтыбайт.',
      ru: 'Не указан обезличенный набор, либо он не содержит этих данных.',
      en: 'No depersonalised set is named, or it does not hold this data.',
    },
  },
  PSEUDONYMS_RESOLVABLE: {
    law: ['PD-6.3-1', 'PD-3.15'],
    status: 409,
    text: {
      ky: 'Псевдонимдердин ачкычы сакталып турганда топтом купуя бойдон калат.',
      ru: 'Пока существует таблица соответствия псевдонимов, набор остаётся конфиденциальным.',
      en: 'While the mapping of the pseudonyms exists, the set stays confidential.',
    },
  },
  ARRAY_NOT_PUBLIC: {
    law: ['PD-7.6', 'PD-3.7'],
    text: {
      ky: 'Массив жалпыга жеткиликтүү деп көрсөтүлгөн эмес.',
      ru: 'Массив не объявлен общедоступным.',
      en: 'The array is not declared public.',
    },
  },
  PUBLICITY_MANDATORY: {
    law: ['PD-7.5d'],
    status: 409,
    text: {
      ky: 'Бул маалыматтын ачыктыгы мыйзам боюнча милдеттүү ({norm}): аны алып салууга болбойт.',
      ru: 'Общедоступность этих данных обязательна по закону ({norm}): исключение не производится.',
      en: 'A law makes the publicity of this data mandatory ({norm}): it is not excluded.',
    },
  },
  RECORD_UNKNOWN: {
    law: ['PD-3.22'],
    status: 404,
    text: { ky: 'Мындай жазуу жок.', ru: 'Такой записи нет.', en: 'There is no such record.' },
  },
  RECORD_DESTROYED: {
    law: ['PD-3.24'],
    status: 409,
    text: { ky: 'Маалымат жок кылынган.', ru: 'Данные уничтожены.', en: 'The data has been destroyed.' },
  },
  RECORD_SUPERSEDED: {
    law: ['SP-17b'],
    status: 409,
    text: {
      ky: 'Бул маанинин ордуна жаңысы жазылган.',
      ru: 'Это значение заменено более новым.',
      en: 'This value was superseded by a newer one.',
    },
  },
  DATA_BLOCKED: {
    law: ['PD-3.23'],
    status: 409,
    text: {
      ky: 'Маалыматка бөгөт коюлган (3-берене): берүүгө, тактоого, пайдаланууга жана жок кылууга болбойт.',
      ru: 'Данные заблокированы (статья 3): передача, уточнение, использование и уничтожение прекращены.',
      en: 'The data is blocked (article 3): transfer, correction, use and destruction have ceased.',
    },
  },
  BLOCK_UNKNOWN: {
    law: ['PD-3.23'],
    status: 404,
    text: {
      ky: 'Бул маалыматка мындай бөгөт коюлган эмес.',
      ru: 'Такой блокировки этих данных нет.',
      en: 'This data is under no such block.',
    },
  },
  INCOMPATIBLE_PURPOSE: {
    law: ['PD-4.2b'],
    status: 409,
    text: {
      ky: 'Максат шайкеш эмес: маалымат башка максатта чогултулган.',
      ru: 'Несовместимая цель: данные собраны для другой цели.',
      en: 'Incompatible purpose: the data was collected for another one.',
    },
  },
  FURTHER_PURPOSE_UNPROTECTED: {
    law: ['PD-4.2c'],
    status: 409,
    text: {
      ky: 'Тарыхый, статистикалык же илимий максаттагы иштетүү коргоо чаралары жазылгандан кийин гана башталат.',
      ru: 'Обработка в исторических, статистических или научных целях начинается только после записи мер защиты.',
      en: 'Processing for historical, statistical or scientific purposes starts only once protection measures are recorded.',
    },
  },
  FURTHER_PURPOSE_UNKNOWN: {
    law: ['PD-4.2c'],
    status: 404,
    text: {
      ky: 'Мындай кийинки максат жазылган эмес.',
      ru: 'Такая дальнейшая цель не записана.',
      en: 'No such further purpose is on record.',
    },
  },
  RECIPIENT_TYPE_REQUIRED: {
    law: ['PD-3.13'],
    text: {
      ky: 'Алуучунун түрү көрсөтүлүшү керек.',
      ru: 'Нужно указать вид получателя.',
      en: 'The type of the recipient has to be stated.',
    },
  },
  DISCLOSURE_BEYOND_LIST: {
    law: ['PD-3.19', 'PD-3.5'],
    text: {
      ky: 'Берилүүчү маалымат көрсөтүлгөн тизмекте жок.',
      ru: 'Передаваемые данные не входят в указанный перечень.',
      en: 'The data to be provided is not in the list named.',
    },
  },
  NO_ADEQUATE_PROTECTION: {
    law: ['PD-32.4', 'PD-3.20'],
    status: 409,
    text: {
      ky: 'Бул мамлекет субъекттердин укуктарын жетиштүү коргойт деп таанылган эмес (32.4): негиз жазылышы керек.',
      ru: 'Государство не включено в перечень обеспечивающих адекватную защиту (32.4): нужно записанное основание.',
      en: 'No adequate protection, 32.4: this state is not on the list, and no ground is on record.',
    },
  },
  CROSS_BORDER_EVIDENCE_MISSING: {
    law: ['PD-32.4'],
    text: {
      ky: 'Трансчекаралык берүүнүн негизи үчүн керектүү маалымат жок: {field}.',
      ru: 'Для основания трансграничной передачи не указано: {field}.',
      en: 'This ground for a cross-border transfer needs: {field}.',
    },
  },
  PROCESSOR_WITHOUT_CONTRACT: {
    law: ['PD-3.12', 'PD-24.1'],
    status: 403,
    text: {
      ky: 'Иштетүүчү менен кармоочунун ортосунда колдонуудагы келишим жок: маалыматка жетүүгө болбойт.',
      ru: 'Между обработчиком и держателем нет действующего договора: доступ к данным закрыт.',
      en: 'There is no contract in force between this processor and the holder: access to its data is denied.',
    },
  },
  PROCESSOR_CLIENT_TAKEN: {
    law: ['PD-3.12'],
    status: 409,
    text: {
      ky: 'Бул машина башка иштетүүчүгө жазылган.',
      ru: 'Этот машинный клиент записан за другим обработчиком.',
      en: 'This machine client belongs to another processor.',
    },
  },
  PROCESSOR_UNKNOWN: {
    law: ['PD-3.12'],
    status: 404,
    text: {
      ky: 'Мындай иштетүүчү жазылган эмес.',
      ru: 'Такой обработчик не записан.',
      en: 'There is no such processor on record.',
    },
  },
  PERSON_UNKNOWN: {
    law: ['PD-3.21'],
    status: 404,
    text: {
      ky: 'Мындай ыйгарым укуктуу адам жазылган эмес.',
      ru: 'Такое уполномоченное лицо не записано.',
      en: 'There is no such authorised person on record.',
    },
  },
  NOT_PSEUDONYM_KEEPER: {
    law: ['PD-3.15'],
    status: 403,
    text: {
      ky: 'Псевдонимди чечмелөөгө укугуңуз жок: аракет журналга жазылды.',
      ru: 'У вас нет права раскрывать псевдоним: попытка записана в журнал.',
      en: 'You have no right to resolve a pseudonym: the attempt was logged.',
    },
  },
  PSEUDONYM_UNKNOWN: {
    law: ['PD-3.15'],
    status: 404,
    text: {
      ky: 'Мындай псевдоним жок же анын ачкычы жок кылынган.',
      ru: 'Такого псевдонима нет, либо таблица соответствия уничтожена.',
      en: 'There is no such pseudonym, or the mapping was destroyed.',
    },
  },
  DIRECT_IDENTIFIER: {
    law: ['PD-3.15'],
    text: {
      ky: 'Псевдонимдештирилген топтомдо адамды түздөн-түз таанытуучу маалымат болбойт: {category}.',
      ru: 'Псевдонимизированный набор не может содержать прямой идентификатор: {category}.',
      en: 'A pseudonymised set holds no direct identifier: {category}.',
    },
  },
  NOT_A_SUBJECT: {
    law: ['PD-3.9'],
    text: {
      ky: 'Бул жеке маалыматтардын субъектиси эмес (3-берене): субъект – жеке адам.',
      ru: 'Не является субъектом персональных данных (статья 3): субъект — физическое лицо.',
      en: 'Not a data subject, art. 3: a subject is a natural person.',
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
  HOLDER_CODE_TAKEN: {
    law: ['PD-3.10'],
    status: 409,
    text: {
      ky: 'Мындай коддогу кармоочу бар.',
      ru: 'Держатель с таким кодом уже есть.',
      en: 'There is a holder with this code.',
    },
  },
  HOLDER_NOT_FOUND: {
    law: ['PD-3.10'],
    status: 404,
    text: { ky: 'Мындай кармоочу жок.', ru: 'Такого держателя нет.', en: 'There is no such holder.' },
  },
  REGISTRATION_STANDS: {
    law: ['PD-20.1'],
    status: 409,
    text: {
      ky: 'Реестрдеги жазуу мурунтан эле ушундай.',
      ru: 'Запись в Реестре уже такова.',
      en: 'The Register says so already.',
    },
  },
  BIOMETRIC_CONSENT_REQUIRED: {
    law: ['PD-8.4a'],
    status: 409,
    text: {
      ky: 'Биометрикалык каттоо жарандын макулдугу менен гана жүргүзүлөт.',
      ru: 'Биометрическая регистрация проводится только на основании согласия гражданина.',
      en: 'Biometric registration is done on the citizen’s consent only.',
    },
  },
});
