import { Type } from 'typebox';
import type { Data } from '../../cases/index.ts';
import { personScope } from '../../platform/db/index.ts';
import { formatDate, formatDateTime } from '../../platform/dates.ts';
import { details, emptyState, html, type Html, summaryList, table } from '../../platform/html/index.ts';
import { type App, orRefuse, sendFile } from '../../platform/http/index.ts';
import type { Lang, Text3 } from '../../platform/text.ts';
import { allCentres } from '../../trust/centres/index.ts';
import {
  type KeptBeside,
  keptAbout,
  keptBeside,
  type OwnerFile,
  readDocument,
  subjectsAtCentres,
} from '../../trust/owner-files/index.ts';
import { type CasesDeps, citizenOffice } from '../cases/deps.ts';
import { checksWords } from '../checks/checks.messages.ts';
import { meOf } from '../citizen/mine.ts';
import { myTrail } from '../citizen/trail.ts';
import { fileAnswer, pageAnswers, Uuid } from '../holder/deps.ts';
import { norms, sendPage } from '../shell.ts';
import { keptWords } from './kept.messages.ts';
import { applicationName } from './of-case.ts';
import { officeWords } from './office.messages.ts';
import { numberText } from './words.ts';

/** ES-15.3d: all that centres keep about the owner, on one page, with the stored copies. */
export function keptPages(app: App, deps: CasesDeps): void {
  const { config } = citizenOffice;
  const files = { ...deps.consent, engine: deps.engine };
  const owner = async (request: Parameters<typeof meOf>[0]) => {
    const { personId } = meOf(request);
    const subjects = await subjectsAtCentres(files, personId);
    return { scope: personScope(subjects), subjects, actor: { kind: 'person', id: subjects[0] ?? personId } as const };
  };
  app.get('/me/certificates/kept', { config, schema: { response: pageAnswers } }, async (request, reply) => {
    const { lang } = request;
    const w = keptWords[lang];
    const me = await owner(request);
    const kept = await keptAbout(files, me);
    const beside = await keptBeside(files, me);
    const names = new Map<string, string>();
    for (const { id, name } of await allCentres(deps.consent.db, deps.clock.now())) names.set(id, name[lang]);
    const nameOf = (centreId: string): string => names.get(centreId) ?? '—';
    const nothing = kept.length + beside.cases.length + beside.checks.length === 0;
    return sendPage(request, reply, deps, {
      title: w.title,
      width: 'wide',
      breadcrumbs: [...myTrail(lang), { text: officeWords[lang].title, href: '/me/certificates' }],
      body: html`<h1>${w.title}</h1><p class="mk-lead">${w.lead}</p>
${nothing && emptyState({ title: w.none, body: html`<p>${w.noneMore}</p>` })}${kept.map((one) => filePart(deps, lang, one, nameOf(one.centreId)))}
${casesPart(deps, lang, beside, nameOf)}${checksPart(lang, beside, nameOf)}
<h2>${officeWords[lang].basis}</h2>${norms(lang, ['ES-15.2.1', 'ES-15.3a', 'ES-15.3d'])}`,
    });
  });
  app.get(
    '/me/certificates/kept/:documentId',
    { config, schema: { params: Type.Object({ documentId: Uuid }), response: fileAnswer } },
    async (request, reply) => {
      const { documentId } = request.params;
      const { bytes, document } = orRefuse(await readDocument(files, await owner(request), documentId));
      return sendFile(reply, bytes, document.mediaType, document.slot, 'attachment');
    },
  );
}

/** What of the case is information about the owner; how the case went stands in the case. */
const aboutOwner: readonly string[] = ['apply', 'establish', 'confirmAuthority', 'keepDocument'];

function filePart(deps: CasesDeps, lang: Lang, one: OwnerFile, centre: string): Html {
  const w = keptWords[lang];
  const o = officeWords[lang];
  const { texts } = deps.engine.procedures.find(({ name }) => name === applicationName)!;
  const title = one.certificateNumber === null ? o.application : o.certificateNo(numberText(one.certificateNumber));
  return html`<h2>${title}</h2><p>${w.from(centre)}. <a href="/me/certificates/${one.caseId}">${o.open}<span class="mk-hidden">: ${title}</span></a></p>
${one.purgedAt !== null && html`<p class="mk-inset">${w.purged(formatDate(lang, one.purgedAt))}</p>`}
${one.acts
  .filter(({ act }) => aboutOwner.includes(act))
  .map(
    ({ act, at, data }) =>
      html`<h3>${texts.acts[act]![lang]}</h3><p class="mk-small">${formatDateTime(lang, at)}</p>${summaryList({ lang, rows: rowsOf(lang, data, texts.fields) })}`,
  )}
<h3>${w.documents}</h3>${one.documents.length === 0 ? html`<p>${w.noDocuments}</p>` : documentsTable(lang, one, texts.fields)}`;
}

type NameOf = (centreId: string) => string;

function casesPart(deps: CasesDeps, lang: Lang, { cases }: KeptBeside, nameOf: NameOf): Html {
  const w = keptWords[lang];
  if (cases.length === 0) return html``;
  return html`<h2>${w.otherCases}</h2>${cases.map(({ id, centreId, procedure, acts }) => {
    const { texts } = deps.engine.procedures.find(({ name }) => name === procedure)!;
    const title = texts.title[lang];
    return html`<h3>${title}</h3><p>${w.from(nameOf(centreId))}. <a href="/me/cases/${id}">${w.openCase}<span class="mk-hidden">: ${title}</span></a></p>
${acts.map(({ act, at, data }) => html`<h4>${texts.acts[act]?.[lang] ?? act}</h4><p class="mk-small">${formatDateTime(lang, at)}</p>${summaryList({ lang, rows: rowsOf(lang, data, texts.fields) })}`)}`;
  })}`;
}

function checksPart(lang: Lang, { checks }: KeptBeside, nameOf: NameOf): Html {
  const w = keptWords[lang];
  const c = checksWords[lang];
  if (checks.length === 0) return html``;
  return html`<h2>${w.checks}</h2>${table({
    caption: w.checks,
    captionHidden: true,
    columns: [{ head: c.when }, { head: w.centre }, { head: c.verdict }, { head: c.fingerprint }],
    rows: checks.map(({ id, at, centreId, verdict, signatureSha256 }) => [
      html`<a href="/me/centres/${centreId}/checks/${id}">${formatDateTime(lang, at)}</a>`,
      nameOf(centreId),
      c.verdicts[verdict],
      html`<code class="mk-small">${signatureSha256}</code>`,
    ]),
    stack: true,
  })}`;
}

function documentsTable(lang: Lang, { documents, caseId }: OwnerFile, fields: Readonly<Record<string, Text3>>): Html {
  const w = keptWords[lang];
  const slotText = (slot: string): string => fields[`slot=${slot}`]?.[lang] ?? slot;
  return table({
    caption: `${w.documents} ${caseId}`,
    captionHidden: true,
    columns: [{ head: w.document }, { head: w.stored }, { head: w.digest }, { head: w.file }],
    rows: documents.map(({ id, slot, storedAt, digest, purgedAt }) => [
      slotText(slot),
      formatDateTime(lang, storedAt),
      html`<code class="mk-small">${digest}</code>`,
      purgedAt === null
        ? html`<a href="/me/certificates/kept/${id}">${w.download}<span class="mk-hidden">: ${slotText(slot)}</span></a>`
        : '—',
    ]),
  });
}

/** What an act says, field by field, in the words of its form. */
function rowsOf(lang: Lang, data: Data, fields: Readonly<Record<string, Text3>>) {
  const rows: { key: string; value: Html | string }[] = [];
  const walk = (value: unknown, path: string): void => {
    if (Array.isArray(value)) return value.forEach((one) => walk(one, path));
    if (typeof value === 'object' && value !== null) {
      for (const [name, inner] of Object.entries(value)) walk(inner, path === '' ? name : `${path}/${name}`);
      return;
    }
    const text = String(value);
    const said = fields[`${path}=${text}`]?.[lang] ?? (/^\d{4}-\d\d-\d\d$/.test(text) ? formatDate(lang, text) : text);
    rows.push({
      key: fields[path]?.[lang] ?? path,
      value:
        text.length > 300
          ? details({ summary: keptWords[lang].whole }, html`<pre class="mk-small">${text}</pre>`)
          : said,
    });
  };
  walk(data, '');
  return rows;
}
