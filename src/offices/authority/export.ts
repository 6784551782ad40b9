import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { button, form, html } from '../../platform/html/index.ts';
import { type App, sendFile } from '../../platform/http/index.ts';
import { isUuid } from '../../platform/ids.ts';
import { isRefusal } from '../../platform/refusal.ts';
import { canonicalBytes } from '../../record/index.ts';
import { exportTransfer, type TransferDeps } from '../../transfers/index.ts';
import { authorityPage, type OfficeDeps, staffOf } from '../deps.ts';
import { commonWords } from '../holder/common.messages.ts';
import { pageAnswers, Posted, Uuid } from '../holder/deps.ts';
import { line } from '../holder/fields.ts';
import { textOf } from '../holder/given.ts';
import { troubleFrom, troubleOf } from '../holder/trouble.ts';
import { showDesk, type Tried, untried } from '../holder/visit.ts';
import { norms } from '../shell.ts';
import { exportWords } from './export.messages.ts';
import { relayWords } from './relay.messages.ts';

type Deps = OfficeDeps & { readonly transfers: TransferDeps };
const path = '/authority/transfers/export';
const config = { ...authorityPage('officer'), rate: 'heavy' as const };
const About = Type.Object({
  transfer: Type.Optional(Uuid),
  lang: Type.Optional(Type.String({ maxLength: 5 })),
});

/** CP-14d: an officer asks for the proofs of a transfer under the number of a request, and has them as one file. */
export function exportPages(app: App, deps: Deps): void {
  app.get(path, { config, schema: { querystring: About, response: pageAnswers } }, async (request, reply) =>
    show(request, reply, deps, { ...untried, given: { transfer: request.query.transfer ?? '' } }),
  );
  app.post(
    path,
    { config, schema: { body: Posted, response: { ...pageAnswers, 200: Type.Any({ description: 'File or page' }) } } },
    async (request, reply) => {
      const { lang, body: given } = request;
      const transfer = textOf(given, 'transfer').toLowerCase();
      const reference = textOf(given, 'reference').slice(0, 500);
      const errors = [
        ...(isUuid(transfer) ? [] : [{ field: 'transfer', text: exportWords[lang].transferWrong }]),
        ...(reference === ''
          ? [{ field: 'reference', text: commonWords[lang].fill(exportWords[lang].reference) }]
          : []),
      ];
      if (errors.length > 0) return show(request, reply, deps, { given, trouble: troubleFrom(...errors) });
      const done = await exportTransfer(deps.transfers, staffOf(request).accountId, transfer, reference);
      if (isRefusal(done))
        return show(request, reply, deps, { given, trouble: troubleOf(lang, done, () => 'transfer') });
      return sendFile(reply, canonicalBytes(done), 'application/json', `transfer-${transfer}.json`, 'attachment');
    },
  );
}

function show(request: FastifyRequest, reply: FastifyReply, deps: Deps, tried: Tried): FastifyReply {
  const { lang, csrf } = request;
  const w = exportWords[lang];
  const sheet = { lang, ...tried };
  return showDesk(
    { request, reply, deps, lang },
    {
      title: w.title,
      lead: w.lead,
      trouble: tried.trouble,
      breadcrumbs: [{ text: relayWords[lang].title, href: '/authority/transfers' }],
      body: html`${form(
        { action: path, csrf },
        line(sheet, { name: 'transfer', label: w.transfer, hint: w.transferHint }),
        line(sheet, { name: 'reference', label: w.reference, hint: w.referenceHint }),
        button({ text: w.download }),
      )}${norms(lang, ['CP-14d'])}`,
    },
  );
}
