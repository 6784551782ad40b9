const ky = {
  kind: 'Ыйгарым укуктун негизи',
  notarial_power_of_attorney: 'нотариус күбөлөндүргөн ишеним кат',
  law: 'мыйзам',
  other_legal_act: 'башка ченемдик укуктук акт',
  other_document: 'башка документ',
  title: 'Документтин аталышы',
  provision: 'Ченемдин жобосу (берене, бөлүк)',
  number: 'Номери',
  date: 'Күнү',
  issuedBy: 'Ким берген же күбөлөндүргөн',
  validUntil: 'Жарактуу мөөнөтү',
};
type Words = typeof ky;
const ru: Words = {
  kind: 'На чём основано полномочие',
  notarial_power_of_attorney: 'нотариально удостоверенная доверенность',
  law: 'закон',
  other_legal_act: 'иной нормативный правовой акт',
  other_document: 'иной документ',
  title: 'Название документа',
  provision: 'Положение нормы (статья, часть)',
  number: 'Номер',
  date: 'Дата',
  issuedBy: 'Кем выдан или удостоверен',
  validUntil: 'Действителен до',
};
const en: Words = {
  kind: 'What the power rests on',
  notarial_power_of_attorney: 'notarised power of attorney',
  law: 'a law',
  other_legal_act: 'another legal act',
  other_document: 'another document',
  title: 'Title of the document',
  provision: 'Provision (article, part)',
  number: 'Number',
  date: 'Date',
  issuedBy: 'Issued or certified by',
  validUntil: 'Valid until',
};
export const authorityWords = { ky, ru, en };
