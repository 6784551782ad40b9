import { Type } from 'typebox';
import { isRefusal, type Refusal } from '../../platform/refusal.ts';
import { attrs, button, form, html, linkButton, textInput } from '../../platform/html/index.ts';
import { type App, htmlSchema } from '../../platform/http/index.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Esi } from '../esi.ts';
import { esiCookie, esiCookieOptions } from '../http-binding.ts';
import { account, clearSession, clientOf, everyone, setSession, signedIn, text } from '../http-common.ts';
import { endSession } from '../sessions.ts';
import { signIn } from '../sign-in.ts';
import type { IdentityDeps } from '../types.ts';
import { at, homeOf, type PageSettings, safeNext, show } from './frame.ts';
import { words } from './identity.messages.ts';

const open = { access: everyone, kind: 'page' as const };

/** Sign in by password, passkey or ESI; sign out. */
export function signInPages(app: App, deps: IdentityDeps, esi: Esi | null, settings: PageSettings): void {
  const signInPage = (
    request: FastifyRequest,
    reply: FastifyReply,
    given: { login?: string; next?: string | undefined },
    refusal?: Refusal,
  ) => {
    const { lang } = request;
    const w = words(lang);
    const next = given.next;
    const body = html`<h1>${w.signIn}</h1><p class="mk-lead">${w.signInLead}</p>
${form(
  { action: '/sign-in', csrf: request.csrf, ...(next === undefined ? {} : { hidden: { next } }) },
  textInput({
    lang,
    name: 'login',
    label: w.login,
    hint: w.loginHint,
    value: given.login,
    autocomplete: 'username',
    spellcheck: false,
    error: at(request, refusal, 'login'),
  }),
  textInput({
    lang,
    name: 'password',
    label: w.password,
    type: 'password',
    autocomplete: 'current-password',
    error: at(request, refusal, 'password'),
  }),
  button({ text: w.enter }),
)}
<div${attrs({ 'data-passkey': 'sign-in', 'data-next': next ?? '/sign-in', 'data-failed': w.passkeyFailed, hidden: true })}>${button({ text: w.byPasskey, kind: 'secondary', type: 'button', data: { 'data-passkey-button': '' } })}<p data-passkey-status role="status"></p></div>
${esi !== null && html`<p>${linkButton({ text: w.byEsi, href: '/sign-in/esi', kind: 'secondary' })}</p>`}
<p><a href="/recover">${w.forgot}</a></p><p>${w.noAccount} <a href="/sign-up">${w.signUp}</a></p>`;
    return show(settings, request, reply, {
      title: w.signIn,
      body,
      path: '/sign-in',
      refusal,
      scripts: ['passkey.js'],
    });
  };

  app.get(
    '/sign-in',
    { config: open, schema: { querystring: Type.Object({ next: Type.Optional(text(500)) }), response: htmlSchema } },
    async (request, reply) => {
      const next = safeNext(request.query.next);
      if (request.principal.kind !== 'anonymous') return reply.redirect(next ?? homeOf(settings, request), 303);
      return signInPage(request, reply, { next });
    },
  );
  app.post(
    '/sign-in',
    {
      config: { ...open, rate: 'sign-in' },
      schema: {
        body: Type.Object({ login: text(254, 0), password: text(500, 0), next: Type.Optional(text(500)) }),
        response: htmlSchema,
      },
    },
    async (request, reply) => {
      const { login, password } = request.body;
      const next = safeNext(request.body.next);
      const session = await signIn(deps, { login, password }, clientOf(deps, request));
      if (isRefusal(session)) return signInPage(request, reply, { login, next }, session);
      setSession(deps, reply, session);
      // Where the account begins is known with its first request.
      return reply.redirect(next ?? '/sign-in', 303);
    },
  );
  app.post(
    '/sign-out',
    { config: { access: account, kind: 'page' }, schema: { response: htmlSchema } },
    async (request, reply) => {
      const who = signedIn(request);
      await endSession(deps, who.accountId, who.sessionId);
      clearSession(deps, reply);
      return reply.redirect('/', 303);
    },
  );

  // Links, not forms: the policy's form-action covers redirects to ESI as well.
  const toEsi = async (request: FastifyRequest, reply: FastifyReply, purpose: 'bind' | 'sign-in') => {
    const begun = esi === null ? undefined : await esi.begin(purpose, purpose === 'bind' ? signedIn(request) : null);
    if (begun === undefined) return reply.callNotFound();
    if (isRefusal(begun)) return esiFailed(request, reply, begun);
    reply.setCookie(esiCookie, begun.state, esiCookieOptions(deps));
    return reply.redirect(begun.url, 303);
  };
  const esiFailed = (request: FastifyRequest, reply: FastifyReply, refusal: Refusal) => {
    const w = words(request.lang);
    const anonymous = request.principal.kind === 'anonymous';
    const back = anonymous ? '/sign-in' : '/me/profile';
    return show(settings, request, reply, {
      title: w.byEsi,
      path: back,
      refusal,
      body: html`<h1>${w.byEsi}</h1>
        <p>${linkButton({ text: w.goOn, href: back })}</p>
        ${anonymous ? html`<p>${w.noAccount} <a href="/sign-up">${w.signUp}</a></p>` : ''}`,
    });
  };
  app.get(
    '/sign-in/esi',
    { config: { ...open, rate: 'sign-in' }, schema: { response: htmlSchema } },
    async (request, reply) => toEsi(request, reply, 'sign-in'),
  );
  app.get(
    '/me/esi',
    { config: { access: account, kind: 'page', rate: 'sign-in' }, schema: { response: htmlSchema } },
    async (request, reply) => {
      if (request.principal.kind !== 'citizen') return reply.callNotFound();
      return toEsi(request, reply, 'bind');
    },
  );
  app.get(
    '/esi/callback',
    { config: { ...open, rate: 'sign-in' }, schema: { response: htmlSchema } },
    async (request, reply) => {
      const state = request.cookies[esiCookie];
      reply.clearCookie(esiCookie, { path: '/' });
      const callback = new URL(request.url, deps.publicUrl);
      const purpose = await esi?.purposeOf(state);
      if (esi === null || purpose === undefined) return reply.redirect('/sign-in', 303);
      if (purpose === 'sign-in') {
        const session = await esi.finishSignIn(callback, state, clientOf(deps, request));
        if (isRefusal(session)) return esiFailed(request, reply, session);
        setSession(deps, reply, session);
        return reply.redirect('/sign-in', 303);
      }
      if (request.principal.kind !== 'citizen') return reply.redirect('/sign-in', 303);
      const bound = await esi.finishBind(request.principal, callback, state);
      return isRefusal(bound) ? esiFailed(request, reply, bound) : reply.redirect('/me/profile', 303);
    },
  );
}
