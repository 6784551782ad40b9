import type { FastifyRequest } from 'fastify';
import { type Check, type Report, trustFileText } from '../../record/index.ts';
import { formatDateTime } from '../../platform/dates.ts';
import {
  banner,
  button,
  codeBlock,
  details,
  errorSummary,
  fileUpload,
  form,
  html,
  type Html,
  inset,
  summaryList,
  table,
  tag,
  type Tone,
} from '../../platform/html/index.ts';
import { type App, callerOf, htmlSchema } from '../../platform/http/index.ts';
import { fileSize } from '../../platform/i18n/index.ts';
import { isRefusal, type Refusal } from '../../platform/refusal.ts';
import type { Lang } from '../../platform/text.ts';
import { signatureWords as w } from '../../trust/verify/index.ts';
import type { PageInput } from '../deps.ts';
import { norms, sendPage } from '../shell.ts';
import { everyone, type PublicDeps, show } from './deps.ts';
import { checkYourself } from './trust-folder.ts';
import { verifyWords } from './verify.messages.ts';

/** As much as an evidence package may weigh (docs/evidence-format.md). */
export const mostBytes = 48 * 2 ** 20;

/** The same verifier as the command's, for who has no command at hand. Nothing that is uploaded outlives the answer. */
export function verifyPages(app: App, deps: PublicDeps): void {
  const trust = trustFileText({ logKey: deps.logKey, witnessKeys: deps.witnessKeys, origins: [deps.publicUrl] });
  show(app, deps, '/verify', (request) => askPage(request, deps));
  app.post(
    '/verify',
    { config: { access: everyone, kind: 'page', rate: 'heavy' }, schema: { response: htmlSchema } },
    async (request, reply) => {
      const m = verifyWords[request.lang];
      const refused = async (text: string, status: number) =>
        sendPage(
          request,
          status === 503 ? reply.header('retry-after', '5') : reply,
          deps,
          askPage(request, deps, text),
          status,
        );
      // The file is read inside, so that the number of files at once is bounded too.
      let given: Given | undefined;
      const answer = await deps.verifier.atOnce(callerOf(request), async (): Promise<Report | Refusal | null> => {
        given = await take(request);
        if (typeof given === 'string') return null;
        return deps.verifier.evidence({ file: given.bytes, trust, at: deps.clock.now() });
      });
      if (given === 'none') return refused(m.missing, 422);
      if (given === 'too-large') return refused(sized(m.tooLarge, request.lang), 413);
      if (isRefusal(answer)) return refused(answer.text[request.lang], answer.status ?? 422);
      return sendPage(request, reply, deps, reportPage(request.lang, deps, given!.name, answer!));
    },
  );
}

type Given = { readonly name: string; readonly bytes: Uint8Array } | 'none' | 'too-large';

async function take(request: FastifyRequest): Promise<Given> {
  if (!request.isMultipart()) return 'none';
  const part = await request.file({ limits: { fileSize: mostBytes, files: 1, fields: 4, parts: 6 } });
  if (part === undefined) return 'none';
  const chunks: Buffer[] = [];
  for await (const chunk of part.file) chunks.push(chunk as Buffer);
  if (part.file.truncated) return 'too-large';
  const bytes = Buffer.concat(chunks);
  return bytes.length === 0 ? 'none' : { name: part.filename.slice(0, 100), bytes };
}

const sized = (text: string, lang: Lang): string => text.replace('{size}', fileSize(lang, mostBytes));

function askPage(request: FastifyRequest, deps: PublicDeps, error?: string): PageInput {
  const { lang, csrf } = request;
  const m = verifyWords[lang];
  return {
    title: m.title,
    path: '/verify',
    description: m.lead,
    failed: error !== undefined,
    width: 'wide',
    body: html`${errorSummary({ lang, errors: error === undefined ? [] : [{ field: 'file', text: error }] })}<h1>${m.title}</h1><p class="mk-lead">${m.lead}</p>
<div class="mk-columns"><div>${form(
      { action: '/verify', csrf, multipart: true },
      fileUpload({
        lang,
        name: 'file',
        label: m.file,
        hint: sized(m.fileHint, lang),
        accept: '.asice,.zip,application/vnd.etsi.asic-e+zip,application/zip',
        ...(error === undefined ? {} : { error }),
      }),
      html`<p class="mk-small">${m.privacy}</p>`,
      button({ text: m.check }),
    )}${offline(lang, deps)}</div><aside><p>${m.signatures} <a href="/signatures/verify">${m.signaturesLink}</a></p>${trustedKeys(lang, deps)}</aside></div>`,
  };
}

function trustedKeys(lang: Lang, deps: Pick<PublicDeps, 'logKey' | 'witnessKeys'>): Html {
  const m = verifyWords[lang];
  return html`<h2>${m.trusted}</h2><p>${m.trustedText.replace('{witnesses}', deps.witnessKeys.length > 0 ? m.andWitnesses : '')}</p>${codeBlock({ lang, label: m.logKey, code: deps.logKey })}${deps.witnessKeys.map((key) => codeBlock({ lang, label: m.witnessKey, code: key }))}`;
}

function offline(lang: Lang, deps: PublicDeps): Html {
  const m = verifyWords[lang];
  return html`${checkYourself(lang, deps, m, 'npm run makulduk -- verify evidence.asice --trust trust/')}<p class="mk-small">${m.format}</p>`;
}

const tones: Readonly<Record<Check['status'], Tone>> = { met: 'good', 'not-met': 'bad', 'not-determinable': 'wait' };

function reportPage(lang: Lang, deps: PublicDeps, name: string, report: Report): PageInput {
  const m = verifyWords[lang];
  const kind = report.verdict === 'valid' ? 'success' : report.verdict === 'invalid' ? 'warning' : 'info';
  return {
    title: m.verdicts[report.verdict],
    path: '/verify',
    failed: report.verdict === 'invalid',
    width: 'wide',
    breadcrumbs: [{ text: m.title, href: '/verify' }],
    body: html`<h1>${m.title}</h1>${banner({ lang, kind, title: report.summary[lang], body: html`<p class="mk-small">${m.fileName}: ${name}</p>` })}
<h2>${m.checks}</h2>${table({
      caption: m.checks,
      captionHidden: true,
      columns: [{ head: m.check1 }, { head: m.result, nowrap: true }, { head: m.meaning }],
      rows: report.checks.map((one) => [
        html`${one.title[lang]}${!one.decisive && html` <span class="mk-small">(${m.additional})</span>`}`,
        tag({ text: m.statuses[one.status], tone: tones[one.status] }),
        html`${one.text[lang]}${one.about !== undefined && html`<br><code class="mk-small">${one.about}</code>`}`,
      ]),
    })}
${report.effect !== undefined && inset(html`<p>${report.effect.paperEquivalent.holds ? m.equal : m.notEqual}</p>${norms(lang, [report.effect.paperEquivalent.law])}`)}
${report.certificate !== undefined && certificateView(lang, m.certificate, report.certificate)}
${report.withdrawal !== undefined && certificateView(lang, m.withdrawal, report.withdrawal)}
${Object.keys(report.facts).length > 0 && html`<h2>${m.facts}</h2>${facts(lang, report)}`}
${inset(html`<p>${report.facts['withdrawal'] === undefined ? m.then : m.withdrawn}</p>`)}
${details({ summary: m.trusted }, html`<p>${m.trustedText.replace('{witnesses}', deps.witnessKeys.length > 0 ? m.andWitnesses : '')}</p>`)}${offline(lang, deps)}
<p><a href="/verify">${m.another}</a></p>`,
  };
}

// ES-11, ES-12.3: whose signature, of which class, and the four conditions one by one.
function certificateView(lang: Lang, title: string, found: NonNullable<Report['certificate']>): Html {
  const m = verifyWords[lang];
  const { signer, at } = found;
  const rows = [
    { key: w.class[lang], value: found.class === null ? w.noClass[lang] : w.classes[found.class][lang] },
    ...(signer === null
      ? []
      : [
          { key: w.signer[lang], value: signer.owner },
          { key: w.certificate[lang], value: html`<code>${signer.number}</code>` },
          { key: w.issuer[lang], value: signer.issuer },
        ]),
    { key: w.reliable[lang], value: at === null ? w.none[lang] : formatDateTime(lang, new Date(at)) },
  ];
  return html`<h2>${title}</h2><p>${found.summary[lang]}</p>${table({
    caption: title,
    captionHidden: true,
    columns: [{ head: m.condition }, { head: m.result, nowrap: true }, { head: m.meaning }],
    rows: found.conditions.map(({ title, status, findings }, place) => [
      `${place + 1}. ${title[lang]}`,
      tag({ text: m.statuses[status], tone: tones[status] }),
      html`${findings.map(({ text }) => html`<p>${text[lang]}</p>`)}`,
    ]),
  })}${summaryList({ lang, rows })}`;
}

function facts(lang: Lang, { facts: found, checks }: Report): Html {
  const m = verifyWords[lang];
  // The place leads to our own log only where the file comes from it.
  const ours = checks.some(({ name, status }) => name === 'checkpoint' && status === 'met');
  const shown = (key: string, value: string | number): string | Html => {
    if ((key === 'at' || key === 'withdrawalAt') && !Number.isNaN(Date.parse(String(value))))
      return formatDateTime(lang, new Date(String(value)));
    return key === 'entry' || key === 'act' || key === 'withdrawal' || key === 'profile' || key === 'log'
      ? html`<code>${value}</code>`
      : String(value);
  };
  return html`${summaryList({ lang, rows: Object.entries(found).map(([key, value]) => ({ key: m.fact[key as keyof typeof m.fact] ?? key, value: key === 'index' && ours ? html`<a href="${`/log/entry?index=${value}`}">${value}</a>` : shown(key, value) })) })}`;
}
