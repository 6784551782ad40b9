import type { Text3 } from '../../platform/text.ts';

/** Headings of the report as a document. */
export const reportWords = {
  heading: {
    ky: 'Электрондук колтамганы текшерүүнүн жыйынтыгы',
    ru: 'Результат проверки электронной подписи',
    en: 'Result of verifying an electronic signature',
  },
  checked: { ky: 'Эмне текшерилди', ru: 'Что проверено', en: 'What was checked' },
  digest: { ky: 'Файлдын хеши (SHA-256)', ru: 'Хеш файла (SHA-256)', en: 'Hash of the file (SHA-256)' },
  result: { ky: 'Жыйынтык', ru: 'Результат', en: 'Result' },
  notes: { ky: 'Кошумча', ru: 'Дополнительно', en: 'In addition' },
  closing: {
    ky: 'Бул документке платформа автоматтык түрдө кол койгон. Ушул эле жыйынтык программалар үчүн тиркелген report.json файлында.',
    ru: 'Этот документ автоматически подписан платформой. Тот же результат для программ – во вложенном файле report.json.',
    en: 'The platform has signed this document automatically. The same result for programs is in the attached file report.json.',
  },
} satisfies Record<string, Text3>;
