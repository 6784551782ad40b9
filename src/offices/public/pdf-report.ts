import { html, type Html, raw, table, tag, type Tone } from '../../platform/html/index.ts';
import { fileSize } from '../../platform/i18n/index.ts';
import type { Lang } from '../../platform/text.ts';
import {
  type PdfChange,
  type PdfCoverage,
  type PdfReport,
  pdfWords as w,
  type PdfRevision,
  type VerificationReport,
} from '../../trust/verify/index.ts';
import { signaturesWords } from './signatures.messages.ts';

const tones: Readonly<Record<PdfChange['standing'], Tone>> = {
  kept: 'good',
  allowed: 'good',
  'to-be-seen': 'wait',
  forbidden: 'bad',
};

/** ES-12.3.2 of a PDF: what each revision brought, and whether it let stand what was signed before. */
export function revisions(lang: Lang, pdf: PdfReport): Html {
  return html`<h2>${w.revisions[lang]}</h2>${table({
    caption: w.revisions[lang],
    captionHidden: true,
    columns: [{ head: w.revision[lang], nowrap: true }, { head: w.size[lang], nowrap: true }, { head: w.what[lang] }],
    rows: pdf.revisions.map((one) => [
      w.numbered[lang].replace('{number}', String(one.number)),
      fileSize(lang, one.size),
      brought(lang, one, pdf),
    ]),
  })}`;
}

function brought(lang: Lang, { number, changes, signedBy }: PdfRevision, { timeStamps }: PdfReport): Html {
  const stamps = timeStamps.filter(({ revision }) => revision === number);
  const lines = [
    ...signedBy.map((field) => html`${w.signatureIn[lang]} ${field}`),
    ...stamps.map(({ finding }) => html`${w.timeStamp[lang]}: ${finding.text[lang]}`),
    ...changes.map(
      (one) =>
        html`${one.text[lang]}${place(lang, one)} ${tag({ text: one.standingText[lang], tone: tones[one.standing] })}`,
    ),
  ];
  if (lines.length === 0) return html`${number === 1 ? w.first[lang] : w.beforeSigning[lang]}`;
  return lines.length === 1 ? lines[0]! : html`<ul>${lines.map((line) => html`<li>${line}</li>`)}</ul>`;
}

// Keys of the catalogue and numbers of objects say something to those who know the format.
const place = (lang: Lang, { kind, where }: PdfChange): Html | string =>
  where === ''
    ? ''
    : kind === 'page-content' || (kind === 'annotation' && /^\d+$/.test(where))
      ? `: ${w.page[lang].replace('{number}', where)}`
      : html` <span class="mk-small">(${where})</span>`;

/** What one signature is over, as rows of the summary. */
export function coverageRows(lang: Lang, pdf: PdfCoverage, total: number): { key: string; value: string }[] {
  const covers =
    pdf.revision === null
      ? w.coversNothing[lang]
      : w.coversRevision[lang]
          .replace('{number}', String(pdf.revision))
          .replace('{total}', String(total))
          .replace('{size}', fileSize(lang, pdf.size));
  return [
    { key: w.covers[lang], value: covers },
    ...(pdf.certifies === null ? [] : [{ key: w.certifies[lang], value: w.levels[pdf.certifies][lang] }]),
    ...(pdf.says.reason === undefined ? [] : [{ key: w.reason[lang], value: pdf.says.reason }]),
  ];
}

/** As much of a file as a page may carry along; more is for the command line. */
const mostCarried = 6 * 2 ** 20;

/**
 * ES-12.3.1: what was signed, as the file it was then. Where the newest revision is what was signed, that is the file which was
 * given; else the signed one goes out with the page, for nothing is kept here to be asked for later.
 */
export function signedFiles(lang: Lang, report: VerificationReport, bytes: Uint8Array): Html {
  const m = signaturesWords[lang];
  const numbers = [...new Set(report.signatures.flatMap(({ pdf }) => pdf?.revision ?? []))];
  const all = report.pdf?.revisions ?? [];
  return html`${numbers.map((number) => {
    const { size } = all[number - 1]!;
    if (number === all.length) return html`<p>${m.signedIsGiven}</p>`;
    const words = m.signedRevision.replace('{number}', String(number));
    if (size > mostCarried) return html`<p>${words}: ${fileSize(lang, size)}, ${m.signedTooLarge}</p>`;
    const data = Buffer.from(bytes.subarray(0, size)).toString('base64');
    // A link of our own making: base64 has no sign that ends an attribute.
    return html`<p><a download="${`signed-${number}.pdf`}" href="${raw(`data:application/pdf;base64,${data}`)}">${words}</a> (PDF, ${fileSize(lang, size)})</p>`;
  })}`;
}
