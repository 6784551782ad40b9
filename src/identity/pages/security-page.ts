import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { formatDateTime } from '../../platform/dates.ts';
import {
  attrs,
  banner,
  button,
  card,
  form,
  hiddenInputs,
  html,
  postButton,
  table,
  tag,
  textInput,
} from '../../platform/html/index.ts';
import { type App, htmlSchema } from '../../platform/http/index.ts';
import type { Refusal } from '../../platform/refusal.ts';
import { changePassword } from '../change-password.ts';
import { account, clientOf, leaveIf, signedIn, text } from '../http-common.ts';
import { listPasskeys, removePasskey } from '../passkeys.ts';
import { endSession, listSessions } from '../sessions.ts';
import type { IdentityDeps } from '../types.ts';
import { at, type PageSettings, show } from './frame.ts';
import { words } from './identity.messages.ts';

/** One's own passkeys, sessions and password. */
export function securityPage(app: App, deps: IdentityDeps, settings: PageSettings): void {
  const config = { access: account, kind: 'page' as const };
  const security = async (
    request: FastifyRequest,
    reply: FastifyReply,
    given: { refusal?: Refusal | undefined; changed?: boolean } = {},
  ) => {
    const { lang, csrf } = request;
    const w = words(lang);
    const who = signedIn(request);
    const [keys, sessions] = await Promise.all([listPasskeys(deps, who.accountId), listSessions(deps, who)]);
    const passkeys = keys.map((key) =>
      card({
        title: key.label,
        level: 3,
        meta: [
          { key: w.since, value: formatDateTime(lang, key.created_at) },
          { key: w.used, value: key.used_at === null ? w.never : formatDateTime(lang, key.used_at) },
        ],
        actions: postButton({
          action: `/me/security/passkeys/${key.id}/remove`,
          csrf,
          text: w.remove,
          hiddenText: key.label,
        }),
      }),
    );
    const adder = html`<div${attrs({ class: 'mk-form', 'data-passkey': 'register', 'data-failed': w.passkeyFailed, 'data-missing': w.passkeyMissing, hidden: true })}><h3>${w.addPasskey}</h3>${hiddenInputs({ _csrf: csrf })}
${textInput({ lang, name: 'label', id: 'passkey-label', label: w.passkeyLabel, hint: w.passkeyLabelHint, width: 20 })}${textInput({ lang, name: 'password', id: 'passkey-password', label: w.oldPassword, type: 'password', autocomplete: 'current-password' })}
${button({ text: w.addPasskey, kind: 'secondary', type: 'button', data: { 'data-passkey-button': '' } })}<p data-passkey-status role="status"></p></div><noscript><p>${w.passkeyScript}</p></noscript>`;
    const rows = sessions.map((one) => [
      browserName(one.browser),
      one.address,
      w.methods[one.method],
      formatDateTime(lang, one.seen),
      one.current
        ? tag({ text: w.thisSession, tone: 'good' })
        : postButton({
            action: `/me/security/sessions/${one.id}/end`,
            csrf,
            text: w.endSession,
            hiddenText: one.address,
          }),
    ]);
    const body = html`${given.changed === true && banner({ lang, kind: 'success', body: html`<p>${w.passwordChanged}</p>` })}<h1>${w.security}</h1>
<h2>${w.passkeys}</h2><p>${w.passkeysLead}</p>${passkeys.length === 0 ? html`<p>${w.noPasskeys}</p>` : passkeys}${adder}
<h2>${w.sessions}</h2><p>${w.sessionsLead}</p>${table({ caption: w.sessions, captionHidden: true, columns: [{ head: w.device }, { head: w.address }, { head: w.method }, { head: w.seen }, { head: w.endSession, headHidden: true }], rows })}
<h2>${w.changePassword}</h2>${form(
      { action: '/me/security/password', csrf },
      textInput({
        lang,
        name: 'old',
        label: w.oldPassword,
        type: 'password',
        autocomplete: 'current-password',
        error: at(request, given.refusal, 'old'),
      }),
      textInput({
        lang,
        name: 'fresh',
        label: w.newPassword,
        hint: w.passwordHint,
        type: 'password',
        autocomplete: 'new-password',
        error: at(request, given.refusal, 'fresh'),
      }),
      button({ text: w.changePassword }),
    )}`;
    return show(settings, request, reply, {
      title: w.security,
      body,
      path: '/me/security',
      refusal: given.refusal,
      scripts: ['passkey.js'],
      width: 'wide',
    });
  };

  app.get('/me/security', { config, schema: { response: htmlSchema } }, async (request, reply) =>
    security(request, reply),
  );
  app.post(
    '/me/security/password',
    {
      config: { ...config, rate: 'sign-in' },
      schema: { body: Type.Object({ old: text(500, 0), fresh: text(500, 0) }), response: htmlSchema },
    },
    async (request, reply) => {
      const refusal = await changePassword(deps, signedIn(request), request.body, clientOf(deps, request));
      return security(request, reply, refusal === undefined ? { changed: true } : { refusal });
    },
  );
  const params = Type.Object({ id: Type.String({ format: 'uuid' }) });
  app.post(
    '/me/security/sessions/:id/end',
    { config, schema: { params, response: htmlSchema } },
    async (request, reply) => {
      leaveIf(await endSession(deps, signedIn(request).accountId, request.params.id));
      return reply.redirect('/me/security', 303);
    },
  );
  app.post(
    '/me/security/passkeys/:id/remove',
    { config, schema: { params, response: htmlSchema } },
    async (request, reply) => {
      leaveIf(await removePasskey(deps, signedIn(request).accountId, request.params.id));
      return reply.redirect('/me/security', 303);
    },
  );
}

/** "Firefox, Android" out of what a browser says of itself; enough to recognise one's own. */
export function browserName(agent: string): string {
  const name = ['Edg', 'OPR', 'YaBrowser', 'Firefox', 'Chrome', 'Safari', 'curl'].find((one) => agent.includes(one));
  const system = ['Android', 'iPhone', 'iPad', 'Windows', 'Mac OS', 'Linux'].find((one) => agent.includes(one));
  const known: Readonly<Record<string, string>> = { Edg: 'Edge', OPR: 'Opera', YaBrowser: 'Yandex', 'Mac OS': 'macOS' };
  const parts = [name, system].flatMap((one) => (one === undefined ? [] : [known[one] ?? one]));
  return parts.length === 0 ? agent.slice(0, 40) || '—' : parts.join(', ');
}
