import type { Text3 } from '../platform/text.ts';
import { actTitles, chapterTitles, statusLabels } from './acts.messages.ts';

// The four acts the platform executes, and their standing. What is repealed or only a draft is said wherever it is cited.

export type ActCode = 'CP' | 'PD' | 'SP' | 'ES';
export const actCodes: readonly ActCode[] = ['CP', 'PD', 'SP', 'ES'];

/**
 * in-force: applies; draft: not adopted; repealed: lost force; parent-repealed: the law it was issued under lost force and
 * whether the act itself survives is not confirmed; policy: a holder's own published document, binding on that holder.
 */
export type ActStatus = 'in-force' | 'draft' | 'repealed' | 'parent-repealed' | 'policy';

/** A calendar date of Asia/Bishkek, `YYYY-MM-DD`. */
export type DateString = string;

export type Act = {
  readonly code: ActCode;
  readonly title: Text3;
  /** What it is called in running text: "Токтом № 759", "Draft law". */
  readonly short: Text3;
  readonly kind: 'decree' | 'draft-law' | 'policy' | 'law';
  readonly number: string | null;
  readonly date: DateString | null;
  /** How the acts name it in English in the catalogue: "Decree 759 of 2017-11-21". */
  readonly label: string;
  readonly status: ActStatus;
  readonly statusLabel: Text3;
  /** For CP: the articles of the Law "On Information of Personal Nature" under which it was issued (CP-D-0). */
  readonly enabling: { readonly law: Text3; readonly articles: readonly number[] } | null;
  /** The authentic text, relative to the root of the repository. */
  readonly file: string;
  readonly authentic: 'ky' | 'ru';
};

const personalInformationLaw: Text3 = {
  ky: '«Жеке мүнөздөгү маалымат жөнүндө» Кыргыз Республикасынын 2008-жылдын 14-апрелиндеги № 58 Мыйзамы',
  ru: 'Закон Кыргызской Республики «Об информации персонального характера» от 14 апреля 2008 года № 58',
  en: 'Law of the Kyrgyz Republic No. 58 of 14 April 2008 "On Personal Information"',
};

export const acts: Readonly<Record<ActCode, Act>> = {
  CP: {
    code: 'CP',
    ...actTitles.CP,
    kind: 'decree',
    number: '759',
    date: '2017-11-21',
    label: 'Decree 759 of 2017-11-21',
    status: 'parent-repealed',
    statusLabel: statusLabels['parent-repealed'],
    enabling: { law: personalInformationLaw, articles: [9, 24] },
    file: 'law/001_aa56e76e9227bff8.txt',
    authentic: 'ky',
  },
  PD: {
    code: 'PD',
    ...actTitles.PD,
    kind: 'draft-law',
    number: null,
    date: null,
    label: 'Draft law on the protection of personal data',
    status: 'draft',
    statusLabel: statusLabels.draft,
    enabling: null,
    file: 'law/002_72cd4abf1c0dea3a.txt',
    authentic: 'ru',
  },
  SP: {
    code: 'SP',
    ...actTitles.SP,
    kind: 'policy',
    number: null,
    date: null,
    label: 'Privacy policy of the Salyk.kg mobile application',
    status: 'policy',
    statusLabel: statusLabels.policy,
    enabling: { law: personalInformationLaw, articles: [4] },
    file: 'law/003_257725c2b46f7ad6.txt',
    authentic: 'ky',
  },
  ES: {
    code: 'ES',
    ...actTitles.ES,
    kind: 'law',
    number: '128',
    date: '2017-07-19',
    label: 'Law 128 of 2017-07-19 on electronic signature',
    status: 'repealed',
    statusLabel: statusLabels.repealed,
    enabling: null,
    file: 'law/004_e9eed9f928aba8bb.txt',
    authentic: 'ky',
  },
};

/** From when and until when an act applies. `assumed`: the date is not in the text and awaits confirmation. */
export type ActDates = {
  readonly inForceFrom: DateString | null;
  readonly inForceTo: DateString | null;
  readonly assumed?: boolean;
};
export type ActDatesTable = Readonly<Record<ActCode, ActDates>>;

/**
 * CP-D-3: the decree applies from its official publication, a date its own text does not hold and which is not the day of
 * adoption: configuration therefore, here with an assumed value. ES-20.1: fifteen days after publication on 2017-07-25.
 * A draft has no date; the policy's own last update is held with the policy.
 */
export const defaultActDates: ActDatesTable = {
  CP: { inForceFrom: '2017-12-01', inForceTo: null, assumed: true },
  PD: { inForceFrom: null, inForceTo: null },
  SP: { inForceFrom: null, inForceTo: null },
  ES: { inForceFrom: '2017-08-10', inForceTo: '2026-02-04' },
};

export type Standing = 'in-force' | 'not-yet-in-force' | 'no-longer-in-force' | 'never-adopted';

/** How an act stood on a day. Both ends of the interval belong to it. */
export function standing(act: ActCode, day: DateString, dates: ActDatesTable = defaultActDates): Standing {
  const { inForceFrom, inForceTo } = dates[act];
  if (inForceFrom === null) return acts[act].kind === 'policy' ? 'in-force' : 'never-adopted';
  if (day < inForceFrom) return 'not-yet-in-force';
  return inForceTo !== null && day > inForceTo ? 'no-longer-in-force' : 'in-force';
}

/** The title of the chapter, article or section a key of `chapterTitles` names; null where the act gives none. */
export const headingOf = (act: ActCode, key: string): Text3 | null => chapterTitles[act][key] ?? null;
