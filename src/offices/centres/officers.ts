import { existsSync, readFileSync } from 'node:fs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { formatDate } from '../../platform/dates.ts';
import { systemScope } from '../../platform/db/index.ts';
import { banner, button, form, html, type Html, inset, textarea } from '../../platform/html/index.ts';
import { type App, RefusalError, sendFile } from '../../platform/http/index.ts';
import { isRefusal, type Refusal } from '../../platform/refusal.ts';
import { dayOf } from '../../law/index.ts';
import { readPem } from '../../trust/issue/index.ts';
import {
  approveOfficerCertificate,
  certificatesOfOfficers,
  endOfficerCertificate,
  enterOfficerCertificate,
  type OfficerCertificate,
  refuseOfficer,
} from '../../trust/officers/index.ts';
import { parseCertificate } from '../../trust/path/index.ts';
import { calledBy } from '../../trust/verify/index.ts';
import { inGroups } from '../certificates/words.ts';
import { type OfficeDeps, staffOf } from '../deps.ts';
import { DoneQuery, pageAnswers, Posted, Uuid } from '../holder/deps.ts';
import { type Given, textOf } from '../holder/given.ts';
import { noTrouble, type Trouble, troubleOf, troubleTop } from '../holder/trouble.ts';
import { norms, sendPage } from '../shell.ts';
import { officersWords } from './officers.messages.ts';

const path = '/authority/certificates';
const config = {
  kind: 'page' as const,
  access: [{ for: 'staff' as const, office: 'authority' as const, roles: ['officer'] }],
};

/** ES-8.2.1a: with which certificates officers sign. `keyFile`: in the sandbox, where an officer's ready key lies. */
export function officerPages(
  app: App,
  deps: OfficeDeps & { readonly keyFile: ((accountId: string) => string) | null },
): void {
  app.get(path, { config, schema: { querystring: DoneQuery, response: pageAnswers } }, async (request, reply) =>
    show(request, reply, deps, {}, noTrouble, request.query.done !== undefined),
  );
  const answer = async (request: FastifyRequest, reply: FastifyReply, done: object | Refusal): Promise<FastifyReply> =>
    isRefusal(done)
      ? show(request, reply, deps, request.body as Given, troubleOf(request.lang, done), false)
      : reply.redirect(`${path}?done=1`, 303);
  app.post(path, { config, schema: { body: Posted, response: pageAnswers } }, async (request, reply) =>
    answer(
      request,
      reply,
      await entered(deps, staffOf(request).accountId, textOf(request.body as Given, 'certificate')),
    ),
  );
  const params = Type.Object({ id: Uuid });
  const body = { config, schema: { params, body: Posted, response: pageAnswers } };
  app.post(`${path}/:id/approve`, body, async (request, reply) => {
    const { id: certificateId } = request.params;
    const what = { certificateId, sha256: textOf(request.body as Given, 'sha256') };
    return answer(request, reply, await approveOfficerCertificate(deps.consent, staffOf(request).accountId, what));
  });
  app.post(`${path}/:id/end`, body, async (request, reply) =>
    answer(request, reply, await endOfficerCertificate(deps.consent, staffOf(request).accountId, request.params.id)),
  );
  const { keyFile } = deps;
  if (keyFile === null) return;
  app.get(`${path}/key.p12`, { config, schema: { response: { 200: Type.Any() } } }, async (request, reply) => {
    const file = keyFile(staffOf(request).accountId);
    if (!existsSync(file)) throw new RefusalError(refuseOfficer('OFFICER_CERTIFICATE_UNKNOWN'));
    const kept = reply.header('cache-control', 'no-store');
    return sendFile(kept, readFileSync(file), 'application/x-pkcs12', 'officer.p12', 'attachment');
  });
}

async function entered(deps: OfficeDeps, accountId: string, pem: string): Promise<object | Refusal> {
  let der: Buffer;
  try {
    der = readPem('CERTIFICATE', pem);
  } catch {
    return refuseOfficer('OFFICER_CERTIFICATE_UNREADABLE', { field: 'certificate' });
  }
  return enterOfficerCertificate(deps.consent, accountId, der);
}

async function show(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: OfficeDeps & { readonly keyFile: ((accountId: string) => string) | null },
  typed: Given,
  trouble: Trouble,
  done: boolean,
): Promise<FastifyReply> {
  const { lang, csrf } = request;
  const w = officersWords[lang];
  const { accountId: me } = staffOf(request);
  const all = await deps.consent.db.tx(systemScope('certificates of officers'), certificatesOfOfficers);
  const own = all.some(({ accountId }) => accountId === me) && deps.keyFile !== null && existsSync(deps.keyFile(me));
  const part = (title: string, ones: readonly OfficerCertificate[]): Html =>
    html`<h2>${title}</h2>${ones.length === 0 && html`<p>${w.none}</p>`}${ones.map((one) => {
      const certificate = parseCertificate(one.der);
      const approval =
        one.approvedAt === null &&
        one.accountId !== me &&
        form(
          { action: `${path}/${one.id}/approve`, csrf, hidden: { sha256: one.fingerprint } },
          button({ text: w.approve }),
        );
      return html`<h3>${calledBy(certificate.subject)}${one.accountId === me && html` (${w.yours})`}</h3><p>${w.until}: ${formatDate(lang, dayOf(certificate.notAfter))}</p><p>${w.digest}: <code>${inGroups(one.fingerprint)}</code></p>${approval}${form({ action: `${path}/${one.id}/end`, csrf }, button({ text: w.end, kind: 'secondary' }))}`;
    })}`;
  const { errors } = trouble;
  const error = errors.find(({ field }) => field === 'certificate')?.text;
  return sendPage(
    request,
    reply,
    deps,
    {
      title: w.title,
      path,
      failed: errors.length > 0,
      body: html`${done && banner({ lang, kind: 'success', body: html`<p>${w.done}</p>` })}${troubleTop(lang, trouble)}<h1>${w.title}</h1><p class="mk-lead">${w.lead}</p>${own && inset(html`<p>${w.sandbox}</p><p><a href="${path}/key.p12" download>${w.file}</a></p>`)}${part(
        w.standing,
        all.filter(({ approvedAt }) => approvedAt !== null),
      )}${part(
        w.waiting,
        all.filter(({ approvedAt }) => approvedAt === null),
      )}<h2>${w.enter}</h2>${form(
        { action: path, csrf },
        textarea({
          lang,
          name: 'certificate',
          label: w.certificate,
          hint: w.hint,
          value: textOf(typed, 'certificate'),
          limit: 20_000,
          error,
        }),
        button({ text: w.send }),
      )}${norms(lang, ['ES-8.2.1a'])}`,
    },
    errors.length > 0 ? 422 : 200,
  );
}
