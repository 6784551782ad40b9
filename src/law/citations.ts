import type { Text3 } from '../platform/text.ts';
import { acts, headingOf, type Act } from './acts.ts';
import { statusMarks, unofficial } from './acts.messages.ts';
import { requirement } from './catalogue.ts';
import { locatorOf } from './locators.ts';
import { plainTexts } from './plain.ts';

// A norm as a person reads it: the act and its standing, the place, the authentic words, and what they mean.

export type Citation = {
  readonly id: string;
  readonly act: Act['code'];
  /** "Draft Law of the Kyrgyz Republic ..., art. 9, part 4" with the standing of the act where it is not in force. */
  readonly label: Text3;
  /** The title of the article, section or chapter; null where the act gives none. */
  readonly title: Text3 | null;
  /** Verbatim words of the authentic text, and the language they are in. */
  readonly original: string;
  readonly originalLang: Act['authentic'];
  /** What it says, plainly. Unofficial in every language: the original prevails. */
  readonly plain: Text3;
  readonly plainMark: Text3;
  readonly status: Act['status'];
  readonly statusLabel: Text3;
};

const join = (left: Text3, right: Text3): Text3 => ({
  ky: `${left.ky}, ${right.ky}`,
  ru: `${left.ru}, ${right.ru}`,
  en: `${left.en}, ${right.en}`,
});

// Repealed or draft law is labelled as such wherever it is cited on a page or in a document.
function withStanding(text: Text3, act: Act): Text3 {
  if (act.status === 'in-force' || act.status === 'policy') return text;
  const mark = statusMarks[act.status];
  return { ky: `${text.ky} (${mark.ky})`, ru: `${text.ru} (${mark.ru})`, en: `${text.en} (${mark.en})` };
}

/** The citation of a requirement id. Throws RangeError for an unknown id, or a row without plain text: tests check both. */
export function cite(id: string): Citation {
  const row = requirement(id);
  const act = acts[row.act];
  const plain = plainTexts.get(id);
  if (plain === undefined) throw new RangeError(`no plain text: ${id}`);
  return {
    id,
    act: row.act,
    label: withStanding(join(act.short, locatorOf(row)), act),
    title: headingOf(row.act, row.heading),
    original: row.source,
    originalLang: act.authentic,
    plain: { ky: plain[0], ru: plain[1], en: row.text },
    plainMark: unofficial,
    status: act.status,
    statusLabel: act.statusLabel,
  };
}
