import type { ConsentRow } from '../../consent/index.ts';
import { type Html, tag, type Tone } from '../../platform/html/index.ts';
import type { Lang } from '../../platform/text.ts';
import { words } from './words.messages.ts';

export type Shown =
  | 'active'
  | 'partial'
  | 'expiring'
  | 'declined'
  | 'unproven'
  | 'frozen'
  | 'pending'
  | 'withdrawn'
  | 'expired'
  | 'replaced'
  | 'invalid';

const tones: Readonly<Record<Shown, Tone>> = {
  active: 'good',
  partial: 'good',
  expiring: 'wait',
  declined: 'ended',
  unproven: 'wait',
  frozen: 'bad',
  pending: 'wait',
  withdrawn: 'ended',
  expired: 'ended',
  replaced: 'ended',
  invalid: 'ended',
};
const days30 = 30 * 86_400_000;

/** What a reader is told of a consent at this moment; the clock decides before the sweep has written it down (CP-8h-1). */
export function shownState(row: Pick<ConsentRow, 'state' | 'valid_until'>, now: Date): Shown {
  if (row.state !== 'active') return row.state;
  if (row.valid_until === null) return 'active';
  if (row.valid_until <= now) return 'expired';
  return row.valid_until.getTime() - now.getTime() <= days30 ? 'expiring' : 'active';
}

/** Data are processed on it, or would be but for a bar. */
export const isLive = (shown: Shown): boolean =>
  ['active', 'partial', 'expiring', 'unproven', 'frozen', 'pending'].includes(shown);
export const withdrawable = (shown: Shown): boolean =>
  ['active', 'partial', 'expiring', 'unproven', 'frozen'].includes(shown);
export const disputable = (shown: Shown): boolean =>
  ['active', 'partial', 'expiring', 'unproven', 'pending'].includes(shown);

export const shownTag = (lang: Lang, shown: Shown): Html =>
  tag({ text: words[lang].states[shown], tone: tones[shown] });

/** Purposes are written as parts of a sentence; as a heading or a link they begin with a capital. */
export const sentence = (text: string): string => text.charAt(0).toLocaleUpperCase('ky') + text.slice(1);
