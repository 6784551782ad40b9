import { Type } from 'typebox';
import { actionLabel, eventsOf, openConsent } from '../../consent/index.ts';
import { certifiedConsent } from '../../consent/evidence/rendering.ts';
import { evidenceMediaType } from '../../record/index.ts';
import { formatDateTime, formatLastDay } from '../../platform/dates.ts';
import {
  buttonGroup,
  details,
  hashBlock,
  html,
  type Html,
  linkButton,
  summaryList,
  timeline,
} from '../../platform/html/index.ts';
import { type App, htmlSchema, orRefuse, refuseHttp, RefusalError, sendFile } from '../../platform/http/index.ts';
import { list } from '../../platform/i18n/index.ts';
import type { Lang } from '../../platform/text.ts';
import type { OfficeDeps } from '../deps.ts';
import { sendPage } from '../shell.ts';
import { decisionRows } from './facts.ts';
import { eventTitle, eventTone } from './history-page.ts';
import { person } from './journey.ts';
import { type Known, meOf, ownConsent } from './mine.ts';
import { mineWords } from './mine.messages.ts';
import { disputable, isLive, sentence, shownState, shownTag, withdrawable } from './states.ts';
import { myTrail } from './trail.ts';
import { words } from './words.messages.ts';

export const consentParam = Type.Object({ consentId: Type.String({ format: 'uuid' }) });

/** One consent: what was decided, what happened to it, its proof, and what can be done about it. */
export function detailsPages(app: App, deps: OfficeDeps): void {
  const access = { kind: 'page', access: person } as const;

  app.get(
    '/me/consents/:consentId',
    { config: access, schema: { params: consentParam, response: htmlSchema } },
    async (request, reply) => {
      const { lang } = request;
      const m = mineWords[lang];
      const found = await ownConsent(deps.consent, meOf(request), request.params.consentId);
      const { row, version, own } = found;
      const opened = orRefuse(await openConsent(deps.consent, own.scope, row.subject_id, row.id));
      const document = row.state === 'declined' ? null : opened.document;
      const title = sentence(version.body.text[lang]);
      const body = html`<div class="mk-tags">${shownTag(lang, shownState(row, deps.clock.now()))}</div><h1>${title}</h1>${actionsOf(lang, found, deps.clock.now())}
${summaryList({
  lang,
  title: m.decided,
  rows: [
    ...(document === null ? plainRows(lang, found) : decisionRows(lang, { ...found, document })),
    ...(document === null
      ? []
      : [
          {
            key: words[lang].actions,
            value: list(
              lang,
              row.actions.map((code) => actionLabel(code)[lang]),
            ),
          },
        ]),
  ],
})}
${document === null && row.state !== 'declined' && html`<p>${m.documentGone}</p>`}
<h2>${m.happened}</h2>${timeline({ items: await happened(deps, lang, found) })}
${evidence(lang, found)}`;
      return sendPage(request, reply, deps, { title, body, breadcrumbs: myTrail(lang) });
    },
  );

  app.get(
    '/me/consents/:consentId/evidence.asice',
    { config: { ...access, rate: 'heavy' }, schema: { params: consentParam, response: htmlSchema } },
    async (request, reply) => {
      const { row, own } = await ownConsent(deps.consent, meOf(request), request.params.consentId);
      const file = orRefuse(
        await deps.evidenceFile({
          subjectId: row.subject_id,
          consentId: row.id,
          scope: own.scope,
          by: { kind: 'person', id: row.subject_id },
        }),
      );
      return sendFile(reply, file, evidenceMediaType, `makulduk-${row.id}.asice`, 'attachment');
    },
  );

  app.get(
    '/me/consents/:consentId/document.pdf',
    { config: { ...access, rate: 'heavy' }, schema: { params: consentParam, response: htmlSchema } },
    async (request, reply) => {
      const { row, own } = await ownConsent(deps.consent, meOf(request), request.params.consentId);
      const { document, evidence: proof } = orRefuse(
        await openConsent(deps.consent, own.scope, row.subject_id, row.id),
      );
      if (document === null || row.state === 'declined') throw new RefusalError(refuseHttp('NOT_FOUND'));
      const file = await certifiedConsent(deps, document, document.languages.beside ?? 'ky', {
        at: row.given_at,
        evidence: proof as never,
        evidenceId: row.evidence_id,
      });
      return sendFile(reply, file, 'application/pdf', `makulduk-${row.id}.pdf`, 'inline');
    },
  );
}

function actionsOf(lang: Lang, { row }: Known, now: Date): Html {
  const m = mineWords[lang];
  const shown = shownState(row, now);
  const items = [
    ...(row.current && withdrawable(shown)
      ? [linkButton({ text: m.withdraw, href: `/me/consents/${row.id}/withdraw` })]
      : []),
    ...(row.current && shown !== 'frozen' && shown !== 'pending'
      ? [
          linkButton({
            text: isLive(shown) ? m.renew : m.answerAgain,
            href: `/me/consent/${row.purpose_id}`,
            kind: 'secondary',
          }),
        ]
      : []),
  ];
  return html`${items.length > 0 && buttonGroup(...items)}${shown === 'pending' && html`<p><a href="/me/consents/${row.id}/withdrawn">${m.pendingCase}</a></p>`}`;
}

function plainRows(lang: Lang, { row, holder, version, subject }: Known) {
  const w = words[lang];
  return [
    ...(subject.self ? [] : [{ key: w.subject, value: subject.name }]),
    { key: w.holder, value: holder.body.name[lang] },
    { key: w.purpose, value: version.body.text[lang] },
    { key: w.from, value: formatDateTime(lang, row.given_at) },
    ...(row.valid_until === null || row.state === 'declined'
      ? []
      : [{ key: w.until, value: formatLastDay(lang, row.valid_until) }]),
  ];
}

async function happened(deps: OfficeDeps, lang: Lang, { row, own }: Awaited<ReturnType<typeof ownConsent>>) {
  const m = mineWords[lang];
  const events = await eventsOf(deps.consent.db, own.scope, row.subject_id, row.id);
  const begun = { kind: row.state === 'declined' ? 'declined' : 'given', at: row.given_at };
  const end =
    (row.state === 'expired' || row.state === 'replaced') && row.ended_at !== null
      ? [{ kind: row.state, at: row.ended_at }]
      : [];
  return [begun, ...events.map(({ kind, at }) => ({ kind, at })), ...end].reverse().map(({ kind, at }) => {
    const tone = eventTone(kind);
    return {
      when: formatDateTime(lang, at),
      datetime: at.toISOString(),
      title: eventTitle(lang, kind),
      ...(tone === undefined ? {} : { tone }),
      ...(kind === 'given' ? { by: m.by[row.signer_role]! } : {}),
    };
  });
}

function evidence(lang: Lang, { row }: Known): Html {
  const m = mineWords[lang];
  const w = words[lang];
  const facts = [
    { key: m.consentNumber, value: row.id },
    ...(row.evidence_mode === null ? [] : [{ key: m.mode, value: m.modes[row.evidence_mode] ?? row.evidence_mode }]),
    ...(row.notice_id === null ? [] : [{ key: m.notice, value: row.notice_id }]),
    { key: m.entry, value: row.journal_entry_id },
  ];
  const hash = hashBlock({ lang, label: w.documentHash, value: row.document_hash.toString('hex') });
  const links =
    row.evidence_mode === null
      ? html``
      : html`<ul><li><a href="/me/consents/${row.id}/evidence.asice">${m.download}</a></li><li><a href="/me/consents/${row.id}/document.pdf">${m.pdf}</a></li><li><a href="/me/consents/${row.id}/receipt">${m.receipt}</a></li></ul>`;
  return html`<h2>${m.evidence}</h2>${row.evidence_mode !== null && html`<p>${m.evidenceLead}</p>`}${links}${summaryList({ lang, rows: facts, plain: true })}${hash}${
    disputable(row.state as never) &&
    details(
      { summary: m.dispute },
      html`<p>${m.disputeHint}</p>${linkButton({ text: m.dispute, href: `/me/consents/${row.id}/dispute`, kind: 'warning' })}`,
    )
  }`;
}
