import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { banner, button, form, html, inset, linkButton, textInput } from '../../platform/html/index.ts';
import { type App, htmlSchema } from '../../platform/http/index.ts';
import { isRefusal, type Refusal } from '../../platform/refusal.ts';
import { clientOf, everyone, setSession, text } from '../http-common.ts';
import { recoverByCode, recoverByLink, requestRecovery } from '../recover.ts';
import { beginSignUp, completeSignUp } from '../sign-up.ts';
import type { IdentityDeps } from '../types.ts';
import { at, type PageSettings, show } from './frame.ts';
import { words } from './identity.messages.ts';

const config = { access: everyone, kind: 'page' as const };
const posted = { ...config, rate: 'sign-in' as const };

/** Sign-up with a code, recovery by link or code. */
export function signUpPages(app: App, deps: IdentityDeps, settings: PageSettings): void {
  const fields = (request: FastifyRequest, refusal: Refusal | undefined, login?: string) => {
    const { lang } = request;
    const w = words(lang);
    return {
      login: textInput({
        lang,
        name: 'login',
        label: w.login,
        hint: w.loginHint,
        value: login,
        autocomplete: 'username',
        spellcheck: false,
        error: at(request, refusal, 'login'),
      }),
      password: textInput({
        lang,
        name: 'password',
        label: w.newPassword,
        hint: w.passwordHint,
        type: 'password',
        autocomplete: 'new-password',
        error: at(request, refusal, 'password'),
      }),
    };
  };

  const start = (request: FastifyRequest, reply: FastifyReply, refusal?: Refusal, login?: string) => {
    const w = words(request.lang);
    const body = html`<h1>${w.signUp}</h1><p class="mk-lead">${w.signUpLead}</p>${form({ action: '/sign-up', csrf: request.csrf }, fields(request, refusal, login).login, button({ text: w.sendCode }))}<p><a href="/sign-in">${w.signIn}</a></p>`;
    return show(settings, request, reply, { title: w.signUp, body, path: '/sign-up', refusal });
  };
  const finish = (
    request: FastifyRequest,
    reply: FastifyReply,
    given: { login: string; token: string; code?: string | undefined },
    refusal?: Refusal,
  ) => {
    const { lang } = request;
    const w = words(lang);
    const body = html`<h1>${w.signUp}</h1>${given.code !== undefined && inset(html`${w.sandboxCode} <strong>${given.code}</strong>`)}
${form(
  { action: '/sign-up/complete', csrf: request.csrf, hidden: { login: given.login, token: given.token } },
  textInput({
    lang,
    name: 'code',
    label: w.code,
    hint: w.codeHint,
    inputmode: 'numeric',
    autocomplete: 'one-time-code',
    width: 10,
    error: at(request, refusal, 'code'),
  }),
  fields(request, refusal).password,
  button({ text: w.openAccount }),
)}`;
    return show(settings, request, reply, { title: w.signUp, body, path: '/sign-up', refusal });
  };
  const codesPage = (request: FastifyRequest, reply: FastifyReply, codes: readonly string[], bindingEnded = false) => {
    const { lang } = request;
    const w = words(lang);
    const body = html`${bindingEnded && banner({ lang, kind: 'warning', body: w.bindingEnded })}<h1>${w.codesTitle}</h1><p class="mk-lead">${w.codesBody}</p><ul>${codes.map((code) => html`<li><code>${code}</code></li>`)}</ul>${linkButton({ text: w.goOn, href: '/me/profile' })}`;
    return show(settings, request, reply, { title: w.codesTitle, body, path: '/me/security' });
  };

  app.get('/sign-up', { config, schema: { response: htmlSchema } }, async (request, reply) => start(request, reply));
  app.post(
    '/sign-up',
    { config: posted, schema: { body: Type.Object({ login: text(254, 0) }), response: htmlSchema } },
    async (request, reply) => {
      const { login } = request.body;
      const begun = await beginSignUp(deps, { login, lang: request.lang });
      return isRefusal(begun) ? start(request, reply, begun, login) : finish(request, reply, { login, ...begun });
    },
  );
  app.post(
    '/sign-up/complete',
    {
      config: posted,
      schema: {
        body: Type.Object({ login: text(254, 0), token: text(100), code: text(40, 0), password: text(500, 0) }),
        response: htmlSchema,
      },
    },
    async (request, reply) => {
      const up = await completeSignUp(deps, { ...request.body, lang: request.lang }, clientOf(deps, request));
      if (isRefusal(up)) return finish(request, reply, { login: request.body.login, token: request.body.token }, up);
      setSession(deps, reply, up);
      return codesPage(request, reply, up.recoveryCodes);
    },
  );

  const recover = (
    request: FastifyRequest,
    reply: FastifyReply,
    given: { refusal?: Refusal; login?: string; sent?: boolean; link?: string | undefined } = {},
  ) => {
    const { lang } = request;
    const w = words(lang);
    const byLink = given.refusal?.field === 'code' ? undefined : given.refusal;
    const input = fields(request, byLink, given.login);
    const body = html`${given.sent === true && banner({ lang, kind: 'success', body: html`<p>${w.linkSent}</p>${given.link !== undefined && html`<p><a href="${given.link}">${given.link}</a></p>`}` })}<h1>${w.recover}</h1><p class="mk-lead">${w.recoverLead}</p>
${form({ action: '/recover', csrf: request.csrf }, input.login, button({ text: w.sendLink }))}<p><a href="/recover/code">${w.byCode}</a></p>`;
    return show(settings, request, reply, { title: w.recover, body, path: '/recover', refusal: given.refusal });
  };
  app.get('/recover', { config, schema: { response: htmlSchema } }, async (request, reply) => recover(request, reply));
  app.post(
    '/recover',
    { config: posted, schema: { body: Type.Object({ login: text(254, 0) }), response: htmlSchema } },
    async (request, reply) => {
      const { login } = request.body;
      const asked = await requestRecovery(deps, { login, lang: request.lang });
      return isRefusal(asked)
        ? recover(request, reply, { refusal: asked, login })
        : recover(request, reply, { sent: true, link: asked.link });
    },
  );

  const byCode = (request: FastifyRequest, reply: FastifyReply, refusal?: Refusal, login?: string) => {
    const { lang } = request;
    const w = words(lang);
    const input = fields(request, refusal, login);
    const code = textInput({
      lang,
      name: 'code',
      label: w.recoveryCode,
      width: 20,
      autocomplete: 'off',
      spellcheck: false,
      error: at(request, refusal, 'code'),
    });
    return show(settings, request, reply, {
      title: w.recover,
      path: '/recover/code',
      refusal,
      body: html`<h1>${w.recover}</h1>${form({ action: '/recover/code', csrf: request.csrf }, input.login, code, input.password, button({ text: w.setPassword }))}`,
    });
  };
  app.get('/recover/code', { config, schema: { response: htmlSchema } }, async (request, reply) =>
    byCode(request, reply),
  );
  app.post(
    '/recover/code',
    {
      config: posted,
      schema: {
        body: Type.Object({ login: text(254, 0), code: text(40, 0), password: text(500, 0) }),
        response: htmlSchema,
      },
    },
    async (request, reply) => {
      const recovered = await recoverByCode(deps, request.body, clientOf(deps, request));
      if (isRefusal(recovered)) return byCode(request, reply, recovered, request.body.login);
      setSession(deps, reply, recovered);
      return codesPage(request, reply, recovered.recoveryCodes);
    },
  );

  const params = Type.Object({ token: text(100) });
  const byLink = (request: FastifyRequest, reply: FastifyReply, token: string, refusal?: Refusal) => {
    const w = words(request.lang);
    const body = html`<h1>${w.recover}</h1>${form({ action: `/recover/${token}`, csrf: request.csrf }, fields(request, refusal).password, button({ text: w.setPassword }))}`;
    return show(settings, request, reply, { title: w.recover, body, path: `/recover/${token}`, refusal });
  };
  app.get('/recover/:token', { config, schema: { params, response: htmlSchema } }, async (request, reply) =>
    byLink(request, reply, request.params.token),
  );
  app.post(
    '/recover/:token',
    { config: posted, schema: { params, body: Type.Object({ password: text(500, 0) }), response: htmlSchema } },
    async (request, reply) => {
      const { token } = request.params;
      const recovered = await recoverByLink(deps, { token, password: request.body.password }, clientOf(deps, request));
      if (isRefusal(recovered)) return byLink(request, reply, token, recovered);
      setSession(deps, reply, recovered);
      return codesPage(request, reply, recovered.recoveryCodes, recovered.bindingEnded);
    },
  );
}
