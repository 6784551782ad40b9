import type { Pdf } from '../../platform/pdf/pdf.ts';
import type { Lang } from '../../platform/text.ts';
import type { VerificationReport } from '../../trust/verify/index.ts';
import { reportDocument } from './report-document.ts';
import { reportWords } from './report-document.messages.ts';

/** ES-12.3, the report to keep: a PDF that the platform certifies, with the very report for programs attached. */
export async function reportFile(
  deps: { readonly pdf: Pdf; readonly certify: (pdf: Uint8Array) => Promise<Uint8Array> },
  lang: Lang,
  report: VerificationReport,
  files: readonly string[],
): Promise<Uint8Array> {
  const { template, data } = reportDocument(lang, report, files);
  const file = await deps.pdf.render(template, data, {
    timestamp: new Date(report.checkedAt),
    attachments: [
      {
        name: 'report.json',
        mediaType: 'application/json',
        description: reportWords.heading[lang],
        relationship: 'data',
        content: Buffer.from(JSON.stringify(report)),
      },
    ],
  });
  return deps.certify(file);
}
