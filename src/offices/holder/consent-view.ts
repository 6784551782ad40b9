import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import {
  actionLabel,
  asksConsent,
  consentById,
  type ConsentRow,
  eventsOf,
  groundLabel,
  openConsent,
  type PurposeVersion,
} from '../../consent/index.ts';
import { evidenceMediaType } from '../../record/index.ts';
import { formatDate, formatDateTime, formatLastDay } from '../../platform/dates.ts';
import {
  banner,
  button,
  details,
  form,
  type Happening,
  hashBlock,
  type Html,
  html,
  linkButton,
  postButton,
  summaryList,
  table,
  timeline,
  warningText,
} from '../../platform/html/index.ts';
import { type App, orRefuse, refuseHttp, RefusalError } from '../../platform/http/index.ts';
import { money } from '../../platform/i18n/index.ts';
import { isRefusal } from '../../platform/refusal.ts';
import type { Lang } from '../../platform/text.ts';
import { norms, sendPage } from '../shell.ts';
import { consentTag } from './consent-state.ts';
import { consentWord, consentWords } from './consents.messages.ts';
import { commonWords } from './common.messages.ts';
import {
  type Desk,
  deskOf,
  everyRole,
  fileAnswer,
  hasRole,
  type HolderDeps,
  pageAnswers,
  pageFor,
  Posted,
  Uuid,
} from './deps.ts';
import { type GroundRow, groundsOf, type ObligationRow, obligationsOf } from './desk-store.ts';
import { lookAt } from './look-up.ts';
import { asHeading } from './names.ts';

export const OneConsent = Type.Object({ subjectId: Uuid, consentId: Uuid });
export const addressOf = (row: Pick<ConsentRow, 'subject_id' | 'id'>): string =>
  `/holder/consents/${row.subject_id}/${row.id}`;

/** The consent of this holder, or the 404 that a stranger's consent gets too. */
export async function consentHere(
  deps: HolderDeps,
  desk: Desk,
  params: { subjectId: string; consentId: string },
): Promise<ConsentRow> {
  const row = await consentById(deps.consent.db, desk.scope, params.subjectId, params.consentId);
  if (row === null || row.holder_id !== desk.holderId) throw new RefusalError(refuseHttp('NOT_FOUND'));
  return row;
}

export function consentViewPages(app: App, deps: HolderDeps): void {
  const done = Type.Object({
    done: Type.Optional(Type.String({ maxLength: 30 })),
    lang: Type.Optional(Type.String({ maxLength: 5 })),
  });
  app.get(
    '/holder/consents/:subjectId/:consentId',
    { config: pageFor(...everyRole), schema: { params: OneConsent, querystring: done, response: pageAnswers } },
    async (request, reply) =>
      show(request, reply, deps, await consentHere(deps, deskOf(request), request.params), request.query.done),
  );
  // A name is shown only when asked for, and that look is journalled.
  app.post(
    '/holder/consents/:subjectId/:consentId/who',
    { config: pageFor('clerk', 'data-officer'), schema: { params: OneConsent, body: Posted, response: pageAnswers } },
    async (request, reply) => {
      const desk = deskOf(request);
      const row = await consentHere(deps, desk, request.params);
      await lookAt(deps, desk, row.subject_id, 'consent');
      return show(request, reply, deps, row, undefined, true);
    },
  );
  app.get(
    '/holder/consents/:subjectId/:consentId/evidence.asice',
    { config: pageFor('data-officer'), schema: { params: OneConsent, response: fileAnswer } },
    async (request, reply) => {
      const desk = deskOf(request);
      const row = await consentHere(deps, desk, request.params);
      const zip = orRefuse(
        await deps.evidenceFile({
          subjectId: row.subject_id,
          consentId: row.id,
          scope: desk.scope,
          by: { kind: 'account', id: desk.accountId },
        }),
      );
      return reply
        .header('content-disposition', `attachment; filename="consent-${row.id}.asice"`)
        .type(evidenceMediaType)
        .send(Buffer.from(zip));
    },
  );
}

async function show(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: HolderDeps,
  row: ConsentRow,
  done: string | undefined,
  named = false,
): Promise<FastifyReply> {
  const { lang } = request;
  const words = consentWords[lang];
  const desk = deskOf(request);
  const { db } = deps.consent;
  const [version, events, obligations, grounds] = await Promise.all([
    deps.consent.registers.version(row.purpose_version_id),
    eventsOf(db, desk.scope, row.subject_id, row.id),
    obligationsOf(db, desk.scope, row.subject_id, row.purpose_id),
    groundsOf(db, desk.scope, desk.holderId, row.purpose_id, row.subject_id),
  ]);
  const said = done === undefined ? undefined : consentWord(lang, `done_${done}`);
  const news =
    said !== undefined && said !== `done_${done}` && banner({ lang, kind: 'success', body: html`<p>${said}</p>` });
  return sendPage(request, reply, deps, {
    title: words.one,
    width: 'wide',
    breadcrumbs: [{ text: words.title, href: '/holder/consents' }],
    body: html`${news}<h1>${asHeading(version!.body.text[lang])}</h1><p>${consentTag(lang, row.state)}</p>
<div class="mk-columns"><div>${covered(lang, row, version!)}${await whoPart(request, deps, desk, row, named)}</div><aside>${actPart(request, desk, row, version!)}${proofPart(lang, desk, row)}</aside></div>
${obligationPart(request, desk, row, obligations)}${groundPart(lang, grounds, hasRole(desk, 'data-officer') ? deps.clock.now() : null)}
<h2>${words.history}</h2>${timeline({ items: happenings(lang, row, events), level: 3 })}`,
  });
}

function covered(lang: Lang, row: ConsentRow, version: PurposeVersion): Html {
  const words = consentWords[lang];
  const said = commonWords[lang];
  const names = (codes: readonly string[]): Html =>
    html`<ul>${codes.map((code) => html`<li>${version.body.categories.find((one) => one.code === code)?.text[lang] ?? code}</li>`)}</ul>`;
  return summaryList({
    lang,
    title: words.covers,
    rows: [
      { key: words.categories, value: row.categories.length === 0 ? said.none : names(row.categories) },
      {
        key: words.actions,
        value: row.actions.length === 0 ? said.none : row.actions.map((code) => actionLabel(code)[lang]).join(', '),
      },
      { key: words.transfer, value: row.transfer ? said.yes : said.no },
      { key: words.crossBorder, value: row.cross_border ? said.yes : said.no },
      { key: words.given, value: formatDateTime(lang, row.given_at) },
      ...(row.state === 'declined'
        ? []
        : [
            { key: words.validFrom, value: formatDate(lang, row.valid_from) },
            {
              key: words.until,
              value: row.valid_until === null ? words.openEnded : formatLastDay(lang, row.valid_until),
            },
          ]),
      ...(row.ended_at === null || row.state === 'declined'
        ? []
        : [{ key: words.ended, value: formatDateTime(lang, row.ended_at) }]),
      { key: words.medium, value: row.medium === 'paper' ? words.paper : words.electronic },
      { key: words.mode, value: row.evidence_mode === null ? words.noMode : words[row.evidence_mode] },
      { key: words.signer, value: row.signer_role === 'subject' ? words.bySubject : words.byRepresentative },
      {
        key: words.version,
        value: html`<a href="/holder/purposes/${row.purpose_id}#v${version.number}">${version.number}</a>`,
      },
    ],
  });
}

async function whoPart(
  request: FastifyRequest,
  deps: HolderDeps,
  desk: Desk,
  row: ConsentRow,
  named: boolean,
): Promise<Html> {
  const { lang, csrf } = request;
  const words = consentWords[lang];
  // A refusal carries no data of the person: there is no name to open.
  if (row.state === 'declined' || !hasRole(desk, 'clerk', 'data-officer')) return html``;
  if (!named)
    return html`<h2>${words.who}</h2><p class="mk-small">${words.whoHint}</p>${postButton({ action: `${addressOf(row)}/who`, csrf, text: words.whoButton, kind: 'secondary' })}`;
  const opened = await openConsent(deps.consent, desk.scope, row.subject_id, row.id);
  if (isRefusal(opened) || opened.document === null)
    return html`<h2>${words.who}</h2>${warningText(lang, words.destroyed)}`;
  const { name, address, identityDocument } = opened.document.subject;
  return summaryList({
    lang,
    title: words.who,
    rows: [
      { key: words.name, value: [name.surname, name.givenName, name.patronymic].filter(Boolean).join(' ') },
      { key: words.address, value: address.text },
      {
        key: words.document,
        value: html`${identityDocument.typeName[lang] ?? identityDocument.typeName.ky}, ${identityDocument.series}${identityDocument.number}`,
      },
    ],
  });
}

function actPart(request: FastifyRequest, desk: Desk, row: ConsentRow, version: PurposeVersion): Html {
  const { lang } = request;
  const words = consentWords[lang];
  const link = (path: string, text: string, kind: 'primary' | 'secondary' = 'secondary') =>
    html`<p>${linkButton({ text, href: `${addressOf(row)}/${path}`, kind })}</p>`;
  const counter = hasRole(desk, 'clerk', 'data-officer');
  const officer = hasRole(desk, 'data-officer');
  const parts = [
    counter &&
      row.state === 'unproven' &&
      row.evidence_mode === 'PAPER' &&
      html`<p>${linkButton({ text: words.check, href: `/holder/paper/${row.subject_id}/${row.id}/check` })}</p>`,
    counter && ['active', 'unproven', 'frozen'].includes(row.state) && link('withdrawal', words.withdraw),
    counter && ['active', 'unproven', 'pending'].includes(row.state) && link('dispute', words.dispute),
    officer && row.state === 'frozen' && link('finding', words.disputeEnd, 'primary'),
    officer &&
      ['active', 'pending', 'unproven'].includes(row.state) &&
      asksConsent(version.body) &&
      link('obligation', words.obligation),
    officer &&
      html`<p>${linkButton({ text: words.ground, href: `/holder/grounds/new?purpose=${row.purpose_id}&subject=${row.subject_id}`, kind: 'secondary' })}</p>`,
  ].filter((part) => part !== false);
  return parts.length === 0 ? html`` : html`<h2>${words.acts}</h2>${parts}`;
}

// PD-9.5a: what proves the consent, in one file.
const proofPart = (lang: Lang, desk: Desk, row: ConsentRow): Html => {
  const words = consentWords[lang];
  return html`${hasRole(desk, 'data-officer') && row.evidence_mode !== null && html`<p><a href="${addressOf(row)}/evidence.asice" download>${words.proof}</a></p><p class="mk-small">${words.proofHint}</p>`}
${details({ summary: words.documentHash }, hashBlock({ lang, label: words.documentHash, value: row.document_hash.toString('hex') }), hashBlock({ lang, label: words.journal, value: row.journal_entry_id }), hashBlock({ lang, label: commonWords[lang].subject, value: row.subject_id }))}`;
};

function obligationPart(
  request: FastifyRequest,
  desk: Desk,
  row: ConsentRow,
  obligations: readonly ObligationRow[],
): Html {
  const { lang, csrf } = request;
  const words = consentWords[lang];
  if (obligations.length === 0) return html``;
  const end = (one: ObligationRow) =>
    one.closed_at !== null
      ? words.closed
      : hasRole(desk, 'data-officer') &&
        form(
          { action: `${addressOf(row)}/obligation/${one.id}/fulfilled`, csrf },
          button({ text: words.fulfilled, kind: 'secondary', hiddenText: one.contract }),
        );
  return html`<h2 id="obligations">${words.obligations}</h2><p class="mk-small">${words.obligationsHint}</p>${table({
    caption: words.obligations,
    captionHidden: true,
    columns: [
      { head: words.contract },
      { head: words.amount, numeric: true },
      { head: words.actOwed },
      { head: words.dueOn },
      { head: words.state },
    ],
    rows: obligations.map((one) => [
      one.contract,
      one.amount_tyiyn === null ? '—' : money(lang, BigInt(one.amount_tyiyn)),
      one.act ?? '—',
      one.due_on === null ? '—' : formatDate(lang, one.due_on),
      end(one),
    ]),
  })}`;
}

/** `now`: for an officer, who may end a ground that still runs. */
export function groundPart(lang: Lang, grounds: readonly GroundRow[], now: Date | null): Html {
  const words = consentWords[lang];
  if (grounds.length === 0) return html`<h2>${words.grounds}</h2><p>${words.noGrounds}</p>`;
  return html`<h2>${words.grounds}</h2>${grounds.map(
    (ground) =>
      html`<section>${summaryList({
        lang,
        title: groundLabel(ground.code)?.[lang] ?? ground.code,
        rows: [
          { key: words.recorded, value: formatDateTime(lang, ground.recorded_at) },
          { key: words.endsAt, value: ground.ends_at === null ? '—' : formatDateTime(lang, ground.ends_at) },
        ],
      })}${now !== null && (ground.ends_at === null || now < ground.ends_at) && html`<p><a href="/holder/grounds/${ground.id}/end">${words.endGround}<span class="mk-hidden">: ${groundLabel(ground.code)?.[lang] ?? ground.code}</span></a></p>`}${norms(lang, [ground.code])}</section>`,
  )}`;
}

type Event = Awaited<ReturnType<typeof eventsOf>>[number];
function happenings(lang: Lang, row: ConsentRow, events: readonly Event[]): Happening[] {
  const words = consentWords[lang];
  const tone = (kind: string) =>
    kind === 'disputed' || kind === 'dispute-upheld'
      ? { tone: 'bad' as const }
      : kind === 'paper-checked' || kind === 'dispute-unfounded'
        ? { tone: 'good' as const }
        : kind === 'withdrawal-pending'
          ? { tone: 'wait' as const }
          : {};
  const given: Happening = {
    when: formatDateTime(lang, row.given_at),
    datetime: row.given_at.toISOString(),
    title: row.state === 'declined' ? words.consentDeclined : words.consentGiven,
    tone: 'good',
  };
  const later = events.map((event): Happening => {
    const channel = event.data['channel'];
    return {
      when: formatDateTime(lang, event.at),
      datetime: event.at.toISOString(),
      title: consentWord(lang, `event_${event.kind}`),
      ...(typeof channel === 'string' ? { by: consentWord(lang, `eventBy_${channel}`) } : {}),
      ...tone(event.kind),
    };
  });
  return [...later.toReversed(), ...(row.evidence_mode === 'PAPER' ? [] : [given])];
}
