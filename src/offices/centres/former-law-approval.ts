import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { formatDate, formatDateTime } from '../../platform/dates.ts';
import { systemScope } from '../../platform/db/index.ts';
import { button, form, html, type Html, textInput } from '../../platform/html/index.ts';
import type { App } from '../../platform/http/index.ts';
import { isRefusal } from '../../platform/refusal.ts';
import type { Lang } from '../../platform/text.ts';
import { approveAuthority, endAuthority, legacyAuthorities, waitingAuthorities } from '../../trust/legacy/index.ts';
import { parseCertificate } from '../../trust/path/index.ts';
import { calledBy } from '../../trust/verify/index.ts';
import { inGroups } from '../certificates/words.ts';
import { type OfficeDeps, staffOf } from '../deps.ts';
import { pageAnswers, Posted, Uuid } from '../holder/deps.ts';
import { type Given, textOf } from '../holder/given.ts';
import { type Trouble, troubleOf } from '../holder/trouble.ts';
import { formerLawWords } from './former-law.messages.ts';

const path = '/authority/former-law';
const scope = systemScope('what of the former law waits for approval');

/** What waits for the second officer, whole, with approval and withdrawal; and the end of what stands. */
export async function approvalPart(request: FastifyRequest, deps: OfficeDeps): Promise<Html> {
  const { lang, csrf } = request;
  const w = formerLawWords[lang];
  const [waiting, standing] = await deps.consent.db.tx(scope, async (tx) => [
    await waitingAuthorities(tx),
    await legacyAuthorities(tx, deps.clock.now()),
  ]);
  const ending = (id: string, label: string): Html =>
    form(
      { action: `${path}/${id}/end`, csrf },
      textInput({ lang, name: 'ground', id: `ground-${id}`, label: w.ground, value: '' }),
      button({ text: label, kind: 'secondary' }),
    );
  return html`<h2>${w.waiting}</h2>${waiting.length === 0 && html`<p>${w.nothingWaits}</p>`}${waiting.map(
    (
      one,
    ) => html`<h3>${nameOf(one.der)}</h3><p>${w.uses[one.use]}; ${one.basis.title} № ${one.basis.number}, ${formatDate(lang, one.basis.on)}; ${registerText(lang, one)}</p>
<p>${w.digest}: <code>${inGroups(one.fingerprint)}</code></p>${
      one.replaces !== null && html`<p>${w.replaces(`${one.replaces.basis.title} № ${one.replaces.basis.number}`)}</p>`
    }${
      one.contentHash !== null &&
      html`<p>${w.entered}: <a href="/v1/authority/former-law/authorities/${one.id}/content.json">${w.download} (JSON)</a>; ${w.digest}: <code>${inGroups(one.contentHash)}</code></p><p class="mk-small">${w.compare}</p>`
    }${
      one.contentHash !== null &&
      one.enteredBy !== staffOf(request).accountId &&
      form(
        { action: `${path}/${one.id}/approve`, csrf, hidden: { contentHash: one.contentHash } },
        button({ text: w.approve }),
      )
    }${ending(one.id, w.takeBack)}`,
  )}${
    standing.length > 0 &&
    html`<h2>${w.endTitle}</h2>${standing.map(({ id, der }) => html`<h3>${nameOf(der)}</h3>${ending(id, w.end)}`)}`
  }`;
}

const nameOf = (der: Buffer): string => calledBy(parseCertificate(der).subject);
const registerText = (
  lang: Lang,
  one: { readonly registerAsOf: Date | null; readonly entries: number; readonly ended: number },
): string => {
  const w = formerLawWords[lang];
  return one.registerAsOf === null
    ? w.noRegister
    : `${w.entries}: ${one.entries}, ${w.ended}: ${one.ended} (${formatDateTime(lang, one.registerAsOf)})`;
};

type Config = { readonly kind: 'page'; readonly access: { for: 'staff'; office: 'authority'; roles: string[] }[] };
type Show = (request: FastifyRequest, reply: FastifyReply, given: Given, trouble: Trouble) => Promise<FastifyReply>;

/** ES-19.1a: the second officer's approval of a take-over, and its end. `show`: the desk, with what was refused. */
export function approvalPages(app: App, deps: OfficeDeps, config: Config, show: Show): void {
  const params = Type.Object({ id: Uuid });
  app.post(
    `${path}/:id/approve`,
    { config, schema: { params, body: Posted, response: pageAnswers } },
    async (request, reply) => {
      const given = request.body as Given;
      const what = { authorityId: request.params.id, contentHash: textOf(given, 'contentHash') };
      const done = await approveAuthority(deps.consent, staffOf(request).accountId, what);
      if (isRefusal(done))
        return show(
          request,
          reply,
          {},
          troubleOf(request.lang, done, () => undefined),
        );
      return reply.redirect(`${path}?done=1`, 303);
    },
  );
  app.post(
    `${path}/:id/end`,
    { config, schema: { params, body: Posted, response: pageAnswers } },
    async (request, reply) => {
      const { id } = request.params;
      const ground = textOf(request.body as Given, 'ground')
        .trim()
        .slice(0, 300);
      if (ground === '') {
        const text = formerLawWords[request.lang].required;
        return show(request, reply, {}, { errors: [{ field: `ground-${id}`, text }], law: [] });
      }
      const done = await endAuthority(deps.consent, staffOf(request).accountId, { authorityId: id, ground });
      if (isRefusal(done)) return show(request, reply, {}, troubleOf(request.lang, done));
      return reply.redirect(`${path}?done=1`, 303);
    },
  );
}
