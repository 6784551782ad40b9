/** Middle value with the smallest and the largest. */
export type Figure = { readonly median: number; readonly min: number; readonly max: number };

export function figure(values: readonly number[]): Figure {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const median = sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
  return { median, min: sorted[0]!, max: sorted.at(-1)! };
}

/** Ratios round by round: both sides of one round saw the same machine. */
export const ratios = (over: readonly number[], under: readonly number[]): Figure =>
  figure(over.map((value, round) => value / under[round]!));

/** Runs `act` from `clients` loops until `count` are done; how many a second. */
export async function perSecond(
  clients: number,
  count: number,
  act: (index: number, client: number) => Promise<unknown>,
): Promise<number> {
  let next = 0;
  const began = performance.now();
  await Promise.all(
    Array.from({ length: clients }, async (_, client) => {
      while (next < count) await act(next++, client);
    }),
  );
  return count / ((performance.now() - began) / 1000);
}

/** Runs the sides of a comparison round after round, the order turning, so that neither has the better half of the run. */
export async function interleaved<K extends string>(
  rounds: number,
  sides: Readonly<Record<K, (round: number) => Promise<number>>>,
): Promise<Record<K, number[]>> {
  const names = Object.keys(sides) as K[];
  const results = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<K, number[]>;
  for (let round = 0; round < rounds; round++)
    for (let i = 0; i < names.length; i++) {
      const name = names[(i + round) % names.length]!;
      results[name].push(await sides[name](round));
    }
  return results;
}
