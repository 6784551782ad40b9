import type { Lang } from '../../platform/text.ts';

const ky = {
  title: 'Берүү боюнча далилдерди алуу',
  lead: 'Файлда берүүнүн ар бир билдирүүсү турат: абалы, далили, билдирүүдөн бошотуунун негиздемеси же билдирүү мүмкүн эместиги жөнүндө отчет. Сурооңуз журналга жазылат.',
  transfer: 'Берүүнүн белгиси',
  transferHint: 'Кармоочунун отчетунда же анын жообунда турат.',
  transferWrong: 'Белги 8-4-4-4-12 түрүндөгү 32 белгиден турат.',
  reference: 'Суроо-талаптын номери жана күнү',
  referenceHint: 'Мисалы: № 14-3/17, 2026-жылдын 24-ноябры.',
  download: 'Файлды алуу',
};
type Words = typeof ky;
const ru: Words = {
  title: 'Получить доказательства по передаче',
  lead: 'В файле каждое уведомление о передаче: состояние, доказательство, обоснование освобождения или сообщение о невозможности уведомить. Ваш запрос записывается в журнал.',
  transfer: 'Идентификатор передачи',
  transferHint: 'Указан в сообщении держателя или в его ответе.',
  transferWrong: 'Идентификатор — 32 знака вида 8-4-4-4-12.',
  reference: 'Номер и дата запроса',
  referenceHint: 'Например: № 14-3/17 от 24 ноября 2026 года.',
  download: 'Получить файл',
};
const en: Words = {
  title: 'Get the proofs of a transfer',
  lead: 'The file holds every notification of the transfer: its state, its proof, why it is exempt, or the report that the subject cannot be told. Your request is journalled.',
  transfer: 'Id of the transfer',
  transferHint: 'It stands in the holder’s report or answer.',
  transferWrong: 'An id has 32 digits in the form 8-4-4-4-12.',
  reference: 'Number and date of the request',
  referenceHint: 'For example: No. 14-3/17 of 24 November 2026.',
  download: 'Get the file',
};
export const exportWords: Readonly<Record<Lang, Words>> = { ky, ru, en };
