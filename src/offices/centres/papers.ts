import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { formatDate } from '../../platform/dates.ts';
import { banner, button, form, html, type Html, summaryList } from '../../platform/html/index.ts';
import { type App, RefusalError } from '../../platform/http/index.ts';
import { isUuid } from '../../platform/ids.ts';
import { isRefusal } from '../../platform/refusal.ts';
import type { Lang } from '../../platform/text.ts';
import {
  centreByCode,
  centreById,
  type CentrePaper,
  type PaperKind,
  paperKinds,
  paperOf,
  paperParts,
  papersOf,
  publishPaper,
  refuseCentre,
} from '../../trust/centres/index.ts';
import { type CasesDeps, centrePage } from '../cases/deps.ts';
import type { OfficeDeps } from '../deps.ts';
import { deskOf, pageAnswers, Posted } from '../holder/deps.ts';
import { words3 } from '../holder/fields.ts';
import { type Given, putText3, text3Of } from '../holder/given.ts';
import { noTrouble, type Trouble, troubleOf, troubleTop } from '../holder/trouble.ts';
import { norms, sendPage } from '../shell.ts';
import { papersWords } from './papers.messages.ts';

const kindPattern = `^(${paperKinds.join('|')})$`;
const office = centrePage('administrator');

/** What a centre tells in writing: published by its head, read by anybody, also at the addresses its certificates name. */
export function paperPages(app: App, deps: CasesDeps): void {
  const lang = Type.Optional(Type.String({ maxLength: 5 }));
  app.get('/centre/papers', { config: office, schema: { response: pageAnswers } }, async (request, reply) =>
    list(request, reply, deps),
  );
  const params = Type.Object({ kind: Type.String({ pattern: kindPattern }) });
  const querystring = Type.Object({ done: Type.Optional(Type.String({ maxLength: 10 })), lang });
  app.get(
    '/centre/papers/:kind',
    { config: office, schema: { params, querystring, response: pageAnswers } },
    async (request, reply) => edit(request, reply, deps, null, noTrouble, request.query.done !== undefined),
  );
  app.post(
    '/centre/papers/:kind',
    { config: office, bodyLimit: 512 * 1024, schema: { params, body: Posted, response: pageAnswers } },
    async (request, reply) => {
      const { accountId, holderId: centreId } = deskOf(request);
      const kind = request.params.kind as PaperKind;
      const given = request.body as Given;
      const parts = Object.fromEntries(
        paperParts[kind].map(([part]) => [part, text3Of(given, part) ?? { ky: '', ru: '', en: '' }]),
      );
      const done = await publishPaper(deps.consent, { accountId, centreId }, kind, parts);
      return isRefusal(done)
        ? edit(request, reply, deps, given, troubleOf(request.lang, done), false)
        : reply.redirect(`/centre/papers/${kind}?done=1`, 303);
    },
  );
  app.get(
    '/centres/:centreId/:paper',
    {
      config: { access: [{ for: 'everyone' as const }], kind: 'page' as const },
      schema: {
        params: Type.Object({
          centreId: Type.String({ maxLength: 40 }),
          paper: Type.String({ pattern: kindPattern }),
        }),
        querystring: Type.Object({ edition: Type.Optional(Type.Integer({ minimum: 1, maximum: 100_000 })), lang }),
        response: pageAnswers,
      },
    },
    async (request, reply) => read(request, reply, deps, request.query.edition ?? null),
  );
}

/** The parts of a paper in one language. */
export const paperText = (lang: Lang, paper: CentrePaper, level: 2 | 3 = 2): Html => {
  const w = papersWords[lang];
  return html`${paperParts[paper.kind].map(([part]) => {
    const title = w.parts[part];
    const text = (paper.parts[part]?.[lang] ?? '').split(/\n+/).map((line) => html`<p>${line}</p>`);
    return html`${level === 2 ? html`<h2>${title}</h2>` : html`<h3>${title}</h3>`}${text}`;
  })}`;
};

export const editionText = (lang: Lang, { edition, publishedAt }: CentrePaper): string =>
  papersWords[lang].edition(edition, formatDate(lang, publishedAt));

async function list(request: FastifyRequest, reply: FastifyReply, deps: CasesDeps): Promise<FastifyReply> {
  const { lang } = request;
  const w = papersWords[lang];
  const found = await papersOf(deps.consent.db, deskOf(request).holderId, deps.clock.now());
  return sendPage(request, reply, deps, {
    title: w.title,
    body: html`<h1>${w.title}</h1><p class="mk-lead">${w.lead}</p>${summaryList({
      lang,
      rows: paperKinds.map((kind) => {
        const paper = found.find((one) => one.kind === kind);
        return {
          key: w.kinds[kind],
          value: paper === undefined ? w.none : editionText(lang, paper),
          actions: [{ href: `/centre/papers/${kind}`, hiddenText: w.kinds[kind] }],
        };
      }),
    })}`,
  });
}

async function edit(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: CasesDeps,
  typed: Given | null,
  trouble: Trouble,
  done: boolean,
): Promise<FastifyReply> {
  const { lang, csrf } = request;
  const w = papersWords[lang];
  const kind = (request.params as { kind: PaperKind }).kind;
  const paper = await paperOf(deps.consent.db, deskOf(request).holderId, kind);
  const given =
    typed ?? Object.assign({}, ...paperParts[kind].map(([part]) => putText3(part, paper?.parts[part] ?? null)));
  const sheet = { lang, given: given as Given, trouble };
  return sendPage(
    request,
    reply,
    deps,
    {
      title: w.kinds[kind],
      path: `/centre/papers/${kind}`,
      width: 'wide',
      failed: trouble !== noTrouble,
      breadcrumbs: [{ text: w.title, href: '/centre/papers' }],
      body: html`${done && banner({ lang, kind: 'success', body: html`<p>${w.published}</p>` })}${troubleTop(lang, trouble)}<h1>${w.kinds[kind]}</h1><p>${paper === null ? w.none : editionText(lang, paper)}</p>
${form(
  { action: `/centre/papers/${kind}`, csrf },
  paperParts[kind].map(([part]) => words3(sheet, { name: part, label: w.parts[part]!, rows: 8 })),
  button({ text: w.publish }),
)}${norms(
  lang,
  paperParts[kind].map(([, law]) => law),
)}`,
    },
    trouble === noTrouble ? 200 : (trouble.status ?? 422),
  );
}

async function read(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: OfficeDeps,
  edition: number | null,
): Promise<FastifyReply> {
  const { lang } = request;
  const w = papersWords[lang];
  const { centreId: named, paper: kind } = request.params as { centreId: string; paper: PaperKind };
  const { db } = deps.consent;
  const now = deps.clock.now();
  const centre = isUuid(named) ? await centreById(db, named, now) : await centreByCode(db, named, now);
  if (centre === null) throw new RefusalError(refuseCentre('CENTRE_UNKNOWN'));
  const paper = await paperOf(db, centre.id, kind, edition);
  if (paper === null) throw new RefusalError(refuseCentre('PAPER_UNKNOWN'));
  return sendPage(request, reply, deps, {
    title: w.kinds[kind],
    breadcrumbs: [{ text: centre.name[lang], href: `/centres/${centre.id}` }],
    body: html`<h1>${w.kinds[kind]}</h1><p class="mk-small">${centre.name[lang]} · ${editionText(lang, paper)}</p>${paperText(lang, paper)}${await editionsBefore(deps, paper, lang)}<h2>${w.basis}</h2>${norms(
      lang,
      paperParts[kind].map(([, law]) => law),
    )}`,
  });
}

/** ES-13.7a: what was in force when a certificate was issued stays readable at the address that the certificate names. */
async function editionsBefore({ consent }: OfficeDeps, paper: CentrePaper, lang: Lang): Promise<Html> {
  const numbers = Array.from({ length: paper.edition - 1 }, (_, index) => paper.edition - 1 - index);
  const earlier = await Promise.all(numbers.map((one) => paperOf(consent.db, paper.centreId, paper.kind, one)));
  const known = earlier.filter((one) => one !== null);
  if (known.length === 0) return html``;
  return html`<h2>${papersWords[lang].earlier}</h2><ul>${known.map((one) => html`<li><a href="${`?edition=${one.edition}`}">${editionText(lang, one)}</a></li>`)}</ul>`;
}
