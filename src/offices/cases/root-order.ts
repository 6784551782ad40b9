import { type CaseNow, type Data, documentsOf } from '../../cases/index.ts';
import { formatLastDay } from '../../platform/dates.ts';
import type { Tx } from '../../platform/db/index.ts';
import { codeBlock, details, hashBlock, html, type Html, summaryList } from '../../platform/html/index.ts';
import type { Lang } from '../../platform/text.ts';
import { rootOrderWords } from './root-order.messages.ts';

// ES-16.5d: an officer reads what the root is going to sign before approving it, and approves exactly those bytes.

const shownWith: readonly string[] = ['approveOrder', 'handOver', 'issueRoot'];

/** What was prepared last for the root, where the act is about it. */
export async function preparedOrder(tx: Tx, now: CaseNow, act: string): Promise<Data | null> {
  if (now.procedure.name !== 'accreditation' || !shownWith.includes(act)) return null;
  return (await documentsOf(tx, now)).findLast(({ kind }) => kind === 'root-certificate-order')?.content ?? null;
}

const lines = (base64: string): string => (base64.match(/.{1,64}/g) ?? []).join('\n');
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** What the form is filled with at first: the hash of what stands above it, the number it was prepared under. */
export const orderFilled = (order: Data | null): Readonly<Record<string, unknown>> =>
  order === null
    ? {}
    : { contentHash: text(order['contentHash']), certificateNumber: text(order['certificateNumber']) };

export function orderLead(order: Data | null, lang: Lang): Html {
  if (order === null) return html``;
  const w = rootOrderWords[lang];
  const row = (key: string, name: string) => ({ key, value: text(order[name]) });
  return html`<p>${w.lead}</p>${summaryList({
    lang,
    rows: [
      row(w.owner, 'owner'),
      row(w.address, 'address'),
      row(w.registration, 'registrationNumber'),
      row(w.certificate, 'certificateNumber'),
      { key: w.until, value: formatLastDay(lang, new Date(text(order['until']))) },
      row(w.means, 'means'),
    ],
  })}${hashBlock({ lang, label: w.key, value: text(order['keyDigest']) })}${hashBlock({ lang, label: w.hash, value: text(order['contentHash']) })}${details({ summary: w.bytes }, html`<p class="mk-small">${w.bytesText}</p>${codeBlock({ lang, label: w.bytes, code: lines(text(order['content'])) })}`)}`;
}
