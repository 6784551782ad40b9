const ky = {
  title: 'Баш тартуу коду: {code}',
  caption: 'Баш тартуунун түшүндүрмөсү',
  meaning: 'Бул эмнени билдирет',
  status: 'HTTP абалы',
  basis: 'Негизи',
  noBasis: 'Бул баш тартуу байланыштын эрежесине таянат, мыйзамдын ченемине эмес.',
  unknown:
    'Бул код платформанын жоопторунда колдонулат. Анын үч тилдеги сүйлөмү жана ченеми жооптун өзүндө (texts, citations талааларында) жазылган.',
  next: 'Эми эмне кылса болот',
  nextText:
    'Жоопто көрсөтүлгөн талааны оңдоп, суроо-талапты кайталаңыз. Баш тартылган аракеттен эч нерсе сакталбайт, мыйзам талап кылган учурда журналга жазылганы гана калат.',
  format: 'Баш тартуулар RFC 9457 (problem+json) форматында берилет.',
  api: 'API боюнча колдонмо',
};
const ru: typeof ky = {
  title: 'Код отказа: {code}',
  caption: 'Пояснение отказа',
  meaning: 'Что это значит',
  status: 'Состояние HTTP',
  basis: 'На чём это основано',
  noBasis: 'Этот отказ основан на правилах связи, а не на норме закона.',
  unknown:
    'Этот код встречается в ответах платформы. Его предложение на трёх языках и норма стоят в самом ответе (поля texts и citations).',
  next: 'Что можно сделать',
  nextText:
    'Исправьте поле, указанное в ответе, и повторите запрос. От отказанного действия ничего не сохраняется; остаётся только запись в журнале, если её требует закон.',
  format: 'Отказы передаются в формате RFC 9457 (problem+json).',
  api: 'Руководство по API',
};
const en: typeof ky = {
  title: 'Refusal code: {code}',
  caption: 'What a refusal means',
  meaning: 'What it means',
  status: 'HTTP status',
  basis: 'What it rests on',
  noBasis: 'This refusal rests on the rules of the connection, not on a norm of the law.',
  unknown:
    'This code occurs in the platform’s answers. Its sentence in three languages and its norm stand in the answer itself (fields texts and citations).',
  next: 'What you can do',
  nextText:
    'Mend the field the answer names and send the request again. Nothing is kept of a refused act but the journal entry where the law wants one.',
  format: 'Refusals are sent in the format of RFC 9457 (problem+json).',
  api: 'API guide',
};
export const problemWords = { ky, ru, en };
