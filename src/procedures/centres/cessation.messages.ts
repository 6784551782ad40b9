export const cessationTexts = {
  title: {
    ky: 'Күбөлөндүрүүчү борбордун ишин токтотуу',
    ru: 'Прекращение деятельности удостоверяющего центра',
    en: 'Cessation of a certification centre',
  },
  parties: {
    centre: { ky: 'Күбөлөндүрүүчү борбор', ru: 'Удостоверяющий центр', en: 'Certification centre' },
    authority: { ky: 'Ыйгарым укуктуу орган', ru: 'Уполномоченный орган', en: 'Authorised body' },
    law: { ky: 'Мыйзамдын күчү менен', ru: 'В силу закона', en: 'By force of law' },
  },
  acts: {
    announce: {
      ky: 'Ишти токтотуу жөнүндө билдирүү',
      ru: 'Уведомить о прекращении деятельности',
      en: 'Announce the cessation',
    },
    handOverRegister: {
      ky: 'Сертификаттардын реестрин жана сакталуучу маалыматты өткөрүп берүү',
      ru: 'Передать реестр сертификатов и хранимые сведения',
      en: 'Hand over the register of certificates and the information kept',
    },
    acceptRegister: {
      ky: 'Реестрди кабыл алганын ырастоо',
      ru: 'Подтвердить приём реестра',
      en: 'Confirm the receipt of the register',
    },
    confirmSuccessor: {
      ky: 'Функциялар өткөрүлгөн борбор реестрди кабыл алды',
      ru: 'Центр, которому передаются функции, принял реестр',
      en: 'The successor has received the register',
    },
    cease: { ky: 'Борбордун иши токтотулду', ru: 'Деятельность центра прекращена', en: 'The centre has ceased' },
    destroy: {
      ky: 'Реестрдеги маалыматты жок кылуу',
      ru: 'Уничтожить сведения реестра',
      en: 'Destroy the register’s information',
    },
  },
  duties: {
    handOver: {
      ky: 'Реестрди ыйгарым укуктуу органга өткөрүп берүү',
      ru: 'Передать реестр уполномоченному органу',
      en: 'Hand the register over to the authorised body',
    },
    acceptance: { ky: 'Реестрди кабыл алуу', ru: 'Принять реестр', en: 'Receive the register' },
    end: { ky: 'Иш токтотулган күн', ru: 'День прекращения деятельности', en: 'Day of the cessation' },
  },
  stages: {
    CEASING: { ky: 'Токтотулуп жатат', ru: 'Прекращается', en: 'Ceasing' },
    CEASED: { ky: 'Токтотулду', ru: 'Прекращена', en: 'Ceased' },
    DESTROYED: {
      ky: 'Токтотулду, маалымат жок кылынды',
      ru: 'Прекращена, сведения уничтожены',
      en: 'Ceased, information destroyed',
    },
  },
  fields: {
    on: { ky: 'Күнү', ru: 'День', en: 'Day' },
    transfer: {
      ky: 'Функциялар башка жакка өткөрүлөбү',
      ru: 'Передаются ли функции другому лицу',
      en: 'Are the functions transferred to somebody',
    },
    'transfer=yes': { ky: 'ооба', ru: 'да', en: 'yes' },
    'transfer=no': { ky: 'жок', ru: 'нет', en: 'no' },
    successor: { ky: 'Функциялар өткөрүлгөн жак', ru: 'Лицо, которому передаются функции', en: 'Successor' },
    'successor/registrationNumber': { ky: 'Каттоо номери', ru: 'Регистрационный номер', en: 'Registration number' },
    ownersNotifiedOn: {
      ky: 'Реестри башка жерде сакталган борбор: сертификаттардын ээлерине качан кабарланды',
      ru: 'Если реестр ведётся не здесь: когда уведомлены владельцы сертификатов',
      en: 'Where the register is kept elsewhere: when the owners were told',
    },
    owners: { ky: 'Канча ээге кабарланды', ru: 'Сколько владельцев уведомлено', en: 'How many owners were told' },
    proof: { ky: 'Эмне тастыктайт', ru: 'Чем подтверждается', en: 'What proves it' },
    entries: {
      ky: 'Реестрдеги жазуулардын саны',
      ru: 'Число записей реестра',
      en: 'Number of entries of the register',
    },
    digest: { ky: 'Реестрдин хеши (SHA-256)', ru: 'Хеш реестра (SHA-256)', en: 'Digest of the register (SHA-256)' },
    files: { ky: 'Ээлердин делолорунун саны', ru: 'Число дел владельцев', en: 'Number of owners’ files' },
    filesDigest: {
      ky: 'Делолордун хеши (SHA-256)',
      ru: 'Хеш дел владельцев (SHA-256)',
      en: 'Digest of the files (SHA-256)',
    },
    place: {
      ky: 'Кайда жана эмнеде өткөрүлдү',
      ru: 'Где и на чём передано',
      en: 'Where and on what it was handed over',
    },
    number: { ky: 'Актынын номери', ru: 'Номер акта', en: 'Number of the act' },
  },
};
