import { formatDateTime } from '../../platform/dates.ts';
import { emptyState, html, table } from '../../platform/html/index.ts';
import { systemScope } from '../../platform/db/index.ts';
import type { App } from '../../platform/http/index.ts';
import { meansUses } from '../../trust/centres/index.ts';
import type { OfficeDeps } from '../deps.ts';
import { pageAnswers } from '../holder/deps.ts';
import { norms, sendPage } from '../shell.ts';
import { centresWords } from './centres.messages.ts';

const config = {
  kind: 'page' as const,
  access: [{ for: 'staff' as const, office: 'authority' as const, roles: ['security-body'] }],
};
const most = 200;

/** ES-12.1: what made each signature, each check and each pair of keys here. */
export function meansUsesPage(app: App, deps: OfficeDeps): void {
  app.get('/authority/means/uses', { config, schema: { response: pageAnswers } }, async (request, reply) => {
    const { lang } = request;
    const w = centresWords[lang];
    const uses = await deps.consent.db.tx(systemScope('the log of signature means'), (tx) => meansUses(tx, most));
    return sendPage(request, reply, deps, {
      title: w.usesTitle,
      width: 'wide',
      breadcrumbs: [{ text: w.means, href: '/authority/means' }],
      body: html`<h1>${w.usesTitle}</h1><p class="mk-lead">${w.usesLead}</p>${
        uses.length === 0
          ? emptyState({ title: w.usesNone })
          : table({
              caption: w.usesTitle,
              captionHidden: true,
              columns: [w.usesAt, w.usesOperation, w.usesMeans, w.usesConfirmation, w.usesObject].map((head) => ({
                head,
              })),
              rows: uses.map((one) => [
                formatDateTime(lang, one.at),
                w.functionNames[one.operation],
                `${one.name} ${one.version}`,
                one.documentNumber === null ? w.usesUnlisted : `№ ${one.documentNumber}`,
                html`<code>${one.object.toString('hex').slice(0, 16)}…</code>`,
              ]),
            })
      }${norms(lang, ['ES-12.1'])}`,
    });
  });
}
