import { canonicalBytes, hex, type JsonObject, sha256 } from '../../record/index.ts';
import type { ConsentDocument } from '../../consent/document/index.ts';
import { renderConsent } from '../../consent/evidence/rendering.ts';
import {
  buttonGroup,
  hashBlock,
  html,
  inset,
  linkButton,
  postButton,
  steps,
  summaryList,
} from '../../platform/html/index.ts';
import { type App, htmlSchema, refuseHttp, RefusalError, sendFile } from '../../platform/http/index.ts';
import type { OfficeDeps } from '../deps.ts';
import { norms, sendPage } from '../shell.ts';
import { certificateWords } from './certificate.messages.ts';
import { documentView } from './document-view.ts';
import { decisionRows } from './facts.ts';
import { draftOf, draftParam, journeyOf, person, sendGone } from './journey.ts';
import { journeyWords } from './journey.messages.ts';
import { meOf } from './mine.ts';
import { journeyTrail } from './trail.ts';
import { words } from './words.messages.ts';

export const hashOfDocument = (document: ConsentDocument): string =>
  hex(sha256(canonicalBytes(document as unknown as JsonObject)));

/** CP-6b: the answers and the whole declaration are read before anything is signed. */
export function checkPages(app: App, deps: OfficeDeps): void {
  const access = { kind: 'page', access: person } as const;

  app.get(
    '/me/consent/:purposeId/:journey/check/:draft',
    { config: access, schema: { params: draftParam, response: htmlSchema } },
    async (request, reply) => {
      const me = meOf(request);
      const journey = await journeyOf(deps, me, request.params);
      const draft = journey === null ? null : await draftOf(deps, me, request.params);
      if (journey === null || draft === null) return sendGone(request, reply, deps, request.params.purposeId);
      const { lang, csrf } = request;
      const m = journeyWords[lang];
      const hash = hashOfDocument(draft.document);
      const change = `${journey.base}/choices?draft=${draft.draftId}`;
      const body = html`${steps({ lang, step: 3, of: 4, name: m.stepNames[2]! })}<h1>${m.checkTitle}</h1><p class="mk-lead">${m.checkLead}</p>${journey.power !== null && inset(html`<p>${m.onBehalf(journey.power.name)}</p>`)}
${summaryList({ lang, title: m.answers, rows: decisionRows(lang, { ...journey, document: draft.document }, change) })}
<h2>${m.whole}</h2><p><a href="${journey.base}/document/${draft.draftId}.pdf">${m.pdf}</a></p>${inset(documentView(lang, draft.document, hash))}
${hashBlock({ lang, label: words[lang].documentHash, value: hash })}${norms(lang, ['CP-6b'])}
${buttonGroup(linkButton({ text: m.toSign, href: `${journey.base}/sign/${draft.draftId}` }), postButton({ action: `${journey.base}/decline`, csrf, text: m.decline, kind: 'secondary' }))}
<p>${certificateWords[lang].withoutAgreement} <a href="${journey.base}/sign/${draft.draftId}?key=certificate">${certificateWords[lang].title}</a></p>`;
      return sendPage(request, reply, deps, { title: m.checkTitle, body, breadcrumbs: journeyTrail(lang, journey) });
    },
  );

  app.get(
    '/me/consent/:purposeId/:journey/document/:draft.pdf',
    { config: { ...access, rate: 'heavy' }, schema: { params: draftParam, response: htmlSchema } },
    async (request, reply) => {
      const draft = await draftOf(deps, meOf(request), request.params);
      if (draft === null) throw new RefusalError(refuseHttp('NOT_FOUND'));
      const file = await renderConsent(deps.pdf, draft.document, draft.document.languages.beside ?? 'ky', null);
      return sendFile(reply, file, 'application/pdf', `makulduk-${draft.document.consentId}.pdf`, 'inline');
    },
  );
}
