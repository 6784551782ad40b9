import type { FastifyRequest } from 'fastify';
import { refuseArray } from '../../arrays/index.ts';
import { refuseCase } from '../../cases/index.ts';
import { mayReasons, refuseConsent, refuseDocument, refusePurpose } from '../../consent/index.ts';
import { refusePolicyFile } from '../../consent/policy/index.ts';
import { refuseHolder } from '../../holders/index.ts';
import { refuseIdentity } from '../../identity/index.ts';
import { refuseKeys } from '../../keys/index.ts';
import {
  refuseAccreditation,
  refuseCertificate,
  refuseCessation,
  refuseClaim,
  refuseKeys as refuseApplicantKeys,
  refusePolicy,
  refuseWithdrawal,
} from '../../procedures/index.ts';
import { refuseRecord } from '../../record/index.ts';
import { refuseContact } from '../../transfers/contacts/index.ts';
import { refuseTransfer } from '../../transfers/index.ts';
import { refuseRelay } from '../../transfers/relay/index.ts';
import { refuseCentre } from '../../trust/centres/index.ts';
import { refuseCheck } from '../../trust/checks/index.ts';
import { refuseCloud } from '../../trust/cloud/index.ts';
import { refuseIssue } from '../../trust/issue/index.ts';
import { refuseLegacy } from '../../trust/legacy/index.ts';
import { refuseOfficer } from '../../trust/officers/index.ts';
import { refuseOwnerFile } from '../../trust/owner-files/index.ts';
import { refuseRegister } from '../../trust/registers/index.ts';
import { refuseRetention } from '../../trust/retention/index.ts';
import { refuseRule } from '../../trust/rules/index.ts';
import { refuseSigning } from '../../trust/sign/index.ts';
import { refuseStatus } from '../../trust/status/index.ts';
import { refuseSystem } from '../../trust/systems/index.ts';
import { refuseTrustedList } from '../../trust/trusted-list/index.ts';
import { refuseTimeStamp } from '../../trust/tsa/index.ts';
import { refuseSignature } from '../../trust/verify/index.ts';
import { html, type Html, summaryList } from '../../platform/html/index.ts';
import { RefusalError, refuseHttp } from '../../platform/http/index.ts';
import type { RefusalEntry } from '../../platform/refusal.ts';
import { refuse as refuseDraft } from '../cases/refusals.ts';
import type { PageInput } from '../deps.ts';
import { refuse as refuseDesk } from '../holder/refusals.ts';
import { norms } from '../shell.ts';
import { param } from './deps.ts';
import { problemWords } from './problems.messages.ts';

const tables: readonly Readonly<Record<string, RefusalEntry>>[] = [
  mayReasons,
  ...[
    refuseAccreditation,
    refuseApplicantKeys,
    refuseArray,
    refuseCase,
    refuseCentre,
    refuseCertificate,
    refuseCessation,
    refuseCheck,
    refuseClaim,
    refuseCloud,
    refuseConsent,
    refuseContact,
    refuseDesk,
    refuseDocument,
    refuseDraft,
    refuseHolder,
    refuseHttp,
    refuseIdentity,
    refuseIssue,
    refuseKeys,
    refuseLegacy,
    refuseOfficer,
    refuseOwnerFile,
    refusePolicy,
    refuseRelay,
    refusePolicyFile,
    refusePurpose,
    refuseRecord,
    refuseRegister,
    refuseRetention,
    refuseRule,
    refuseSignature,
    refuseSigning,
    refuseStatus,
    refuseSystem,
    refuseTimeStamp,
    refuseTransfer,
    refuseTrustedList,
    refuseWithdrawal,
  ].map(({ table }) => table),
];
/** Every code with what it says; where two modules share one, each thing it says once. */
export const knownCodes: ReadonlyMap<string, readonly RefusalEntry[]> = gathered();

function gathered(): Map<string, RefusalEntry[]> {
  const all = new Map<string, RefusalEntry[]>();
  for (const [code, entry] of tables.flatMap((table) => Object.entries(table))) {
    const known = all.get(code) ?? [];
    if (!known.some(({ text }) => text.ky === entry.text.ky)) all.set(code, [...known, entry]);
  }
  return all;
}

/** The page an RFC 9457 `type` points to: what a code means, in the reader's language, with its norms. */
export function problemCodePage(request: FastifyRequest): PageInput {
  const { lang } = request;
  const m = problemWords[lang];
  const code = param(request, 'code');
  if (!/^[A-Z][A-Z0-9_]{1,60}$/.test(code)) throw new RefusalError(refuseHttp('NOT_FOUND'));
  const entries = knownCodes.get(code);
  const title = m.title.replace('{code}', code);
  return {
    title,
    body: html`<h1><span class="mk-caption">${m.caption}</span> <code>${code}</code></h1>${entries === undefined ? html`<p>${m.unknown}</p>` : meaning(lang, entries)}
<h2>${m.next}</h2><p>${m.nextText}</p><p>${m.format} <a href="/developers">${m.api}</a></p>`,
  };
}

// Places such as {field} are filled in each answer; here they stay open.
const open = (sentence: string): string => sentence.replace(/\{\w+\}/g, '…');

/** What it says (two modules may say it in their own words), with which status, on which norms. */
function meaning(lang: FastifyRequest['lang'], entries: readonly RefusalEntry[]): Html {
  const m = problemWords[lang];
  const law = [...new Set(entries.flatMap((entry) => entry.law))];
  const statuses = [...new Set(entries.flatMap(({ status }) => status ?? []))].join(', ');
  return html`<h2>${m.meaning}</h2>${entries.map(({ text }) => html`<p class="mk-lead">${open(text[lang])}</p>`)}${statuses !== '' && summaryList({ lang, rows: [{ key: m.status, value: statuses }] })}
<h2>${m.basis}</h2>${law.length === 0 ? html`<p>${m.noBasis}</p>` : norms(lang, law)}`;
}
