import type { FastifyRequest } from 'fastify';
import { formatDateTime } from '../../platform/dates.ts';
import {
  banner,
  buttonGroup,
  hashBlock,
  html,
  type Html,
  linkButton,
  postButton,
  summaryList,
} from '../../platform/html/index.ts';
import type { Lang } from '../../platform/text.ts';
import type { Centre } from '../../trust/centres/index.ts';
import type { CheckView, Repeated } from '../../trust/checks/index.ts';
import { reportBody } from '../public/signature-report.ts';
import { norms } from '../shell.ts';
import { checksWords } from './checks.messages.ts';

/** As much as each of the two files may weigh here. */
const mostBytes = 8 * 2 ** 20;

type Sent = { readonly signature: Buffer; readonly document?: Buffer; readonly use: { readonly limitsKept: boolean } };

export type Fault = 'none' | 'too-large';

/** What was sent with the form: read to its end either way. */
export async function sentFiles(request: FastifyRequest): Promise<Sent | { readonly fault: Fault }> {
  if (!request.isMultipart()) return { fault: 'none' };
  const files = new Map<string, Buffer>();
  let [limitsKept, tooLarge] = [false, false];
  const limits = { fileSize: mostBytes, files: 2, fields: 6, parts: 8 };
  const typed: Record<string, string> = {};
  request.typed = typed;
  for await (const part of request.parts({ throwFileSizeLimit: false, limits } as Parameters<
    typeof request.parts
  >[0])) {
    if (part.type === 'field') {
      typed[part.fieldname] = String(part.value);
      limitsKept ||= part.fieldname === 'limitsKept' && part.value === 'yes';
      continue;
    }
    const chunks: Buffer[] = [];
    for await (const chunk of part.file) chunks.push(chunk as Buffer);
    tooLarge ||= part.file.truncated;
    const bytes = Buffer.concat(chunks);
    if (bytes.length > 0) files.set(part.fieldname, bytes);
  }
  if (tooLarge) return { fault: 'too-large' };
  const [signature, document] = [files.get('signature'), files.get('document')];
  if (signature === undefined) return { fault: 'none' };
  return { signature, use: { limitsKept }, ...(document === undefined ? {} : { document }) };
}

type Shown = {
  readonly lang: Lang;
  readonly csrf: string;
  readonly base: string;
  readonly centre: Centre;
  readonly found: CheckView;
  readonly repeated: Repeated | null;
  /** Whoever asked may claim. */
  readonly claimant: boolean;
};

/** A kept check: what was sent, what was answered, and whether the answer comes again. */
export function checkBody({ lang, csrf, base, centre, found, repeated, claimant }: Shown): Html {
  const w = checksWords[lang];
  const { row, request, report } = found;
  const at = `${base}/${row.id}`;
  const said =
    repeated === null
      ? html``
      : banner({
          lang,
          kind: repeated.same ? 'success' : 'warning',
          body: html`<p>${repeated.same ? w.same : w.differs}</p>`,
        });
  const document = request.document ?? undefined;
  const number = report.signatures[0]?.signer?.certificate.number ?? '';
  return html`${said}<h1>${w.answer}</h1><p class="mk-lead">${report.summary.text[lang]}</p>
${summaryList({
  lang,
  rows: [
    { key: w.centre, value: html`<a href="/centres/${row.centreId}">${centre.name[lang]}</a>` },
    { key: w.when, value: formatDateTime(lang, row.at) },
    { key: w.number, value: row.id },
  ],
})}
${buttonGroup(
  linkButton({ text: w.signed, href: `/v1/centres/${row.centreId}/checks/${row.id}/report.asice` }),
  linkButton({ text: w.pdf, href: `${at}/report.pdf?lang=${lang}`, kind: 'secondary' }),
)}
${reportBody(lang, report, document)}
<h2>${w.repeatTitle}</h2><p>${w.repeatLead}</p>${postButton({ action: `${at}/repeat`, csrf, text: w.repeat, kind: 'secondary' })}
${hashBlock({ lang, label: w.signatureDigest, value: row.signatureSha256 })}${row.documentSha256 !== null && hashBlock({ lang, label: w.documentDigest, value: row.documentSha256 })}${hashBlock({ lang, label: w.answerDigest, value: row.answerSha256 })}
${claimant && html`<p><a href="/me/centres/${row.centreId}/open/liability-claim?checkId=${row.id}&amp;ground=duties&amp;certificateNumber=${number}">${w.claim}</a></p>`}
<h2>${w.basis}</h2>${norms(lang, ['ES-13.1.9', 'ES-13.3.2'])}`;
}
