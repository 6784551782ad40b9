import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { formatDateTime } from '../../platform/dates.ts';
import { banner, button, checkbox, form, hashBlock, html, inset } from '../../platform/html/index.ts';
import { type App, htmlSchema } from '../../platform/http/index.ts';
import { isRefusal, type Refusal } from '../../platform/refusal.ts';
import { acceptAgreement, showAgreement } from '../agreements.ts';
import { everyone, langSchema, text } from '../http-common.ts';
import { leaveAgreement } from '../leave-agreement.ts';
import { refuse } from '../refusals.ts';
import type { IdentityDeps } from '../types.ts';
import { type PageSettings, safeNext, show } from './frame.ts';
import { words } from './identity.messages.ts';

/** ES-9.3: the agreement is shown in full before it is accepted, and stays readable afterwards. */
export function agreementPage(app: App, deps: IdentityDeps, settings: PageSettings): void {
  const params = Type.Object({ holderId: Type.String({ format: 'uuid' }) });
  const agreementView = async (
    request: FastifyRequest,
    reply: FastifyReply,
    holderId: string,
    given: { refusal?: Refusal | undefined; next?: string | undefined } = {},
  ) => {
    const { lang, principal } = request;
    const w = words(lang);
    const view = await showAgreement(deps, holderId, lang, principal.kind === 'citizen' ? principal.accountId : null);
    const path = `/agreement/${holderId}`;
    if (view === null)
      return show(settings, request, reply, {
        title: w.agreement,
        path,
        body: html`<h1>${w.agreement}</h1><p>${w.agreementMissing}</p>`,
      });
    const holder = await deps.holderName(holderId);
    const sections = view.text.sections.map(
      (section) => html`<h2>${section.title}</h2>${section.paragraphs.map((paragraph) => html`<p>${paragraph}</p>`)}`,
    );
    const hidden = { textHash: view.hash, lang, ...(given.next === undefined ? {} : { next: given.next }) };
    const acceptance =
      view.accepted !== null
        ? html`${banner({
            lang,
            kind: 'info',
            title: w.accepted,
            body: html`<p>${formatDateTime(lang, view.accepted.at)}</p>`,
          })}<h2>${w.leaveTitle}</h2><p>${w.leaveText}</p>${form(
            { action: `${path}/leaving`, csrf: request.csrf },
            button({ text: w.leave, kind: 'secondary' }),
          )}`
        : principal.kind === 'citizen' && principal.personId !== null
          ? form(
              { action: path, csrf: request.csrf, hidden },
              checkbox({
                lang,
                name: 'accepted',
                text: w.acceptBox,
                ...(given.refusal?.field === 'accepted' ? { error: given.refusal.text[lang] } : {}),
              }),
              button({ text: w.accept }),
            )
          : inset(w.acceptNeedsPerson);
    const body = html`<h1>${view.text.title}</h1><p>${w.agreementWith}: ${holder?.[lang] ?? holderId}. ${w.version}: ${view.text.version}.</p>${sections}${hashBlock({ lang, label: w.textHash, value: view.hash })}${acceptance}`;
    return show(settings, request, reply, { title: view.text.title, body, path, refusal: given.refusal });
  };
  app.get(
    '/agreement/:holderId',
    {
      config: { access: everyone, kind: 'page' },
      schema: { params, querystring: Type.Object({ next: Type.Optional(text(500)) }), response: htmlSchema },
    },
    async (request, reply) =>
      agreementView(request, reply, request.params.holderId, { next: safeNext(request.query.next) }),
  );
  app.post(
    '/agreement/:holderId',
    {
      config: { access: [{ for: 'person' }], kind: 'page' },
      schema: {
        params,
        body: Type.Object({
          textHash: text(64, 64),
          lang: langSchema,
          accepted: Type.Optional(text(20)),
          next: Type.Optional(text(500)),
        }),
        response: htmlSchema,
      },
    },
    async (request, reply) => {
      const { holderId } = request.params;
      const { principal } = request;
      const next = safeNext(request.body.next);
      if (principal.kind !== 'citizen') return reply.callNotFound();
      if (request.body.accepted === undefined)
        return agreementView(request, reply, holderId, {
          next,
          refusal: {
            ...refuse('DECLARATION_MISSING', { field: 'accepted' }),
            text: { ky: words('ky').acceptMissing, ru: words('ru').acceptMissing, en: words('en').acceptMissing },
          },
        });
      const result = await acceptAgreement(deps, principal, holderId, {
        lang: request.body.lang,
        textHash: request.body.textHash,
      });
      if (isRefusal(result)) return agreementView(request, reply, holderId, { refusal: result, next });
      return reply.redirect(next ?? `/agreement/${holderId}`, 303);
    },
  );
  app.post(
    '/agreement/:holderId/leaving',
    {
      config: { access: [{ for: 'person' }], kind: 'page' },
      schema: { params, body: Type.Object({}), response: htmlSchema },
    },
    async (request, reply) => {
      const { holderId } = request.params;
      const { principal } = request;
      if (principal.kind !== 'citizen') return reply.callNotFound();
      const result = await leaveAgreement(deps, principal, holderId);
      if (isRefusal(result)) return agreementView(request, reply, holderId, { refusal: result });
      return reply.redirect(`/agreement/${holderId}`, 303);
    },
  );
}
