const ky = {
  title: 'Булуттагы ачкыч менен кол коюу',
  hint: 'Ачкычыңызды мамлекеттик кызмат сактайт (ОЭП). Ал документтин хешин гана алат, документтин өзү ушул жерде калат.',
  open: 'Булуттагы ачкыч менен кол коюу',
  shownTitle: 'Сиз ушул документке кол коёсуз',
  shownLead:
    'Азырынча колтамга түзүлгөн жок. Документти окуп чыгыңыз: колтамга код киргизилип, төмөнкү баскыч басылгандан кийин гана түзүлөт.',
  how: 'Кодду кайда жөнөтөлү?',
  methods: { sms: 'СМС менен, кызматта катталган телефонго', email: 'Электрондук почта менен' },
  send: 'Код суратуу',
  sent: { sms: 'Код СМС менен жөнөтүлдү.', email: 'Код электрондук почта менен жөнөтүлдү.' },
  code: 'Колтамга кызматынан келген код',
  codeHint: 'Код бир гана колтамга үчүн жарайт. Аны эч кимге айтпаңыз.',
  confirm: 'Ырастайм: кол коюу жана макулдук берүү',
  again: 'Башка код суратуу',
  other: 'Башка жол менен кол коюу',
  sandbox: 'Сыноо чөйрөсү: код ушул бетте көрүнөт',
};
const ru: typeof ky = {
  title: 'Подписать ключом в облаке',
  hint: 'Ваш ключ хранит государственная служба (ОЭП). Она получает только хеш документа, сам документ остаётся здесь.',
  open: 'Подписать ключом в облаке',
  shownTitle: 'Вы подписываете этот документ',
  shownLead:
    'Подпись ещё не создана. Прочитайте документ: подпись будет создана только после того, как вы введёте код и нажмёте кнопку ниже.',
  how: 'Куда прислать код?',
  methods: { sms: 'По СМС, на телефон, известный службе', email: 'По электронной почте' },
  send: 'Запросить код',
  sent: { sms: 'Код отправлен по СМС.', email: 'Код отправлен по электронной почте.' },
  code: 'Код от службы подписи',
  codeHint: 'Код годится для одной подписи. Никому его не сообщайте.',
  confirm: 'Подтверждаю: подписать и дать согласие',
  again: 'Запросить другой код',
  other: 'Подписать другим способом',
  sandbox: 'Тестовая среда: код виден на этой странице',
};
const en: typeof ky = {
  title: 'Sign with a key in the cloud',
  hint: 'A State service keeps your key (cloud signature). It gets only the hash of the document; the document itself stays here.',
  open: 'Sign with a key in the cloud',
  shownTitle: 'This is the document you sign',
  shownLead:
    'No signature has been made yet. Read the document: the signature is made only after you enter the code and press the button below.',
  how: 'Where should the code be sent?',
  methods: { sms: 'By text message, to the telephone that the service knows', email: 'By e-mail' },
  send: 'Ask for a code',
  sent: { sms: 'A code was sent by text message.', email: 'A code was sent by e-mail.' },
  code: 'Code from the signature service',
  codeHint: 'The code is good for one signature. Tell it to nobody.',
  confirm: 'I confirm: sign and give consent',
  again: 'Ask for another code',
  other: 'Sign in another way',
  sandbox: 'Sandbox: the code is shown on this page',
};
/** Words of the way to sign with a key that a service keeps. */
export const cloudWords = { ky, ru, en };
