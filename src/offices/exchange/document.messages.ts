import type { Lang } from '../../platform/text.ts';

const ky = {
  name: 'Файлдын аты',
  media: 'Файлдын түрү',
  kinds: { 'text/plain; charset=utf-8': 'текст', 'application/octet-stream': 'түрү белгисиз' },
  size: 'Көлөмү',
  person: 'Кимдин атынан түзүлгөн',
  keep: 'Качанга чейин сакталат',
  document: 'Документти жүктөп алуу',
  signature: 'Колтамганы жүктөп алуу',
  sealed:
    'Документ жөнөтүүчү менен алуучуларга гана ачылат. Бардык алуучулар жооп бергенден 30 күн өткөндө, ал эми жооп болбосо жөнөтүлгөндөн 90 күн өткөндө өчүрүлөт; SHA-256 изи калат.',
  checked: 'Колтамганы текшерүүнүн жыйынтыгы',
  simple:
    'Жөнөкөй колтамга: жөнөтүүчү тутумга өз ачкычы менен кирген, документте анын аты көрсөтүлгөн. Ачкычты колдонуу эрежелерин тутумдун оператору белгилейт.',
  shown: 'Документ',
  shownNot: 'Бул файл беттин ичинде көрсөтүлбөйт: аны жүктөп алып ачыңыз.',
  gone: (at: string): string =>
    `Сактоо мөөнөтү бүткөн: документ ${at} өчүрүлгөн. Сизде файлы болсо, анын SHA-256 изин төмөндөгү менен салыштырыңыз.`,
  never:
    'Бул документтин өзү платформада сакталган эмес: аны жөнөтүүчү тапшырат. Алган файлыңыздын SHA-256 изин төмөндөгү менен салыштырыңыз.',
  yours: 'Сиздин жооп',
  answers: 'Алуучулардын жооптору',
  to: 'Кимге',
  waiting: 'жооп күтүлүүдө',
};
const ru: typeof ky = {
  name: 'Имя файла',
  media: 'Вид файла',
  kinds: { 'text/plain; charset=utf-8': 'текст', 'application/octet-stream': 'вид неизвестен' },
  size: 'Размер',
  person: 'От чьего имени создан',
  keep: 'Хранится до',
  document: 'Скачать документ',
  signature: 'Скачать подпись',
  sealed:
    'Документ открывается только отправителю и получателям. Он удаляется через 30 дней после ответа всех получателей, а без ответа через 90 дней после отправки; остаётся SHA-256.',
  checked: 'Результат проверки подписи',
  simple:
    'Простая подпись: отправитель вошёл в систему со своим ключом и назван в документе. Правила применения ключа устанавливает оператор системы.',
  shown: 'Документ',
  shownNot: 'Этот файл на странице не показывается: скачайте его и откройте.',
  gone: (at) =>
    `Срок хранения истёк: документ удалён ${at}. Если файл у вас есть, сравните его SHA-256 с указанным ниже.`,
  never:
    'Сам этот документ платформа не хранила: его передаёт отправитель. Сравните SHA-256 полученного файла с указанным ниже.',
  yours: 'Ваш ответ',
  answers: 'Ответы получателей',
  to: 'Кому',
  waiting: 'ответа ещё нет',
};
const en: typeof ky = {
  name: 'Name of the file',
  media: 'Kind of file',
  kinds: { 'text/plain; charset=utf-8': 'text', 'application/octet-stream': 'of no known kind' },
  size: 'Size',
  person: 'In whose name it was made',
  keep: 'Kept until',
  document: 'Download the document',
  signature: 'Download the signature',
  sealed:
    'The document opens for its sender and recipients alone. It is erased 30 days after all recipients have answered, or without answers 90 days after it was sent; its SHA-256 stays.',
  checked: 'What the check of the signature found',
  simple:
    'A simple signature: the sender signed in with a key of their own and is named in the document. The rules for that key are the operator’s.',
  shown: 'The document',
  shownNot: 'This file is not shown on the page: download it to open it.',
  gone: (at) =>
    `Its term is over: the document was erased on ${at}. If you have the file, compare its SHA-256 with the one below.`,
  never:
    'The platform has kept no copy of this document: its sender hands it over. Compare the SHA-256 of the file you were given with the one below.',
  yours: 'Your answer',
  answers: 'Answers of the recipients',
  to: 'To whom',
  waiting: 'no answer yet',
};
/** Words of the page of one exchanged document. */
export const documentWords: Readonly<Record<Lang, typeof ky>> = { ky, ru, en };
