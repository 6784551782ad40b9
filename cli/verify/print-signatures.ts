import type { Lang, Text3 } from '../../src/platform/text.ts';
import {
  type Finding,
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
        '',
      ].join('\n'),
    )
    .join('\n');

function signature(one: SignatureReport, lang: Lang): string[] {
  const w = (word: Text3): string => word[lang];
  const { signer, time } = one;
  return [
    `  ${w(signatureWords.class)}: ${w(one.class === null ? signatureWords.noClass : signatureWords.classes[one.class])}`,
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
