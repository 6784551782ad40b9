import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import {
  eventsOf,
  groundLabel,
  type Obligation,
  openObligations,
  retentionsOf,
  withdrawConsent,
} from '../../consent/index.ts';
import { formatDate, formatDateTime, formatLastDay } from '../../platform/dates.ts';
import {
  button,
  buttonGroup,
  form,
  html,
  type Html,
  linkButton,
  panel,
  summaryList,
  textarea,
  warningText,
} from '../../platform/html/index.ts';
import { type App, htmlSchema } from '../../platform/http/index.ts';
import { money } from '../../platform/i18n/index.ts';
import { isRefusal, type Refusal } from '../../platform/refusal.ts';
import type { Lang } from '../../platform/text.ts';
import type { OfficeDeps } from '../deps.ts';
import { norms, sendPage } from '../shell.ts';
import { consentParam } from './details-page.ts';
import { person } from './journey.ts';
import { meOf, ownConsent } from './mine.ts';
import { refusedBox } from './refused.ts';
import { signedWithdrawal, withdrawalByKey } from './signed-withdrawal.ts';
import { shownState, withdrawable } from './states.ts';
import { myTrail } from './trail.ts';
import { withdrawWords } from './withdraw.messages.ts';
import { words } from './words.messages.ts';

type Found = Awaited<ReturnType<typeof ownConsent>>;

/** PD-9.4, CP-F-30: one page, one button; no reason asked, no key presented, and a clear word on what follows. */
export function withdrawPages(app: App, deps: OfficeDeps): void {
  const access = { kind: 'page', access: person } as const;

  app.get(
    '/me/consents/:consentId/withdraw',
    { config: access, schema: { params: consentParam, response: htmlSchema } },
    async (request, reply) => {
      const found = await ownConsent(deps.consent, meOf(request), request.params.consentId);
      if (!withdrawable(shownState(found.row, deps.clock.now()))) return reply.redirect(resultOf(found), 303);
      return withdrawPage(deps, request, reply, found, '', null);
    },
  );

  const body = Type.Object({ application: Type.Optional(Type.String({ maxLength: 10_000 })) });
  app.post(
    '/me/consents/:consentId/withdraw',
    { config: access, schema: { params: consentParam, body, response: htmlSchema } },
    async (request, reply) => {
      const me = meOf(request);
      const found = await ownConsent(deps.consent, me, request.params.consentId);
      const { row, own, subject } = found;
      // Sent twice: the first has done it.
      if (row.state === 'withdrawn' || row.state === 'pending') return reply.redirect(resultOf(found), 303);
      const application = request.body.application ?? '';
      const actor = {
        kind: 'person',
        id: deps.consent.keys.subjectIdOf(me.personId, row.holder_id),
        role: subject.self ? 'subject' : 'representative',
      } as const;
      const done = await withdrawConsent(deps.consent, own.scope, {
        subjectId: row.subject_id,
        consentId: row.id,
        application: application.trim() === '' ? null : application,
        channel: 'account',
        actor,
      });
      if (!isRefusal(done)) return reply.redirect(resultOf(found), 303);
      if (done.code === 'PROCESSING_LAWFUL_WITHOUT_CONSENT') return refusedPage(deps, request, reply, found, done);
      return withdrawPage(deps, request, reply, found, application, done);
    },
  );

  app.get(
    '/me/consents/:consentId/withdrawn',
    { config: access, schema: { params: consentParam, response: htmlSchema } },
    async (request, reply) => {
      const found = await ownConsent(deps.consent, meOf(request), request.params.consentId);
      const { row } = found;
      if (row.state === 'pending') return pendingPage(deps, request, reply, found);
      if (row.state !== 'withdrawn') return reply.redirect(`/me/consents/${row.id}`, 303);
      return donePage(deps, request, reply, found);
    },
  );
}

const resultOf = ({ row }: Found): string =>
  row.state === 'active' ||
  row.state === 'unproven' ||
  row.state === 'frozen' ||
  row.state === 'withdrawn' ||
  row.state === 'pending'
    ? `/me/consents/${row.id}/withdrawn`
    : `/me/consents/${row.id}`;

function aboutRows(lang: Lang, { row, holder, version, subject }: Found) {
  const w = words[lang];
  return [
    ...(subject.self ? [] : [{ key: w.subject, value: subject.name }]),
    { key: w.holder, value: holder.body.name[lang] },
    { key: w.purpose, value: version.body.text[lang] },
    {
      key: w.given,
      value: version.body.categories
        .filter((one) => row.categories.includes(one.code))
        .map((one) => one.text[lang])
        .join(', '),
    },
  ];
}

async function withdrawPage(
  deps: OfficeDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  found: Found,
  application: string,
  refusal: Refusal | null,
): Promise<FastifyReply> {
  const { lang, csrf } = request;
  const m = withdrawWords[lang];
  const { row, holder, version } = found;
  const { storage } = version.body.service;
  // As the act itself decides (PD-9.4f): a law and a term, else nothing is kept.
  const keptBy = storage !== null && storage.months !== null ? storage.act : null;
  const page = html`${refusal !== null && refusedBox(lang, [{ text: refusal.text[lang] }], refusal.law)}<h1>${m.title}</h1><p class="mk-lead">${m.lead}</p>${summaryList({ lang, title: m.what, rows: aboutRows(lang, found) })}
<h2>${m.stopsTitle}</h2><p>${m.stops(holder.body.name[lang])}</p><h2>${m.keptTitle}</h2><p>${keptBy === null ? m.nothingKept : m.willKeep(storage!.text[lang].includes(keptBy[lang]) ? storage!.text[lang] : `${storage!.text[lang]} — ${keptBy[lang]}`)}</p><p>${m.proofKept}</p>
${form({ action: `/me/consents/${row.id}/withdraw`, csrf }, textarea({ lang, name: 'application', label: m.own, hint: m.ownHint, optional: true, rows: 3, value: application }), buttonGroup(button({ text: m.send, kind: 'warning' }), linkButton({ text: m.stay, href: `/me/consents/${row.id}`, kind: 'secondary' })), withdrawalByKey(lang, found))}${norms(lang, ['PD-9.4a', 'CP-F-30'])}`;
  return sendPage(
    request,
    reply,
    deps,
    { title: m.title, body: page, scripts: ['certificate.js'], failed: refusal !== null, breadcrumbs: myTrail(lang) },
    refusal === null ? 200 : (refusal.status ?? 422),
  );
}

async function lastEvent(deps: OfficeDeps, { row, own }: Found, kinds: readonly string[]) {
  return (await eventsOf(deps.consent.db, own.scope, row.subject_id, row.id)).findLast((event) =>
    kinds.includes(event.kind),
  );
}

// PD-9.4f: what is kept, under which law, until when; PD-9.4e: the rest is destroyed.
async function donePage(
  deps: OfficeDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  found: Found,
): Promise<FastifyReply> {
  const { lang } = request;
  const m = withdrawWords[lang];
  const { row, own, holder } = found;
  const event = await lastEvent(deps, found, ['withdrawn', 'withdrawal-pending']);
  const kept = await retentionsOf(deps.consent.db, own.scope, row.subject_id, row.purpose_id);
  const norm = (one: { norm: string }): string =>
    found.version.body.service.storage?.act?.ky === one.norm ? found.version.body.service.storage.act[lang] : one.norm;
  const page = html`${panel({ title: m.doneTitle, body: m.done(formatDateTime(lang, row.ended_at!)), ...(event === undefined ? {} : { reference: { label: m.number, value: event.id } }) })}
${summaryList({ lang, rows: aboutRows(lang, found) })}<h2>${m.stopsTitle}</h2><p>${m.stops(holder.body.name[lang])}</p>
<h2>${m.keptTitle}</h2>${kept.map((one) => html`<p>${one.until === null ? m.keptOther(norm(one)) : m.keptByLaw(norm(one), formatLastDay(lang, one.until))}</p>`)}<p>${m.proofKept}</p>
${await signedWithdrawal(deps, lang, found)}<h2>${m.destroyedTitle}</h2><p>${kept.length === 0 ? m.destroyed : m.willDestroy}</p>${norms(lang, ['PD-9.4e', 'PD-9.4f', 'PD-9.4g'])}<p><a href="/me">${words[lang].back}</a></p>`;
  return sendPage(request, reply, deps, { title: m.doneTitle, body: page, breadcrumbs: myTrail(lang) });
}

// PD-9.4d: the obligation is named; the withdrawal waits and then works by itself.
async function pendingPage(
  deps: OfficeDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  found: Found,
): Promise<FastifyReply> {
  const { lang } = request;
  const m = withdrawWords[lang];
  const { row, own } = found;
  const event = await lastEvent(deps, found, ['withdrawal-pending']);
  const bars = await deps.consent.db.tx(own.scope, (tx) => openObligations(tx, row));
  const page = html`${panel({ title: m.pendingTitle, ...(event === undefined ? {} : { reference: { label: m.number, value: event.id } }) })}<p>${m.pending}</p>${bars.map((one) => obligationView(lang, one))}${event !== undefined && html`<p>${m.caseLead}</p><p>${linkButton({ text: m.openCase, href: `/me/cases/${event.id}` })}</p>`}${await signedWithdrawal(deps, lang, found)}${norms(lang, ['PD-9.4c', 'PD-9.4d'])}<p><a href="/me">${words[lang].back}</a></p>`;
  return sendPage(request, reply, deps, { title: m.pendingTitle, body: page, breadcrumbs: myTrail(lang) });
}

function obligationView(lang: Lang, one: Obligation): Html {
  const m = withdrawWords[lang];
  return summaryList({
    lang,
    title: m.obligations,
    rows: [
      { key: m.contract, value: one.contract },
      ...(one.amountTyiyn === null ? [] : [{ key: m.amount, value: money(lang, BigInt(one.amountTyiyn)) }]),
      ...(one.act === null ? [] : [{ key: m.act, value: one.act }]),
      ...(one.dueOn === null ? [] : [{ key: m.due, value: formatDate(lang, one.dueOn) }]),
    ],
  });
}

// PD-9.4b: the refusal names the ground and its norm, and where to complain.
function refusedPage(
  deps: OfficeDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  found: Found,
  refusal: Refusal,
): FastifyReply {
  const { lang } = request;
  const m = withdrawWords[lang];
  const { ground, recordedAt } = (refusal.details ?? {}) as { ground?: string; recordedAt?: string };
  const code = ground ?? '';
  const page = html`<h1>${m.refusedTitle}</h1>${warningText(lang, refusal.text[lang])}<p>${m.refused}</p>${summaryList({
    lang,
    rows: [
      ...aboutRows(lang, found),
      { key: m.ground, value: groundLabel(code)?.[lang] ?? code },
      ...(recordedAt !== undefined ? [{ key: m.recorded, value: formatDateTime(lang, new Date(recordedAt)) }] : []),
    ],
  })}${norms(lang, refusal.law)}<h2>${m.complain}</h2><p>${m.complainTo}</p><p><a href="/me/consents/${found.row.id}">${words[lang].back}</a></p>`;
  return sendPage(
    request,
    reply,
    deps,
    { title: m.refusedTitle, body: page, failed: true, breadcrumbs: myTrail(lang) },
    refusal.status ?? 409,
  );
}
