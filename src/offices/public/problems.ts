import type { FastifyRequest } from 'fastify';
import { refuseCase } from '../../cases/index.ts';
import { mayReasons, refuseConsent, refuseDocument, refusePurpose } from '../../consent/index.ts';
import { refusePolicyFile } from '../../consent/policy/index.ts';
import { refuseHolder } from '../../holders/index.ts';
import { refuseIdentity } from '../../identity/index.ts';
import { refuseKeys } from '../../keys/index.ts';
import { refusePolicy, refuseWithdrawal } from '../../procedures/index.ts';
import { refuseRecord } from '../../record/index.ts';
import { refuseSignature } from '../../trust/verify/index.ts';
import { html, type Html, summaryList } from '../../platform/html/index.ts';
import { RefusalError, refuseHttp } from '../../platform/http/index.ts';
import type { RefusalEntry } from '../../platform/refusal.ts';
import type { PageInput } from '../deps.ts';
import { norms } from '../shell.ts';
import { param } from './deps.ts';
import { problemWords } from './problems.messages.ts';

const tables: readonly Readonly<Record<string, RefusalEntry>>[] = [
  mayReasons,
  ...[
    refuseCase,
    refuseConsent,
    refuseDocument,
    refuseHolder,
    refuseHttp,
    refuseIdentity,
    refuseKeys,
    refusePolicy,
    refusePolicyFile,
    refusePurpose,
    refuseRecord,
    refuseSignature,
    refuseWithdrawal,
  ].map(({ table }) => table),
];
/** A code that two modules share says the same in both; the first is shown. */
export const knownCodes: ReadonlyMap<string, RefusalEntry> = new Map(
  tables.toReversed().flatMap((table) => Object.entries(table)),
);

/** The page an RFC 9457 `type` points to: what a code means, in the reader's language, with its norms. */
export function problemCodePage(request: FastifyRequest): PageInput {
  const { lang } = request;
  const m = problemWords[lang];
  const code = param(request, 'code');
  if (!/^[A-Z][A-Z0-9_]{1,60}$/.test(code)) throw new RefusalError(refuseHttp('NOT_FOUND'));
  const entry = knownCodes.get(code);
  const title = m.title.replace('{code}', code);
  return {
    title,
    body: html`<h1><span class="mk-caption">${m.caption}</span> <code>${code}</code></h1>${entry === undefined ? html`<p>${m.unknown}</p>` : meaning(lang, entry)}
<h2>${m.next}</h2><p>${m.nextText}</p><p>${m.format} <a href="/developers">${m.api}</a></p>`,
  };
}

// Places such as {field} are filled in each answer; here they stay open.
const open = (sentence: string): string => sentence.replace(/\{\w+\}/g, '…');

function meaning(lang: FastifyRequest['lang'], entry: RefusalEntry): Html {
  const m = problemWords[lang];
  return html`<h2>${m.meaning}</h2><p class="mk-lead">${open(entry.text[lang])}</p>${entry.status !== undefined && summaryList({ lang, rows: [{ key: m.status, value: String(entry.status) }] })}
<h2>${m.basis}</h2>${entry.law.length === 0 ? html`<p>${m.noBasis}</p>` : norms(lang, entry.law)}`;
}
