/** How often a random test runs: `base` on every change, a hundred times as often at night (EFFORT=100). */
export const runs = (base: number): { numRuns: number } => ({
  numRuns: Math.max(1, Math.round(base * Number(process.env['EFFORT'] ?? 1))),
});
