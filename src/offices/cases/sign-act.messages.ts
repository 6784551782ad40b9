const ky = {
  title: 'Кол коюу',
  document: 'Документ',
  lead: 'Бул документ электрондук колтамгасыз күчүнө кирбейт. Аны окуп чыгып, сертификатыңыздын ачкычы менен кол коюңуз.',
  noScript:
    'Бул барак үчүн браузердин скрипттери (JavaScript) иштеп турушу керек: ачкыч браузердин өзүндө калат. Скриптсиз API аркылуу каалаган курал менен кол койсо болот.',
  confirm: 'Ырастайм: кол коюу',
  back: 'Артка: маалыматты оңдоо',
  centre: 'Күбөлөндүрүүчү борбор',
  day: 'Документтин күнү',
  until: 'Колдонулуу мөөнөтү',
  file: 'Документ (JSON)',
  signature: 'Анын колтамгасы (CMS)',
  check: 'Колтамганы текшерүү',
  signed: 'Документке электрондук колтамга коюлган. Эки файлды тең сактап алыңыз: аларды ар ким текшере алат.',
};
const ru: typeof ky = {
  title: 'Подписание',
  document: 'Документ',
  lead: 'Без электронной подписи этот документ не действует. Прочитайте его и подпишите ключом своего сертификата.',
  noScript:
    'Для этой страницы нужны скрипты браузера (JavaScript): ключ остаётся в самом браузере. Без них подписать можно через API любым средством.',
  confirm: 'Подтверждаю: подписать',
  back: 'Назад: исправить сведения',
  centre: 'Удостоверяющий центр',
  day: 'Дата документа',
  until: 'Срок действия',
  file: 'Документ (JSON)',
  signature: 'Подпись к нему (CMS)',
  check: 'Проверить подпись',
  signed: 'Документ подписан электронной подписью. Сохраните оба файла: проверить их может любой.',
};
const en: typeof ky = {
  title: 'Signing',
  document: 'The document',
  lead: 'Without an electronic signature this document takes no effect. Read it and sign it with the key of your certificate.',
  noScript:
    'This page needs the browser’s scripts (JavaScript): the key stays in the browser itself. Without them one can sign with any tool through the API.',
  confirm: 'I confirm: sign',
  back: 'Back: correct what was entered',
  centre: 'Certification centre',
  day: 'Date of the document',
  until: 'In force until',
  file: 'Document (JSON)',
  signature: 'Its signature (CMS)',
  check: 'Verify the signature',
  signed: 'The document is signed electronically. Keep both files: anybody can verify them.',
};
/** Words of the page on which an act of a case is signed. */
export const signActWords = { ky, ru, en };
