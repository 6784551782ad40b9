import type { FastifyReply } from 'fastify';
import { actionLabel, confirmPaperConsent, type ConsentRow, openConsent, scanOf } from '../../consent/index.ts';
import { keysOf, openValue, sealedUnder } from '../../keys/index.ts';
import { formatDate } from '../../platform/dates.ts';
import { button, checkboxes, errorFor, form, html, summaryList } from '../../platform/html/index.ts';
import { type App, orRefuse, refuseHttp, RefusalError } from '../../platform/http/index.ts';
import { isRefusal } from '../../platform/refusal.ts';
import { addressOf, consentHere, OneConsent } from './consent-view.ts';
import { consentWords } from './consents.messages.ts';
import { type Desk, deskOf, fileAnswer, type HolderDeps, pageAnswers, pageFor, Posted } from './deps.ts';
import { type Given, listOf } from './given.ts';
import { lookAt } from './look-up.ts';
import { paperWords } from './paper.messages.ts';
import { refuse } from './refusals.ts';
import { noTrouble, type Trouble, troubleOf } from './trouble.ts';
import { showDesk, type Visit, visitOf } from './visit.ts';

const checks = ['original', 'signature', 'person', 'data', 'dates'] as const;
const config = pageFor('clerk', 'data-officer');

/** CP-10e: the second person compares the registered consent with the paper, item by item. */
export function paperCheckPages(app: App, deps: HolderDeps): void {
  app.get(
    '/holder/paper/:subjectId/:consentId/check',
    { config, schema: { params: OneConsent, response: pageAnswers } },
    async (request, reply) =>
      show(visitOf(request, reply, deps), await consentHere(deps, deskOf(request), request.params), {}, noTrouble),
  );
  app.post(
    '/holder/paper/:subjectId/:consentId/check',
    { config, schema: { params: OneConsent, body: Posted, response: pageAnswers } },
    async (request, reply) => {
      const visit = visitOf(request, reply, deps);
      const { desk } = visit;
      const row = await consentHere(deps, desk, request.params);
      const ticked = listOf(request.body, 'checks');
      if (!checks.every((check) => ticked.includes(check)))
        return show(visit, row, request.body, troubleOf(request.lang, refuse('CHECK_INCOMPLETE', { field: 'checks' })));
      const done = await confirmPaperConsent(deps.consent, desk, row.subject_id, row.id);
      if (isRefusal(done)) return show(visit, row, request.body, troubleOf(request.lang, { ...done, field: 'checks' }));
      return reply.redirect(`${addressOf(row)}?done=checked`, 303);
    },
  );
  app.get(
    '/holder/paper/:subjectId/:consentId/scan',
    { config, schema: { params: OneConsent, response: fileAnswer } },
    async (request, reply) => {
      const desk = deskOf(request);
      const row = await consentHere(deps, desk, request.params);
      const scan = await openScan(deps, desk, row);
      if (scan === null) throw new RefusalError(refuseHttp('NOT_FOUND'));
      await lookAt(deps, desk, row.subject_id, 'scan');
      return reply
        .header('content-disposition', `inline; filename="scan-${row.id}"`)
        .type(scan.mediaType)
        .send(scan.bytes);
    },
  );
}

async function openScan(
  deps: HolderDeps,
  desk: Desk,
  row: ConsentRow,
): Promise<{ bytes: Buffer; mediaType: string } | null> {
  const sealed = await scanOf(deps.consent.db, desk.scope, row.subject_id, row.id);
  if (sealed === null) return null;
  return deps.consent.db.tx(desk.scope, async (tx) => {
    const key = (await keysOf(deps.consent.keys, tx, row.subject_id, [sealed.sealed])).get(sealedUnder(sealed.sealed));
    if (key === undefined) return null;
    using opened = key;
    return {
      bytes: Buffer.from(openValue(opened, { table: 'paper_scan', row: row.id, column: 'sealed' }, sealed.sealed)),
      mediaType: sealed.media_type,
    };
  });
}

async function show(visit: Visit, row: ConsentRow, given: Given, trouble: Trouble): Promise<FastifyReply> {
  const { lang, csrf, deps, desk } = visit;
  const words = paperWords[lang];
  const said = consentWords[lang];
  if (row.evidence_mode !== 'PAPER' || row.state !== 'unproven') throw new RefusalError(refuseHttp('NOT_FOUND'));
  const { document, evidence } = orRefuse(await openConsent(deps.consent, desk.scope, row.subject_id, row.id));
  if (document === null) throw new RefusalError(refuseHttp('NOT_FOUND'));
  await lookAt(deps, desk, row.subject_id, 'paper-check');
  const { name, address: home, identityDocument } = document.subject;
  const place = (evidence as { placeOfOriginal?: string } | null)?.placeOfOriginal ?? '—';
  const address = `/holder/paper/${row.subject_id}/${row.id}`;
  return showDesk(visit, {
    title: words.checkTitle,
    lead: words.checkLead,
    trouble,
    width: 'wide',
    breadcrumbs: [{ text: words.title, href: '/holder/paper' }],
    body: html`
<p><a href="${address}/scan">${words.openScan}</a></p>
${summaryList({
  lang,
  rows: [
    { key: said.name, value: [name.surname, name.givenName, name.patronymic].filter(Boolean).join(' ') },
    { key: said.address, value: home.text },
    {
      key: said.document,
      value: html`${identityDocument.typeName[lang] ?? identityDocument.typeName.ky}, ${identityDocument.series}${identityDocument.number}, ${formatDate(lang, identityDocument.issuedOn)}, ${identityDocument.issuedBy}`,
    },
    {
      key: said.categories,
      value: html`<ul>${document.dataItems.filter((item) => item.choice === 'given').map((item) => html`<li>${item.text[lang] ?? item.text.ky}</li>`)}</ul>`,
    },
    { key: said.actions, value: document.actions.map((code) => actionLabel(code)[lang]).join(', ') },
    { key: words.acquaintedOn, value: formatDate(lang, new Date(document.notice.acquaintedAt)) },
    { key: words.signedOn, value: formatDate(lang, document.signedOn) },
    { key: said.signer, value: document.signerRole === 'subject' ? said.bySubject : said.byRepresentative },
    { key: words.original, value: place },
  ],
})}
${form(
  { action: `${address}/check`, csrf },
  checkboxes({
    lang,
    name: 'checks',
    label: words.checks,
    values: listOf(given, 'checks'),
    error: errorFor(trouble.errors, 'checks'),
    items: checks.map((check) => ({ value: check, text: words[`check_${check}`] })),
  }),
  html`<p class="mk-small">${words.notConfirm} <a href="${addressOf(row)}">${words.openConsent}</a></p>`,
  button({ text: words.confirm }),
)}`,
  });
}
