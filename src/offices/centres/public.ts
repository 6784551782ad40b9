import type { FastifyRequest } from 'fastify';
import { formatDate, formatDateTime } from '../../platform/dates.ts';
import { emptyState, html, type Html, linkButton, summaryList, table, tag } from '../../platform/html/index.ts';
import { type App, htmlSchema, RefusalError } from '../../platform/http/index.ts';
import { isUuid } from '../../platform/ids.ts';
import type { Lang } from '../../platform/text.ts';
import {
  type Centre,
  centreById,
  centreStanding,
  type Listed,
  listAt,
  type ListName,
  meansList,
  papersOf,
  refuseCentre,
  type Transfer,
  transfers,
  trustedPersons,
} from '../../trust/centres/index.ts';
import { publicScope } from '../../platform/db/index.ts';
import { keeperOf, takenOver } from '../../trust/issue/index.ts';
import { rootRegister } from '../../trust/registers/index.ts';
import type { OfficeDeps, PageInput } from '../deps.ts';
import { norms, sendPage } from '../shell.ts';
import { checksWords } from '../checks/checks.messages.ts';
import { liabilityClaim } from '../../procedures/index.ts';
import { asOfForm, asOfRequest } from './as-of.ts';
import { centresWords } from './centres.messages.ts';
import { dutiesWords } from './duties.messages.ts';
import { signatureTypesWords } from '../exchange/signature-types.messages.ts';
import { offerWords } from './offer.messages.ts';
import { formerLawWords } from './former-law.messages.ts';
import { rulesWords } from './rules.messages.ts';
import { downloads, rootTable } from './published.ts';
import { publishedWords } from './published.messages.ts';
import { papersWords } from './papers.messages.ts';
import { trustedWords } from './trusted.messages.ts';
import { registerEntryWords } from './register-entry.messages.ts';
import { lastDayText, meansCells, meansColumns, standingTag, trustedCells } from './views.ts';

const everyone = [{ for: 'everyone' as const }];

/** ES-8.3, ES-8.5.3b: what anybody may read about centres, round the clock. */
export function publicCentrePages(app: App, deps: OfficeDeps): void {
  const show = (path: string, make: (request: FastifyRequest, deps: OfficeDeps) => Promise<PageInput>): void => {
    app.get(
      path,
      { config: { access: everyone, kind: 'page' }, schema: { response: htmlSchema } },
      async (request, reply) => sendPage(request, reply, deps, await make(request, deps)),
    );
  };
  show('/registers/centres', listsPage);
  show('/registers/means', meansPage);
  show('/centres/:centreId', centrePage);
}

const order: readonly ListName[] = ['accredited', 'suspended', 'revoked', 'ceased', 'expired'];

async function listsPage(request: FastifyRequest, deps: OfficeDeps): Promise<PageInput> {
  const { lang } = request;
  const w = centresWords[lang];
  const asOf = asOfRequest(request, deps.clock.now());
  const { top, form } = asOfForm(lang, '/registers/centres', asOf);
  const { db } = deps.consent;
  const lists = await Promise.all(order.map((name) => listAt(db, name, asOf.at)));
  const received = await transfers(db, asOf.at);
  const root = await rootRegister(db, asOf.at);
  const p = publishedWords[lang];
  return {
    title: w.registers,
    description: w.registersLead,
    width: 'wide',
    failed: asOf.fault,
    body: html`${top}<h1>${w.registers}</h1><p class="mk-lead">${w.registersLead}</p>${form}
${order.map((name, index) => html`<h2 id="${name}">${w.lists[name]}</h2>${listTable(lang, name, lists[index]!)}`)}
<h2 id="transferred">${w.transferred}</h2>${transferTable(lang, received, lists.flat())}
<h2 id="root">${p.root}</h2><p>${p.rootLead}</p>${rootTable(lang, root.items)}
<p>${linkButton({ text: registerEntryWords[lang].title, href: '/registers/certificates', kind: 'secondary' })}</p><p>${linkButton({ text: w.means, href: '/registers/means', kind: 'secondary' })}</p><p><a href="/registers/signature-types">${signatureTypesWords[lang].title}</a></p><p><a href="/registers/rules">${rulesWords[lang].title}</a></p><p><a href="/registers/former-law">${formerLawWords[lang].title}</a></p>
${downloads(lang, asOf.day === null ? null : asOf.at)}
<h2>${w.basis}</h2>${norms(lang, ['ES-8.3b', 'ES-8.3.1a', 'ES-8.3.2a', 'ES-8.3.2b', 'ES-8.3.3', 'ES-8.3.4', 'ES-8.3.5', 'ES-8.3.6'])}`,
  };
}

/** ES-8.3.6. */
function transferTable(lang: Lang, rows: readonly Transfer[], listed: readonly Listed[]): Html {
  const w = centresWords[lang];
  if (rows.length === 0) return html`<p>${w.noTransfers}</p>`;
  const nameOf = (id: string): string => listed.find(({ centre }) => centre.id === id)?.centre.name[lang] ?? w.centre;
  return table({
    caption: w.transferred,
    captionHidden: true,
    columns: [{ head: w.centre }, { head: w.document }, { head: w.since }, { head: w.entries, numeric: true }],
    rows: rows.map((one) => [
      html`<a href="/centres/${one.centreId}">${nameOf(one.centreId)}</a>`,
      `№ ${one.act}`,
      formatDateTime(lang, one.acceptedAt),
      String(one.entries),
    ]),
  });
}

function listTable(lang: Lang, name: ListName, rows: readonly Listed[]): Html {
  const w = centresWords[lang];
  if (rows.length === 0) return html`<p>${w.none}</p>`;
  const first = ({ centre }: Listed): Html =>
    html`<a href="/centres/${centre.id}">${centre.name[lang]}</a>${centre.sandbox && html` ${tag({ text: w.sandbox })}`}<br><span class="mk-small">${centre.address[lang]}</span>`;
  if (name === 'accredited')
    return table({
      caption: w.lists[name],
      captionHidden: true,
      columns: [
        { head: w.centre },
        { head: w.state },
        { head: w.certificate },
        { head: w.until },
        { head: w.rootCertificate },
      ],
      rows: rows.map((row) => [
        first(row),
        standingTag(lang, row.standing),
        certificateText(lang, row),
        lastDayText(lang, row.accreditation.untilAt),
        row.accreditation.rootCertificate ?? w.outstanding,
      ]),
    });
  return table({
    caption: w.lists[name],
    captionHidden: true,
    columns: [
      { head: w.centre },
      { head: w.document },
      { head: w.since },
      ...(name === 'suspended' ? [{ head: w.fixUntil }, { head: w.ended }] : []),
      ...(name === 'ceased' ? [{ head: w.successor }] : []),
    ],
    rows: rows.map((row) => [
      first(row),
      row.standing.document.number === ''
        ? '—'
        : `№ ${row.standing.document.number}, ${formatDate(lang, row.standing.document.on)}`,
      formatDateTime(lang, row.standing.since),
      ...(name === 'suspended'
        ? [
            lastDayText(lang, row.standing.fixUntil),
            row.standing.until === null ? w.goesOn : formatDateTime(lang, row.standing.until),
          ]
        : []),
      ...(name === 'ceased'
        ? [row.standing.document.successorName?.[lang] ?? row.standing.document.successor ?? '—']
        : []),
    ]),
  });
}

export const certificateText = (lang: Lang, { accreditation: a }: Pick<Listed, 'accreditation'>): string =>
  a.certificateNumber === null
    ? centresWords[lang].notHanded
    : `№ ${a.certificateNumber}, ${formatDate(lang, a.handedOverAt!)}`;

async function meansPage(request: FastifyRequest, deps: OfficeDeps): Promise<PageInput> {
  const { lang } = request;
  const w = centresWords[lang];
  const asOf = asOfRequest(request, deps.clock.now());
  const { top, form } = asOfForm(lang, '/registers/means', asOf);
  const rows = await meansList(deps.consent.db, asOf.at);
  return {
    title: w.means,
    description: w.meansLead,
    width: 'wide',
    failed: asOf.fault,
    body: html`${top}<h1>${w.means}</h1><p class="mk-lead">${w.meansLead}</p>${form}
${
  rows.length === 0
    ? emptyState({ title: w.none })
    : table({
        caption: w.means,
        captionHidden: true,
        columns: meansColumns(lang),
        rows: rows.map((one) => meansCells(lang, one, asOf.at)),
      })
}
<h2>${w.basis}</h2>${norms(lang, ['ES-8.5.3a', 'ES-8.5.3b'])}`,
  };
}

async function centrePage(request: FastifyRequest, deps: OfficeDeps): Promise<PageInput> {
  const { lang } = request;
  const w = centresWords[lang];
  const { centreId } = request.params as { centreId: string };
  const asOf = asOfRequest(request, deps.clock.now());
  const { db } = deps.consent;
  const centre = isUuid(centreId) ? await centreById(db, centreId, asOf.at) : null;
  if (centre === null) throw new RefusalError(refuseCentre('CENTRE_UNKNOWN'));
  const [found, trusted, papers] = await Promise.all([
    centreStanding(db, centreId, asOf.at),
    trustedPersons(db, centreId, asOf.at),
    papersOf(db, centreId, asOf.at),
  ]);
  const { top, form } = asOfForm(lang, `/centres/${centreId}`, asOf);
  const passing = await passings(deps, centreId, asOf.at);
  const link = ({ id, name }: Centre): Html => html`<a href="/centres/${id}">${name[lang]}</a>`;
  return {
    title: centre.name[lang],
    width: 'wide',
    failed: asOf.fault,
    breadcrumbs: [{ text: w.registers, href: '/registers/centres' }],
    body: html`${top}<h1>${centre.name[lang]}</h1>${form}
${summaryList({
  lang,
  rows: [
    { key: w.state, value: standingTag(lang, found?.standing ?? null) },
    { key: w.address, value: centre.address[lang] },
    { key: w.registration, value: centre.registrationNumber },
    ...(passing.to === null ? [] : [{ key: w.passedTo, value: link(passing.to) }]),
    ...(passing.from.length === 0
      ? []
      : [{ key: w.keepsFor, value: html`${passing.from.map((one) => html`${link(one)}<br>`)}` }]),
    ...(found === null
      ? []
      : [
          { key: w.certificate, value: certificateText(lang, found) },
          { key: w.until, value: lastDayText(lang, found.accreditation.untilAt) },
          { key: w.rootCertificate, value: found.accreditation.rootCertificate ?? w.outstanding },
        ]),
  ],
})}
<h2>${papersWords[lang].title}</h2><ul>${papers.map(({ kind }) => html`<li><a href="/centres/${centreId}/${kind}">${papersWords[lang].kinds[kind]}</a></li>`)}</ul>
<h2>${w.services}</h2><ul><li><a href="/me/centres/${centreId}/open/certificate-application">${w.applyForCertificate}</a></li><li><a href="/me/centres/${centreId}/open/certificate-termination">${w.endCertificate}</a></li><li><a href="/me/centres/${centreId}/checks">${checksWords[lang].askTitle}</a></li><li><a href="/me/centres/${centreId}/open/liability-claim">${liabilityClaim.texts.acts['file']![lang]}</a></li></ul>
<p><a href="/centres/${centreId}/offer">${offerWords[lang].title}</a></p><p><a href="/centres/${centreId}/duties">${dutiesWords[lang].title}</a></p>
<h2>${w.trusted}</h2><p>${w.trustedLead}</p>${trusted.length === 0 ? html`<p>${w.trustedNone}</p>` : trustedTable(lang, trusted, asOf.at)}
<h2>${w.basis}</h2>${norms(lang, ['ES-8.3.1a', 'ES-15.1', 'ES-13.4a'])}`,
  };
}

/** ES-13.6f: to whom the functions of a centre have passed, and whose it has taken over. */
async function passings(
  { consent: { db } }: OfficeDeps,
  centreId: string,
  at: Date,
): Promise<{ readonly to: Centre | null; readonly from: readonly Centre[] }> {
  return db.tx(publicScope(), async (tx) => {
    const keeper = await keeperOf(tx, centreId, at);
    const from: Centre[] = [];
    for (const { formerId } of await takenOver(tx, centreId, at)) {
      const former = await centreById(tx, formerId, at);
      if (former !== null) from.push(former);
    }
    return { to: keeper === centreId ? null : await centreById(tx, keeper, at), from };
  });
}

export const trustedTable = (
  lang: Lang,
  rows: Awaited<ReturnType<typeof trustedPersons>>,
  at: Date,
  last?: (one: (typeof rows)[number]) => Html,
): Html => {
  const w = centresWords[lang];
  return table({
    caption: w.trusted,
    captionHidden: true,
    columns: [
      { head: w.name },
      { head: w.contract },
      { head: w.scope },
      { head: w.since },
      { head: w.until },
      { head: w.state },
      ...(last === undefined ? [] : [{ head: trustedWords[lang].open, headHidden: true }]),
    ],
    rows: rows.map((one) => [...trustedCells(lang, one, at), ...(last === undefined ? [] : [last(one)])]),
  });
};
