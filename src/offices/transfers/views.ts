import { groundLabel } from '../../consent/index.ts';
import { formatDateTime } from '../../platform/dates.ts';
import { type Html, html, summaryList, tag } from '../../platform/html/index.ts';
import type { Lang } from '../../platform/text.ts';
import { type Message, type NoticeRow, punctuality, type Source, type TransferRow } from '../../transfers/index.ts';
import { executeWords } from './execute.messages.ts';
import type { TransferPagesDeps } from './index.ts';
import { transferWords } from './transfers.messages.ts';

// What the pages of holders and citizens say of a transfer and of a notice alike.

type Standing = keyof (typeof transferWords)['ky']['states'];

export function standingOf(notice: NoticeRow, now: Date): Standing {
  const standing = punctuality({ state: notice.state, dueAt: notice.due_at, sentAt: notice.sent_at }, now);
  if (standing === 'closed') return notice.state === 'EXEMPT' ? 'exempt' : 'impossible';
  if (standing !== 'open') return standing;
  if (notice.attempt_id !== null) return 'sending';
  return notice.state === 'CONTACT_SEARCH' ? 'search' : 'open';
}

const tones = {
  open: 'info',
  search: 'wait',
  sending: 'info',
  overdue: 'bad',
  'on-time': 'good',
  late: 'bad',
  exempt: 'ended',
  impossible: 'ended',
} as const;

export function stateOf(lang: Lang, notice: NoticeRow, now: Date): Html {
  const standing = standingOf(notice, now);
  return tag({ text: transferWords[lang].states[standing], tone: tones[standing] });
}

export const recipientOf = (lang: Lang, transfer: TransferRow): string =>
  `${transfer.recipient_name ?? transferWords[lang].natural} (${transfer.country})`;

export const groundOf = (lang: Lang, transfer: TransferRow): string =>
  transfer.ground_kind === 'consent'
    ? transferWords[lang].consent
    : [groundLabel(transfer.ground)?.[lang] ?? transfer.ground, transfer.ground_document].filter(Boolean).join(': ');

/** What a transfer's categories are called in the version of the purpose that it was made under. */
export async function categoryNames(
  deps: Pick<TransferPagesDeps, 'consent'>,
  lang: Lang,
  transfer: TransferRow,
): Promise<(code: string) => string> {
  const version = await deps.consent.registers.version(transfer.purpose_version_id);
  return (code) => version?.body.categories.find((one) => one.code === code)?.text[lang] ?? code;
}

/** CP-15e: who an item was obtained from, by name where it was not the subject. */
export const sourceText = (lang: Lang, { kind, name }: Source): string =>
  name === null ? executeWords[lang].sources[kind] : `${executeWords[lang].sources[kind]}: ${name}`;

/** The text of a notification as it stands, or stood when it was sent. */
export const messageView = (lang: Lang, message: Message): Html =>
  html`<p>${message.lead[lang]}</p>${
    message.wording === null
      ? summaryList({
          lang,
          plain: true,
          rows: message.parts.map((part) => ({ key: part.label[lang], value: part.value[lang] })),
        })
      : html`<p>${message.wording[lang]}</p>`
  }`;

export const moment = (lang: Lang, at: Date): Html =>
  html`<time datetime="${at.toISOString()}">${formatDateTime(lang, at)}</time>`;
