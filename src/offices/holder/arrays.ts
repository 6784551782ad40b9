import type { FastifyReply } from 'fastify';
import { arraysOf, type DataArray, media, publicTypes, systemsOf, type SystemRow } from '../../arrays/index.ts';
import { emptyState, type Html, html, linkButton, table, tag } from '../../platform/html/index.ts';
import type { App } from '../../platform/http/index.ts';
import { number } from '../../platform/i18n/index.ts';
import type { Lang } from '../../platform/text.ts';
import { norms } from '../shell.ts';
import { arrayWords } from './arrays.messages.ts';
import { everyRole, hasRole, type HolderDeps, pageAnswers, pageFor } from './deps.ts';
import { registerTrail } from './registers.ts';
import { Done, showDesk, type Visit, visitOf } from './visit.ts';

/** PD-3.6, PD-3.25: the register of the holder's arrays and of the systems that hold them. */
export function arrayPages(app: App, deps: HolderDeps): void {
  app.get(
    '/holder/arrays',
    { config: pageFor(...everyRole), schema: { querystring: Done, response: pageAnswers } },
    async (request, reply) => list(visitOf(request, reply, deps), request.query.done),
  );
}

async function list(visit: Visit, done?: string): Promise<FastifyReply> {
  const { lang, deps, desk } = visit;
  const words = arrayWords[lang];
  const [arrays, systems] = await Promise.all([
    deps.consent.db.tx(desk.scope, (tx) => arraysOf(tx, desk.holderId)),
    systemsOf(deps.consent.db, desk.scope, desk.holderId),
  ]);
  return showDesk(visit, {
    title: words.title,
    lead: words.lead,
    width: 'wide',
    breadcrumbs: registerTrail(lang),
    done: done === 'systemSaved' ? words.systemSaved : null,
    body: html`${hasRole(desk, 'data-officer') && html`<p>${linkButton({ text: words.add, href: '/holder/arrays/new' })}</p>`}
${arrays.length === 0 ? emptyState({ title: words.none, body: words.noneMore }) : arrayTable(lang, arrays)}
<p><a href="/holders/${desk.holderId}/arrays">${words.publicPage}</a></p>
<h2>${words.systems}</h2><p>${words.systemsLead}</p>
${systems.length === 0 ? html`<p>${words.noSystems}.</p>` : systemTable(lang, systems)}
${arrays.length > 0 && hasRole(desk, 'data-officer', 'administrator') && html`<p>${linkButton({ text: words.addSystem, href: '/holder/systems/new', kind: 'secondary' })}</p>`}
${norms(lang, ['PD-3.6', 'PD-6.1', 'PD-3.25'])}`,
  });
}

export const mediumOf = (lang: Lang, array: DataArray): string =>
  media.find((one) => one.code === array.medium)?.label[lang] ?? array.medium;
export const subjectsOf = (lang: Lang, array: DataArray): string =>
  array.subjects === null ? arrayWords[lang].indefinite : number(lang, array.subjects);
export const stateOf = (lang: Lang, array: DataArray): Html => {
  const words = arrayWords[lang];
  return array.state === 'submitted'
    ? tag({ text: words.submitted, tone: 'good' })
    : tag({ text: words.draft, tone: 'wait' });
};
export const regimeOf = (lang: Lang, array: DataArray): Html => {
  const words = arrayWords[lang];
  const type = publicTypes.find((one) => one.code === array.publicType)?.label[lang];
  return type === undefined
    ? tag({ text: words.confidentialTag, tone: 'neutral' })
    : html`${tag({ text: words.publicTag, tone: 'info' })} <span class="mk-small">${type}</span>`;
};

function arrayTable(lang: Lang, arrays: readonly DataArray[]): Html {
  const words = arrayWords[lang];
  return table({
    caption: words.title,
    captionHidden: true,
    columns: [
      { head: words.name },
      { head: words.medium },
      { head: words.subjects, numeric: true },
      { head: words.isPublic, headHidden: true },
      { head: words.state },
    ],
    rows: arrays.map((one) => [
      html`<a href="/holder/arrays/${one.id}">${one.name[lang] || one.name.ky}</a>`,
      mediumOf(lang, one),
      subjectsOf(lang, one),
      regimeOf(lang, one),
      stateOf(lang, one),
    ]),
  });
}

function systemTable(lang: Lang, systems: readonly SystemRow[]): Html {
  const words = arrayWords[lang];
  return table({
    caption: words.systems,
    captionHidden: true,
    columns: [
      { head: words.name },
      { head: words.arrays },
      { head: words.technologies },
      { head: words.hardware },
      { head: words.level },
    ],
    rows: systems.map((one) => [
      one.name[lang] || one.name.ky,
      html`<ul>${one.arrays.map((array) => html`<li><a href="/holder/arrays/${array.id}">${array.name[lang] || array.name.ky}</a></li>`)}</ul>`,
      one.technologies.join(', '),
      one.hardware.join(', '),
      html`${one.protection_level}<br><span class="mk-small">${one.protection_norm}</span>`,
    ]),
  });
}
