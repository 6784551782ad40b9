import { Type } from 'typebox';
import { headingOf } from '../../law/index.ts';
import { details, html, inset } from '../../platform/html/index.ts';
import { type App, RefusalError } from '../../platform/http/index.ts';
import { isUuid } from '../../platform/ids.ts';
import { centreById, centreStanding, dutiesOf, isAccredited, refuseCentre } from '../../trust/centres/index.ts';
import type { OfficeDeps } from '../deps.ts';
import { pageAnswers } from '../holder/deps.ts';
import { norms, sendPage } from '../shell.ts';
import { dutiesWords } from './duties.messages.ts';

/** ES-16.7c: what the law asks of a centre as it stands, article by article, for anybody. */
export function dutiesPage(app: App, deps: OfficeDeps): void {
  app.get(
    '/centres/:centreId/duties',
    {
      config: { access: [{ for: 'everyone' as const }], kind: 'page' as const },
      schema: { params: Type.Object({ centreId: Type.String({ maxLength: 40 }) }), response: pageAnswers },
    },
    async (request, reply) => {
      const { lang } = request;
      const w = dutiesWords[lang];
      const { centreId } = request.params;
      const now = deps.clock.now();
      const { db } = deps.consent;
      const centre = isUuid(centreId) ? await centreById(db, centreId, now) : null;
      if (centre === null) throw new RefusalError(refuseCentre('CENTRE_UNKNOWN'));
      const standing = (await centreStanding(db, centreId, now))?.standing ?? null;
      const articles = Map.groupBy(dutiesOf(standing), ({ heading }) => heading);
      return sendPage(request, reply, deps, {
        title: w.title,
        breadcrumbs: [{ text: centre.name[lang], href: `/centres/${centreId}` }],
        body: html`<h1>${w.title}</h1><p class="mk-small">${centre.name[lang]}</p>${inset(html`<p>${isAccredited(standing) ? w.accredited : w.notAccredited}</p>`)}
${[...articles].map(([heading, rows]) => {
  const place = w.article.replace('{n}', heading);
  const title = headingOf('ES', heading)?.[lang];
  return html`<h2>${title === undefined ? place : `${place}. ${title}`}</h2>${details(
    { summary: w.rows(rows.length) },
    html`<ul>${rows.map(({ id, source }) => html`<li><a href="/law/${id}">${id}</a>: <span lang="ky">${source}</span></li>`)}</ul>`,
  )}`;
})}
<h2>${w.basis}</h2>${norms(lang, ['ES-16.7c', 'ES-16.7a'])}`,
      });
    },
  );
}
