import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  type Content,
  errorFor,
  errorSummary,
  type FieldError,
  type Office,
  type Page,
  page,
  type Slot,
} from '../../platform/html/index.ts';
import { sendHtml } from '../../platform/http/index.ts';
import type { Refusal } from '../../platform/refusal.ts';
import { words } from './identity.messages.ts';

/** What a page of this module hands to the frame. */
export type Drawn = Pick<Page, 'title' | 'path' | 'body'> & {
  readonly failed?: boolean;
  readonly scripts?: readonly string[];
  readonly width?: 'read' | 'wide';
};

export type PageSettings = {
  /** Draws a page in the offices' own frame; without it the kit's plain one is used. */
  readonly draw?: (request: FastifyRequest, input: Drawn) => string;
  /** The office bar and the sandbox's time, as the offices show them. */
  readonly frame?: (request: FastifyRequest) => {
    readonly office?: Office;
    readonly sandboxTime?: { text: string; href?: string };
  };
  /** Where a signed-in account begins. */
  readonly home?: (who: {
    readonly kind: string;
    readonly office?: string;
    readonly roles?: readonly string[];
  }) => string;
};

export type Show = {
  readonly title: string;
  readonly body: Slot;
  /** Address the language links lead to; where the request was a POST, the page it belongs to. */
  readonly path?: string;
  readonly refusal?: Refusal | undefined;
  readonly scripts?: readonly string[];
  readonly width?: 'read' | 'wide';
};

export function show(settings: PageSettings, request: FastifyRequest, reply: FastifyReply, p: Show): FastifyReply {
  const { lang, principal } = request;
  const w = words(lang);
  const account =
    principal.kind === 'citizen' || principal.kind === 'staff'
      ? {
          name: principal.name ?? '',
          links: [
            ...(principal.kind === 'citizen' ? [{ text: w.profile, href: '/me/profile' }] : []),
            { text: w.security, href: '/me/security' },
          ],
          signOut: { action: '/sign-out', csrf: request.csrf },
        }
      : undefined;
  const input: Drawn = {
    title: p.title,
    path: p.path ?? request.url,
    body: [p.refusal === undefined ? undefined : errorSummary({ lang, errors: errorsOf(request, p.refusal) }), p.body],
    failed: p.refusal !== undefined,
    ...(p.scripts === undefined ? {} : { scripts: p.scripts }),
    ...(p.width === undefined ? {} : { width: p.width }),
  };
  const text =
    settings.draw?.(request, input) ??
    page({
      lang,
      ...settings.frame?.(request),
      ...(account === undefined ? { signIn: '/sign-in' } : { account }),
      ...input,
    });
  return sendHtml(reply, text, p.refusal === undefined ? 200 : (p.refusal.status ?? 422));
}

const errorsOf = (request: FastifyRequest, refusal: Refusal): FieldError[] => [
  { text: refusal.text[request.lang], ...(refusal.field === undefined ? {} : { field: refusal.field }) },
];

/** The refusal's sentence beside the field it is about. */
export const at = (request: FastifyRequest, refusal: Refusal | undefined, field: string): Content | undefined =>
  refusal === undefined ? undefined : errorFor(errorsOf(request, refusal), field);

/** Only an address of this site, never another one's. */
export const safeNext = (given: unknown): string | undefined =>
  typeof given === 'string' && /^\/(?![/\\])[^\s\\]*$/.test(given) && given.length <= 500 ? given : undefined;

export function homeOf(settings: PageSettings, request: FastifyRequest): string {
  const { principal } = request;
  const who =
    principal.kind === 'staff'
      ? { kind: 'staff', office: principal.office, roles: principal.roles }
      : { kind: principal.kind };
  return settings.home?.(who) ?? (principal.kind === 'citizen' ? '/me/profile' : '/me/security');
}
