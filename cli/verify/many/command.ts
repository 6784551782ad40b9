import { availableParallelism } from 'node:os';
import { type Lang, visible } from '../../../src/platform/text.ts';
import type { Verdict } from '../../../src/record/verify/report.ts';
import { type Item, itemsIn } from './item.ts';
import type { Judged } from './judge-item.ts';
import { manyWords } from './many.messages.ts';
import { judgeAll } from './pool.ts';
import { grouped, progressLine } from './progress.ts';

export type ManyOptions = {
  /** Files and folders. */
  readonly places: readonly string[];
  readonly trust: string | undefined;
  readonly at: Date;
  readonly json: boolean;
  readonly lang: Lang;
  /** How many threads; as many as cores where absent. */
  readonly jobs: number | undefined;
};
export type Screen = {
  readonly print: (text: string) => void;
  /** Rewrites one line of a terminal; absent where nobody watches. */
  readonly rewrite: ((line: string) => void) | undefined;
  /** Milliseconds of a clock that only goes forward. */
  readonly elapsed: () => number;
};

const limits = { mostMs: 120_000, mostHeapMiB: 512 };
/** How often the line of progress is rewritten, in milliseconds. */
const pause = 100;
const marks: Readonly<Record<Verdict, string>> = { valid: '✓', invalid: '✗', undetermined: '?' };

/**
 * Verifies everything in files and folders, on all cores. Prints what is not valid (with `json`, a line for each item),
 * then the count of each verdict; answers whether every item is valid, and there was one.
 */
export async function verifyMany(options: ManyOptions, { print, rewrite, elapsed }: Screen): Promise<boolean> {
  const { lang, json } = options;
  const items = itemsIn(options.places);
  const count: Record<Verdict, number> = { valid: 0, invalid: 0, undetermined: 0 };
  const began = elapsed();
  let [done, shown] = [0, 0];
  const show = (): void => {
    shown = elapsed();
    rewrite?.(progressLine({ done, all: items.length, notValid: done - count.valid, elapsed: shown - began }, lang));
  };
  const told = (judged: Judged): void => {
    done++;
    count[judged.verdict]++;
    const line = json ? jsonLine(judged) : judged.verdict === 'valid' ? undefined : textLine(judged, lang);
    if (line !== undefined) {
      rewrite?.('');
      print(line);
    }
    if (line !== undefined || elapsed() - shown >= pause || done === items.length) show();
  };
  const task = { place: options.trust, at: options.at.toISOString(), whole: json };
  await judgeAll(items, { ...limits, jobs: options.jobs ?? availableParallelism(), task }, told);
  rewrite?.('');
  if (!json)
    print(
      `${manyWords.checked[lang]}: ${grouped(done)}. ${(['valid', 'invalid', 'undetermined'] as const)
        .map((verdict) => `${marks[verdict]} ${manyWords[verdict][lang]}: ${grouped(count[verdict])}`)
        .join('  ')}`,
    );
  return done > 0 && count.valid === done;
}

const nameOf = ({ file, signature }: Item): string =>
  visible(signature === undefined ? file : `${file} + ${signature}`);
const textLine = ({ item, verdict, summary }: Judged, lang: Lang): string =>
  `${marks[verdict]} ${nameOf(item)}: ${summary[lang]}`;
const jsonLine = ({ item, verdict, summary, report }: Judged): string =>
  JSON.stringify({ ...item, verdict, summary, ...report });
