export const certificateCopyTexts = {
  title: {
    ky: 'Сертификаттын кагаз түрүндөгү көчүрмөсү',
    ru: 'Бумажная копия сертификата',
    en: 'Paper copy of a certificate',
  },
  parties: {
    owner: { ky: 'Сертификаттын ээси', ru: 'Владелец сертификата', en: 'Owner of the certificate' },
    registrar: { ky: 'Борбордун кызматкери', ru: 'Работник центра', en: 'Registrar of the centre' },
  },
  acts: {
    order: {
      ky: 'Ырасталган көчүрмөнү суроо',
      ru: 'Запросить удостоверенную копию',
      en: 'Ask for a certified copy',
    },
    handOver: {
      ky: 'Көчүрмөнү ырастап, тапшыруу',
      ru: 'Удостоверить копию и вручить',
      en: 'Certify the copy and hand it over',
    },
  },
  duties: {
    copy: {
      ky: 'Ырасталган кагаз көчүрмөнү берүү',
      ru: 'Выдать удостоверенную бумажную копию',
      en: 'Give the certified paper copy',
    },
  },
  stages: {
    ORDERED: { ky: 'Суралды', ru: 'Запрошена', en: 'Ordered' },
    HANDED_OVER: { ky: 'Тапшырылды', ru: 'Вручена', en: 'Handed over' },
  },
  fields: {
    certificateNumber: { ky: 'Сертификаттын номери', ru: 'Номер сертификата', en: 'Number of the certificate' },
    language: { ky: 'Кайсы тилде', ru: 'На каком языке', en: 'In which language' },
    'language=ky': { ky: 'кыргызча', ru: 'на кыргызском', en: 'in Kyrgyz' },
    'language=ru': { ky: 'орусча', ru: 'на русском', en: 'in Russian' },
    'language=en': { ky: 'англисче', ru: 'на английском', en: 'in English' },
    officer: { ky: 'Көчүрмөнү ким ырастады', ru: 'Кто удостоверил копию', en: 'Who certified the copy' },
    way: { ky: 'Кантип берилди', ru: 'Как передана', en: 'How it was given' },
    'way=handed': { ky: 'колго тапшырылды', ru: 'вручена', en: 'handed over' },
    'way=post': { ky: 'почта аркылуу жөнөтүлдү', ru: 'направлена почтой', en: 'sent by post' },
    proof: { ky: 'Эмне тастыктайт', ru: 'Чем подтверждается', en: 'What proves it' },
  },
};
