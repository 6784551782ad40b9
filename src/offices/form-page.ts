import type { FastifyReply, FastifyRequest } from 'fastify';
import type { TObject } from 'typebox';
import type { Access, App } from '../platform/http/index.ts';
import { DoneQuery, pageAnswers, Posted } from './holder/deps.ts';
import { type Tried, untried } from './holder/visit.ts';

type Config = { readonly kind: 'page'; readonly access: Access[] };

/** A page with a form that is sent to the page's own address. */
export type FormPage = {
  readonly config: Config;
  /** Who may send the form, where that is not everybody who may see it. */
  readonly sending?: Config;
  readonly params?: TObject;
  /** A form with a file in it reads its own parts. */
  readonly multipart?: boolean;
  /** Does what was sent: the address where one sees it done, or what was refused beside everything that was typed. */
  act(request: FastifyRequest): Promise<string | Tried>;
  /** `done`: something was just done. */
  show(request: FastifyRequest, reply: FastifyReply, tried: Tried, done: boolean): Promise<FastifyReply>;
};

/** Shown, sent, shown again with what was typed, or done and shown anew: every form of the offices goes this way. */
export function formPage(app: App, pattern: string, page: FormPage): void {
  const schema = { ...(page.params === undefined ? {} : { params: page.params }), response: pageAnswers };
  app.get(pattern, { config: page.config, schema: { ...schema, querystring: DoneQuery } }, async (request, reply) =>
    page.show(request, reply, untried, request.query.done !== undefined),
  );
  app.post(
    pattern,
    {
      config: page.sending ?? page.config,
      schema: page.multipart === true ? schema : { ...schema, body: Posted },
    },
    async (request, reply) => answer(request, reply, page),
  );
}

/** The same for a form that stands on that page and is sent elsewhere. */
export async function answer(
  request: FastifyRequest,
  reply: FastifyReply,
  page: Pick<FormPage, 'act' | 'show'>,
): Promise<FastifyReply> {
  const done = await page.act(request);
  return typeof done === 'string' ? reply.redirect(done, 303) : page.show(request, reply, done, false);
}
