import type { Lang } from '../text.ts';

const ky = {
  none: 'Бул браузерде сертификаты бар ачкыч жок. Сертификатты аккредиттелген күбөлөндүрүүчү борбордон ушул браузер менен алсаңыз, ал ушул жерде көрүнөт.',
  apply: 'Сертификат алууга арыз берүү',
  choose: 'Кайсы ачкыч менен кол коёсуз?',
  key: 'Ачкыч түзүлгөн күнү:',
  begin: 'Документти жана сертификатты көрсөтүү',
  shownTitle: 'Сиз ушул документке кол коёсуз',
  shownLead:
    'Азырынча колтамга түзүлгөн жок. Документти окуп чыгыңыз: колтамга төмөнкү баскычты баскандан кийин гана түзүлөт.',
  bytes: 'Кол коюлуучу документтин так байттары',
  owner: 'Сертификаттын ээси',
  number: 'Сертификаттын номери',
  issuer: 'Сертификатты берген',
  term: 'Колдонулуу мөөнөтү',
  cancel: 'Кол койбойм',
  cancelled: 'Колтамга түзүлгөн жок.',
  made: 'Колтамга түзүлдү. Текшерилип жатат…',
  failed: 'Колтамга түзүлгөн жок. Кайра аракет кылыңыз.',
  notShown: 'Көрсөтүлгөн документ менен кол коюлуучу документ дал келген жок. Колтамга түзүлгөн жок.',
  suspect: 'Ачкычтын купуялыгынан шектенесизби?',
  suspectHint:
    'Ачкычты башка бирөө билип калды деп ойлоого негиз болсо, аны пайдаланбаңыз. Баскычты басаарыңыз менен ал менен бул жерде кол коюлбайт; борборго да бир жумуш күнүнүн ичинде билдириңиз.',
  suspectButton: 'Бул ачкычты токтотуу',
  suspected: 'Билдирүүңүз катталды: бул ачкыч менен мындан ары кол коюлбайт.',
};
const ru: typeof ky = {
  none: 'В этом браузере нет ключа с сертификатом. Получите сертификат в аккредитованном удостоверяющем центре с помощью этого браузера, и он появится здесь.',
  apply: 'Подать заявление на сертификат',
  choose: 'Каким ключом подписать?',
  key: 'Ключ создан:',
  begin: 'Показать документ и сертификат',
  shownTitle: 'Вы подписываете этот документ',
  shownLead: 'Подпись ещё не создана. Прочитайте документ: подпись будет создана только после нажатия кнопки ниже.',
  bytes: 'Точные байты подписываемого документа',
  owner: 'Владелец сертификата',
  number: 'Номер сертификата',
  issuer: 'Кем выдан',
  term: 'Срок действия',
  cancel: 'Не подписывать',
  cancelled: 'Подпись не создана.',
  made: 'Подпись создана. Идёт проверка…',
  failed: 'Подпись не создана. Повторите попытку.',
  notShown: 'Показанный и подписываемый документы не совпадают. Подпись не создана.',
  suspect: 'Сомневаетесь в конфиденциальности ключа?',
  suspectHint:
    'Если есть основания полагать, что ключ стал известен другому, не пользуйтесь им. После нажатия кнопки здесь им ничего не подписать; сообщите и центру в течение одного рабочего дня.',
  suspectButton: 'Прекратить пользоваться ключом',
  suspected: 'Сообщение записано: этим ключом больше ничего не подписать.',
};
const en: typeof ky = {
  none: 'This browser has no key with a certificate. Get one from an accredited certification centre with this browser, and it appears here.',
  apply: 'Apply for a certificate',
  choose: 'Which key do you sign with?',
  key: 'Key made on',
  begin: 'Show the document and the certificate',
  shownTitle: 'This is the document you sign',
  shownLead:
    'No signature has been made yet. Read the document: the signature is made only after you press the button below.',
  bytes: 'The exact bytes of the document to be signed',
  owner: 'Owner of the certificate',
  number: 'Number of the certificate',
  issuer: 'Issued by',
  term: 'Valid',
  cancel: 'Do not sign',
  cancelled: 'No signature was made.',
  made: 'The signature was made. It is being checked…',
  failed: 'No signature was made. Try again.',
  notShown: 'The document shown is not the document to be signed. No signature was made.',
  suspect: 'Do you doubt that the key is secret?',
  suspectHint:
    'If there are grounds to suppose that somebody else knows the key, do not use it. Once you press the button nothing is signed with it here; tell the centre within one working day as well.',
  suspectButton: 'Stop using this key',
  suspected: 'Your report is recorded: nothing is signed with this key any more.',
};
/** Words of the block in which a key of the browser is used. */
export const keyUseWords: Readonly<Record<Lang, typeof ky>> = { ky, ru, en };
