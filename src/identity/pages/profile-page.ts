import type { FastifyReply, FastifyRequest } from 'fastify';
import { documentTypeName } from '../../keys/index.ts';
import { formatDate, formatDateTime } from '../../platform/dates.ts';
import {
  banner,
  buttonGroup,
  form,
  html,
  inset,
  keyUse,
  linkButton,
  panel,
  postButton,
  stateTag,
  summaryList,
} from '../../platform/html/index.ts';
import { type App, htmlSchema } from '../../platform/http/index.ts';
import { bindingOf, ownRecord } from '../bind-account.ts';
import { showBindingCode } from '../clerk-binding.ts';
import type { Esi } from '../esi.ts';
import { account } from '../http-common.ts';
import { refuse } from '../refusals.ts';
import type { IdentityDeps } from '../types.ts';
import { type PageSettings, show } from './frame.ts';
import { words } from './identity.messages.ts';

/** Who I am to the system, and the ways to prove it. */
export function profilePage(app: App, deps: IdentityDeps, esi: Esi | null, settings: PageSettings): void {
  const config = { access: account, kind: 'page' as const };
  const profile = async (request: FastifyRequest, reply: FastifyReply) => {
    const { lang, principal } = request;
    if (principal.kind !== 'citizen') return reply.redirect('/me/security', 303);
    const w = words(lang);
    const binding = await bindingOf(deps, principal.accountId);
    if (binding.state === 'contested') {
      const body = html`<h1>${w.contested}</h1>${banner({ lang, kind: 'warning', body: html`<p>${refuse('PIN_CONTESTED').text[lang]}</p>` })}`;
      return show(settings, request, reply, { title: w.contested, body, path: '/me/profile' });
    }
    const record = principal.personId === null ? null : await ownRecord(deps, principal.personId);
    if (record === null) {
      const byCertificate =
        deps.certificates !== undefined &&
        html`<h2>${w.bindByCertificate}</h2><p>${w.bindByCertificateLead}</p><noscript><p>${w.needsScript}</p></noscript>${form(
          { action: '/me/profile', csrf: request.csrf },
          keyUse(lang, 'bind', {
            shown: inset(html`<p data-certificate-text></p>`),
            data: {},
            confirm: w.bindByCertificateConfirm,
          }),
        )}`;
      const ways = html`${esi !== null && html`<h2>${w.bindByEsi}</h2><p>${w.bindByEsiLead}</p><p>${linkButton({ text: w.bindByEsi, href: '/me/esi' })}</p>`}${byCertificate}
<h2>${w.bindByClerk}</h2><p>${w.bindByClerkLead}</p>${buttonGroup(postButton({ action: '/me/profile/code', csrf: request.csrf, text: w.getCode, kind: 'secondary' }))}`;
      return show(settings, request, reply, {
        title: w.profile,
        path: '/me/profile',
        scripts: ['certificate.js'],
        body: html`<h1>${w.unbound}</h1><p class="mk-lead">${w.unboundLead}</p>${ways}`,
      });
    }
    const rows = [
      { key: w.surname, value: record.surname },
      { key: w.givenName, value: record.givenName },
      { key: w.patronymic, value: record.patronymic ?? w.none },
      { key: w.born, value: formatDate(lang, record.birthDate) },
      { key: w.pin, value: record.pin ?? w.none },
      ...record.documents.map((document) => ({
        key: w.document,
        value: `${documentTypeName(document.type)[lang]}, ${document.series}${document.number}, ${formatDate(lang, document.issuedOn)}, ${document.issuedBy}`,
      })),
      ...(record.address === null ? [] : [{ key: w.livesAt, value: record.address.text }]),
      {
        key: w.boundBy,
        value: html`${w.methods[binding.method!]}, ${formatDateTime(lang, binding.at!)} ${stateTag(lang, 'active')}`,
      },
    ];
    return show(settings, request, reply, {
      title: w.profile,
      path: '/me/profile',
      body: html`<h1>${w.profile}</h1><p>${w.bound}</p>${summaryList({ lang, title: w.personal, rows })}<ul><li><a href="/me/record">${w.changeRecord}</a></li><li><a href="/me/powers">${w.toPowers}</a></li><li><a href="/me/data">${w.toData}</a></li></ul>`,
    });
  };
  app.get('/me/profile', { config, schema: { response: htmlSchema } }, async (request, reply) =>
    profile(request, reply),
  );
  app.post(
    '/me/profile/code',
    { config: { ...config, rate: 'sign-in' }, schema: { response: htmlSchema } },
    async (request, reply) => {
      const { lang, principal } = request;
      if (principal.kind !== 'citizen') return reply.redirect('/me/security', 303);
      const w = words(lang);
      const { code, until } = await showBindingCode(deps, principal.accountId);
      const body = html`${panel({ title: w.yourCode, reference: { label: w.citizenCode, value: code } })}<p>${w.codeUntil}: ${formatDateTime(lang, until)}</p><p>${w.bindByClerkLead}</p>`;
      return show(settings, request, reply, { title: w.yourCode, body, path: '/me/profile' });
    },
  );
}
