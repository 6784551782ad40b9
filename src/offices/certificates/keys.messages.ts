import type { Lang } from '../../platform/text.ts';

const ky = {
  byCentre: 'Борбор түзөт, мага файл катары берет',
  byCentreHint:
    'Ачкычты борбордун тастыкталган каражаты сиздин сеансыңызда түзөт. Файл (PKCS#12) сиз гана билген сырсөз менен корголот, бир жолу берилет, борбордо көчүрмөсү калбайт.',
  token: 'Борбордун токени',
  tokenHint:
    'Борбор ачкычтарды токендин ичинде түзүп, токенди сизге колуңузга берет. Колтамга ачкычын токенден чыгарып алууга болбойт.',
  waitOrder:
    'Сиз ачкычты борбор түзүшүн сурадыңыз. Борбордун кызматкери баштаганда, бул жерде сырсөз коюп, ачкычты түздүрөсүз.',
  makeTitle: 'Ачкычыңызды түздүрүңүз',
  makeLead:
    'Борбор даяр. Сырсөз коюңуз: ачкыч ушул сеансыңызда түзүлүп, ошол замат сырсөзүңүз менен корголот. Сырсөздү борбор сактабайт жана калыбына келтире албайт.',
  anew: 'Сырсөздү унутуп калсаңыз, ачкычты жаңы сырсөз менен кайра түздүрө аласыз: мурдагысы жок кылынат.',
  password: 'Ачкычтын сырсөзү',
  passwordHint: '12ден 64кө чейинки белги: латын тамгалары, сандар, тыныш белгилери.',
  again: 'Сырсөздү дагы бир жолу',
  make: 'Ачкычты түздүрүү',
  makeAnew: 'Ачкычты кайра түздүрүү',
  made: 'Ачкыч түзүлдү, сырсөзүңүз менен корголду. Борбор ага сертификат берет.',
  isMade: 'Ачкыч түзүлдү, сырсөзүңүз менен корголгон.',
  takeTitle: 'Ачкыч файлын алыңыз',
  takeLead:
    'Файл бир гана жолу берилет: аны алганыңызда борбордогу ачкыч жок кылынат. Файлды жоготсоңуз же сырсөздү унутсаңыз, аны эч ким калыбына келтире албайт.',
  passwordAgain: 'Ачкычты түздүргөндө койгон сырсөзүңүз',
  take: 'Тил кат берип, ачкыч файлын алуу',
  taken: 'Ачкыч файлы сизге тапшырылды. Борбордо анын көчүрмөсү калган жок.',
  destroyed: 'Ачкыч жок кылынды.',
  forgotTitle: 'Сырсөздү унуттуңузбу?',
  forgot: 'Ачкычты жок кылсаңыз, ага берилген сертификаттын колдонулушу да токтотулат. Кайра арыз бере аласыз.',
  destroy: 'Ачкычты жок кылуу',
  receiptGiven: 'Тил кат берилди. Токенди жана сертификатты борбордон аласыз.',
  waitToken: 'Тил катыңыз катталды. Борборго барыңыз: токен сизге колуңузга, PIN-коду өзүнчө берилет.',
  orderTitle: 'Ачкычтарды түзүү',
  orderLead: (means: string) =>
    `Арыз берүүчү ачкычты борбор түзүшүн сурады. Каражат: ${means}. Ачкыч арыз берүүчүнүн өз сеансында, анын сырсөзү менен түзүлөт: борбордо аны эч ким көрбөйт.`,
  order: 'Ачкыч түзүүнү баштоо',
  noMaker: 'Бул жерде ачкыч түзүүчү каражат тастыкталган каражаттардын тизмесинде жок: ачкыч түзүлбөйт.',
};
const ru: typeof ky = {
  byCentre: 'Создаёт центр и передаёт мне файлом',
  byCentreHint:
    'Ключ создаёт подтверждённое средство центра в вашем сеансе. Файл (PKCS#12) защищён паролем, который знаете только вы, выдаётся один раз, копии в центре не остаётся.',
  token: 'Токен центра',
  tokenHint: 'Центр создаёт ключи внутри токена и вручает токен вам. Ключ подписи из токена извлечь нельзя.',
  waitOrder:
    'Вы попросили центр создать ключ. Когда работник центра начнёт, вы зададите здесь пароль и ключ будет создан.',
  makeTitle: 'Создайте свой ключ',
  makeLead:
    'Центр готов. Задайте пароль: ключ будет создан в этом сеансе и сразу защищён вашим паролем. Центр пароль не хранит и восстановить не может.',
  anew: 'Если пароль забыт, ключ можно создать заново с другим паролем: прежний уничтожается.',
  password: 'Пароль ключа',
  passwordHint: 'От 12 до 64 знаков: латинские буквы, цифры, знаки препинания.',
  again: 'Пароль ещё раз',
  make: 'Создать ключ',
  makeAnew: 'Создать ключ заново',
  made: 'Ключ создан и защищён вашим паролем. Центр выдаст на него сертификат.',
  isMade: 'Ключ создан и защищён вашим паролем.',
  takeTitle: 'Получите файл с ключом',
  takeLead:
    'Файл выдаётся только один раз: с его выдачей ключ в центре уничтожается. Если файл потерян или пароль забыт, восстановить их не сможет никто.',
  passwordAgain: 'Пароль, заданный при создании ключа',
  take: 'Дать расписку и получить файл',
  taken: 'Файл с ключом вам передан. Копии в центре не осталось.',
  destroyed: 'Ключ уничтожен.',
  forgotTitle: 'Забыли пароль?',
  forgot: 'Вместе с ключом прекращается и выданный на него сертификат. Заявление можно подать снова.',
  destroy: 'Уничтожить ключ',
  receiptGiven: 'Расписка дана. Токен и сертификат вы получите в центре.',
  waitToken: 'Расписка записана. Приходите в центр: токен вручат вам лично, PIN-код передадут отдельно.',
  orderTitle: 'Создание ключей',
  orderLead: (means: string) =>
    `Заявитель просит, чтобы ключ создал центр. Средство: ${means}. Ключ создаётся в сеансе самого заявителя под его паролем: в центре его никто не увидит.`,
  order: 'Начать создание ключа',
  noMaker: 'Средства, которым здесь создаются ключи, нет в перечне подтверждённых: ключ создать нельзя.',
};
const en: typeof ky = {
  byCentre: 'The centre makes it and gives it to me as a file',
  byCentreHint:
    'A confirmed means of the centre makes the key in your own session. The file (PKCS#12) is under a password that only you know, is given once, and no copy stays at the centre.',
  token: 'A token of the centre',
  tokenHint:
    'The centre makes the keys inside a token and hands the token to you. The signature key cannot be taken out of it.',
  waitOrder:
    'You asked the centre to make the key. When a registrar has begun, you set a password here and have the key made.',
  makeTitle: 'Have your key made',
  makeLead:
    'The centre is ready. Set a password: the key is made in this session and put under your password at once. The centre keeps no password and can restore none.',
  anew: 'If you have forgotten the password, the key can be made anew with another one: the earlier key is destroyed.',
  password: 'Password of the key',
  passwordHint: '12 to 64 characters: Latin letters, digits, punctuation.',
  again: 'The password once more',
  make: 'Have the key made',
  makeAnew: 'Have the key made anew',
  made: 'The key is made and under your password. The centre issues a certificate for it.',
  isMade: 'The key is made and under your password.',
  takeTitle: 'Take the file with your key',
  takeLead:
    'The file is given once: with it the key at the centre is erased. If the file is lost or the password forgotten, nobody can restore them.',
  passwordAgain: 'The password you set when the key was made',
  take: 'Give the receipt and take the file',
  taken: 'The file with the key was handed to you. No copy stayed at the centre.',
  destroyed: 'The key was destroyed.',
  forgotTitle: 'Forgotten the password?',
  forgot: 'With the key ends the certificate that was issued for it. You may apply again.',
  destroy: 'Destroy the key',
  receiptGiven: 'The receipt is given. You get the token and the certificate at the centre.',
  waitToken: 'Your receipt is recorded. Come to the centre: the token is handed to you, its PIN apart from it.',
  orderTitle: 'Making the keys',
  orderLead: (means: string) =>
    `The applicant asks the centre to make the key. Means: ${means}. It is made in the applicant’s own session under the applicant’s password: nobody at the centre sees it.`,
  order: 'Start making the key',
  noMaker: 'The means that makes keys here is not in the list of confirmed means: no key can be made.',
};
/** Keys that a centre makes for an applicant, on the applicant's page and at the registrar's desk. */
export const keyWords: Readonly<Record<Lang, typeof ky>> = { ky, ru, en };
