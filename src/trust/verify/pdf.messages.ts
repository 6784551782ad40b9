import type { Text3 } from '../../platform/text.ts';
import type { ChangeKind, Standing } from '../formats/index.ts';

/** What a later revision of a PDF did (ES-12.3.2). */
export const changeWords: Readonly<Record<ChangeKind, Text3>> = {
  signature: { ky: 'дагы бир кол коюлган', ru: 'поставлена ещё одна подпись', en: 'another signature was put' },
  'time-stamp': {
    ky: 'документке убакыт белгиси коюлган',
    ru: 'поставлена метка времени на документ',
    en: 'a document time-stamp was put',
  },
  'validation-data': {
    ky: 'колтамгаларды текшерүү үчүн маалымат кошулган',
    ru: 'добавлены сведения для проверки подписей',
    en: 'data for checking the signatures was added',
  },
  version: {
    ky: 'форматтын версиясы көрсөтүлгөн',
    ru: 'указана версия формата',
    en: 'the version of the format was stated',
  },
  'signature-mark': {
    ky: 'колтамганын белгиси баракка тартылган',
    ru: 'на странице нарисована отметка о подписи',
    en: 'the mark of a signature was drawn on a page',
  },
  'form-field': { ky: 'талаа толтурулган', ru: 'заполнено поле', en: 'a field was filled in' },
  'field-appearance': {
    ky: 'талаанын көрүнүшү өзгөртүлгөн',
    ru: 'изменён вид поля',
    en: 'the appearance of a field was changed',
  },
  annotation: {
    ky: 'барактагы белги кошулган, өзгөртүлгөн же алынып салынган',
    ru: 'добавлена, изменена или удалена пометка на странице',
    en: 'a mark on a page was added, changed or removed',
  },
  'page-content': {
    ky: 'барактын мазмуну өзгөртүлгөн',
    ru: 'изменено содержание страницы',
    en: 'the content of a page was changed',
  },
  pages: {
    ky: 'барактар кошулган, алынып салынган же орундары алмаштырылган',
    ru: 'страницы добавлены, удалены или переставлены',
    en: 'pages were added, removed or moved',
  },
  metadata: {
    ky: 'документ жөнүндө маалымат өзгөртүлгөн',
    ru: 'изменены сведения о документе',
    en: 'data about the document was changed',
  },
  attachment: {
    ky: 'тиркелген файлдар өзгөртүлгөн',
    ru: 'изменены вложенные файлы',
    en: 'attached files were changed',
  },
  form: {
    ky: 'форма өзгөртүлгөн: талаа кошулган, алынып салынган же башкача кылынган',
    ru: 'изменена форма: поле добавлено, удалено или сделано другим',
    en: 'the form was changed: a field was added, removed or made another one',
  },
  'signature-altered': {
    ky: 'мурда коюлган колтамга өзгөртүлгөн же алынып салынган',
    ru: 'прежняя подпись изменена или удалена',
    en: 'an earlier signature was changed or removed',
  },
  catalogue: {
    ky: 'документтин түзүлүшү же жүрүм-туруму өзгөртүлгөн',
    ru: 'изменено устройство или поведение документа',
    en: 'the structure or the behaviour of the document was changed',
  },
  unused: {
    ky: 'көрүнбөгөн объект кошулган же алынып салынган',
    ru: 'добавлен или удалён объект, которого не видно',
    en: 'an object that nothing shows was added or removed',
  },
  unknown: {
    ky: 'эмне өзгөртүлгөнүн түшүнүү мүмкүн эмес',
    ru: 'что изменено, понять нельзя',
    en: 'what was changed cannot be understood',
  },
};

/** How a change stands to the signatures before it. */
export const standingWords: Readonly<Record<Standing, Text3>> = {
  kept: { ky: 'кол коюлган нерсе ошол бойдон', ru: 'подписанное не затронуто', en: 'what was signed is as it was' },
  allowed: {
    ky: 'документти ырастаган адам уруксат берген',
    ru: 'разрешено заверившим документ',
    en: 'allowed by whoever certified the document',
  },
  'to-be-seen': {
    ky: 'уруксат берилген, бирок баракта эмнени жапканын карап көрүү керек',
    ru: 'допускается, но нужно посмотреть, что этим закрыто на странице',
    en: 'allowed, but look what it covers on the page',
  },
  forbidden: { ky: 'уруксат берилген эмес', ru: 'не разрешено', en: 'not allowed' },
};

/** Headings about the revisions of a PDF. */
export const pdfWords = {
  revisions: { ky: 'Файлдын редакциялары', ru: 'Редакции файла', en: 'Revisions of the file' },
  revision: { ky: 'Редакция', ru: 'Редакция', en: 'Revision' },
  numbered: { ky: '{number}-редакция', ru: 'Редакция {number}', en: 'Revision {number}' },
  size: { ky: 'Көлөмү', ru: 'Размер', en: 'Size' },
  what: { ky: 'Эмне кошулган', ru: 'Что добавлено', en: 'What was added' },
  signatureIn: { ky: 'Кол коюлган, талаа', ru: 'Подписано, поле', en: 'Signed, field' },
  first: { ky: 'алгачкы документ', ru: 'исходный документ', en: 'the document as it began' },
  beforeSigning: { ky: 'кол коюлганга чейин кошулган', ru: 'добавлено до подписания', en: 'added before signing' },
  covers: { ky: 'Эмнеге кол коюлган', ru: 'Что подписано', en: 'What was signed' },
  coversRevision: {
    ky: '{total} редакциянын ичинен {number}-редакция, {size}',
    ru: 'редакция {number} из {total}, {size}',
    en: 'revision {number} of {total}, {size}',
  },
  coversNothing: {
    ky: 'файлдын бир да редакциясы эмес',
    ru: 'ни одна из редакций файла',
    en: 'no revision of the file',
  },
  certifies: { ky: 'Документти ырастайт', ru: 'Заверяет документ', en: 'Certifies the document' },
  levels: {
    1: { ky: 'эч нерсе өзгөртүлбөйт', ru: 'ничего менять нельзя', en: 'nothing may be changed' },
    2: {
      ky: 'талааларды толтурууга жана кол коюуга болот',
      ru: 'можно заполнять поля и подписывать',
      en: 'fields may be filled in, and it may be signed',
    },
    3: {
      ky: 'талааларды толтурууга, кол коюуга жана белги коюуга болот',
      ru: 'можно заполнять поля, подписывать и делать пометки',
      en: 'fields may be filled in, it may be signed and annotated',
    },
  },
  reason: {
    ky: 'Кол койгондун сөзү боюнча себеби',
    ru: 'Причина по словам подписавшего',
    en: 'Reason stated by the signer',
  },
  field: { ky: 'Талаа', ru: 'Поле', en: 'Field' },
  page: { ky: '{number}-барак', ru: 'страница {number}', en: 'page {number}' },
  timeStamp: { ky: 'Документтин убакыт белгиси', ru: 'Метка времени документа', en: 'Document time-stamp' },
} satisfies Record<string, unknown>;
