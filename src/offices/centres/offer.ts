import { Type } from 'typebox';
import { formatDate } from '../../platform/dates.ts';
import { systemScope } from '../../platform/db/index.ts';
import { html, linkButton, table } from '../../platform/html/index.ts';
import { type App, htmlSchema, RefusalError } from '../../platform/http/index.ts';
import { copyDays } from '../../procedures/index.ts';
import { centreById, refuseCentre } from '../../trust/centres/index.ts';
import { offerAt, openSteps, services, stepTerm } from '../../trust/rules/index.ts';
import type { OfficeDeps } from '../deps.ts';
import { Uuid } from '../holder/deps.ts';
import { norms, sendPage } from '../shell.ts';
import { centresWords } from './centres.messages.ts';
import { offerWords } from './offer.messages.ts';

/** Days of a step where neither an act nor the centre has set any. */
const otherwise = { 'certificate-copy': copyDays } as const;

/** ES-13.8: the standard offer of a centre, for anybody: one price for each service, and the terms of its steps as they would run now. */
export function offerPage(app: App, deps: OfficeDeps): void {
  app.get(
    '/centres/:centreId/offer',
    {
      config: { access: [{ for: 'everyone' as const }], kind: 'page' },
      schema: { params: Type.Object({ centreId: Uuid }), response: htmlSchema },
    },
    async (request, reply) => {
      const { lang } = request;
      const { centreId } = request.params;
      const w = offerWords[lang];
      const { db } = deps.consent;
      const now = deps.clock.now();
      const centre = await centreById(db, centreId, now);
      if (centre === null) throw new RefusalError(refuseCentre('CENTRE_UNKNOWN'));
      const { offer, terms } = await db.tx(
        systemScope('the standard offer of a centre is shown to anybody'),
        async (tx) => ({
          offer: await offerAt(tx, centreId, now),
          terms: await Promise.all(
            openSteps.map(async (step) => ({ step, ...(await stepTerm(tx, centreId, step, now, otherwise[step])) })),
          ),
        }),
      );
      const price = (service: (typeof services)[number]): string => {
        const set = offer?.prices[service] ?? '0.00';
        return Number(set) === 0 ? w.free : w.som(set);
      };
      return sendPage(request, reply, deps, {
        title: w.title,
        description: w.lead,
        breadcrumbs: [
          { text: centresWords[lang].registers, href: '/registers/centres' },
          { text: centre.name[lang], href: `/centres/${centreId}` },
        ],
        body: html`<h1>${w.title}</h1><p class="mk-lead">${w.lead}</p>
<p>${offer === null ? w.none : w.edition(offer.edition, formatDate(lang, offer.publishedAt))}</p>
${table({
  caption: w.service,
  captionHidden: true,
  columns: [{ head: w.service }, { head: w.price, numeric: true, nowrap: true }],
  rows: services.map((service) => [w.services[service], price(service)]),
})}
${table({
  caption: w.step,
  captionHidden: true,
  columns: [{ head: w.step }, { head: w.term, nowrap: true }, { head: w.setBy }],
  rows: terms.map(({ step, days, setBy, act }) => [w.steps[step], w.days(days), w.by[setBy](act)]),
  stack: true,
})}
<p>${linkButton({ text: w.apply, href: `/me/certificates/apply?centre=${centreId}` })}</p>
<h2>${w.basis}</h2>${norms(lang, ['ES-13.8', 'ES-13.7a', 'ES-13.7b'])}`,
      });
    },
  );
}
