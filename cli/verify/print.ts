import { type Lang, langs, type Text3 } from '../../src/platform/text.ts';
import type { Report, Status } from '../../src/record/verify/report.ts';

const marks: Readonly<Record<Status, string>> = { met: '✓', 'not-met': '✗', 'not-determinable': '?' };
const file: Text3 = { ky: 'Далилдин файлы', ru: 'Файл доказательства', en: 'Evidence file' };

/** The report for a person to read, in one language after another. */
export function printReport(name: string, report: Report, wanted: readonly Lang[] = langs): string {
  return wanted.map((lang) => one(name, report, lang)).join('\n');
}

function one(name: string, report: Report, lang: Lang): string {
  const lines = report.checks.map(
    ({ status, title, text, about }) =>
      `  ${marks[status]} ${title[lang]}: ${text[lang]}${about === undefined ? '' : ` [${about}]`}`,
  );
  const facts = Object.entries(report.facts).map(([key, value]) => `${key}=${value}`);
  return [
    `${file[lang]}: ${name}`,
    `${report.summary[lang]}`,
    ...lines,
    ...(facts.length > 0 ? [`  ${facts.join(' ')}`] : []),
    '',
  ].join('\n');
}
