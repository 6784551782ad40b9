export const takeoverTexts = {
  title: {
    ky: 'Ишин токтоткон борбордун функцияларын кабыл алуу',
    ru: 'Принятие функций центра, прекращающего деятельность',
    en: 'Taking over the functions of a centre that ceases',
  },
  parties: {
    successor: {
      ky: 'Функциялар өткөрүлгөн борбор',
      ru: 'Центр, которому передаются функции',
      en: 'Centre that takes over the functions',
    },
    law: { ky: 'Мыйзамдын күчү менен', ru: 'В силу закона', en: 'By force of law' },
  },
  acts: {
    agree: {
      ky: 'Функцияларды кабыл алууга макулдук берүү',
      ru: 'Согласиться принять функции',
      en: 'Agree to take over the functions',
    },
    withdraw: { ky: 'Макулдукту кайтарып алуу', ru: 'Отозвать согласие', en: 'Withdraw the agreement' },
    receive: {
      ky: 'Сертификаттардын реестрин кабыл алганын ырастоо',
      ru: 'Подтвердить приём реестра сертификатов',
      en: 'Confirm the receipt of the register of certificates',
    },
    keep: { ky: 'Реестр сакталып турат', ru: 'Реестр хранится', en: 'The register is kept' },
    lapse: {
      ky: 'Реестр кабыл алынган эмес: функциялар өткөн жок',
      ru: 'Реестр не принят: функции не перешли',
      en: 'The register was not received: the functions have not passed',
    },
  },
  duties: {},
  stages: {
    AGREED: { ky: 'Макулдук берилди', ru: 'Согласие дано', en: 'Agreed' },
    WITHDRAWN: { ky: 'Макулдук кайтарылып алынды', ru: 'Согласие отозвано', en: 'Agreement withdrawn' },
    RECEIVED: { ky: 'Реестр кабыл алынды', ru: 'Реестр принят', en: 'Register received' },
    KEEPING: { ky: 'Реестр сакталып турат', ru: 'Реестр хранится', en: 'Register kept' },
    LAPSED: { ky: 'Функциялар өткөн жок', ru: 'Функции не перешли', en: 'Functions not passed' },
  },
  fields: {
    registrationNumber: {
      ky: 'Ишин токтоткон борбордун каттоо номери',
      ru: 'Регистрационный номер центра, прекращающего деятельность',
      en: 'Registration number of the centre that ceases',
    },
    number: { ky: 'Документтин номери', ru: 'Номер документа', en: 'Number of the document' },
    entries: {
      ky: 'Реестрдеги жазуулардын саны',
      ru: 'Число записей реестра',
      en: 'Number of entries of the register',
    },
    digest: { ky: 'Реестрдин хеши (SHA-256)', ru: 'Хеш реестра (SHA-256)', en: 'Digest of the register (SHA-256)' },
  },
};
