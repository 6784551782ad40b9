import { type Pair, type Printer, printer, besideOf, type Row, type Section } from '../../consent/document/printing.ts';
import { formatDateTime } from '../../platform/dates.ts';
import { fileSize } from '../../platform/i18n/index.ts';
import type { Lang, Text3 } from '../../platform/text.ts';
import {
  type Finding,
  type PdfReport,
  pdfWords,
  type SignatureReport,
  signatureWords as w,
  type VerificationReport,
} from '../../trust/verify/index.ts';
import { reportWords } from './report-document.messages.ts';

// ES-12.3: the report of a check as a document: the Kyrgyz words, and beside them those of the reader's language.

// In the authentic language, as on every document of ours.
const norm = '№ 128 Мыйзамдын 11 жана 12-беренелери (күчүн жоготкон)';
const moments = /\b\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z/g;

/** What the template `receipt` is fed for a report. `files`: the names under which it was given. */
export function reportDocument(lang: Lang, report: VerificationReport, files: readonly string[]) {
  const p = printer(besideOf(lang));
  const several = report.signatures.length > 1;
  return {
    template: 'receipt',
    data: {
      template: 'receipt',
      title: reportWords.heading.ky,
      beside: p.beside,
      heading: p.say(reportWords.heading),
      statement: p.say(report.summary.text),
      moment: p.each((one) => formatDateTime(one, new Date(report.checkedAt))),
      sections: [
        about(p, report, files),
        ...report.signatures.flatMap((one, at) => signature(p, one, several ? at + 1 : null)),
        ...(report.pdf === undefined ? [] : [revisions(p, report.pdf)]),
      ],
      closing: [p.say(reportWords.closing)],
      footer: { lines: [`${report.means.name} ${report.means.version}`] },
    },
  };
}

const row = (p: Printer, label: Text3, ...values: readonly Pair[]): readonly Row[] =>
  values.length === 0 ? [] : [{ label: p.say(label), values }];
const moment = (p: Printer, value: string): Pair => p.each((lang) => formatDateTime(lang, new Date(value)));

function about(p: Printer, { document }: VerificationReport, files: readonly string[]): Section {
  return {
    heading: p.say(reportWords.checked),
    law: norm,
    rows: [
      ...row(p, w.file, ...files.map((name) => p.plain(name))),
      ...row(
        p,
        pdfWords.size,
        p.each((lang) => fileSize(lang, document.size ?? 0)),
      ),
      ...row(p, reportWords.digest, p.plain(document.sha256 ?? '')),
    ],
  };
}

function signature(p: Printer, one: SignatureReport, number: number | null): readonly Section[] {
  const heading = number === null ? p.say(w.signature) : p.each((lang) => `${w.signature[lang]} ${number}`);
  const { signer, time, pdf } = one;
  const who: Section = {
    heading,
    law: norm,
    rows: [
      ...row(p, reportWords.result, p.say(one.summary.text)),
      ...row(p, w.class, p.say(one.class === null ? w.noClass : w.classes[one.class])),
      ...(one.legacy === null ? [] : row(p, w.formerLaw, p.say(w.bases19[one.legacy.basis]))),
      ...(signer === null
        ? []
        : [
            ...row(p, w.signer, p.plain(signer.owner)),
            ...(signer.actingPerson === null ? [] : row(p, w.actingPerson, p.plain(signer.actingPerson.name))),
            ...row(p, w.certificate, p.plain(signer.certificate.number)),
            ...row(p, w.issuer, p.plain(signer.certificate.issuerName)),
          ]),
      ...(pdf === undefined || pdf.revision === null
        ? []
        : row(
            p,
            pdfWords.covers,
            p.each((lang) => pdfWords.numbered[lang].replace('{number}', String(pdf.revision))),
          )),
      ...row(p, w.reliable, time.reliable === null ? p.say(w.none) : moment(p, time.reliable.at)),
      ...row(p, w.judgedAt, moment(p, time.judgedAt)),
      ...row(
        p,
        w.changes,
        ...(one.changes.length === 0 ? [p.say(one.class === null ? w.noClass : w.noChanges)] : said(p, one.changes)),
      ),
      ...(one.notes.length === 0 ? [] : row(p, reportWords.notes, ...said(p, one.notes))),
    ],
  };
  const conditions: Section = {
    heading:
      number === null ? p.say(w.conditions) : p.each((lang) => `${w.conditions[lang]}: ${w.signature[lang]} ${number}`),
    law: norm,
    rows: one.conditions.flatMap(({ title, status, findings }) =>
      row(p, title, p.say(w.statuses[status]), ...said(p, findings)),
    ),
  };
  return [who, conditions];
}

// What a finding is about has moments in it as programs write them.
const said = (p: Printer, findings: readonly Finding[]): readonly Pair[] =>
  findings.map(({ text, about: what }) =>
    p.each((lang) => {
      const words = what?.replaceAll(moments, (found) => formatDateTime(lang, new Date(found)));
      return words === undefined ? text[lang] : `${text[lang]} (${words})`;
    }),
  );

function revisions(p: Printer, pdf: PdfReport): Section {
  return {
    heading: p.say(pdfWords.revisions),
    law: norm,
    rows: pdf.revisions.map(({ number, size, signedBy, changes }) => ({
      label: p.each(
        (lang) => `${pdfWords.numbered[lang].replace('{number}', String(number))}, ${fileSize(lang, size)}`,
      ),
      values: [
        ...signedBy.map((field) => p.each((lang) => `${pdfWords.signatureIn[lang]} ${field}`)),
        ...pdf.timeStamps
          .filter(({ revision }) => revision === number)
          .map(({ finding }) => p.each((lang) => `${pdfWords.timeStamp[lang]}: ${finding.text[lang]}`)),
        ...changes.map(({ text, where, standingText }) =>
          p.each((lang) => `${text[lang]}${where === '' ? '' : ` (${where})`}: ${standingText[lang]}`),
        ),
        ...(signedBy.length + changes.length === 0
          ? [p.say(number === 1 ? pdfWords.first : pdfWords.beforeSigning)]
          : []),
      ],
    })),
  };
}
