import type { Figure } from '../measure.ts';

/** One row of the table of signatures: what was measured, against what, and what was hoped for. */
export type Row = {
  readonly what: string;
  readonly figure: Figure;
  readonly against?: { readonly what: string; readonly figure: Figure; readonly ratio: Figure };
  /** The ratio's aim: at least. */
  readonly aim?: number;
};

export type Options = {
  readonly rounds: number;
  /** How many of the usual number of acts a round has: 1, or a part where the programs are only tried. */
  readonly part: number;
};
export type Say = (line: string) => void;

/** Acts a second, one after the other. */
export async function rate(count: number, act: (index: number) => unknown): Promise<number> {
  const began = performance.now();
  for (let index = 0; index < count; index++) await act(index);
  return count / ((performance.now() - began) / 1000);
}
