import fc from 'fast-check';

const asked = process.env['EFFORT'];
const effort = Number(asked ?? 1);
// On every change the same values, so that a change is judged by what it changes; with EFFORT set (at night) new ones each time.
fc.configureGlobal({ numRuns: Math.round(100 * effort), ...(asked === undefined ? { seed: 20_170_810 } : {}) });

/** How often a random test runs: `base` on every change, a hundred times as often at night (EFFORT=100). */
export const runs = (base: number): { numRuns: number } => ({ numRuns: Math.max(1, Math.round(base * effort)) });
