import type { CompletenessContext } from './completeness.ts';
import type { ConsentDocument, DataItem, Holder, Person, Representative, Words } from './document.ts';

// Documents of invented persons for tests and pictures: no number here can belong to anybody.

const w = (ky: string, ru: string, en: string): Words => ({ ky, ru, en });

export const sampleSubject: Person = {
  name: { surname: 'Үсөнбаева', givenName: 'Айгүл', patronymic: 'Өмүрбековна' },
  address: { kind: 'residence', text: 'Бишкек шаары, Жеңиш көчөсү, 0-үй, 0-батир' },
  identityDocument: {
    type: 'id-card-2017',
    typeName: w('паспорт (ID-карта)', 'паспорт (ID-карта)', 'passport (ID card)'),
    series: 'ID',
    number: '0000000',
    issuedOn: '2020-03-05',
    issuedBy: 'МКК 211031',
  },
};

export const sampleRepresentative: Representative = {
  name: { surname: 'Өмүрбеков', givenName: 'Нурлан', patronymic: null },
  address: { kind: 'residence', text: 'Ош шаары, Ысык-Көл көчөсү, 00-үй' },
  identityDocument: {
    type: 'passport-2006',
    typeName: w('жалпы жарандык паспорт', 'общегражданский паспорт', 'general citizen passport'),
    series: 'AC',
    number: '0000001',
    issuedOn: '2018-11-30',
    issuedBy: 'МКК 500051',
  },
  authority: {
    kind: 'notarial_power_of_attorney',
    title: w('нотариалдык ишеним кат', 'нотариальная доверенность', 'notarial power of attorney'),
    provision: null,
    number: '000-17',
    date: '2026-02-10',
    issuedBy: 'Ош шаарынын жеке нотариусу А. Асанова',
    validUntil: '2027-02-09',
    copy: null,
  },
};

export const sampleHolder: Holder = {
  id: 'sts-kg',
  name: w(
    'Кыргыз Республикасынын Финансы министрлигине караштуу Мамлекеттик салык кызматы',
    'Государственная налоговая служба при Министерстве финансов Кыргызской Республики',
    'State Tax Service under the Ministry of Finance of the Kyrgyz Republic',
  ),
  address: w('Бишкек шаары, Сыноо көчөсү, 1', 'г. Бишкек, ул. Пробная, 1', '1 Trial Street, Bishkek'),
  contacts: { phone: '+996 000 000 000', email: 'salyk@example.kg', site: null },
  identity: {
    kind: 'organisation',
    taxNumber: '00101189910001',
    registration: {
      number: '000000-0000-000',
      date: '2010-01-15',
      issuedBy: w('Юстиция министрлиги', 'Министерство юстиции', 'Ministry of Justice'),
    },
  },
};

const item = (code: string, category: string | null, text: Words, required = true): DataItem => ({
  code,
  decreeCategory: category,
  text,
  special: false,
  purposes: ['tax_app'],
  required,
  choice: 'given',
});

export const sampleItems: readonly DataItem[] = [
  item('full_name', 'CP-F-26a', w('толук аты-жөнү', 'полное имя (Ф.И.О.)', 'full name')),
  item('birth_date', 'CP-F-26b', w('туулган күнү', 'дата рождения', 'date of birth')),
  item('email', 'CP-F-26i', w('электрондук почта', 'электронная почта', 'e-mail')),
];

export const manyItems: readonly DataItem[] = [
  ...sampleItems,
  item('photo', 'CP-F-26t', w('сүрөтү', 'фотография', 'photograph'), false),
  item('address', 'CP-F-26h', w('дареги', 'адрес', 'address')),
  item(
    'passport',
    'CP-F-26j',
    w(
      'паспорттук маалыматтар (паспорттун сериясы, номери, ким тарабынан жана качан берилген)',
      'паспортные данные (серия, номер паспорта, кем и когда выдан)',
      'passport data (passport series, number, by whom and when issued)',
    ),
  ),
  item('cookie', null, w('cookie файлы', 'файл cookie', 'cookie file'), false),
  item('phone', 'CP-F-26i', w('телефон номери', 'номер телефона', 'telephone number')),
  item(
    'property',
    'CP-F-26s',
    w(
      'кыймылдуу/кыймылсыз мүлк жөнүндө маалымат',
      'сведения о движимом/недвижимом имуществе',
      'information on movable/immovable property',
    ),
  ),
  item('income', 'CP-F-26s', w('кирешелер жөнүндө маалымат', 'сведения о доходах', 'information on income')),
  item(
    'tin',
    'CP-F-26k',
    w(
      'салык төлөөчүнүн идентификациялык номери',
      'идентификационный номер налогоплательщика',
      'taxpayer identification number',
    ),
  ),
  item(
    'family',
    'CP-F-26o',
    w(
      'үй-бүлөлүк абалы, үй-бүлөсүнүн курамы',
      'семейное положение, состав семьи',
      'marital status, composition of the family',
    ),
    false,
  ),
];

const hash = (digit: string): string => digit.repeat(64);

export const sampleConsent: ConsentDocument = {
  format: 'makulduk/consent/1',
  consentId: '019a0000-0000-7000-8000-000000000001',
  medium: 'electronic_document',
  serviceKind: 'state',
  signerRole: 'subject',
  profile: 'kr-strict',
  languages: { authentic: 'ky', beside: 'ru' },
  template: { id: 'standard-form', hash: hash('a') },
  notice: {
    id: '019a0000-0000-7000-8000-000000000002',
    hash: hash('b'),
    language: 'ky',
    acquaintedAt: '2026-11-21T12:03:00Z',
  },
  purposeVersion: { id: '019a0000-0000-7000-8000-000000000003', hash: hash('c') },
  salt: hash('d'),
  subject: sampleSubject,
  representative: null,
  holder: sampleHolder,
  obtainedBy: { role: 'holder', id: sampleHolder.id, name: sampleHolder.name, address: sampleHolder.address },
  processors: {
    stated: 'named',
    list: [
      {
        id: 'makulduk',
        name: w(
          '«Макулдук» платформасынын оператору',
          'Оператор платформы «Макулдук»',
          'Operator of the Makulduk platform',
        ),
        address: w('Бишкек шаары, Сыноо көчөсү, 2', 'г. Бишкек, ул. Пробная, 2', '2 Trial Street, Bishkek'),
      },
    ],
  },
  grounds: [
    {
      act: 'PD',
      provision: 'PD-5.1-1',
      text: w(
        'субъекттин макулдугу (Мыйзам долбоорунун 5-беренеси)',
        'согласие субъекта (статья 5 проекта закона)',
        "the subject's consent (article 5 of the draft law)",
      ),
    },
  ],
  purposes: [
    {
      code: 'tax_app',
      text: w(
        'Salyk.kg мобилдик тиркемеси аркылуу салык кызматтарын көрсөтүү',
        'оказание налоговых услуг через мобильное приложение Salyk.kg',
        'provision of tax services through the Salyk.kg mobile application',
      ),
    },
  ],
  dataItems: sampleItems,
  actions: ['collect', 'record', 'store', 'update', 'group', 'block', 'erase', 'destroy'],
  thirdPartyTransfer: { possible: false, recipients: [] },
  otherUse: { possible: false, description: null },
  publicDistribution: { planned: false, where: null, items: [] },
  crossBorder: { planned: false, countries: [] },
  methods: {
    kind: 'mixed',
    text: w(
      'маалыматтык системада жана кагаз түрүндө',
      'в информационной системе и на бумаге',
      'in the information system and on paper',
    ),
  },
  validity: { from: '2026-11-21', end: { kind: 'date', until: '2027-11-20' } },
  storageTerm: {
    text: w(
      'кызмат көрсөтүлүп бүткөндөн кийин 6 жыл',
      '6 лет после окончания оказания услуги',
      '6 years after the end of the service',
    ),
    provision: null,
  },
  signedOn: '2026-11-21',
  signatureName: sampleSubject.name,
  standardForm: {
    place: 'Бишкек шаары',
    formDate: '2026-11-21',
    permits: { processing: true, transfer: false, crossBorder: false },
    service: {
      code: 'salyk-app',
      name: w(
        'Salyk.kg мобилдик тиркемеси аркылуу көрсөтүлүүчү салык кызматтары',
        'налоговые услуги, оказываемые через мобильное приложение Salyk.kg',
        'tax services provided through the Salyk.kg mobile application',
      ),
    },
    acknowledgements: { items: ['CP-F-29', 'CP-F-30', 'CP-F-31'], at: '2026-11-21T12:04:00Z' },
    processingStartsOn: '2026-11-21',
  },
  extra: [],
};

/** Outside state and municipal services: the CP-8 document. */
export const sampleCp8: ConsentDocument = {
  ...sampleConsent,
  serviceKind: 'none',
  template: { id: 'consent-cp8', hash: hash('e') },
  standardForm: null,
};

export const byRepresentative = (doc: ConsentDocument): ConsentDocument => ({
  ...doc,
  signerRole: 'representative',
  representative: sampleRepresentative,
  signatureName: sampleRepresentative.name,
});

export const sampleContext: CompletenessContext = {
  today: '2026-11-21',
  acts: ['CP', 'PD'],
  standardFormHash: hash('a'),
  askedItems: manyItems.map((one) => one.code),
  processorIds: ['makulduk'],
};
