const ky = {
  title: 'Сертификаттын ачкычы менен кол коюу',
  hint: 'Ачкыч ушул браузерде сакталат жана андан чыкпайт. Квалификацияланган сертификат менен коюлган колтамга кол менен коюлган колтамгага тең, ал үчүн макулдашуу талап кылынбайт.',
  noScript: 'Бул жол үчүн браузердин скрипттери (JavaScript) иштеп турушу керек: ачкыч браузердин өзүндө сакталат.',
  confirm: 'Ырастайм: кол коюу жана макулдук берүү',
  withoutAgreement: 'Квалификацияланган сертификатыңыз барбы? Анда макулдашуусуз эле кол койсоңуз болот.',
  withdrawHint:
    'Каалоо боюнча: баскыч жетиштүү. Кол коюлган арыз сизде далил болуп калат. Ачкыч ушул браузерде сакталат жана андан чыкпайт.',
  withdrawConfirm: 'Ырастайм: кол коюу жана кайта сурап алуу',
  withdrawalProof: 'Кол коюлган арызыңыз',
  withdrawalSigned: (type: string, number: string) =>
    `Электрондук колтамга: ${type}, сертификат № ${number}. Эки файлды тең сактап коюңуз: аларды каалаган адам`,
  checkHere: 'колтамга текшерүү бетинде текшере алат',
  document: 'Арыз (JSON)',
  signature: 'Анын колтамгасы (CAdES)',
  created: 'Электрондук колтамга',
  createdBy: (type: string, number: string) => `түзүлдү: ${type}, сертификат № ${number}`,
  types: { qualified: 'квалификацияланган', unqualified: 'квалификацияланбаган' },
};
const ru: typeof ky = {
  title: 'Подписать ключом из сертификата',
  hint: 'Ключ хранится в этом браузере и не покидает его. Подпись с квалифицированным сертификатом равнозначна собственноручной, соглашение для неё не требуется.',
  noScript: 'Для этого способа нужны скрипты браузера (JavaScript): ключ хранится в самом браузере.',
  confirm: 'Подтверждаю: подписать и дать согласие',
  withoutAgreement: 'У вас есть квалифицированный сертификат? Тогда можно подписать без соглашения.',
  withdrawHint:
    'По желанию: достаточно кнопки. Подписанное заявление останется у вас доказательством. Ключ хранится в этом браузере и не покидает его.',
  withdrawConfirm: 'Подтверждаю: подписать и отозвать согласие',
  withdrawalProof: 'Ваше подписанное заявление',
  withdrawalSigned: (type, number) =>
    `Электронная подпись: ${type}, сертификат № ${number}. Сохраните оба файла: любой может`,
  checkHere: 'проверить их на странице проверки подписи',
  document: 'Заявление (JSON)',
  signature: 'Подпись к нему (CAdES)',
  created: 'Электронная подпись',
  createdBy: (type, number) => `создана: ${type}, сертификат № ${number}`,
  types: { qualified: 'квалифицированная', unqualified: 'неквалифицированная' },
};
const en: typeof ky = {
  title: 'Sign with the key of a certificate',
  hint: 'The key lies in this browser and never leaves it. A signature with a qualified certificate equals one by hand and needs no agreement.',
  noScript: 'This way needs the browser’s scripts (JavaScript): the key lies in the browser itself.',
  confirm: 'I confirm: sign and give consent',
  withoutAgreement: 'Do you have a qualified certificate? Then you can sign without the agreement.',
  withdrawHint:
    'As you wish: the button alone is enough. The signed application stays with you as proof. The key lies in this browser and never leaves it.',
  withdrawConfirm: 'I confirm: sign and withdraw',
  withdrawalProof: 'Your signed application',
  withdrawalSigned: (type, number) =>
    `Electronic signature: ${type}, certificate No. ${number}. Keep both files: anybody can`,
  checkHere: 'check them on the page that verifies signatures',
  document: 'Application (JSON)',
  signature: 'Its signature (CAdES)',
  created: 'Electronic signature',
  createdBy: (type, number) => `created: ${type}, certificate No. ${number}`,
  types: { qualified: 'qualified', unqualified: 'unqualified' },
};
/** Words of the way to sign by certificate. */
export const certificateWords = { ky, ru, en };
