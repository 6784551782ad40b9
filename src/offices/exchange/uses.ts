import { listStaff } from '../../identity/index.ts';
import { formatDateTime } from '../../platform/dates.ts';
import { emptyState, html, table } from '../../platform/html/index.ts';
import type { App } from '../../platform/http/index.ts';
import { type SystemDeps, systemScope, usesInName } from '../../trust/systems/index.ts';
import { usesWords } from '../certificates/uses.messages.ts';
import { numberText } from '../certificates/words.ts';
import { type HolderDeps, pageAnswers, pageFor } from '../holder/deps.ts';
import { showDesk, visitOf } from '../holder/visit.ts';
import { norms } from '../shell.ts';
import { exchangeWords } from './exchange.messages.ts';
import { exchangeHome } from './own-system.ts';
import { inNameWords } from './uses.messages.ts';

const most = 200;

/** ES-10.1b: an organisation sees what its certificates, and its people's, were used for in its name; nobody else does. */
export function usesInNamePage(app: App, deps: HolderDeps & { readonly systems: SystemDeps }): void {
  const config = pageFor('administrator');
  app.get(`${exchangeHome}/uses`, { config, schema: { response: pageAnswers } }, async (request, reply) => {
    const visit = visitOf(request, reply, deps);
    const { lang, desk } = visit;
    const [w, own, e] = [usesWords[lang], inNameWords[lang], exchangeWords[lang]];
    const uses = await deps.systems.db.tx(systemScope, (tx) => usesInName(tx, desk.holderId, most));
    const staff = new Map((await listStaff(deps.identity, desk.holderId)).map((one) => [one.accountId, one.name]));
    const columns = [w.at, own.certificate, own.to, w.document, own.by];
    return showDesk(visit, {
      title: own.title,
      lead: own.lead,
      width: 'wide',
      breadcrumbs: [{ text: e.title, href: exchangeHome }],
      body: html`${
        uses.length === 0
          ? emptyState({ title: own.none })
          : table({
              caption: own.title,
              captionHidden: true,
              columns: columns.map((head) => ({ head })),
              rows: uses.map((one) => [
                formatDateTime(lang, one.at),
                html`№ ${numberText(one.certificateNumber)}<br>${w.types[one.signatureType]}`,
                html`${one.systemName[lang]}${one.recipients.map((name) => html`<br>${name ?? e.citizen}`)}`,
                html`${one.documentKind}<br><code>${one.documentHash.toString('hex').slice(0, 16)}…</code>`,
                one.accountId === null ? own.machine : (staff.get(one.accountId) ?? own.gone),
              ]),
            })
      }${norms(lang, ['ES-10.1b'])}`,
    });
  });
}
