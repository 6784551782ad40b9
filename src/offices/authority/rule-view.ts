import { formatDate } from '../../platform/dates.ts';
import { type Html, tag, type Tone } from '../../platform/html/index.ts';
import type { Lang } from '../../platform/text.ts';
import type { Edition, RuleKind } from '../../trust/rules/index.ts';
import { rulesWords } from '../centres/rules.messages.ts';
import { ruleDeskWords } from './rules.messages.ts';

export const rulesHome = '/authority/rules';
/** The trail of a page that is reached from the rules. */
export const rulesTrail = (lang: Lang) => [{ text: ruleDeskWords[lang].title, href: rulesHome }];
/** What each kind of rule rests on. */
export const ruleLaw: Readonly<Record<RuleKind, readonly string[]>> = {
  'authorised-body': ['ES-8.1a'],
  accreditation: ['ES-8.4.3a', 'ES-16.3'],
  'certificate-form': ['ES-8.5.1'],
  disclosure: ['ES-8.4.2b'],
  terms: ['ES-13.7b'],
};

type State = keyof (typeof ruleDeskWords)['ky']['states'];
const tones: Readonly<Record<State, Tone>> = { coming: 'wait', inForce: 'good', ended: 'ended', withdrawn: 'bad' };

/** How an edition stands at a moment among all of its kind. */
export function stateOf(one: Edition, all: readonly Edition[], now: Date): State {
  if (one.withdrawn !== null) return 'withdrawn';
  if (one.since > now) return 'coming';
  const later = all.some(
    ({ kind, since, withdrawn }) => kind === one.kind && withdrawn === null && since > one.since && since <= now,
  );
  return later ? 'ended' : 'inForce';
}
export const stateMark = (lang: Lang, state: State): Html =>
  tag({ text: ruleDeskWords[lang].states[state], tone: tones[state] });

/** What an edition is called in a sentence: the rule, its act, its first day. */
export const editionName = (lang: Lang, { kind, act, since }: Edition): string =>
  `${rulesWords[lang].kinds[kind]}, № ${act.number}, ${formatDate(lang, since)}`;
