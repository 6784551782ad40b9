import type { FastifyReply, FastifyRequest } from 'fastify';
import { formatDate } from '../../platform/dates.ts';
import { card, cardGrid, emptyState, type Html, html, linkButton, tag } from '../../platform/html/index.ts';
import type { App } from '../../platform/http/index.ts';
import type { Lang } from '../../platform/text.ts';
import { centreById } from '../../trust/centres/index.ts';
import { type CaseRow, casesOfSubjects } from '../cases/cases-store.ts';
import { type CasesDeps, citizenOffice } from '../cases/deps.ts';
import { meOf, mine } from '../citizen/mine.ts';
import { myTrail } from '../citizen/trail.ts';
import { pageAnswers } from '../holder/deps.ts';
import { norms, sendPage } from '../shell.ts';
import { applicationName, type Issued, issuedOn } from './of-case.ts';
import { officeWords } from './office.messages.ts';
import { keptWords } from './kept.messages.ts';
import { signPdfWords } from './sign-pdf.messages.ts';
import { usesWords } from './uses.messages.ts';
import { numberText, stateTag } from './words.ts';

const most = 100;

/** A person's certificates and what became of each application. */
export function myCertificatesPage(app: App, deps: CasesDeps): void {
  app.get(
    '/me/certificates',
    { config: citizenOffice.config, schema: { response: pageAnswers } },
    async (request, reply) => show(request, reply, deps),
  );
}

async function show(request: FastifyRequest, reply: FastifyReply, deps: CasesDeps): Promise<FastifyReply> {
  const { lang } = request;
  const w = officeWords[lang];
  const own = await mine(deps.consent, meOf(request));
  const { db } = deps.consent;
  const cases = await casesOfSubjects(db, own.scope, own.all, null, most, applicationName);
  const found = await db.tx(own.scope, async (tx) => {
    const list: (readonly [CaseRow, Issued | null, string])[] = [];
    for (const row of cases) {
      const centre = await centreById(tx, row.holder_id, deps.clock.now());
      list.push([row, await issuedOn(deps, tx, row.holder_id, row.id), centre?.name[lang] ?? '—']);
    }
    return list;
  });
  const apply = linkButton({ text: w.apply, href: '/me/certificates/apply' });
  return sendPage(request, reply, deps, {
    title: w.title,
    width: 'wide',
    breadcrumbs: myTrail(lang),
    body: html`<h1>${w.title}</h1><p class="mk-lead">${w.lead}</p>
${found.length === 0 ? emptyState({ title: w.none, body: html`<p>${w.noneMore}</p>`, action: apply }) : html`<p>${apply}</p>${cardGrid(...found.map(([row, issued, centre]) => certificateCard(deps, lang, row, issued, centre)))}`}
<ul><li><a href="/me/certificates/sign">${signPdfWords[lang].title}</a></li><li><a href="/me/certificates/uses">${usesWords[lang].title}</a></li><li><a href="/me/certificates/kept">${keptWords[lang].title}</a></li></ul>
<h2>${w.basis}</h2>${norms(lang, ['ES-13.1.1a', 'ES-14.1', 'ES-18.3a'])}`,
  });
}

function certificateCard(deps: CasesDeps, lang: Lang, row: CaseRow, issued: Issued | null, centre: string): Html {
  const w = officeWords[lang];
  const { texts } = deps.engine.procedures.find(({ name }) => name === applicationName)!;
  const stage = texts.stages[row.stage]?.[lang] ?? row.stage;
  // Before the hand-over the application says how things stand; after it, the certificate itself.
  const running = row.ended_at === null || issued === null;
  return card({
    title: issued === null ? w.application : w.certificateNo(numberText(issued.record.serial)),
    level: 2,
    tag: running ? tag({ text: stage, tone: row.ended_at === null ? 'wait' : 'ended' }) : stateTag(lang, issued.state),
    meta: [
      { key: w.centre, value: centre },
      ...(issued === null
        ? [{ key: w.applied, value: formatDate(lang, row.opened_at) }]
        : [{ key: w.until, value: formatDate(lang, issued.record.notAfter) }]),
    ],
    actions: html`<a href="/me/certificates/${row.id}">${w.open}<span class="mk-hidden">: ${centre}, ${formatDate(lang, row.opened_at)}</span></a>`,
  });
}
