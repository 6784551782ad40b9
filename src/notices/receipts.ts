import { dayInBishkek, formatDate, formatDateTime, isDay, lastDay } from '../platform/dates.ts';
import type { Tx } from '../platform/db/index.ts';
import type { Text3 } from '../platform/text.ts';
import { labels, policyChangeTexts, receiptTexts, replacedEarlier, taskTexts } from './receipts.messages.ts';
import type { Content, Handler, Handlers, OutboxRow, Outgoing, Place } from './types.ts';

/** What a receipt states beyond the time: published names only. */
export type ReceiptFacts = {
  readonly holder: Text3;
  readonly purpose: Text3;
  /** The account page of this consent. */
  readonly path: string;
  /** ISO; null without an end. */
  readonly validUntil?: string | null;
  /** An earlier consent ended by this one. */
  readonly replaced?: boolean;
};
export type ReceiptSource = (tx: Tx, row: OutboxRow) => Promise<ReceiptFacts | null>;

type ReceiptKind = keyof typeof receiptTexts;

// What the person did just now; the rest happened to the consent by itself or by others.
const ownDecisions: ReadonlySet<ReceiptKind> = new Set<ReceiptKind>([
  'receipt.consent-given',
  'receipt.consent-declined',
  'receipt.consent-withdrawn',
  'receipt.consent-withdrawal-pending',
  'receipt.consent-disputed',
]);

/** A receipt says that a decision was recorded, its time, holder and purpose, and leads to the account. */
export function receiptContent(kind: ReceiptKind, at: Date, facts: ReceiptFacts): Content {
  const { subject, line } = receiptTexts[kind];
  return {
    subject,
    lines: kind === 'receipt.consent-given' && facts.replaced === true ? [line, replacedEarlier] : [line],
    facts: [
      { label: labels.at, value: moment(at) },
      { label: labels.holder, value: facts.holder },
      { label: labels.purpose, value: facts.purpose },
      ...(kind === 'receipt.consent-given' && facts.validUntil
        ? [{ label: labels.validUntil, value: day(dayInBishkek(lastDay(new Date(facts.validUntil)))) }]
        : []),
    ],
    link: { path: facts.path, label: labels.account },
    sms: ownDecisions.has(kind) ? labels.sms : labels.smsState,
  };
}

const moment = (at: Date): Text3 => ({
  ky: formatDateTime('ky', at),
  ru: formatDateTime('ru', at),
  en: formatDateTime('en', at),
});

// DECISIONS 15: the agreed channel; else e-mail, then SMS. The inbox is extra.
const toSubject = (content: Content): Outgoing => ({
  to: 'subject',
  how: 'first',
  channels: ['inbox', 'email', 'sms'],
  content,
});

/** The handlers of everything that acts on consents put into the outbox. */
export function receiptHandlers(source: ReceiptSource): Handlers {
  const receipt = (kind: ReceiptKind): Handler<ReceiptFacts> => ({
    facts: source,
    messages: (row, facts) => [toSubject(receiptContent(kind, row.createdAt, facts))],
  });
  const kinds = Object.keys(receiptTexts) as ReceiptKind[];
  return {
    ...Object.fromEntries(kinds.map((kind) => [kind, receipt(kind) as Handler])),
    // Work for the holder's staff; nothing leaves the house.
    'check.paper-consent': {
      messages: () => [{ to: 'holder', content: { subject: taskTexts['check.paper-consent'] } }],
    },
    // "This was not me": the office gets the check, the person the receipt.
    'check.consent-disputed': {
      facts: source,
      messages: (row, facts) => [
        { to: 'holder', content: { subject: taskTexts['check.consent-disputed'] } },
        toSubject(receiptContent('receipt.consent-disputed', row.createdAt, facts)),
      ],
    } satisfies Handler<ReceiptFacts> as unknown as Handler,
  };
}

export const policyChangeKind = 'notice.policy-change';
export type PolicyChangeFacts = {
  readonly holder: Text3;
  readonly publicationOn: string | null;
  readonly path: string;
};

/** SP-10b: the notice of a change of the policy; the channels are the broadcast's. */
export function policyChangeHandler(source: (tx: Tx, row: OutboxRow) => Promise<PolicyChangeFacts | null>): Handler {
  const handler: Handler<PolicyChangeFacts> = {
    facts: source,
    messages: (row, facts) => [
      {
        to: 'subject',
        how: 'all',
        channels: row.data['channels'] as readonly Exclude<Place, 'task'>[],
        content: {
          subject: policyChangeTexts.subject,
          lines: isDay(facts.publicationOn)
            ? [policyChangeTexts.line, policyChangeTexts.published]
            : [policyChangeTexts.line],
          facts: [
            { label: labels.holder, value: facts.holder },
            ...(isDay(facts.publicationOn) ? [{ label: labels.publicationOn, value: day(facts.publicationOn) }] : []),
          ],
          link: { path: facts.path, label: policyChangeTexts.link },
          sms: policyChangeTexts.sms,
        },
      },
    ],
  };
  return handler as unknown as Handler;
}

const day = (on: string): Text3 => ({ ky: formatDate('ky', on), ru: formatDate('ru', on), en: formatDate('en', on) });
