import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { banner, type Content, type Html, html, type Slot } from '../../platform/html/index.ts';
import type { Lang } from '../../platform/text.ts';
import type { OfficeDeps, PageInput } from '../deps.ts';
import { sendPage } from '../shell.ts';
import { type Desk, deskOf, type HolderDeps } from './deps.ts';
import type { Given } from './given.ts';
import { noTrouble, type Trouble, troubleTop } from './trouble.ts';

/** One visit to the desk: who asks, in which language, and where the answer goes. */
export type Visit = {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly deps: HolderDeps;
  readonly desk: Desk;
  readonly lang: Lang;
  readonly csrf: string;
};
export const visitOf = (request: FastifyRequest, reply: FastifyReply, deps: HolderDeps): Visit => ({
  request,
  reply,
  deps,
  desk: deskOf(request),
  lang: request.lang,
  csrf: request.csrf,
});

/** A form as it was sent and what was refused in it; empty where it is opened for the first time. */
export type Tried = { readonly given: Given; readonly trouble: Trouble };
export const untried: Tried = { given: {}, trouble: noTrouble };

/** The query of a page that says what was just done. */
export const Done = Type.Object({
  done: Type.Optional(Type.String({ maxLength: 30 })),
  lang: Type.Optional(Type.String({ maxLength: 5 })),
});

type DeskPage = Pick<PageInput, 'title' | 'width' | 'breadcrumbs' | 'path'> & {
  /** Where it says more than the title. */
  readonly heading?: Content;
  readonly lead?: Content;
  /** What was just done. */
  readonly done?: Content | null | undefined;
  readonly trouble?: Trouble;
  readonly body: Slot;
};

/** How every page of the desk opens: what was refused, what was done, the heading, what it is for. A refused form is 422, or as its refusal says. */
export function showDesk(
  { request, reply, deps, lang }: Pick<Visit, 'request' | 'reply' | 'lang'> & { readonly deps: OfficeDeps },
  { heading, lead, done, trouble = noTrouble, body, ...page }: DeskPage,
): FastifyReply {
  const failed = trouble.errors.length > 0;
  const news: Html | false =
    done !== undefined && done !== null && banner({ lang, kind: 'success', body: html`<p>${done}</p>` });
  return sendPage(
    request,
    reply,
    deps,
    {
      ...page,
      failed,
      body: html`${troubleTop(lang, trouble)}${news}<h1>${heading ?? page.title}</h1>${lead !== undefined && html`<p class="mk-lead">${lead}</p>`}
${body}`,
    },
    failed ? (trouble.status ?? 422) : 200,
  );
}
