import type { CaseNow, PageContext } from '../../cases/index.ts';
import { formatLastDay } from '../../platform/dates.ts';
import { html, type Html } from '../../platform/html/index.ts';
import type { Office } from './deps.ts';
import { withdrawalWords } from './withdrawal.messages.ts';

type Stage = 'FILED' | 'PENDING' | 'BARRED' | 'KEPT' | 'WITHDRAWN';

/** Where a contested withdrawal stands, in a sentence: what was answered, until when, what follows by itself. */
export function withdrawalLead(now: CaseNow, office: Office['name'], c: PageContext): Html {
  if (now.procedure.name !== 'contested-withdrawal') return html``;
  const w = withdrawalWords[c.lang];
  const told = (office === 'citizen' ? w.citizen : w.holder)[now.state.stage as Stage];
  const answer = now.state.duties.find(({ duty }) => duty === 'answer');
  const day = answer === undefined ? '' : formatLastDay(c.lang, answer.due);
  const consentId = now.history.acts[0]!.data['consentId'];
  const link =
    office === 'citizen'
      ? `/me/consents/${String(consentId)}`
      : office === 'holder'
        ? `/holder/consents/${now.head.subjectId}/${String(consentId)}`
        : null;
  return html`<p class="mk-lead">${typeof told === 'string' ? told : told(day)}</p>${link !== null && html`<p><a href="${link}">${w.seeConsent}</a></p>`}`;
}
