import { type Lang, langs, type Text3 } from '../../src/platform/text.ts';
import type { CertificateVerdict } from '../../src/record/verify/certificate.ts';
import { signatureWords as w } from '../../src/trust/verify/decision.ts';
import { titles } from '../../src/record/verify/report.messages.ts';
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
    ...(report.certificate === undefined ? [] : certificate(report.certificate, lang)),
    ...(report.withdrawal === undefined
      ? []
      : [`  ${titles.withdrawal[lang]}:`, ...certificate(report.withdrawal, lang)]),
    ...(facts.length > 0 ? [`  ${facts.join(' ')}`] : []),
    '',
  ].join('\n');
}

/** ES-11, ES-12.3: the four conditions of a signature by certificate, whose it is and of which class. */
function certificate(found: CertificateVerdict, lang: Lang): string[] {
  const { signer } = found;
  return [
    `  ${found.summary[lang]}`,
    `  ${w.class[lang]}: ${found.class === null ? w.noClass[lang] : w.classes[found.class][lang]}`,
    ...(signer === null
      ? []
      : [`  ${w.signer[lang]}: ${signer.owner}`, `  ${w.certificate[lang]}: ${signer.number}, ${signer.issuer}`]),
    `  ${w.reliable[lang]}: ${found.at ?? w.none[lang]}`,
    ...found.conditions.flatMap(({ title, status, findings }, at) => [
      `  ${marks[status]} ${at + 1}. ${title[lang]}: ${w.statuses[status][lang]}`,
      ...findings.map(
        ({ status: one, text, about }) =>
          `      ${marks[one]} ${text[lang]}${about === undefined ? '' : ` [${about}]`}`,
      ),
    ]),
  ];
}
