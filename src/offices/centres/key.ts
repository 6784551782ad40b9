import { banner, button, codeBlock, form, html, inset } from '../../platform/html/index.ts';
import { type App, orRefuse } from '../../platform/http/index.ts';
import { centreById, type CentreKeys, makeCentreKey, refuseCentre } from '../../trust/centres/index.ts';
import { type CasesDeps, centrePage } from '../cases/deps.ts';
import { DoneQuery, deskOf, pageAnswers, Posted } from '../holder/deps.ts';
import { sendPage } from '../shell.ts';
import { centreKeyWords } from './key.messages.ts';

const path = '/centre/key';
const config = centrePage('administrator');

/** In the sandbox: the centre's key, kept here, and the request that goes into its application for accreditation (ES-16.5d). */
export function centreKeyPage(app: App, deps: CasesDeps & { readonly centreKeys: CentreKeys }): void {
  app.get(path, { config, schema: { querystring: DoneQuery, response: pageAnswers } }, async (request, reply) => {
    const { lang, csrf } = request;
    const w = centreKeyWords[lang];
    const centre = orRefuse(
      (await centreById(deps.consent.db, deskOf(request).holderId, deps.clock.now())) ?? refuseCentre('CENTRE_UNKNOWN'),
    );
    const pem = await deps.centreKeys.request(centre);
    return sendPage(request, reply, deps, {
      title: w.title,
      path,
      body: html`${request.query.done !== undefined && banner({ lang, kind: 'success', body: html`<p>${w.made}</p>` })}<h1>${w.title}</h1><p>${w.lead}</p>${inset(html`<p>${w.sandbox}</p>`)}
${pem !== null && html`${codeBlock({ lang, code: pem.trim(), label: w.request })}<p>${w.next}</p>`}
${form({ action: path, csrf }, button({ text: pem === null ? w.make : w.again, kind: pem === null ? 'primary' : 'secondary' }))}`,
      breadcrumbs: [{ text: w.office, href: '/centre' }],
    });
  });
  app.post(path, { config, schema: { body: Posted, response: pageAnswers } }, async (request, reply) => {
    const { accountId, holderId: centreId } = deskOf(request);
    orRefuse(await makeCentreKey({ ...deps.consent, centreKeys: deps.centreKeys }, { accountId, centreId }));
    return reply.redirect(`${path}?done=1`, 303);
  });
}
