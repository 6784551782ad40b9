import { formatDate } from '../../platform/dates.ts';
import { html, inset, linkButton, summaryList } from '../../platform/html/index.ts';
import type { App } from '../../platform/http/index.ts';
import { centreById, centreStanding } from '../../trust/centres/index.ts';
import { actorAt, type CasesDeps, centreOffice } from '../cases/deps.ts';
import { caseLinks } from '../cases/tasks.ts';
import { deskOf, pageAnswers } from '../holder/deps.ts';
import { sendPage } from '../shell.ts';
import { retentionWords } from '../authority/retention.messages.ts';
import { checksWords } from '../checks/checks.messages.ts';
import { centresWords } from './centres.messages.ts';
import { papersWords } from './papers.messages.ts';
import { centreKeyWords } from './key.messages.ts';
import { certificateText } from './public.ts';
import { lastDayText, standingTag } from './views.ts';

/** The centre's own page: how it stands with the authority, and what it can do. */
export function centreHomePage(app: App, deps: CasesDeps): void {
  app.get('/centre', { config: centreOffice.config, schema: { response: pageAnswers } }, async (request, reply) => {
    const { lang } = request;
    const w = centresWords[lang];
    const { holderId, roles } = deskOf(request);
    const now = deps.clock.now();
    const { db } = deps.consent;
    const [centre, found] = await Promise.all([centreById(db, holderId, now), centreStanding(db, holderId, now)]);
    const by = actorAt(deps, request, holderId);
    const accredited = found !== null && ['active', 'suspended'].includes(found.standing.state);
    const administrator = roles.includes('administrator');
    const links = [
      ['/centre/tasks', w.tasks],
      ...(deps.sandbox && administrator ? [['/centre/key', centreKeyWords[lang].title]] : []),
      ['/centre/trusted', w.trusted],
      ['/centre/checks', checksWords[lang].list],
      ...(administrator
        ? [
            ['/centre/papers', papersWords[lang].title],
            ['/centre/purge', retentionWords[lang].purge],
          ]
        : []),
      [`/centres/${holderId}`, w.publicPage],
    ] as const;
    const accreditation = deps.engine.procedures.find(({ name }) => name === 'accreditation')!;
    return sendPage(request, reply, deps, {
      title: centre?.name[lang] ?? w.office,
      width: 'wide',
      body: html`<h1>${centre?.name[lang] ?? w.office}</h1>
${summaryList({
  lang,
  rows: [
    { key: w.state, value: standingTag(lang, found?.standing ?? null) },
    { key: w.address, value: centre?.address[lang] ?? '—' },
    ...(found === null
      ? []
      : [
          { key: w.since, value: formatDate(lang, found.standing.since) },
          { key: w.certificate, value: certificateText(lang, found) },
          { key: w.until, value: lastDayText(lang, found.accreditation.untilAt) },
          { key: w.rootCertificate, value: found.accreditation.rootCertificate ?? w.outstanding },
        ]),
  ],
})}
${!accredited && html`${inset(html`<p>${w.notAccreditedText}</p>`)}${administrator && html`<p>${linkButton({ text: accreditation.texts.acts['apply']![lang], href: '/centre/open/accreditation' })}</p>`}`}
<h2>${w.cases}</h2><ul>${caseLinks(deps, 'centre', by, lang)}</ul>
<h2>${w.more}</h2><ul>${links.map(([href, text]) => html`<li><a href="${href}">${text}</a></li>`)}</ul>`,
    });
  });
}
