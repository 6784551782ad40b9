import { formatDateTime } from '../platform/dates.ts';
import { fill, type Text3 } from '../platform/text.ts';
import { consentOfSubject, sourceWords, words } from './content.messages.ts';
import type { Source } from './transfer-store.ts';

// CP-15: what a notice says. Pure; the same for every channel.

export type NoticeFacts = {
  readonly executedAt: Date;
  readonly holder: { readonly name: Text3; readonly address: Text3 | null };
  /** null: none on record. */
  readonly ground: { readonly kind: 'consent' | 'article'; label: Text3; document: string | null } | null;
  readonly items: readonly { readonly label: Text3; readonly source: Source | null }[];
  readonly purpose: Text3 | null;
  readonly methods: Text3 | null;
  readonly recipient: { readonly name: string; readonly country: string };
};

export const blocks = {
  holder: 'CP-15a',
  ground: 'CP-15b',
  items: 'CP-15c',
  purpose: 'CP-15d',
  source: 'CP-15e',
} as const;
export type BlockName = keyof typeof blocks;
/** DECISIONS 14: the recipient stands beside the five. */
export type Part = { readonly name: BlockName | 'recipient'; readonly label: Text3; readonly value: Text3 };
export type Message = {
  readonly subject: Text3;
  readonly lead: Text3;
  readonly parts: readonly Part[];
  /** The holder's own wording with the blocks filled in; null: the parts stand as a list. */
  readonly wording: Text3 | null;
};

const names = Object.keys(blocks) as BlockName[];
const langs = ['ky', 'ru', 'en'] as const;
const same = (text: string): Text3 => ({ ky: text, ru: text, en: text });
const empty = (text: Text3 | null): boolean => text === null || langs.some((lang) => text[lang].trim() === '');
const each = (make: (lang: (typeof langs)[number]) => string): Text3 => ({
  ky: make('ky'),
  ru: make('ru'),
  en: make('en'),
});

/**
 * CP-15: the notice, or which of its five blocks are empty or left out. `wording`: the holder's own text, with a place in braces for
 * each block ({holder} {ground} {items} {purpose} {source}); what it says of the transfer always comes from the record.
 */
export function composeNotice(facts: NoticeFacts, wording: Text3 | null): Message | { missing: readonly string[] } {
  const values: Readonly<Record<BlockName, Text3 | null>> = {
    holder:
      facts.holder.address === null || empty(facts.holder.address) || empty(facts.holder.name)
        ? null
        : holderText(facts),
    ground: facts.ground === null ? null : groundText(facts.ground),
    items: facts.items.length === 0 ? null : each((lang) => facts.items.map((item) => item.label[lang]).join('; ')),
    purpose:
      empty(facts.purpose) || empty(facts.methods)
        ? null
        : each((lang) => `${facts.purpose![lang]}. ${facts.methods![lang]}`),
    source: facts.items.some((item) => item.source === null) ? null : sourceText(facts.items as never),
  };
  const missing = names.filter(
    (name) =>
      values[name] === null ||
      empty(values[name]) ||
      (wording !== null && langs.some((lang) => !wording[lang].includes(`{${name}}`))),
  );
  if (missing.length > 0) return { missing: missing.map((name) => blocks[name]) };
  const recipient = same(`${facts.recipient.name} (${facts.recipient.country})`);
  const parts: Part[] = [
    ...names.map((name): Part => ({ name, label: words[name], value: values[name]! })),
    { name: 'recipient', label: words.recipient, value: recipient },
  ];
  const placed =
    wording === null
      ? null
      : each(
          (lang) =>
            fill(same(wording[lang]), Object.fromEntries(parts.map((one) => [one.name, one.value[lang]])))[lang],
        );
  return {
    subject: words.subject,
    lead: each((lang) => fill(words.lead, { on: formatDateTime(lang, facts.executedAt) })[lang]),
    parts,
    wording: placed,
  };
}

const holderText = ({ holder }: NoticeFacts): Text3 => each((lang) => `${holder.name[lang]}, ${holder.address![lang]}`);

const groundText = (ground: NonNullable<NoticeFacts['ground']>): Text3 =>
  ground.kind === 'consent'
    ? consentOfSubject
    : each((lang) => (ground.document === null ? ground.label[lang] : `${ground.label[lang]}: ${ground.document}`));

// CP-15e: of each source, which items came from it; one for all of them stands alone.
function sourceText(items: readonly { readonly label: Text3; readonly source: Source }[]): Text3 {
  return each((lang) => {
    const bySource = new Map<string, string[]>();
    for (const { label, source } of items) {
      const from = fill(sourceWords[source.kind], { name: source.name ?? '' })[lang];
      bySource.set(from, [...(bySource.get(from) ?? []), label[lang]]);
    }
    if (bySource.size === 1) return [...bySource.keys()][0]!;
    return [...bySource].map(([from, labels]) => `${from} (${labels.join('; ')})`).join('; ');
  });
}

/** The message as plain text in one language: what a letter, a telephonogram or a file of proof holds. */
export const messageText = (message: Message, lang: 'ky' | 'ru' | 'en'): string =>
  [
    message.subject[lang],
    '',
    message.lead[lang],
    '',
    ...(message.wording === null
      ? message.parts.map((part) => `${part.label[lang]}: ${part.value[lang]}`)
      : [message.wording[lang]]),
  ].join('\n');
