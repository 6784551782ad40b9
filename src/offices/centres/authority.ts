import { homeOf } from '../../cases/index.ts';
import { formatDate } from '../../platform/dates.ts';
import { html, type Html, table, tag } from '../../platform/html/index.ts';
import type { App } from '../../platform/http/index.ts';
import { accreditations, allCentres, isAccredited, standingAt } from '../../trust/centres/index.ts';
import { authorityOffice, type CasesDeps } from '../cases/deps.ts';
import { pageAnswers } from '../holder/deps.ts';
import { sendPage } from '../shell.ts';
import { casesAtCentres, type CentreCase, inspected } from './centre-cases-store.ts';
import { centresWords } from './centres.messages.ts';
import { lastDayText, standingTag } from './views.ts';

const mostCases = 200;

/** The authority's view of all centres: how each stands, whether it is inspected (ES-16.7d), and its cases. */
export function authorityCentresPage(app: App, deps: CasesDeps): void {
  app.get(
    '/authority/centres',
    { config: authorityOffice.config, schema: { response: pageAnswers } },
    async (request, reply) => {
      const { lang } = request;
      const w = centresWords[lang];
      const now = deps.clock.now();
      const { db } = deps.consent;
      // Cases about one person are opened from the list of duties, by who takes part in them.
      const procedures = deps.engine.procedures.filter((one) => homeOf(one) === 'centre' && one.about === 'holder');
      const names = procedures.map(({ name }) => name);
      const [centres, granted, cases] = await Promise.all([
        allCentres(db, now),
        accreditations(db, now),
        casesAtCentres(db, names, null, mostCases),
      ]);
      const seen = await inspected(
        db,
        granted.map(({ id }) => id),
      );
      const link = (one: CentreCase): Html => {
        const procedure = procedures.find(({ name }) => name === one.procedure)!;
        const stage = procedure.texts.stages[one.stage]?.[lang] ?? one.stage;
        return html`<li><a href="${authorityOffice.href(one.procedure, one.id, one.holder_id)}">${procedure.texts.title[lang]}, ${formatDate(lang, one.opened_at)}</a>: ${stage}</li>`;
      };
      return sendPage(request, reply, deps, {
        title: w.allCentres,
        width: 'wide',
        body: html`<h1>${w.allCentres}</h1><p class="mk-lead">${w.allCentresLead}</p>${table({
          caption: w.allCentres,
          captionHidden: true,
          columns: [{ head: w.centre }, { head: w.state }, { head: w.until }, { head: w.cases }],
          rows: centres.map((centre) => {
            const last = granted.findLast(({ centreId }) => centreId === centre.id);
            const standing = last === undefined ? null : standingAt(last, now);
            const uninspected = last !== undefined && isAccredited(standing) && !seen.has(last.id);
            const own = cases.filter((one) => one.holder_id === centre.id);
            return [
              html`<a href="/centres/${centre.id}">${centre.name[lang]}</a>`,
              html`${standingTag(lang, standing)}${uninspected && html` ${tag({ text: w.noInspection, tone: 'bad' })}`}`,
              lastDayText(lang, last?.untilAt ?? null),
              own.length === 0 ? html`${w.casesNone}` : html`<ul>${own.map(link)}</ul>`,
            ];
          }),
        })}`,
      });
    },
  );
}
