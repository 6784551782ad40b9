import type { FastifyRequest } from 'fastify';
import { button, form, html, type Html } from '../../platform/html/index.ts';
import { type ConfirmedMeans, isConfirmed, meansList } from '../../trust/centres/index.ts';
import { keyMakingMeans } from '../../trust/sign/index.ts';
import type { CasesDeps } from '../cases/deps.ts';
import { keyWords } from './keys.messages.ts';

/** ES-13.1.7a: the means that makes keys here, as the list of confirmed means knows it now. */
export async function keyMakerNow({ consent, clock }: CasesDeps): Promise<ConfirmedMeans | null> {
  const now = clock.now();
  const { name, version } = keyMakingMeans;
  const found = (await meansList(consent.db, now)).find((one) => one.name === name && one.version === version);
  return found !== undefined && isConfirmed(found, now) ? found : null;
}

/** The registrar's order to make the keys, by one button: which means it is, the list says. */
export function keyOrderForm({ lang, csrf }: FastifyRequest, caseId: string, maker: ConfirmedMeans | null): Html {
  const k = keyWords[lang];
  if (maker === null) return html`<h2 id="makeKeys">${k.orderTitle}</h2><p>${k.noMaker}</p>`;
  const { name, version, documentNumber } = maker;
  return html`<h2 id="makeKeys">${k.orderTitle}</h2><p>${k.orderLead(`${name} ${version} (№ ${documentNumber})`)}</p>${form(
    { action: `/centre/applications/${caseId}/keys`, csrf, hidden: { means: documentNumber } },
    button({ text: k.order }),
  )}`;
}
