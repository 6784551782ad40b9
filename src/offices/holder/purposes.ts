import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import {
  endProcessing,
  groundLabel,
  hasBlank,
  type Notice,
  noticeOf,
  type Purpose,
  purposeBlank,
  purposeById,
  purposesOf,
  type PurposeVersion,
  versionsOf,
} from '../../consent/index.ts';
import { formatDate } from '../../platform/dates.ts';
import {
  banner,
  button,
  details,
  emptyState,
  form,
  hashBlock,
  type Html,
  html,
  linkButton,
  radios,
  summaryList,
  table,
  tag,
} from '../../platform/html/index.ts';
import { type App, orRefuse, refuseHttp, RefusalError } from '../../platform/http/index.ts';
import { isLang, type Lang, langs } from '../../platform/text.ts';
import { norms, sendPage } from '../shell.ts';
import { groundPart } from './consent-view.ts';
import {
  type Desk,
  deskOf,
  everyRole,
  fileAnswer,
  hasRole,
  type HolderDeps,
  pageAnswers,
  pageFor,
  Posted,
  Uuid,
} from './deps.ts';
import { groundsOf } from './desk-store.ts';
import { sandboxTag } from './fields.ts';
import { textOf } from './given.ts';
import { asHeading } from './names.ts';
import { noticePreview, purposeFacts } from './purpose-facts.ts';
import { purposeWords } from './purposes.messages.ts';
import { diffList } from './version-diff.ts';

const One = Type.Object({ purposeId: Uuid });
const Done = Type.Object({
  done: Type.Optional(Type.String({ maxLength: 20 })),
  lang: Type.Optional(Type.String({ maxLength: 5 })),
});

export async function purposeHere(deps: HolderDeps, desk: Desk, id: string): Promise<Purpose> {
  const purpose = await purposeById(deps.consent.db, id);
  if (purpose === null || purpose.holderId !== desk.holderId) throw new RefusalError(refuseHttp('NOT_FOUND'));
  return purpose;
}

export function purposePages(app: App, deps: HolderDeps): void {
  app.get(
    '/holder/purposes',
    { config: pageFor(...everyRole), schema: { response: pageAnswers } },
    async (request, reply) => list(request, reply, deps),
  );
  app.get(
    '/holder/purposes/:purposeId',
    { config: pageFor(...everyRole), schema: { params: One, querystring: Done, response: pageAnswers } },
    async (request, reply) =>
      one(request, reply, deps, await purposeHere(deps, deskOf(request), request.params.purposeId), request.query.done),
  );
  app.post(
    '/holder/purposes/:purposeId/end',
    { config: pageFor('data-officer'), schema: { params: One, body: Posted, response: pageAnswers } },
    async (request, reply) => {
      const desk = deskOf(request);
      const purpose = await purposeHere(deps, desk, request.params.purposeId);
      const reason = endReasons.find((one) => one === textOf(request.body, 'reason'));
      if (reason === undefined) return reply.redirect(`/holder/purposes/${purpose.id}#end`, 303);
      orRefuse(await endProcessing(deps.consent, desk, purpose.id, reason));
      return reply.redirect(`/holder/purposes/${purpose.id}?done=ended`, 303);
    },
  );
  // CP-4c: the paper blank of the current version.
  app.get(
    '/holder/purposes/:purposeId/blank.pdf',
    { config: pageFor(...everyRole), schema: { params: One, response: fileAnswer } },
    async (request, reply) => {
      const desk = deskOf(request);
      const purpose = await purposeHere(deps, desk, request.params.purposeId);
      const version =
        purpose.currentVersionId === null ? null : await deps.consent.registers.version(purpose.currentVersionId);
      const holder = (await deps.consent.registers.holder(desk.holderId))!;
      if (version === null || !hasBlank(version.body)) throw new RefusalError(refuseHttp('NOT_FOUND'));
      const { template, data } = purposeBlank(deps.consent, holder, version, request.lang);
      const pdf = await deps.pdf.render(template, data, { timestamp: version.publishedAt });
      return reply
        .header('content-disposition', `inline; filename="blank-${version.body.code}.pdf"`)
        .type('application/pdf')
        .send(Buffer.from(pdf));
    },
  );
}

const endReasons = ['PURPOSE_ACHIEVED', 'UNLAWFUL_PROCESSING', 'SERVICE_ENDED'] as const;
async function list(request: FastifyRequest, reply: FastifyReply, deps: HolderDeps): Promise<FastifyReply> {
  const { lang } = request;
  const words = purposeWords[lang];
  const desk = deskOf(request);
  const purposes = await purposesOf(deps.consent.db, desk.holderId);
  const rows = await Promise.all(
    purposes.map(async (purpose) => ({
      purpose,
      version:
        purpose.currentVersionId === null ? null : await deps.consent.registers.version(purpose.currentVersionId),
    })),
  );
  const add = hasRole(desk, 'data-officer') && linkButton({ text: words.new, href: '/holder/purposes/new' });
  return sendPage(request, reply, deps, {
    title: words.title,
    width: 'wide',
    body: html`<h1>${words.title}</h1><p class="mk-lead">${words.lead}</p>${add !== false && html`<p>${add}</p>`}
${
  rows.length === 0
    ? emptyState({ title: words.noneTitle, body: words.noneBody })
    : table({
        caption: words.caption,
        captionHidden: true,
        columns: [
          { head: words.purpose },
          { head: words.ground },
          { head: words.version, numeric: true },
          { head: words.state },
          { head: words.since, nowrap: true },
        ],
        rows: rows.map(({ purpose, version }) => [
          html`<a href="/holder/purposes/${purpose.id}">${asHeading(version?.body.text[lang] ?? purpose.code)}</a>`,
          groundText(lang, version),
          version?.number ?? '—',
          stateOf(lang, purpose),
          version === null ? '—' : formatDate(lang, version.publishedAt),
        ]),
      })
}`,
  });
}

const groundText = (lang: Lang, version: PurposeVersion | null): string => {
  const code = version?.body.ground?.code;
  return code === undefined ? '—' : (groundLabel(code)?.[lang] ?? code);
};
const stateOf = (lang: Lang, purpose: Purpose): Html =>
  tag({
    text: purposeWords[lang][`state_${purpose.state}`],
    tone: purpose.state === 'active' ? 'info' : purpose.state === 'draft' ? 'neutral' : 'ended',
  });

async function one(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: HolderDeps,
  purpose: Purpose,
  done: string | undefined,
): Promise<FastifyReply> {
  const { lang } = request;
  const words = purposeWords[lang];
  const desk = deskOf(request);
  const [versions, grounds] = await Promise.all([
    versionsOf(deps.consent.db, purpose.id),
    groundsOf(deps.consent.db, desk.scope, desk.holderId, purpose.id, null),
  ]);
  const current = versions.find((version) => version.id === purpose.currentVersionId) ?? versions[0];
  const officer = hasRole(desk, 'data-officer') && purpose.state === 'active';
  const news =
    done === 'published' || done === 'publishedWide' || done === 'ended' || done === 'groundEnded' ? words[done] : null;
  return sendPage(request, reply, deps, {
    title: asHeading(current?.body.text[lang] ?? purpose.code),
    width: 'wide',
    breadcrumbs: [{ text: words.title, href: '/holder/purposes' }],
    body: html`${news !== null && banner({ lang, kind: 'success', body: html`<p>${news}</p>` })}<h1>${asHeading(current?.body.text[lang] ?? purpose.code)}</h1>
<div class="mk-tags">${stateOf(lang, purpose)}${current !== undefined && current.body.sandboxPaths.length > 0 && sandboxTag(lang)}</div>
${officer && html`<p>${linkButton({ text: words.newVersion, href: `/holder/purposes/${purpose.id}/new-version` })}</p>`}
${current !== undefined && html`${purposeFacts(lang, current)}${current.body.ground !== null && norms(lang, [current.body.ground.code])}${await noticesPart(deps, lang, current)}${hasBlank(current.body) && html`<p><a href="/holder/purposes/${purpose.id}/blank.pdf">${words.blank}</a></p><p class="mk-small">${words.blankHint}</p>`}`}
${groundPart(lang, grounds, hasRole(desk, 'data-officer') ? deps.clock.now() : null)}${officer && html`<p>${linkButton({ text: words.recordGround, href: `/holder/grounds/new?purpose=${purpose.id}`, kind: 'secondary' })}</p>`}
${versionsPart(lang, versions)}${officer && endPart(request, purpose)}`,
  });
}

async function noticesPart(deps: HolderDeps, lang: Lang, version: PurposeVersion): Promise<Html> {
  const words = purposeWords[lang];
  const names = { ky: words.inKy, ru: words.inRu, en: words.inEn } as const;
  const audiences = version.body.childText === null ? (['adult'] as const) : (['adult', 'child'] as const);
  const parts = await Promise.all(
    audiences.flatMap((audience) =>
      langs.filter(isLang).map(async (one) => {
        const row = await noticeOf(deps.consent.db, version.id, one, audience);
        if (row === null) return html``;
        const notice = JSON.parse(Buffer.from(row.bytes).toString()) as Notice;
        return details(
          { summary: `${words[audience]}, ${names[one]}`, id: `notice-${audience}-${one}` },
          html`<div lang="${one}">${noticePreview(one, notice)}</div>`,
          hashBlock({ lang, label: 'SHA-256', value: Buffer.from(row.hash).toString('hex') }),
        );
      }),
    ),
  );
  return html`<h2>${words.notices}</h2><p>${words.noticesLead}</p>${parts}`;
}

function versionsPart(lang: Lang, versions: readonly PurposeVersion[]): Html {
  const words = purposeWords[lang];
  return html`<h2>${words.versions}</h2>${versions.map((version, index) => {
    const before = versions[index + 1];
    const note =
      before === undefined
        ? tag({ text: words.first })
        : tag({ text: version.widens ? words.widens : words.keeps, tone: version.widens ? 'wait' : 'good' });
    return html`<section id="v${version.number}">${summaryList({
      lang,
      title: `${words.version} ${version.number}`,
      rows: [
        { key: words.since, value: html`${formatDate(lang, version.publishedAt)} ${note}` },
        ...(version.officialUrl === null
          ? []
          : [{ key: words.formUrl, value: html`<a href="${version.officialUrl}">${version.officialUrl}</a>` }]),
        { key: words.changes, value: before === undefined ? '—' : diffList(lang, before.body, version.body) },
      ],
    })}</section>`;
  })}`;
}

const endPart = ({ lang, csrf }: FastifyRequest, purpose: Purpose): Html => {
  const words = purposeWords[lang];
  return html`<div id="end">${details(
    { summary: words.endTitle },
    html`<p>${words.endLead}</p>`,
    form(
      { action: `/holder/purposes/${purpose.id}/end`, csrf },
      radios({
        lang,
        name: 'reason',
        label: words.endReason,
        items: endReasons.map((reason) => ({ value: reason, text: words[reason] })),
      }),
      button({ text: words.endButton, kind: 'warning' }),
    ),
  )}</div>`;
};
