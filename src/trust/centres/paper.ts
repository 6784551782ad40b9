import { langs, type Text3 } from '../../platform/text.ts';
import type { Refusal } from '../../platform/refusal.ts';
import { refuse } from './refusals.ts';

// What a centre tells in writing, and the parts the law wants in it. Pure.

/**
 * information: what applicants are told (ES-13.2.1); guide: on the security of use (ES-18.4); register-order: of the register of
 * certificates that are not qualified (ES-13.1.6); rules: the centre's own (ES-13.7).
 */
export const paperKinds = ['information', 'guide', 'register-order', 'rules'] as const;
export type PaperKind = (typeof paperKinds)[number];

/** Each part with the requirement that demands it. */
export const paperParts: Readonly<Record<PaperKind, readonly (readonly [part: string, law: string])[]>> = {
  information: [
    ['conditions', 'ES-13.2.1a'],
    ['risks', 'ES-13.2.1b'],
    ['security', 'ES-13.2.1c'],
  ],
  guide: [['guide', 'ES-18.4']],
  'register-order': [
    ['keeping', 'ES-13.1.6a'],
    ['access', 'ES-13.1.6b'],
  ],
  rules: [['rules', 'ES-13.7a']],
};

export type PaperParts = Readonly<Record<string, Text3>>;
export type CentrePaper = {
  readonly centreId: string;
  readonly kind: PaperKind;
  /** 1, 2, ... */
  readonly edition: number;
  readonly parts: PaperParts;
  readonly publishedAt: Date;
};

/** Whether a paper says all that the law wants of it, in every language; the first part that is missing is named. */
export function checkPaper(kind: PaperKind, parts: PaperParts): Refusal | null {
  const missing = paperParts[kind].find(([part]) => langs.some((lang) => (parts[part]?.[lang] ?? '').trim() === ''));
  return missing === undefined ? null : refuse('PAPER_PART_MISSING', { law: [missing[1]], field: missing[0] });
}
