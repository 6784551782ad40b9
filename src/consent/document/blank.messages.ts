import type { Text3 } from '../../platform/text.ts';

const t = (ky: string, ru: string, en: string): Text3 => ({ ky, ru, en });

/** What only the blank for the pen says (CP-8, CP-4c). */
export const blankSay = {
  opening: t(
    'Мен, төмөндө аталган адам, белгиленген жеке маалыматтарымды ушул документте айтылган максатта жана шарттарда чогултууга жана иштетүүгө эркин, аң-сезимдүү түрдө, өз эрким менен макулдук берем.',
    'Я, нижепоименованное лицо, свободно, осознанно, по своей воле даю согласие на сбор и обработку отмеченных персональных данных в целях и на условиях, изложенных в настоящем документе.',
    'I, the person named below, freely, consciously and of my own will consent to the collection and processing of the personal data ticked, for the purposes and on the terms stated in this document.',
  ),
  representativeOnly: t(
    'Макулдукту өкүл берсе гана толтурулат.',
    'Заполняется, только если согласие даёт представитель.',
    'Filled in only where a representative gives the consent.',
  ),
  identity: t(
    'Ким экендигин ырастаган документ: түрү, сериясы, номери, качан жана ким берген',
    'Документ, удостоверяющий личность: вид, серия, номер, когда и кем выдан',
    'Identity document: kind, series, number, when and by whom issued',
  ),
  authority: t(
    'Ыйгарым укугун ырастаган документ: аталышы, номери, күнү, ким берген, качанга чейин жарактуу',
    'Документ, подтверждающий полномочия: название, номер, дата, кем выдан, до какого времени действует',
    'Document confirming the authority: name, number, date, issuer, valid until',
  ),
  tickData: t(
    'Макулдук берген маалыматтарыңызды белгилеңиз. Белгиленбегени иштетилбейт.',
    'Отметьте данные, на обработку которых даёте согласие. Неотмеченные не обрабатываются.',
    'Tick the data whose processing you consent to. What is not ticked is not processed.',
  ),
  tickActions: t(
    'Уруксат берген аракеттериңизди белгилеңиз.',
    'Отметьте действия, которые разрешаете.',
    'Tick the actions you permit.',
  ),
  processing: t('иштетүүгө: {actions}', 'обработку: {actions}', 'processing: {actions}'),
  transfer: t(
    'үчүнчү жактарга берүүгө: {recipients}',
    'передачу третьим лицам: {recipients}',
    'transfer to third parties: {recipients}',
  ),
  crossBorder: t(
    'трансчекаралык берүүгө: {countries}',
    'трансграничную передачу: {countries}',
    'cross-border transfer: {countries}',
  ),
  party: t('Аталышы жана дареги (бар болсо)', 'Наименование и адрес (если есть)', 'Name and address (if there is one)'),
  dataLines: t('Маалыматтардын тизмеги', 'Перечень данных', 'List of data'),
  acquainted: t(
    'Билдирүү менен маалымат бергенге чейин тааныштым, күнү:',
    'С уведомлением ознакомлен(а) до передачи данных, дата:',
    'I read the notice before providing any data, on:',
  ),
  notice: t(
    'Максаттын нускасынын хеши (SHA-256)',
    'Хеш версии цели (SHA-256)',
    'Hash of the version of the purpose (SHA-256)',
  ),
} as const satisfies Record<string, Text3>;
