import type { Lang } from '../../../src/platform/text.ts';
import { manyWords } from './many.messages.ts';

export type Progress = {
  readonly done: number;
  readonly all: number;
  /** Of those done, how many are not valid. */
  readonly notValid: number;
  /** Milliseconds since the first began. */
  readonly elapsed: number;
};

const cells = 24;

/** How far it is, in one line of at most 80 columns: bar, count, pace, time left, how many are not valid. */
export function progressLine({ done, all, notValid, elapsed }: Progress, lang: Lang): string {
  const part = all === 0 ? 1 : done / all;
  const filled = Math.floor(part * cells);
  const pace = elapsed > 0 ? done / (elapsed / 1000) : 0;
  return [
    `${'█'.repeat(filled)}${'░'.repeat(cells - filled)} ${Math.floor(part * 100)} %`,
    `${grouped(done)} / ${grouped(all)}`,
    `${grouped(Math.round(pace))} ${manyWords.perSecond[lang]}`,
    ...(pace > 0 && done < all ? [`${manyWords.left[lang]} ${clock((all - done) / pace)}`] : []),
    ...(notValid > 0 ? [`✗ ${grouped(notValid)}`] : []),
  ].join('  ');
}

const clock = (seconds: number): string => {
  const whole = Math.ceil(seconds);
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  const rest = String(whole % 60).padStart(2, '0');
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`;
};

/** Thousands apart, as all three languages write them. */
export const grouped = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ' ');
