import type { Lang, Text3 } from '../../src/platform/text.ts';
import {
  type Finding,
  type PdfCoverage,
  type PdfReport,
  pdfWords,
  signatureWords,
  type SignatureReport,
  type VerificationReport,
} from '../../src/trust/verify/decision.ts';

const marks = { met: '✓', 'not-met': '✗', 'not-determinable': '?' } as const;
const said = ({ text, about }: Finding, lang: Lang): string =>
  about === undefined ? text[lang] : `${text[lang]} [${about}]`;

/** The report for a person to read, in one language after another. */
export const printSignatures = (file: string, report: VerificationReport, wanted: readonly Lang[]): string =>
  wanted
    .map((lang) =>
      [
        `${signatureWords.file[lang]}: ${file}`,
        report.summary.text[lang],
        `${signatureWords.checkedAt[lang]}: ${report.checkedAt}`,
        ...report.signatures.flatMap((one, at) => [
          '',
          ...(report.signatures.length > 1
            ? [`${signatureWords.signature[lang]} ${at + 1}: ${one.summary.text[lang]}`]
            : []),
          ...signature(one, lang),
        ]),
        ...(report.pdf === undefined ? [] : revisions(report.pdf, lang)),
        '',
      ].join('\n'),
    )
    .join('\n');

function signature(one: SignatureReport, lang: Lang): string[] {
  const w = (word: Text3): string => word[lang];
  const { signer, time } = one;
  return [
    `  ${w(signatureWords.class)}: ${w(one.class === null ? signatureWords.noClass : signatureWords.classes[one.class])}`,
    ...(one.legacy === null
      ? []
      : [`  ${w(signatureWords.formerLaw)}: ${w(signatureWords.bases19[one.legacy.basis])}`]),
    ...(signer === null
      ? []
      : [
          `  ${w(signatureWords.signer)}: ${signer.owner}`,
          ...(signer.actingPerson === null
            ? []
            : [
                `  ${w(signatureWords.actingPerson)}: ${[signer.actingPerson.name, signer.actingPerson.position].filter(Boolean).join(', ')}`,
              ]),
          ...signer.powers.map(
            (power) =>
              `  ${w(signatureWords.power)}: ${power.principal}: ${power.scope} (${power.from} – ${power.until ?? '…'}${power.inForce ? '' : `; ${w(signatureWords.notInForce)}`})`,
          ),
          `  ${w(signatureWords.certificate)}: ${signer.certificate.number}, ${signer.certificate.issuer}`,
        ]),
    ...(one.pdf === undefined ? [] : [`  ${w(pdfWords.covers)}: ${covers(one.pdf, lang)}`]),
    `  ${w(signatureWords.judgedAt)}: ${time.judgedAt} (${w(signatureWords.bases[time.basis])})`,
    ...time.findings.map((found) => `    ${marks[found.status]} ${said(found, lang)}`),
    ...one.conditions.flatMap(({ status, title, findings }, at) => [
      `  ${marks[status]} ${at + 1}. ${w(title)}: ${w(signatureWords.statuses[status])}`,
      ...findings.map((found) => `      ${marks[found.status]} ${said(found, lang)}`),
    ]),
    ...one.features
      .filter(({ status }) => status !== 'met')
      .flatMap(({ findings, title }) => [
        `  ${w(signatureWords.missingFeature)}: ${w(title)}`,
        ...findings
          .filter(({ status }) => status !== 'met')
          .map((found) => `      ${marks[found.status]} ${said(found, lang)}`),
      ]),
    ...one.notes.map((found) => `  ${marks[found.status]} ${said(found, lang)}`),
  ];
}

const covers = ({ field, revision, size }: PdfCoverage, lang: Lang): string =>
  revision === null
    ? pdfWords.coversNothing[lang]
    : `${pdfWords.revision[lang]} ${revision} (${size} B), ${pdfWords.field[lang]} ${field}`;

const standings = { kept: '✓', allowed: '✓', 'to-be-seen': '?', forbidden: '✗' } as const;

/** ES-12.3.2: what each revision of a PDF brought. */
function revisions({ revisions: all, timeStamps }: PdfReport, lang: Lang): string[] {
  return [
    '',
    `${pdfWords.revisions[lang]}:`,
    ...all.flatMap(({ number, size, signedBy, changes }) => [
      `  ${number} (${size} B)`,
      ...signedBy.map((field) => `      ${pdfWords.signatureIn[lang]} ${field}`),
      ...timeStamps
        .filter(({ revision }) => revision === number)
        .map(({ finding }) => `      ${marks[finding.status]} ${pdfWords.timeStamp[lang]}: ${said(finding, lang)}`),
      ...changes.map(
        ({ text, where, standing, standingText }) =>
          `      ${standings[standing]} ${text[lang]}${where === '' ? '' : ` [${where}]`}: ${standingText[lang]}`,
      ),
    ]),
  ];
}
