import type { Text3 } from '../platform/text.ts';
import { acts, headingOf, type Act } from './acts.ts';
import { statusMarks, unofficial } from './acts.messages.ts';
import { requirement } from './catalogue.ts';
import { locatorOf } from './locators.ts';
import { plainDecree } from './plain-decree.messages.ts';
import { plainEsign } from './plain-esign.messages.ts';
import { plainEsignMeans } from './plain-esign-means.messages.ts';
import { plainForm } from './plain-form.messages.ts';
import { plainGrounds } from './plain-grounds.messages.ts';
import { plainArrays } from './plain-arrays.messages.ts';
import { plainConsent } from './plain-consent.messages.ts';
import { plainPolicy } from './plain-policy.messages.ts';
import { plainTerms } from './plain-terms.messages.ts';

// A norm as a person reads it: the act and its standing, the place, the authentic words, and what they mean.

/** Kyrgyz and Russian rendering of a row's plain text; English stands in the catalogue. */
export type Plain = readonly [ky: string, ru: string];

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
  /** False where no Kyrgyz and Russian rendering exists yet: `plain` then holds the English sentence three times. */
  readonly translated: boolean;
  readonly plainMark: Text3;
  readonly status: Act['status'];
  readonly statusLabel: Text3;
};

const plainTexts: Readonly<Record<string, Plain>> = {
  ...plainDecree,
  ...plainForm,
  ...plainPolicy,
  ...plainTerms,
  ...plainGrounds,
  ...plainConsent,
  ...plainEsignMeans,
  ...plainEsign,
  ...plainArrays,
};

/** True where the row has its own Kyrgyz and Russian sentences. */
export const isTranslated = (id: string): boolean => id in plainTexts;

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

/** The citation of a requirement id. Throws RangeError for an unknown id: ids in code are checked by tests. */
export function cite(id: string): Citation {
  const row = requirement(id);
  const act = acts[row.act];
  const plain = plainTexts[id];
  return {
    id,
    act: row.act,
    label: withStanding(join(act.short, locatorOf(row)), act),
    title: headingOf(row.act, row.heading),
    original: row.source,
    originalLang: act.authentic,
    plain: plain ? { ky: plain[0], ru: plain[1], en: row.text } : { ky: row.text, ru: row.text, en: row.text },
    translated: plain !== undefined,
    plainMark: unofficial,
    status: act.status,
    statusLabel: act.statusLabel,
  };
}
