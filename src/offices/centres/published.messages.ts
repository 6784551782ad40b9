const ky = {
  root: 'Ыйгарым укуктуу орган берген жана жокко чыгарган квалификацияланган сертификаттардын реестри',
  rootLead: 'Аккредиттелген борборлорго башкы (түпкү) борбор берген сертификаттар.',
  rootNone: 'Бул күнгө карата сертификат берилген эмес.',
  number: 'Сертификаттын номери',
  subject: 'Кимге берилген',
  validUntil: 'Кайсы күнгө чейин жарактуу',
  state: 'Абалы',
  states: {
    'not-yet-effective': 'күчүнө кире элек',
    active: 'колдонууда',
    terminated: 'колдонулушу токтотулган',
    revoked: 'жокко чыгарылган',
  },
  downloads: 'Колтамга менен жүктөп алуу',
  downloadsLead:
    'Ар бир тизме орнотмонун автоматтык колтамгасы коюлган файл (ASiC-E) катары берилет: ким болбосун, акысыз, катталбай.',
  trustedList: 'Программалар үчүн ишеним тизмеси (ETSI TS 119 612, XML)',
};
type Words = typeof ky;

const ru: Words = {
  root: 'Реестр квалифицированных сертификатов, выданных и отозванных уполномоченным органом',
  rootLead: 'Сертификаты, которые головной (корневой) центр выдал аккредитованным центрам.',
  rootNone: 'На эту дату сертификаты не выданы.',
  number: 'Номер сертификата',
  subject: 'Кому выдан',
  validUntil: 'Действителен до',
  state: 'Состояние',
  states: {
    'not-yet-effective': 'ещё не действует',
    active: 'действует',
    terminated: 'действие прекращено',
    revoked: 'отозван',
  },
  downloads: 'Скачать с подписью',
  downloadsLead:
    'Каждый перечень выдаётся файлом (ASiC-E) с автоматической подписью установки: любому лицу, бесплатно, без регистрации.',
  trustedList: 'Список доверия для программ (ETSI TS 119 612, XML)',
};

const en: Words = {
  root: 'Register of qualified certificates issued and revoked by the authorised body',
  rootLead: 'Certificates that the root has issued to accredited centres.',
  rootNone: 'No certificate had been issued by that day.',
  number: 'Number of the certificate',
  subject: 'Issued to',
  validUntil: 'Valid until',
  state: 'State',
  states: {
    'not-yet-effective': 'not in effect yet',
    active: 'in effect',
    terminated: 'terminated',
    revoked: 'revoked',
  },
  downloads: 'Download with a signature',
  downloadsLead:
    'Each list comes as a file (ASiC-E) under the installation’s automatic signature: for anybody, free, without an account.',
  trustedList: 'Trusted list for programs (ETSI TS 119 612, XML)',
};

export const publishedWords = { ky, ru, en };
