import { Type } from 'typebox';
import { freezeConsent, openConsent } from '../../consent/index.ts';
import { fullName } from '../../consent/document/index.ts';
import type { SigningEvidence } from '../../identity/index.ts';
import { formatDateTime } from '../../platform/dates.ts';
import type { Lang } from '../../platform/text.ts';
import {
  buttonGroup,
  hashBlock,
  html,
  linkButton,
  panel,
  postButton,
  summaryList,
  warningText,
} from '../../platform/html/index.ts';
import { type App, htmlSchema, orRefuse } from '../../platform/http/index.ts';
import type { OfficeDeps } from '../deps.ts';
import { norms, sendPage } from '../shell.ts';
import { certificateWords } from './certificate.messages.ts';
import { consentParam } from './details-page.ts';
import { endText } from './facts.ts';
import { person } from './journey.ts';
import { meOf, ownConsent } from './mine.ts';
import { mineWords } from './mine.messages.ts';
import { disputable, shownState } from './states.ts';
import { myTrail } from './trail.ts';
import { withdrawWords } from './withdraw.messages.ts';
import { words } from './words.messages.ts';

/** "This was not me" (PD-9.5a), and the receipt of a decision (CP-6c). */
export function disputePages(app: App, deps: OfficeDeps): void {
  const access = { kind: 'page', access: person } as const;

  app.get(
    '/me/consents/:consentId/dispute',
    { config: access, schema: { params: consentParam, response: htmlSchema } },
    async (request, reply) => {
      const { lang, csrf } = request;
      const m = withdrawWords[lang];
      const w = words[lang];
      const { row, holder, version } = await ownConsent(deps.consent, meOf(request), request.params.consentId);
      if (row.state === 'frozen') {
        const body = html`${panel({ title: m.disputedTitle, body: m.disputed })}<p>${m.disputeAdvice} <a href="/me/security">${m.security}</a></p><p><a href="/me/consents/${row.id}">${w.back}</a></p>`;
        return sendPage(request, reply, deps, { title: m.disputedTitle, body, breadcrumbs: myTrail(lang) });
      }
      if (!disputable(shownState(row, deps.clock.now()))) return reply.redirect(`/me/consents/${row.id}`, 303);
      const body = html`<h1>${m.disputeTitle}</h1><p class="mk-lead">${m.disputeLead}</p>${summaryList({
        lang,
        rows: [
          { key: w.holder, value: holder.body.name[lang] },
          { key: w.purpose, value: version.body.text[lang] },
          { key: w.from, value: formatDateTime(lang, row.given_at) },
          { key: mineWords[lang].mode, value: mineWords[lang].modes[row.evidence_mode ?? ''] ?? '—' },
        ],
      })}
${warningText(lang, m.disputeAdvice)}${buttonGroup(postButton({ action: `/me/consents/${row.id}/dispute`, csrf, text: m.disputeButton, kind: 'warning' }), linkButton({ text: m.stay, href: `/me/consents/${row.id}`, kind: 'secondary' }))}${norms(lang, ['PD-9.5a'])}`;
      return sendPage(request, reply, deps, { title: m.disputeTitle, body, breadcrumbs: myTrail(lang) });
    },
  );

  app.post(
    '/me/consents/:consentId/dispute',
    { config: access, schema: { params: consentParam, body: Type.Object({}), response: htmlSchema } },
    async (request, reply) => {
      const me = meOf(request);
      const { row, own } = await ownConsent(deps.consent, me, request.params.consentId);
      const here = `/me/consents/${row.id}/dispute`;
      if (row.state !== 'frozen')
        orRefuse(
          await freezeConsent(deps.consent, own.scope, row.subject_id, row.id, {
            kind: 'person',
            id: deps.consent.keys.subjectIdOf(me.personId, row.holder_id),
          }),
        );
      return reply.redirect(here, 303);
    },
  );

  app.get(
    '/me/consents/:consentId/receipt',
    { config: access, schema: { params: consentParam, response: htmlSchema } },
    async (request, reply) => {
      const { lang } = request;
      const m = withdrawWords[lang];
      const w = words[lang];
      const { row, holder, version, own } = await ownConsent(deps.consent, meOf(request), request.params.consentId);
      const declined = row.state === 'declined';
      const { document, evidence } = orRefuse(await openConsent(deps.consent, own.scope, row.subject_id, row.id));
      const title = declined ? m.declinedTitle : m.givenTitle;
      const rows = [
        { key: w.holder, value: holder.body.name[lang] },
        { key: w.purpose, value: version.body.text[lang] },
        { key: m.time, value: formatDateTime(lang, row.given_at) },
        ...(declined || document === null
          ? []
          : [
              { key: m.signer, value: fullName(document.signatureName) },
              { key: w.until, value: endText({ document, version }, lang) },
              { key: mineWords[lang].mode, value: mineWords[lang].modes[row.evidence_mode ?? ''] ?? '—' },
              ...createdRows(lang, evidence),
            ]),
      ];
      const files = html`<h2>${m.keep}</h2><p>${mineWords[lang].evidenceLead}</p><ul><li><a href="/me/consents/${row.id}/evidence.asice">${mineWords[lang].download}</a></li><li><a href="/me/consents/${row.id}/document.pdf">${mineWords[lang].pdf}</a></li></ul><h2>${m.howToWithdraw}</h2><p>${m.howTo} <a href="/me/consents/${row.id}/withdraw">${m.send}</a></p>`;
      const body = html`${panel({ title, ...(declined ? { body: m.declined } : {}), reference: { label: m.receiptNumber, value: row.id } })}${summaryList({ lang, title: m.receiptWhat, rows })}${hashBlock({ lang, label: w.documentHash, value: row.document_hash.toString('hex') })}
${declined ? html`<p><a href="/me/consent/${row.purpose_id}">${mineWords[lang].answerAgain}</a></p>` : files}<p><a href="/me">${w.back}</a></p>`;
      return sendPage(request, reply, deps, { title, body, breadcrumbs: myTrail(lang) });
    },
  );
}

// ES-12.2.3: that a signature was created, of which class, with which certificate.
function createdRows(lang: Lang, evidence: Partial<SigningEvidence> | null): { key: string; value: string }[] {
  if (evidence === null || !('certificate' in evidence) || evidence.certificate === undefined) return [];
  const m = certificateWords[lang];
  const { number, report } = evidence.certificate;
  return [{ key: m.created, value: m.createdBy(m.types[report.class], number) }];
}
