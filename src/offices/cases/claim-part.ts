import { type CaseNow, type Engine, readDocument } from '../../cases/index.ts';
import { formatDate, formatDateTime } from '../../platform/dates.ts';
import type { Tx } from '../../platform/db/index.ts';
import { html, type Html, summaryList, table, tag } from '../../platform/html/index.ts';
import { isRefusal } from '../../platform/refusal.ts';
import type { Lang } from '../../platform/text.ts';
import { type EvidenceEntry, liabilityClaim, type Obligation, procedures } from '../../procedures/index.ts';
import { claimWords } from './claim-part.messages.ts';
import type { Office } from './deps.ts';

// ES-13.3: a claim, opened: what was gathered when it was filed. It is a document of the case, and nobody edits it.

export type ClaimEvidence = {
  readonly entries: readonly EvidenceEntry[];
  readonly obligations: readonly Obligation[];
  readonly check: { readonly answerSha256: string; readonly verdict: string } | null;
  readonly cover: { readonly amount: string; readonly until: string } | null;
};

/** What the claim's document of evidence holds; null where this is no claim, or its key is destroyed. */
export async function claimEvidence(engine: Engine, tx: Tx, now: CaseNow): Promise<ClaimEvidence | null> {
  if (now.procedure.name !== liabilityClaim.name) return null;
  const found = await readDocument(engine, tx, now, 1);
  return isRefusal(found) || found.content === null ? null : (found.content as unknown as ClaimEvidence);
}

const checkHref = (office: Office, centreId: string, id: string): string =>
  office.name === 'citizen'
    ? `/me/centres/${centreId}/checks/${id}`
    : office.name === 'authority'
      ? `/authority/centres/${centreId}/checks/${id}`
      : `/centre/checks/${id}`;

/** A duty by the words of whichever procedure owes it. */
function dutyText(lang: Lang, duty: string): string {
  const found = procedures.find(({ texts }) => texts.duties[duty] !== undefined);
  return found?.texts.duties[duty]?.[lang] ?? duty;
}

export function evidencePart(
  lang: Lang,
  office: Office,
  centreId: string,
  { entries, obligations, check, cover }: ClaimEvidence,
  now: CaseNow,
): Html {
  const w = claimWords[lang];
  const filed = now.history.acts[0]!.data;
  return html`<h2>${w.title}</h2><p>${w.lead}</p>${summaryList({
    lang,
    rows: [
      { key: w.claimed, value: w.som(String(filed['amount'])) },
      {
        key: w.cover,
        value: cover === null ? w.noCover : w.coverText(cover.amount, formatDate(lang, cover.until)),
      },
      ...(check === null
        ? []
        : [
            {
              key: w.check,
              value: html`<a href="${checkHref(office, centreId, String(filed['checkId']))}">${w.seeCheck}</a>`,
            },
          ]),
    ],
  })}
${
  obligations.length > 0 &&
  table({
    caption: w.obligations,
    columns: [{ head: w.duty }, { head: w.due }, { head: w.done }],
    rows: obligations.map(({ duty, dueAt, doneAt, late }) => [
      dutyText(lang, duty),
      formatDateTime(lang, new Date(dueAt)),
      html`${doneAt === null ? w.notDone : formatDateTime(lang, new Date(doneAt))}${late && html` ${tag({ text: w.late, tone: 'bad' })}`}`,
    ]),
    stack: true,
  })
}
${
  entries.length === 0
    ? html`<p>${w.none}</p>`
    : table({
        caption: w.entries,
        columns: [{ head: w.entry }, { head: w.at }, { head: w.leaf }],
        rows: entries.map(({ type, at, leaf }) => [
          w.types[type] ?? type,
          formatDateTime(lang, new Date(at)),
          html`<code class="mk-small">${leaf.slice(0, 16)}…</code>`,
        ]),
        stack: true,
      })
}`;
}
