import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { formatDateTime } from '../../platform/dates.ts';
import { button, errorFor, fileUpload, form, html, select, table } from '../../platform/html/index.ts';
import type { App } from '../../platform/http/index.ts';
import { isRefusal } from '../../platform/refusal.ts';
import { documentsOfCase, storeDocument } from '../../trust/owner-files/index.ts';
import { type CasesDeps, centrePage } from '../cases/deps.ts';
import { formPage } from '../form-page.ts';
import { Uuid } from '../holder/deps.ts';
import { textOf } from '../holder/given.ts';
import { troubleOf } from '../holder/trouble.ts';
import { isScan, readUpload } from '../holder/upload.ts';
import { showDesk, type Tried } from '../holder/visit.ts';
import { norms } from '../shell.ts';
import { applicationAt } from './desk.ts';
import { deskWords } from './desk.messages.ts';
import { keptWords } from './kept.messages.ts';

const slots = ['identity', 'constituent', 'registration', 'translation', 'power'] as const;
const params = Type.Object({ caseId: Uuid });
const pattern = '/centre/applications/:caseId/scans';

/** ES-15.2, ES-15.3c: the registrar stores copies of the documents that were seen. */
export function scanPages(app: App, deps: CasesDeps): void {
  // ES-13.4a: who works for the trusted person gone through sees the documents there, and stores them.
  const config = centrePage('registrar', 'trusted');
  formPage(app, pattern, {
    config,
    params,
    multipart: true,
    act: (request) => store(request, deps),
    show: (request, reply, tried, done) => show(request, reply, deps, tried, done),
  });
}

async function store(request: FastifyRequest, deps: CasesDeps): Promise<string | Tried> {
  const { lang } = request;
  const { at } = await applicationAt(request, deps);
  const { given, scan } = await readUpload(request, 'file');
  if (!isScan(scan)) return { given, trouble: troubleOf(lang, scan) };
  const slot = slots.find((one) => one === textOf(given, 'slot')) ?? 'identity';
  const place = { by: at.by, centreId: at.holderId, caseId: at.caseId };
  const stored = await storeDocument({ ...deps.consent, engine: deps.engine }, place, { slot, bytes: scan.bytes });
  return isRefusal(stored)
    ? { given, trouble: troubleOf(lang, stored) }
    : `/centre/applications/${at.caseId}/scans?done=scan`;
}

async function show(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: CasesDeps,
  { given, trouble }: Tried,
  done: boolean,
): Promise<FastifyReply> {
  const { lang, csrf } = request;
  const w = keptWords[lang];
  const { at, application } = await applicationAt(request, deps);
  const { fields } = application.now.procedure.texts;
  const documents = await deps.consent.db.tx(at.scope, (tx) => documentsOfCase(tx, at.holderId, at.caseId));
  const back = `/centre/applications/${at.caseId}`;
  const slotText = (slot: string): string => fields[`slot=${slot}`]?.[lang] ?? slot;
  return showDesk(
    { request, reply, deps, lang },
    {
      title: w.documents,
      path: `${back}/scans`,
      width: 'wide',
      trouble,
      done: done ? deskWords[lang].done : null,
      breadcrumbs: [{ text: deskWords[lang].title, href: back }],
      body: html`${
        documents.length === 0
          ? html`<p>${w.noDocuments}</p>`
          : table({
              caption: w.documents,
              captionHidden: true,
              columns: [{ head: w.document }, { head: w.stored }, { head: w.digest }],
              rows: documents.map(({ slot, storedAt, digest }) => [
                slotText(slot),
                formatDateTime(lang, storedAt),
                html`<code class="mk-small">${digest}</code>`,
              ]),
            })
      }
<h2>${w.scan}</h2><p>${w.scanLead}</p>${form(
        { action: `${back}/scans`, csrf, multipart: true },
        select({
          lang,
          name: 'slot',
          label: w.document,
          value: textOf(given, 'slot') || 'identity',
          options: slots.map((one) => ({ value: one, text: slotText(one) })),
        }),
        fileUpload({
          lang,
          name: 'file',
          label: w.scanFile,
          accept: 'application/pdf,image/png,image/jpeg',
          error: errorFor(trouble.errors, 'file'),
        }),
        button({ text: w.scanSend }),
      )}${norms(lang, ['ES-15.2.1', 'ES-15.3c'])}`,
    },
  );
}
