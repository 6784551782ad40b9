import type { FormTexts } from './form-texts.ts';

// Unofficial translation of the standard form: it follows the Kyrgyz text, which alone is authentic.

export const formTextEn: FormTexts = {
  annex: 'Annex',
  titleLine: 'of the consent of the personal data subject to the provision and processing of his or her personal data',
  titleName: 'STANDARD FORM',
  head: 'Settlement, date',
  i: 'I,',
  iCaption: '(surname, given name, patronymic)',
  address: 'residing at',
  document: 'Identity document:',
  documentCaption: '(type of document)',
  series: 'series',
  number: 'No.',
  issued: 'issued',
  issuedCaption: '(date of issue)',
  issuedByCaption: '(issued by)',
  attorney: '(for trusted persons)',
  principal: 'acting on behalf of',
  principalCaption: '(surname, given name, patronymic)',
  principalAddress: 'residing at',
  principalDocument: 'Identity document:',
  principalDocumentCaption: '(type of document)',
  principalSeries: 'series',
  principalNumber: 'No.',
  principalIssued: 'issued',
  principalIssuedCaption: '(date of issue)',
  principalIssuedByCaption: '(issued by)',
  basis: 'on the basis of',
  basisCaption: '(power of attorney, law, other legal act)',
  declaration: 'freely, consciously and of my own will give consent',
  declarationCaption:
    '(name and address of the owner or possessor of the information system, full name of the processor)',
  permitProcessing:
    'to processing (any operation or set of operations performed by the holder (owner) of the personal data array or on its instruction, irrespective of the method of performance, by automatic means or without them, for the purpose of collecting, recording, storing, updating, grouping, blocking, erasing and destroying personal data), and also:',
  permitTransfer:
    'to the transfer of personal data (provision of personal data by the holder (owner) of the personal data array to third parties in accordance with the Law of the Kyrgyz Republic "On Personal Information" and international treaties;',
  permitCrossBorder:
    'to the cross-border transfer of personal data (provision by the holder (owner) of personal data located in the jurisdiction of other states [in sense: transfer to holders under the jurisdiction of other states]) of the following personal data:',
  examples:
    'the list of the required data is indicated, for example: surname, given name, patronymic (former surname, given name, patronymic, date, place and reasons of the change (in case of change); date and place of birth; information on citizenship (including former citizenship, other citizenships); information on education (name of the educational institution and year of graduation, name and requisites of the education document, qualification, field of training or speciality under the education document); information on academic degree; information on knowledge of foreign languages, level of knowledge; sports title, sports rank; address of residence (place of stay); contact telephone number and information on other means of communication; type, series, number of the identity document, name of the issuing body, date of issue; taxpayer identification number; number of the compulsory pension insurance certificate; requisites of the compulsory medical insurance policy; information on military duty and military registration (for citizens in the reserve and citizens subject to conscription); marital status, composition of the family; information on employment (including military service, secondary employment, entrepreneurship, etc.); state awards, other awards and distinctions (by whom and when awarded); information on the presence or absence of a criminal record; information on income, expenses, property and obligations of a property nature; own photograph).',
  purpose:
    'For the purpose of providing me with state (municipal) services I give the above personal data for processing',
  purposeCaption: '(name of the service is indicated)',
  acquainted: 'I have familiarised myself with the following:',
  acquainted1:
    '1) the consent to processing of personal data is valid from the date of signing this consent, during the period of provision of state (municipal) services to me and of storage of information on the provided services in accordance with the legislation of the Kyrgyz Republic;',
  acquainted2:
    '2) the consent to processing of personal data may be withdrawn on the basis of a written application made in free form;',
  acquainted3:
    '3) if the consent to processing of personal data is withdrawn, the processing of my personal data may be continued, fully or partly, in accordance with articles 5 and 15 of the Law of the Kyrgyz Republic "On Personal Information".',
  starts: 'Date on which processing of the personal data started:',
  startsCaption: '(year, day, month)',
  century: '20',
  yearMark: '',
  quoteOpen: '"',
  quoteClose: '"',
  signature: 'Signature',
  signatureName: 'Surname, given name, patronymic',
};
