import type { Lang } from '../../platform/text.ts';

const ky = {
  title: 'Уюмдун атынан коюлган колтамгалар',
  lead: 'Уюмдун атынан сертификат менен кол коюлуп жөнөтүлгөн документтер. Өзүңүздөр койбогон колтамганы көрсөңүздөр, сертификатты берген борборго дароо билдиргиле.',
  none: 'Уюмдун атынан сертификат менен кол коюлган документ жок.',
  certificate: 'Сертификат',
  to: 'Тутум, алуучу',
  by: 'Ким жөнөттү',
  machine: 'маалыматтык тутум',
  gone: 'мурунку кызматкер',
};
const ru: typeof ky = {
  title: 'Подписи от имени организации',
  lead: 'Документы, подписанные сертификатом и отправленные от имени организации. Если увидите подпись, которой не ставили, сразу сообщите центру, выдавшему сертификат.',
  none: 'Документов, подписанных сертификатом от имени организации, нет.',
  certificate: 'Сертификат',
  to: 'Система, получатель',
  by: 'Кто отправил',
  machine: 'информационная система',
  gone: 'бывший сотрудник',
};
const en: typeof ky = {
  title: 'Signatures in the name of the organisation',
  lead: 'Documents signed with a certificate and sent in the name of the organisation. If you see a signature that you did not make, tell the centre that issued the certificate at once.',
  none: 'No document was signed with a certificate in the name of the organisation.',
  certificate: 'Certificate',
  to: 'System, recipient',
  by: 'Who sent it',
  machine: 'an information system',
  gone: 'somebody who no longer works here',
};
/** Words of the page of uses of certificates in an organisation's name. */
export const inNameWords: Readonly<Record<Lang, typeof ky>> = { ky, ru, en };
