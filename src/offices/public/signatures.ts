import type { FastifyRequest } from 'fastify';
import { banner, button, checkbox, errorSummary, fileUpload, form, html } from '../../platform/html/index.ts';
import { type App, callerOf, htmlSchema, sendFile } from '../../platform/http/index.ts';
import { fileSize } from '../../platform/i18n/index.ts';
import { isRefusal, type Refusal } from '../../platform/refusal.ts';
import type { Lang } from '../../platform/text.ts';
import type { VerificationReport } from '../../trust/verify/index.ts';
import type { PageInput } from '../deps.ts';
import { sendPage } from '../shell.ts';
import { everyone, type PublicDeps, show } from './deps.ts';
import { reportFile } from './report-file.ts';
import { reportBody } from './signature-report.ts';
import { signaturesWords } from './signatures.messages.ts';
import { checkYourself } from './trust-folder.ts';

/** As much as each of the two files may weigh here; larger ones are for the command line. */
const mostBytes = 24 * 2 ** 20;
const path = '/signatures/verify';

/** ES-12.3: the check of a signature as a page. Nothing that is uploaded outlives the answer. */
export function signaturePages(app: App, deps: PublicDeps): void {
  show(app, deps, path, (request) => askPage(request, deps));
  app.post(
    path,
    { config: { access: everyone, kind: 'page', rate: 'heavy' }, schema: { response: htmlSchema } },
    async (request, reply) => {
      const m = signaturesWords[request.lang];
      const refused = async (text: string, field: 'signature' | 'document', status: number) =>
        sendPage(
          request,
          status === 503 ? reply.header('retry-after', '5') : reply,
          deps,
          askPage(request, deps, { field, text }),
          status,
        );
      // The files are read inside, so that their number at once is bounded too.
      let given: Given | Fault | undefined;
      const answer = await deps.verifier.atOnce(callerOf(request), async (): Promise<Checked | Refusal | null> => {
        given = await take(request);
        return 'fault' in given ? null : check(given, deps);
      });
      if (given !== undefined && 'fault' in given)
        return given.fault === 'none'
          ? refused(m.missing, 'signature', 422)
          : refused(sized(m.tooLarge, request.lang), given.field, 413);
      if (answer === null || given === undefined || isRefusal(answer)) {
        const refusal = answer as Refusal;
        const field = refusal.code.startsWith('DOCUMENT') ? 'document' : 'signature';
        return refused(refusal.text[request.lang], field, refusal.status ?? 422);
      }
      if (given.asPdf) {
        const file = await reportFile(deps, request.lang, answer.report, namesOf(given));
        return sendFile(reply, file, 'application/pdf', 'report.pdf', 'inline');
      }
      return sendPage(request, reply, deps, reportPage(request.lang, given, answer));
    },
  );
}

const namesOf = ({ document, signature }: Given): string[] =>
  [document?.name, signature.name].filter((name) => name !== undefined);

type Checked = { readonly report: VerificationReport; readonly document: Uint8Array | undefined };

async function check({ signature, document, limitsKept }: Given, deps: PublicDeps): Promise<Checked | Refusal> {
  const at = deps.clock.now();
  const verify = async (one: File, other: File | undefined): Promise<Checked | Refusal> => {
    const found = await deps.verifier.signature({
      signature: one.bytes,
      document: other?.bytes,
      at,
      use: { limitsKept },
      withContent: true,
    });
    if (isRefusal(found)) return found;
    const { report, content } = found;
    return { report, document: other?.bytes ?? (report.pdf === undefined ? content : one.bytes) };
  };
  const answer = await verify(signature, document);
  // Put into each other's places, the two files are the same two files.
  if (document === undefined || !isRefusal(answer) || !answer.code.endsWith('_UNREADABLE')) return answer;
  const swapped = await verify(document, signature);
  return isRefusal(swapped) ? answer : swapped;
}

export type File = { readonly name: string; readonly bytes: Buffer };
export type Given = {
  readonly signature: File;
  readonly document: File | undefined;
  readonly limitsKept: boolean;
  readonly asPdf: boolean;
};
type Fault = { readonly fault: 'none' | 'too-large'; readonly field: 'signature' | 'document' };

async function take(request: FastifyRequest): Promise<Given | Fault> {
  if (!request.isMultipart()) return { fault: 'none', field: 'signature' };
  const files: { signature?: File; document?: File } = {};
  const typed: Record<string, string> = {};
  request.typed = typed;
  let tooLarge: Fault | undefined;
  const limits = { fileSize: mostBytes, files: 2, fields: 6, parts: 8 };
  for await (const part of request.parts({ throwFileSizeLimit: false, limits } as Parameters<
    typeof request.parts
  >[0])) {
    if (part.type === 'field') {
      typed[part.fieldname] = String(part.value);
      continue;
    }
    const chunks: Buffer[] = [];
    for await (const chunk of part.file) chunks.push(chunk as Buffer);
    const field = part.fieldname === 'document' ? 'document' : 'signature';
    if (part.file.truncated) tooLarge ??= { fault: 'too-large', field };
    const bytes = Buffer.concat(chunks);
    if (bytes.length > 0) files[field] = { name: part.filename.slice(0, 100), bytes };
  }
  if (tooLarge !== undefined) return tooLarge;
  if (files.signature === undefined) return { fault: 'none', field: 'signature' };
  const [limitsKept, asPdf] = [typed['limitsKept'] === 'yes', typed['asPdf'] === 'yes'];
  return { signature: files.signature, document: files.document, limitsKept, asPdf };
}

const sized = (text: string, lang: Lang): string => text.replace('{size}', fileSize(lang, mostBytes));

type Wrong = { readonly field: 'signature' | 'document'; readonly text: string };

function askPage(request: FastifyRequest, deps: PublicDeps, wrong?: Wrong): PageInput {
  const { lang, csrf } = request;
  const m = signaturesWords[lang];
  const error = (field: Wrong['field']) => (wrong?.field === field ? { error: wrong.text } : {});
  return {
    title: m.title,
    path,
    description: m.lead,
    failed: wrong !== undefined,
    width: 'wide',
    body: html`${errorSummary({ lang, errors: wrong === undefined ? [] : [wrong] })}<h1>${m.title}</h1><p class="mk-lead">${m.lead}</p>
<div class="mk-columns"><div>${form(
      { action: path, csrf, multipart: true },
      fileUpload({
        lang,
        name: 'signature',
        label: m.signature,
        hint: sized(m.signatureHint, lang),
        accept: '.pdf,.p7s,.p7m,.p7b,.sig,.pem,.cms,.jws,.jose,.json',
        ...error('signature'),
      }),
      fileUpload({
        lang,
        name: 'document',
        label: m.document,
        hint: sized(m.documentHint, lang),
        ...error('document'),
      }),
      checkbox({ lang, name: 'limitsKept', text: m.limitsKept, checked: request.typed?.['limitsKept'] !== undefined }),
      checkbox({ lang, name: 'asPdf', text: m.asPdf, checked: request.typed?.['asPdf'] !== undefined }),
      html`<p class="mk-small">${m.privacy}</p>`,
      button({ text: m.check }),
    )}</div><aside><h2>${m.against}</h2><p>${m.againstText} <a href="/registers/centres">${m.lists}</a></p><h2>${m.evidence}</h2><p>${m.evidenceText} <a href="/verify">${m.evidenceLink}</a></p>${checkYourself(lang, deps, m, 'npm run makulduk -- verify document.pdf --signature document.pdf.p7s --trust trust/')}</aside></div>`,
  };
}

function reportPage(lang: Lang, given: Given, { report, document }: Checked): PageInput {
  const m = signaturesWords[lang];
  const kind = report.verdict === 'valid' ? 'success' : report.verdict === 'invalid' ? 'warning' : 'info';
  const names = namesOf(given).join(', ');
  return {
    title: m.verdicts[report.verdict],
    path,
    failed: report.verdict === 'invalid',
    width: 'wide',
    breadcrumbs: [{ text: m.title, href: path }],
    body: html`<h1>${m.title}</h1>${banner({ lang, kind, title: report.summary.text[lang], body: html`<p class="mk-small">${m.fileName}: ${names}</p>` })}
${reportBody(lang, report, document)}
<p><a href="${path}">${m.another}</a></p>`,
  };
}
