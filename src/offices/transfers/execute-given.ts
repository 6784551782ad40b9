import type { PurposeVersion } from '../../consent/index.ts';
import { recipientTypes } from '../../law/index.ts';
import type { FieldError } from '../../platform/html/index.ts';
import type { Lang } from '../../platform/text.ts';
import type { Item, Source, TransferInput } from '../../transfers/index.ts';
import { commonWords } from '../holder/common.messages.ts';
import { offeredGrounds } from '../holder/grounds.ts';
import { type Given, listOf, orNull, text3Of, textOf, whole3Of } from '../holder/given.ts';
import { executeWords, type ExecuteWords } from './execute.messages.ts';

// A transfer as a clerk typed it, read into what the act takes. Pure; what the law says of it, the act says.

/** The recipient that the purpose does not name. */
export const otherRecipient = 'other';
export const handedOver = ['paper', 'file', 'screen', 'oral', 'interagency', 'api'] as const;
const sourceOf: Readonly<Record<string, Source['kind']>> = {
  subject: 'subject',
  state_body: 'state_body',
  other_holder: 'other_holder',
  public_source: 'public_source',
};
export type Typed = Omit<TransferInput, 'purposeId' | 'subjects'>;

/** Everything but the people, or all that is wrong with it at once. */
export function typedTransfer(
  lang: Lang,
  given: Given,
  { body }: Pick<PurposeVersion, 'body'>,
): Typed | readonly FieldError[] {
  const errors: FieldError[] = [];
  const w = executeWords[lang];
  const choose = (label: string): string => `${label}: ${commonWords[lang].choose}`;
  const need: Need = (field, holds, text) => {
    if (!holds) errors.push({ field, text });
  };
  const { fill } = commonWords[lang];
  const said = (field: string): boolean => textOf(given, field) !== '';
  const type = textOf(given, 'recipientType');
  need('recipientType', type !== 'subject' && recipientTypes.some((one) => one.code === type), choose(w.recipientType));
  const recipient = recipientOf(lang, given, body, need);
  const kind = textOf(given, 'ground');
  need('ground', kind === 'consent' || kind === 'article', choose(w.ground));
  if (kind === 'article') {
    need(
      'groundCode',
      offeredGrounds.some((one) => one.row === textOf(given, 'groundCode')),
      choose(w.groundCode),
    );
    need('document', said('document'), fill(w.document));
  }
  const items = body.categories
    .filter((one) => listOf(given, 'items').includes(one.code))
    .map(({ code }): Item => itemOf(given, code, need, fill(w.sourceName)));
  need('items', items.length > 0, choose(w.items));
  const methods = text3Of(given, 'methods');
  if (methods === null) need('methods', body.methods !== null, w.methodsNeeded);
  else need('methods', whole3Of(given, 'methods') !== null, commonWords[lang].allThree);
  const channel = handedOver.find((one) => one === textOf(given, 'channel'));
  need('channel', channel !== undefined, choose(w.channel));
  const code = textOf(given, 'exemption');
  const justification = textOf(given, code === 'ART15_1_2_B' ? 'justificationB' : 'justification');
  if (errors.length > 0) return errors;
  return {
    recipient: { type, ...recipient },
    ground:
      kind === 'consent'
        ? { kind }
        : { kind: 'article', code: textOf(given, 'groundCode'), document: textOf(given, 'document').slice(0, 500) },
    items,
    methods,
    channel: channel!,
    exemption: code === '' || code === 'none' ? null : { code, justification: justification.slice(0, 2000) },
  };
}

type Need = (field: string, holds: boolean, text: string) => void;

function recipientOf(lang: Lang, given: Given, body: PurposeVersion['body'], need: Need) {
  const w: ExecuteWords = executeWords[lang];
  const chosen = textOf(given, 'recipient');
  const named = (body.recipients ?? []).find((one) => one.code === chosen);
  if (named !== undefined) return { code: named.code, name: named.name.ky, country: named.country };
  need('recipient', chosen === otherRecipient, `${w.recipient}: ${commonWords[lang].choose}`);
  const [name, code, country] = ['recipientName', 'recipientCode', 'country'].map((field) => textOf(given, field)) as [
    string,
    string,
    string,
  ];
  if (chosen === otherRecipient) {
    need('recipientName', name !== '', commonWords[lang].fill(w.recipientName));
    need('recipientCode', /^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,79}$/.test(code), w.codeWrong);
    need('country', /^[A-Z]{2}$/.test(country.toUpperCase()), w.countryWrong);
  }
  return { code, name: name.slice(0, 500), country: country.toUpperCase() };
}

/** CP-15e: an item with the source that was typed for it. */
export function itemOf(given: Given, category: string, need: Need, unnamed: string): Item {
  const kind = sourceOf[textOf(given, `source-${category}`) || 'subject'] ?? 'subject';
  const name = orNull(textOf(given, `sourceName-${category}`).slice(0, 300));
  if (kind === 'subject') return { category, source: { kind, name: null } };
  // CP-15e: a source that is not the subject is named.
  need(`sourceName-${category}`, name !== null, unnamed);
  return { category, source: { kind, name } };
}
